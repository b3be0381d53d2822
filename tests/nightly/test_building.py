from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen.build import build as make
from reportgen.diagnostics import ReportgenError
from reportgen.nightly import building
from reportgen.nightly.building import build_task
from reportgen.nightly.fingerprints import code, fingerprint, key_of
from reportgen.nightly.tasks import Outcome, Task
from tests.coverage_list import CoverageList, coverage_list
from tests.nights import SAMPLE_NIGHT

SLUG = "albatross"


@pytest.fixture
def covered(tmp_path: Path) -> CoverageList:
    return coverage_list(tmp_path, 1, lean=True, plain=True)


@pytest.fixture
def task(covered: CoverageList, tmp_path: Path) -> Task:
    return Task(covered.root, SLUG, SAMPLE_NIGHT, code(), tmp_path / "folder")


def around_build(
    monkeypatch: pytest.MonkeyPatch, *, before: Callable[[int], object], after: Callable[[int], object]
) -> None:
    """Let something happen around the real build, told how often it has been called."""
    build, calls = make, list[object]()

    def disturbed(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever it takes and gives
        calls.append(args)
        before(len(calls))
        built = build(*args, **options)
        after(len(calls))
        return built

    monkeypatch.setattr(building, "build", disturbed)


def nothing(_: int) -> None:
    pass


def manifest(task: Task, outcome: Outcome) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((task.folder / SLUG / str(outcome.as_of) / "manifest.json").read_bytes())
    return found


def test_the_figures_come_back_and_the_files_stay_in_the_folder(covered: CoverageList, task: Task) -> None:
    outcome = build_task(task)
    expected = covered.companies[SLUG]
    assert outcome.built
    assert outcome.headline is not None
    assert outcome.headline.target_price == expected.target_price
    assert outcome.headline.price == expected.price
    assert outcome.headline.implied_return == expected.implied_return
    assert outcome.key == key_of(fingerprint(covered.root, SLUG).content, SAMPLE_NIGHT)
    assert set(outcome.files) == {"manifest.json", "model.xlsx", "note.html", "note.json", "note.pdf"}
    assert not (covered.root / "output").exists()


def test_a_settled_key_is_not_built(covered: CoverageList, task: Task) -> None:
    key = key_of(fingerprint(covered.root, SLUG).content, SAMPLE_NIGHT)
    outcome = build_task(Task(task.root, SLUG, SAMPLE_NIGHT, code(), task.folder, frozenset({key})))
    assert outcome.settled
    assert outcome.knowledge is not None
    assert not task.folder.exists()


@pytest.mark.parametrize("moment", ["before", "after"])
def test_an_edit_while_the_note_is_made_is_in_the_note_and_in_its_key(
    covered: CoverageList, task: Task, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    note = covered.inputs(SLUG) / "note.md"

    def edit(call: int) -> None:
        if call == 1:
            note.write_text(note.read_text(encoding="utf-8").replace("# Priced for", "# Paid for"), encoding="utf-8")

    around_build(
        monkeypatch, before=edit if moment == "before" else nothing, after=edit if moment == "after" else nothing
    )
    outcome = build_task(task)
    now = fingerprint(covered.root, SLUG)
    assert outcome.built
    assert outcome.key == key_of(now.content, SAMPLE_NIGHT)
    assert manifest(task, outcome)["inputs"][f"inputs/{SLUG}/note.md"] == now.inputs[f"inputs/{SLUG}/note.md"]


def test_an_edit_that_is_taken_back_at_once_leaves_no_trace(
    covered: CoverageList, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    valuation = covered.inputs(SLUG) / "valuation.yaml"
    typed = valuation.read_bytes()

    def edit(call: int) -> None:
        valuation.write_bytes(typed.replace(b"12 %, source", b"22 %, source") if call == 1 else typed)

    around_build(monkeypatch, before=edit, after=lambda _: valuation.write_bytes(typed))
    outcome = build_task(task)
    assert outcome.headline is not None
    assert outcome.headline.target_price == covered.companies[SLUG].target_price
    assert outcome.inputs == fingerprint(covered.root, SLUG).inputs


def test_a_file_that_is_gone_for_a_moment_is_missed(
    covered: CoverageList, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    conflicts = covered.inputs(SLUG) / "conflicts.yaml"
    typed = conflicts.read_bytes()
    around_build(
        monkeypatch,
        before=lambda call: conflicts.unlink() if call == 1 else None,
        after=lambda _: conflicts.write_bytes(typed),
    )
    outcome = build_task(task)
    assert f"inputs/{SLUG}/conflicts.yaml" in manifest(task, outcome)["inputs"]


def test_inputs_that_never_hold_still_give_no_note(
    covered: CoverageList, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = covered.inputs(SLUG) / "note.md"
    around_build(monkeypatch, before=nothing, after=lambda call: note.write_text(f"# Version {call}\n\nX.\n"))
    outcome = build_task(task)
    assert outcome.reason == "edited"
    assert "note.md" in outcome.diagnostics[0].message


EDITED = '<html lang="en"><title>edited</title></html>'


def test_a_template_that_is_edited_meanwhile_counts_as_well(
    covered: CoverageList, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = covered.root / "templates" / "initiation" / "note.html.j2"
    around_build(
        monkeypatch,
        before=nothing,
        after=lambda call: template.write_text(EDITED) if call == 1 else None,
    )
    outcome = build_task(task)
    assert outcome.built
    assert outcome.content == fingerprint(covered.root, SLUG).content
    assert (task.folder / SLUG / str(outcome.as_of) / "note.html").read_text(encoding="utf-8") == EDITED


def test_inputs_that_cannot_be_read_have_a_key_without_a_date(covered: CoverageList, task: Task) -> None:
    (covered.inputs(SLUG) / "facts.yaml").write_bytes(b"\xff\xfe")
    outcome = build_task(task)
    assert (outcome.reason, outcome.knowledge, outcome.known) == ("diagnostics", None, True)
    assert outcome.key == key_of(fingerprint(covered.root, SLUG).content, None)


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        (RuntimeError("a bug"), "crash"),
        (ReportgenError("no Pango"), "environment"),
        (OSError(errno.ENOSPC, "No space left on device"), "disk"),
        (OSError(errno.EIO, "Input/output error"), "environment"),
    ],
)
def test_whatever_is_raised_is_the_reason_of_a_failure(
    task: Task, monkeypatch: pytest.MonkeyPatch, problem: Exception, reason: str
) -> None:
    def fail(_: int) -> None:
        raise problem

    around_build(monkeypatch, before=fail, after=nothing)
    outcome = build_task(task)
    assert outcome.reason == reason
    assert len(outcome.diagnostics) == 1
    assert "\n" not in outcome.diagnostics[0].message
