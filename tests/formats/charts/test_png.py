"""Charts as pixels, for mail: the same bytes, at twice the size, in the house's colours and in every script."""

from __future__ import annotations

import struct
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from matplotlib.image import imread

from reportgen.formats.charts import DRAWERS, draw_pixels
from reportgen.model.charts import ChartSpec, Label
from tests.formats.charts import samples

PRICE = samples.PRICE
SPECS = {name: spec for name, spec in vars(samples).items() if type(spec) in DRAWERS}


def pixels(spec: ChartSpec, **changes: str) -> bytes:
    return draw_pixels(spec, width=120, height=58, scale=2, text_size=8.5, **changes)


def test_a_drawing_has_its_size_and_always_the_same_bytes() -> None:
    found = pixels(PRICE)
    assert found.startswith(b"\x89PNG")
    assert struct.unpack("!II", found[16:24]) == (round(120 / 25.4 * 144), round(58 / 25.4 * 144))
    assert found == pixels(PRICE)
    assert b"Software" not in found
    assert b"tIME" not in found


@pytest.mark.parametrize("name", sorted(SPECS))
def test_every_kind_can_be_drawn(name: str) -> None:
    image = imread(BytesIO(pixels(SPECS[name])))
    assert np.unique(image.reshape(-1, image.shape[-1]), axis=0).shape[0] > 2


def test_the_target_has_the_colour_of_the_house() -> None:
    image = imread(BytesIO(pixels(PRICE, accent="#0a5c8f")))
    blue = np.array([0x0A, 0x5C, 0x8F]) / 255
    assert (np.abs(image[:, :, :3] - blue).max(axis=2) < 0.01).any()


def test_chinese_letters_are_drawn(caplog: pytest.LogCaptureFixture) -> None:
    """Not as boxes, and without a word of matplotlib on missing fonts."""
    target = replace(PRICE, target_label=Label(text="目标 36.03"))
    other = replace(PRICE, target_label=Label(text="相反 36.03"))
    assert pixels(target) != pixels(other)
    assert not caplog.records
