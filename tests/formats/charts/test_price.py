from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reportgen.model.charts import DatedPoint, Event
from tests.formats.charts.reading import assert_readable, extent, in_print, on_a_phone, place, points, shapes, texts
from tests.formats.charts.samples import PRICE, label, point


def history(svg: str) -> list[tuple[float, float]]:
    (line,) = [shape for shape in shapes(svg, "s-ink") if shape.get("stroke-width") == "1.4"]
    return points(line)


def test_history_is_drawn_to_scale() -> None:
    line = history(in_print(PRICE))
    assert len(line) == len(PRICE.closes) + 1
    highest, lowest = min(y for _, y in line), max(y for _, y in line)
    first = line[0][1]
    assert (lowest - first) / (lowest - highest) == pytest.approx((15.60 - 12.32) / (59.95 - 12.32), rel=1e-3)


def test_the_horizon_lies_on_tint_from_the_day_of_the_price() -> None:
    svg = in_print(PRICE)
    (tint,) = shapes(svg, "f-tint")
    assert extent(tint).left == pytest.approx(history(svg)[-1][0], abs=0.02)
    assert "12-month horizon" in texts(svg)


def test_the_way_to_the_target_is_dashed_and_ends_in_a_diamond() -> None:
    svg = in_print(PRICE)
    (way,) = [shape for shape in shapes(svg, "s-accent") if shape.get("stroke-dasharray")]
    (diamond,) = shapes(svg, "f-accent")
    assert points(way)[-1] == pytest.approx(extent(diamond).middle, abs=0.05)


@pytest.mark.parametrize(("target", "side"), [(36.03, 1), (55.0, -1)])
def test_the_target_is_written_on_its_free_side(target: float, side: int) -> None:
    spec = replace(PRICE, target=point("2026-11-14", target), target_label=label("the target"))
    svg = in_print(spec)
    diamond = extent(shapes(svg, "f-accent")[0]).middle[1]
    assert (place(svg, "the target").middle[1] - diamond) * side > 0
    assert place(svg, "14\u00a0Nov\u00a02026").bottom > place(svg, "the target").bottom


def test_at_most_three_events_are_marked() -> None:
    events = tuple(Event(day=date(2024, month, 1), text=f"Event {month}") for month in (2, 5, 8, 11))
    shown = texts(in_print(replace(PRICE, events=events)))
    assert [text for text in shown if text.startswith("Event")] == ["Event 2", "Event 5", "Event 8"]


def test_an_event_outside_the_history_is_left_out() -> None:
    spec = replace(PRICE, events=(Event(day=date(2019, 1, 1), text="long ago"),))
    assert "long ago" not in texts(in_print(spec))


def test_events_keep_clear_of_the_line() -> None:
    svg = in_print(PRICE)
    for text in ("First SU7 delivered,", "spring 2024", "YU7 launched,"):
        box = place(svg, text)
        assert not any(box.left < x < box.right and box.bottom < y < box.top for x, y in history(svg))


def test_a_long_history_is_thinned_but_keeps_its_extremes() -> None:
    closes = tuple(
        DatedPoint(day=date(2018, 1, 1) + timedelta(days=day), value=50 + (40 if day == 777 else day % 7))
        for day in range(2000)
    )
    spec = replace(PRICE, closes=closes, high=None, high_label=None, events=())
    svg = in_print(spec)
    assert_readable(svg)
    line = history(svg)
    assert len(line) < 1500
    assert min(y for _, y in line) < sorted(y for _, y in line)[1] - 20


def test_three_closes_are_enough() -> None:
    spec = replace(PRICE, closes=PRICE.closes[-3:], events=(), high=None, high_label=None)
    assert_readable(in_print(spec))
    assert_readable(on_a_phone(spec))
    assert len(history(in_print(spec))) == 4


def test_prices_far_from_zero_do_not_start_there() -> None:
    closes = tuple(replace(close, value=500 + close.value) for close in PRICE.closes)
    spec = replace(PRICE, closes=closes, price=point("2025-11-14", 540), target=point("2026-11-14", 560), high=None)
    assert "0" not in texts(in_print(spec))
    assert "0" in texts(in_print(PRICE))


def test_the_line_stops_at_a_gap_and_nothing_is_marked_within_it() -> None:
    behind = tuple(close for close in PRICE.closes if close.day.year != 2024)
    before = tuple(point(f"2023-{month:02d}-28", 14.0 + month / 10) for month in range(6, 12))
    events = (Event(day=date(2024, 6, 1), text="amid"), Event(day=date(2025, 5, 1), text="behind"))
    svg = in_print(replace(PRICE, closes=(*before, *behind), events=events))
    lines = [points(shape) for shape in shapes(svg, "s-ink") if shape.get("stroke-width") == "1.4"]
    first_part = sum(close.day.year == 2023 for close in (*before, *behind))
    assert [len(line) for line in lines] == [first_part, len(before) + len(behind) + 1 - first_part]
    assert "amid" not in texts(svg)
    assert "behind" in texts(svg)
