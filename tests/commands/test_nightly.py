from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportgen.nightly.lock import locked
from tests.conftest import Run
from tests.coverage_list import NIGHT, CoverageList, coverage_list, with_house
from tests.nightly.test_sending import MAIL
from tests.nights import clock


@pytest.fixture
def covered(tmp_path: Path) -> CoverageList:
    return coverage_list(tmp_path, 2, lean=True, plain=True)


def test_a_night_tells_each_company_on_a_line_and_where_its_page_is(covered: CoverageList, reportgen: Run) -> None:
    ran = reportgen("nightly", "--root", covered.root, "--as-of", NIGHT, "--jobs", 1)
    assert ran.status == 0
    assert "albatross: built in" in ran.err
    assert "Night of 2025-11-14: 2 built, 0 unchanged, 0 failed" in ran.out
    assert ran.out.splitlines()[-1] == str(covered.root / "output" / "nightly" / NIGHT / "index.html")
    again = reportgen("nightly", "--root", covered.root, "--as-of", NIGHT)
    assert (again.status, again.err) == (0, "")


def test_a_night_on_a_sunday_has_the_session_before_and_says_so(covered: CoverageList, reportgen: Run) -> None:
    ran = reportgen(
        "nightly", "--root", covered.root, "--as-of", "2025-11-16", "--only", "albatross", "--jobs", 1, "--json"
    )
    assert "2025-11-16 is no session on XHKG; its companies have the session of 2025-11-14" in ran.err
    found = json.loads(ran.out)
    assert found["night"] == "2025-11-16"
    assert {each["company"]: each["session"] for each in found["companies"]}["albatross"] == "2025-11-14"


def test_a_failure_has_its_place_and_status_1(covered: CoverageList, reportgen: Run) -> None:
    (covered.inputs("beacon") / "note.md").unlink()
    ran = reportgen("nightly", "--root", covered.root, "--as-of", NIGHT, "--jobs", 1, "--json")
    assert ran.status == 1
    assert "inputs/beacon/note.md:1:1: error: there is no such file [missing-file]" in ran.err
    assert json.loads(ran.out)["counts"]["failed"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--as-of", "tomorrow"), "is not a date"),
        (("--only", "albatros"), "in this workspace: albatross, beacon"),
        (("--only", ","), "no such company"),
        (("--as-of", "2999-12-31"), "has not come yet"),
    ],
)
def test_slips_of_the_command_line_are_status_2(
    covered: CoverageList, reportgen: Run, arguments: tuple[str, ...], said: str
) -> None:
    ran = reportgen("nightly", "--root", covered.root, *arguments)
    assert ran.status == 2
    assert said in ran.err
    assert not (covered.root / "record").exists()


def test_a_workspace_without_companies_is_status_2(tmp_path: Path, reportgen: Run) -> None:
    (tmp_path / "inputs").mkdir()
    assert reportgen("nightly", "--root", tmp_path).status == 2


def test_another_night_at_work_is_status_3(covered: CoverageList, reportgen: Run) -> None:
    with locked(covered.root, clock()):
        ran = reportgen("nightly", "--root", covered.root, "--as-of", NIGHT)
    assert ran.status == 3
    assert ran.err.startswith("reportgen: another night is at work on this workspace: process ")
    assert len(ran.err.splitlines()) == 1


def test_a_house_at_fault_is_status_1(covered: CoverageList, reportgen: Run) -> None:
    (covered.root / "inputs" / "house.yaml").write_text("name: [", encoding="utf-8")
    ran = reportgen("nightly", "--root", covered.root, "--as-of", NIGHT)
    assert ran.status == 1
    assert "inputs/house.yaml:1" in ran.err
    assert "albatross: failed: inputs/house.yaml is at fault" in ran.err
    assert "2 failed" in ran.out
    assert (covered.root / "output" / "nightly" / NIGHT / "index.html").is_file()


@pytest.mark.parametrize("command", [("history", "albatross"), ("coverage",), ("deliveries", "albatross")])
def test_the_record_is_read_whatever_is_wrong_with_the_house(
    covered: CoverageList, reportgen: Run, command: tuple[str, ...]
) -> None:
    with_house(covered.root, "mail: {host: 3}\n")
    assert reportgen(*command, "--root", covered.root).status == 0


def test_mail_that_cannot_be_sent_is_said_and_the_night_is_made(
    covered: CoverageList, reportgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_SMTP_USER", "research")
    monkeypatch.delenv("REPORTGEN_SMTP_PASSWORD", raising=False)
    with_house(covered.root, MAIL.format(port=1))
    arguments = ("nightly", "--root", covered.root, "--as-of", NIGHT, "--jobs", 1)
    ran = reportgen(*arguments, "--send")
    assert ran.status == 1
    assert "2 built" in ran.out
    assert "reportgen: nothing sent: REPORTGEN_SMTP_USER is given, but REPORTGEN_SMTP_PASSWORD is not" in ran.err
    monkeypatch.delenv("REPORTGEN_SMTP_USER")
    refused = reportgen(*arguments, "--send")
    assert refused.status == 1
    assert "1 message waits in the outbox" in refused.err
    assert "mails accepted" not in refused.err


def test_help_says_which_night_is_made(reportgen: Run) -> None:
    assert "last session that has closed" in " ".join(reportgen("nightly", "--help").out.replace("│", " ").split())
