"""Closing prices with the ratings and targets that were given on the way."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.formats.charts.axes import Margins, Plot, draw_axis, draw_grid, plot_of
from reportgen.formats.charts.boxes import Box, Point, along
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.fonts import CAP_HEIGHT, text_width
from reportgen.formats.charts.labels import LEAST_DISTANCE, place, spread
from reportgen.formats.charts.series import closes_range, sorted_closes, thinned
from reportgen.formats.charts.timeaxis import Days, days_between, draw_days
from reportgen.formats.charts.words import ELLIPSIS, Line, Spot, wrap
from reportgen.model.charts import RatingChange, RatingHistory

_CLOSES = Pen("ink", 1.4)
_TARGET = Pen("accent", 1.6)
_CHANGE = Pen("ink2", 0.7)
_DOT = 1.9

# The last target runs on behind the last price, and its label begins behind that; in points.
_STUB = 8.0
_LABEL_GAP = 3.0

_HEADROOM_LINES = 1.6
_BADGE_PADDING = 1.6
_PADDING = 5.0


def draw(spec: RatingHistory, canvas: Canvas, *, narrow: bool) -> None:  # noqa: ARG001 - a phone shows all of it
    """The line of closes, tint where there was no coverage, a badge for each change, the targets as steps."""
    closes = sorted_closes(spec.closes, spec.price)
    changes = sorted(spec.changes, key=lambda change: change.day)
    plot, days = _frame(spec, canvas)
    begin = days(changes[0].day) if changes else plot.box.right
    begin = min(max(begin, plot.box.left), plot.box.right)
    canvas.rectangle(Box(plot.box.left, plot.box.bottom, begin, plot.box.top), fill="tint")
    draw_grid(canvas, plot)
    history = thinned([(days(close.day), plot.y(close.value)) for close in closes])
    canvas.strokes([((x, plot.box.bottom), (x, plot.box.top)) for x in _places(changes, plot, days)], _CHANGE)
    _draw_targets(changes, canvas, plot, days)
    canvas.line(history, _CLOSES)
    draw_axis(canvas, plot)
    draw_days(canvas, plot, days)
    canvas.circle(history[-1], _DOT, fill="ink")
    _draw_badges(changes, canvas, plot, days)
    _write_ends(spec, changes, canvas, plot)
    covered = along(tuple(history), _CLOSES.width)
    _write_earlier(changes, canvas, plot, days, covered)
    _write_before(spec.before_text, canvas, Box(plot.box.left, plot.box.bottom, begin, plot.box.top), covered)


def _frame(spec: RatingHistory, canvas: Canvas) -> tuple[Plot, Days]:
    closes = sorted_closes(spec.closes, spec.price)
    ends = [spec.price_label.text, *(change.target_label.text for change in spec.changes[-1:])]
    beside = max(text_width(text, canvas.size, 600) for text in ends)
    low, high = closes_range([*(close.value for close in closes), *(change.target for change in spec.changes)])
    margins = Margins(
        right=_STUB + _LABEL_GAP + min(beside, canvas.width / 4) + 1,
        bottom=canvas.leading + 4,
        headroom=canvas.leading * _HEADROOM_LINES,
        footroom=canvas.leading if low else 0.0,
    )
    plot = plot_of(canvas, low, high, margins)
    first = min([closes[0].day, *(change.day for change in spec.changes)])
    return plot, days_between(first, spec.price.day, plot.box.left + 1, plot.box.right)


def _places(changes: Sequence[RatingChange], plot: Plot, days: Days) -> list[float]:
    return [min(days(change.day), plot.box.right) for change in changes]


def _draw_targets(changes: Sequence[RatingChange], canvas: Canvas, plot: Plot, days: Days) -> None:
    """Each target holds until the next; the last one runs on a little behind the last price."""
    starts = _places(changes, plot, days)
    ends = [*starts[1:], plot.box.right + _STUB]
    segments: list[tuple[Point, Point]] = []
    for change, start, end in zip(changes, starts, ends, strict=False):
        y = plot.y(change.target)
        segments.append(((start, y), (end, y)))
    canvas.strokes(segments, _TARGET)


def _draw_badges(changes: Sequence[RatingChange], canvas: Canvas, plot: Plot, days: Days) -> None:
    """The rating on a dark square at the head of its line; the latest first where they are close."""
    size = canvas.size
    for change, x in reversed(list(zip(changes, _places(changes, plot, days), strict=True))):
        half = max(text_width(change.badge, size, 700), size * CAP_HEIGHT) / 2 + _BADGE_PADDING
        centre = min(max(x, half), canvas.width - half)
        badge = Box(centre - half, plot.box.top - size * CAP_HEIGHT - 2 * _BADGE_PADDING, centre + half, plot.box.top)
        spot = Spot(centre, badge.bottom + _BADGE_PADDING, "middle")
        line = Line(change.badge, "paper", 700)
        if canvas.free([words.box for words in canvas.placed([line], spot)]):
            canvas.rectangle(badge, fill="ink")
            canvas.put([line], spot)


def _write_ends(spec: RatingHistory, changes: Sequence[RatingChange], canvas: Canvas, plot: Plot) -> None:
    """The last price and the target in force, right of the plot."""
    found = [(spec.price.value, Line(spec.price_label.text, "ink", 600, spec.price_label.path))]
    for change in changes[-1:]:
        label = change.target_label
        found.append((change.target, Line(label.text, "accent", 600, label.path)))
    found.sort(key=lambda pair: pair[0])
    distance = [max(LEAST_DISTANCE, canvas.leading)] * (len(found) - 1)
    heights = spread([plot.y(value) for value, _ in found], distance, plot.box.bottom, plot.box.top)
    for (_, line), y in zip(found, heights, strict=True):
        canvas.write(line, plot.box.right + _STUB + _LABEL_GAP, canvas.centred(y))


def _write_earlier(
    changes: Sequence[RatingChange], canvas: Canvas, plot: Plot, days: Days, covered: Sequence[Box]
) -> None:
    """The targets that are no longer in force, at the beginning of their steps."""
    for change, x in zip(changes[:-1], _places(changes, plot, days), strict=False):
        y = plot.y(change.target)
        line = Line(change.target_label.text, "accent", 400, change.target_label.path)
        place(canvas, [line], [Spot(x + 2.5, y + 3), Spot(x + 2.5, y - canvas.size - 1)], covered)


def _write_before(words: str, canvas: Canvas, area: Box, covered: Sequence[Box]) -> None:
    """What the tint means, if there is room for all of it on the tint."""
    lines = [Line(text) for text in wrap(words, area.width - 2 * _PADDING, canvas.size, lines=3)]
    if not lines or lines[-1].text.endswith(ELLIPSIS):
        return
    left, more = area.left + _PADDING, (len(lines) - 1) * canvas.leading
    spots = [Spot(left, area.top - canvas.size), Spot(left, area.bottom + canvas.size * 0.6 + more)]
    place(canvas, lines, spots, covered)
