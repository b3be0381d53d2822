"""Checks of the inputs alone, before anything is valued. A function's name is its code, its docstring the rationale."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.diagnostics import DataPath, Diagnostic, Severity, dotted
from reportgen.model.facts import Fact, Metric
from reportgen.model.house import allowed_steps
from reportgen.model.inputs import Inputs
from reportgen.model.periods import Period
from reportgen.model.valuation import Input

FACTS, VALUATION, OPINION, HOUSE = "facts.yaml", "valuation.yaml", "opinion.yaml", "house.yaml"


def found(  # noqa: PLR0913 - a diagnostic is all of these
    inputs: Inputs,
    code: str,
    message: str,
    file: str,
    path: DataPath,
    *,
    severity: Severity = Severity.ERROR,
    hint: str = "",
) -> Diagnostic:
    """A diagnostic at a path of a file."""
    return Diagnostic(code, message, inputs.place(file, path), dotted(path), severity, hint)


def fact_without_source(inputs: Inputs) -> Iterator[Diagnostic]:
    """A figure that nobody can trace cannot be defended; every fact names its source, or its metric does for all."""
    for path, metric, _, fact in facts_of(inputs):
        if not (fact.source or metric.source):
            yield found(inputs, "fact-without-source", "this figure names no source", FACTS, path)


def fact_without_status(inputs: Inputs) -> Iterator[Diagnostic]:
    """An estimate must never pass for a reported figure, so each fact (or its metric) says which of the two it is."""
    for path, metric, _, fact in facts_of(inputs):
        if not (fact.status or metric.status):
            message = "this figure says neither 'actual' nor 'estimate'"
            yield found(inputs, "fact-without-status", message, FACTS, path)


def fact_without_publication_date(inputs: Inputs) -> Iterator[Diagnostic]:
    """A note sees only what was known on its date, so the day on which each figure came out must be on record."""
    sources = inputs.facts.sources
    for path, metric, _, fact in facts_of(inputs):
        source = sources.get(fact.source or metric.source or "")
        if source is not None and source.published is None and fact.published is None:
            message = f"neither the figure nor its source {fact.source or metric.source} says when it was published"
            yield found(inputs, "fact-without-publication-date", message, FACTS, path)


def unknown_source(inputs: Inputs) -> Iterator[Diagnostic]:
    """Every source named anywhere must stand in the list of sources, or the reader cannot look it up."""
    for file, path, source in _named_sources(inputs):
        if source not in inputs.facts.sources:
            known = ", ".join(inputs.facts.sources)
            yield found(inputs, "unknown-source", f"no such source: {source}", file, path, hint=f"known: {known}")
    for close in inputs.closes:
        if close.source not in inputs.facts.sources and close.place is not None:
            yield Diagnostic("unknown-source", f"no such source: {close.source}", close.place)


def actual_before_period_end(inputs: Inputs) -> Iterator[Diagnostic]:
    """A figure published before its period has ended is an estimate, whatever it is called."""
    year_end = inputs.company.fiscal_year_end
    for path, metric, period, fact in facts_of(inputs):
        source = inputs.facts.sources.get(fact.source or metric.source or "")
        published = fact.published or (source.published if source else None)
        status = fact.status or metric.status
        if status == "actual" and published is not None and published < period.start(year_end):
            message = f"called actual, but published on {published}, before {period} begins"
            yield found(inputs, "actual-before-period-end", message, FACTS, path)


def unknown_metric(inputs: Inputs) -> Iterator[Diagnostic]:
    """A metric that is said to be the sum, the rest, the growth or the share of others must name metrics that exist."""
    for name, metric in inputs.facts.metrics.items():
        named = [("sum_of", each) for each in metric.sum_of or ()]
        named += [(key, each) for key, each in (("balance_of", metric.balance_of), ("growth_of", metric.growth_of)) if each]
        if metric.share_of:
            named += [("share_of", metric.share_of.part), ("share_of", metric.share_of.whole)]
        for key, each in named:
            if each not in inputs.facts.metrics:
                yield found(inputs, "unknown-metric", f"no such metric: {each}", FACTS, ("metrics", name, key))


def input_without_source(inputs: Inputs) -> Iterator[Diagnostic]:
    """Each figure of the valuation names its source and its date, or is marked as the house's own judgement."""
    for path, each in inputs_of(inputs):
        if each.value is None or each.judgement:
            continue
        if each.source is None:
            message = "names no source and is not marked as a judgement"
            yield found(inputs, "input-without-source", message, VALUATION, path)
        if each.as_of is None:
            yield found(inputs, "input-without-date", "does not say as of when", VALUATION, path)


