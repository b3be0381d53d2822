"""Old and new estimates side by side, and ours beside the consensus and the company's guidance."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.note import Table
from reportgen.sections.estimates import expectations, revisions
from reportgen.sections.figure_tables import key_figures
from reportgen.sections.writer import Writer
from tests.estimating import FACTS
from tests.sections.composing import said, sample, small, table
from tests.workspaces import edited


def estimated(tmp_path: Path, *edits: tuple[str, str]) -> Writer:
    return small(tmp_path, "estimates", {"facts.yaml": edited(FACTS, edits)})


def test_old_new_and_change_of_each_year_with_an_old_estimate(tmp_path: Path) -> None:
    found = revisions(estimated(tmp_path))
    assert table(found) == [
        ["Revenue", "121.0", "118.0", "−2.5", "138.0", "140.5", "+1.8"],
        ["Gross margin (%)", "22.6", "23.0", "+0.4", "23.5", "23.5", "0.0"],
        ["Earnings per share (USD)", "0.23", "0.22", "−4.3", "0.28", "0.29", "+3.6"],
    ]
    assert said(found) == (
        "Estimates: Revenue, FY2025E, goes from USD 121.0 m to USD 118.0 m",
        "USD m unless stated; changes in %, of rates in points; old: 1 August 2024",
        "Source: P, E; Example Research.",
    )


def test_an_estimate_that_stands_has_not_moved(tmp_path: Path) -> None:
    found = revisions(estimated(tmp_path, ("FY2025: {value: 121.0}", "FY2025: {value: 118.0}")))
    assert said(found)[0] == "Estimates: Revenue, FY2025E, stands at USD 118.0 m"


def test_ours_beside_what_others_expect(tmp_path: Path) -> None:
    found = expectations(estimated(tmp_path))
    assert found is not None
    rows = table(found)
    assert rows[0] == ["Revenue, FY2025E", "118.0", "115.2", "+2.4", "109.0", "121.5", "5", "110.0", "120.0", "within"]
    assert rows[1] == ["FY2026E", "140.5", "142.0", "−1.1", "128.0", "151.0", "4", "", "", ""]
    assert rows[2][0] == "Tools sold, FY2025E"
    assert rows[2][-3:] == ["2,500", "2,500", "below"]
    assert said(found)[0] == "Revenue, FY2025E: +2.4 % against consensus"
    body = found.body[0]
    assert isinstance(body, Table)
    assert [column.tint for column in body.columns][:3] == [False, True, False]


@pytest.mark.parametrize(
    ("ours", "verdict"),
    [("109.94", "below"), ("109.96", "within"), ("110.0", "within"), ("120.0", "within"), ("120.06", "above")],
)
def test_the_verdict_is_that_of_the_printed_figures(ours: str, verdict: str, tmp_path: Path) -> None:
    found = expectations(estimated(tmp_path, ("FY2025: {value: 118.0,", f"FY2025: {{value: {ours},")))
    assert table(found)[0][-1] == verdict


def test_guidance_alone_needs_no_columns_of_a_consensus(tmp_path: Path) -> None:
    facts = "".join(line for line in FACTS.splitlines(keepends=True) if "consensus_of" not in line)
    found = expectations(small(tmp_path, "estimates", {"facts.yaml": facts}))
    assert table(found) == [
        ["Revenue, FY2025E", "118.0", "110.0", "120.0", "within"],
        ["Tools sold, FY2025E", "2,410", "2,500", "2,500", "below"],
    ]
    assert said(found)[0] == "Revenue, FY2025E: 118.0 is within the company's guidance"


def test_without_anything_expected_there_is_no_exhibit(tmp_path: Path) -> None:
    assert expectations(sample()) is None
    assert revisions(sample()) is None
    plain = "".join(line for line in FACTS.splitlines(keepends=True) if "_of:" not in line)
    writer = small(tmp_path, "estimates", {"facts.yaml": plain})
    assert (expectations(writer), revisions(writer)) == (None, None)


def test_the_strip_tells_actual_and_estimate_old_and_consensus(tmp_path: Path) -> None:
    found = key_figures(estimated(tmp_path))
    assert found is not None
    body = found.body[0]
    assert isinstance(body, Table)
    assert [(column.head, column.tint) for column in body.columns[1:]] == [
        ("FY22A", False), ("FY23A", False), ("FY24A", False), ("FY25E", True), ("FY26E", True), ("FY27E", True),
    ]  # fmt: skip
    assert table(found)[:6] == [
        ["Revenue", "60.0", "80.0", "100.0", "118.0", "140.5", "165.0"],
        ["growth on the year, %", "", "+33.3", "+25.0", "+18.0", "+19.1", "+17.4"],
        ["old estimate", "", "", "", "121.0", "138.0", ""],
        ["change, %", "", "", "", "−2.5", "+1.8", ""],
        ["consensus", "", "", "", "115.2", "142.0", ""],
        ["vs consensus, %", "", "", "", "+2.4", "−1.1", ""],
    ]
    rows = {row[0]: row[1:] for row in table(found)}
    assert rows["vs consensus, points"][3] == "−0.4"
    assert rows["Earnings per share, USD"][3] == "0.22"
    assert "consensus of 15 January 2025" in said(found)[1]


def test_of_what_is_over_the_strip_expects_nothing_and_has_no_dash(tmp_path: Path) -> None:
    found = key_figures(estimated(tmp_path))
    assert found is not None
    body = found.body[0]
    assert isinstance(body, Table)
    consensus = body.rows[4]
    assert [bool(cell.content) for cell in consensus.cells[1:]] == [False, False, False, True, True, True]


def test_without_old_estimates_and_consensus_the_strip_has_no_rows_for_them(tmp_path: Path) -> None:
    plain = "".join(line for line in FACTS.splitlines(keepends=True) if "_of:" not in line)
    names = [row[0] for row in table(key_figures(small(tmp_path, "estimates", {"facts.yaml": plain})))]
    assert not {"old estimate", "change, %", "consensus", "vs consensus, %"} & set(names)
