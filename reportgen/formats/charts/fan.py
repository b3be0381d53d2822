"""A forecast that spreads over the years: bands between percentiles, the median as a line, the forecast as dots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportgen.formats.charts.axes import Margins, Plot, draw_axis, draw_grid, first_baseline, plot_of
from reportgen.formats.charts.boxes import Point, along
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.colours import Token
from reportgen.formats.charts.fonts import DESCENT, text_width
from reportgen.formats.charts.labels import place, spread_strongest
from reportgen.formats.charts.scales import Scale
from reportgen.formats.charts.words import Line, Spot, widest
from reportgen.model.charts import Fan, FanLine

# From the outside in: each darker than the one around it, in grey as well.
_BANDS: tuple[Token, ...] = ("d3", "d2")
_MEDIAN = Pen("ink", 1.4)
_DOT, _RING = 1.7, Pen("accent", 1.1)
_STEM = Pen("accent", 0.5)
_GAP = 4.0
# Room for a name above the bands, in sizes of the text.
_HEAD = 1.6


def draw(spec: Fan, canvas: Canvas, *, narrow: bool) -> None:
    """Bands, median and named dots over the years; each percentile with its last value behind the last year."""
    known = [value for line in spec.lines for value in line.values if value is not None]
    if not known:
        return
    known += [value for value in spec.own if value is not None]
    names = widest([line.name for line in spec.lines], canvas.size)
    column = names + 2 * _GAP + max(text_width(line.label.text, canvas.size, 600) for line in spec.lines)
    margins = Margins(right=column, bottom=canvas.leading + 2, headroom=_HEAD * canvas.size)
    plot = plot_of(canvas, min(0.0, *known), max(known), margins)
    half = (plot.box.right - plot.box.left) / (2 * len(spec.years))
    x = Scale(0.0, max(len(spec.years) - 1, 1), plot.box.left + half, plot.box.right - half)
    draw_grid(canvas, plot)
    _draw_bands(spec, canvas, plot, x)
    draw_axis(canvas, plot)
    for at in _points(spec.own, plot, x):
        canvas.circle(at, _DOT, fill="paper", pen=_RING)
    _write_ends(spec.lines, canvas, plot, names)
    _write_years(spec.years, canvas, plot, x, narrow=narrow)
    _write_own(spec, canvas, plot, x)


def _draw_bands(spec: Fan, canvas: Canvas, plot: Plot, x: Scale) -> None:
    """One polygon for each run of years; a year without figures leaves a gap."""
    pairs = zip(spec.lines, reversed(spec.lines), strict=True)
    for number, (low, high) in enumerate(list(pairs)[: len(spec.lines) // 2]):
        fill = _BANDS[min(number, len(_BANDS) - 1)]
        for run in _runs(low, high):
            edge = [(x(number), plot.y(bottom)) for number, bottom, _ in run]
            back = [(x(number), plot.y(top)) for number, _, top in reversed(run)]
            canvas.polygon([*edge, *back], fill=fill)
    median = spec.lines[len(spec.lines) // 2]
    canvas.line(_points(median.values, plot, x), _MEDIAN)


def _runs(low: FanLine, high: FanLine) -> Iterator[list[tuple[int, float, float]]]:
    """Years side by side in which both edges have a figure; a single one is no band."""
    years = enumerate(zip(low.values, high.values, strict=True))
    for known, run in groupby(years, key=lambda each: each[1][0] is not None and each[1][1] is not None):
        held = [(number, *edges) for number, edges in run]
        if known and len(held) > 1:
            yield [(number, bottom or 0.0, top or 0.0) for number, bottom, top in held]


def _points(values: Sequence[float | None], plot: Plot, x: Scale) -> list[Point]:
    return [(x(number), plot.y(value)) for number, value in enumerate(values) if value is not None]


def _write_ends(lines: Sequence[FanLine], canvas: Canvas, plot: Plot, names: float) -> None:
    """Name and last value of each percentile, spread where they would stand on each other."""
    held = [(line, value) for line in lines for value in line.values[-1:] if value is not None and line.label.text]
    wanted = [plot.y(value) for _, value in held]
    order = sorted(range(len(held)), key=lambda number: (wanted[number], number))
    heights = spread_strongest(
        [wanted[number] for number in order], [0.0] * len(order), canvas.leading, plot.box.bottom, plot.box.top
    )
    for number, height in zip(order, heights, strict=True):
        line = held[number][0]
        if height is None:
            continue
        left, baseline = plot.box.right + _GAP / 2, canvas.centred(height)
        canvas.write(Line(line.name, "ink3"), left, baseline)
        canvas.write(Line(line.label.text, "ink", 600, line.label.path), left + names + _GAP, baseline)


def _write_years(years: Sequence[str], canvas: Canvas, plot: Plot, x: Scale, *, narrow: bool) -> None:
    """The years below the axis, the last first; on a phone every other one where all find no room."""
    baseline = first_baseline(canvas, plot.box.bottom)
    step = 2 if narrow and len(years) > 5 else 1  # noqa: PLR2004 - so many stand side by side on a phone
    for number in range(len(years) - 1, -1, -step):
        canvas.write(Line(years[number]), x(number), baseline, "middle")


def _write_own(spec: Fan, canvas: Canvas, plot: Plot, x: Scale) -> None:
    """What the dots are: over the bands, on a stem from the dot that is nearest to their edge; else above the plot."""
    name = Line(spec.own_name, "accent")
    edge = along(tuple(_points(spec.lines[-1].values, plot, x)), _MEDIAN.width)
    tops = zip(*(line.values for line in spec.lines), spec.own, strict=True)
    dots = [
        (x(number), plot.y(own), plot.y(max(value for value in (*values, own) if value is not None)))
        for number, (*values, own) in enumerate(tops)
        if own is not None
    ]
    for at, y, top in sorted(dots, key=lambda dot: (dot[2] - dot[1], dot[0])):
        foot = top + _DOT + _GAP
        if place(canvas, [name], [Spot(at, foot + canvas.size * DESCENT, "middle")], edge):
            canvas.line([(at, y + _DOT), (at, foot)], _STEM)
            return
    baseline = canvas.height - canvas.size
    if dots and place(canvas, [name], [Spot(plot.box.left + _GAP + 4, baseline)]) is not None:
        canvas.circle((plot.box.left + _GAP, baseline + canvas.size * 0.3), _DOT, fill="paper", pen=_RING)
