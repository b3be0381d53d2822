"""The second promise: the sample foots; one figure that is wrong on the page is found by the check that it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from reportgen.build import examine
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.figures import Written, write
from reportgen.model.charts import Label, Waterfall
from reportgen.model.edition import Edition
from reportgen.model.inputs import Inputs
from reportgen.model.note import Cell, Exhibit, Note, Number, Text
from reportgen.model.results import Results
from reportgen.proofs.figures_printed import Figure, Printed, printed_figures
from reportgen.proofs.footing import page_foots, weights_foot
from reportgen.proofs.printed_page import Page
from tests.commands.small import VARIANTS, company
from tests.workspaces import REPOSITORY

Change = Callable[[object], object]


@cache
def sample(slug: str = "xiaomi") -> tuple[Note, Inputs, Results]:
    examined = examine(REPOSITORY, slug)
    assert examined.note is not None
    assert examined.inputs is not None
    assert examined.results is not None
    return examined.note, examined.inputs, examined.results


def changed(note: Note, change: Change) -> Note:
    """The note in which each of its pieces has gone through a change."""
    found = _changed(note, change)
    assert isinstance(found, Note)
    return found


def _changed(piece: object, change: Change) -> object:
    if isinstance(piece, tuple):
        return tuple(_changed(each, change) for each in piece)
    if is_dataclass(piece) and not isinstance(piece, type):
        inner = {each.name: _changed(getattr(piece, each.name), change) for each in fields(piece)}
        return change(replace(piece, **inner))
    return piece


def codes(found: tuple[Diagnostic, ...]) -> set[str]:
    return {one.code for one in found}


def test_the_sample_foots() -> None:
    assert page_foots(*sample()) == ()


@pytest.mark.parametrize("note_type", ["update", "flash", "snapshot"])
@pytest.mark.parametrize("slug", ["xiaomi", "tesla"])
def test_other_types_of_the_samples_foot(slug: str, note_type: str) -> None:
    examined = examine(REPOSITORY, slug, edition=Edition(note_type=note_type))
    assert examined.note is not None
    assert examined.inputs is not None
    assert examined.results is not None
    assert page_foots(examined.note, examined.inputs, examined.results) == ()


@pytest.mark.parametrize("variant", VARIANTS)
def test_other_companies_foot(tmp_path: Path, variant: str) -> None:
    examined = examine(company(tmp_path, variant), "small")
    assert examined.note is not None
    assert examined.inputs is not None
    assert examined.results is not None
    assert page_foots(examined.note, examined.inputs, examined.results) == ()


@pytest.mark.parametrize(
    ("path", "by", "code"),
    [
        ("facts.revenue_others.FY2024", 1e9, "total-foots"),
        ("valuation.parts.iot.share_of_total", 0.01, "share-foots"),
        ("analysis.gross_profit.margin.FY2022", 0.01, "share-foots"),
        ("plan.1.share", 0.05, "share-foots"),
        ("analysis.revenue.growth.FY2024", 0.01, "growth-foots"),
        ("analysis.adjusted_net_profit.price_multiple.FY2024", 1.0, "multiple-foots"),
        ("valuation.parts.internet.value_per_share", 0.02, "per-share-foots"),
        ("valuation.value_per_share", 0.05, "target-foots"),
        ("valuation.implied_return", 0.01, "return-foots"),
        ("implied.premium", 0.01, "return-foots"),
    ],
)
def test_a_wrong_figure_is_found_by_its_check(path: str, by: float, code: str) -> None:
    """The figure is wrong wherever it is printed, and so is its value: only the figures beside it tell."""
    assert codes_with_wrong(sample(), path, by) == {code}


def codes_with_wrong(examined: tuple[Note, Inputs, Results], path: str, by: float) -> set[str]:
    """What is found where one figure is wrong by so much wherever it stands, but for digits that are not its value."""
    note, inputs, results = examined
    wrong = replace(results, values={**results.values, path: results.values[path] + by})
    before = write(results.values[path], results.form(path)).digits

    def reprint(piece: object) -> object:
        if isinstance(piece, Number) and piece.path == path:
            digits = _moved(piece.written.digits, results.values[path], by)
            return replace(piece, value=wrong.values[path], written=replace(piece.written, digits=digits))
        if isinstance(piece, Label) and piece.path == path:
            return replace(piece, text=piece.text.replace(before, write(wrong.values[path], results.form(path)).digits))
        return piece

    found = page_foots(changed(note, reprint), inputs, wrong)
    return codes(found) - {"printed-as-valued"}


@pytest.mark.parametrize(
    ("variant", "path", "by", "code"),
    [
        ("estimates", "changes.facts.revenue.FY2025.relative", 0.01, "difference-foots"),
        ("estimates", "changes.facts.gross_margin.FY2025", 0.01, "difference-foots"),
        ("estimates", "analysis.revenue.against_consensus.FY2025", 0.01, "difference-foots"),
        ("estimates", "analysis.gross_margin.against_consensus.FY2025", 0.01, "difference-foots"),
        ("two currencies", "valuation.total_return", 0.01, "return-foots"),
        ("two currencies", "market.dividend_yield", 0.01, "return-foots"),
    ],
)
def test_a_wrong_figure_of_another_company_is_found(
    tmp_path: Path, variant: str, path: str, by: float, code: str
) -> None:
    examined = examine(company(tmp_path, variant), "small")
    assert examined.note is not None
    assert examined.inputs is not None
    assert examined.results is not None
    assert codes_with_wrong((examined.note, examined.inputs, examined.results), path, by) == {code}


def _moved(digits: str, value: float, by: float) -> str:
    """Printed digits after their value has moved."""
    plain = float(digits.replace(",", "").replace("\u2212", "-"))
    decimals = len(digits.partition(".")[2])
    sign = "+" if digits.startswith("+") else ""
    return sign + f"{plain * (1 + by / value):,.{decimals}f}".replace("-", "\u2212")


def test_digits_that_are_not_the_value_are_found() -> None:
    def reprint(piece: object) -> object:
        if isinstance(piece, Number) and piece.path == "facts.gpus.2024-12-31":
            return replace(piece, written=Written("", "5,600", piece.written.suffix))
        return piece

    note, inputs, results = sample()
    found = page_foots(changed(note, reprint), inputs, results)
    assert codes(found) == {"printed-as-valued"}
    assert found[0].severity is Severity.WARNING
    assert codes(page_foots(changed(note, reprint), replace(inputs, draft=False), results)) == {"printed-as-valued"}


def test_the_scale_that_is_said_is_that_of_the_value() -> None:
    def reprint(piece: object) -> object:
        if isinstance(piece, Number) and piece.path == "facts.cash_reserves.2024-09-30":
            return replace(piece, written=replace(piece.written, suffix="\u00a0m"))
        return piece

    note, inputs, results = sample()
    assert codes(page_foots(changed(note, reprint), inputs, results)) == {"printed-as-valued"}


def test_a_bar_that_is_missing_is_found() -> None:
    def drop(piece: object) -> object:
        return replace(piece, steps=piece.steps[1:]) if isinstance(piece, Waterfall) else piece

    note, inputs, results = sample()
    assert codes(page_foots(changed(note, drop), inputs, results)) == {"bridge-foots"}


def test_another_cell_in_the_frame_is_found() -> None:
    def frame(piece: object) -> object:
        if isinstance(piece, Cell) and isinstance(piece.content, tuple) and piece.content:
            first = piece.content[0]
            if isinstance(first, Number) and first.path.startswith("scenarios.sensitivity."):
                return replace(piece, mark="framed" if first.path.endswith(".1.1") else "")
        return piece

    note, inputs, results = sample()
    assert codes(page_foots(changed(note, frame), inputs, results)) == {"grid-base-is-target"}


@pytest.mark.parametrize(
    ("slug", "exhibit"),
    [
        *(("xiaomi", each) for each in ("sum-of-parts", "bridge", "financials", "segments", "investment-plan")),
        *(("tesla", each) for each in ("dcf-automotive", "dcf-energy")),
    ],
)
def test_a_remark_that_is_missing_or_false_is_found(slug: str, exhibit: str) -> None:
    remark = " may not add due to rounding."

    def turn(piece: object) -> object:
        if not isinstance(piece, Exhibit) or piece.id != exhibit:
            return piece
        texts = tuple(each for each in piece.source if not (isinstance(each, Text) and remark in each.text))
        return replace(piece, source=texts if texts != piece.source else (*texts, Text(f" Totals{remark}")))

    note, inputs, results = sample(slug)
    assert codes(page_foots(changed(note, turn), inputs, results)) == {"rounding-remark-true"}


@pytest.mark.parametrize(("first", "second", "fires"), [(0.6, 0.4, False), (0.6, 0.42, True), (0.604, 0.404, False)])
def test_weights_make_a_whole(first: float, second: float, fires: bool) -> None:
    note, inputs, results = sample()
    figures = tuple(
        Figure(f"valuation.parts.{name}.weight", f"{value:.0%}", "Exhibit 3", (value - 0.005, value + 0.005))
        for name, value in (("one", first), ("two", second))
    )
    page = Page(note, inputs, results, Printed(figures, {each.path: each for each in figures}))
    assert [one.code for one in weights_foot(page)] == ["weights-foot"] * fires


def test_figures_know_what_rounding_leaves_open() -> None:
    note, _, results = sample()
    printed = printed_figures(note, results)
    low, high = printed.finest["valuation.parts.iot.enterprise_value"].bounds
    assert (low, high) == pytest.approx((184.25e9, 184.35e9))
    assert printed.bounds("facts.nothing") is None
