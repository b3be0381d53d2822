"""Inputs moved one at a time: bars to both sides of the result of the note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.formats.charts.axes import GRID, first_baseline
from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.fonts import ASCENT, text_width
from reportgen.formats.charts.labels import place, place_anyhow
from reportgen.formats.charts.rows import NAME_GAP, VALUE_GAP, Row, rows_in, write_name
from reportgen.formats.charts.scales import Scale, ticks, with_room
from reportgen.formats.charts.words import Line, Spot, shorten, wrap
from reportgen.model.charts import Label, Tone, Tornado, TornadoBar

_BASE_PEN = Pen("accent", 1.0, (3.0, 2.0))
_LOW: Tone = "d2"
_HIGH: Tone = "d1"
_NAMES_SHARE = 0.42
_THICKNESS = 1.15

# Heights in sizes of the text: a row, a row whose name stands above its bar, and the strips above and below.
_ROW = 2.5
_NARROW_ROW = 3.4
_STRIP = 1.7


@dataclass(frozen=True, slots=True)
class _Frame:
    """The area of the bars, its scale and its rows."""

    area: Box
    x: Scale
    rows: tuple[Row, ...]


def draw(spec: Tornado, canvas: Canvas, *, narrow: bool) -> None:
    """A row for each input; on a phone its name stands above its bar."""
    room = canvas.width * (1.0 if narrow else _NAMES_SHARE)
    names = [_name(bar, room, canvas.size) for bar in spec.bars]
    widths = (text_width(line.text, canvas.size, line.weight) for lines in names for line in lines)
    names_end = 0.0 if narrow else max(widths, default=0.0)
    frame = _frame(spec, canvas, names_end + (NAME_GAP if names_end else 0.0))
    strips = [Row(row.bottom, row.middle) for row in frame.rows] if narrow else list(frame.rows)
    runs = strips if narrow else [Row(frame.area.bottom, frame.area.top)]
    _draw_grid(canvas, frame, runs)
    base = frame.x(spec.base)
    for bar, strip in zip(spec.bars, strips, strict=True):
        for value, tone in _ends(bar):
            canvas.rectangle(strip.bar(base, frame.x(value), _THICKNESS * canvas.size), fill=tone)
    canvas.strokes([((base, run.bottom), (base, run.top)) for run in runs], _BASE_PEN)
    _write_head(spec, canvas, base)
    across = [Box(base - 1, frame.area.bottom, base + 1, frame.area.top)]
    for bar, strip, row, name in zip(spec.bars, strips, frame.rows, names, strict=True):
        _write_values(bar, canvas, frame.x, strip, across)
        if narrow:
            _write_above(canvas, name, row)
        else:
            write_name(canvas, name, names_end, row.middle)


def natural_height(spec: Tornado, size: float, *, narrow: bool) -> float:
    """The height in points at which every row has the room it needs."""
    return size * (2 * _STRIP + (_NARROW_ROW if narrow else _ROW) * len(spec.bars))


def _name(bar: TornadoBar, width: float, size: float) -> tuple[Line, ...]:
    """The name over what the input is at both ends."""
    if not bar.detail:
        return tuple(Line(text, "ink", 600) for text in wrap(bar.name, width, size, weight=600))
    name, detail = shorten(bar.name, width, size, weight=600), shorten(bar.detail, width, size)
    return tuple(line for line in (Line(name, "ink", 600), Line(detail)) if line.text)


def _ends(bar: TornadoBar) -> list[tuple[float, Tone]]:
    """The ends that have a figure, the farther first, so that one behind another is seen."""
    ends: list[tuple[float | None, Tone]] = [(bar.low, _LOW), (bar.high, _HIGH)]
    return [(value, tone) for value, tone in ends if value is not None]


def _frame(spec: Tornado, canvas: Canvas, left: float) -> _Frame:
    """The scale that holds all ends and the base, with room for the values beside the bars."""
    values = [spec.base, *(value for bar in spec.bars for value, _ in _ends(bar))]
    beside = []
    for bar in spec.bars:
        for value, label in ((bar.low, bar.low_label), (bar.high, bar.high_label)):
            width = text_width(label.text, canvas.size) + VALUE_GAP + 1
            if value is not None:
                beside.append((value, -width if value < spec.base else width))
    area = Box(left, _STRIP * canvas.size, canvas.width, canvas.height - _STRIP * canvas.size)
    x = with_room(min(values), max(values), (area.left, area.right), beside)
    return _Frame(area, x, rows_in([1.0] * len(spec.bars), area.bottom, area.top))


def _draw_grid(canvas: Canvas, frame: _Frame, runs: Sequence[Row]) -> None:
    """Vertical gridlines with their figures below, where they fall into the area of the bars."""
    area, found = frame.area, ticks(frame.x.low, frame.x.high)
    places = [frame.x(value) for value in found.values]
    inside = [x for x in places if area.left <= x <= area.right]
    canvas.strokes([((x, run.bottom), (x, run.top)) for x in inside for run in runs], GRID)
    baseline = first_baseline(canvas, area.bottom)
    for x, text in zip(places, found.texts(), strict=True):
        canvas.write(Line(text, "ink3"), x, baseline, "middle")


def _write_head(spec: Tornado, canvas: Canvas, base: float) -> None:
    """What the bars start from, above their line."""
    baseline = canvas.height - canvas.size * ASCENT - 1
    line = Line(spec.base_label.text, _BASE_PEN.colour, 600, spec.base_label.path)
    spots = [Spot(base, baseline, "middle"), Spot(base + 1, baseline, "end"), Spot(base - 1, baseline)]
    place(canvas, [line], [*spots, Spot(0.0, baseline), Spot(canvas.width, baseline, "end")])


def _write_values(bar: TornadoBar, canvas: Canvas, x: Scale, strip: Row, across: list[Box]) -> None:
    """Each result beyond its end of the bar; what has no figure beside the line."""
    baseline, base = canvas.centred(strip.middle), across[0].middle[0]
    ends = sorted(((bar.low, bar.low_label, -1), (bar.high, bar.high_label, 1)), key=lambda end: end[0] is None)
    for value, label, side in ends:
        edge = base if value is None else x(value)
        away = side if value is None or edge == base else (1 if edge > base else -1)
        _write_value(
            canvas,
            label,
            [Spot(edge + way * VALUE_GAP, baseline, "start" if way > 0 else "end") for way in (away, -away)],
            across,
        )


def _write_value(canvas: Canvas, label: Label, spots: list[Spot], across: list[Box]) -> None:
    place_anyhow(canvas, [Line(label.text, "ink", path=label.path)], spots, across)


def _write_above(canvas: Canvas, name: tuple[Line, ...], strip: Row) -> None:
    """Name and detail in one line over the bar; the name alone where they do not fit."""
    baseline = strip.middle + canvas.size * 0.3
    if not name or not canvas.put(name[:1], Spot(0.0, baseline)):
        return
    after = text_width(name[0].text, canvas.size, name[0].weight) + VALUE_GAP
    for detail in name[1:]:
        shortened = shorten(detail.text, canvas.width - after, canvas.size)
        canvas.put([Line(shortened)], Spot(after, baseline))
