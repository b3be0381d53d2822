"""The opinion: rating, override, catalysts, risks, plan; and what the note shows."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from reportgen.model.amounts import AmountText
from reportgen.model.base import Day, Flag, Key, Keys, Model, Name, Number, Text, Whole, as_text, refuse, typed
from reportgen.model.facts import References, ReferenceText, SourceKey
from reportgen.model.periods import PeriodText
from reportgen.model.prose import ProseText
from reportgen.model.valuation import Effect, InputPath


def _read_minute(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    text = as_text(value)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}", text):
        raise refuse("date-format", f"{text[:40]!r} is not a time; write it as 2025-11-14 18:00, in the house's zone")
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007 - the house's time zone is joined when printing
    except ValueError:
        raise refuse("date-unknown", f"there is no time {text}") from None


Minute = Annotated[datetime, *typed(_read_minute, {"type": "string"})]
Probability = Literal["low", "medium", "high"]


class Override(Model):
    """Why the rating stands outside the band of the implied return."""

    reason: ProseText


class Previous(Model):
    """The last published rating and target."""

    rating: Name
    target_price: Number
    as_of: Day


class Catalyst(Model):
    """An event that may move the value."""

    event: Name
    day: Day | None = None
    by: Day | None = None
    """A deadline instead of a day."""
    look_for: ProseText
    direction: Literal["up", "down", "either"]
    effect: Effect | None = None
    source: SourceKey | None = None


class Milestone(Model):
    """Something that has happened, for the timeline."""

    day: Day
    printed: Name
    """The date as the source gives it: "May 2025"."""
    text: Name
    source: SourceKey


class Risk(Model):
    """What could keep the target from being reached."""

    name: ProseText
    short: Name | None = None
    """Its name in the matrix of sizes, two words or so; without one the first words of ``name``."""
    probability: Probability | None = None
    effect: Effect | None = None
    moves: ProseText | None = None
    indicator: ProseText | None = None
    mitigant: ProseText | None = None
    source: SourceKey | None = None


class PlanItem(Model):
    """One line of the company's investment plan."""

    label: ProseText
    amount: ReferenceText
    of: ReferenceText | None = None
    """The whole it is a share of."""
    note: ProseText | None = None


class View(Model):
    """A case that a source makes: upside, downside, or its view of the holding."""

    label: Name
    text: ProseText
    source: SourceKey


class Plan(Model):
    """The company's investment plan and the cases made around it."""

    items: tuple[PlanItem, ...] = ()
    views: tuple[View, ...] = ()


