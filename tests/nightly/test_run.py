from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from reportgen.diagnostics import ReportgenError, errors
from reportgen.model.publication import RunRow
from reportgen.nightly.lock import locked
from reportgen.nightly.notebook import FILE as NOTEBOOK
from reportgen.nightly.run import SCRATCH
from reportgen.record import enter_run, open_record
from tests.coverage_list import CoverageList, with_house
from tests.nights import SAMPLE_NIGHT, builds, clock, codes, damaged, index, outcomes, stamps, states, told, tonight
from tests.workspaces import edited

NEXT = SAMPLE_NIGHT + timedelta(days=3)


def spoil(covered: CoverageList, slug: str) -> None:
    file = covered.inputs(slug) / "opinion.yaml"
    file.write_text(
        edited(file.read_text(encoding="utf-8"), [("rating: Neutral", "rating: Neutrall")]), encoding="utf-8"
    )


def mend(covered: CoverageList, slug: str) -> None:
    file = covered.inputs(slug) / "opinion.yaml"
    file.write_text(edited(file.read_text(encoding="utf-8"), [("Neutrall", "Neutral")]), encoding="utf-8")


def add_close(covered: CoverageList, slug: str, day: date, close: str) -> None:
    with (covered.inputs(slug) / "prices.csv").open("a", encoding="utf-8") as file:
        file.write(f"{day},{close},S5\n")


def test_the_second_night_does_nothing(covered: CoverageList) -> None:
    before = stamps(covered.root)
    night = tonight(covered.root)
    assert set(states(night).values()) == {"unchanged"}
    assert not told(night).look
    assert not told(night).happened
    assert stamps(covered.root) == before
    assert outcomes(covered.root) == ["fine", "fine"]


def test_nights_without_news_keep_the_notes_date(covered: CoverageList) -> None:
    night = tonight(covered.root, SAMPLE_NIGHT + timedelta(days=4))
    assert set(states(night).values()) == {"unchanged"}
    assert {each["note"]["age_days"] for each in index(night)["companies"]} == {4}


def test_a_lost_notebook_costs_time_and_no_build(covered: CoverageList) -> None:
    before = stamps(covered.root)
    (covered.root / NOTEBOOK).unlink()
    assert set(states(tonight(covered.root)).values()) == {"unchanged"}
    assert stamps(covered.root) == before


def test_a_new_close_moves_price_and_return_and_not_the_target(covered: CoverageList) -> None:
    standing = builds(covered.root)["beacon"]
    add_close(covered, "beacon", NEXT, "2.76")
    night = tonight(covered.root, NEXT)
    assert states(night) == {"albatross": "unchanged", "beacon": "built", "cobalt": "unchanged"}
    new = builds(covered.root)["beacon"]
    assert (new.as_of, new.price_as_of, new.price) == (NEXT, NEXT, "2.76")
    assert new.target_price == standing.target_price
    (moved,) = [each for each in index(night)["companies"] if each["moved"]]
    assert [(each["what"], each["from"], each["to"]) for each in moved["moved"]] == [
        ("price", "2.88", "2.76"),
        ("implied_return", "-0.146", "-0.109"),
    ]


def test_a_rating_that_only_the_price_has_left_behind_stops_the_note(covered: CoverageList) -> None:
    add_close(covered, "beacon", NEXT, "3.20")
    opinion = covered.inputs("beacon") / "opinion.yaml"
    text = opinion.read_text(encoding="utf-8")
    # no override: the rating of the sample's night fits its price
    start, end = text.index("override:"), text.index("acknowledged:")
    opinion.write_text((text[:start] + text[end:]).replace("rating: Neutral", "rating: Sell"), encoding="utf-8")
    assert states(tonight(covered.root))["beacon"] == "built"
    before = stamps(covered.root)
    add_close(covered, "beacon", NEXT + timedelta(days=1), "2.33")
    night = tonight(covered.root, NEXT + timedelta(days=1))
    assert states(night)["beacon"] == "failed"
    assert "rating-matches-return" in codes(night, "beacon")
    assert told(night).look
    assert stamps(covered.root) == before


def test_a_note_that_fails_stays_and_is_marked_stale_with_its_age(covered: CoverageList) -> None:
    before = stamps(covered.root)
    spoil(covered, "cobalt")
    night = tonight(covered.root, NEXT)
    (cobalt,) = [each for each in index(night)["companies"] if each["state"] == "failed"]
    assert (cobalt["company"], cobalt["stale"], cobalt["note"]["age_days"]) == ("cobalt", True, 3)
    assert [(each["file"], each["line"], each["code"]) for each in cobalt["diagnostics"]] == [
        ("inputs/cobalt/opinion.yaml", 5, "unknown-rating")
    ]
    assert stamps(covered.root) == before


