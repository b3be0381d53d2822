"""The words "may not add due to rounding", and whether they are true of what stands above them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.diagnostics import Diagnostic
from reportgen.figures import MINUS, NBSP
from reportgen.model.charts import StackedBars
from reportgen.model.note import Drawing, Exhibit, Number, Row, Table
from reportgen.proofs.printed_page import MOVES, Page, exhibits_of, half_digit, number_in, steps_of
from reportgen.sections.lineage import numbers_in
from reportgen.sections.writer import plain, printed_value, read

_REMARK = re.compile(r"(?P<what>[^.]*) may not add due to rounding\.")
_HUNDRED = 100


def rounding_remark_true(page: Page) -> Iterator[Diagnostic]:
    """The words "may not add due to rounding" stand where it is true, and nowhere else."""
    for exhibit in exhibits_of(page.note):
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
    if exhibit.id in ("segments", "drivers"):
        return tuple(_segments_apart(exhibit)) if exhibit.id == "segments" else drivers_apart(exhibit)
    if exhibit.id.startswith(("dcf-", "flows-")):
        return _present_values_apart(exhibit)
    return tuple(_plan_apart(page, exhibit)) if exhibit.id == "investment-plan" else None


def _present_values_apart(exhibit: Exhibit) -> tuple[str, ...] | None:
    """The present values of all years, and their sum as said below the table; None where years are left out."""
    held = [each for each in numbers_in(exhibit) if isinstance(each, Number)]
    found = [each for each in held if ".present_value." in each.path]
    whole = next((each for each in held if each.path.endswith(".present_value_of_flows")), None)
    if whole is None or not found or not math.isclose(sum(each.value for each in found), whole.value, rel_tol=1e-6):
        return None
    return ("present values",) if _rounded_apart([*map(printed_value, found)], printed_value(whole)) else ()


def drivers_apart(exhibit: Exhibit) -> tuple[str, ...]:
    """Shares of all inputs that do not make the whole; where some are left out, those that make more than it."""
    rows = (row for body in exhibit.body if isinstance(body, Table) for row in body.rows)
    cells = [row.cells[-1].content for row in rows]
    shown = sum(read(plain(each).split(NBSP)[0].split()[0]) for each in cells if isinstance(each, tuple))
    cut = " left out." in plain(exhibit.source)
    return ("shares",) if shown > _HUNDRED or (shown != _HUNDRED and not cut) else ()


def _segments_apart(exhibit: Exhibit) -> Iterator[str]:
    """The last bar, whose pieces alone are lettered; where one has no figure, or more is missing, none is claimed."""
    for body in exhibit.body:
        if isinstance(body, Drawing) and isinstance(body.spec, StackedBars):
            labels = (*(each.last for each in body.spec.series), body.spec.total_labels[-1])
            shown = [read(label.text) for label in labels if label is not None]
            if len(shown) == len(labels) and _rounded_apart(shown[:-1], shown[-1]):
                yield "segments"


def _plan_apart(page: Page, exhibit: Exhibit) -> Iterator[str]:
    """The amounts above the whole plan, and their shares, where every line is a share of it."""
    plan = page.inputs.opinion.plan
    for body in exhibit.body:
        if isinstance(body, Table) and body.rows[-1].kind == "total" and plan and all(item.of for item in plan.items):
            for place, name in ((1, "amounts"), (2, "shares")):
                held = [number_in(row.cells[place]) for row in body.rows]
                shown = [printed_value(number) for number in held if number is not None]
                if held[-1] is not None and _rounded_apart(shown[:-1], shown[-1]):
                    yield name


def _rounded_apart(parts: Sequence[Decimal], total: Decimal) -> bool:
    """Whether parts do not add, by no more than what their rounding explains."""
    return 0 < abs(sum(parts) - total) <= sum(half_digit(each) for each in (*parts, total))


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
    number, label = number_in(row.cells[place]), row.cells[0].content
    if number is None:
        return None
    less = isinstance(label, tuple) and plain(label).startswith("Less: ")
    signed = number.written.digits.startswith(("+", MINUS))
    return -printed_value(number) if less and not signed else printed_value(number)


def _labels_add(exhibit: Exhibit) -> bool:
    level = Decimal(0)
    for number, step in enumerate(steps_of(exhibit)):
        shown = read(step.label.text)
        if step.kind in MOVES:
            level += shown
        elif number and level != shown:
            return False
        else:
            level = shown
    return True


def _totals_apart(page: Page, exhibit: Exhibit) -> Iterator[str]:
    """The totals of a table of figures that are not the sum of their parts in the same column."""
    shown = {
        number.path: printed_value(number)
        for body in exhibit.body
        if isinstance(body, Table)
        for row in body.rows
        for cell in row.cells
        if (number := number_in(cell)) is not None
    }
    for path, total in shown.items():
        _, name, period = path.split(".", 2)
        metric = page.inputs.facts.metrics.get(name) if path.startswith("facts.") else None
        parts = [shown.get(f"facts.{part}.{period}") for part in (metric.sum_of or ())] if metric else []
        held = [part for part in parts if part is not None]
        # what is further apart than rounding allows is told of as a total that does not foot
        if parts and len(held) == len(parts) and _rounded_apart(held, total):
            yield path
