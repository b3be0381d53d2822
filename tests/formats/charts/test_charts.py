"""What holds for every drawing: of the exhibits of the first note, and of any other company's."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.formats.charts import DRAWERS, draw, drawing_height
from reportgen.formats.charts.colours import TEAL_TEXT, TOKENS
from reportgen.model.charts import ChartSpec, PartBars
from tests.formats.charts import hostile
from tests.formats.charts.drawn import label_boxes
from tests.formats.charts.reading import SVG, assert_readable, in_print, labels_in, on_a_phone, parsed
from tests.formats.charts.samples import EXHIBITS, PART_BARS, WATERFALL

exhibits = pytest.mark.parametrize(
    ("spec", "width", "height"), [row[1:] for row in EXHIBITS], ids=[row[0] for row in EXHIBITS]
)


def test_every_kind_has_a_drawer() -> None:
    assert set(DRAWERS) == set(get_args(ChartSpec))
    assert {type(spec) for _, spec, _, _ in EXHIBITS} == set(DRAWERS)


@exhibits
def test_labels_neither_overlap_nor_leave_the_drawing(spec: ChartSpec, width: float, height: float) -> None:
    assert_readable(in_print(spec, width, height))
    assert_readable(on_a_phone(spec))


@exhibits
def test_every_quantity_is_printed_with_its_path(spec: ChartSpec, width: float, height: float) -> None:
    printed = {(found.path, found.text) for found in label_boxes(in_print(spec, width, height))}
    assert {(one.path, one.text) for one in labels_in(spec) if one.path} <= printed


@exhibits
def test_text_has_the_size_asked_for(spec: ChartSpec, width: float, height: float) -> None:
    assert {found.size for found in label_boxes(in_print(spec, width, height))} == {7.0}
    assert {found.size for found in label_boxes(on_a_phone(spec))} == {9.0}


@exhibits
def test_the_same_spec_gives_the_same_bytes(spec: ChartSpec, width: float, height: float) -> None:
    assert in_print(spec, width, height) == in_print(spec, width, height)


@exhibits
def test_every_colour_is_an_attribute_and_a_class(spec: ChartSpec, width: float, height: float) -> None:
    names = {str(token): value for token, value in TOKENS.items()}
    for element in parsed(in_print(spec, width, height)):
        assert element.tag in (f"{SVG}path", f"{SVG}text")
        classes = element.get("class", "").split()
        assert classes
        for kind, token in (one.split("-", 1) for one in classes):
            colour = element.get("stroke" if kind == "s" else "fill")
            assert colour == (TEAL_TEXT if (kind, token) == ("c", "d2") else names[token])
            assert kind == "c" if element.tag == f"{SVG}text" else kind in "fs"


@exhibits
def test_a_drawing_disturbs_nothing_around_it(spec: ChartSpec, width: float, height: float) -> None:
    svg = in_print(spec, width, height)
    root = parsed(svg)
    assert (root.get("width"), root.get("height")) == (f"{width:g}mm", f"{height:g}mm")
    assert re.findall(r' id="([^"]+)"', svg) == ["chart-svg"]
    for unwanted in ("<style", "style=", "<defs", "clip-path", "url(", "href", "<!DOCTYPE", "<metadata", "\n"):
        assert unwanted not in svg


def test_a_house_sets_its_accent() -> None:
    svg = draw(WATERFALL, name="c", width=180, height=51, accent="#0a5c8f", accent_soft="#cfe3f1")
    assert 'class="f-accent"' in svg
    assert "#0a5c8f" in svg
    assert "#cfe3f1" in svg
    assert TOKENS["accent"] not in svg


@pytest.mark.parametrize("name", [name for name in hostile.NAMES if name])
def test_a_hostile_name_is_only_text(name: str) -> None:
    bars = PartBars(bars=(replace(PART_BARS.bars[0], name=name),))
    svg = in_print(bars, 180, 20)
    assert_readable(svg)
    assert "<script" not in svg


def test_a_name_reads_as_it_was_given() -> None:
    bars = PartBars(bars=(replace(PART_BARS.bars[0], name="<b> $x^2$ & co"),))
    assert label_boxes(in_print(bars, 180, 20))[-1].text == "<b> $x^2$ & co"


@given(
    spec=hostile.specs,
    width=st.sampled_from((56.0, 87.0, 118.0, 180.0)),
    height=st.sampled_from((None, 20.0, 40.0, 54.0)),
    narrow=st.booleans(),
)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_company_gets_a_readable_drawing(spec: ChartSpec, width: float, height: float | None, narrow: bool) -> None:
    width, size = (95.0, 9.0) if narrow else (width, 7.0)
    high = height or drawing_height(spec, width, narrow=narrow)
    svg = draw(spec, name="c", width=width, height=high, text_size=size, narrow=narrow)
    assert_readable(svg)
    assert {found.path for found in label_boxes(svg)} <= {one.path for one in labels_in(spec)} | {""}