def test_an_opinion_of_a_later_day_waits_for_its_night(covered: CoverageList) -> None:
    before, opinion = stamps(covered.root), covered.inputs("cobalt") / "opinion.yaml"
    text = opinion.read_text(encoding="utf-8")
    opinion.write_text(text.replace(str(SAMPLE_NIGHT), str(NEXT)), encoding="utf-8")
    for day in (SAMPLE_NIGHT, SAMPLE_NIGHT + timedelta(days=1)):
        night = tonight(covered.root, day)
        (cobalt,) = [each for each in index(night)["companies"] if each["state"] == "failed"]
        assert (cobalt["company"], cobalt["stale"], cobalt["reason"]) == ("cobalt", True, "diagnostics")
        (found,) = cobalt["diagnostics"]
        line = text[: text.index("as_of:")].count("\n") + 1
        assert (found["code"], found["severity"]) == ("opinion-of-later-day", "warning")
        assert (found["file"], found["line"]) == ("inputs/cobalt/opinion.yaml", line)
        assert stamps(covered.root) == before
    night = tonight(covered.root, NEXT)
    assert (states(night)["cobalt"], codes(night, "cobalt")) == ("built", [])
    assert builds(covered.root)["cobalt"].as_of == NEXT


def test_the_same_faults_are_told_again_without_another_build(covered: CoverageList) -> None:
    spoil(covered, "cobalt")
    first, second = tonight(covered.root), tonight(covered.root)
    assert codes(second, "cobalt") == codes(first, "cobalt") == ["unknown-rating"]
    assert told(first).happened
    assert not told(second).happened
    assert told(second).look


def test_inputs_that_are_as_they_were_need_no_build(covered: CoverageList) -> None:
    before = stamps(covered.root)
    spoil(covered, "cobalt")
    tonight(covered.root)
    mend(covered, "cobalt")
    night = tonight(covered.root)
    assert set(states(night).values()) == {"unchanged"}
    assert not told(night).look
    assert stamps(covered.root) == before


@pytest.mark.parametrize("name", ["note.pdf", "manifest.json"])
@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_a_file_that_is_not_whole_is_made_again(covered: CoverageList, name: str, damage: str) -> None:
    file = covered.root / "output" / "albatross" / str(SAMPLE_NIGHT) / name
    content = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(content[:-1] + b" ")
    assert states(tonight(covered.root)) == {"albatross": "built", "beacon": "unchanged", "cobalt": "unchanged"}
    assert file.read_bytes() == content


def test_a_company_without_its_first_file_is_not_forgotten(covered: CoverageList) -> None:
    (covered.inputs("beacon") / "company.yaml").unlink()
    night = tonight(covered.root)
    assert states(night)["beacon"] == "failed"
    assert codes(night, "beacon") == ["missing-file"]


def test_a_folder_that_is_no_name_fails_every_night(covered: CoverageList) -> None:
    shutil.copytree(covered.inputs("beacon"), covered.root / "inputs" / "No Name")
    for _ in range(2):
        night = tonight(covered.root)
        assert (states(night)["No Name"], codes(night, "No Name")) == ("failed", ["company-name"])
    assert "No Name" not in builds(covered.root)


@pytest.mark.parametrize("name", ["nightly", "released", "mail"])
def test_a_company_of_the_name_of_a_folder_of_the_program_is_refused(covered: CoverageList, name: str) -> None:
    shutil.copytree(covered.inputs("beacon"), covered.root / "inputs" / name)
    night = tonight(covered.root, only=(name,))
    assert (states(night)[name], codes(night, name)) == ("failed", ["company-name-reserved"])
    assert name not in builds(covered.root)
    assert not (covered.root / "output" / name / str(SAMPLE_NIGHT) / "manifest.json").exists()


def test_a_damaged_record_is_told_before_anything_is_done(covered: CoverageList) -> None:
    file = covered.root / "record" / "record.sqlite"
    content = file.read_bytes()
    file.write_bytes(content[:-4096] + b"\xa5" * 4096)
    with pytest.raises(ReportgenError, match="damaged"):
        tonight(covered.root)


def test_only_some_companies_leave_the_others_alone(covered: CoverageList) -> None:
    add_close(covered, "albatross", NEXT, "20.00")
    add_close(covered, "beacon", NEXT, "2.76")
    night = tonight(covered.root, NEXT, only=("beacon",))
    assert states(night) == {"albatross": "skipped", "beacon": "built", "cobalt": "skipped"}
    assert states(tonight(covered.root, NEXT))["albatross"] == "built"


