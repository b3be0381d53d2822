from __future__ import annotations

from datetime import date
from pathlib import Path

from reportgen.diagnostics import Severity
from reportgen.loading import load
from tests.workspaces import SAMPLE, workspace

P = "xiaomi/prices.csv"
TYPED = (SAMPLE / P).read_text(encoding="utf-8")


def told(root: Path, as_of: date | None = None) -> list[tuple[int, str]]:
    found = [each for each in load(root, "xiaomi", as_of).diagnostics if each.location.file.endswith("prices.csv")]
    assert {each.severity for each in found} <= {Severity.WARNING}
    return [(each.location.line, each.code) for each in found]


def test_a_year_that_is_lost_is_told_where_the_rows_go_on(tmp_path: Path) -> None:
    rows = [row for row in TYPED.splitlines() if not row.startswith("2024-")]
    assert told(workspace(tmp_path, {P: "\n".join(rows) + "\n"})) == [(4, "price-gap")]


def test_a_close_of_a_sunday_is_told_and_those_behind_the_note_are_not(tmp_path: Path) -> None:
    root = workspace(tmp_path, {P: TYPED.replace("2025-08-29", "2025-08-31")})
    assert told(root) == [(23, "price-without-session")]
    assert told(root, date(2025, 8, 30)) == []


def test_the_sample_has_neither(tmp_path: Path) -> None:
    assert told(workspace(tmp_path)) == []
