"""Charts as data: what is to be seen, without a word on how it is drawn.

Every number that appears as text in a chart is a ``Label``: the text as printed and the path of its quantity.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Tone: TypeAlias = Literal["d1", "d2", "d3", "accent", "d6", "d5", "ink"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A printed number or word in a chart; ``path`` names the quantity behind it, or is empty."""

    text: str
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPoint:
    """One observation of a series over time."""

    day: date
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, marked on a line by a thin stem; ``text`` may hold up to two lines."""

    day: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingChange:
    """A rating or a target given anew by an earlier note; both hold until the next."""

    day: date
    rating: str
    target: float
    target_label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChart:
    """Closing prices, the price of the note, and the target at the end of its horizon.

    ``changes`` are the ratings and targets before this note's, in the order of their days.
    """

    closes: tuple[DatedPoint, ...]
    price: DatedPoint
    price_label: Label
    target: DatedPoint
    target_label: Label
    high: DatedPoint | None = None
    high_label: Label | None = None
    events: tuple[Event, ...] = ()
    changes: tuple[RatingChange, ...] = ()
    horizon_text: str = ""


StepKind: TypeAlias = Literal["part", "total", "judgement", "target", "gap", "price"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One bar of a waterfall.

    ``part``, ``judgement`` and ``gap`` move the level by ``value`` (it may be negative); ``total``, ``target`` and
    ``price`` stand from zero and *are* the level. Neighbouring bars of one ``group`` share a bracket.
    """

    name: str
    value: float
    kind: StepKind
    label: Label
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """From the parts to the target and on to the price; what a group's bracket says stands in ``group_labels``."""

    steps: tuple[Step, ...]
    group_labels: tuple[tuple[str, Label], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StackSeries:
    """One layer of a stacked bar chart; ``values`` has one entry per period, None where there is no figure."""

    name: str
    tone: Tone
    values: tuple[float | None, ...]
    last: Label | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedBars:
    """Totals by period split into layers; what the sources do not split is hatched, never interpolated."""

    periods: tuple[tuple[str, str], ...]
    series: tuple[StackSeries, ...]
    totals: tuple[float | None, ...]
    total_labels: tuple[Label | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathPoint:
    """A point of a cumulated path; ``floor`` marks a bound ("more than"), drawn hollow."""

    month: float
    value: float
    label: Label | None = None
    floor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulativePath:
    """What had been reached by each month of one year (0 = start of January, 12 = end of December)."""

    name: str
    tone: Tone
    points: tuple[PathPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A level to be reached by year's end; ``past`` ones are ticks, the current one a diamond."""

    value: float
    label: Label
    name: str
    past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulativeLines:
    """Progress within a year against its goals."""

    paths: tuple[CumulativePath, ...]
    goals: tuple[Goal, ...]
    pace_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartBar:
    """One horizontal bar; ``detail`` is printed after the value (a share, a method)."""

    name: str
    value: float
    label: Label
    detail: Label | None = None
    tone: Tone = "d2"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartBars:
    """Values side by side, largest differences first to be seen; values may be negative."""

    bars: tuple[PartBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRange:
    """One row of a football field: from ``low`` to ``high``."""

    name: str
    detail: str
    low: float
    high: float
    low_label: Label
    high_label: Label
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """Ranges of value by method, with the target and the price across them."""

    rows: tuple[ValueRange, ...]
    target: float
    target_label: Label
    price: float
    price_label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class TornadoBar:
    """One input: the result at its low and at its high end; an end without a meaningful figure is None."""

    name: str
    detail: str
    low: float | None
    high: float | None
    low_label: Label
    high_label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Tornado:
    """Inputs moved one at a time, about the result of the note."""

    bars: tuple[TornadoBar, ...]
    base: float
    base_label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """How often values fall between neighbouring edges, with the target and, where there is one, the price."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    target: float
    target_label: Label
    price: float | None = None
    price_label: Label | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FanLine:
    """One percentile over the years; ``label`` is its value in the last year."""

    name: str
    values: tuple[float | None, ...]
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Fan:
    """A forecast over the years between its percentiles, the outermost band first; the forecast itself as dots."""

    years: tuple[str, ...]
    lines: tuple[FanLine, ...]
    """Ascending and an odd number of them: the one in the middle is the median."""
    own: tuple[float | None, ...]
    own_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleMark:
    """A point on two scales at once: the assumption above, the value that follows from it below."""

    position: float
    above: Label
    below: Label
    role: Literal["base", "note", "price"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliedScale:
    """What an assumption would have to be for the target to meet the price."""

    marks: tuple[ScaleMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A dated event on a timeline; ``lead`` is the date as printed ("by 31 Mar 2026")."""

    day: date
    lead: str
    text: str
    past: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What has happened and what is to come, with a bin for what has no date."""

    today: date
    milestones: tuple[Milestone, ...]
    undated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPoint:
    """A numbered risk: size in value per share (negative lowers the target), probability 1 to 3."""

    number: int
    name: str
    size: float
    probability: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskMatrix:
    """Size against probability, only for risks that have both."""

    points: tuple[RiskPoint, ...]
    unit_text: str


ChartSpec: TypeAlias = (
    PriceChart
    | Waterfall
    | StackedBars
    | CumulativeLines
    | PartBars
    | Ranges
    | Tornado
    | Histogram
    | Fan
    | ImpliedScale
    | Timeline
    | RiskMatrix
)
