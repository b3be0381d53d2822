from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks.prices_plausible import close_leaps
from reportgen.diagnostics import Severity
from tests.workspaces import small_workspace, valued

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
