"""How each figure was computed: those of the first page and of the valuation, with their numbers put in."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from reportgen.figures import DASH, JOINER, MINUS, NBSP, TIMES, Form, write, write_date
from reportgen.model.note import (
    Beside,
    Block,
    Column,
    Exhibit,
    Front,
    Line,
    Missing,
    Number,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from reportgen.quantities import (
    Origin,
    PrintedOperand,
    Quantity,
    form_of,
    printed,
    printed_finely,
    scalar_operands,
    substituted,
    substituted_pieces,
    walk,
)
from reportgen.sections.lineage import numbers_in
from reportgen.sections.writer import Writer, capital, exhibit, join, text, words

_MARKET = ("market.", "implied.", "performance.")
_TABLES = ("sum-of-parts", "dcf-", "implied")
_LAST_STEP = "valuation.target_price_unrounded"
_PERIOD = re.compile(r"(?:FY|LTM|Y)?[0-9][0-9A-Z-]*")
_A_SHARE = re.compile(r"valuation\.(?:parts|bridge)\..+_per_share")
_OF_EV = re.compile(r"valuation\.(?:parts\..+\.)?share_of_total")
_OF_PART = re.compile(r"valuation\.parts\..+")
_FADED = re.compile(r"\.faded(?:\.|$)")
_SIGN = re.compile(rf" ([+{MINUS}{TIMES}÷]) ")
_OBLIQUE = re.compile(r"(?<=[A-Za-z])/(?=[A-Za-z])")
_SOURCE = re.compile(r"([A-Za-z]+)([0-9]+)")
# So many sources in a row are told by the first and the last.
_RUN = 3


def origins(writer: Writer, front: Front, sections: Iterable[Section]) -> Exhibit | None:
    """Every computed figure of the first page and of the valuation's tables, each once; None where there is none."""
    first = _paths(front)
    computed = _computed(writer, (*first, *_valued(writer, sections)))
    market = [path for path in computed if path.startswith(_MARKET)]
    groups = {
        "Figures of the first page": [path for path in computed if path in first and path not in market],
        "Figures of the valuation": [path for path in computed if path not in first and path not in market],
        "Figures of the market": market,
    }
    tables = [_table(writer, head, paths) for head, paths in groups.items() if paths]
    if not tables:
        return None
    return exhibit(
        "origins",
        writer.title("origins", text("How each figure was computed")),
        "What the first page and the tables of the valuation print, from unrounded figures; what a source or an "
        "assumption gives is left out",
        *tables,
        source=writer.sources([path for paths in groups.values() for path in paths], own=True),
    )


# ---- which figures --------------------------------------------------------------------------------------------------


def _paths(piece: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(number.path for number in numbers_in(piece)))


def _valued(writer: Writer, sections: Iterable[Section]) -> tuple[str, ...]:
    """What the tables of the valuation print, but for single years and shares of what stands beside them."""
    years = {f"{path}.{label}" for path, row in writer.results.rows.items() for label in row.axis or ()}
    tables = [each for section in sections for each in _exhibits(section.blocks) if each.id.startswith(_TABLES)]
    told = (path for path in _paths(tables) if path not in years and not _OF_EV.fullmatch(path))
    return (*told, _LAST_STEP)


def _exhibits(blocks: Iterable[Block]) -> Iterator[Exhibit]:
    for block in blocks:
        if isinstance(block, Beside):
            yield from _exhibits((*block.left, *block.right))
        elif isinstance(block, Exhibit):
            yield block


def _computed(writer: Writer, paths: Iterable[str]) -> list[str]:
    """The figures that a formula makes; of those that only repeat each other the one that is printed first."""
    found: dict[str, str] = {}
    for path in paths:
        root = _root(writer, path)
        if writer.has(path) and (root is None or not (root.is_leaf or _at_an_end(writer, root))):
            found.setdefault(path if root is None else root.path, path)
    return list(found.values())


def _root(writer: Writer, path: str) -> Quantity | None:
    """The figure behind one that only repeats it, or itself; None for a scenario."""
    quantity = writer.results.quantities.get(path)
    while quantity is not None and (other := _repeated(writer, quantity)) is not None:
        quantity = other
    return quantity


def _repeated(writer: Writer, quantity: Quantity) -> Quantity | None:
    """The one figure that a formula is nothing but the number of."""
    values, operands = writer.results.values, () if quantity.is_leaf else scalar_operands(quantity)
    if len(operands) != 1 or substituted(quantity, values) != _unsigned(operands[0], values[operands[0].path]):
        return None
    return operands[0]


def _unsigned(quantity: Quantity, value: float) -> str:
    return printed(replace(quantity, form=replace(form_of(quantity, value), signed=False)), value)


def _at_an_end(writer: Writer, quantity: Quantity) -> bool:
    """Whether a figure that moves from one input to another has not begun to, or is there: it is that input."""
    weights = [writer.value(each.path) for each in scalar_operands(quantity) if _FADED.search(each.path)]
    return any(weight in (0, 1) for weight in weights)


# ---- how they are told ----------------------------------------------------------------------------------------------


def _table(writer: Writer, head: str, paths: Iterable[str]) -> Table:
    """A row for each figure, and one for those that differ only by period or by part."""
    columns = (
        Column(head, "left", 22), Column("As printed = formula, with its numbers", "left", 58),
        Column("Sources, dates", "left", 20),
    )  # fmt: skip
    alike: dict[str, list[str]] = {}
    for path in paths:
        alike.setdefault(_named(writer, path)[0], []).append(path)
    return Table(columns, tuple(_row(writer, name, sorted(each, key=_period)) for name, each in alike.items()))


