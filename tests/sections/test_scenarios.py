from __future__ import annotations

from pathlib import Path

from reportgen.model.note import Exhibit, Section
from reportgen.sections.scenarios import scenarios
from reportgen.sections.sensitivity import sensitivity
from reportgen.sections.writer import Writer, plain
from tests.sections.composing import exhibits, said, sample, small, spaced, table, writer_at
from tests.valuation.asked import FILE
from tests.workspaces import REPOSITORY

PRICES = "date,close,source\n2024-12-31,16.50,P\n2025-01-31,17.50,P\n"


def asking(tmp_path: Path, *, without: str = "") -> Writer:
    """A company with the valuation that asks everything, or all but one key."""
    return standing(tmp_path, FILE.read_text(encoding="utf-8"), without=without)


def standing(tmp_path: Path, declared: str, *, without: str = "") -> Writer:
    """A company with a valuation that stood alone, or all of it but one key."""
    lines = declared.splitlines()
    kept, out = [], False
    for line in lines:
        if line and not line.startswith((" ", "#", "-")):
            out = line.startswith(("title:", "currency:", "price:")) or line.partition(":")[0] == without
        if not out:
            kept.append(line)
    return small(tmp_path, changes={"valuation.yaml": "\n".join(kept), "prices.csv": PRICES})


def section(tmp_path: Path, without: str = "") -> Section:
    found = scenarios(asking(tmp_path, without=without))
    assert found is not None
    return found


def shown(found: Section) -> list[Exhibit]:
    return list(exhibits(found.blocks))


def ids(found: Section) -> list[str]:
    return [each.id for each in shown(found)]


ALL = ["named-scenarios", "tornado", "sensitivity-2", "price-implies", "simulation", "drivers", "fan"]


def test_without_anything_declared_there_is_no_section() -> None:
    assert scenarios(sample()) is None


def test_each_exhibit_is_there_if_it_is_declared(tmp_path: Path) -> None:
    assert ids(section(tmp_path)) == ALL
    for key, left in (("scenarios", 0), ("tornado", 1), ("implied", 3)):
        assert ids(section(tmp_path, key)) == [name for place, name in enumerate(ALL) if place != left]
    assert ids(section(tmp_path, "simulation")) == ALL[:4]


def test_scenarios_say_what_differs_and_what_it_gives(tmp_path: Path) -> None:
    named = shown(section(tmp_path))[0]
    assert [row[1:4] for row in table(named)] == [
        ["25", "14.65", "−16.3"],
        ["50", "22.60", "+29.1"],
        ["25", "26.01", "+48.6"],
        ["", "21.47", "+22.7"],
    ]
    assert "Terminal growth 3.50 % instead of 3 %" in table(named)[2][4]
    assert said(named)[0] == "Weighted by probability the scenarios give USD 21.47, above the price"


def test_a_further_grid_is_of_what_it_says(tmp_path: Path) -> None:
    exhibit = shown(section(tmp_path))[2]
    assert said(exhibit)[0] == "Enterprise value: from USD 79.9 bn to USD 122.0 bn"
    assert said(exhibit)[1] == "Enterprise value, USD bn; across: Phone margin, down: Car margin"
    assert table(exhibit)[1] == ["9 %", "90.1", "101.0", "111.9"]


def test_cells_without_a_figure_are_told_and_counted(tmp_path: Path) -> None:
    exhibit = sensitivity(asking(tmp_path))
    assert table(exhibit)[3][1:3] == ["n.m.", "n.m."]
    assert said(exhibit)[2].endswith("n.m.: no meaningful figure, in two of the cells.")


def test_what_the_price_implies_is_a_row_each(tmp_path: Path) -> None:
    exhibit = shown(section(tmp_path))[3]
    rows = table(exhibit)
    assert [row[:3] for row in rows] == [
        ["Margin of phones in the end", "12 %", "7.3 %"],
        ["WACC", "9 %", "10.3 %"],
        ["Terminal growth", "3 %", "none"],
    ]
    assert rows[2][3].startswith("The target does not meet the price")


def test_without_a_remark_the_answers_end_with_the_rule() -> None:
    found = scenarios(writer_at(REPOSITORY, "tesla"))
    assert found is not None
    rows = table(next(each for each in shown(found) if each.id == "price-implies"))
    assert [len(row) for row in rows] == [3, 3]


def test_the_heading_tells_how_far_the_target_moves(tmp_path: Path) -> None:
    assert spaced(plain(section(tmp_path).title)) == "Scenarios move the target from USD 14.65 to USD 28.29"
