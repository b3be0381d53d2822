from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from reportgen.bookkeeping import enter_draft, record_of
from reportgen.build import build
from reportgen.commands.common import FINE
from reportgen.diagnostics import ReportgenError
from reportgen.model.edition import Edition
from reportgen.nightly.fingerprints import fingerprint
from reportgen.record import last_builds, open_record
from tests.conftest import Run
from tests.releasing import COMPLETED, publishable, reword


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return publishable(tmp_path)


def night(reportgen: Run, root: Path) -> str:
    """What the night of the note's day does with the small company."""
    said = reportgen("nightly", "--only", "small", "--as-of", "2025-01-31", "--root", root, "--json")
    assert said.status == FINE
    (state,) = [each["state"] for each in json.loads(said.out)["companies"] if each["company"] == "small"]
    return str(state)


def test_a_night_leaves_alone_what_was_built_by_hand(reportgen: Run, root: Path) -> None:
    assert reportgen("build", "small", "--root", root).status == FINE
    assert night(reportgen, root) == "unchanged"
    reword(root, "Another headline")
    assert night(reportgen, root) == "built"


def test_a_night_leaves_alone_what_was_built_by_hand_after_a_release(reportgen: Run, root: Path) -> None:
    assert reportgen("release", "small", "--root", root).status == FINE
    opinion = root / "inputs" / "small" / "opinion.yaml"
    text = opinion.read_text(encoding="utf-8")
    opinion.write_text(text.replace("action: initiation", "action: reiteration"), encoding="utf-8")
    assert reportgen("build", "small", "--root", root).status == FINE
    assert night(reportgen, root) == "unchanged"


def test_a_check_knows_the_last_release_and_makes_no_record(reportgen: Run, root: Path) -> None:
    assert reportgen("check", "small", "--root", root).status == FINE
    assert not (root / "record").exists()
    assert reportgen("release", "small", "--root", root).status == FINE
    opinion = root / "inputs" / "small" / "opinion.yaml"
    text = opinion.read_text(encoding="utf-8")
    opinion.write_text(text.replace("action: initiation", "action: reiteration"), encoding="utf-8")
    assert "previous-rating-missing" not in reportgen("check", "small", "--root", root).out


@pytest.mark.parametrize("choice", [("--format", "json"), ("--draft",)])
def test_a_night_builds_what_was_built_by_hand_in_another_way(
    reportgen: Run, root: Path, choice: tuple[str, ...]
) -> None:
    assert reportgen("build", "small", "--root", root, *choice).status == FINE
    assert night(reportgen, root) == "built"


def test_what_a_build_gave_is_entered(root: Path) -> None:
    record, before = open_record(root), fingerprint(root, "small")
    built = build(root, "small", edition=Edition())
    enter_draft(record, built, before, COMPLETED, seconds=1.23456, usual=True)
    with record.reading() as connection:
        row = last_builds(connection)["small"]
    assert (row.outcome, row.reason, row.run_id, row.seconds) == ("built", "", None, 1.235)
    assert (row.rating, row.currency, row.target_price, row.price) == ("Buy", "USD", "10.00", "8.00")
    assert row.inputs["inputs/house.yaml"] == before.inputs["inputs/house.yaml"]
    assert row.code
    record.close()


def test_inputs_edited_during_a_build_give_it_a_key_of_its_own(root: Path) -> None:
    record, before = open_record(root), fingerprint(root, "small")
    built = build(root, "small", formats_wanted=("json",))
    enter_draft(record, built, before, COMPLETED, seconds=1, usual=True)
    reword(root, "Edited meanwhile")
    enter_draft(record, built, before, COMPLETED + timedelta(minutes=1), seconds=1, usual=True)
    enter_draft(record, built, fingerprint(root, "small"), COMPLETED + timedelta(minutes=2), seconds=1, usual=True)
    with record.reading() as connection:
        keys = [row["input_key"] for row in connection.exec_driver_sql("SELECT input_key FROM builds").mappings()]
    assert len(set(keys)) == 3
    record.close()


def test_what_cannot_be_a_company_is_not_entered(root: Path) -> None:
    record = open_record(root)
    enter_draft(record, build(root, "../etc"), fingerprint(root, "small"), COMPLETED, seconds=1, usual=True)
    with record.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM builds").scalar() == 0
    record.close()


def test_the_environment_says_where_the_record_is_even_without_a_house(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = root / "inputs" / "house.yaml"
    house.write_text("name: [\nrecord: [\n", encoding="utf-8")
    with pytest.raises(ReportgenError, match=r"see inputs/house\.yaml:2"):
        record_of(root)
    elsewhere = root / "elsewhere.sqlite"
    monkeypatch.setenv("REPORTGEN_RECORD", f"sqlite:///{elsewhere}")
    record_of(root).close()
    assert elsewhere.is_file()


@pytest.mark.parametrize("around", ["mail: 3\n{}", "name: [\n{}", "{}time_zone: Nowhere\n"])
def test_where_the_record_is_does_not_depend_on_the_rest_of_the_house(root: Path, around: str) -> None:
    elsewhere = root / "elsewhere.sqlite"
    house = root / "inputs" / "house.yaml"
    house.write_text(around.format(f"record: sqlite:///{elsewhere}  # ours\n"), encoding="utf-8")
    record_of(root).close()
    assert elsewhere.is_file()
