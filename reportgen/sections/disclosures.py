"""The back pages: where the numbers come from, sources, rating definitions, conflicts, certification."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from reportgen.checks import as_of
from reportgen.checks.market_metrics import FREE_FLOAT
from reportgen.disclosures import Required
from reportgen.figures import write_date
from reportgen.model.facts import Source
from reportgen.model.inputs import Inputs
from reportgen.model.methods import BookValuePart, GivenPart, MultiplePart, Part
from reportgen.model.note import (
    DisclosureGroup,
    Disclosures,
    Exhibit,
    Inline,
    Line,
    Link,
    Section,
    Strong,
    Text,
)
from reportgen.model.valuation import BridgeItem
from reportgen.sections.house_ratings import DISTRIBUTION, rating_distribution, rating_history
from reportgen.sections.parts_table import METHOD_WORDS
from reportgen.sections.prose import heading, prose
from reportgen.sections.small_print import small_height
from reportgen.sections.writer import Writer, drawn, join, listed, text


def disclosures(writer: Writer, held: Required, origins: Exhibit | None) -> Section:
    """Everything that belongs on the last page, after how the figures were computed."""
    title = heading(writer, "disclosures", text("Sources and disclosures"))
    small = _balanced(list(_left(writer, held)), list(_right(writer, held)))
    blocks = drawn((*prose(writer, "disclosures"), origins, small))
    return Section("disclosures", "Disclosures", title, tuple(blocks))


def _balanced(left: list[DisclosureGroup], right: list[DisclosureGroup]) -> Disclosures:
    """Times and statements move to the left's foot while that makes the longer column shorter."""
    for group in [each for each in right if each.id == "times" or each.id.startswith("statement-")]:
        if small_height((*left, group)) >= small_height(right):
            break
        right.remove(group)
        left.append(group)
    return Disclosures(tuple(left), tuple(right))


# ---- the house's side -----------------------------------------------------------------------------------------------


def _left(writer: Writer, held: Required) -> Iterator[DisclosureGroup]:
    opinion = writer.inputs.opinion
    yield DisclosureGroup("certification", "Analyst certification", (text(writer.inputs.house.certification),))
    yield DisclosureGroup("ratings", "Meaning of the ratings", (_meanings(writer, held),))
    yield from rating_distribution(writer)
    yield from rating_history(writer)
    yield DisclosureGroup("method", "Valuation method", (_method(writer),))
    if opinion.override is not None:
        yield DisclosureGroup("override", "Override of the rating", (writer.line(opinion.override.reason),))
    limits = [*opinion.limits, *(each.reason for each in opinion.acknowledged)]
    if limits:
        yield DisclosureGroup("limits", "Limits of the valuation", tuple(writer.line(each) for each in limits))
    missing = list(_left_out(writer))
    if missing:
        said = f"This note holds nothing on {listed(missing)}."
        yield DisclosureGroup("left-out", "Not in this note", (text(said),))


def _left_out(writer: Writer) -> Iterator[str]:
    """What a reader may look for in the sections of the note's type, and does not find."""
    inputs, shows = writer.inputs, writer.inputs.layout.shows
    if not any(metric.expects("consensus") for metric in inputs.facts.metrics.values()):
        yield "consensus"
    if not writer.has("market.dividend_yield"):
        yield "the dividend yield"
    if not any(path.startswith(f"facts.{FREE_FLOAT}.") for path in writer.results.values):
        yield "free float"
    if not inputs.closes:
        yield "the shares' past prices"
    if not inputs.coverage and inputs.layout.shows_block("disclosures", DISTRIBUTION):
        yield "the distribution of ratings"
    if shows("plan") and inputs.valuation.peers is None:
        yield "multiples of peers"
    if shows("esg") and inputs.section("esg") is None:
        yield "ESG"


def _meanings(writer: Writer, held: Required) -> Line:
    ratings = writer.inputs.house.ratings
    pieces: list[Inline] = []
    for name, meaning in held.meanings:
        pieces += [Strong((Text(f"{name}: "),)), Text(f"{meaning}. ")]
    pieces.append(Text(f"The horizon is {ratings.horizon_months} months; {ratings.benchmark}. "))
    pieces.append(Text("A rating outside its band is an override; the first page says so and the reason is given. "))
    if held.overridden:
        pieces.append(Strong((Text("This note holds an override."),)))
    return tuple(pieces)


def _method(writer: Writer) -> Line:
    """The valuation in words, from the valuation itself."""
    valuation = writer.inputs.valuation
    parts = "; ".join(_method_of(writer, name, part) for name, part in valuation.parts.items())
    bridge = ", ".join(_bridge_item(writer, name, item) for name, item in valuation.bridge.items())
    counted = f" ({valuation.shares.basis}{_of(writer, 'valuation.shares')})" if valuation.shares else ""
    pieces = join(
        f"Sum of the parts as of {write_date(valuation.as_of)}: {parts}",
        f"; {bridge}" if bridge else "",
        join("; with a premium of ", writer.number("valuation.premium")) if valuation.premium else "",
        "; divided by ", writer.number("valuation.shares"), counted,
    )  # fmt: skip
    if writer.has("valuation.exchange_rate"):
        rate = writer.number("valuation.exchange_rate", bare=True)
        pieces = join(pieces, "; changed into ", writer.trading, " at ", rate)
    horizon = writer.inputs.house.ratings.horizon_months
    said = f". The target is for {horizon} months, computed from unrounded figures and rounded once, to "
    return join(pieces, said, writer.number("valuation.target_price_step"), ".")


