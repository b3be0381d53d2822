"""The valuation: the parts, the bridge to the target, and the value by part."""

from __future__ import annotations

from decimal import Decimal

from reportgen.checks import as_of, band_of
from reportgen.figures import NBSP, Form, write_date
from reportgen.model.charts import Label, PartBar, PartBars
from reportgen.model.note import (
    Badge,
    Bar,
    Beside,
    Block,
    Cell,
    Column,
    Drawing,
    Exhibit,
    Line,
    Missing,
    Number,
    Paragraph,
    Rail,
    Row,
    Section,
    Subheading,
    Table,
)
from reportgen.model.valuation import BookValuePart, GivenPart, MultiplePart
from reportgen.sections.writer import EMPTY, Writer, exhibit, figure, foots, join, printed_value, text, words

_PER_SHARE_COLUMNS = (
    Column("Part", "left", 27.0),
    Column("Method", "left", 20.0),
    Column("Input", "right", 9.0),
    Column("", "right", 11.0),
    Column("% of EV", "right", 9.0),
    Column("", "left", 12.0),
    Column("", "right", 12.0),
)


def valuation(writer: Writer) -> Section | None:
    """Prose, the sum of the parts with its rail to the target, and the value by part."""
    prose = writer.inputs.section("valuation")
    target = writer.number("valuation.target_price")
    title = writer.line(prose.title) if prose else join("The parts lead to a target of ", target)
    blocks: list[Block] = [_prose(writer), sum_of_parts(writer), _value_by_part(writer)]
    return Section("valuation", "Valuation", title, tuple(blocks))


def _prose(writer: Writer) -> Beside:
    section = writer.inputs.section("valuation")
    left: list[Block] = [Paragraph(writer.line(each)) for each in section.paragraphs] if section else []
    right: list[Block] = []
    for heading, paragraphs in section.asides if section else ():
        right.append(Subheading(writer.line(heading)))
        right.extend(Paragraph(writer.line(each)) for each in paragraphs)
    if writer.inputs.opinion.override is not None:
        right.append(Paragraph(_override(writer)))
    return Beside(tuple(left), tuple(right))


def _override(writer: Writer) -> Line:
    """Both ratings and the reason, as the override asks for."""
    opinion = writer.inputs.opinion
    implied = writer.results.values["valuation.implied_return"]
    due = band_of(writer.inputs, implied)
    reason = writer.line(opinion.override.reason) if opinion.override else ()
    said = f"Rated {opinion.rating}; by the implied return of "
    return join(said, writer.number("valuation.implied_return"), f" it would be {due.name} ({due.meaning}). ", reason)


def sum_of_parts(writer: Writer) -> Exhibit:
    """Parts, bridge and target as a table, and the rail on which a reader recomputes the target."""
    reporting, trading = writer.inputs.company.reporting_currency, writer.inputs.company.trading_currency
    columns = list(_PER_SHARE_COLUMNS)
    columns[3] = Column(f"{reporting} bn", "right", 11.0)
    columns[6] = Column(f"{trading} a share", "right", 12.0)
    rows = (*_part_rows(writer), *_bridge_rows(writer))
    title = writer.title("sum_of_parts", _largest(writer))
    rate = writer.number("valuation.exchange_rate", bare=True)
    at = join("; a share at ", writer.number("valuation.shares"))
    rates = join(" and ", rate, f" {trading} per {reporting}") if isinstance(rate, Number) else ()
    subtitle = join(f"Sum of the parts, {write_date(writer.inputs.valuation.as_of)}", at, rates)
    paths = ["valuation.target_price"]
    source = join(writer.sources(paths, own=True), _footing(writer), _apart(writer))
    return exhibit("sum-of-parts", title, subtitle, Table(tuple(columns), rows), _rail(writer), source=source)


def _largest(writer: Writer) -> Line:
    parts = writer.inputs.valuation.parts
    values = {name: writer.results.values[f"valuation.parts.{name}.enterprise_value"] for name in parts}
    largest = max(values, key=lambda name: values[name])
    share = writer.number(f"valuation.parts.{largest}.share_of_total")
    return join(f"{parts[largest].label} make up ", share, " of the value")


