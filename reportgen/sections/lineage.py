"""Where each printed number comes from: one lineage per path, for every number of the note and what it is made of."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date

from reportgen.figures import write_date
from reportgen.model.charts import Label
from reportgen.model.note import Beside, Block, Exhibit, Front, Lineage, Number, Operand, Section
from reportgen.model.results import Scenario
from reportgen.model.within import within
from reportgen.quantities import (
    Origin,
    Quantity,
    exact,
    form_of,
    formula,
    printed,
    printed_cells,
    printed_finely,
    printed_fully,
    scalar_operands,
    substituted,
)
from reportgen.sections.writer import Writer


def lineages(writer: Writer, front: Front, sections: tuple[Section, ...]) -> tuple[Lineage, ...]:
    """The lineages of all printed paths, then of what they are made of, in the order of first mention."""
    used = _used_in(front, sections)
    waiting, seen = deque(used), set(used)
    found: list[Lineage] = []
    while waiting:
        path = waiting.popleft()
        lineage = _lineage(writer, path, used.get(path, ()))
        if lineage is None:
            continue
        found.append(lineage)
        for operand in lineage.operands:
            if operand.path not in seen:
                seen.add(operand.path)
                waiting.append(operand.path)
    return tuple(found)


def numbers_in(value: object) -> Iterator[Number | Label]:
    """Every printed number in a piece of the note, labels of charts too, in reading order."""
    found: Iterator[Number | Label] = within(value, Number, Label)
    return (each for each in found if each.path)


def _used_in(front: Front, sections: tuple[Section, ...]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}

    def note(piece: object, where: str) -> None:
        for number in numbers_in(piece):
            found.setdefault(number.path, {})[where] = None

    note((front.headline, front.standfirst, front.card, front.thesis, front.side, front.indicators), "first page")
    for exhibit in front.exhibits:
        note(exhibit, f"Exhibit {exhibit.number}")
    for section in sections:
        note(section.title, section.short)
        for block in section.blocks:
            for piece in _pieces(block):
                note(piece, f"Exhibit {piece.number}" if isinstance(piece, Exhibit) else section.short)
    return {path: tuple(places) for path, places in found.items()}


def _pieces(block: Block) -> Iterator[Block]:
    """The block itself, or the blocks that stand side by side in it."""
    if isinstance(block, Beside):
        for each in (*block.left, *block.right):
            yield from _pieces(each)
    else:
        yield block


def _lineage(writer: Writer, path: str, used: tuple[str, ...]) -> Lineage | None:
    results = writer.results
    if path in results.scenarios:
        return _scenario(writer, path, used)
    if path in results.rows:
        return _row(writer, results.rows[path], used)
    quantity = results.quantities.get(path)
    if quantity is None:
        return None
    value = results.values[path]
    origin = quantity.origin
    return Lineage(
        path=path,
        name=quantity.name,
        printed=printed(quantity, value),
        unrounded=exact(value),
        formula=formula(quantity),
        substituted=substituted(quantity, results.values),
        operands=tuple(_operand(writer, each) for each in scalar_operands(quantity)),
        source=_source(writer, quantity),
        as_of=_day(origin.as_of if origin else None),
        place=str(origin.place) if origin else "",
        used_in=used,
        published=_day(origin.published if origin else None),
        fuller=printed_fully(form_of(quantity, value), value),
    )


def _row(writer: Writer, row: Quantity, used: tuple[str, ...]) -> Lineage:
    """Of a row that a scenario replaces as a whole: its formula, and every year in one line."""
    return Lineage(
        path=row.path,
        name=row.name,
        printed="by year",
        unrounded="",
        formula=formula(row),
        substituted=", ".join(f"{label} {text}" for label, text in printed_cells(row, writer.results.values)),
        operands=tuple(_operand(writer, each) for each in scalar_operands(row)),
        source="",
        as_of="",
        place="",
        used_in=used,
    )


def _operand(writer: Writer, quantity: Quantity) -> Operand:
    origin = quantity.origin
    where = ""
    if origin is not None:
        day = f", {write_date(origin.as_of, short=True)}" if origin.as_of else ""
        where = f"{_whose(origin)}{day}"
    value = printed(quantity, writer.results.values[quantity.path])
    return Operand(quantity.name, quantity.path, value, where)


def _whose(origin: Origin) -> str:
    """Of the house's own figures what they are; of all others the source."""
    if origin.kind == "judgement" and origin.as_of is None and origin.note:
        return origin.note
    return origin.kind if origin.kind in ("judgement", "illustrative") else origin.source


def _source(writer: Writer, quantity: Quantity) -> str:
    origin = quantity.origin
    if origin is None:
        return ""
    source = writer.inputs.facts.sources.get(origin.source)
    name = f"{origin.source} {source.title}" if source else origin.source
    notes = [name]
    if origin.kind == "judgement":
        notes.append("a judgement of the house")
    if origin.kind == "illustrative":
        notes.append("an illustrative assumption of the house, no forecast")
    if origin.kind == "estimate":
        notes.append("an estimate")
    if origin.floor:
        notes.append("the source says more than this")
    if origin.note and origin.note != origin.kind:
        notes.append(origin.note)
    return "; ".join(notes)


def _day(day: date | None) -> str:
    return write_date(day, short=True) if day else ""


def _scenario(writer: Writer, path: str, used: tuple[str, ...]) -> Lineage:
    results = writer.results
    scenario = results.scenarios[path]
    target = results.quantities[scenario.target]
    number = writer.number(path)
    changed = [
        Operand(f"{each.name}, instead", each.path, printed_finely(each, value), "replaced")
        for each, value, _ in results.replaced_in(scenario)
    ]
    own = printed(target, results.values[scenario.target])
    return Lineage(
        path=path,
        name=scenario.label,
        printed=number.written.text if isinstance(number, Number) else "",
        unrounded=exact(scenario.value),
        formula=scenario.formula or _computed_again(scenario, target),
        substituted="",
        operands=(Operand(target.name, scenario.target, own, "as in the note"), *changed),
        source="",
        as_of="",
        place="",
        used_in=used,
        fuller=printed_fully(scenario.form, scenario.value),
    )


def _computed_again(scenario: Scenario, result: Quantity) -> str:
    what = "the target" if result.path == "valuation.target_price" else result.name
    less = f", less {what} of the note" if scenario.path.endswith(".change") else ""
    return f"{what} computed again with the inputs below replaced{less}"
