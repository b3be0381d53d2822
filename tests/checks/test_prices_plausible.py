from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.checks.prices_plausible import close_alone, close_leaps
from reportgen.diagnostics import Severity
from tests.workspaces import SAMPLE, small_workspace, valued, workspace

SPLIT = [("analysts: [lead]\n", "analysts: [lead]\nsplits: [{date: 2025-01-31, ratio: 2}]\n")]


@pytest.mark.parametrize(
    ("before", "close", "told"),
    [
        ("2025-01-30", "16.00", True),
        ("2025-01-30", "16.60", True),
        ("2025-01-30", "16.80", False),
        ("2025-01-30", "4.00", True),
        ("2025-01-30", "24.10", True),
        ("2025-01-30", "12.00", False),
        ("2025-01-24", "16.00", True),
        # a share may halve within a month
        ("2024-12-31", "16.00", False),
        ("2024-12-31", "39.90", False),
        ("2024-12-31", "40.00", True),
        ("2024-12-31", "0.80", True),
    ],
)
def test_leaps_of_the_size_of_a_split_or_a_lost_point(tmp_path: Path, before: str, close: str, told: bool) -> None:
    root = small_workspace(tmp_path, {"prices.csv": f"date,close,source\n{before},{close},P\n2025-01-31,8.00,P\n"})
    made = valued(root, "small")
    found = list(close_leaps(made.inputs, made.results))
    assert [(each.severity, each.location.line) for each in found] == ([(Severity.WARNING, 3)] if told else [])


def test_a_split_on_record_is_none(tmp_path: Path) -> None:
    rows = "date,close,source\n2025-01-30,16.00,P\n2025-01-31,8.00,P\n"
    made = valued(small_workspace(tmp_path, {"company.yaml": SPLIT, "prices.csv": rows}), "small")
    assert list(close_leaps(made.inputs, made.results)) == []


HEAD, *ROWS = [row for row in (SAMPLE / "xiaomi/prices.csv").read_text(encoding="utf-8").splitlines() if row[0] != "#"]


def month_ends(tmp_path: Path, change: Callable[[str, Decimal], Decimal]) -> tuple[list[int], list[int]]:
    """The rows in which the sample's closes, once changed, leap or are alone."""
    rows = [f"{day},{change(day, Decimal(close))},{source}" for day, close, source in (row.split(",") for row in ROWS)]
    made = valued(workspace(tmp_path, {"xiaomi/prices.csv": "\n".join([HEAD, *rows]) + "\n"}), "xiaomi")
    found = [list(check(made.inputs, made.results)) for check in (close_leaps, close_alone)]
    leaps, alone = [[each.location.line for each in of_one] for of_one in found]
    return leaps, alone


@pytest.mark.parametrize(("ratio", "told"), [("3", True), ("4", True), ("0.25", True), ("1.4", False), ("1", False)])
def test_a_split_between_month_ends_is_told_by_the_moves_around_it(tmp_path: Path, ratio: str, told: bool) -> None:
    found = month_ends(tmp_path, lambda day, close: close * Decimal(ratio) if day < "2024-10" else close)
    assert found == ([12] if told else [], [])


def test_a_close_between_two_that_agree_is_told(tmp_path: Path) -> None:
    def july(wrong: str) -> Callable[[str, Decimal], Decimal]:
        return lambda day, close: Decimal(wrong) if day == "2025-07-31" else close

    assert month_ends(tmp_path, july("35.15")) == ([], [21])
    assert month_ends(tmp_path, july("95.15")) == ([], [21])
    # a fall by a fifth, and back
    assert month_ends(tmp_path, july("44.00")) == ([], [])
    # one that remains
    assert month_ends(tmp_path, lambda day, close: close * Decimal("0.66") if day > "2025-07" else close) == ([], [])