def _bridge_item(writer: Writer, name: str, item: BridgeItem) -> str:
    return f"{'plus' if item.sign == 'add' else 'less'} {item.label}{_of(writer, f'valuation.bridge.{name}')}"


def _method_of(writer: Writer, name: str, part: Part) -> str:
    own = writer.own(f"valuation.parts.{name}.enterprise_value")
    said = _method_in_words(part, own)
    return f"{said}, on illustrative assumptions" if own == "illustrative" else said


def _method_in_words(part: Part, own: str) -> str:
    match part:
        case GivenPart() if own:
            return f"{part.label}, {part.stated_method}, an amount of the house"
        case GivenPart():
            return f"{part.label}, {part.stated_method} as its source states it"
        case MultiplePart():
            return f"{part.label}, {part.multiple_of}"
        case BookValuePart():
            return f"{part.label}, book value{' with an uplift' if part.uplift is not None else ''}"
        case _:
            return f"{part.label}, {METHOD_WORDS[part.method].lower()}"


def _of(writer: Writer, path: str) -> str:
    day = as_of(writer.results, path)
    return f" of {write_date(day)}" if day else ""


# ---- the reader's side ----------------------------------------------------------------------------------------------


def _right(writer: Writer, held: Required) -> Iterator[DisclosureGroup]:
    layout = writer.inputs.layout
    yield _conflicts_in_brief(held) if layout.names("disclosures", "conflicts-in-brief") else _conflicts(held)
    yield _times(writer)
    for number, statement in enumerate(writer.inputs.house.statements, start=1):
        yield DisclosureGroup(f"statement-{number}", statement.title, (text(statement.text),))
    sources = writer.inputs.facts.sources.items()
    yield DisclosureGroup("sources", "Sources", tuple(_source(name, source) for name, source in sources))
    yield _publisher(writer)
    if layout.names("disclosures", "pointer"):
        said = "Each number opens to its source in the HTML edition."
        yield DisclosureGroup("pointer", "Where the numbers come from", (text(said),))


def _conflicts(held: Required) -> DisclosureGroup:
    if not held.answers:
        missing = text("The answers on conflicts of interest are missing. A missing answer is not a no.")
        return DisclosureGroup("conflicts", "Conflicts of interest", (missing,))
    rows = []
    for answer in held.answers:
        detail = f": {answer.detail}" if answer.detail else ""
        rows.append((text(f"{answer.question}{detail}"), text("Yes" if answer.answer else "No")))
    return DisclosureGroup("conflicts", "Conflicts of interest", rows=tuple(rows))


def _conflicts_in_brief(held: Required) -> DisclosureGroup:
    """The same answers in running words, for types that have a page and no more."""
    yes: list[str] = []
    no: list[str] = []
    for answer in held.answers:
        detail = f" ({answer.detail})" if answer.detail else ""
        (yes if answer.answer else no).append(f"{answer.question}{detail}")
    said = [f"{word}: {'; '.join(each)}." for word, each in (("Yes", yes), ("No", no)) if each]
    missing = "The answers on conflicts of interest are missing. A missing answer is not a no."
    return DisclosureGroup("conflicts-in-brief", "Conflicts of interest", (text(" ".join(said) or missing),))


def _times(writer: Writer) -> DisclosureGroup:
    day, exchange = as_of(writer.results, "market.price"), writer.inputs.company.listing.exchange
    what = "Prices are closing prices on" if writer.inputs.closes else "The price is that on"
    priced = f"{what} {exchange} of {write_date(day)}. " if day else ""
    completed, place = writer.inputs.opinion.completed, writer.inputs.house.place
    done = f"Production was completed on {write_date(completed.date())}, {completed:%H:%M} {place} time."
    return DisclosureGroup("times", "Prices and times", (text(f"{priced}{done} {_released(writer.inputs)}"),))


def _released(inputs: Inputs) -> str:
    if inputs.released_at is None:
        return "This draft has not been released."
    local, place = inputs.released_at.astimezone(ZoneInfo(inputs.house.time_zone)), inputs.house.place
    said = f"{write_date(local.date())}, {local:%H:%M} {place} time"
    return f"The note was released on {said}, as version {inputs.version}."


def _source(name: str, source: Source) -> Line:
    author = f"{source.author}: " if source.author else ""
    printed = source.published_printed or (write_date(source.published) if source.published else "")
    dated = f", {printed}" if printed else ""
    first = Strong((Text(f"{name} "),))
    if source.url is None or not source.url.startswith(("https://", "http://")):
        return join(first, f"{author}{source.title}{dated}.{f' {source.url}' if source.url else ''}")
    return join(first, f"{author}{source.title}{dated}. ", Link(_site(source.url), source.url))


def _site(address: str) -> str:
    """The site of an address, as a reader says it; where it leads is behind the link."""
    names = (urlsplit(address).hostname or address).split(".")
    # co.uk and com.hk are no sites
    country = len(names[-1]) == 2 and len(names[-2:][0]) <= 3  # noqa: PLR2004 - letters of countries and of their kinds
    return ".".join(names[-3 if country else -2 :])


def _publisher(writer: Writer) -> DisclosureGroup:
    house = writer.inputs.house
    people = [house.analysts[key] for key in writer.inputs.company.analysts]
    rows = [(text(f"{each.name}, {each.title}"), text(each.licence or each.email or "")) for each in people]
    return DisclosureGroup("publisher", f"{house.legal_name}, {house.place}", rows=tuple(rows))
