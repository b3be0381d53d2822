"""Checks of the inputs alone, before anything is valued. A function's name is its code, its docstring the rationale."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from itertools import groupby

from reportgen.checks.walking import (
    COMPANY,
    FACTS,
    HOUSE,
    OPINION,
    VALUATION,
    facts_of,
    found,
    inputs_of,
    named_sources,
)
from reportgen.diagnostics import DataPath, Diagnostic, Location, dotted
from reportgen.model.facts import EXPECTATIONS
from reportgen.model.inputs import Inputs


def fact_without_source(inputs: Inputs) -> Iterator[Diagnostic]:
    """A figure that nobody can trace cannot be defended; every fact names its source, or its metric does for all."""
    bare = [path for path, metric, _, fact in facts_of(inputs) if not (fact.source or metric.source)]
    for path, many in _by_metric(inputs, bare):
        message = f"none of its {many} figures names a source" if many else "this figure names no source"
        yield found(inputs, "fact-without-source", message, FACTS, path)


def fact_without_status(inputs: Inputs) -> Iterator[Diagnostic]:
    """An estimate must never pass for a reported figure, so each fact (or its metric) says which of the two it is."""
    bare = [path for path, metric, _, fact in facts_of(inputs) if not (fact.status or metric.status)]
    for path, many in _by_metric(inputs, bare):
        who = f"none of its {many} figures says" if many else "this figure does not say"
        hint = "status: actual, or status: estimate"
        yield found(inputs, "fact-without-status", f"{who} whether it is actual or an estimate", FACTS, path, hint=hint)


def fact_without_publication_date(inputs: Inputs) -> Iterator[Diagnostic]:
    """A note sees only what was known on its date, so the day on which each figure came out must be on record."""
    used: dict[str, list[tuple[str, DataPath, bool]]] = {}
    for path, metric, _, fact in facts_of(inputs):
        used.setdefault(fact.source or metric.source or "", []).append((FACTS, path, fact.published is None))
    for path, each in inputs_of(inputs):
        if each.value is not None and not each.own:
            used.setdefault(each.source or "", []).append((VALUATION, path, each.published is None))
    for key, figures in used.items():
        source = inputs.facts.sources.get(key)
        undated = [(file, path) for file, path, without in figures if without]
        if source is None or source.published is not None:
            continue
        if len(undated) == len(figures) > 1:
            message = f"neither the source nor any of the {len(figures)} figures from it says when it was published"
            yield found(inputs, "fact-without-publication-date", message, FACTS, ("sources", key))
        else:
            message = f"neither the figure nor its source {key} says when it was published"
            yield from (found(inputs, "fact-without-publication-date", message, *place) for place in undated)


def unknown_source(inputs: Inputs) -> Iterator[Diagnostic]:
    """Every source named anywhere must stand in the list of sources, or the reader cannot look it up."""
    known = inputs.facts.sources
    places: dict[tuple[str, str], list[tuple[Location, str]]] = {}
    for file, path, source in named_sources(inputs):
        place = inputs.place(file, path)
        places.setdefault((place.file, source), []).append((place, dotted(path)))
    for close in inputs.closes:
        # a vendor's rows have the source that company.yaml names, where it is told
        if close.place is not None and close.source != inputs.company.price_source:
            places.setdefault((close.place.file, close.source), []).append((close.place, ""))
    # a source that is gone may be named in a hundred rows: each file tells it once
    for (_, source), found_at in places.items():
        if source not in known:
            first, where = min(found_at)
            others = len(found_at) - 1
            again = f", here and {others} more time{'s' if others > 1 else ''} in this file" if others else ""
            message = f"no such source: {source}{again}"
            yield Diagnostic("unknown-source", message, first, where, hint="known: " + ", ".join(known))


def actual_before_period_end(inputs: Inputs) -> Iterator[Diagnostic]:
    """A figure published before its period has ended is an estimate, whatever it is called."""
    year_end = inputs.company.fiscal_year_end
    for path, metric, period, fact in facts_of(inputs):
        source = inputs.facts.sources.get(fact.source or metric.source or "")
        published = fact.published or (source.published if source else None)
        status = fact.status or metric.status
        if status == "actual" and published is not None and published < period.end(year_end):
            message = f"called actual, but published on {published}, before {period} ends on {period.end(year_end)}"
            yield found(inputs, "actual-before-period-end", message, FACTS, path)


def unknown_metric(inputs: Inputs) -> Iterator[Diagnostic]:
    """A metric that is the sum, the rest, the growth, the share, the same or expected of others must name real ones."""
    metrics = inputs.facts.metrics
    for name, metric in metrics.items():
        named: list[tuple[DataPath, str | None]] = [
            (("sum_of", number), part) for number, part in enumerate(metric.sum_of or ())
        ]
        named += [(("difference_of", number), part) for number, part in enumerate(metric.difference_of or ())]
        named += [(("balance_of",), metric.balance_of), (("growth_of",), metric.growth_of)]
        named.append((("restates",), metric.restates))
        named += [((f"{kind}_of",), metric.expects(kind)) for kind in EXPECTATIONS]
        if metric.share_of:
            named += [(("share_of", "part"), metric.share_of.part), (("share_of", "whole"), metric.share_of.whole)]
        for path, each in named:
            if each is not None and each not in metrics:
                hint = _did_you_mean(each, metrics)
                yield found(
                    inputs, "unknown-metric", f"no such metric: {each}", FACTS, ("metrics", name, *path), hint=hint
                )


def input_without_source(inputs: Inputs) -> Iterator[Diagnostic]:
    """Each figure of the valuation names its source, or is marked as the house's own judgement."""
    for path, each in inputs_of(inputs):
        if each.value is not None and not each.own and each.source is None:
            message = "names no source and is not marked as a judgement"
            hint = "source: S1, or judgement: true; or a 'basis' for many"
            yield found(inputs, "input-without-source", message, VALUATION, path, hint=hint)


