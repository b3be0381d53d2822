"""A note sees only what was known on its date."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from reportgen.build import build, examine
from reportgen.diagnostics import Severity
from tests.commands.reading import Files
from tests.conftest import Run
from tests.workspaces import workspace

# The third quarter of 2025, published four days after the note's date; no other figure has these digits.
LATER = {
    "revenue,2025Q3": "113.121",
    "adjusted_net_profit,2025Q3": "11.31",
    "revenue_smartphones,2025Q3": "45.97",
    "revenue_cars_new,2025Q3": "29.02",
}
ROWS = "".join(f"{key},{value},S4,2025-11-18,https://example.com/3q25,\n" for key, value in LATER.items())


def with_later_facts(tmp_path: Path) -> Path:
    root = workspace(tmp_path)
    file = root / "inputs" / "xiaomi" / "reported.csv"
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + "\n" + ROWS, encoding="utf-8")
    return root


def test_no_figure_of_a_later_day_reaches_any_file(tmp_path: Path, sample_files: Files) -> None:
    built = build(with_later_facts(tmp_path), "xiaomi")
    later = Files(built.folder)
    text = {name: (built.folder / name).read_text(encoding="utf-8") for name in ("note.html", "note.json")}
    for value in LATER.values():
        rounded = f"{float(value):.1f}"
        assert not any(value in content for content in text.values())
        assert not re.search(rf"(?<![\d.,]){re.escape(rounded)}(?!\d)", later.print)
    assert later.values == sample_files.values
    for name in ("note.html", "note.json", "model.xlsx"):
        assert (built.folder / name).read_bytes() == (sample_files.folder / name).read_bytes()
    # the PDF carries the hashes of the inputs, which are not the same
    assert later.pages == sample_files.pages


def test_check_tells_what_it_left_out_as_information(tmp_path: Path, reportgen: Run) -> None:
    root = with_later_facts(tmp_path)
    told = [one for one in examine(root, "xiaomi").diagnostics if one.code == "published-after-as-of"]
    assert {one.severity for one in told} == {Severity.INFO}
    assert {one.location.file for one in told} == {"inputs/xiaomi/reported.csv"}
    said = reportgen("check", "xiaomi", "--root", root)
    assert said.status == 0
    assert "2025-11-18" in said.out


def test_who_refers_to_a_later_figure_is_told_why_there_is_none(tmp_path: Path) -> None:
    root = with_later_facts(tmp_path)
    note = root / "inputs" / "xiaomi" / "note.md"
    text = note.read_text(encoding="utf-8")
    note.write_text(text.replace('revenue_iot["2025Q1"]', 'revenue["2025Q3"]'), encoding="utf-8")
    errors = [one for one in examine(root, "xiaomi").diagnostics if one.severity is Severity.ERROR]
    # it is quoted twice, and each place is told
    assert [one.location.file for one in errors] == ["inputs/xiaomi/note.md"] * 2
    assert all("2025-11-18" in one.message for one in errors)


def test_four_days_later_the_figure_is_known(tmp_path: Path) -> None:
    root = with_later_facts(tmp_path)
    results = [examine(root, "xiaomi", day).results for day in (None, date(2025, 11, 18))]
    known = [each is not None and "facts.revenue.2025Q3" in each for each in results]
    assert known == [False, True]
