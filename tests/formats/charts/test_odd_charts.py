"""Charts of odd companies: every mark inside of the drawing, every label readable, no value in the wrong place."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import Any, TypeVar

import pytest

from reportgen.formats.charts import drawing_height
from reportgen.formats.charts.colours import TOKENS
from reportgen.model.charts import (
    ChartSpec,
    PartBars,
    PriceChart,
    RiskMatrix,
    RiskPoint,
    Waterfall,
)
from tests.formats.charts.drawn import label_boxes
from tests.formats.charts.reading import SVG, assert_readable, extent, in_print, on_a_phone, parsed
from tests.formats.charts.samples import EXHIBITS, PRICE, STACKED, TODAY, part, point, step

_T = TypeVar("_T")
# What is no amount: places on the calendar and classes of probability.
NOT_AMOUNTS = {"month", "probability", "number", "position"}


def scaled(value: _T, by: float) -> _T:
    """A spec with all its amounts multiplied."""

    def visit(item: Any, name: str = "") -> Any:  # noqa: ANN401 - a walk over every type of the specs
        if isinstance(item, float) and name not in NOT_AMOUNTS:
            return item * by
        if isinstance(item, tuple):
            return tuple(visit(each, name) for each in item)
        if is_dataclass(item) and not isinstance(item, type):
            return replace(item, **{each.name: visit(getattr(item, each.name), each.name) for each in fields(item)})
        return item

    return visit(value)  # type: ignore[no-any-return]


def assert_good(spec: ChartSpec, width: float = 118.0, height: float | None = None) -> None:
    """Readable in print and on a phone, nothing under 7 points, every mark inside."""
    for svg, least in ((in_print(spec, width, height or drawing_height(spec, width)), 7.0), (on_a_phone(spec), 9.0)):
        assert_readable(svg)
        assert all(found.size >= least for found in label_boxes(svg))
        root = parsed(svg)
        _, _, right, bottom = (float(number) for number in root.get("viewBox", "").split())
        for shape in root.iter(f"{SVG}path"):
            box = extent(shape)
            assert -1 <= box.left <= box.right <= right + 1
            assert -1 <= box.bottom <= box.top <= bottom + 1


@pytest.mark.parametrize("factor", [1e-6, 1e-3, 1e3, 1e9, 1e15])
@pytest.mark.parametrize(("spec", "width", "height"), [row[1:] for row in EXHIBITS], ids=[row[0] for row in EXHIBITS])
def test_any_magnitude(spec: ChartSpec, width: float, height: float, factor: float) -> None:
    assert_good(scaled(spec, factor), width, height)


@pytest.mark.parametrize(
    "values",
    [
        (8.0, -3.0, 2.0),
        (-8.0, 3.0, 2.0),
        (-5.0, -1.0, -2.0),
        (0.0, 0.0, 0.0),
        (1e-6, 1e15, -1e15),
        (5.0,),
        tuple((-1) ** index * 1.5 * index for index in range(30)),
    ],
    ids=["down", "up from below", "below", "nothing", "extremes", "one", "thirty"],
)
def test_a_waterfall_of_any_parts(values: tuple[float, ...]) -> None:
    steps = [step(f"Part {index}", value, "part", f"{value:+.2f}", "parts") for index, value in enumerate(values)]
    total = step("Target price", sum(values), "target", f"{sum(values):.2f}", "parts")
    assert_good(Waterfall(steps=(*steps, total)), 180.0)


@pytest.mark.parametrize("count", [1, 2, 30])
def test_any_number_of_parts(count: int) -> None:
    bars = tuple(part(f"Part {index} of a group", 3.0 * index - 20, f"{index} %") for index in range(count))
    assert_good(PartBars(bars=bars), 180.0)


@pytest.mark.parametrize("count", [0, 1, 40])
def test_any_number_of_risks(count: int) -> None:
    points = tuple(
        RiskPoint(number=index, name=f"Risk {index}", size=(index * 7 % 41 - 20) / 3, probability=index % 3 + 1)
        for index in range(1, count + 1)
    )
    assert_good(RiskMatrix(points=points, unit_text="HKD"), 87.0, 98.0)


def without_days(chart: PriceChart) -> PriceChart:
    return replace(chart, closes=(*chart.closes[:4], *chart.closes[-3:]))


def split(chart: PriceChart) -> PriceChart:
    """Ten for one, and nobody has adjusted what came before."""
    early = tuple(replace(close, value=close.value * 10) for close in chart.closes[:12])
    return replace(chart, closes=(*early, *chart.closes[12:]))


def twice(chart: PriceChart) -> PriceChart:
    return replace(chart, closes=tuple(close for close in chart.closes for _ in range(2)))


def from_the_future(chart: PriceChart) -> PriceChart:
    return replace(chart, closes=(*chart.closes, point(TODAY + timedelta(days=700), 50.0)))


def daily(chart: PriceChart) -> PriceChart:
    first = TODAY - timedelta(days=730)
    return replace(chart, closes=tuple(point(first + timedelta(days=index), 20 + index % 40) for index in range(730)))


@pytest.mark.parametrize("change", [without_days, split, twice, from_the_future, daily])
def test_a_price_line_of_any_series(change: Any) -> None:  # noqa: ANN401 - one of the functions above
    spec = change(PRICE)
    assert_good(spec, 118.0, 50.0)


def test_no_price_at_all_is_a_point() -> None:
    assert_good(replace(PRICE, closes=(), events=(), high=None, high_label=None))


def lightness(colour: str) -> float:
    """L* of CIELAB: how light a colour prints on a grey printer."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    bright = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 116 * float(bright ** (1 / 3)) - 16 if bright > 0.008856 else 903.3 * bright


def test_neighbours_in_a_stack_differ_in_grey() -> None:
    tones = [TOKENS[one.tone] for one in STACKED.series]
    assert all(abs(lightness(one) - lightness(other)) > 15 for one, other in pairwise(tones))
    assert abs(lightness(TOKENS["d1"]) - lightness(TOKENS["d2"])) > 15