def input_without_date(inputs: Inputs) -> Iterator[Diagnostic]:
    """Figures of different days stand beside each other in a valuation, so each one carries the day that it is of."""
    for path, each in inputs_of(inputs):
        if each.value is not None and not each.own and each.as_of is None:
            message = "does not say which day the figure is of"
            yield found(inputs, "input-without-date", message, VALUATION, path, hint="as_of: 2025-06-30")


def not_positive(inputs: Inputs) -> Iterator[Diagnostic]:
    """Shares, prices, exchange rates and steps above zero are the only ones that a target can be made with."""
    valuation = inputs.valuation
    if valuation.rounding is not None and valuation.rounding <= 0:
        message = f"the step of the target must be above zero, not {valuation.rounding}"
        yield found(inputs, "not-positive", message, VALUATION, ("rounding",))
    used: dict[str, str] = {}
    for path, each, what in (
        (("shares", "count"), valuation.shares.count if valuation.shares else None, "the number of shares"),
        (("exchange_rate",), valuation.exchange_rate, "the exchange rate"),
        (("price",), valuation.price, "the price"),
    ):
        if each is not None and each.fact is not None:
            used[each.fact.removeprefix("facts.")] = what
        if each is not None and each.value is not None and each.value.number <= 0:
            message = f"{what} must be above zero, not {each.value.typed}"
            yield found(inputs, "not-positive", message, VALUATION, (*path, "value"))
    for place, metric, period, fact in facts_of(inputs):
        counted = "the number of shares" if str(metric.unit.unit) == "share" else None
        subject = used.get(f"{place[1]}.{period}", counted)
        if subject is not None and fact.value <= 0:
            message = f"{subject} must be above zero, not {fact.value}"
            yield found(inputs, "not-positive", message, FACTS, (*place, "value"))


def said_elsewhere(inputs: Inputs) -> Iterator[Diagnostic]:
    """Beside a company's files its currencies and the step of its target are said by them; others would be ignored."""
    valuation, company, house = inputs.valuation, inputs.company, inputs.house
    for key, here, there, file in (
        ("currency", valuation.currency, company.reporting_currency, COMPANY),
        ("trading_currency", valuation.trading_currency, company.trading_currency, COMPANY),
        ("rounding", valuation.rounding, house.rounding.target_price, HOUSE),
    ):
        if here is not None and here != there:
            message = f"{here} does not count beside {file}, which says {there}"
            yield found(inputs, "said-elsewhere", message, VALUATION, (key,), hint="leave it out here")


def unknown_rating(inputs: Inputs) -> Iterator[Diagnostic]:
    """The rating must be one of the house's classes, whose meaning the disclosures print."""
    names = [band.name for band in inputs.house.ratings.bands]
    opinion = inputs.opinion
    named: list[tuple[DataPath, str]] = [(("rating",), opinion.rating)]
    if opinion.previous is not None:
        named.append((("previous", "rating"), opinion.previous.rating))
    for path, rating in named:
        if rating not in names:
            hint = _did_you_mean(rating, names) or "possible: " + ", ".join(names)
            yield found(inputs, "unknown-rating", f"no such rating: {rating}", OPINION, path, hint=hint)


def unknown_analyst(inputs: Inputs) -> Iterator[Diagnostic]:
    """Each author must be on record with name and title, because the note certifies their views by name."""
    for number, key in enumerate(inputs.company.analysts):
        if key not in inputs.house.analysts:
            hint = "in house.yaml: " + ", ".join(inputs.house.analysts)
            message = f"no such analyst: {key}"
            yield found(inputs, "unknown-analyst", message, COMPANY, ("analysts", number), hint=hint)


def previous_rating_missing(inputs: Inputs) -> Iterator[Diagnostic]:
    """Whoever reads of a changed or repeated rating must see what it was before, and since when."""
    opinion = inputs.opinion
    if opinion.action != "initiation" and opinion.previous is None:
        message = f"a note of {opinion.action} must carry the previous rating, target and date"
        hint = "previous: {rating: …, target_price: …, as_of: …}"
        yield found(inputs, "previous-rating-missing", message, OPINION, ("action",), hint=hint)


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


def _by_metric(inputs: Inputs, paths: list[DataPath]) -> Iterator[tuple[DataPath, int]]:
    """The paths of facts; where all facts of a metric are among them, the metric's path with their number instead."""
    for name, group in groupby(paths, key=lambda path: str(path[1])):
        facts = list(group)
        if len(facts) == len(inputs.facts.metrics[name].values) > 1:
            yield ("metrics", name), len(facts)
        else:
            yield from ((path, 0) for path in facts)


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), 1)
    return f"did you mean {close[0]!r}?" if close else ""
