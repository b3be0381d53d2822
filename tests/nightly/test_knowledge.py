from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reportgen.nightly.knowledge import Knowledge, effective_date, knowledge_from, knowledge_of, latest_close
from tests.workspaces import sample

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
KNOWN = st.builds(
    Knowledge,
    st.text(),
    DAYS,
    st.dictionaries(DAYS, st.integers(1, 500)),
    st.lists(DAYS, max_size=9).map(lambda days: tuple(sorted(set(days)))),
)


def test_the_sample_keeps_its_date_for_as_long_as_nothing_new_is_known() -> None:
    known = knowledge_of(sample().inputs)
    assert effective_date(known, date(2025, 11, 14)) == date(2025, 11, 14)
    assert effective_date(known, date(2026, 11, 14)) == date(2025, 11, 14)


def test_a_night_before_the_opinion_has_no_note() -> None:
    known = knowledge_of(sample().inputs)
    assert effective_date(known, date(2025, 11, 13)) is None
    assert effective_date(known, date(2025, 11, 14), date(2025, 11, 13)) == date(2025, 11, 14)


def test_a_close_or_a_publication_moves_the_date() -> None:
    known = Knowledge("A", date(2025, 11, 14), {date(2025, 11, 17): 9}, (date(2025, 11, 18), date(2025, 12, 1)))
    days = [effective_date(known, date(2025, 11, day)) for day in (14, 16, 17, 18, 30)]
    assert days == [date(2025, 11, day) for day in (14, 14, 17, 18, 18)]
    assert latest_close(known, date(2025, 11, 16)) is None
    assert latest_close(known, date(2025, 11, 30)) == date(2025, 11, 17)


@given(KNOWN, DAYS)
def test_the_date_is_never_later_than_the_night(known: Knowledge, night: date) -> None:
    day = effective_date(known, night)
    assert day is None if known.opinion > night else known.opinion <= (day or date.max) <= night


@given(KNOWN, DAYS, st.integers(1, 30))
def test_later_nights_never_give_an_earlier_date(known: Knowledge, night: date, days: int) -> None:
    assert (effective_date(known, night) or date.min) <= (effective_date(known, night + timedelta(days)) or date.min)


@given(KNOWN, DAYS)
def test_the_date_moves_only_on_a_day_that_brings_something(known: Knowledge, night: date) -> None:
    yesterday = effective_date(known, night - timedelta(1))
    if effective_date(known, night) != yesterday:
        assert night in {*known.closes, *known.published, known.opinion}


@given(KNOWN)
def test_it_comes_back_from_json_as_it_was(known: Knowledge) -> None:
    assert knowledge_from(known.as_dict()) == known
