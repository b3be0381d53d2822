"""What stands at the year's end of a chart of progress: goals, the ends of paths, and their names in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.formats.charts.axes import BRACKET, Plot, bands
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.colours import Token, name_token
from reportgen.formats.charts.fonts import text_width
from reportgen.formats.charts.labels import LEAST_DISTANCE, place, spread_strongest
from reportgen.formats.charts.words import Line, Spot, widest, wrap
from reportgen.model.charts import CumulativeLines, CumulativePath, Label, Tone

# From this month on a path has reached the year's end.
_END = 11.5

_MARK_GAP = 6.0
_COLUMN_GAP = 8.0
_TICK = 2.6
_DIAMOND = 3.0
_NAMES_SHARE = {False: 0.2, True: 0.24}
_STRONGEST, _STRONG, _WEAK = 3.0, 2.0, 1.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure at the year's end, with its name."""

    value: float
    label: Label
    name: str
    colour: Token
    weight: int
    strength: float


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of the columns of figures and of names."""

    values: float
    names: float
    least: float

    @property
    def width(self) -> float:
        """What both take beside the plot."""
        taken = _MARK_GAP + self.values + (_COLUMN_GAP + self.names if self.names else 0.0) + 1
        return max(taken, self.least)


def at_end(path: CumulativePath) -> bool:
    """Whether a path runs to the end of its year."""
    return bool(path.points) and path.points[-1].month >= _END


def entries(spec: CumulativeLines) -> list[Entry]:
    """All figures at the year's end, the strongest being the goals that still stand."""
    found = [
        Entry(goal.value, goal.label, goal.name, "ink2", 400, _WEAK)
        if goal.past
        else Entry(goal.value, goal.label, goal.name, "accent", 600, _STRONGEST)
        for goal in spec.goals
    ]
    for path in spec.paths:
        if at_end(path):
            last = path.points[-1]
            label = last.label or Label(text="")
            found.append(Entry(last.value, label, path.name, name_token(path.tone), 600, _STRONG))
    return found


def columns(spec: CumulativeLines, canvas: Canvas, *, narrow: bool) -> Columns:
    """How wide the columns are."""
    found = entries(spec)
    most = canvas.width * _NAMES_SHARE[narrow]
    values = max((text_width(entry.label.text, canvas.size, entry.weight) for entry in found), default=0.0)
    names = max((widest(wrap(entry.name, most, canvas.size), canvas.size) for entry in found), default=0.0)
    # half of the last month's name reaches beyond the plot
    return Columns(values, names, least=canvas.size * 1.2)


def draw_marks(spec: CumulativeLines, canvas: Canvas, plot: Plot) -> None:
    """A hollow diamond for a goal, a tick for a past one in the colour of the year that it was for."""
    past_tone: Tone = next((path.tone for path in spec.paths if at_end(path)), "d1")
    x = plot.box.right
    ticks = [((x - _TICK, plot.y(goal.value)), (x + _TICK, plot.y(goal.value))) for goal in spec.goals if goal.past]
    canvas.strokes(ticks, Pen(past_tone, 1.2))
    for goal in spec.goals:
        if not goal.past:
            canvas.diamond((x, plot.y(goal.value)), _DIAMOND, fill="paper", pen=Pen("accent", 1.2))


def write(spec: CumulativeLines, canvas: Canvas, plot: Plot, room: Columns) -> None:
    """Figures right-aligned, as near to their marks as they find room, and names behind them."""
    found = sorted(entries(spec), key=lambda entry: (entry.value, entry.strength))
    half = canvas.size / 2
    distance = max(LEAST_DISTANCE, canvas.leading)
    heights = [plot.y(entry.value) for entry in found]
    strengths = [entry.strength for entry in found]
    places = spread_strongest(heights, strengths, distance, plot.box.bottom - half, canvas.height - half - 1)
    values_end = plot.box.right + _MARK_GAP + room.values
    names_start = values_end + _COLUMN_GAP
    kept = [(entry, y) for entry, y in zip(found, places, strict=True) if y is not None]
    for entry, y in kept:
        line = Line(entry.label.text, entry.colour, entry.weight, entry.label.path)
        canvas.write(line, values_end, canvas.centred(y), "end")
        if entry.strength > _WEAK:
            _write_name(canvas, entry.name, entry.colour, (names_start, y), room.names)
    past = [(entry.name, y) for entry, y in kept if entry.strength == _WEAK]
    _write_past(canvas, past, (values_end, names_start), room.names)


def _write_past(canvas: Canvas, past: Sequence[tuple[str, float]], columns: tuple[float, float], width: float) -> None:
    """One name for neighbouring goals that share it, behind a bracket."""
    values_end, names_start = columns
    for name, first, last in bands([name for name, _ in past]):
        low, high = past[first][1], past[last][1]
        if _write_name(canvas, name, "ink2", (names_start, (low + high) / 2), width) and last > first:
            x, half = (values_end + names_start) / 2, canvas.size / 2
            canvas.line([(x, low - half), (x, high + half)], BRACKET)


def _write_name(canvas: Canvas, name: str, colour: Token, at: tuple[float, float], width: float) -> bool:
    """A name in up to two lines beside its figure, a little up or down where another stands in its way."""
    lines = [Line(text, colour) for text in wrap(name, width + 0.5, canvas.size)]
    if not lines:
        return False
    x, y = at
    top = canvas.centred(y) + (len(lines) - 1) * canvas.leading / 2
    shifts = (0.0, -0.4, 0.4, -0.8, 0.8)
    spots = [Spot(x, top + shift * canvas.leading) for shift in shifts]
    return place(canvas, lines, spots) is not None or place(canvas, lines[:1], [Spot(x, canvas.centred(y))]) is not None