def test_closes_that_stopped_coming_want_a_look(covered: CoverageList) -> None:
    night = tonight(covered.root, SAMPLE_NIGHT + timedelta(days=10))
    assert set(states(night).values()) == {"unchanged"}
    assert told(night).look
    found = index(night)["companies"][0]["overdue"]
    assert (found["file"], found["line"], found["code"]) == ("inputs/albatross/prices.csv", 26, "close-overdue")


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: text + "mail: {host: 3}\n",
        lambda text: text.replace("time_zone:", "time_zon:"),
        lambda _: "name: [",
        None,
    ],
)
def test_a_house_at_fault_fails_every_company_and_has_its_page(
    covered: CoverageList, spoilt: Callable[[str], str] | None
) -> None:
    house, before = covered.root / "inputs" / "house.yaml", stamps(covered.root)
    if spoilt is None:
        house.unlink()
    else:
        house.write_text(spoilt(house.read_text(encoding="utf-8")), encoding="utf-8")
    for _ in range(2):
        night = tonight(covered.root)
        assert {each.location.file for each in errors(night.faults)} == {"inputs/house.yaml"}
        for each in index(night)["companies"]:
            assert (each["state"], each["reason"], each["stale"]) == ("failed", "diagnostics", True)
            assert "inputs/house.yaml" in {found["file"] for found in each["diagnostics"]}
    assert stamps(covered.root) == before
    assert outcomes(covered.root) == ["fine", "look", "look"]


def test_a_house_that_is_mended_needs_no_build(covered: CoverageList) -> None:
    house = covered.root / "inputs" / "house.yaml"
    text = house.read_text(encoding="utf-8")
    house.write_text(text + "mail: {host: 3}\n", encoding="utf-8")
    tonight(covered.root)
    house.write_text(text, encoding="utf-8")
    night = tonight(covered.root)
    assert (set(states(night).values()), night.faults) == ({"unchanged"}, ())


def test_how_the_program_is_run_makes_no_note_stale(covered: CoverageList) -> None:
    with_house(covered.root, "night: {seconds_per_company: 60}\nrelease: manual\n")
    night = tonight(covered.root)
    assert (set(states(night).values()), told(night).happened) == ({"unchanged"}, False)


def test_only_the_records_own_place_stops_a_night(covered: CoverageList) -> None:
    with_house(covered.root, "record: [a, b]\n")
    with pytest.raises(ReportgenError, match=r"see inputs/house.yaml:\d+"):
        tonight(covered.root)
    assert outcomes(covered.root) == ["fine"]


def test_a_run_that_died_gets_its_end_from_the_next_one(covered: CoverageList) -> None:
    record = open_record(covered.root)
    dead = RunRow(id="dead", night=SAMPLE_NIGHT, started_at=clock(), host="here", process=1, code="c")
    with record.transaction() as connection:
        enter_run(connection, dead)
    record.close()
    left = covered.root / SCRATCH / "worker-0" / "log"
    left.parent.mkdir(parents=True)
    left.write_text("left behind", encoding="utf-8")
    tonight(covered.root)
    assert outcomes(covered.root) == ["fine", "stopped", "fine"]
    assert not damaged(covered.root)


def test_a_night_does_not_begin_while_another_is_at_work(covered: CoverageList) -> None:
    with locked(covered.root, clock()), pytest.raises(ReportgenError, match="another night is at work"):
        tonight(covered.root)
    assert outcomes(covered.root) == ["fine"]


def test_a_page_that_cannot_be_written_does_not_undo_the_night(covered: CoverageList) -> None:
    template = covered.root / "templates" / "_night" / "index.html.j2"
    template.parent.mkdir()
    template.write_text("<title>{{ title }}</title>\n{{ no_such_thing }}\n", encoding="utf-8")
    with pytest.raises(ReportgenError, match=r"templates/_night/index.html.j2:2: "):
        tonight(covered.root)
    assert outcomes(covered.root) == ["fine", "fine"]


def test_what_moved_is_told_by_every_run_of_the_night(covered: CoverageList) -> None:
    add_close(covered, "beacon", NEXT, "2.76")
    tonight(covered.root, NEXT)
    night = tonight(covered.root, NEXT)
    assert set(states(night).values()) == {"unchanged"}
    assert [each["company"] for each in index(night)["companies"] if each["moved"]] == ["beacon"]


def test_new_code_builds_everything_and_moves_nothing(covered: CoverageList) -> None:
    (covered.root / "templates" / "initiation" / "extra.css").write_text("p { margin: 0 }", encoding="utf-8")
    before = {name: build.manifest_sha256 for name, build in builds(covered.root).items()}
    night = tonight(covered.root)
    assert set(states(night).values()) == {"built"}
    assert not told(night).counts["moved"]
    assert {name: build.manifest_sha256 for name, build in builds(covered.root).items()} != before


def test_the_record_keeps_what_a_note_was_made_from(covered: CoverageList) -> None:
    row = builds(covered.root)["albatross"]
    folder = covered.root / "output" / "albatross" / str(row.as_of)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert manifest["inputs"].items() <= row.inputs.items()
    assert manifest["draft"] is True
    assert (row.outcome, row.reason, len(row.input_key), len(row.code)) == ("built", "", 64, 64)
