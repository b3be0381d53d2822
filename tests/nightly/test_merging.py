"""The page of a night tells of all its runs; each run by itself says only what it did."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import Any

from reportgen.model.publication import RunRow
from reportgen.nightly.run import Night
from reportgen.record import end_run, enter_run, open_record
from tests.coverage_list import CoverageList, with_house
from tests.nights import SAMPLE_NIGHT, clock, index, states, told, tonight

NEXT = SAMPLE_NIGHT + timedelta(days=3)


def add_close(covered: CoverageList, slug: str, close: str) -> None:
    with (covered.inputs(slug) / "prices.csv").open("a", encoding="utf-8") as file:
        file.write(f"{NEXT},{close},S5\n")


def companies(night: Night) -> dict[str, dict[str, Any]]:
    return {each["company"]: each for each in index(night)["companies"]}


def test_what_an_earlier_run_built_stays_built_with_its_time(covered: CoverageList) -> None:
    add_close(covered, "beacon", "2.76")
    first = index(tonight(covered.root, NEXT))
    add_close(covered, "cobalt", "25.00")
    second = tonight(covered.root, NEXT)
    assert states(second) == {"albatross": "unchanged", "beacon": "unchanged", "cobalt": "built"}
    found = companies(second)
    assert {slug: each["state"] for slug, each in found.items()} == {
        "albatross": "unchanged", "beacon": "built", "cobalt": "built",
    }  # fmt: skip
    began = first["started_at"]
    assert [found[slug]["run_at"] for slug in found] == [None, began, None]
    assert found["beacon"]["seconds"] == first["companies"][1]["seconds"] > 0
    assert index(second)["earlier_runs"] == [began]
    assert index(second)["counts"]["built"] == 2
    page = second.page.read_text(encoding="utf-8")
    assert "run of " in page
    assert "Earlier runs of this night began" in page


def test_companies_that_a_run_leaves_out_stay_as_the_runs_before_left_them(covered: CoverageList) -> None:
    add_close(covered, "albatross", "20.00")
    (covered.inputs("beacon") / "note.md").unlink()
    first = companies(tonight(covered.root, NEXT))
    second = tonight(covered.root, NEXT, only=("cobalt",))
    assert states(second) == {"albatross": "skipped", "beacon": "skipped", "cobalt": "unchanged"}
    assert not told(second).look
    found = companies(second)
    for slug in ("albatross", "beacon"):
        assert {**found[slug], "run_at": None} == first[slug]
    assert index(second)["look"] is True
    # once more, so that what is told of the last run is told of the first as well
    third = companies(tonight(covered.root, NEXT, only=("cobalt",)))
    assert third["beacon"]["diagnostics"] == first["beacon"]["diagnostics"]


def test_a_company_that_no_run_of_the_night_looked_at_is_left_out(covered: CoverageList) -> None:
    tonight(covered.root, NEXT, only=("cobalt",))
    night = tonight(covered.root, NEXT, only=("cobalt",))
    assert {slug: each["state"] for slug, each in companies(night).items()} == {
        "albatross": "skipped", "beacon": "skipped", "cobalt": "unchanged",
    }  # fmt: skip
    assert companies(night)["beacon"]["name"] == "Beacon & Sons"


def test_what_is_mended_between_two_runs_is_no_longer_a_failure(covered: CoverageList) -> None:
    note = covered.inputs("beacon") / "note.md"
    text = note.read_text(encoding="utf-8")
    note.unlink()
    assert companies(tonight(covered.root, NEXT))["beacon"]["state"] == "failed"
    note.write_text(text, encoding="utf-8")
    night = tonight(covered.root, NEXT)
    assert (companies(night)["beacon"]["state"], index(night)["look"]) == ("unchanged", False)
    assert companies(tonight(covered.root, NEXT, only=("cobalt",)))["beacon"]["state"] == "unchanged"


def test_what_was_released_earlier_in_the_night_is_told(covered: CoverageList) -> None:
    with_house(covered.root, "release: auto\n")
    # what is released prints all that the note says
    shutil.rmtree(covered.root / "templates")
    assert told(tonight(covered.root, NEXT)).counts["released"] == 3
    night = tonight(covered.root, NEXT, only=("cobalt",))
    assert told(night).counts["released"] == 0
    assert [each["released"] for each in companies(night).values()] == [1, 1, 1]


def test_another_night_has_no_part_in_it(covered: CoverageList) -> None:
    add_close(covered, "beacon", "2.76")
    tonight(covered.root, NEXT)
    night = tonight(covered.root, NEXT + timedelta(days=1))
    assert {each["state"] for each in companies(night).values()} == {"unchanged"}
    assert index(night)["earlier_runs"] == []


def test_a_run_that_was_stopped_or_written_by_an_older_program_is_borne(covered: CoverageList) -> None:
    record = open_record(covered.root)
    with record.transaction() as connection:
        for name in ("killed", "old"):
            row = RunRow(id=name, night=NEXT, started_at=clock(), host="here", process=1, code="c")
            enter_run(connection, row)
        end_run(connection, "old", at=clock(), outcome="fine", summary={"built": 1})
    record.close()
    night = tonight(covered.root, NEXT, only=("cobalt",))
    assert {each["state"] for each in companies(night).values()} == {"unchanged"}
    assert len(index(night)["earlier_runs"]) == 2
