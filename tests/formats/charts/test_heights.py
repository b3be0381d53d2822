from __future__ import annotations

import pytest

from reportgen.formats.charts import drawing_height
from reportgen.model.charts import ChartSpec
from tests.formats.charts.drawn import label_boxes
from tests.formats.charts.reading import labels_in, on_a_phone
from tests.formats.charts.samples import EXHIBITS, PART_BARS, RANGES, STACKED, TIMELINE, WATERFALL


@pytest.mark.parametrize("spec", [PART_BARS, RANGES, TIMELINE])
def test_larger_text_needs_more_height(spec: ChartSpec) -> None:
    assert drawing_height(spec, 95, narrow=True) > drawing_height(spec, 118)


def test_kinds_that_fill_what_they_get_have_a_usual_height() -> None:
    assert drawing_height(STACKED, 87) == drawing_height(WATERFALL, 180)
    assert drawing_height(WATERFALL, 95, narrow=True) > 90


@pytest.mark.parametrize("spec", [row[1] for row in EXHIBITS if row[1] not in (PART_BARS, STACKED)])
def test_a_phone_shows_every_figure_but_details_and_crowded_totals(spec: ChartSpec) -> None:
    shown = {found.text for found in label_boxes(on_a_phone(spec))}
    assert {one.text for one in labels_in(spec) if one.path} <= shown