def _part_rows(writer: Writer) -> tuple[Row, ...]:
    parts = writer.inputs.valuation.parts
    largest = max(abs(writer.results.values[f"valuation.parts.{name}.share_of_total"]) for name in parts)
    rows = []
    for name, part in parts.items():
        stem = f"valuation.parts.{name}"
        share = writer.results.values[f"{stem}.share_of_total"]
        rows.append(
            Row(
                (
                    words(part.label),
                    Cell(_badge(part)),
                    _input(writer, stem, part),
                    figure(_money(writer, f"{stem}.enterprise_value")),
                    figure(writer.number(f"{stem}.share_of_total", Form("points", 0, 1), bare=True)),
                    Cell(Bar(max(share, 0.0) / largest)),
                    figure(writer.number(f"{stem}.value_per_share", bare=True)),
                )
            )
        )
    total = (
        words("Enterprise value"), EMPTY, EMPTY, figure(_money(writer, "valuation.enterprise_value")),
        figure(writer.number("valuation.share_of_total", Form("points", 0, 1), bare=True)), EMPTY,
        figure(writer.number("valuation.enterprise_value_per_share", bare=True)),
    )  # fmt: skip
    return (*rows, Row(total, "total"))


def _badge(part: GivenPart | MultiplePart | BookValuePart) -> Badge:
    match part:
        case GivenPart():
            return Badge(part.stated_method, part.badge)
        case MultiplePart():
            return Badge(part.multiple_of, "multiple")
        case _:
            return Badge("Adjusted book", "book")


def _input(writer: Writer, stem: str, part: GivenPart | MultiplePart | BookValuePart) -> Cell:
    match part:
        case MultiplePart():
            return figure(writer.number(f"{stem}.multiple"))
        case BookValuePart():
            form = writer.results.form(f"{stem}.uplift")
            return figure(writer.number(f"{stem}.uplift", Form("percent", 0, form.decimals, signed=True)))
        case _:
            return figure(Missing())


def _money(writer: Writer, path: str, *, signed: bool = False) -> Number | Missing:
    currency = writer.inputs.company.reporting_currency
    return writer.number(path, Form("plain", 9, 1, currency, "", signed), bare=True)


def _bridge_rows(writer: Writer) -> tuple[Row, ...]:
    rows = []
    for name, item in writer.inputs.valuation.bridge.items():
        path = f"valuation.bridge.{name}"
        day = as_of(writer.results, path)
        badge = Cell(Badge(write_date(day, short=True), "book")) if day else EMPTY
        signed = item.sign == "add"
        per = writer.number(f"{path}_per_share", bare=True) if signed else Missing()
        label = item.label if signed else f"less {item.label[0].lower()}{item.label[1:]}"
        rows.append(Row((words(label), badge, EMPTY, figure(_money(writer, path, signed=signed)), EMPTY, EMPTY, figure(per))))
    equity = figure(_money(writer, "valuation.equity_value"))
    per = figure(writer.number("valuation.equity_value_per_share", bare=True))
    rows.append(Row((words("Equity value"), EMPTY, EMPTY, equity, EMPTY, EMPTY, per), "total"))
    premium = writer.inputs.valuation.premium
    target = figure(writer.number("valuation.target_price", bare=True))
    if premium is None:
        rows.append(Row((words("Target price"), EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, target), "target"))
        return tuple(rows)
    rows.append(
        Row(
            (
                words(premium.label), Cell(Badge("Judgement", "judgement")), figure(writer.number("valuation.premium")),
                figure(_money(writer, "valuation.premium_value", signed=True)), EMPTY, EMPTY,
                figure(writer.number("valuation.premium_per_share", bare=True)),
            )
        )
    )  # fmt: skip
    adjusted = figure(_money(writer, "valuation.adjusted_equity_value"))
    rows.append(Row((words("Adjusted equity, target price"), EMPTY, EMPTY, adjusted, EMPTY, EMPTY, target), "target"))
    return tuple(rows)


def _rail(writer: Writer) -> Rail:
    """Equity ÷ shares = value a share × rate = target, each as printed."""
    reporting, trading = writer.inputs.company.reporting_currency, writer.inputs.company.trading_currency
    equity = "adjusted_equity_value" if writer.has("valuation.adjusted_equity_value") else "equity_value"
    day = as_of(writer.results, "valuation.shares")
    dated = f", {write_date(day, short=True)}" if day else ""
    terms = [
        (_money(writer, f"valuation.{equity}"), f"{reporting} bn, {equity.split('_')[0]} equity", False),
        (writer.number("valuation.shares", bare=True), f"bn shares{dated}", False),
        (writer.number("valuation.value_per_share", bare=True), f"{reporting} a share", False),
    ]
    operators = ["÷", "="]
    if writer.has("valuation.exchange_rate"):
        terms.append((writer.number("valuation.exchange_rate", bare=True), f"{trading} per {reporting}", False))
        operators.append("×")
    terms.append((writer.number("valuation.target_price", bare=True), f"{trading}, target price", True))
    operators.append("=")
    return Rail(tuple((term, caption, last) for term, caption, last in terms if isinstance(term, Number)), tuple(operators))


