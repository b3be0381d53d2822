"""The drawing as data: shapes and words in points, before any of it is written as SVG.

The origin is the lower left corner. No two words overlap and none leaves the drawing: ``put`` refuses what would,
so the order in which a chart writes its labels is the order of their weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from reportgen.formats.charts.boxes import POINTS_PER_MM, Box, Point
from reportgen.formats.charts.colours import Token
from reportgen.formats.charts.fonts import ASCENT, CAP_HEIGHT, DESCENT, text_width
from reportgen.formats.charts.words import SOFT_HYPHEN, Anchor, Line, Spot, clean

# The codes of matplotlib's paths.
MOVE, LINE, CURVE, CLOSE = 1, 2, 4, 79

LEADING = 1.2

# Two labels side by side read as one below this distance, in points.
_WORD_GAP = 1.2

# A circle from four Bézier curves: the length of their handles for a radius of 1.
_HANDLE = 0.5523


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn: colour, width in points, and the lengths of dashes and gaps."""

    colour: Token
    width: float = 0.5
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline, filled or stroked or both."""

    points: tuple[Point, ...]
    codes: tuple[int, ...]
    fill: Token | None = None
    pen: Pen | None = None
    gives_way: bool = False
    """Whether the line breaks off before words, as a gridline does."""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text where it stands."""

    text: str
    x: float
    y: float
    anchor: Anchor
    size: float
    colour: Token
    weight: int
    path: str
    box: Box


Mark: TypeAlias = Shape | Words


@dataclass(slots=True)
class Canvas:
    """A drawing of ``width`` × ``height`` points whose text has ``size`` points.

    ``marks`` are its shapes and words in the order of painting, ``words`` the latter alone.
    """

    width: float
    height: float
    size: float
    marks: list[Mark] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    @classmethod
    def of_millimetres(cls, width: float, height: float, size: float) -> Canvas:
        """An empty drawing, measured in millimetres."""
        return cls(width * POINTS_PER_MM, height * POINTS_PER_MM, size)

    @property
    def leading(self) -> float:
        """From one baseline to the next."""
        return self.size * LEADING

    @property
    def edges(self) -> Box:
        """The whole drawing."""
        return Box(0.0, 0.0, self.width, self.height)

    # ---- shapes -----------------------------------------------------------------------------------------------------

    def rectangle(self, box: Box, *, fill: Token | None = None, pen: Pen | None = None) -> None:
        """A rectangle; one without extent is not drawn."""
        if box.width <= 0 or box.height <= 0:
            return
        corners = (box.left, box.bottom), (box.right, box.bottom), (box.right, box.top), (box.left, box.top)
        self.polygon(corners, fill=fill, pen=pen)

    def polygon(self, corners: Sequence[Point], *, fill: Token | None = None, pen: Pen | None = None) -> None:
        """A closed outline of straight edges."""
        codes = (MOVE, *[LINE] * (len(corners) - 1), CLOSE)
        self.marks.append(Shape((*corners, corners[0]), codes, fill, pen))

    def line(self, points: Iterable[Point], pen: Pen) -> None:
        """A line through points."""
        through = tuple(points)
        if len(through) > 1:
            self.marks.append(Shape(through, (MOVE, *[LINE] * (len(through) - 1)), None, pen))

    def strokes(self, segments: Iterable[tuple[Point, Point]], pen: Pen) -> None:
        """Many separate lines of one kind as a single path."""
        ends = tuple(point for segment in segments for point in segment)
        if ends:
            self.marks.append(Shape(ends, (MOVE, LINE) * (len(ends) // 2), None, pen))

    def grid(self, segments: Iterable[tuple[Point, Point]], pen: Pen) -> None:
        """Lines, level or upright, that run behind all else and break off before words."""
        ends = tuple(point for segment in segments for point in segment)
        if ends:
            self.marks.append(Shape(ends, (MOVE, LINE) * (len(ends) // 2), None, pen, gives_way=True))

    def circle(self, centre: Point, radius: float, *, fill: Token | None = None, pen: Pen | None = None) -> None:
        """A circle."""
        x, y = centre
        r, h = radius, radius * _HANDLE
        points = (
            (x + r, y),
            (x + r, y + h), (x + h, y + r), (x, y + r),
            (x - h, y + r), (x - r, y + h), (x - r, y),
            (x - r, y - h), (x - h, y - r), (x, y - r),
            (x + h, y - r), (x + r, y - h), (x + r, y),
            (x + r, y),
        )  # fmt: skip
        self.marks.append(Shape(points, (MOVE, *[CURVE] * 12, CLOSE), fill, pen))

    def diamond(self, centre: Point, radius: float, *, fill: Token | None = None, pen: Pen | None = None) -> None:
        """A square standing on its corner."""
        x, y = centre
        self.polygon(((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)), fill=fill, pen=pen)

    # ---- words ------------------------------------------------------------------------------------------------------

    def put(self, lines: Sequence[Line], spot: Spot, avoid: Iterable[Box] = ()) -> bool:
        """Write a label if all its lines find room; tell whether they did."""
        placed = self.placed(lines, spot)
        if not self.free([words.box for words in placed], avoid):
            return False
        self.marks.extend(placed)
        self.words.extend(placed)
        return True

    def write(self, line: Line, x: float, y: float, anchor: Anchor = "start") -> bool:
        """Write one line if there is room for it; tell whether there was."""
        return self.put([line], Spot(x, y, anchor))

    def placed(self, lines: Sequence[Line], spot: Spot) -> list[Words]:
        """The lines of a label as they would stand, one below the other."""
        shown = [replace(line, text=text) for line in lines if (text := clean(line.text).replace(SOFT_HYPHEN, ""))]
        return [self._words(line, replace(spot, y=spot.y - row * self.leading)) for row, line in enumerate(shown)]

    def free(self, boxes: Sequence[Box], avoid: Iterable[Box] = ()) -> bool:
        """Whether boxes of text lie inside the drawing, clear of other words and of what is to be avoided."""
        obstacles = [*(words.box for words in self.words), *avoid]
        return all(box.within(self.edges) and not any(map(box.grown(_WORD_GAP).overlaps, obstacles)) for box in boxes)

    def centred(self, y: float) -> float:
        """The baseline of a line of text whose figures are centred on ``y``."""
        return y - self.size * CAP_HEIGHT / 2

    def _words(self, line: Line, spot: Spot) -> Words:
        return Words(
            text=line.text,
            x=spot.x,
            y=spot.y,
            anchor=spot.anchor,
            size=self.size,
            colour=line.colour,
            weight=line.weight,
            path=line.path,
            box=text_box(line.text, spot, self.size, line.weight),
        )


def text_box(text: str, spot: Spot, size: float, weight: int) -> Box:
    """The room that a line of text takes."""
    width = text_width(text, size, weight)
    left = spot.x - {"start": 0.0, "middle": width / 2, "end": width}[spot.anchor]
    return Box(left, spot.y - size * DESCENT, left + width, spot.y + size * ASCENT)
