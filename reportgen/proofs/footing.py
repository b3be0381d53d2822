"""The second promise: what is printed foots. A reader who recomputes the page from the page arrives at the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TypeAlias

from reportgen.diagnostics import Diagnostic
from reportgen.model.inputs import Inputs
from reportgen.model.note import Note
from reportgen.model.results import Results
from reportgen.proofs.figures_printed import disagree, exactly, plus, printed_figures
from reportgen.proofs.grading import graded
from reportgen.proofs.identities import identities
from reportgen.proofs.identity import expected
from reportgen.proofs.printed_page import MOVES, Page, exhibits_of, half_digit, number_in, steps_of, tables_of
from reportgen.proofs.ratings_foot import ratings_foot
from reportgen.proofs.remarks import rounding_remark_true
from reportgen.sections.writer import read


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
    for exhibit in exhibits_of(page.note):
        level, open_by = Decimal(0), Decimal(0)
        for number, step in enumerate(steps_of(exhibit)):
            shown = read(step.label.text)
            half = half_digit(shown)
            if step.kind in MOVES:
                level, open_by = level + shown, open_by + half
                continue
            if number and abs(level - shown) > open_by + half:
                message = f"the steps lead to {level}, but the bridge prints {step.label.text} for {step.name}"
                yield Diagnostic("bridge-foots", message, page.place(step.label.path), step.label.path)
            level, open_by = shown, half


def grid_base_is_target(page: Page) -> Iterator[Diagnostic]:
    """The framed cell of a grid is the note's own target, or its own figure of whatever else the grid shows."""
    for exhibit, table in tables_of(page.note):
        for cell in (cell for row in table.rows for cell in row.cells if cell.mark == "framed"):
            number = number_in(cell)
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


Proof: TypeAlias = Callable[[Page], Iterator[Diagnostic]]

PROOFS: tuple[Proof, ...] = (
    printed_as_valued,
    printed_foots,
    bridge_foots,
    grid_base_is_target,
    weights_foot,
    ratings_foot,
    rounding_remark_true,
)
