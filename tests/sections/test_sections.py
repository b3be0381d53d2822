from __future__ import annotations

import dataclasses
import re
from datetime import datetime
from pathlib import Path

import pytest

from reportgen.figures import NBSP
from reportgen.model.note import Drawing, Exhibit, Note
from reportgen.sections import SECTIONS, compose
from reportgen.sections.writer import plain
from tests.commands.small import VARIANTS
from tests.sections.composing import exhibits, sample, small, spaced


def note_of(tmp_path: Path, variant: str) -> Note:
    writer = small(tmp_path, variant)
    return compose(writer.inputs, writer.results)


def all_exhibits(note: Note) -> list[Exhibit]:
    return [*note.front.exhibits, *(each for section in note.sections for each in exhibits(section.blocks))]


@pytest.mark.parametrize("variant", VARIANTS)
def test_exhibits_are_numbered_in_reading_order_and_named_once(tmp_path: Path, variant: str) -> None:
    found = all_exhibits(note_of(tmp_path, variant))
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    names = [each.id for each in found] + [each.id for one in found for each in one.body if isinstance(each, Drawing)]
    assert max(names.count(name) for name in names) <= 2
    assert len({each.id for each in found}) == len(found)


@pytest.mark.parametrize("variant", VARIANTS)
def test_each_exhibit_has_title_and_source(tmp_path: Path, variant: str) -> None:
    for each in all_exhibits(note_of(tmp_path, variant)):
        assert plain(each.title)
        assert plain(each.source).startswith(f"Source:{NBSP}")
        assert not re.search(r"\.\.|\s{2}|\s[.,;]", plain(each.source))


def test_sections_stand_in_their_order_and_the_small_print_last() -> None:
    names = [each.id for each in compose(sample().inputs, sample().results).sections]
    assert names == ["valuation", "price", "operations", "plan", "risks", "disclosures"]
    assert [*(each for each in SECTIONS if each in names), "disclosures"] == names


def test_sections_without_content_are_left_out(tmp_path: Path) -> None:
    names = [each.id for each in note_of(tmp_path, "nothing but the least").sections]
    assert names == ["valuation", "price", "risks", "disclosures"]


def test_the_note_says_what_it_is() -> None:
    note = compose(sample().inputs, sample().results)
    assert note.title == "Xiaomi Corporation: Priced for the cars, valued on the investments"
    assert note.subject == "Neutral, 1810.HK"
    assert note.authors == ("Lead Analyst", "Second Analyst")
    assert note.keywords == ("1810.HK", "Consumer electronics and cars", "Neutral")
    assert spaced(plain(note.header_right)) == "Neutral  Target HKD 36.03  Price HKD 42.48  14 November 2025"
    assert note.masthead.note_type == "Initiation"
    assert spaced(note.masthead.completed) == "14 November 2025, 18:00 Hong Kong"


def test_a_completion_on_another_day_has_its_date_and_time() -> None:
    inputs = sample().inputs
    later = dataclasses.replace(inputs, as_of=inputs.as_of.replace(day=15))
    assert spaced(compose(later, sample().results).masthead.completed) == (
        "15 November 2025; completed 14 November 2025, 18:00 Hong Kong"
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-11-14T11:30:00+00:00", "released 19:30"),
        ("2025-11-14T16:30:00+00:00", "released 15 November 2025, 00:30"),
    ],
)
def test_a_release_has_its_date_where_it_is_not_the_day_of_completion(day: str, said: str) -> None:
    released = dataclasses.replace(sample().inputs, released_at=datetime.fromisoformat(day), version=1)
    completed = spaced(compose(released, sample().results).masthead.completed)
    assert completed == f"14 November 2025, 18:00 Hong Kong; {said}"


def test_a_type_without_a_name_of_its_own_prints_as_it_is_called(tmp_path: Path) -> None:
    inputs = sample().inputs
    other = dataclasses.replace(inputs, company=inputs.company.model_copy(update={"note_type": "results_flash"}))
    assert compose(other, sample().results).masthead.note_type == "Results flash"


def test_composing_twice_gives_the_same_note() -> None:
    assert compose(sample().inputs, sample().results) == compose(sample().inputs, sample().results)
