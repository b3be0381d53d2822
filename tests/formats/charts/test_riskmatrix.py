from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.model.charts import RiskMatrix, RiskPoint
from tests.formats.charts.reading import assert_readable, extent, in_print, place, shapes, texts
from tests.formats.charts.samples import RISKS


def test_risks_stand_in_the_row_of_their_probability() -> None:
    svg = in_print(RISKS, 87, 43)
    for number, word in ((3, "High"), (4, "Medium"), (2, "Low")):
        assert abs(place(svg, str(number)).middle[1] - place(svg, word).middle[1]) < 10


def test_sizes_are_to_scale() -> None:
    svg = in_print(RISKS, 87, 43)
    zero = place(svg, "0").middle[0]
    low, high = place(svg, "1").middle[0] - zero, place(svg, "8").middle[0] - zero
    assert low / high == pytest.approx(-3.86 / 6.45, rel=1e-2)


def test_what_lowers_the_target_differs_from_what_proves_it_low() -> None:
    svg = in_print(RISKS, 87, 43)
    assert len(shapes(svg, "f-accent")) == 4
    assert len(shapes(svg, "f-d1")) == 1
    assert place(svg, "Lowers the target").right < place(svg, "Proves it too low").left


@pytest.mark.parametrize("unit", ["HKD per share", "Size, HKD per share"])
def test_the_unit_is_named_once(unit: str) -> None:
    assert "Size, HKD per share" in texts(in_print(replace(RISKS, unit_text=unit), 87, 43))


def test_equal_risks_do_not_hide_each_other() -> None:
    points = tuple(RiskPoint(number=index, name=f"Risk {index}", size=-1.0, probability=2) for index in range(1, 7))
    svg = in_print(RiskMatrix(points=points, unit_text="HKD"), 87, 43)
    assert_readable(svg)
    discs = [extent(shape) for shape in shapes(svg, "f-accent")]
    assert len(discs) == 6
    assert not any(one.overlaps(other) for one in discs for other in discs if one is not other)
    assert {str(index) for index in range(1, 7)} <= set(texts(svg))


@pytest.mark.parametrize("points", [(), (RiskPoint(number=1, name="None", size=0.0, probability=1),)])
def test_nothing_to_show_is_drawn(points: tuple[RiskPoint, ...]) -> None:
    assert_readable(in_print(RiskMatrix(points=points, unit_text="HKD"), 87, 43))


def test_forty_risks_stay_near_their_size_and_on_their_side() -> None:
    points = tuple(
        RiskPoint(number=index, name=f"Risk {index}", size=(index % 20 - 9.5) / 10, probability=index % 3 + 1)
        for index in range(1, 41)
    )
    svg = in_print(RiskMatrix(points=points, unit_text="HKD"), 87, 98)
    assert_readable(svg)
    zero, far = place(svg, "0").middle[0], 4.5 * 0.78 * 7
    scale = (place(svg, "+0.5").middle[0] - zero) / 0.5
    assert len(shapes(svg, "f-accent")) == len([point for point in points if point.size < 0])
    for point in points:
        at = place(svg, str(point.number)).middle[0] - zero
        assert at * point.size > 0
        assert abs(at - point.size * scale) < far


def test_risks_of_one_size_lie_under_each_other_rather_than_elsewhere() -> None:
    points = tuple(RiskPoint(number=index, name="Risk", size=-1.0, probability=1) for index in range(1, 41))
    svg = in_print(RiskMatrix(points=points, unit_text="HKD"), 87, 42)
    assert_readable(svg)
    assert len(shapes(svg, "f-accent")) == 40
    zero = place(svg, "0").middle[0]
    assert all(extent(shape).right < zero for shape in shapes(svg, "f-accent"))