def _footing(writer: Writer) -> str:
    """Which columns do not add up as printed; said exactly where it is true."""
    parts = [f"valuation.parts.{name}" for name in writer.inputs.valuation.parts]
    reporting, trading = writer.inputs.company.reporting_currency, writer.inputs.company.trading_currency
    shares = [writer.number(f"{part}.share_of_total", Form("points", 0, 1), bare=True) for part in parts]
    per_share = [writer.number(f"{part}.value_per_share", bare=True) for part in parts]
    money = [_money(writer, f"{part}.enterprise_value") for part in parts]
    apart = []
    if not foots(money, _money(writer, "valuation.enterprise_value")):
        apart.append(f"{reporting} bn")
    if sum((printed_value(each) for each in shares if isinstance(each, Number)), Decimal(0)) != Decimal("100.0"):
        apart.append("percentages")
    if not foots(per_share, writer.number("valuation.enterprise_value_per_share", bare=True)):
        apart.append(f"{trading} a share")
    if not apart:
        return ""
    listed = " and ".join(apart)
    return f" {listed[0].upper()}{listed[1:]} may not add due to rounding."


def _apart(writer: Writer) -> Line:
    """The printed value a share times the printed rate is not always the printed target: then say from what it comes."""
    value, rate = writer.number("valuation.value_per_share"), writer.number("valuation.exchange_rate", bare=True)
    target = writer.number("valuation.target_price")
    if not (isinstance(value, Number) and isinstance(rate, Number) and isinstance(target, Number)):
        return ()
    step = Decimal(1).scaleb(printed_value(target).as_tuple().exponent)  # type: ignore[arg-type] - finite
    if (printed_value(value) * printed_value(rate)).quantize(step) == printed_value(target):
        return ()
    exact = writer.number("valuation.value_per_share", Form("plain", 0, 4, writer.inputs.company.reporting_currency))
    return join(" The target is computed from the unrounded ", exact, ".")


def _value_by_part(writer: Writer) -> Exhibit:
    currency = writer.inputs.company.reporting_currency
    bars = []
    for name, part in writer.inputs.valuation.parts.items():
        stem = f"valuation.parts.{name}"
        label = writer.label(f"{stem}.enterprise_value", Form("plain", 9, 1, currency))
        share = writer.label(f"{stem}.share_of_total", Form("percent", 0, 1), bare=False)
        value = writer.results.values[f"{stem}.enterprise_value"] / 1e9
        tone = "d1" if isinstance(part, GivenPart) else "d2"
        bars.append(PartBar(name=part.label, value=value, label=label or Label(text=""), detail=share, tone=tone))
    bars.sort(key=lambda bar: -bar.value)
    alt = "Horizontal bars of value by part: " + "; ".join(
        f"{bar.name} {bar.label.text} {currency} bn, {bar.detail.text if bar.detail else ''}".replace(NBSP, " ")
        for bar in bars
    )
    paths = [f"valuation.parts.{name}.share_of_total" for name in writer.inputs.valuation.parts]
    title = writer.title("value_by_part", _two_largest(writer))
    height = 9.0 + 5.6 * len(bars)
    drawing = Drawing("value-by-part", PartBars(bars=tuple(bars)), alt, 180, height)
    subtitle = f"Enterprise value by part, {currency} bn and share of the total; navy: value as a source states it, teal: computed here"
    return exhibit("value-by-part", title, subtitle, drawing, source=writer.sources(paths))


def _two_largest(writer: Writer) -> Line:
    parts = writer.inputs.valuation.parts
    values = {name: writer.results.values[f"valuation.parts.{name}.enterprise_value"] for name in parts}
    ranked = sorted(values, key=lambda name: -values[name])
    if len(ranked) < 3:  # noqa: PLR2004 - two parts are all there is
        return text("Value by part")
    smallest = ranked[-1]
    share = writer.number(f"valuation.parts.{smallest}.share_of_total")
    return join(f"From {parts[ranked[0]].label} down to {parts[smallest].label}, which gives ", share)
