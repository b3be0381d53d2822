"""The sum of the parts as a table, down to the target, and the rail on which a reader recomputes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reportgen.checks import as_of
from reportgen.figures import Form, write, write_date
from reportgen.model.methods import BookValuePart, DcfPart, GivenPart, MultiplePart, Part
from reportgen.model.note import Badge, Bar, Cell, Column, Exhibit, Line, Missing, Number, Rail, Row, Table
from reportgen.model.valuation import BridgeItem
from reportgen.sections.footing import Level, Printed, chain_foots, foots, moves, remark
from reportgen.sections.writer import EMPTY, Writer, exhibit, figure, join, printed_value, words

_SHARE, _RATE = Form("points", 0, 1), Form("percent", 0, 1)
METHOD_WORDS = {
    "dcf": "Discounted cash flow",
    "dividend_discount": "Dividend discount",
    "residual_income": "Residual income",
    "free_cash_flow_to_equity": "Free cash flow to equity",
    "sum_of_parts": "Sum of the parts",
}
"""What a method is called where its part says no more."""


def sum_of_parts(writer: Writer, *, with_inputs: bool = True) -> Exhibit:
    """Parts, bridge and target as a table, and the rail to the target; perhaps for a table without the inputs."""
    discounted = any(isinstance(part, DcfPart) for part in writer.inputs.valuation.parts.values())
    # rate and growth stand in one cell
    method, given = (18.0, 11.0) if discounted else (20.0, 9.0)
    columns = (
        Column("Part", "left", 27.0), Column("Method", "left", method), Column("Input", "right", given),
        Column(writer.money_unit(), "right", 11.0), Column("% of EV", "right", 9.0), Column("", "left", 12.0),
        Column(f"{writer.trading} a share", "right", 12.0),
    )  # fmt: skip
    rate = writer.number("valuation.exchange_rate", bare=True)
    rates = join(" and ", rate, f" {writer.trading} per {writer.reporting}") if isinstance(rate, Number) else ()
    shares = writer.number("valuation.shares")
    subtitle = join(
        f"Sum of the parts, {write_date(writer.inputs.valuation.as_of)}; a share at ",
        shares,
        rates,
        "; of a DCF the last WACC and the terminal growth" if discounted and with_inputs else "",
    )
    return exhibit(
        "sum-of-parts",
        writer.title("sum_of_parts", _largest(writer)),
        subtitle,
        Table(columns, tuple(_rows(writer))),
        _rail(writer),
        source=join(writer.sources(["valuation.target_price"], own=True), footing(writer), _apart(writer)),
    )


def _largest(writer: Writer) -> Line:
    parts = writer.inputs.valuation.parts
    if len(parts) == 1:
        (part,) = parts.values()
        whole = writer.number("valuation.enterprise_value", writer.money_form())
        return join(f"{part.label}: ", whole, " leads to a target of ", writer.number("valuation.target_price"))
    largest = max(parts, key=lambda name: writer.value(f"valuation.parts.{name}.enterprise_value"))
    share = writer.number(f"valuation.parts.{largest}.share_of_total")
    return join(f"{parts[largest].label}: ", share, " of the enterprise value")


# ---- rows -----------------------------------------------------------------------------------------------------------


def _rows(writer: Writer) -> Iterator[Row]:
    yield from (_part_row(writer, name, part) for name, part in writer.inputs.valuation.parts.items())
    share = figure(writer.number("valuation.share_of_total", _SHARE, bare=True))
    per = figure(_per_share(writer, "valuation.enterprise_value"))
    money = figure(writer.money("valuation.enterprise_value"))
    yield Row((words("Enterprise value"), EMPTY, EMPTY, money, share, EMPTY, per), "total")
    bridge, premium = writer.inputs.valuation.bridge, writer.inputs.valuation.premium
    yield from (_bridge_row(writer, name, item) for name, item in bridge.items())
    if bridge or premium:
        yield _level_row(writer, "Equity value", "valuation.equity_value")
    target = figure(writer.number("valuation.target_price", bare=True))
    if premium is None:
        yield Row((words("Target price"), EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, target), "target")
        return
    yield _premium_row(writer, premium.label)
    adjusted = figure(writer.money("valuation.adjusted_equity_value"))
    yield Row((words("Adjusted equity, target price"), EMPTY, EMPTY, adjusted, EMPTY, EMPTY, target), "target")


def _part_row(writer: Writer, name: str, part: Part) -> Row:
    stem = f"valuation.parts.{name}"
    parts = writer.inputs.valuation.parts
    largest = max(abs(writer.value(f"valuation.parts.{each}.share_of_total")) for each in parts) or 1.0
    return Row(
        (
            words(part.label),
            Cell(_badge(writer, stem, part)),
            _input(writer, stem, part),
            figure(writer.money(f"{stem}.enterprise_value")),
            figure(writer.number(f"{stem}.share_of_total", _SHARE, bare=True)),
            Cell(Bar(max(writer.value(f"{stem}.share_of_total"), 0.0) / largest)),
            figure(_per_share(writer, stem)),
        )
    )


def _badge(writer: Writer, stem: str, part: Part) -> Badge:
    """The method; that it stands on illustrative assumptions is said in the badge itself."""
    badge = _method(part)
    if writer.own(f"{stem}.enterprise_value") != "illustrative":
        return badge
    short = "DCF" if isinstance(part, DcfPart) else badge.text
    return Badge(f"{short}, illustrative", badge.kind)


def _method(part: Part) -> Badge:
    match part:
        case GivenPart():
            return Badge(part.stated_method, part.badge)
        case MultiplePart():
            return Badge(part.multiple_of, "multiple")
        case BookValuePart():
            return Badge("Adjusted book", "book")
        case _:
            return Badge(METHOD_WORDS[part.method], "dcf")


def _input(writer: Writer, stem: str, part: Part) -> Cell:
    match part:
        case MultiplePart():
            return figure(writer.number(f"{stem}.multiple"))
        case BookValuePart() if part.uplift is not None:
            decimals = writer.results.form(f"{stem}.uplift").decimals
            return figure(writer.number(f"{stem}.uplift", Form("percent", 0, decimals, signed=True)))
        case DcfPart():
            return _discounting(writer, stem)
        case _:
            return figure(Missing())


def _discounting(writer: Writer, stem: str) -> Cell:
    """The discount rate after the last year, and the growth for ever: "8.0 / 3.0 %"."""
    rate = writer.number(f"{stem}.terminal.rate", _RATE, bare=True)
    growth = writer.number(f"{stem}.terminal.growth", _RATE)
    if isinstance(rate, Number) and isinstance(growth, Number):
        return words(join(rate, " / ", growth))
    return figure(writer.number(f"{stem}.wacc", _RATE))


def _bridge_row(writer: Writer, name: str, item: BridgeItem) -> Row:
    """What is subtracted is printed with a minus, under a name that says so as well."""
    path = f"valuation.bridge.{name}"
    day = as_of(writer.results, path)
    dated = Cell(Badge(write_date(day, short=True), "book")) if day else EMPTY
    label = item.label if item.sign == "add" else f"Less: {item.label}"
    sign = 1 if item.sign == "add" else -1
    money = figure(_moved(writer.money(path), sign, writer.money_form(signed=True)))
    per = figure(_moved(_bridge_per_share(writer, name), sign, _bridge_form(writer)))
    return Row((words(label), dated, EMPTY, money, EMPTY, EMPTY, per))


def _moved(number: Printed, sign: int, form: Form) -> Printed:
    """The number as it moves the sum; what lies behind it stays what it is."""
    if not isinstance(number, Number):
        return number
    return replace(number, written=write(sign * number.value, form, bare=True))


def _bridge_form(writer: Writer) -> Form:
    return Form("plain", 0, 2, writer.trading, signed=True)


def _bridge_per_share(writer: Writer, name: str) -> Printed:
    return writer.number(f"valuation.bridge.{name}_per_share", _bridge_form(writer), bare=True)


def _level_row(writer: Writer, label: str, path: str) -> Row:
    money, per = figure(writer.money(path)), figure(_per_share(writer, path))
    return Row((words(label), EMPTY, EMPTY, money, EMPTY, EMPTY, per), "total")


def _premium_row(writer: Writer, label: str) -> Row:
    rate = figure(writer.number("valuation.premium"))
    money = figure(writer.money("valuation.premium_value", signed=True))
    per = figure(writer.number("valuation.premium_per_share", bare=True))
    return Row((words(label), Cell(Badge("Judgement", "judgement")), rate, money, EMPTY, EMPTY, per))


def _per_share(writer: Writer, path: str) -> Printed:
    whole = ("valuation.enterprise_value", "valuation.equity_value")
    return writer.number(f"{path}_per_share" if path in whole else f"{path}.value_per_share", bare=True)


# ---- what a reader recomputes ---------------------------------------------------------------------------------------


def _rail(writer: Writer) -> Rail:
    """Equity ÷ shares = value a share × rate = target, each as printed."""
    adjusted = writer.has("valuation.adjusted_equity_value")
    equity = writer.money("valuation.adjusted_equity_value" if adjusted else "valuation.equity_value")
    day = as_of(writer.results, "valuation.shares")
    counted = f"{writer.scale_word('valuation.shares')} shares".strip()
    dated = f", {write_date(day, short=True)}" if day else ""
    value = writer.number("valuation.value_per_share", bare=True)
    target = writer.number("valuation.target_price", bare=True)
    chain: list[tuple[str, Printed, str]] = [
        ("", equity, f"{writer.money_unit()}, {'adjusted equity' if adjusted else 'equity'}"),
        ("÷", writer.number("valuation.shares", bare=True), f"{counted}{dated}"),
    ]
    if writer.has("valuation.exchange_rate"):
        rate = writer.number("valuation.exchange_rate", bare=True)
        chain.append(("=", value, f"{writer.reporting} a share"))
        chain.append(("×", rate, f"{writer.trading} per {writer.reporting}"))
    elif _unlike(value, target):
        chain.append(("=", value, f"{writer.trading} a share, before rounding"))
    chain.append(("≈" if chain[-1][0] == "=" else "=", target, f"{writer.trading}, target price"))
    held = [(sign, term, caption) for sign, term, caption in chain if isinstance(term, Number)]
    terms = tuple((term, caption, place == len(held) - 1) for place, (_, term, caption) in enumerate(held))
    return Rail(terms, tuple(sign for sign, _, _ in held[1:]))


def _unlike(one: Printed, other: Printed) -> bool:
    return isinstance(one, Number) and isinstance(other, Number) and printed_value(one) != printed_value(other)


def footing(writer: Writer) -> str:
    """Which columns of the table do not add up as printed; said exactly where it is true."""
    parts = [f"valuation.parts.{name}" for name in writer.inputs.valuation.parts]
    shares = [writer.number(f"{part}.share_of_total", _SHARE, bare=True) for part in parts]
    whole = writer.number("valuation.share_of_total", _SHARE, bare=True)
    return remark(
        {
            writer.money_unit(): chain_foots(_money_levels(writer, parts)),
            "percentages": foots(shares, whole),
            f"{writer.trading} a share": chain_foots(_per_share_levels(writer, parts)),
        }
    )


def _money_levels(writer: Writer, parts: list[str]) -> Iterator[Level]:
    yield writer.money("valuation.enterprise_value"), moves(writer.money(f"{part}.enterprise_value") for part in parts)
    steps: list[Decimal] = []
    for name, item in writer.inputs.valuation.bridge.items():
        steps += moves([writer.money(f"valuation.bridge.{name}")], 1 if item.sign == "add" else -1)
    yield writer.money("valuation.equity_value"), tuple(steps)
    if writer.inputs.valuation.premium:
        yield writer.money("valuation.adjusted_equity_value"), moves([writer.money("valuation.premium_value")])


def _per_share_levels(writer: Writer, parts: list[str]) -> Iterator[Level]:
    yield _per_share(writer, "valuation.enterprise_value"), moves(_per_share(writer, part) for part in parts)
    steps: list[Decimal] = []
    for name, item in writer.inputs.valuation.bridge.items():
        steps += moves([_bridge_per_share(writer, name)], 1 if item.sign == "add" else -1)
    yield _per_share(writer, "valuation.equity_value"), tuple(steps)
    premium = moves([writer.number("valuation.premium_per_share", bare=True)])
    yield writer.number("valuation.target_price", bare=True), premium


def _apart(writer: Writer) -> Line:
    """Where the printed value a share times the printed rate is not the printed target: from what the target comes."""
    value, rate = writer.number("valuation.value_per_share"), writer.number("valuation.exchange_rate", bare=True)
    target = writer.number("valuation.target_price")
    if not (isinstance(value, Number) and isinstance(rate, Number) and isinstance(target, Number)):
        return ()
    digits = printed_value(target)
    if (printed_value(value) * printed_value(rate)).quantize(digits) == digits:
        return ()
    exact = writer.number("valuation.value_per_share", Form("plain", 0, 4, writer.reporting))
    return join(" The target is computed from the unrounded ", exact, ".")
