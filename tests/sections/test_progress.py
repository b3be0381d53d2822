from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.charts import CumulativeLines
from reportgen.model.note import Exhibit
from reportgen.sections.progress import progress
from reportgen.sections.writer import Writer
from tests.sections.composing import drawing, said, sample, small
from tests.workspaces import SMALL

EXHIBIT = """\
progress:
  noun: Vans sold
  years:
    FY2024:
      - {through: 2024-03, sum: [sold.2024Q1]}
      - {through: 2024-05, sum: [sold.2024Q1, sold.2024-05]}
  goals:
    - {reference: aim.FY2024, name: aim}
"""

ROWS = """\
  sold:
    label: Sold
    unit: vehicles
    source: P
    status: actual
    values: {{2024Q1: {{value: {first}}}, 2024-05: {{value: {second}, at_least: true}}}}
  aim: {{label: Aim, unit: vehicles, source: P, status: estimate, values: {{FY2024: {{value: {aim}}}}}}}
"""


def built(writer: Writer) -> Exhibit | None:
    chosen = writer.inputs.exhibits.progress
    assert chosen is not None
    return progress(writer, chosen)


def exhibit(tmp_path: Path, first: str, second: str, aim: str, text: str = EXHIBIT) -> Exhibit | None:
    rows = ROWS.format(first=first, second=second, aim=aim)
    return built(small(tmp_path, changes={"facts.yaml": SMALL["facts.yaml"] + rows, "exhibits.yaml": text}))


def spec(found: Exhibit | None) -> CumulativeLines:
    chart = drawing(found).spec
    assert isinstance(chart, CumulativeLines)
    return chart


def test_a_year_that_is_known_from_its_first_quarter_begins_at_zero(tmp_path: Path) -> None:
    later = EXHIBIT.replace("      - {through: 2024-03, sum: [sold.2024Q1]}\n", "")
    points = spec(exhibit(tmp_path, "120", "30", "400", later)).paths[0].points
    assert [point.month for point in points] == [5.0]


def test_the_sample_counts_cars_in_thousands() -> None:
    found = built(sample())
    chart = spec(found)
    assert said(found)[1] == "Cars delivered since January, thousand"
    assert [(path.name, path.tone, len(path.points)) for path in chart.paths] == [
        ("2024", "d1", 3),
        ("2025", "accent", 7),
    ]
    assert [goal.label.text for goal in chart.goals] == ["350.0", "70", "100", "120"]
    last = chart.paths[1].points[-1]
    assert last.floor
    assert last.label is not None
    assert last.label.text == "more than 305.967"


@pytest.mark.parametrize(
    ("first", "second", "aim", "subtitle", "labels"),
    [
        ("120", "30", "400", "Vans sold since January", ["120", "more than 150"]),
        ("12000", "3000", "40000", "Vans sold since January, thousand", ["12.0", "more than 15.0"]),
        ("12000000", "3000000", "40000000", "Vans sold since January, m", ["12.0", "more than 15.0"]),
    ],
)
def test_the_scale_is_that_of_the_largest_figure(
    tmp_path: Path, first: str, second: str, aim: str, subtitle: str, labels: list[str]
) -> None:
    found = exhibit(tmp_path, first, second, aim)
    assert said(found)[1] == subtitle
    (path,) = spec(found).paths
    assert [point.label.text for point in path.points if point.label] == labels


def test_the_title_tells_how_far_it_has_come(tmp_path: Path) -> None:
    found = exhibit(tmp_path, "120", "30", "400")
    assert said(found)[0] == "Vans sold: more than 150 vehicles by the end of May 2024"


def test_a_floor_is_told_as_one(tmp_path: Path) -> None:
    points = spec(exhibit(tmp_path, "120", "30", "400")).paths[0].points
    assert [point.floor for point in points] == [False, False, True]
    assert [(point.month, point.value > 0) for point in points] == [(0.0, False), (3.0, True), (5.0, True)]


def test_months_between_quarters_are_not_lettered_unless_they_are_the_last(tmp_path: Path) -> None:
    text = EXHIBIT.replace("  goals", "      - {through: 2024-06, sum: [sold.2024Q1]}\n  goals")
    points = spec(exhibit(tmp_path, "120", "30", "400", text)).paths[0].points
    assert [point.label is not None for point in points] == [False, True, False, True]


def test_without_a_goal_the_alternative_text_names_none(tmp_path: Path) -> None:
    found = exhibit(tmp_path, "120", "30", "400", EXHIBIT.partition("  goals")[0])
    assert drawing(found).alt == "Vans sold since January, at the last point of each year: 2024: more than 150."


def test_where_nothing_is_reached_yet_there_is_no_chart(tmp_path: Path) -> None:
    text = EXHIBIT.replace("sold.2024Q1", "sold.2031Q1").replace("sold.2024-05", "sold.2031-05")
    assert exhibit(tmp_path, "120", "30", "400", text) is None
