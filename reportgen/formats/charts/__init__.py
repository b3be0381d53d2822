"""Charts as SVG: one verb, and one table of the kinds it can draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from reportgen.formats.charts import (
    cumulative,
    fan,
    histogram,
    implied,
    partbars,
    price,
    ranges,
    riskmatrix,
    stacked,
    timeline,
    tornado,
    waterfall,
)
from reportgen.formats.charts.canvas import Canvas
from reportgen.formats.charts.colours import TOKENS
from reportgen.formats.charts.gridlines import break_grid
from reportgen.formats.charts.heights import drawing_height
from reportgen.formats.charts.png import write_png
from reportgen.formats.charts.svg import write
from reportgen.model import charts as kinds

__all__ = ["DRAWERS", "draw", "draw_pixels", "drawing_height"]

# Each draws its own kind only, which the type of a table cannot say.
Drawer = Callable[..., None]

DRAWERS: Mapping[type, Drawer] = MappingProxyType(
    {
        kinds.PriceChart: price.draw,
        kinds.Waterfall: waterfall.draw,
        kinds.StackedBars: stacked.draw,
        kinds.CumulativeLines: cumulative.draw,
        kinds.PartBars: partbars.draw,
        kinds.Ranges: ranges.draw,
        kinds.Tornado: tornado.draw,
        kinds.Histogram: histogram.draw,
        kinds.Fan: fan.draw,
        kinds.ImpliedScale: implied.draw,
        kinds.Timeline: timeline.draw,
        kinds.RiskMatrix: riskmatrix.draw,
    }
)


def draw(  # noqa: PLR0913 - what a caller says about a drawing, all of it by name
    spec: kinds.ChartSpec,
    *,
    name: str,
    width: float,
    height: float,
    text_size: float = 7.0,
    narrow: bool = False,
    accent: str = TOKENS["accent"],
    accent_soft: str = TOKENS["accent-soft"],
) -> str:
    """SVG text of the chart, ``width`` x ``height`` in millimetres, text of ``text_size`` points.

    ``name`` is unique in the page; ``narrow`` draws for a phone, with fewer and shorter labels; the accents are the
    print colours of the house.
    """
    canvas = Canvas.of_millimetres(width, height, text_size)
    DRAWERS[type(spec)](spec, canvas, narrow=narrow)
    break_grid(canvas)
    return write(canvas, name, accent=accent, accent_soft=accent_soft)


def draw_pixels(  # noqa: PLR0913 - what a caller says about a drawing, all of it by name
    spec: kinds.ChartSpec,
    *,
    width: float,
    height: float,
    scale: float,
    text_size: float,
    accent: str = TOKENS["accent"],
    accent_soft: str = TOKENS["accent-soft"],
) -> bytes:
    """PNG of the chart on white, ``width`` x ``height`` in millimetres, ``scale`` pixels for each point."""
    canvas = Canvas.of_millimetres(width, height, text_size)
    DRAWERS[type(spec)](spec, canvas, narrow=True)
    break_grid(canvas)
    return write_png(canvas, scale=scale, accent=accent, accent_soft=accent_soft)
