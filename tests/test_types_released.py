"""Releases of one company's note as one type and another, and what an update tells of the note before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reportgen.build import build, examine
from reportgen.model.note import Exhibit
from reportgen.model.publication import Release
from reportgen.nightly.fingerprints import key_of
from reportgen.record import Record, edition_of_draft, enter_release, open_record
from tests.commands.reading import pages
from tests.conftest import Run
from tests.record.rows import a_release
from tests.releasing import publishable, released, revalue
from tests.sections.composing import table


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return publishable(tmp_path)


@pytest.fixture
def record(root: Path) -> Iterator[Record]:
    opened = open_record(root, None)
    yield opened
    opened.close()


def row_of(root: Path, record: Record, **choices: Any) -> Release:  # noqa: ANN401 - as release takes them
    done = released(root, record, **choices)
    assert done.outcome == "released", "\n".join(each.text() for each in done.diagnostics)
    assert done.release is not None
    return done.release


def text(root: Path, row: Release) -> str:
    return " ".join(" ".join(pages((root / row.archive / "note.pdf").read_bytes())).split())


def test_another_type_is_another_version_and_the_same_one_is_not(root: Path, record: Record) -> None:
    assert "Initiation of coverage" in text(root, row_of(root, record))
    flash = row_of(root, record, minutes=40, note_type="flash")
    assert flash.version == 2
    assert "Results flash" in text(root, flash)
    assert released(root, record, minutes=50, note_type="flash").outcome == "unchanged"


def test_an_update_is_no_news_because_it_follows_itself(root: Path, record: Record) -> None:
    row_of(root, record)
    revalue(root, "550")
    assert row_of(root, record, minutes=40, note_type="update").version == 2
    assert released(root, record, minutes=50, note_type="update").outcome == "unchanged"


def test_the_price_chart_of_a_release_shows_what_was_recommended_before(root: Path, record: Record) -> None:
    folder = root / "inputs" / "small"
    closes = "".join(f"2024-{month}-28,{month}.00,P\n" for month in (10, 11, 12))
    (folder / "prices.csv").write_text(f"date,close,source\n{closes}2025-01-31,8.00,P\n2025-03-31,8.40,P\n", "utf-8")
    row_of(root, record)
    opinion = (folder / "opinion.yaml").read_text(encoding="utf-8").replace("2025-01-31", "2025-03-31")
    (folder / "opinion.yaml").write_text(opinion.replace("initiation", "reiteration"), encoding="utf-8")
    revalue(root, "550")
    days = 59 * 24 * 60
    row = row_of(root, record, minutes=days + 40)
    page = (root / row.archive / "note.html").read_text(encoding="utf-8")
    assert "Steps of earlier targets: Buy, target 10.00, from 31 January 2025." in page.replace("\u00a0", " ")
    # it is no news that the chart knows the release before
    assert released(root, record, minutes=days + 50).outcome == "unchanged"


def test_a_release_tells_the_ratings_before_it_and_those_of_the_house(root: Path, record: Record) -> None:
    row_of(root, record)
    others = [a_release(id=name, company=name, as_of=date(2025, 1, 2), rating="Sell") for name in ("acme", "bolt")]
    with record.transaction() as connection:
        for each in others:
            enter_release(connection, each)
    # it is no news that others were rated
    assert released(root, record, minutes=40).outcome == "unchanged"
    folder = root / "inputs" / "small"
    opinion = (folder / "opinion.yaml").read_text(encoding="utf-8").replace("2025-01-31", "2025-03-31")
    (folder / "opinion.yaml").write_text(opinion.replace("initiation", "reiteration"), encoding="utf-8")
    revalue(root, "550")
    row = row_of(root, record, minutes=59 * 24 * 60 + 40)
    page = text(root, row).replace("\u00a0", " ")
    assert "31 Jan 2025: Buy target 10.00, price 8.00" in page
    assert ": 3 companies, this one with the rating of this note" in page
    assert "Buy 1 company, 33 %" in page
    assert "Sell 2 companies, 67 %" in page
    assert "the distribution of ratings" not in page
    # the draft of what has been released says the same
    note = examine(root, "small", edition=edition_of_draft(record, "small")).note
    assert note is not None
    assert "2 companies, 67" in repr(note)


def test_an_unknown_type_releases_nothing(root: Path, record: Record) -> None:
    done = released(root, record, note_type="none")
    assert (done.outcome, [each.code for each in done.diagnostics]) == ("stopped", ["note-type-unknown"])


def changed(root: Path, record: Record) -> dict[str, list[str]]:
    """The block of an update's draft, by its first column."""
    edition = edition_of_draft(record, "small")
    built = build(root, "small", formats_wanted=("json",), edition=edition)
    assert built.examined.inputs is not None
    from reportgen.sections.changed import changes  # noqa: PLC0415 - for this test alone
    from reportgen.sections.writer import Writer  # noqa: PLC0415 - for this test alone

    assert built.examined.results is not None
    exhibit: Exhibit = changes(Writer(built.examined.inputs, built.examined.results))
    return {row[0]: row[1:] for row in table(exhibit)}


