from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.charts import Timeline
from reportgen.sections.catalysts import catalysts, timeline
from reportgen.sections.writer import Writer
from tests.commands.small import SMALLEST
from tests.sections.composing import drawing, said, sample, small, spaced, table

DATED = "{event: Results, day: 2025-03-31, look_for: Revenue, direction: up}"
BY = "{event: Factory, by: 2025-06-30, look_for: Capacity, direction: down, source: P}"
UNDATED = "{event: Ruling, look_for: A fine, direction: either}"
MILESTONE = "{{day: {day}, printed: {day}, text: Event {day}, source: P}}"


def with_events(tmp_path: Path, chosen: tuple[str, ...], milestones: tuple[str, ...] = ()) -> Writer:
    listed = "".join(f"  - {each}\n" for each in chosen)
    past = "".join(f"  - {MILESTONE.format(day=day)}\n" for day in milestones)
    more = (f"catalysts:\n{listed}" if listed else "") + (f"milestones:\n{past}" if past else "")
    return small(tmp_path, changes={"opinion.yaml": SMALLEST["opinion.yaml"] + more})


def spec(writer: Writer) -> Timeline:
    chart = drawing(timeline(writer)).spec
    assert isinstance(chart, Timeline)
    return chart


@pytest.mark.parametrize(
    ("chosen", "title"),
    [
        ((DATED, BY), "Every catalyst carries a date, the next on 31 Mar 2025"),
        ((DATED, UNDATED), "One of two catalysts carries a date, the next on 31 Mar 2025"),
        ((BY, UNDATED, UNDATED), "One of three catalysts carries a date, the next by 30 Jun 2025"),
        ((DATED, BY, UNDATED), "Two of three catalysts carry a date, the next on 31 Mar 2025"),
    ],
)
def test_the_title_counts_the_dates(tmp_path: Path, chosen: tuple[str, ...], title: str) -> None:
    assert said(timeline(with_events(tmp_path, chosen)))[0] == title


@pytest.mark.parametrize(
    ("ways", "title"),
    [
        (("up",), "The only catalyst points up"),
        (("either", "either"), "Both catalysts point either way"),
        (("down",) * 3, "All three catalysts point down"),
        (("up", "down", "either", "either"), "One of four catalysts points up, one down and two either way"),
        (("down", "down", "up", "up", "up"), "Three of five catalysts point up, two down"),
    ],
)
def test_the_title_of_the_table_counts_the_directions(tmp_path: Path, ways: tuple[str, ...], title: str) -> None:
    chosen = tuple(f"{{event: Event, look_for: Words, direction: {way}}}" for way in ways)
    assert said(catalysts(with_events(tmp_path, chosen)))[0] == title


def test_without_any_date_there_is_no_line(tmp_path: Path) -> None:
    assert timeline(with_events(tmp_path, (UNDATED,))) is None
    assert timeline(small(tmp_path)) is None


def test_milestones_alone_are_what_has_happened(tmp_path: Path) -> None:
    writer = with_events(tmp_path, (), ("2024-10-31",))
    assert said(timeline(writer))[0] == "The latest milestone: Event 2024-10-31, 2024-10-31"
    assert said(timeline(writer))[2] == "Source: P."


def test_of_the_past_the_last_three_of_a_year_are_shown(tmp_path: Path) -> None:
    days = ("2023-12-31", "2024-01-05", "2024-03-01", "2024-06-01", "2024-09-01", "2025-02-01")
    marks = spec(with_events(tmp_path, (DATED,), days)).milestones
    assert [str(mark.day) for mark in marks] == ["2024-03-01", "2024-06-01", "2024-09-01", "2025-03-31"]
    assert [mark.past for mark in marks] == [True, True, True, False]


def test_a_deadline_says_by(tmp_path: Path) -> None:
    leads = [spaced(mark.lead) for mark in spec(with_events(tmp_path, (DATED, BY))).milestones]
    assert leads == ["31 Mar 2025", "by 30 Jun 2025"]


def test_what_has_no_date_is_kept_apart(tmp_path: Path) -> None:
    writer = with_events(tmp_path, (DATED, UNDATED))
    assert spec(writer).undated == ("Ruling",)
    assert drawing(timeline(writer)).alt.endswith("Without a date: Ruling.")


def test_the_table_holds_all_of_them_with_dashes_for_what_is_unknown(tmp_path: Path) -> None:
    assert table(catalysts(with_events(tmp_path, (DATED, BY, UNDATED)))) == [
        ["31 Mar 2025", "Results", "Revenue", "up", ""],
        ["by 30 Jun 2025", "Factory", "Capacity", "down", "P"],
        ["", "Ruling", "A fine", "either", ""],
    ]
    assert catalysts(small(tmp_path)) is None


def test_a_catalyst_with_an_effect_has_a_size(tmp_path: Path) -> None:
    sized = DATED.replace(
        "direction: up", "direction: up, effect: {path: valuation.parts.whole.enterprise_value, becomes: USD 550 m}"
    )
    assert table(catalysts(with_events(tmp_path, (sized,))))[0][4] == "+1.00"


def test_sources_are_those_of_the_events_and_of_the_house(tmp_path: Path) -> None:
    assert said(catalysts(with_events(tmp_path, (BY,))))[2] == "Source: P; Example Research."
    assert said(catalysts(with_events(tmp_path, (DATED,))))[2] == "Source: Example Research."
    assert said(timeline(sample()))[2] == "Source: S1, S2, S4."


def test_sizes_have_a_column_where_there_is_one(tmp_path: Path) -> None:
    effect = "effect: {path: valuation.parts.whole.enterprise_value, becomes: USD 550 m}"
    sized = f"{{event: Sale, day: 2025-03-31, look_for: A buyer, direction: up, {effect}}}"
    found = catalysts(with_events(tmp_path, (sized, UNDATED)))
    assert [row[4:] for row in table(found)] == [["+1.00", ""], ["", ""]]
    assert said(found)[1] == "Direction for the value; size in USD a share"
    assert said(catalysts(with_events(tmp_path, (UNDATED,))))[1] == "Direction for the value"


def test_the_source_line_names_what_the_words_quote(tmp_path: Path) -> None:
    quoting = UNDATED.replace("A fine", "'{{ market.price }}'")
    assert said(catalysts(with_events(tmp_path, (UNDATED,))))[2] == "Source: Example Research."
    assert said(catalysts(with_events(tmp_path, (quoting,))))[2] == "Source: P; Example Research."
