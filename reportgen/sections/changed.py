"""What has changed since the last note: rating, target, price and return in brief, and the value part by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.figures import Form, write, write_date
from reportgen.model.note import Cell, Column, Exhibit, Line, Missing, Number, Row, RowKind, Section, Table
from reportgen.sections.footing import Printed
from reportgen.sections.messages import foremost
from reportgen.sections.prose import heading, prose
from reportgen.sections.writer import EMPTY, Writer, drawn, exhibit, figure, join, text, words

_TARGET, _PRICE, _RETURN = "valuation.target_price", "market.price", "valuation.implied_return"
_POINTS = Form("points", 0, 1)
_PARTS, _WORTH = "previous.valuation.parts.", ".enterprise_value"


def changed(writer: Writer) -> Section | None:
    """The analyst's words on what is new, and the value part by part; None where there is neither."""
    blocks = drawn((*prose(writer, "changed"), value_changes(writer)))
    title = heading(writer, "changed", _title(writer))
    return Section("changed", "What changed", title, tuple(blocks)) if blocks else None


# ---- in brief -------------------------------------------------------------------------------------------------------


def changes(writer: Writer) -> Exhibit:
    """Rating, target, price, return and parts, old and new. Where no earlier note is known, the table says so."""
    previous = writer.inputs.opinion.previous
    head = write_date(previous.as_of, short=True) if previous else "Before"
    columns = (Column("", "left", 40.0), Column(head), Column("Now"), Column("Change"))
    rows = tuple(_brief_rows(writer))
    paths = [f"previous.{path}" for path in (_TARGET, _PRICE, _RETURN)] + [_TARGET, _PRICE]
    moved = bool(_old_parts(writer)) and any(_moved_items(writer))
    parts = f"; what moved in the value: {writer.money_unit()}" if moved else ""
    return exhibit(
        "changes",
        writer.title("changes", _title(writer)),
        f"Against the note of {write_date(previous.as_of)}{parts}" if previous else "As of this note",
        Table(columns, rows),
        source=writer.sources((path for path in paths if writer.has(path)), own=True),
    )


def _title(writer: Writer) -> Line:
    """Where the target and the rating have gone."""
    before, now = writer.number(f"previous.{_TARGET}"), writer.number(_TARGET)
    if isinstance(before, Missing):
        return text("No earlier note is known to compare with")
    opinion = writer.inputs.opinion
    rating = ""
    if opinion.previous is not None and opinion.previous.rating != opinion.rating:
        rating = f", the rating from {opinion.previous.rating} to {opinion.rating}"
    if writer.value(f"previous.{_TARGET}") == writer.value(_TARGET):
        return join("The target stays at ", now, rating.replace(", the rating", "; the rating goes"))
    return join("The target moves from ", before, " to ", now, rating)


def _brief_rows(writer: Writer) -> Iterator[Row]:
    opinion = writer.inputs.opinion
    before = words(opinion.previous.rating) if opinion.previous else figure(Missing())
    moved = "" if opinion.previous is None or opinion.previous.rating == opinion.rating else opinion.action.capitalize()
    yield Row((words("Rating"), before, words(opinion.rating), words(moved) if moved else EMPTY))
    for label, path in ((f"Target, {writer.trading}", _TARGET), (f"Price, {writer.trading}", _PRICE)):
        yield _row(label, writer, path, change=f"changes.{path}.relative")
    yield _row("Implied return, %", writer, _RETURN, form=_POINTS)
    for label, path, sign in _moved_items(writer) if _old_parts(writer) else ():
        yield Row((words(label), *_money_cells(writer, path, sign)), "sub")


def _moved_items(writer: Writer) -> Iterator[tuple[str, str, int]]:
    """Name, path and sign of the parts, bridge items and premium that print another value than before."""
    form = writer.money_form()
    for label, path, sign in _items(writer):
        before, now = (writer.number(each, form, bare=True) for each in (f"previous.{path}", path))
        if not (isinstance(before, Number) and isinstance(now, Number) and before.written == now.written):
            yield label, path, sign


def _row(label: str, writer: Writer, path: str, *, form: Form | None = None, change: str = "") -> Row:
    before = writer.number(f"previous.{path}", form, bare=True)
    after = writer.number(path, form, bare=True)
    return Row((words(label), figure(before), figure(after), figure(writer.number(change or f"changes.{path}"))))


# ---- part by part ---------------------------------------------------------------------------------------------------


