"""The back pages: where the numbers come from, sources, rating definitions, conflicts, certification."""

from __future__ import annotations

from reportgen.checks import as_of
from reportgen.disclosures import Required
from reportgen.figures import write_date
from reportgen.model.note import (
    Column,
    DisclosureGroup,
    Disclosures,
    Exhibit,
    Line,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from reportgen.model.valuation import BookValuePart, GivenPart, MultiplePart
from reportgen.quantities import substituted, walk
from reportgen.sections.writer import Writer, exhibit, figure, join, text, words

_CARRYING = (
    "valuation.enterprise_value",
    "valuation.equity_value",
    "valuation.adjusted_equity_value",
    "valuation.value_per_share",
    "valuation.target_price_unrounded",
    "valuation.target_price",
    "valuation.implied_return",
    "market.capitalisation",
    "market.enterprise_value",
    "implied.premium",
)


def disclosures(writer: Writer, held: Required) -> Section:
    """Everything that belongs on the last page."""
    prose = writer.inputs.section("disclosures")
    title = writer.line(prose.title) if prose else text("Sources and disclosures")
    left, right = _left(writer, held), _right(writer, held)
    return Section("disclosures", "Disclosures", title, (_origins(writer), Disclosures(left, right)))


def _origins(writer: Writer) -> Exhibit:
    """The figures that carry the note, each with its formula as printed and its sources."""
    columns = (
        Column("Figure", "left", 32.0), Column("Printed", "right", 15.0), Column("Formula", "left", 34.0), Column("Source, as of", "left", 19.0),
    )  # fmt: skip
    rows = []
    for path in _CARRYING:
        if not writer.has(path):
            continue
        quantity = writer.results.quantities[path]
        formula = substituted(quantity, writer.results.values)
        rows.append(Row((words(quantity.name), figure(writer.number(path)), words(formula), words(_dated(writer, path)))))
    subtitle = f"The {len(rows)} figures that carry the note; each is computed from unrounded operands and can be opened in the HTML edition"
    title = writer.title("origins", text("Where the numbers come from"))
    return exhibit("origins", title, subtitle, Table(columns, tuple(rows)), source=writer.sources(_CARRYING, own=True))


def _dated(writer: Writer, path: str) -> str:
    """The sources of a figure and the latest date among what it is made of."""
    leaves = [each.origin for each in walk([writer.results.quantities[path]]) if each.origin is not None]
    names = [name for name in writer.inputs.facts.sources if any(origin.source == name for origin in leaves)]
    days = [origin.as_of for origin in leaves if origin.as_of]
    return ", ".join(names) + (f", {write_date(max(days), short=True)}" if days else "")


def _left(writer: Writer, held: Required) -> tuple[DisclosureGroup, ...]:
    house, opinion = writer.inputs.house, writer.inputs.opinion
    groups = [
        DisclosureGroup("certification", "Analyst certification", (text(house.certification),)),
        DisclosureGroup("ratings", "Meaning of the ratings", _meanings(writer, held)),
        DisclosureGroup("method", "Valuation method", (_method(writer),)),
    ]
    if opinion.override is not None:
        groups.append(DisclosureGroup("override", "Override of the rating", (writer.line(opinion.override.reason),)))
    limits = [writer.line(each) for each in opinion.limits]
    limits += [writer.line(each.reason) for each in opinion.acknowledged]
    if limits:
        groups.append(DisclosureGroup("limits", "Limits of the valuation", tuple(limits)))
    return tuple(groups)


def _meanings(writer: Writer, held: Required) -> tuple[Line, ...]:
    pieces: list[Strong | Text] = []
    for name, meaning in held.meanings:
        pieces += [Strong((Text(f"{name}: "),)), Text(f"{meaning}. ")]
    ratings = writer.inputs.house.ratings
    pieces.append(Text(f"The horizon is {ratings.horizon_months} months; {ratings.benchmark}. "))
    pieces.append(Text("A rating outside its band is an override; the first page says so and the reason is given. "))
    if held.overridden:
        pieces.append(Strong((Text("This note holds an override."),)))
    return (tuple(pieces),)


def _method(writer: Writer) -> Line:
    """The valuation in words, from the valuation itself."""
    valuation, company = writer.inputs.valuation, writer.inputs.company
    day = write_date(valuation.as_of)
    parts = "; ".join(_method_of(part) for part in valuation.parts.values())
    bridge = ", ".join(
        f"{'plus' if item.sign == 'add' else 'less'} {item.label[0].lower()}{item.label[1:]}{_of(writer, f'valuation.bridge.{name}')}"
        for name, item in valuation.bridge.items()
    )
    words_of: list[object] = [f"Sum of the parts as of {day}: {parts}"]
    if bridge:
        words_of.append(f"; {bridge}")
    if valuation.premium:
        words_of += ["; raised by a premium of ", writer.number("valuation.premium")]
    words_of += ["; divided by ", writer.number("valuation.shares"), f" ({valuation.shares.basis}{_of(writer, 'valuation.shares')})"]
    if writer.has("valuation.exchange_rate"):
        rate = writer.number("valuation.exchange_rate", bare=True)
        words_of += ["; changed into ", company.trading_currency, " at ", rate]
    step = writer.number("valuation.target_price_step")
    horizon = writer.inputs.house.ratings.horizon_months
    words_of += [f". The target is for {horizon} months, computed from unrounded figures and rounded once, to ", step, "."]
    return join(*words_of)  # type: ignore[arg-type] - words and numbers only


def _method_of(part: GivenPart | MultiplePart | BookValuePart) -> str:
    match part:
        case GivenPart():
            return f"{part.label}, {part.stated_method} as its source states it"
        case MultiplePart():
            return f"{part.label}, {part.multiple_of}"
        case _:
            return f"{part.label}, book value with an uplift"


def _of(writer: Writer, path: str) -> str:
    day = as_of(writer.results, path)
    return f" of {write_date(day)}" if day else ""


def _right(writer: Writer, held: Required) -> tuple[DisclosureGroup, ...]:
    groups = [_conflicts(held), _times(writer)]
    groups += [
        DisclosureGroup(f"statement-{number + 1}", statement.title, (text(statement.text),))
        for number, statement in enumerate(writer.inputs.house.statements)
    ]
    groups.append(_sources(writer))
    groups.append(_publisher(writer))
    return tuple(groups)


def _conflicts(held: Required) -> DisclosureGroup:
    if not held.answers:
        missing = text("The answers on conflicts of interest are missing. A missing answer is not a no.")
        return DisclosureGroup("conflicts", "Conflicts of interest", (missing,))
    rows = []
    for answer in held.answers:
        said = "Yes" if answer.answer else "No"
        detail = f": {answer.detail}" if answer.detail else ""
        rows.append((text(f"{answer.question}{detail}"), text(said)))
    return DisclosureGroup("conflicts", "Conflicts of interest", rows=tuple(rows))


def _times(writer: Writer) -> DisclosureGroup:
    day = as_of(writer.results, "market.price")
    closing = f"Prices are closing prices on {writer.inputs.company.listing.exchange} of {write_date(day)}. " if day else ""
    completed = writer.inputs.opinion.completed
    done = f"Production was completed on {write_date(completed.date())}, {completed:%H:%M} ({writer.inputs.house.time_zone})."
    return DisclosureGroup("times", "Prices and times", (text(closing + done),))


def _sources(writer: Writer) -> DisclosureGroup:
    lines = []
    for name, source in writer.inputs.facts.sources.items():
        author = f"{source.author}, " if source.author else ""
        printed = source.published_printed or (write_date(source.published) if source.published else "")
        dated = f", {printed}" if printed else ""
        title = source.title if author == "" else f"{source.title[0].lower()}{source.title[1:]}"
        link = f" {source.url}" if source.url else ""
        lines.append(join(Strong((Text(f"{name} "),)), f"{author}{title}{dated}.{link}"))
    return DisclosureGroup("sources", "Sources", tuple(lines))


def _publisher(writer: Writer) -> DisclosureGroup:
    house = writer.inputs.house
    people = [house.analysts[key] for key in writer.inputs.company.analysts if key in house.analysts]
    rows = [(text(f"{person.name}, {person.title}"), text(person.licence or person.email or "")) for person in people]
    return DisclosureGroup("publisher", f"{house.legal_name}, {house.place}", rows=tuple(rows))