def not_positive(inputs: Inputs) -> Iterator[Diagnostic]:
    """Shares, prices and exchange rates above zero are the only ones that a value per share can be made with."""
    valuation = inputs.valuation
    for path, each, what in (
        (("shares", "count"), valuation.shares.count, "the number of shares"),
        (("exchange_rate",), valuation.exchange_rate, "the exchange rate"),
        (("price",), valuation.price, "the price"),
    ):
        if each is not None and each.value is not None and each.value.number <= 0:
            message = f"{what} must be above zero, not {each.value.typed}"
            yield found(inputs, "not-positive", message, VALUATION, (*path, "value"))
    for path, metric, _, fact in facts_of(inputs):
        if str(metric.unit.unit) == "share" and fact.value <= 0:
            message = f"the number of shares must be above zero, not {fact.value}"
            yield found(inputs, "not-positive", message, FACTS, (*path, "value"))


def rating_bands_touch(inputs: Inputs) -> Iterator[Diagnostic]:
    """Every return must fall into exactly one class: from the lowest to the highest, each band begins where one ends."""
    bands = inputs.house.ratings.bands
    for number, (below, above) in enumerate(zip(bands, bands[1:], strict=False)):
        if below.upper is None or above.lower is None or below.upper.number != above.lower.number:
            message = f"{above.name} must begin where {below.name} ends; list the bands from the lowest return up"
            yield found(inputs, "rating-bands-touch", message, HOUSE, ("ratings", "bands", number + 1))
    if bands[0].lower is not None or bands[-1].upper is not None:
        message = "the lowest band is open below, the highest above"
        yield found(inputs, "rating-bands-touch", message, HOUSE, ("ratings", "bands"))


def unknown_rating(inputs: Inputs) -> Iterator[Diagnostic]:
    """The rating must be one of the house's classes, whose meaning the disclosures print."""
    names = [band.name for band in inputs.house.ratings.bands]
    for path, rating in (("rating", inputs.opinion.rating), ("previous", _previous(inputs))):
        if rating is not None and rating not in names:
            hint = "possible: " + ", ".join(names)
            yield found(inputs, "unknown-rating", f"no such rating: {rating}", OPINION, (path,), hint=hint)


def unknown_analyst(inputs: Inputs) -> Iterator[Diagnostic]:
    """Each author must be on record with name and title, because the note certifies their views by name."""
    for number, key in enumerate(inputs.company.analysts):
        if key not in inputs.house.analysts:
            hint = "known: " + ", ".join(inputs.house.analysts)
            message = f"no such analyst: {key}"
            yield found(inputs, "unknown-analyst", message, "company.yaml", ("analysts", number), hint=hint)


def rounding_step(inputs: Inputs) -> Iterator[Diagnostic]:
    """Targets are rounded to a step that readers recognise."""
    step = inputs.house.rounding.target_price
    if step not in allowed_steps():
        hint = "possible: " + ", ".join(str(each) for each in allowed_steps())
        path = ("rounding", "target_price")
        yield found(inputs, "rounding-step", f"no such step: {step}", HOUSE, path, hint=hint)