def value_changes(writer: Writer) -> Exhibit | None:
    """Parts, bridge, premium and target, old and new, as amounts and a share; None where no earlier part is known."""
    if not _old_parts(writer):
        return None
    unit, per = writer.money_unit(), f"{writer.trading} a share"
    heads = (
        f"Before,\n{unit}",
        f"Now,\n{unit}",
        f"Change,\n{unit}",
        f"Before,\n{per}",
        f"Now,\n{per}",
        f"Change,\n{per}",
    )
    columns = (Column("", "left", 28.0), *(Column(head) for head in heads))
    earlier = writer.inputs.earlier
    dated = f"Against the note of {write_date(earlier.as_of)}. " if earlier else ""
    return exhibit(
        "value-changes",
        writer.title("value_changes", _moved_most(writer)),
        f"{dated}A share at the shares and the exchange rate of each note",
        Table(columns, tuple(_value_rows(writer))),
        source=writer.sources([_TARGET], own=True),
    )


def _moved_most(writer: Writer) -> Line:
    """What has changed most in the value; what is new or gone has no change, and is told where nothing has one."""
    paths = {label: f"changes.{path}" for label, path, _ in _items(writer)}
    sizes = {label: abs(writer.value(path)) for label, path in paths.items() if writer.has(path)}
    most = foremost(sizes)
    if not most:
        return text("Every part is new or gone")
    if sizes[most[0]] == 0:
        return text(
            "Every part keeps its value"
            if len(sizes) == len(paths)
            else "Parts are new or gone, the others keep their values"
        )
    moved = writer.number(paths[most[0]], replace(writer.money_form(), signed=True))
    said = "The value moves most in" if len(most) == 1 else "No part moves more than"
    return join(f"{said} {most[0]}: ", moved)


def _items(writer: Writer) -> Iterator[tuple[str, str, int]]:
    """Name, path and sign of what the value is made of: parts, bridge and premium."""
    for name, label in _parts(writer):
        yield label, f"valuation.parts.{name}{_WORTH}", 1
    for name, item in writer.inputs.valuation.bridge.items():
        sign = 1 if item.sign == "add" else -1
        yield (item.label if sign > 0 else f"Less: {item.label}"), f"valuation.bridge.{name}", sign
    if writer.inputs.valuation.premium is not None:
        yield writer.inputs.valuation.premium.label, "valuation.premium_value", 1


def _value_rows(writer: Writer) -> Iterator[Row]:
    whole = "valuation.enterprise_value"
    summed = False
    for label, path, sign in _items(writer):
        if not path.startswith("valuation.parts.") and not summed:
            yield _value_row(writer, "Enterprise value", whole, f"{whole}_per_share", kind="total")
            summed = True
        yield _value_row(writer, label, path, _per_share(path), sign=sign)
    if not summed:
        yield _value_row(writer, "Enterprise value", whole, f"{whole}_per_share", kind="total")
    target = _cells(writer, _TARGET, Form("plain", 0, 2, writer.trading))
    yield Row((words("Target price"), EMPTY, EMPTY, EMPTY, *target), "target")


def _per_share(path: str) -> str:
    """The path of the same value for one share."""
    if path.endswith(_WORTH):
        return f"{path.removesuffix(_WORTH)}.value_per_share"
    return "valuation.premium_per_share" if path == "valuation.premium_value" else f"{path}_per_share"


def _value_row(writer: Writer, label: str, worth: str, per: str, *, sign: int = 1, kind: RowKind = "plain") -> Row:
    form = Form("plain", 0, 2, writer.trading)
    return Row((words(label), *_money_cells(writer, worth, sign), *_cells(writer, per, form, sign)), kind)


def _money_cells(writer: Writer, path: str, sign: int = 1) -> tuple[Cell, ...]:
    return _cells(writer, path, writer.money_form(), sign)


def _cells(writer: Writer, path: str, form: Form, sign: int = 1) -> tuple[Cell, ...]:
    """Before, now and change, each as it moves the sum."""
    signed = replace(form, signed=True)
    plain = form if sign > 0 else signed
    forms = ((f"previous.{path}", plain), (path, plain), (f"changes.{path}", signed))
    return tuple(figure(_moved(writer.number(name, each, bare=True), sign, each)) for name, each in forms)


def _moved(number: Printed, sign: int, form: Form) -> Printed:
    """The number with the sign that it has in the sum; what lies behind it stays what it is."""
    if sign > 0 or not isinstance(number, Number):
        return number
    return replace(number, written=write(-number.value, form, bare=True))


# ---- parts ----------------------------------------------------------------------------------------------------------


def _old_parts(writer: Writer) -> list[str]:
    """The keys of the parts of which an earlier value is known."""
    found = [path for path in writer.results.values if path.startswith(_PARTS) and path.endswith(_WORTH)]
    return [path.removeprefix(_PARTS).removesuffix(_WORTH) for path in found]


def _parts(writer: Writer) -> Iterator[tuple[str, str]]:
    """Key and name of the parts of this note, then of those that are gone."""
    parts = writer.inputs.valuation.parts
    yield from ((name, part.label) for name, part in parts.items())
    for name in _old_parts(writer):
        if name not in parts:
            label = writer.results.quantities[f"{_PARTS}{name}{_WORTH}"].name
            yield name, label.split(",", 1)[0]
