"""The second promise: what is printed foots. A reader who recomputes the page from the page arrives at the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from reportgen.diagnostics import Diagnostic, Location
from reportgen.figures import MINUS
from reportgen.model.charts import Step, Waterfall
from reportgen.model.inputs import Inputs
from reportgen.model.note import Cell, Drawing, Exhibit, Note, Number, Row, Table
from reportgen.model.results import Results
from reportgen.proofs.figures_printed import Printed, disagree, exactly, plus, printed_figures
from reportgen.proofs.grading import graded
from reportgen.proofs.identities import expected, identities
from reportgen.proofs.pieces import exhibits_in
from reportgen.sections.writer import plain, printed_value, read

_REMARK = re.compile(r"(?P<what>[^.]*) may not add due to rounding\.")
_MOVES = ("part", "judgement", "gap")


@dataclass(frozen=True, slots=True)
class Page:
    """A composed note with its figures as a reader sees them."""

    note: Note
    inputs: Inputs
    results: Results
    printed: Printed

    def place(self, path: str) -> Location:
        """Where a figure was typed, or the file from which it follows."""
        quantity = self.results.quantities.get(path)
        if quantity is not None and quantity.origin is not None:
            return quantity.origin.place
        kind, *steps = path.split(".")
        if kind == "facts":
            return self.inputs.place("facts.yaml", ("metrics", *steps))
        return self.inputs.place("valuation.yaml", tuple(steps))


def page_foots(note: Note, inputs: Inputs, results: Results) -> tuple[Diagnostic, ...]:
    """Everything that does not foot: warnings of a draft, errors of a release."""
    page = Page(note, inputs, results, printed_figures(note, results))
    return tuple(graded(inputs.draft, (found for proof in PROOFS for found in proof(page))))


def printed_as_valued(page: Page) -> Iterator[Diagnostic]:
    """The digits on the page are the value, rounded; a figure from another note or scale would pass every sum."""
    for each in page.printed.figures:
        value = page.results.value(each.path)
        if disagree(each.bounds, exactly(value)):
            message = f"{each.where} prints {each.text!r}, but the value is {value:.6g}"
            yield Diagnostic("printed-as-valued", message, page.place(each.path), each.path)


def printed_foots(page: Page) -> Iterator[Diagnostic]:
    """Totals, shares, growth, multiples, values a share, target and return follow from the figures printed beside them.

    The tolerance is what the rounding of each printed figure leaves open, and no more.
    """
    for each in identities(page.inputs, page.results):
        shown = page.printed.finest.get(each.path)
        known = [bounds for path in each.operands if (bounds := page.printed.bounds(path)) is not None]
        # what is printed nowhere cannot be recomputed
        if shown is None or len(known) < len(each.operands):
            continue
        wanted = expected(each, known)
        if disagree(shown.bounds, wanted):
            beside = ", ".join(page.printed.finest[path].text for path in each.operands)
            message = (
                f"{shown.where} prints {shown.text!r}, but from {beside} follows {wanted[0]:.6g} to {wanted[1]:.6g}"
            )
            yield Diagnostic(each.code, message, page.place(each.path), each.path)


def bridge_foots(page: Page) -> Iterator[Diagnostic]:
    """The bars of the bridge lead from level to level, as far as their printed labels tell."""
    for exhibit in _exhibits(page.note):
        level, open_by = Decimal(0), Decimal(0)
        for number, step in enumerate(_steps(exhibit)):
            shown = read(step.label.text)
            half = _half(shown)
            if step.kind in _MOVES:
                level, open_by = level + shown, open_by + half
                continue
            if number and abs(level - shown) > open_by + half:
                message = f"the steps lead to {level}, but the bridge prints {step.label.text} for {step.name}"
                yield Diagnostic("bridge-foots", message, page.place(step.label.path), step.label.path)
            level, open_by = shown, half


def grid_base_is_target(page: Page) -> Iterator[Diagnostic]:
    """The framed cell of a grid is the note's own target, or its own figure of whatever else the grid shows."""
    for exhibit, table in _tables(page.note):
        for cell in (cell for row in table.rows for cell in row.cells if cell.mark == "framed"):
            number = _number(cell)
            scenario = page.results.scenarios.get(number.path) if number is not None else None
            target = page.printed.finest.get(scenario.target) if scenario is not None else None
            if number is not None and target is not None and disagree(target.bounds, exactly(number.value)):
                message = f"Exhibit {exhibit.number} frames {number.written.text}, but the note has {target.text}"
                yield Diagnostic("grid-base-is-target", message, page.place(target.path), number.path)


