"""The data in the finished PDF: of a clean note nothing is said; one wrong figure in them is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from reportgen.build import fonts_of, templates_of
from reportgen.diagnostics import Severity
from reportgen.formats import pdf
from reportgen.formats.quantities_json import quantities_json
from reportgen.proofs.attached import data_differs
from reportgen.proofs.reading import read_back
from tests.proofs.test_reading import finished, sizes
from tests.workspaces import REPOSITORY, sample

TARGET, CASE = "valuation.target_price", "scenarios.ranges.3.low"
PAGE = '<html lang="en"><head><title>A page</title></head><body><p>A page.</p></body></html>'


def with_data(content: bytes, name: str = "note.json") -> bytes:
    """A PDF that holds nothing but a page and its data."""
    day = datetime(2025, 11, 14, tzinfo=UTC)
    record = pdf.RecordOf({name: content}, day, {})
    finished_page, _ = pdf.lay_out(
        PAGE, fonts=fonts_of(REPOSITORY), pictures={}, folders=templates_of(REPOSITORY), record=record
    )
    return finished_page


def data() -> dict[str, Any]:
    valued = sample()
    content: dict[str, Any] = json.loads(quantities_json(valued.inputs, valued.results))
    return content


def changed(of: str, **to: object) -> Callable[[dict[str, Any]], None]:
    def change(content: dict[str, Any]) -> None:
        (entry,) = (each for each in (*content["quantities"], *content["scenarios"]) if each["path"] == of)
        entry.update(to)

    return change


FAULTS = {
    "another value": (changed(TARGET, value=36.04), f"{TARGET}: note.json has 36.04, the note 36.03"),
    "no value": (changed(TARGET, value=None), f"{TARGET}: note.json has nan, the note 36.03"),
    "another form": (changed(TARGET, printed="HKD 36.04"), f"{TARGET}: note.json prints 'HKD 36.04', the note "),
    "the value of a case": (changed(CASE, value=1.0), f"{CASE}: note.json has 1.0, the note 32.17"),
    "another path": (changed(TARGET, path="valuation.target"), f"{TARGET} is not in note.json"),
}


def test_of_the_sample_nothing_is_said() -> None:
    assert tuple(data_differs(finished().note, with_data(json.dumps(data()).encode()))) == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_single_fault_is_found_and_nothing_else(name: str) -> None:
    fault, says = FAULTS[name]
    content = data()
    fault(content)
    (found,) = data_differs(finished().note, with_data(json.dumps(content).encode()))
    assert found.code == "data-differs"
    assert found.message.startswith(says)


@pytest.mark.parametrize("content", [b"{}", b"[]", b"no data", b'{"quantities": [1], "scenarios": []}'])
def test_data_that_cannot_be_read_are_told_once(content: bytes) -> None:
    (found,) = data_differs(finished().note, with_data(content))
    assert found.message == "note.json, as attached, cannot be read"


def test_data_that_are_not_there_are_told_once() -> None:
    (found,) = data_differs(finished().note, with_data(b"{}", name="other.json"))
    assert found.message == "note.json is not attached"


def test_a_figure_without_a_value_agrees_with_none() -> None:
    content = data()
    changed(TARGET, value=None, printed="n.m.")(content)
    note = finished().note
    lineages = tuple(
        replace(each, unrounded="n.m.", printed="n.m.") if each.path == TARGET else each for each in note.lineages
    )
    assert tuple(data_differs(replace(note, lineages=lineages), with_data(json.dumps(content).encode()))) == ()


def test_a_release_is_stopped_and_a_draft_is_warned() -> None:
    note = finished().note
    for draft, severity in ((True, Severity.WARNING), (False, Severity.ERROR)):
        of = replace(note, masthead=replace(note.masthead, draft=draft))
        found = read_back(of, pdf=with_data(b"{}"), html=None, pictures=sizes(), attached=True)
        assert {each.severity for each in found if each.code == "data-differs"} == {severity}
    unasked = read_back(note, pdf=with_data(b"{}"), html=None, pictures=sizes())
    assert not [each for each in unasked if each.code == "data-differs"]