def test_an_update_tells_what_the_record_and_the_archive_know(root: Path, record: Record) -> None:
    row_of(root, record)
    revalue(root, "550")
    rows = changed(root, record)
    assert rows["Target, USD"] == ["10.00", "11.00", "+10.0 %"]
    assert rows["Price, USD"] == ["8.00", "8.00", "0.0 %"]
    assert rows["Implied return, %"] == ["25.0", "37.5", "+12.5 points"]
    assert rows["The whole"] == ["500.0", "550.0", "+50.0"]


def test_without_the_archive_the_parts_are_left_out(root: Path, record: Record) -> None:
    row = row_of(root, record)
    revalue(root, "550")
    (root / row.archive / "note.json").unlink()
    rows = changed(root, record)
    assert set(rows) == {"Rating", "Target, USD", "Price, USD", "Implied return, %"}
    assert rows["Target, USD"] == ["10.00", "11.00", "+10.0 %"]


def test_a_draft_of_what_was_released_first_has_nothing_before_it(root: Path, record: Record) -> None:
    row_of(root, record)
    assert changed(root, record)["Target, USD"] == ["", "10.00", ""]


def test_the_key_of_a_draft_knows_the_numbers_before_it(root: Path, record: Record) -> None:
    row = row_of(root, record)
    other = Release(**{**{name: getattr(row, name) for name in row.__slots__}, "price": "9.99"})
    assert key_of("content", row.as_of, row) != key_of("content", row.as_of, other)


def test_a_draft_of_another_type_is_not_what_a_night_would_build(root: Path, reportgen: Run) -> None:
    said = reportgen("build", "small", "--type", "snapshot", "--format", "html", "--root", root)
    assert said.status == 0
    page = (root / "output" / "small" / "2025-01-31" / "note.html").read_text(encoding="utf-8")
    assert '<span class="kind">Snapshot</span>' in page


def test_an_old_estimate_comes_from_the_archive(root: Path, record: Record) -> None:
    facts = root / "inputs" / "small" / "facts.yaml"
    text = facts.read_text(encoding="utf-8")
    year = "      FY2024: {value: 100}\n"
    facts.write_text(text.replace(year, f"{year}      FY2025: {{value: 110, status: estimate}}\n"), encoding="utf-8")
    row_of(root, record)
    facts.write_text(text.replace(year, f"{year}      FY2025: {{value: 121, status: estimate}}\n"), encoding="utf-8")
    built = build(root, "small", formats_wanted=("json",), edition=edition_of_draft(record, "small"))
    assert built.examined.results is not None
    assert built.examined.results.value("previous.facts.revenue.FY2025") == 110e6
    assert built.examined.results.value("changes.facts.revenue.FY2025.relative") == pytest.approx(0.1)
    assert "previous.facts.revenue.FY2024" not in built.examined.results
