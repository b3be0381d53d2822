from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.ratings import flagged
from reportgen.model.charts import RatingChange
from tests.formats.charts.drawn import label_boxes
from tests.formats.charts.reading import (
    assert_readable,
    extent,
    in_print,
    on_a_phone,
    place,
    points,
    shapes,
    texts,
)
from tests.formats.charts.samples import PRICE, RATED, change


def steps(svg: str) -> list[tuple[float, float]]:
    (line,) = [shape for shape in shapes(svg, "s-accent") if shape.get("stroke-width") == "0.9"]
    return points(line)


@pytest.mark.parametrize("drawn", [in_print, on_a_phone])
def test_each_target_is_a_step_with_its_figure_and_each_rating_a_flag(drawn: object) -> None:
    svg = drawn(RATED)  # type: ignore[operator]
    assert_readable(svg)
    line = steps(svg)
    assert len(line) == 6
    assert line[0][1] > line[2][1] > line[4][1]
    # a step ends where the next begins, and the last one at the price of the note
    assert [line[1][0], line[3][0]] == [line[2][0], line[4][0]]
    assert line[5][0] == pytest.approx(extent(shapes(svg, "f-tint")[0]).left, abs=0.02)
    # the target alone moved in November
    assert sorted(text for text in texts(svg) if text in {"Buy", "Neutral"}) == ["Buy", "Neutral"]


def test_each_step_has_its_figure_where_there_is_room() -> None:
    svg = in_print(RATED, 118, 47)
    for (left, y), (right, _), text in zip(steps(svg)[::2], steps(svg)[1::2], ("25.00", "38.00", "55.00"), strict=True):
        box = place(svg, text)
        assert left < box.left < box.right < right
        assert min(abs(y - box.bottom), abs(y - box.top)) < 4


def test_a_flag_is_a_dark_box_around_its_word() -> None:
    svg = in_print(RATED)
    word = place(svg, "Buy")
    assert any(word.within(extent(shape)) for shape in shapes(svg, "f-ink"))


def test_a_target_from_before_the_first_close_holds_at_the_edge_without_a_flag() -> None:
    svg = in_print(replace(RATED, changes=(change("2020-02-03", "Sell", 10.0), *RATED.changes[1:])))
    line = steps(svg)
    assert line[0][0] < steps(in_print(RATED))[0][0]
    assert "Sell" not in texts(svg)
    assert "Buy" in texts(svg)


def test_a_high_target_is_inside_the_drawing() -> None:
    svg = in_print(replace(RATED, changes=(change("2024-05-20", "Buy", 140.0),)))
    assert_readable(svg)
    assert steps(svg)[0][1] > 0
    assert steps(svg)[0][1] < place(svg, "59.95, Jun 2025").bottom


def test_a_figure_longer_than_its_step_is_left_out() -> None:
    daily = tuple(
        change(f"2025-{month:02d}-{day:02d}", "Buy", 40.0 + day) for month in (4, 5) for day in (1, 8, 15, 22)
    )
    shown = texts(in_print(replace(RATED, events=(), changes=daily)))
    assert "41.00" not in shown
    assert "62.00" in shown


def test_without_a_history_nothing_is_added() -> None:
    assert not [shape for shape in shapes(in_print(PRICE), "s-accent") if shape.get("stroke-width") == "0.9"]


def test_only_another_rating_is_flagged() -> None:
    given = (change("2024-01-05", "Buy", 1), change("2024-02-05", "Buy", 2), change("2024-03-05", "Sell", 2))
    found = list(flagged(given, date(2024, 1, 1), date(2024, 12, 31)))
    assert [each.day.month for each in found] == [1, 3]
    assert [each.day.month for each in flagged(given, date(2024, 1, 6), date(2024, 3, 4))] == []


TEN = tuple(
    change(day, rating, target)
    for day, rating, target in (
        ("2023-06-01", "Buy", 14.0),
        ("2024-02-01", "Neutral", 15.0),
        ("2024-05-20", "Buy", 18.0),
        ("2024-08-20", "Sell", 16.0),
        ("2024-11-01", "Neutral", 27.0),
        ("2025-01-20", "Buy", 38.0),
        ("2025-03-15", "Sell", 45.0),
        ("2025-05-28", "Neutral", 50.0),
        ("2025-08-20", "Buy", 62.0),
        ("2025-11-06", "Neutral", 48.0),
    )
)
LATE = {target: (change("2025-11-10", "Neutral", target),) for target in (20.0, 38.0, 42.0, 52.0, 60.0)}


def flags(svg: str) -> list[Box]:
    """The dark boxes, without the dot of the price."""
    return [box for shape in shapes(svg, "f-ink") if (box := extent(shape)).height > 5]


@pytest.mark.parametrize("drawn", [in_print, on_a_phone])
@pytest.mark.parametrize("changes", [*LATE.values(), TEN, RATED.changes])
def test_nothing_stands_on_a_flag(drawn: object, changes: tuple[RatingChange, ...]) -> None:
    svg = drawn(replace(RATED, changes=changes))  # type: ignore[operator]
    assert_readable(svg)
    found = flags(svg)
    assert found
    for number, flag in enumerate(found):
        inside = [each for each in label_boxes(svg) if each.box.overlaps(flag)]
        assert [each.text in {"Buy", "Neutral", "Sell"} for each in inside] == [True]
        assert not any(flag.overlaps(other) for other in found[number + 1 :])
        for stem in [extent(shape) for shape in shapes(svg, "s-ink3") if shape.get("stroke-width") == "0.5"]:
            assert not stem.grown(0.1).overlaps(flag.grown(-0.2, -0.2))


@pytest.mark.parametrize("target", LATE)
def test_a_flag_of_some_days_before_keeps_off_the_price_and_the_horizon(target: float) -> None:
    svg = in_print(replace(RATED, changes=LATE[target]))
    (flag,), today = flags(svg), extent(shapes(svg, "f-tint")[0]).left
    assert flag.right < today + 0.6
    assert not flag.overlaps(place(svg, "Price 42.48"))
    # the target that the note's own is compared with has its figure, however short its step
    figure, (_, level) = place(svg, f"{target:.2f}"), steps(svg)[0]
    assert abs(figure.middle[1] - level) < 9
    assert figure.right < today + 30


def test_of_ten_changes_the_latest_have_their_flags() -> None:
    shown = [text for text in texts(in_print(replace(RATED, changes=TEN))) if text in {"Buy", "Neutral", "Sell"}]
    assert shown[:3] == ["Neutral", "Buy", "Neutral"]
    assert len(shown) >= 7
