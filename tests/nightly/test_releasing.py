from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reportgen.model.publication import Release
from reportgen.record import open_record, releases_of
from reportgen.settling import RELEASED
from tests.coverage_list import CoverageList, with_house
from tests.nights import SAMPLE_NIGHT, index, states, told, tonight

NEXT = SAMPLE_NIGHT + timedelta(days=3)


@pytest.fixture(scope="session")
def first_release(first_night: CoverageList, tmp_path_factory: pytest.TempPathFactory) -> CoverageList:
    """The three companies in a house that lets the night release, after their first night in it."""
    root = tmp_path_factory.mktemp("first-release") / "coverage"
    shutil.copytree(first_night.root, root)
    with_house(root, "release: auto\n")
    # what is released prints all that the note says
    shutil.rmtree(root / "templates")
    covered = replace(first_night, root=root)
    night = tonight(root)
    assert [each.released for each in told(night).entries] == [1, 1, 1]
    assert not told(night).look
    return covered


@pytest.fixture
def covered(first_release: CoverageList, tmp_path: Path) -> CoverageList:
    root = tmp_path / "coverage"
    shutil.copytree(first_release.root, root)
    return replace(first_release, root=root)


def releases(root: Path, slug: str) -> Sequence[Release]:
    record = open_record(root)
    try:
        with record.reading() as connection:
            return releases_of(connection, slug)
    finally:
        record.close()


def withheld(root: Path) -> dict[str, str]:
    night = tonight(root, NEXT)
    return {each["company"]: each["withheld"] for each in index(night)["companies"] if each["look"]}


def test_clean_notes_are_released_once(covered: CoverageList) -> None:
    night = tonight(covered.root)
    assert set(states(night).values()) == {"unchanged"}
    assert not told(night).happened
    for slug, company in covered.companies.items():
        (row,) = releases(covered.root, slug)
        assert (row.version, row.target_price, row.rating) == (1, company.target_price, "Neutral")
        assert (covered.root / RELEASED / slug / str(SAMPLE_NIGHT) / "note.pdf").is_file()


def test_a_note_with_warnings_waits_for_a_person_every_night(covered: CoverageList) -> None:
    with (covered.inputs("beacon") / "prices.csv").open("a", encoding="utf-8") as file:
        file.write(f"{NEXT},2.76,S5\n")
    expected = {"beacon": "there are warnings"}
    assert withheld(covered.root) == expected
    assert withheld(covered.root) == expected
    assert len(releases(covered.root, "beacon")) == 1


def test_a_target_that_moves_without_a_word_of_the_analyst_is_withheld(covered: CoverageList) -> None:
    valuation = covered.inputs("cobalt") / "valuation.yaml"
    valuation.write_text(
        valuation.read_text(encoding="utf-8").replace("12 %, source", "13 %, source"), encoding="utf-8"
    )
    found = withheld(covered.root)
    assert list(found) == ["cobalt"]
    assert "opinion.yaml has not" in found["cobalt"]


def test_a_target_that_moves_with_the_opinion_is_released(covered: CoverageList) -> None:
    folder = covered.inputs("cobalt")
    for name, old, new in (
        ("valuation.yaml", "12 %, source", "13 %, source"),
        ("opinion.yaml", "2025-11-14 18:00", "2025-11-14 19:00"),
        # typed without a previous rating, which the record knows
        ("opinion.yaml", "action: initiation", "action: reiteration"),
    ):
        (folder / name).write_text((folder / name).read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    night = tonight(covered.root)
    assert [each.released for each in told(night).entries] == [None, None, 2]
    assert told(night).counts["released"] == 1
    assert set(states(tonight(covered.root)).values()) == {"unchanged"}


def test_an_initiation_is_not_released_twice_without_a_person(covered: CoverageList) -> None:
    note = covered.inputs("albatross") / "note.md"
    note.write_text(note.read_text(encoding="utf-8").replace("# Priced for", "# Paid for"), encoding="utf-8")
    assert withheld(covered.root) == {"albatross": "there are warnings"}
    (found,) = next(each for each in index(tonight(covered.root, NEXT))["companies"])["diagnostics"]
    assert (found["code"], found["file"]) == ("initiation-again", "inputs/albatross/opinion.yaml")


def test_a_draft_knows_the_release_before_it_and_the_same_record_gives_the_same_bytes(covered: CoverageList) -> None:
    opinion, prices = (covered.inputs("cobalt") / name for name in ("opinion.yaml", "prices.csv"))
    text = opinion.read_text(encoding="utf-8")
    opinion.write_text(text.replace("action: initiation", "action: reiteration"), encoding="utf-8")
    prices.write_text(prices.read_text(encoding="utf-8") + f"{NEXT},25.00,S5\n", encoding="utf-8")
    night = tonight(covered.root, NEXT)
    assert states(night)["cobalt"] == "built"
    folder = covered.root / "output" / "cobalt" / str(NEXT)
    made = {file.name: file.read_bytes() for file in folder.iterdir()}
    shutil.rmtree(folder)
    assert states(tonight(covered.root, NEXT))["cobalt"] == "built"
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == made


def test_pages_that_only_look_new_are_no_new_release(covered: CoverageList) -> None:
    styles = covered.root / "templates" / "initiation"
    styles.mkdir(parents=True)
    (styles / "extra.css").write_text("p { margin: 0 }", encoding="utf-8")
    night = tonight(covered.root)
    assert set(states(night).values()) == {"built"}
    assert not told(night).counts["released"]
    assert not told(night).look
    assert [len(releases(covered.root, slug)) for slug in covered.companies] == [1, 1, 1]


def test_nobody_is_forgotten_where_the_subscribers_cannot_be_read(covered: CoverageList) -> None:
    subscribers = covered.root / "inputs" / "subscribers.yaml"
    subscribers.write_text("subscribers: [", encoding="utf-8")
    note, opinion = (covered.inputs("albatross") / name for name in ("note.md", "opinion.yaml"))
    note.write_text(note.read_text(encoding="utf-8").replace("# Priced for", "# Paid for"), encoding="utf-8")
    opinion.write_text(
        opinion.read_text(encoding="utf-8").replace("action: initiation", "action: reiteration"), encoding="utf-8"
    )
    assert "subscribers.yaml" in withheld(covered.root)["albatross"]
    subscribers.unlink()
    night = tonight(covered.root, NEXT)
    assert states(night)["albatross"] == "unchanged"
    assert [each.released for each in told(night).entries] == [2, None, None]


def test_a_failed_note_is_not_released(covered: CoverageList) -> None:
    (covered.inputs("albatross") / "note.md").unlink()
    night = tonight(covered.root)
    assert states(night)["albatross"] == "failed"
    assert len(releases(covered.root, "albatross")) == 1