def _period(path: str) -> str:
    """The period of a figure, by which its row is sorted; others keep their order."""
    last = path.rpartition(".")[2]
    return last if _PERIOD.fullmatch(last) else ""


def _named(writer: Writer, path: str) -> tuple[str, str]:
    """What a figure is, and of which period or part, where there may be others like it."""
    scenario = writer.results.scenarios.get(path)
    if scenario is not None:
        return scenario.label, ""
    name = writer.results.quantities[path].name
    before, _, after = name.rpartition(", ")
    if path.startswith("performance."):
        return "Performance of the shares", name
    if before and (_A_SHARE.fullmatch(path) or _OF_EV.fullmatch(path)):
        return ("Value a share" if _A_SHARE.fullmatch(path) else capital(after)), before
    if before and _PERIOD.fullmatch(path.rpartition(".")[2]):
        return before, after
    part, _, what = name.partition(": ")
    return (capital(what), part) if what and _OF_PART.fullmatch(path) else (name, "")


def _row(writer: Writer, name: str, paths: Iterable[str]) -> Row:
    told: Line = ()
    roots: list[Quantity] = []
    for path in paths:
        root, of = _root(writer, path), _named(writer, path)[1]
        made = _made(writer, path, root)
        scenario = writer.results.scenarios.get(path)
        roots += [writer.results.quantities[scenario.target]] if scenario else [root] if root is not None else []
        number = Strong((_number(writer, path), Text(f"{NBSP}=")))
        told = join(told, "; " if told else "", f"{of}{NBSP}" if of else "", number, " ", made)
    return Row((words(name), words(told), words(_from(writer, roots))))


def _made(writer: Writer, path: str, root: Quantity | None) -> Line:
    if root is None:
        return _again(writer, path)
    pieces = substituted_pieces(root, writer.results.values, told=_form(writer, path).decimals)
    formula = (_bound(each) if isinstance(each, str) else _operand(each) for each in pieces)
    return join(MINUS if path in _taken(writer) else "", *formula)


def _operand(operand: PrintedOperand) -> Text | Number:
    """The number of an operand, its unit whole."""
    if not math.isfinite(operand.value):
        return Text(str(operand))
    written = write(operand.value, operand.form)
    whole = replace(written, symbol=_OBLIQUE.sub(f"/{JOINER}", written.symbol))
    return Number(operand.path, operand.value, whole)


def _number(writer: Writer, path: str) -> Number | Missing:
    """What is taken away has the minus that it has in the tables."""
    number = writer.number(path, _form(writer, path))
    if isinstance(number, Number) and path in _taken(writer):
        return replace(number, written=write(-number.value, _form(writer, path)))
    return number


def _taken(writer: Writer) -> frozenset[str]:
    """The values a share of what the bridge subtracts."""
    items = writer.inputs.valuation.bridge.items()
    return frozenset(f"valuation.bridge.{name}_per_share" for name, item in items if item.sign != "add")


def _bound(formula: str) -> str:
    """The formula with its signs kept at the ends of lines, and units whole."""
    return _OBLIQUE.sub(f"/{JOINER}", _SIGN.sub(rf"{NBSP}\1 ", formula))


def _form(writer: Writer, path: str) -> Form:
    """As the figure prints on its own; amounts in a scale with one decimal, as in tables."""
    form = writer.results.form(path)
    return replace(form, decimals=min(form.decimals, 1)) if form.scale else form


def _again(writer: Writer, path: str) -> Line:
    """What a scenario computes again, and with which inputs."""
    results, scenario = writer.results, writer.results.scenarios[path]
    if scenario.formula:
        return text(_bound(scenario.formula))
    target = results.quantities[scenario.target]
    changed = (f"{each.name} {printed_finely(each, value)}" for each, value, _ in results.replaced_in(scenario))
    own = (f"{NBSP}{MINUS} ", writer.number(target.path)) if path.endswith(".change") else ()
    return join(_bound(f"{target.name} with {', '.join(changed)}"), *own)


def _from(writer: Writer, roots: Iterable[Quantity]) -> str:
    """The sources of figures, and the oldest and the latest date among what they are made of."""
    leaves: list[Origin] = [each.origin for each in walk(roots) if each.origin is not None]
    named = {origin.source for origin in leaves}
    said = _runs(name for name in writer.inputs.facts.sources if name in named)
    days = [origin.as_of for origin in leaves if origin.as_of]
    return ", ".join(each for each in (said, _span(min(days), max(days)) if days else "") if each)


def _span(first: date, last: date) -> str:
    """``30 Jun – 14 Nov 2025``; over years by months: ``Mar 2021 – Oct 2022``."""
    ends = [write_date(day, short=True) for day in (first, last)]
    if first.year == last.year:
        ends[0] = ends[0].removesuffix(ends[0][-5:]) if first != last else ends[0]
    else:
        ends = [end.split(end[-5])[1] + end[-5:] for end in ends]
    return f"{NBSP}{DASH} ".join(dict.fromkeys(ends))


def _runs(names: Iterable[str]) -> str:
    """Sources in a line; S1, S2, S3 as S1–S3."""

    def place(pair: tuple[int, str]) -> tuple[str, int]:
        found = _SOURCE.fullmatch(pair[1])
        return (found[1], int(found[2]) - pair[0]) if found else (pair[1], 0)

    pieces: list[str] = []
    for _, group in groupby(enumerate(names), key=place):
        run = [name for _, name in group]
        pieces += [f"{run[0]}{DASH}{run[-1]}"] if len(run) >= _RUN else run
    return ", ".join(pieces)