def weights_foot(page: Page) -> Iterator[Diagnostic]:
    """Weights that are printed side by side make a whole."""
    groups: dict[str, list[str]] = defaultdict(list)
    for path in page.printed.finest:
        owner, _, last = path.rpartition(".")
        if last == "weight":
            groups[owner.rpartition(".")[0]].append(path)
    for paths in groups.values():
        whole = plus(*(page.printed.finest[path].bounds for path in paths))
        if len(paths) > 1 and disagree(whole, exactly(1.0)):
            texts = " + ".join(page.printed.finest[path].text for path in paths)
            yield Diagnostic("weights-foot", f"the weights {texts} are not 100 %", page.place(paths[0]), paths[0])


def rounding_remark_true(page: Page) -> Iterator[Diagnostic]:
    """The words "may not add due to rounding" stand where it is true, and nowhere else."""
    for exhibit in _exhibits(page.note):
        apart = _apart(page, exhibit)
        said = _REMARK.search(plain(exhibit.source))
        if apart is None or bool(apart) == bool(said):
            continue
        message = f"Exhibit {exhibit.number}: " + (
            f"{', '.join(apart)} do not add to the last digit, and nothing says so" if apart else "all columns add up"
        )
        yield Diagnostic("rounding-remark-true", message, page.place("valuation"), exhibit.id)


def _apart(page: Page, exhibit: Exhibit) -> tuple[str, ...] | None:
    """What does not add up to the last printed digit; None for exhibits that add nothing."""
    if exhibit.id == "sum-of-parts":
        table = next(body for body in exhibit.body if isinstance(body, Table))
        return tuple(column.head for place, column in enumerate(table.columns) if not _column_adds(table, place))
    if exhibit.id == "bridge":
        return () if _labels_add(exhibit) else ("steps",)
    if exhibit.id in ("key-figures", "financials"):
        return tuple(_totals_apart(page, exhibit))
    return None


def _column_adds(table: Table, place: int) -> bool:
    """Whether a column leads from total to total, to the last digit."""
    level: Decimal | None = Decimal(0)
    for row in table.rows:
        shown = _move(row, place)
        if row.kind in ("total", "target"):
            if shown is not None and level is not None and level != shown:
                return False
            level = shown
        elif shown is not None and level is not None:
            level += shown
    return True


def _move(row: Row, place: int) -> Decimal | None:
    """What a cell adds as printed; without a sign, what is less is taken away."""
    number, label = _number(row.cells[place]), row.cells[0].content
    if number is None:
        return None
    less = isinstance(label, tuple) and plain(label).startswith("Less: ")
    signed = number.written.digits.startswith(("+", MINUS))
    return -printed_value(number) if less and not signed else printed_value(number)


def _labels_add(exhibit: Exhibit) -> bool:
    level = Decimal(0)
    for number, step in enumerate(_steps(exhibit)):
        shown = read(step.label.text)
        if step.kind in _MOVES:
            level += shown
        elif number and level != shown:
            return False
        else:
            level = shown
    return True


def _steps(exhibit: Exhibit) -> tuple[Step, ...]:
    charts = (body.spec for body in exhibit.body if isinstance(body, Drawing))
    return next((spec.steps for spec in charts if isinstance(spec, Waterfall)), ())


def _totals_apart(page: Page, exhibit: Exhibit) -> Iterator[str]:
    """The totals of a table of figures that are not the sum of their parts in the same column."""
    shown = {
        number.path: printed_value(number)
        for body in exhibit.body
        if isinstance(body, Table)
        for row in body.rows
        for cell in row.cells
        if (number := _number(cell)) is not None
    }
    for path, total in shown.items():
        _, name, period = path.split(".", 2)
        metric = page.inputs.facts.metrics.get(name) if path.startswith("facts.") else None
        parts = [shown.get(f"facts.{part}.{period}") for part in (metric.sum_of or ())] if metric else []
        held = [part for part in parts if part is not None]
        # what is further apart than rounding allows is told of as a total that does not foot
        apart = abs(sum(held) - total) if parts and len(held) == len(parts) else Decimal(0)
        if 0 < apart <= sum(_half(each) for each in (*held, total)):
            yield path


def _half(shown: Decimal) -> Decimal:
    """Half of the last printed digit."""
    return Decimal(5).scaleb(int(shown.as_tuple().exponent) - 1)


def _tables(note: Note) -> Iterator[tuple[Exhibit, Table]]:
    for exhibit in _exhibits(note):
        yield from ((exhibit, body) for body in exhibit.body if isinstance(body, Table))


def _exhibits(note: Note) -> Iterator[Exhibit]:
    yield from note.front.exhibits
    for section in note.sections:
        yield from exhibits_in(section.blocks)


def _number(cell: Cell) -> Number | None:
    content = cell.content
    return content[0] if isinstance(content, tuple) and content and isinstance(content[0], Number) else None


Proof: TypeAlias = Callable[[Page], Iterator[Diagnostic]]

PROOFS: tuple[Proof, ...] = (
    printed_as_valued,
    printed_foots,
    bridge_foots,
    grid_base_is_target,
    weights_foot,
    rounding_remark_true,
)
