from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Lock
from typing import Any

import pikepdf
import pypdfium2
import pytest

from reportgen import release as releasing
from reportgen.bookkeeping import enter_draft
from reportgen.build import Built, build, examine, render
from reportgen.diagnostics import Diagnostic, Location, ReportgenError, Severity
from reportgen.headlines import headline
from reportgen.model.edition import Edition
from reportgen.model.publication import Release
from reportgen.nightly.fingerprints import fingerprint
from reportgen.record import Record, deliveries_of, edition_of_draft, last_release, open_record
from reportgen.release import Released, obstacle
from reportgen.settling import RELEASED, settle
from tests.coverage_list import PLAIN
from tests.databases import address, postgres, postgres_address
from tests.record.rows import a_release
from tests.releasing import (
    COMPLETED,
    READERS,
    assert_published,
    assert_whole,
    nothing_read_back,
    publishable,
    released,
    revalue,
    reword,
)

__all__ = ["address", "postgres", "postgres_address"]


@pytest.fixture
def whole_pages() -> None:
    """For tests that read on the pages what a release says."""


@pytest.fixture
def root(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose pages hold one line, where nothing can be read back; what else a release does is the same."""
    root = publishable(tmp_path)
    if "whole_pages" in request.fixturenames:
        return root
    monkeypatch.setattr("reportgen.formats.read_back", nothing_read_back)
    template = root / "templates" / "initiation" / "note.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text(PLAIN, encoding="utf-8")
    return root


@pytest.fixture
def record(root: Path) -> Iterator[Record]:
    opened = open_record(root)
    yield opened
    opened.close()


@pytest.fixture
def either_record(root: Path, address: str | None) -> Iterator[Record]:
    """A record in each kind of database."""
    opened = open_record(root, address)
    yield opened
    opened.close()


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    document.close()
    return " ".join("\n".join(pages).split())


# ---- what a release is --------------------------------------------------------------------------------------------


def test_a_release_is_archived_entered_and_published(root: Path, either_record: Record) -> None:
    done = released(root, either_record, approver="A. Approver", subscribers=READERS)
    assert (done.outcome, done.messages, done.diagnostics) == ("released", 3, ())
    (row,) = assert_whole(root, either_record, readers=3)
    assert row == done.release
    assert_published(root, row)
    assert set(row.files) == {"note.pdf", "note.html", "note.json", "model.xlsx", "mail.json", "manifest.json"}
    assert (row.version, row.as_of, row.approver) == (1, date(2025, 1, 31), "A. Approver")
    assert (row.completed_at, row.released_at) == (COMPLETED, COMPLETED + timedelta(minutes=30))


@pytest.mark.usefixtures("whole_pages")
def test_money_is_entered_as_printed(root: Path, record: Record) -> None:
    revalue(root, "503.3")
    row = released(root, record).release
    assert row is not None
    assert (row.currency, row.target_price, row.price, row.price_as_of) == ("USD", "10.07", "8.00", date(2025, 1, 31))
    # 10.07 ÷ 8.00 − 1 is 25.875 %, which the page gives with one decimal
    assert row.implied_return == "0.259"
    assert "25.9" in text_of(root / row.archive / "note.pdf")


@pytest.mark.usefixtures("whole_pages")
def test_a_release_is_no_draft_and_says_when_it_was_released(root: Path, record: Record) -> None:
    row = released(root, record).release
    assert row is not None
    folder = root / row.archive
    page = text_of(folder / "note.pdf")
    assert "Draft" not in page
    assert "31 January 2025, 12:00 Hong Kong; released 12:30" in page
    assert "The note was released on 31 January 2025, 12:30 Hong Kong time, as version 1." in page
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["draft"] is False
    assert manifest["release"] == {"at": "2025-01-31T04:30:00+00:00", "version": 1}


def test_the_metadata_say_which_version_it_is(root: Path, record: Record) -> None:
    build(root, "small", formats_wanted=("pdf",))
    row = released(root, record).release
    assert row is not None
    said = []
    for folder in (root / "output" / "small" / "2025-01-31", root / row.archive):
        with pikepdf.open(folder / "note.pdf") as opened:
            text = opened.Root.Metadata.read_bytes().decode()
        said.append(re.findall(r"<note:(?:status|version)>(\w+)<", text))
    assert said == [["draft", "draft"], ["released", "1"]]


@pytest.mark.usefixtures("whole_pages")
def test_a_release_on_another_day_gives_the_day(root: Path, record: Record) -> None:
    # past midnight in Hong Kong, where the house is
    row = released(root, record, minutes=12 * 60 + 5).release
    assert row is not None
    assert "12:00 Hong Kong; released 1 February 2025, 00:05" in text_of(root / row.archive / "note.pdf")


@pytest.mark.usefixtures("whole_pages")
def test_a_build_is_a_draft(root: Path) -> None:
    built = build(root, "small")
    page = text_of(built.folder / "note.pdf")
    assert "Draft – not for distribution" in page
    assert "This draft has not been released." in page
    manifest = json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["draft"], manifest["release"]) == (True, None)


def test_a_later_draft_leaves_the_released_note_alone(root: Path, record: Record) -> None:
    row = released(root, record).release
    assert row is not None
    reword(root, "Another headline")
    assert build(root, "small").files
    assert_published(root, row)


# ---- versions -----------------------------------------------------------------------------------------------------


def test_the_same_note_is_released_once(root: Path, either_record: Record) -> None:
    first = released(root, either_record, subscribers=READERS)
    again = released(root, either_record, minutes=60, subscribers=READERS)
    assert (again.outcome, again.release, again.messages) == ("unchanged", first.release, 0)
    assert len(assert_whole(root, either_record, readers=3)) == 1


def test_what_is_no_part_of_the_note_makes_no_version(root: Path, record: Record) -> None:
    released(root, record)
    for name, line in (("small/opinion.yaml", "# a comment\n"), ("house.yaml", "release: auto\n")):
        file = root / "inputs" / name
        file.write_text(line + file.read_text(encoding="utf-8"), encoding="utf-8")
        assert released(root, record).outcome == "unchanged"


def test_a_newer_program_that_words_the_same_inputs_anew_makes_no_version(
    root: Path, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    released(root, record)
    monkeypatch.setattr(releasing, "content_key", lambda _: "another")
    assert released(root, record).outcome == "unchanged"


@pytest.mark.usefixtures("whole_pages")
def test_a_changed_note_is_the_next_version_and_knows_the_one_before(root: Path, either_record: Record) -> None:
    released(root, either_record)
    revalue(root, "525")
    second = released(root, either_record, minutes=60)
    rows = assert_whole(root, either_record)
    assert [(row.version, row.target_price) for row in rows] == [(1, "10.00"), (2, "10.50")]
    assert second.release == rows[1]
    assert_published(root, rows[1])
    page = text_of(root / rows[1].archive / "note.pdf")
    assert "before: Buy, USD 10.00 on 31 Jan 2025" in page
    assert "as version 2." in page
    # back to what it was is news again
    revalue(root, "500")
    assert released(root, either_record, minutes=90).outcome == "released"
    assert released(root, either_record, minutes=120).outcome == "unchanged"


SLIPS = {
    "power-of-ten-slip": "FY2021: {value: 40.1}, FY2022: {value: 41.3}, FY2023: {value: 42.4}, FY2024: {value: 424}",
    "figure-repeated": "FY2023: {value: 123.4}, FY2024: {value: 123.4}",
    "periods-sum-to-longer": "2024H1: {value: 54.2}, 2024H2: {value: 34.3}, FY2024: {value: 97.5}",
}


@pytest.mark.parametrize("code", SLIPS)
def test_a_likely_slip_in_facts_stops_a_release_until_it_is_acknowledged(root: Path, record: Record, code: str) -> None:
    metric = f"  sales: {{label: Sales, unit: USD m, source: P, status: actual, values: {{{SLIPS[code]}}}}}\n"
    facts, opinion = (root / "inputs" / "small" / name for name in ("facts.yaml", "opinion.yaml"))
    facts.write_text(facts.read_text().replace("metrics:\n", f"metrics:\n{metric}"))
    draft = examine(root, "small").diagnostics
    assert [(each.code, each.severity) for each in draft] == [(code, Severity.WARNING)]
    done = released(root, record)
    assert [(each.code, each.severity) for each in done.diagnostics] == [(code, Severity.ERROR)]
    assert (done.outcome, (root / "record" / "archive").exists()) == ("stopped", False)
    opinion.write_text(f"{opinion.read_text()}acknowledged:\n  - {{code: {code}, reason: The source says so.}}\n")
    done = released(root, record)
    assert [(each.code, each.severity) for each in done.diagnostics] == [(code, Severity.INFO)]
    assert done.outcome == "released"


def test_an_initiation_that_was_released_already_is_told(root: Path, record: Record) -> None:
    released(root, record)
    assert "initiation-again" not in {each.code for each in released(root, record).diagnostics}
    reword(root, "Another headline")
    again = released(root, record, minutes=60)
    assert again.outcome == "released"
    assert [(each.code, each.severity, each.location.file) for each in again.diagnostics] == [
        ("initiation-again", Severity.WARNING, "inputs/small/opinion.yaml")
    ]
    opinion = root / "inputs" / "small" / "opinion.yaml"
    text = opinion.read_text(encoding="utf-8")
    opinion.write_text(text.replace("action: initiation", "action: reiteration"), encoding="utf-8")
    assert released(root, record, minutes=90).diagnostics == ()


def test_a_released_notes_own_draft_follows_the_release_before_it(root: Path, record: Record) -> None:
    released(root, record)
    draft = edition_of_draft(record, "small")
    same = examine(root, "small", edition=draft)
    later = examine(root, "small", date(2025, 2, 3), draft)
    reword(root, "Another headline")
    edited = examine(root, "small", edition=draft)
    assert edited.inputs is not None
    assert edited.inputs.opinion.previous is not None
    assert same.inputs is not None
    assert later.inputs is not None
    assert same.inputs.opinion.previous is None
    assert later.inputs.opinion.previous is not None
    assert [each.code for each in later.diagnostics if each.code == "initiation-again"] == ["initiation-again"]
    assert "initiation-again" not in {each.code for each in same.diagnostics}


# ---- the date -----------------------------------------------------------------------------------------------------


def drafted(root: Path, record: Record, day: date, minutes: float) -> None:
    """Build and enter a draft of a day."""
    before, edition = fingerprint(root, "small"), edition_of_draft(record, "small")
    built = build(root, "small", as_of=day, formats_wanted=("json",), edition=edition)
    now = COMPLETED + timedelta(minutes=minutes)
    enter_draft(record, built, before, now, seconds=1, usual=True, edition=edition)


def test_the_newest_draft_is_what_is_released(root: Path, record: Record) -> None:
    released(root, record)
    monday, week = date(2025, 2, 3), 7 * 24 * 60
    drafted(root, record, monday, week)
    done = released(root, record, minutes=week)
    assert done.release is not None
    assert (done.outcome, done.release.as_of, done.drafted) == ("released", monday, monday)
    assert released(root, record, minutes=week).outcome == "unchanged"
    # another date has to be asked for, and the newer draft is told
    asked = released(root, record, minutes=week, as_of=date(2025, 1, 31))
    assert asked.release is not None
    assert (asked.release.as_of, asked.drafted) == (date(2025, 1, 31), monday)


def test_an_opinion_that_is_newer_than_the_newest_draft_is_released(root: Path, record: Record) -> None:
    drafted(root, record, date(2025, 1, 30), 0)
    done = released(root, record)
    assert done.release is not None
    assert done.release.as_of == date(2025, 1, 31)


def test_a_draft_of_a_day_to_come_is_not_what_is_released(root: Path, record: Record) -> None:
    drafted(root, record, date(2025, 3, 3), 0)
    done = released(root, record)
    assert done.release is not None
    assert done.release.as_of == date(2025, 1, 31)


@pytest.mark.usefixtures("whole_pages")
def test_what_the_analyst_says_of_before_goes_before_the_record(root: Path, record: Record) -> None:
    released(root, record)
    opinion = root / "inputs" / "small" / "opinion.yaml"
    typed = "previous: {rating: Sell, target_price: 7.5, as_of: 2024-06-30}\n"
    opinion.write_text(opinion.read_text(encoding="utf-8") + typed, encoding="utf-8")
    row = released(root, record, minutes=60).release
    assert row is not None
    assert row.version == 2
    assert "before: Sell, USD 7.5 on 30 Jun 2024" in text_of(root / row.archive / "note.pdf")
    assert released(root, record, minutes=90).outcome == "unchanged"


def test_a_note_may_go_on_from_what_the_record_knows(root: Path, record: Record) -> None:
    released(root, record)
    opinion = root / "inputs" / "small" / "opinion.yaml"
    opinion.write_text(
        opinion.read_text(encoding="utf-8").replace("action: initiation", "action: reiteration"), encoding="utf-8"
    )
    # without the record the earlier rating is missing, and the note may not be released
    assert "previous-rating-missing" in {each.code for each in examine(root, "small").diagnostics}
    assert released(root, record, minutes=60).outcome == "released"


def test_an_earlier_target_in_another_currency_is_not_printed(root: Path) -> None:
    last = a_release(company="small", currency="HKD")
    inputs = examine(root, "small", edition=Edition(last=last)).inputs
    assert inputs is not None
    assert inputs.opinion.previous is None


def test_each_date_keeps_its_own_released_note(root: Path, record: Record) -> None:
    first = released(root, record).release
    second = released(root, record, as_of=date(2025, 2, 3), minutes=5 * 24 * 60).release
    assert first is not None
    assert second is not None
    assert_published(root, first)
    assert_published(root, second)


# ---- what stops a release -----------------------------------------------------------------------------------------


def test_errors_stop_a_release(root: Path, record: Record) -> None:
    reword(root, "{{ nothing | pct }}")
    done = released(root, record, subscribers=READERS)
    assert (done.outcome, done.release) == ("stopped", None)
    assert [each.code for each in done.diagnostics] == ["unknown-reference"]
    assert assert_whole(root, record) == ()
    assert not (root / "output").exists()


@pytest.mark.parametrize(("minutes", "outcome"), [(-1, "stopped"), (0, "released")])
def test_a_note_is_not_released_before_it_was_completed(root: Path, record: Record, minutes: int, outcome: str) -> None:
    done = released(root, record, minutes=minutes)
    assert done.outcome == outcome
    found = [(each.code, str(each.location)) for each in done.diagnostics]
    assert found == ([] if outcome == "released" else [("released-too-early", "inputs/small/opinion.yaml:2:12")])


def test_a_note_is_not_released_before_its_date(root: Path, record: Record) -> None:
    done = released(root, record, as_of=date(2025, 2, 1))
    assert (done.outcome, done.diagnostics[0].code) == ("stopped", "released-too-early")


def test_an_unknown_company(root: Path, record: Record) -> None:
    done = releasing.release(root, "nobody", record=record, now=COMPLETED)
    assert (done.outcome, [each.code for each in done.diagnostics]) == ("stopped", ["unknown-company"])


def test_nothing_has_happened_where_the_archive_cannot_be_written(root: Path, record: Record) -> None:
    (root / "record" / "archive").write_text("in the way", encoding="utf-8")
    with pytest.raises(ReportgenError, match="cannot write to"):
        released(root, record, subscribers=READERS)
    with record.reading() as connection:
        assert last_release(connection, "small") is None
        assert deliveries_of(connection, "small") == ()


# ---- settling -----------------------------------------------------------------------------------------------------


def test_settling_publishes_what_readers_lack(root: Path, record: Record) -> None:
    row = released(root, record).release
    assert row is not None
    folder = root / RELEASED / "small" / "2025-01-31"
    shutil.rmtree(folder)
    settle(record)
    assert_published(root, row)
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    (folder / "note.pdf").unlink()
    settle(record)
    assert_published(root, row)


def test_settling_publishes_nothing_but_the_released_bytes(root: Path, record: Record) -> None:
    row = released(root, record).release
    assert row is not None
    shutil.rmtree(root / RELEASED)
    archived = root / row.archive / "note.pdf"
    archived.chmod(0o644)
    archived.write_bytes(archived.read_bytes() + b" ")
    with pytest.raises(ReportgenError, match="not what was released"):
        settle(record)


def test_an_archive_without_an_entry_is_put_aside_not_lost(root: Path, record: Record) -> None:
    left = root / "record" / "archive" / "small" / "2025-01-31-v1"
    left.mkdir(parents=True)
    (left / "note.pdf").write_bytes(b"from a release that was killed")
    assert released(root, record).outcome == "released"
    (row,) = assert_whole(root, record)
    assert_published(root, row)
    (aside,) = left.parent.glob(".*unreleased*/2025-01-31-v1/note.pdf")
    assert aside.read_bytes() == b"from a release that was killed"


# ---- two at once --------------------------------------------------------------------------------------------------


def test_of_two_releases_of_the_same_note_at_once_one_does_nothing(
    root: Path, either_record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _meeting(monkeypatch, 2), ThreadPoolExecutor(2) as pool:
        both = list(
            pool.map(lambda minutes: released(root, either_record, minutes=minutes, subscribers=READERS), (30, 31))
        )
    assert sorted(each.outcome for each in both) == ["released", "unchanged"]
    (row,) = assert_whole(root, either_record, readers=3)
    assert all(each.release == row for each in both)
    assert_published(root, row)


@pytest.mark.usefixtures("whole_pages")
def test_of_two_releases_of_different_notes_at_once_one_follows_the_other(
    root: Path, either_record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    days, later = (date(2025, 1, 31), date(2025, 2, 3)), 5 * 24 * 60

    def release_as_of(day: date) -> Released:
        return released(root, either_record, as_of=day, minutes=later, subscribers=READERS)

    with _meeting(monkeypatch, 2), ThreadPoolExecutor(2) as pool:
        both = list(pool.map(release_as_of, days))
    assert [each.outcome for each in both] == ["released", "released"]
    rows = assert_whole(root, either_record, readers=3)
    assert {row.as_of for row in rows} == set(days)
    for row in rows:
        assert_published(root, row)
    assert "before: Buy" in text_of(root / rows[1].archive / "note.pdf")


@contextmanager
def _meeting(monkeypatch: pytest.MonkeyPatch, number: int) -> Iterator[None]:
    """So many releases arrive at the door together, all upon the same release before them.

    Before that they draw their notes one after the other: matplotlib serves one thread.
    """
    door, plain, first = Barrier(number), releasing._enter, [True] * number
    drawing = Lock()

    def draw(*arguments: Any, **choices: Any) -> Any:  # noqa: ANN401 - as render takes and gives them
        with drawing:
            return render(*arguments, **choices)

    def enter(record: Record, final: releasing._Final) -> bool:
        if first:
            first.pop()
            door.wait(timeout=60)
        return plain(record, final)

    with monkeypatch.context() as patched:
        patched.setattr(releasing, "_enter", enter)
        patched.setattr("reportgen.release.render", draw)
        yield


def test_who_is_overtaken_again_and_again_gives_up(root: Path, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releasing, "_enter", lambda *_: False)
    with pytest.raises(ReportgenError, match="by others again and again"):
        released(root, record)
    assert assert_whole(root, record) == ()


# ---- without a person ---------------------------------------------------------------------------------------------


def is_free(built: Built, last: Release | None) -> bool:
    """Whether nothing stands in the way of releasing a note that nobody has looked at."""
    inputs, results = built.examined.inputs, built.examined.results
    assert inputs is not None
    assert results is not None
    figures, opinion = headline(inputs, results), releasing._opinion_sha256(built.examined)
    return not obstacle(built.diagnostics, (figures.rating, figures.target_price), opinion, last)


def test_a_house_may_release_what_is_clean(root: Path) -> None:
    built = build(root, "small", formats_wanted=("json",))
    assert is_free(built, None)
    warning = Diagnostic("any", "any", Location("any"), severity=Severity.WARNING)
    assert not is_free(replace(built, diagnostics=(warning,)), None)
    assert is_free(replace(built, diagnostics=(replace(warning, severity=Severity.INFO),)), None)


def test_a_target_that_moves_needs_an_analyst(root: Path, record: Record) -> None:
    last = released(root, record).release
    closes = root / "inputs" / "small" / "prices.csv"
    closes.write_text(closes.read_text(encoding="utf-8").replace("8.00", "8.20"), encoding="utf-8")
    # the price alone moves the return, which no analyst typed
    assert is_free(build(root, "small", formats_wanted=("json",)), last)
    revalue(root, "510")
    assert not is_free(build(root, "small", formats_wanted=("json",)), last)
    opinion = root / "inputs" / "small" / "opinion.yaml"
    text = opinion.read_text(encoding="utf-8")
    opinion.write_text(text.replace("2025-01-31 12:00", "2025-01-31 12:30"), encoding="utf-8")
    assert is_free(build(root, "small", formats_wanted=("json",)), last)


@pytest.mark.parametrize(
    ("said", "opinion", "free"),
    [
        (("Neutral", "36.03"), "b", True),
        (("Sell", "36.03"), "b", False),
        (("Neutral", "36.04"), "b", False),
        (("Sell", "36.04"), "c", True),
    ],
)
def test_what_stands_in_the_way(said: tuple[str, str], opinion: str, free: bool) -> None:
    last: Release = a_release(opinion_sha256="b" * 64)
    assert (not obstacle((), said, opinion * 64, last)) is free
