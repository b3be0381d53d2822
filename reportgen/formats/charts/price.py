"""The price as it was, the price of the note, and the target at the end of its horizon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reportgen.figures import write_date
from reportgen.formats.charts.axes import Margins, Plot, draw_axis, draw_grid, plot_of
from reportgen.formats.charts.boxes import Box, Point, along, around
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.fonts import ASCENT, DESCENT
from reportgen.formats.charts.labels import place, place_anyhow
from reportgen.formats.charts.ratings import Steps, draw_steps, flagged, steps_of, write_steps
from reportgen.formats.charts.series import closes_range, interpolated, pieces, sorted_closes, thinned
from reportgen.formats.charts.timeaxis import Days, days_between, draw_days
from reportgen.formats.charts.words import Anchor, Line, Spot, wrap
from reportgen.model.charts import DatedPoint, Event, PriceChart, RatingChange

_HISTORY = Pen("ink", 1.4)
_OUTLOOK = Pen("accent", 1.3, (3.0, 2.0))
_STEM = Pen("ink3", 0.5)
_RING_PEN = Pen("ink", 0.9)
_DOT = 1.9
_RING = 1.5
_FLAG = 2.0, 0.7
"""How far a flag reaches beyond its word, at its sides and above and below, in points."""
_HALYARD = 1.5
"""How far the words beside a stem reach across it, in points."""
_DIAMOND = 3.2

# Behind the target as a fraction of the days before it, and what is kept free above the highest close.
_BEYOND = 0.03
_HEADROOM_LINES = 2.2

_MOST_EVENTS = 3
_EVENT_WIDTH = {False: 0.24, True: 0.33}

# How far above or below the line an event may be written, in points at a text of 7 points.
_STEMS = (9.0, 5.0, 14.0, 20.0)
_LONG_STEMS = (27.0, 35.0, 44.0, 54.0)


@dataclass(frozen=True, slots=True)
class _Scene:
    """The plot, its days, and what labels have to keep clear of."""

    plot: Plot
    days: Days
    closes: Sequence[DatedPoint]
    history: Sequence[Point]
    steps: Steps
    covered: tuple[Box, ...]
    flags: tuple[Box, ...] = ()
    """Where earlier ratings are written, with their stems: no other stem crosses them."""

    def at(self, point: DatedPoint) -> Point:
        """The place of an observation."""
        return self.days(point.day), self.plot.y(point.value)


def draw(spec: PriceChart, canvas: Canvas, *, narrow: bool) -> None:
    """History in ink, the horizon on tint, a dashed line to the diamond of the target, and at most three events.

    Earlier targets are steps behind the line, and each rating given anew flies a flag.
    """
    scene = _scene(spec, canvas)
    plot, today = scene.plot, scene.days(spec.price.day)
    canvas.rectangle(Box(today, plot.box.bottom, plot.box.right, plot.box.top), fill="tint")
    draw_grid(canvas, plot)
    draw_steps(canvas, scene.steps)
    for piece in pieces(scene.closes, scene.history):
        if len(piece) > 1:
            canvas.line(thinned(piece), _HISTORY)
        else:
            canvas.circle(piece[0], _HISTORY.width / 2, fill="ink")
    canvas.line([scene.at(spec.price), scene.at(spec.target)], _OUTLOOK)
    draw_axis(canvas, plot)
    draw_days(canvas, plot, scene.days)
    canvas.circle(scene.at(spec.price), _DOT, fill="ink")
    canvas.diamond(scene.at(spec.target), _DIAMOND, fill="accent")
    _write_target(spec, canvas, scene)
    _write_price(spec, canvas, scene)
    write_steps(canvas, scene.steps, scene.covered)
    scene = _with_flags(spec, canvas, scene)
    _mark_high(spec, canvas, scene)
    for event in spec.events[:_MOST_EVENTS]:
        _mark_event(canvas, scene, event, narrow=narrow)
    if spec.horizon_text:
        y = plot.box.bottom + canvas.size * 0.6
        tops = [y, plot.box.top - canvas.size]
        place(canvas, [Line(spec.horizon_text)], [Spot(today + 4, y) for y in tops], scene.covered)


def _scene(spec: PriceChart, canvas: Canvas) -> _Scene:
    """The plot from the first close to a little behind the target."""
    closes = sorted_closes(spec.closes, spec.price)
    highs = [spec.high.value] if spec.high else []
    before = [change.target for change in spec.changes]
    low, high = closes_range([*(close.value for close in closes), spec.target.value, *highs, *before])
    margins = Margins(
        right=2.0,
        bottom=canvas.leading + 4,
        headroom=canvas.leading * (_HEADROOM_LINES + 0.5 * (spec.target.value > spec.price.value)),
        footroom=canvas.leading if low else 0.0,
    )
    plot = plot_of(canvas, low, high, margins)
    first, last = closes[0].day, max(spec.target.day, spec.price.day)
    if last < date.max - timedelta(days=_days_beyond(first, last)):
        last += timedelta(days=_days_beyond(first, last))
    days = days_between(first, last, plot.box.left + 1, plot.box.right)
    history = [(days(close.day), plot.y(close.value)) for close in closes]
    target = days(spec.target.day), plot.y(spec.target.value)
    steps = steps_of(spec.changes, plot, days, history[-1][0])
    covered = (
        *steps.covered,
        *(box for piece in pieces(closes, history) for box in along(tuple(thinned(piece)), _HISTORY.width)),
        *along((history[-1], target), _OUTLOOK.width),
        around(history[-1], _DOT),
        around(target, _DIAMOND),
    )
    return _Scene(plot, days, closes, history, steps, covered)


def _days_beyond(first: date, last: date) -> int:
    return int((last - first).days * _BEYOND) + 1


def _write_target(spec: PriceChart, canvas: Canvas, scene: _Scene) -> None:
    """The target and its day, on the side of the diamond that the dashed line does not come from."""
    x, y = scene.at(spec.target)
    right = min(x + 5, scene.plot.box.right - 2)
    day = Line(write_date(spec.target.day, short=True), "accent")
    target = Line(spec.target_label.text, "accent", 600, spec.target_label.path)
    size, below = canvas.size, spec.target.value <= spec.price.value
    under = [Spot(right, y - _DIAMOND - 2 - size * ASCENT - extra, "end") for extra in (0.0, 6.0, 14.0, 24.0)]
    over = [Spot(right, y + _DIAMOND + 3 + canvas.leading + extra, "end") for extra in (0.0, 6.0, 14.0, 24.0)]
    first, second = (under, over) if below else (over, under)
    clear = place(canvas, [target, day], [*first, *second], scene.covered)
    if not clear and not place_anyhow(canvas, [target], [*first, *second], scene.covered):
        place(canvas, [target], [Spot(scene.plot.box.right, y_, "end") for y_ in (canvas.height / 2, canvas.size)])


def _write_price(spec: PriceChart, canvas: Canvas, scene: _Scene) -> None:
    x, y = scene.at(spec.price)
    size, below = canvas.size, spec.target.value <= spec.price.value
    over = [Spot(x + 4, y + extra) for extra in (size * 0.5, size * 0.8, size * 1.3, size * 2.0)]
    under = [Spot(x + 4, y - size * ASCENT - extra) for extra in (size * 0.35, size * 0.7, size * 1.2)]
    left = [Spot(x - 4, spot.y, "end") for spot in (*over, *under)]
    line = Line(spec.price_label.text, "ink", 600, spec.price_label.path)
    place_anyhow(canvas, [line], [*(over if below else under), *(under if below else over), *left], scene.covered)


def _mark_high(spec: PriceChart, canvas: Canvas, scene: _Scene) -> None:
    if spec.high is None or spec.high_label is None:
        return
    x, y = scene.at(spec.high)
    size = canvas.size
    spots = [
        Spot(x + 2, y + size * 0.45),
        Spot(x - 2, y + size * 0.45, "end"),
        Spot(x, y + size * 0.6, "middle"),
        Spot(x + 2, y + size * 0.9),
        Spot(x - 2, y + size * 0.9, "end"),
    ]
    line = Line(spec.high_label.text, path=spec.high_label.path)
    if place(canvas, [line], spots, scene.covered) or place(canvas, [line], spots, scene.flags):
        canvas.circle((x, y), _RING, fill="paper", pen=_RING_PEN)


def _mark_event(canvas: Canvas, scene: _Scene, event: Event, *, narrow: bool) -> None:
    """A ring on the line, a stem, and up to two lines of text on its free side; nothing where there is no room."""
    if not scene.closes[0].day <= event.day <= scene.closes[-1].day:
        return
    value = interpolated(scene.closes, event.day)
    if value is None:
        return
    x, y = scene.days(event.day), scene.plot.y(value)
    lines = [Line(text) for text in wrap(event.text, canvas.width * _EVENT_WIDTH[narrow], canvas.size)]
    ends = {spot: _stem_end(canvas, spot, y, len(lines)) for spot in _event_spots(canvas, (x, y), len(lines))}
    clear = [spot for spot, end in ends.items() if not any(_stem((x, y), end).overlaps(each) for each in scene.flags)]
    spot = place(canvas, lines, clear, scene.covered) if lines else None
    if spot is None:
        return
    canvas.line([(x, y), (x, ends[spot])], _STEM)
    canvas.circle((x, y), _RING, fill="paper", pen=_RING_PEN)


def _stem_end(canvas: Canvas, spot: Spot, foot: float, lines: int) -> float:
    """Where a stem meets the words of an event: below their last line, or above the first one."""
    last = spot.y - (lines - 1) * canvas.leading
    return last - canvas.size * DESCENT if last > foot else spot.y + canvas.size * ASCENT


def _with_flags(spec: PriceChart, canvas: Canvas, scene: _Scene) -> _Scene:
    """Fly the flags of the ratings given anew, the latest first; what is written later keeps clear of them."""
    for change in reversed([*flagged(spec.changes, scene.closes[0].day, scene.closes[-1].day)]):
        flag = _fly_flag(canvas, scene, change)
        scene = replace(scene, covered=(*scene.covered, *flag), flags=(*scene.flags, *flag))
    return scene


def _fly_flag(canvas: Canvas, scene: _Scene, change: RatingChange) -> tuple[Box, ...]:
    """The rating on a dark flag, on a stem from the line, with the room that both take; none where there is none.

    A flag of the past does not reach into the horizon, where it would be taken for the rating of the note.
    """
    value = interpolated(scene.closes, change.day)
    if value is None:
        return ()
    x, y = scene.days(change.day), scene.plot.y(value)
    today, (across, _) = scene.history[-1][0], _FLAG
    line = Line(change.rating, "paper", 600)
    for spot in _event_spots(canvas, (min(x, today - across - _HALYARD), y), 1):
        flag = next((words.box.grown(*_FLAG) for words in canvas.placed([line], spot)), None)
        if flag is None or flag.right > today + _STEM.width or not canvas.free([flag], scene.covered):
            continue
        end = flag.bottom if flag.bottom > y else flag.top
        stem = _stem((x, y), end)
        # a stem through words would strike them out
        if any(stem.overlaps(each) for each in (*(words.box for words in canvas.words), *scene.flags)):
            continue
        canvas.line([(x, y), (x, end)], _STEM)
        canvas.rectangle(flag, fill="ink")
        canvas.put([line], spot)
        return flag, stem
    return ()


def _stem(foot: Point, end: float) -> Box:
    x, y = foot
    return Box(x - _STEM.width / 2, min(y, end), x + _STEM.width / 2, max(y, end))


def _event_spots(canvas: Canvas, at: Point, lines: int) -> list[Spot]:
    """Above the line beside the stem, then on top of it, then on a long one, and at last below the line."""
    x, y = at
    size, more = canvas.size, (lines - 1) * canvas.leading
    beside: tuple[tuple[float, Anchor], ...] = ((x - _HALYARD, "start"), (x + _HALYARD, "end"))
    on_top: tuple[tuple[float, Anchor], ...] = ((x, "middle"),)

    def above(stems: Sequence[float], sides: tuple[tuple[float, Anchor], ...]) -> list[Spot]:
        heights = [y + stem * size / 7 + size * DESCENT + more for stem in stems]
        return [Spot(left, height, anchor) for height in heights for left, anchor in sides]

    depths = [y - stem * size / 7 - size * ASCENT for stem in (*_STEMS, *_LONG_STEMS)]
    below = [Spot(left, depth, anchor) for depth in depths for left, anchor in (*beside, *on_top)]
    return [*above(_STEMS, beside), *above(_STEMS, on_top), *above(_LONG_STEMS, (*beside, *on_top)), *below]
