from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from reportgen.formats.charts.steps import levels_of
from reportgen.model.charts import Label, Step, StepKind, Waterfall
from tests.formats.charts.reading import assert_readable, extent, in_print, on_a_phone, place, points, shapes, texts
from tests.formats.charts.samples import WATERFALL


def step(name: str, value: float, kind: StepKind) -> Step:
    return Step(name=name, value=value, kind=kind, label=Label(text=f"{value:.2f}", path=f"steps.{name}"))


def test_moves_add_up_and_levels_stand_from_zero() -> None:
    steps = (step("a", 5, "part"), step("b", -7, "part"), step("c", -2, "total"), step("d", 4, "judgement"))
    assert levels_of(steps) == [(0, 5), (5, -2), (0, -2), (-2, 2)]


def test_bars_are_as_high_as_their_values() -> None:
    svg = in_print(WATERFALL, 180, 51)
    parts = [extent(shape).height for shape in shapes(svg, "f-d2")]
    values = [one.value for one in WATERFALL.steps if one.kind == "part"]
    tall = [(height, value) for height, value in zip(parts, values, strict=True) if value > 0.4]
    assert [height / value for height, value in tall] == pytest.approx([parts[0] / values[0]] * len(tall), rel=2e-2)


def test_a_small_step_is_still_seen() -> None:
    assert min(extent(shape).height for shape in shapes(in_print(WATERFALL, 180, 51), "f-d2")) >= 0.4


def test_each_kind_has_its_look() -> None:
    svg = in_print(WATERFALL, 180, 51)
    assert len(shapes(svg, "f-accent-soft")) == 1
    (hatching,) = [shape for shape in shapes(svg, "s-accent") if shape.get("stroke-width") == "0.6"]
    assert len(points(hatching)) > 4
    (gap,) = [shape for shape in shapes(svg, "s-ink") if shape.get("stroke-dasharray")]
    assert gap.get("fill") == "none"
    (price,) = shapes(svg, "f-paper")
    assert price.get("class") == "f-paper s-ink"


def test_brackets_name_groups_with_their_sums() -> None:
    svg = in_print(WATERFALL, 180, 51)
    assert place(svg, "Parts and net cash: 32.17").bottom == place(svg, "Judgement: +3.86").bottom
    assert {"Parts and net cash: 32.17", "Judgement: +3.86", "Only in the price: +6.45"} <= set(texts(svg))


def test_a_bracket_without_a_label_says_nothing() -> None:
    assert "parts" not in texts(in_print(replace(WATERFALL, group_labels=()), 180, 51))


def test_long_names_are_wrapped_in_full() -> None:
    names = ["Smartphones (hardware)", "IoT & lifestyle products", "Internet services", "Investments & non-core assets"]
    steps = [replace(one, name=name) for one, name in zip(WATERFALL.steps, names, strict=False)]
    svg = in_print(replace(WATERFALL, steps=(*steps, *WATERFALL.steps[4:])), 180, 54)
    assert not [text for text in texts(svg) if text.endswith("…")]
    assert "Smartphones" in texts(svg)


def test_the_value_of_a_fall_stands_below_it() -> None:
    spec = Waterfall(steps=(step("a", 10, "part"), step("b", -4, "part"), step("c", 6, "total")))
    svg = in_print(spec, 118, 50)
    bar = extent(shapes(svg, "f-d2")[1])
    assert place(svg, "-4.00").bottom > bar.top - 1


def test_a_phone_gets_rows() -> None:
    svg = on_a_phone(WATERFALL)
    assert_readable(svg)
    bars = [extent(shape) for shape in shapes(svg, "f-d2")]
    assert all(below.bottom > above.top for above, below in pairwise(bars))
    assert {one.label.text for one in WATERFALL.steps} <= set(texts(svg))


def test_thirty_steps_get_rows_in_print_too() -> None:
    spec = Waterfall(steps=tuple(step(f"Business {index}", index - 9.5, "part") for index in range(30)))
    svg = in_print(spec, 180, 140)
    assert_readable(svg)
    assert {f"Business {index}" for index in range(30)} <= set(texts(svg))


@pytest.mark.parametrize("steps", [(), (step("all", 0, "total"),), (step("a", 0, "part"), step("b", 0, "gap"))])
def test_nothing_to_show_is_shown_as_nothing(steps: tuple[Step, ...]) -> None:
    svg = in_print(Waterfall(steps=steps))
    assert_readable(svg)
    assert "0.25" not in texts(svg)
