"""Risks by size and probability: what lowers the target on one side, what proves it too low on the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.formats.charts.axes import AXIS, GRID, first_baseline
from reportgen.formats.charts.boxes import Box, Point, around
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.fonts import ASCENT, DESCENT, text_width
from reportgen.formats.charts.labels import place
from reportgen.formats.charts.scales import Scale, Ticks, ticks
from reportgen.formats.charts.words import Line, Spot, shorten
from reportgen.model.charts import RiskMatrix, RiskPoint

_LEVELS = ("Low", "Medium", "High")
_HEAD = "Probability"
_LOWERS, _RAISES = "Lowers the target", "Proves it too low"

# In sizes of the text.
_RADIUS = 0.78
_NAME_GAP = 5.0
_TICK = 2.0
_SIDE_GAP = 3.5
# A disc may stand two widths of its own beside its size, and no further.
_SHIFTS = (0, 1, -1, 2, -2, 3, -3, 4, -4)
_MOST_TICKS = 6

# How far the values end from the edges of the plot, and the least part of it on either side of zero.
_ROOM = 0.12
_LEAST_SIDE = 0.12


@dataclass(frozen=True, slots=True)
class _Frame:
    """The plot, its scale, and the round numbers on it."""

    area: Box
    x: Scale
    ticks: Ticks

    def row(self, probability: int) -> Box:
        """The strip of a probability."""
        level = min(max(probability, 1), len(_LEVELS)) - 1
        height = self.area.height / len(_LEVELS)
        bottom = self.area.bottom + level * height
        return Box(self.area.left, bottom, self.area.right, bottom + height)


@dataclass(frozen=True, slots=True)
class _Disc:
    """A risk where it stands, and where its name does if there is room for it.

    Where others take all the room about its size, it lies under them without a number.
    """

    point: RiskPoint
    centre: Point
    name: Spot | None = None
    under: bool = False


def draw(spec: RiskMatrix, canvas: Canvas, *, narrow: bool) -> None:  # noqa: ARG001 - a phone shows all of it
    """Numbered discs in three rows, with names where there is room; the table has them all."""
    frame = _frame(spec, canvas)
    zero = frame.x(0.0)
    canvas.rectangle(Box(frame.area.left, frame.area.bottom, zero, frame.area.top), fill="tint")
    _draw_frame(canvas, frame, zero)
    _write_frame(spec, canvas, frame, zero)
    axis = Box(zero - 0.5, frame.area.bottom, zero + 0.5, frame.area.top)
    # stable: those that lie under others are painted before them
    discs = _discs(spec, canvas, frame, axis)
    if any(disc.under for disc in discs):
        # a number that says where to look in the table is worth more than another's name
        discs = _discs(spec, canvas, frame, None)
    for disc in sorted(discs, key=lambda disc: not disc.under):
        canvas.circle(disc.centre, _RADIUS * canvas.size, fill="accent" if disc.point.size < 0 else "d1")
        if disc.under:
            continue
        canvas.write(
            Line(str(disc.point.number), "paper", 600), disc.centre[0], canvas.centred(disc.centre[1]), "middle"
        )
        if disc.name:
            canvas.put([Line(disc.point.name, "ink")], disc.name)


def _frame(spec: RiskMatrix, canvas: Canvas) -> _Frame:
    size = canvas.size
    left = max(text_width(_HEAD, size, 600), *(text_width(level, size) for level in _LEVELS)) + _NAME_GAP
    area = Box(left, 2 * canvas.leading + _TICK + 4, canvas.width - 1, canvas.height - canvas.leading - 3)
    low = min(0.0, *(point.size for point in spec.points)) if spec.points else -1.0
    high = max(0.0, *(point.size for point in spec.points)) if spec.points else 1.0
    if low == high:
        low, high = -1.0, 1.0
    extent = high - low
    low, high = min(low, -_LEAST_SIDE * extent), max(high, _LEAST_SIDE * extent)
    found = ticks(low, high, slack=_ROOM / 2, most=_MOST_TICKS)
    return _Frame(area, Scale(low - _ROOM * extent, high + _ROOM * extent, area.left, area.right), found)


def _draw_frame(canvas: Canvas, frame: _Frame, zero: float) -> None:
    area = frame.area
    edges = [frame.row(level).bottom for level in (2, 3)]
    canvas.strokes([((area.left, y), (area.right, y)) for y in edges], GRID)
    canvas.line([(zero, area.bottom), (zero, area.top)], AXIS)
    canvas.line([(area.left, area.bottom), (area.right, area.bottom)], AXIS)
    marks = [frame.x(value) for value in frame.ticks.values]
    canvas.strokes([((x, area.bottom), (x, area.bottom - _TICK)) for x in marks], Pen("ink", 0.5))


def _write_frame(spec: RiskMatrix, canvas: Canvas, frame: _Frame, zero: float) -> None:
    """The words around the plot: probabilities, sizes, and what either side means."""
    area, side = frame.area, frame.area.left - _NAME_GAP
    for level, word in enumerate(_LEVELS, start=1):
        canvas.write(Line(word), side, canvas.centred(frame.row(level).middle[1]), "end")
    baseline = first_baseline(canvas, area.bottom - _TICK / 2)
    for value, text in zip(frame.ticks.values, frame.ticks.texts(signed=True), strict=True):
        canvas.write(Line(text, "ink3"), frame.x(value), baseline, "middle")
    unit = spec.unit_text if spec.unit_text.startswith("Size") else f"Size, {spec.unit_text}"
    middle = (area.left + area.right) / 2
    shown = shorten(unit, 2 * (canvas.width - middle), canvas.size)
    canvas.write(Line(shown), middle, baseline - canvas.leading - 1, "middle")
    head = area.top + 4
    canvas.write(Line(_HEAD, "ink", 600), side, head, "end")
    place(canvas, [Line(_LOWERS, "ink2", 600)], [Spot(zero - _SIDE_GAP, head, "end"), Spot(area.left, head)])
    place(canvas, [Line(_RAISES, "ink2", 600)], [Spot(zero + _SIDE_GAP, head), Spot(area.right, head, "end")])


def _discs(spec: RiskMatrix, canvas: Canvas, frame: _Frame, axis: Box | None) -> list[_Disc]:
    """Every risk has its disc; names stand where no disc and no other name is, those of the greatest risks first.

    Names keep off the axis; without one there are none.
    """
    radius = _RADIUS * canvas.size
    points = sorted(spec.points, key=lambda point: (-abs(point.size), point.number))
    nominal = {point: around((frame.x(point.size), frame.row(point.probability).middle[1]), radius) for point in points}
    found: list[_Disc] = []
    names: list[Box] = []
    for point in points:
        discs = [around(disc.centre, radius) for disc in found if not disc.under]
        others = [box for other, box in nominal.items() if other is not point]
        disc = _named(point, canvas, frame, ([*discs, *names], [*discs, *others, *names, axis])) if axis else None
        disc = disc or _unnamed(point, canvas, frame, [*discs, *names])
        found.append(disc)
        names.extend(_name_boxes(canvas, disc))
    return found


def _named(point: RiskPoint, canvas: Canvas, frame: _Frame, taken: tuple[list[Box], list[Box]]) -> _Disc | None:
    """The disc with its name below it, or else beside it on the side away from zero first; None without room."""
    discs, anything = taken
    radius, size, row, x = _RADIUS * canvas.size, canvas.size, frame.row(point.probability), frame.x(point.size)
    middle = row.middle[1]
    raised = row.top - radius - (row.height - 2 * radius - size) / 3
    below = raised - radius - 1.2 - size * ASCENT
    options = []
    for y in (middle, row.top - radius - 1, row.bottom + radius + 1):
        beside = [Spot(x - radius - 3, canvas.centred(y), "end"), Spot(x + radius + 3, canvas.centred(y))]
        options += [_Disc(point, (x, y), spot) for spot in (beside if point.size < 0 else beside[::-1])]
    if below - size * DESCENT >= row.bottom:
        options.insert(0, _Disc(point, (x, raised), Spot(x, below, "middle")))
    for option in options:
        boxes = _name_boxes(canvas, option)
        inside = all(box.within(frame.area) for box in boxes)
        clear = not any(around(option.centre, radius).overlaps(disc) for disc in discs)
        if boxes and inside and clear and canvas.free(boxes, anything):
            return option
    return None


def _unnamed(point: RiskPoint, canvas: Canvas, frame: _Frame, taken: Sequence[Box]) -> _Disc:
    """The disc at the place nearest to the size of a risk, in its row and on its side, that nothing else takes."""
    radius, row, x, zero = _RADIUS * canvas.size, frame.row(point.probability), frame.x(point.size), frame.x(0.0)
    slots = max(int(row.height // (2 * radius)), 1)
    stacked = [row.middle[1] + (slot - (slots - 1) / 2) * 2 * radius for slot in range(slots)]
    heights = sorted(stacked, key=lambda y: abs(y - row.middle[1]))
    for shift in _SHIFTS:
        for y in heights:
            centre = x + shift * radius, y
            disc = around(centre, radius)
            crossed = shift and (centre[0] - zero) * point.size < 0
            if not crossed and disc.within(frame.area) and not any(disc.overlaps(box) for box in taken):
                return _Disc(point, centre)
    return _Disc(point, (x, row.middle[1]), under=True)


def _name_boxes(canvas: Canvas, disc: _Disc) -> list[Box]:
    if disc.name is None:
        return []
    return [words.box for words in canvas.placed([Line(disc.point.name, "ink")], disc.name)]
