from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from reportgen.formats.charts import drawing_height
from reportgen.model.charts import Milestone, Timeline
from tests.formats.charts.reading import assert_readable, extent, in_print, on_a_phone, place, shapes, texts
from tests.formats.charts.samples import TIMELINE, TODAY


def test_the_future_lies_on_tint_right_of_the_note() -> None:
    svg = in_print(TIMELINE, 180, 42)
    tint = extent(shapes(svg, "f-tint")[0])
    assert place(svg, "This note").right < tint.left < place(svg, "Still to come").left
    assert place(svg, "YU7 launched").right < tint.left < place(svg, "Annual results").left


def test_the_past_is_hollow_and_the_future_filled() -> None:
    svg = in_print(TIMELINE, 180, 42)
    hollow = [shape for shape in shapes(svg, "f-paper") if shape.get("class") == "f-paper s-ink"]
    assert len(hollow) == 3
    assert len(shapes(svg, "f-accent")) == 4


def test_what_has_no_date_stands_in_a_dashed_bin() -> None:
    svg = in_print(TIMELINE, 180, 42)
    (frame,) = [extent(shape) for shape in shapes(svg, "s-ink2") if shape.get("stroke-dasharray")]
    for name in TIMELINE.undated:
        assert frame.left < place(svg, name).left
        assert place(svg, name).right < frame.right


def test_without_undated_events_the_line_takes_the_whole_width() -> None:
    svg = in_print(replace(TIMELINE, undated=()), 180, 42)
    assert extent(shapes(svg, "f-tint")[0]).right == pytest.approx(180 / 25.4 * 72, abs=0.02)


@pytest.mark.parametrize("count", [1, 9])
@pytest.mark.parametrize("past", [True, False])
def test_at_its_natural_height_nothing_is_left_out(count: int, past: bool) -> None:
    milestones = tuple(
        Milestone(
            day=TODAY + timedelta(days=(index + 1) * (-17 if past else 17)),
            lead=f"lead {index}",
            text=f"Something important, number {index}",
            past=past,
        )
        for index in range(count)
    )
    spec = Timeline(today=TODAY, milestones=milestones)
    svg = in_print(spec, 180, drawing_height(spec, 180))
    assert_readable(svg)
    assert {one.lead for one in milestones} | {"This note"} <= set(texts(svg))
    assert all(any(text.endswith(f"number {index}") for text in texts(svg)) for index in range(count))


def test_a_phone_gets_a_list_in_the_order_of_time() -> None:
    svg = on_a_phone(TIMELINE)
    assert_readable(svg)
    names = ["YU7 launched", "This note", "350,000 cars due for 2025", "Annual results", "3Q25 results"]
    heights = [place(svg, name).bottom for name in names]
    assert heights == sorted(heights)
    assert {one.text for one in TIMELINE.milestones} <= set(texts(svg))
    assert set(TIMELINE.undated) <= set(texts(svg))


def test_an_empty_timeline_shows_the_note() -> None:
    assert "This note" in texts(in_print(Timeline(today=TODAY, milestones=()), 180, 42))
