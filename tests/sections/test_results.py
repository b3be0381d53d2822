from __future__ import annotations

from pathlib import Path

from reportgen.model.note import Table
from reportgen.sections.results import results, results_table
from reportgen.sections.writer import Writer
from tests.commands.small import LEAST
from tests.estimating import FACTS
from tests.sections.composing import said, sample, small, table, writer_at
from tests.workspaces import REPOSITORY, SMALL, edited

QUARTERS = "      2024Q4: {value: 30}\n      2024Q3: {value: 24}\n      2023Q4: {value: 20}\n"


def writer(tmp_path: Path, quarters: str = QUARTERS, period: str = "2024Q4") -> Writer:
    facts = edited(SMALL["facts.yaml"], [("      FY2024: {value: 100}\n", f"      FY2024: {{value: 100}}\n{quarters}")])
    exhibits = f"results: {{period: {period}, metrics: [revenue, debt]}}\n"
    return small(tmp_path, LEAST, {"facts.yaml": facts, "exhibits.yaml": exhibits})


def test_the_period_stands_beside_the_year_and_the_quarter_before(tmp_path: Path) -> None:
    exhibit = results_table(writer(tmp_path))
    # what has no figure in the period is left out
    assert table(exhibit) == [["Revenue", "30.0", "20.0", "+50.0", "24.0", "+25.0"]]
    assert said(exhibit)[0] == "Revenue in 4Q24: +50.0 % on the year"
    assert said(exhibit)[2] == ("Source: P. We had published no estimate for 4Q24, and no consensus is known to us.")


def test_a_year_has_no_period_just_before(tmp_path: Path) -> None:
    assert table(results_table(writer(tmp_path, "", "FY2024"))) == [["Revenue", "100.0", "80.0", "+25.0"]]


def test_the_title_counts_what_rose() -> None:
    assert (
        said(results_table(sample()))[0]
        == "Revenue in 2Q25: +30.5 % on the year; both figures that can be compared rose"
    )
    tesla = results_table(writer_at(REPOSITORY, "tesla"))
    assert said(tesla)[0] == "Revenue in 3Q22: +55.9 % on the year; all five figures rose"


def test_a_loss_has_no_growth_but_may_rise(tmp_path: Path) -> None:
    quarters = "      2024Q4: {value: -3}\n      2023Q4: {value: -5}\n"
    assert said(results_table(writer(tmp_path, quarters)))[0] == "Revenue in 4Q24: USD −3.0 m"
    alone = said(results_table(writer(tmp_path, "      2024Q4: {value: 30}\n")))[0]
    assert alone == "Revenue in 4Q24: USD 30.0 m"
    against_the_quarter = said(
        results_table(writer(tmp_path, "      2024Q4: {value: 30}\n      2024Q3: {value: 24}\n"))
    )[0]
    assert against_the_quarter == "Revenue in 4Q24: +25.0 % on the period before"


def test_what_is_not_known_has_no_column(tmp_path: Path) -> None:
    assert table(results_table(writer(tmp_path, "      2024Q4: {value: 30}\n"))) == [["Revenue", "30.0"]]


def test_without_figures_there_is_no_table(tmp_path: Path) -> None:
    assert results_table(writer(tmp_path, "")) is None
    assert results_table(small(tmp_path)) is None
    assert results(small(tmp_path)) is None


def test_the_sample_compares_a_quarter() -> None:
    rows = {row[0]: row[1:] for row in table(results_table(sample()))}
    assert rows["Revenue"] == ["116.0", "88.9", "+30.5", "111.3", "+4.2"]
    assert rows["Gross profit"] == ["26.1", "", "", "", ""]


def test_hundred_thousands_have_room() -> None:
    found = results_table(writer_at(REPOSITORY, "tesla"))
    assert found is not None
    (body,) = found.body
    assert isinstance(body, Table)
    widths = [column.width for column in body.columns]
    # in millimetres of the column of a front page: a figure of seven letters with its padding
    assert all(width and width / 100 * 118 > 18 for width in (widths[1], widths[2], widths[4]))
    assert sum(width or 0 for width in widths) == 100


def test_words_alone_make_a_section(tmp_path: Path) -> None:
    note = f"{SMALL['note.md']}\n## Thesis {{#thesis}}\n\n**Cheap.** Yes.\n\n## In line {{#results}}\n\nNothing new.\n"
    section = results(small(tmp_path, LEAST, {"note.md": note}))
    assert section is not None
    assert len(section.blocks) == 1


def test_what_was_reported_stands_beside_what_was_expected(tmp_path: Path) -> None:
    found = results_table(small(tmp_path, "estimates"))
    assert found is not None
    first, second = (body for body in found.body if isinstance(body, Table))
    assert [column.head for column in first.columns] == [
        "", "FY2024A", "Our estimate", "Surprise", "Consensus", "Surprise",
    ]  # fmt: skip
    assert [column.tint for column in first.columns] == [False, False, True, False, True, False]
    assert table(found) == [
        ["Revenue", "100.0", "97.0", "+3.1", "98.0", "+2.0"],
        ["Earnings per share, USD", "0.18", "0.19", "−5.3", "0.17", "+5.9"],
    ]
    assert len(second.rows) == 5
    assert "our estimate of 1 August 2024; consensus of 15 January 2025" in said(found)[1]
    assert said(found)[2] == "Source: P, C, E."


def test_with_a_consensus_alone_there_is_no_estimate_of_ours(tmp_path: Path) -> None:
    facts = "".join(line for line in FACTS.splitlines(keepends=True) if "previous_estimate_of" not in line)
    found = results_table(small(tmp_path, "estimates", {"facts.yaml": facts}))
    assert table(found)[0] == ["Revenue", "100.0", "98.0", "+2.0"]