class Acknowledged(Model):
    """A warning that the analysts know of; it is then told as information and printed with its reason."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9\-]+$")]
    reason: ProseText


class Opinion(Model):
    """``opinion.yaml``."""

    as_of: Day
    completed: Minute
    """When production of the note was completed, in the house's time zone."""
    rating: Name
    action: Literal["initiation", "reiteration", "upgrade", "downgrade"]
    previous: Previous | None = None
    override: Override | None = None
    catalysts: tuple[Catalyst, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    risks: tuple[Risk, ...] = Field(min_length=1)
    plan: Plan | None = None
    acknowledged: tuple[Acknowledged, ...] = ()
    limits: tuple[ProseText, ...] = ()
    """Limits of the valuation, printed in the small print."""


class PriceEvent(Model):
    """A mark on the price chart."""

    day: Day
    text: Text


class PriceExhibit(Model):
    """The price chart on the front page."""

    title: ProseText | None = None
    events: tuple[PriceEvent, ...] = Field(default=(), max_length=3)


Shown = Literal[
    "level", "growth", "margin", "price_multiple", "enterprise_multiple", "previous", "revision", "consensus",
    "against_consensus",
]  # fmt: skip


class TableRow(Model):
    """A row of a table of figures: a metric, its growth or margin, or what was or is expected of it."""

    metric: Key
    show: Shown = "level"
    over: Key | None = None
    """The metric that a margin is taken of."""
    label: Name | None = None
    total: Flag = False
    sub: Flag = False
    """A part of the row above, which stands indented as growth and margins do."""
    decimals: Annotated[Whole, Field(ge=0, le=6)] | None = None
    scale: Literal["thousand", "m", "bn"] | None = None
    """Another scale than the metric's, for a row of amounts or counts."""


class TableExhibit(Model):
    """A table of figures over periods."""

    title: ProseText | None = None
    periods: tuple[PeriodText, ...] = Field(min_length=1, max_length=9)
    rows: tuple[TableRow, ...] = Field(min_length=1)
    note: ProseText | None = None


class EstimatesExhibit(Model):
    """The metrics and periods whose estimates are held against those before, the consensus and the guidance."""

    metrics: Keys = Field(max_length=8)
    periods: tuple[PeriodText, ...] = Field(min_length=1, max_length=3)


class ResultsExhibit(Model):
    """A set of results, held against the year before and the quarter or half before."""

    title: ProseText | None = None
    period: PeriodText
    metrics: Keys = Field(max_length=14)
    note: ProseText | None = None


class SegmentsExhibit(Model):
    """A metric by segment over quarters, as stacked bars."""

    title: ProseText | None = None
    total: Key
    segments: Keys = Field(max_length=6)
    subject: Key | None = None
    """The segment that the note is about, in the accent colour."""
    short_names: dict[Key, Name] = Field(default_factory=dict)
    periods: tuple[PeriodText, ...] = Field(min_length=1, max_length=12)
    stand_ins: dict[Key, dict[PeriodText, ReferenceText]] = Field(default_factory=dict)
    """A figure shown for a segment where its own is missing; the note must say so."""
    note: ProseText | None = None


class Goal(Model):
    """A level aimed at within a year."""

    reference: ReferenceText
    name: Name
    past: Flag = False


class ProgressPoint(Model):
    """What had been reached since the year began, by the end of a period: a sum of figures."""

    through: PeriodText
    sum: References


class ProgressExhibit(Model):
    """What has been reached within each year against its goals."""

    title: ProseText | None = None
    noun: Name
    """What is counted, as printed: "Cars delivered"."""
    years: dict[PeriodText, tuple[ProgressPoint, ...]] = Field(min_length=1, max_length=2)
    """The points of each fiscal year in order; the last year is the current one."""
    goals: tuple[Goal, ...] = ()
    note: ProseText | None = None


class IndicatorItem(Model):
    """One key figure over its caption."""

    label: Name
    value: ProseText
    context: ProseText


class FactRange(Model):
    """A range between two reported figures per share."""

    low: ReferenceText
    high: ReferenceText


class InputRange(Model):
    """The target at two values of one input."""

    path: InputPath
    low: AmountText
    high: AmountText


class EarningsRange(Model):
    """Value per share at two multiples of a profit."""

    low: ReferenceText
    high: ReferenceText
    profit: ReferenceText


class CompanyFact(Model):
    """A line of the company's facts: what, and the figures that say it."""

    label: Name
    value: ProseText


class RangeRow(Model):
    """A row of the football field: exactly one kind of range."""

    name: Name
    detail: Name
    """What the range is; "{low}" and "{high}" print the two values of its input."""
    facts: FactRange | None = None
    input: InputRange | None = None
    earnings: EarningsRange | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> RangeRow:
        if sum(kind is not None for kind in (self.facts, self.input, self.earnings)) != 1:
            raise refuse("input-format", "give exactly one of 'facts', 'input', 'earnings'")
        return self


TITLED = (
    "bridge", "catalysts", "changes", "company_facts", "expectations", "fan", "implied", "origins",
    "peers", "plan", "price_implied", "ranges", "rating_scale", "revisions", "risk_matrix", "risks", "scenarios",
    "sensitivity", "simulation", "sum_of_parts", "timeline", "tornado", "value_by_part", "value_changes", "views",
)  # fmt: skip
"""Exhibits that take a title from ``titles``; others have one of their own."""


class Exhibits(Model):
    """``exhibits.yaml``: what the note shows. An exhibit that is not named here and needs choices is left out."""

    price: PriceExhibit | None = None
    key_figures: TableExhibit | None = None
    indicators: tuple[IndicatorItem, ...] = Field(default=(), max_length=5)
    company_facts: tuple[CompanyFact, ...] = Field(default=(), max_length=14)
    segments: SegmentsExhibit | None = None
    progress: ProgressExhibit | None = None
    financials: TableExhibit | None = None
    estimates: EstimatesExhibit | None = None
    results: ResultsExhibit | None = None
    ranges: tuple[RangeRow, ...] = Field(default=(), max_length=8)
    titles: dict[Key, ProseText] = Field(default_factory=dict)
    """Titles in place of the computed ones, by the exhibit's name."""


class Answer(Model):
    """One answer on conflicts of interest."""

    question: Name
    answer: Flag
    """true means that the conflict exists."""
    detail: Text | None = None
    as_of: Day
    attested_by: Name


class Conflicts(Model):
    """``conflicts.yaml``: the answers that the disclosure rules ask for."""

    answers: tuple[Answer, ...] = Field(min_length=1)
