from __future__ import annotations

from pathlib import Path

from reportgen.model.charts import StackedBars
from reportgen.model.note import Exhibit
from reportgen.sections.segments import segments
from reportgen.sections.writer import Writer
from tests.sections.composing import drawing, said, sample, small
from tests.workspaces import SMALL

FACTS = (
    SMALL["facts.yaml"]
    + """\
  one: {label: One, unit: USD m, source: P, status: actual, values: {2024Q3: {value: 10.24}, 2024Q4: {value: 10.24}}}
  two: {label: Two, unit: USD bn, source: P, status: actual, values: {2024Q4: {value: 0.01024}}}
  all: {label: All, unit: USD m, source: P, status: actual, values: {2024Q3: {value: 20.48}, 2024Q4: {value: 20.48}}}
"""
)


def exhibit(
    tmp_path: Path, segment_names: str = "one, two", periods: str = "2024Q3, 2024Q4", more: str = ""
) -> Exhibit | None:
    text = f"segments:\n  total: all\n  segments: [{segment_names}]\n  periods: [{periods}]\n{more}"
    return built(small(tmp_path, changes={"facts.yaml": FACTS, "exhibits.yaml": text}))


def built(writer: Writer) -> Exhibit | None:
    chosen = writer.inputs.exhibits.segments
    assert chosen is not None
    return segments(writer, chosen)


def spec(found: Exhibit | None) -> StackedBars:
    chart = drawing(found).spec
    assert isinstance(chart, StackedBars)
    return chart


def test_the_sample_shows_eight_quarters_in_five_segments() -> None:
    chart = spec(built(sample()))
    assert len(chart.periods) == 8
    assert chart.periods[0] == ("3Q", "2023")
    assert [each.name for each in chart.series] == [
        "Smartphones", "IoT & lifestyle", "Internet", "Cars & new", "Others",
    ]  # fmt: skip
    assert [each.tone for each in chart.series].count("accent") == 1
    assert chart.total_labels[-1] is not None
    assert chart.total_labels[-1].text == "116.0"


def test_the_title_tells_the_largest_of_the_last_period(tmp_path: Path) -> None:
    assert said(exhibit(tmp_path))[0] == "No segment is larger than One: USD 10.2 m of USD 20.5 m in 4Q24"
    assert said(exhibit(tmp_path, "one"))[0] == "The largest segment is One: USD 10.2 m of USD 20.5 m in 4Q24"
    assert said(exhibit(tmp_path, "two", "2024Q3"))[0] == "All, not split: USD 20.5 m in 3Q24"


def test_all_figures_are_drawn_in_the_scale_of_the_total(tmp_path: Path) -> None:
    """One segment is typed in millions, the other in billions."""
    chart = spec(exhibit(tmp_path))
    assert [each.values for each in chart.series] == [(10.24, 10.24), (None, 10.24)]
    assert [each.last.text for each in chart.series if each.last] == ["10.2", "10.2"]
    assert chart.totals == (20.48, 20.48)


def test_hatching_is_explained_only_where_something_is_not_split(tmp_path: Path) -> None:
    assert "hatched" in said(exhibit(tmp_path))[1]
    assert "hatched" not in said(exhibit(tmp_path, periods="2024Q4"))[1]


def test_rounding_of_the_lettered_bar_is_told(tmp_path: Path) -> None:
    # 10.24 + 10.24 = 20.48 prints as 10.2 + 10.2 and 20.5
    assert "Segments may not add due to rounding." in said(exhibit(tmp_path))[2]
    # where a segment is missing it is not rounding that parts them
    assert "rounding" not in said(exhibit(tmp_path, periods="2024Q3"))[2]


def test_a_segment_that_is_none_of_the_metrics_is_left_out(tmp_path: Path) -> None:
    assert [each.name for each in spec(exhibit(tmp_path, "one, three")).series] == ["One"]


def test_a_stand_in_takes_the_place_of_what_is_missing(tmp_path: Path) -> None:
    found = exhibit(tmp_path, more="  stand_ins: {two: {2024Q3: one.2024Q3}}\n")
    assert spec(found).series[1].values == (10.24, 10.24)


def test_without_a_total_there_is_no_chart(tmp_path: Path) -> None:
    assert exhibit(tmp_path, periods="2020Q1") is None


def test_the_alternative_text_tells_the_totals(tmp_path: Path) -> None:
    assert drawing(exhibit(tmp_path)).alt == "Stacked bars of All by segment, USD m. Totals: 3Q24 20.5; 4Q24 20.5."
