"""What holds for every drawing, of the first note's exhibits and of any other company's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import combinations
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.formats.charts import DRAWERS, draw, drawing_box, drawing_height, label_boxes
from reportgen.formats.charts.colours import TOKENS
from reportgen.model.charts import ChartSpec, Label
from tests.formats.charts import hostile
from tests.formats.charts.samples import EXHIBITS

SVG = "{http://www.w3.org/2000/svg}"

exhibits = pytest.mark.parametrize(("name", "spec", "width", "height"), EXHIBITS, ids=[row[0] for row in EXHIBITS])


def assert_readable(svg: str) -> None:
    """No label leaves the drawing, no label overlaps another one, and none is empty."""
    whole = drawing_box(svg)
    found = label_boxes(svg)
    for one in found:
        assert one.text.strip()
        # the places are written with two decimals
        assert one.box.grown(-0.02, -0.02).within(whole), one
    for one, other in combinations(found, 2):
        assert not one.box.grown(-0.02, -0.02).overlaps(other.box.grown(-0.02, -0.02)), (one, other)


def labels_in(value: object) -> Iterator[Label]:
    """Every label anywhere in a spec."""
    if isinstance(value, Label):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from labels_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from labels_in(getattr(value, field.name))


def phone(spec: ChartSpec) -> str:
    return draw(spec, name="c", width=95, height=drawing_height(spec, 95, narrow=True), text_size=9, narrow=True)


def test_every_kind_has_a_drawer() -> None:
    assert set(DRAWERS) == set(get_args(ChartSpec))
    assert {type(spec) for _, spec, _, _ in EXHIBITS} == set(DRAWERS)


@exhibits
def test_labels_are_readable(name: str, spec: ChartSpec, width: float, height: float) -> None:
    assert_readable(draw(spec, name=name, width=width, height=height))
    assert_readable(phone(spec))


@exhibits
def test_every_quantity_is_printed_with_its_path(name: str, spec: ChartSpec, width: float, height: float) -> None:
    printed = {
        (found.path, found.text.split(": ")[-1])
        for found in label_boxes(draw(spec, name=name, width=width, height=height))
    }
    wanted = {(one.path, one.text.split(": ")[-1]) for one in labels_in(spec) if one.path}
    assert wanted <= printed


@exhibits
def test_text_has_the_size_asked_for(name: str, spec: ChartSpec, width: float, height: float) -> None:
    assert {found.size for found in label_boxes(draw(spec, name=name, width=width, height=height))} == {7.0}
    assert {found.size for found in label_boxes(phone(spec))} == {9.0}


@exhibits
def test_the_same_spec_gives_the_same_bytes(name: str, spec: ChartSpec, width: float, height: float) -> None:
    assert draw(spec, name=name, width=width, height=height) == draw(spec, name=name, width=width, height=height)


@exhibits
def test_colours_are_attributes_with_a_class_for_each(name: str, spec: ChartSpec, width: float, height: float) -> None:
    root = ET.fromstring(draw(spec, name=name, width=width, height=height))
    for element in root:
        assert element.tag in (f"{SVG}path", f"{SVG}text")
        assert "style" not in element.attrib
        classes = element.get("class", "").split()
        assert classes
        for one in classes:
            kind, token = one[0], one[2:]
            assert token in TOKENS
            colour = element.get("stroke" if kind == "s" else "fill")
            assert colour == TOKENS[token] or (one, colour) == ("c-d2", "#256d79")  # type: ignore[index]


@exhibits
def test_the_drawing_stands_alone_in_a_page(name: str, spec: ChartSpec, width: float, height: float) -> None:
    svg = draw(spec, name=name, width=width, height=height)
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("width") == f"{width:g}mm"
    assert root.get("height") == f"{height:g}mm"
    assert {value.split("-svg")[0] for value in re.findall(r' id="([^"]+)"', svg)} == {name}
    for unwanted in ("<style", "style=", "<defs", "clip-path", "url(", "href", "<!DOCTYPE", "<metadata"):
        assert unwanted not in svg


def test_a_house_sets_its_accent() -> None:
    svg = draw(EXHIBITS[1][1], name="c", width=180, height=51, accent="#0a5c8f", accent_soft="#cfe3f1")
    assert 'class="f-accent"' in svg
    assert "#0a5c8f" in svg
    assert "#cfe3f1" in svg
    assert TOKENS["accent"] not in svg


@pytest.mark.parametrize("name", [name for name in hostile.NAMES if name])
def test_hostile_names_are_only_text(name: str) -> None:
    spec = EXHIBITS[4][1]
    bar = spec.bars[0]  # type: ignore[union-attr]
    from dataclasses import replace

    svg = draw(replace(spec, bars=(replace(bar, name=name),)), name="c", width=180, height=20)  # type: ignore[call-arg]
    assert_readable(svg)
    assert "<script" not in svg


@given(
    spec=hostile.specs,
    width=st.sampled_from((56.0, 87.0, 118.0, 180.0)),
    height=st.sampled_from((0.0, 20.0, 40.0, 54.0)),
    narrow=st.booleans(),
)
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_company_gets_a_readable_drawing(spec: ChartSpec, width: float, height: float, narrow: bool) -> None:
    width, size = (95.0, 9.0) if narrow else (width, 7.0)
    height = height or drawing_height(spec, width, narrow=narrow)
    svg = draw(spec, name="c", width=width, height=height, text_size=size, narrow=narrow)
    assert_readable(svg)
    paths = {one.path for one in labels_in(spec)} | {""}
    assert {found.path for found in label_boxes(svg)} <= paths
