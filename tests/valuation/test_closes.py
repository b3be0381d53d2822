"""Closes around a split: told in the shares of today, or a diagnostic; never a fall that nobody saw."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import Severity
from reportgen.sections.price_chart import price_chart
from tests.sections.composing import drawing, said, writer_at
from tests.workspaces import Valued, small_workspace, valued

HEAD = "date,close,source\n"
ROWS = "2025-01-10,{},P\n2025-01-13,{},P\n2025-01-14,{},P\n2025-01-31,{},P\n"


def around(tmp_path: Path, splits: str, *closes: str) -> Valued:
    return valued(workspace(tmp_path, splits, *closes), "small")


def workspace(tmp_path: Path, splits: str, *closes: str) -> Path:
    company = [("analysts: [lead]\n", f"analysts: [lead]\nsplits: [{splits}]\n")]
    return small_workspace(tmp_path, {"company.yaml": company, "prices.csv": HEAD + ROWS.format(*closes)})


TEN = "{date: 2025-01-14, ratio: 10}"


@pytest.mark.parametrize(
    ("splits", "typed", "told"),
    [
        # as quoted, and told in new shares by the vendor already
        (TEN, ("80", "82", "8.10", "8"), (8.0, 8.2, 8.1, 8.0)),
        (TEN, ("8.00", "8.20", "8.10", "8"), (8.0, 8.2, 8.1, 8.0)),
        # a split that puts shares together
        ("{date: 2025-01-14, ratio: 0.1}", ("0.80", "0.82", "8.10", "8"), (8.0, 8.2, 8.1, 8.0)),
        # a small one is told by which of the two is nearer
        ("{date: 2025-01-14, ratio: 1.2}", ("9.60", "9.84", "8.10", "8"), (8.0, 8.2, 8.1, 8.0)),
        ("{date: 2025-01-14, ratio: 1.2}", ("8.00", "8.20", "8.10", "8"), (8.0, 8.2, 8.1, 8.0)),
        # two in a week
        (f"{{date: 2025-01-13, ratio: 2}}, {TEN}", ("160", "82", "8.10", "8"), (8.0, 8.2, 8.1, 8.0)),
        # one that is still to come, and one from before the first close
        ("{date: 2025-02-14, ratio: 10}", ("8.00", "8.20", "8.10", "8"), (8.0, 8.2, 8.1, 8.0)),
        ("{date: 2024-02-14, ratio: 10}", ("8.00", "8.20", "8.10", "8"), (8.0, 8.2, 8.1, 8.0)),
    ],
)
def test_closes_before_a_split_are_told_in_the_shares_of_today(
    tmp_path: Path, splits: str, typed: tuple[str, ...], told: tuple[float, ...]
) -> None:
    found = around(tmp_path, splits, *typed)
    assert found.codes == []
    days = ("2025-01-10", "2025-01-13", "2025-01-14", "2025-01-31")
    assert tuple(found[f"prices.{day}"] for day in days) == pytest.approx(told)
    assert found["market.price"] == 8.0


def test_the_close_as_quoted_stays_on_record(tmp_path: Path) -> None:
    found = around(tmp_path, TEN, "80", "82", "8.10", "8")
    assert found["prices.2025-01-13.quoted"] == 82
    origin = found.quantity("prices.2025-01-13.quoted").origin
    assert origin is not None
    assert (origin.typed, origin.place.line) == ("82", 3)
    assert "prices.2025-01-14.quoted" not in found.results.quantities


def test_closes_that_fit_neither_are_told_at_the_split(tmp_path: Path) -> None:
    found = around(tmp_path, TEN, "80", "82", "30", "31")
    (fault,) = [each for each in found.diagnostics if each.severity is Severity.ERROR]
    assert (fault.code, fault.location.file, fault.location.line) == ("split-unclear", "inputs/small/company.yaml", 10)


def test_the_chart_draws_them_and_says_so(tmp_path: Path) -> None:
    exhibit = price_chart(writer_at(workspace(tmp_path, TEN, "80", "82", "8.10", "8")))
    points = drawing(exhibit).spec.closes  # type: ignore[union-attr]
    assert [each.value for each in points] == pytest.approx([8.0, 8.2, 8.1, 8.0])
    assert said(exhibit)[1].endswith("Closes to 31 January 2025, those to 13 January 2025 restated for splits since")


def test_closes_after_the_note_s_date_are_left_out_and_told(tmp_path: Path) -> None:
    rows = ROWS.format("8", "8", "8", "8") + "2025-02-03,9,P\n2199-01-01,9,P\n"
    found = valued(small_workspace(tmp_path, {"prices.csv": HEAD + rows}), "small")
    (later,) = [each for each in found.diagnostics if each.code == "published-after-as-of"]
    assert (later.severity, later.location.line) == (Severity.INFO, 6)
    assert "2 closes" in later.message
    assert "prices.2025-02-03" not in found.results.quantities
