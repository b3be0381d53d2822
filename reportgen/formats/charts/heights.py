"""How high a drawing wants to be where the number of its rows decides."""

from __future__ import annotations

from reportgen.formats.charts import partbars, ranges, timeline, timeline_rows, tornado, waterfall, waterfall_rows
from reportgen.formats.charts.boxes import POINTS_PER_MM
from reportgen.model.charts import ChartSpec, ImpliedScale, PartBars, Ranges, Timeline, Tornado, Waterfall

# Of drawings that fill the height they are given, in millimetres, and the text that they are lettered in, in points.
PLAIN, PLAIN_NARROW = 50.0, 62.0
TEXT, TEXT_NARROW = 7.0, 9.0
# Two rows of words and a bar between them, in sizes of the text.
_ONE_BAR = 10.5


def drawing_height(spec: ChartSpec, width: float, *, narrow: bool = False) -> float:
    """The natural height in millimetres of a chart drawn ``width`` millimetres wide at its usual size of text.

    Rows decide for bars that lie, ranges and timelines, and for a waterfall with too many steps to stand; other kinds
    fill what they are given and get a usual height.
    """
    size = TEXT_NARROW if narrow else TEXT
    points = _in_points(spec, width * POINTS_PER_MM, size, narrow=narrow)
    if points is None:
        return PLAIN_NARROW if narrow else PLAIN
    return points / POINTS_PER_MM


def _in_points(  # noqa: PLR0911 - one for each kind of chart
    spec: ChartSpec, width: float, size: float, *, narrow: bool
) -> float | None:
    match spec:
        case PartBars():
            return partbars.natural_height(spec, width, size)
        case Ranges():
            return ranges.natural_height(spec, size, narrow=narrow)
        case Tornado():
            return tornado.natural_height(spec, size, narrow=narrow)
        case ImpliedScale():
            return _ONE_BAR * size
        case Timeline():
            by = timeline_rows.natural_height if narrow else timeline.natural_height
            return by(spec, width, size)
        case Waterfall() if waterfall.lies(spec, width, size, narrow=narrow):
            return waterfall_rows.natural_height(spec, width, size)
        case _:
            return None