def previous_rating_missing(inputs: Inputs) -> Iterator[Diagnostic]:
    """Whoever reads of a changed or repeated rating must see what it was before, and since when."""
    opinion = inputs.opinion
    if opinion.action != "initiation" and opinion.previous is None:
        message = f"a note of {opinion.action} must carry the previous rating, target and date"
        yield found(inputs, "previous-rating-missing", message, OPINION, ("action",))


def completed_before_as_of(inputs: Inputs) -> Iterator[Diagnostic]:
    """A note cannot have been completed before the day on which its figures stand."""
    if inputs.opinion.completed.date() < inputs.opinion.as_of:
        message = f"completed on {inputs.opinion.completed.date()}, before the note's date {inputs.opinion.as_of}"
        yield found(inputs, "completed-before-as-of", message, OPINION, ("completed",))


def thesis_missing(inputs: Inputs) -> Iterator[Diagnostic]:
    """A rating without a thesis tells the reader nothing."""
    section = inputs.section("thesis")
    if section is None or not section.paragraphs:
        yield found(inputs, "thesis-missing", "there is no section '{#thesis}' with text", "note.md", ())


def accent_contrast(inputs: Inputs) -> Iterator[Diagnostic]:
    """Text in the accent colour must be readable: a contrast of 4.5 on white and on the tint."""
    accent = inputs.house.branding.accent
    for ground in ("#ffffff", "#f6f3ec"):
        ratio = _contrast(accent, ground)
        if ratio < 4.5:  # noqa: PLR2004 - WCAG 2.2, 1.4.3
            message = f"{accent} has a contrast of {ratio:.1f} on {ground}; 4.5 is needed"
            yield found(inputs, "accent-contrast", message, HOUSE, ("branding", "accent"))


def facts_of(inputs: Inputs) -> Iterator[tuple[DataPath, Metric, Period, Fact]]:
    """Every typed fact with its path."""
    for name, metric in inputs.facts.metrics.items():
        for period, fact in metric.values.items():
            yield ("metrics", name, "values", str(period)), metric, period, fact


def inputs_of(inputs: Inputs) -> Iterator[tuple[DataPath, Input]]:
    """Every figure of the valuation with its path."""
    valuation = inputs.valuation
    for name, part in valuation.parts.items():
        for key in type(part).model_fields:
            each = getattr(part, key)
            if isinstance(each, Input):
                yield ("parts", name, key), each
    for name, item in valuation.bridge.items():
        yield ("bridge", name, "amount"), item.amount
    if valuation.premium:
        yield ("premium", "rate"), valuation.premium.rate
    yield ("shares", "count"), valuation.shares.count
    for key in ("exchange_rate", "price", "stated_market_capitalisation"):
        each = getattr(valuation, key)
        if each is not None:
            yield (key,), each
    for name, company in valuation.peers.companies.items() if valuation.peers else ():
        yield ("peers", "companies", name, "multiple"), company.multiple


def _named_sources(inputs: Inputs) -> Iterator[tuple[str, DataPath, str]]:
    for path, metric, _, fact in facts_of(inputs):
        if fact.source:
            yield FACTS, (*path, "source"), fact.source
    for name, metric in inputs.facts.metrics.items():
        if metric.source:
            yield FACTS, ("metrics", name, "source"), metric.source
    for path, each in inputs_of(inputs):
        if each.source:
            yield VALUATION, (*path, "source"), each.source
    opinion = inputs.opinion
    for key in ("catalysts", "risks", "milestones"):
        for number, each in enumerate(getattr(opinion, key)):
            if each.source:
                yield OPINION, (key, number, "source"), each.source
    for number, view in enumerate(opinion.plan.views if opinion.plan else ()):
        yield OPINION, ("plan", "views", number, "source"), view.source
    if inputs.company.price_source:
        yield "company.yaml", ("price_source",), inputs.company.price_source


def _previous(inputs: Inputs) -> str | None:
    return inputs.opinion.previous.rating if inputs.opinion.previous else None


def _contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
