"""Facts: dated, sourced figures, and formulas over them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from reportgen.diagnostics import Location
from reportgen.model.amounts import UnitText
from reportgen.model.base import Day, Flag, Key, Keys, Model, Name, Number, Text, Whole, as_text, refuse, typed
from reportgen.model.periods import PeriodText, read_period

SourceKey = Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9]{0,11}$")]
Status = Literal["actual", "estimate"]
Expectation = Literal["consensus", "guidance", "previous_estimate"]
End = Literal["low", "high"]


def _read_reference(value: object) -> str:
    text = as_text(value)
    if not re.fullmatch(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_\-]+)+", text) or len(text) > 200:  # noqa: PLR2004
        raise refuse("reference-format", f"{text[:60]!r} is not a reference; write it like revenue.2024Q3")
    return text


ReferenceText = Annotated[str, *typed(_read_reference, {"type": "string", "examples": ["revenue.2024Q3"]})]
EXPECTATIONS: tuple[Expectation, ...] = ("consensus", "guidance", "previous_estimate")
References = Annotated[tuple[ReferenceText, ...], Field(min_length=1)]


class Source(Model):
    """Where figures come from; printed under "Sources"."""

    title: Text
    author: Name | None = None
    published: Day | None = None
    """When it came out. Left out for a family of publications, whose facts then carry their own date."""
    published_printed: Name | None = None
    """The date as printed, where the source does not give a day: "mid-2025"."""
    url: Text | None = None


class Fact(Model):
    """One figure of a metric for one period."""

    value: Number
    source: SourceKey | None = None
    published: Day | None = None
    status: Status | None = None
    as_of: Day | None = None
    """Only where it differs from the end of the period."""
    at_least: Flag = False
    """The source says "more than": the figure is a floor."""
    estimates: Annotated[Whole, Field(ge=1, le=999)] | None = None
    """How many analysts' estimates a consensus is made of."""
    url: Text | None = None
    note: Text | None = None


class Formula(Model):
    """A figure computed from others: exactly one operation over references."""

    sum: References | None = None
    difference: References | None = None
    """The first less all others."""
    product: References | None = None
    ratio: References | None = Field(default=None, min_length=2, max_length=2)
    """The first over the second."""
    growth: References | None = Field(default=None, min_length=2, max_length=2)
    """New over old, less one."""

    @model_validator(mode="after")
    def _one_operation(self) -> Formula:
        given = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if len(given) != 1:
            raise refuse("formula-format", "a formula has exactly one of sum, difference, product, ratio, growth")
        return self

    @property
    def operation(self) -> str:
        """The name of the one operation."""
        return next(name for name in type(self).model_fields if getattr(self, name) is not None)

    @property
    def references(self) -> tuple[str, ...]:
        """What it is applied to."""
        return tuple(getattr(self, self.operation))


class Share(Model):
    """The metric is a share of another: part over whole."""

    part: Key
    whole: Key


class Metric(Model):
    """A named series of figures in one unit."""

    label: Name
    unit: UnitText
    definition: Text | None = None
    """What exactly is counted, where two figures of one name could be confused."""
    source: SourceKey | None = None
    """The source of all values that do not name their own."""
    status: Status | None = None
    values: dict[PeriodText, Fact] = Field(default_factory=dict)
    formulas: dict[PeriodText, Formula] = Field(default_factory=dict)
    sum_of: Keys | None = None
    """The metrics that add up to this one."""
    difference_of: Keys | None = None
    """The metrics of which this one is the first less all others: net cash of cash and debt."""
    balance_of: Key | None = None
    """This metric is what remains of that total after its other parts, where no figure is given."""
    growth_of: Key | None = None
    """This metric states the growth on the year of that one."""
    share_of: Share | None = None
    """This metric states a part over a whole: a share, a margin, or so much for each share or car."""
    restates: Key | None = None
    """This metric states the same as that one, by another source; where both have a figure they must agree."""
    consensus_of: Key | None = None
    """This metric states what other analysts expect of that one."""
    guidance_of: Key | None = None
    """This metric states what the company itself expects of that one."""
    previous_estimate_of: Key | None = None
    """This metric states what we expected of that one before, where no release of ours is on record."""
    end: End | None = None
    """This metric is the low or the high end of what is expected; without it the mean, or one figure."""

    @model_validator(mode="after")
    def _one_expectation(self) -> Metric:
        given = [kind for kind in EXPECTATIONS if self.expects(kind) is not None]
        if len(given) > 1:
            raise refuse("expectation-format", "give at most one of consensus_of, guidance_of, previous_estimate_of")
        if self.end is not None and given not in (["consensus"], ["guidance"]):
            raise refuse("expectation-format", "'end' belongs to a consensus_of or a guidance_of")
        return self

    def expects(self, kind: Expectation) -> str | None:
        """The metric of which this one states an expectation of a kind; None if it does not."""
        named = {
            "consensus": self.consensus_of,
            "guidance": self.guidance_of,
            "previous_estimate": self.previous_estimate_of,
        }
        return named[kind]

    @property
    def is_expectation(self) -> bool:
        """Whether this metric states what somebody expects of another one."""
        return any(self.expects(kind) is not None for kind in EXPECTATIONS)


class Facts(Model):
    """``facts.yaml``, with the rows of its series files merged into the metrics."""

    sources: dict[SourceKey, Source] = Field(min_length=1)
    series: tuple[Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_\-]*\.csv$")], ...] = ()
    """CSV files in the same folder: metric,period,value,status,source,published,at_least,url,note,estimates."""
    metrics: dict[Key, Metric] = Field(default_factory=dict)

    def expectation(self, kind: Expectation, metric: str, end: End | None = None) -> str | None:
        """The key of the metric that states an expectation of another one."""
        found = (name for name, each in self.metrics.items() if each.expects(kind) == metric and each.end == end)
        return next(found, None)


class Close(Model):
    """One closing price; a row of ``prices.csv``."""

    day: Day
    close: Number
    source: SourceKey
    place: Location | None = None


def latest_close(closes: tuple[Close, ...], as_of: date) -> Close | None:
    """The last close on or before a day."""
    known = [close for close in closes if close.day <= as_of]
    return max(known, key=lambda close: close.day) if known else None


def fact_path(reference: str) -> tuple[str, str]:
    """Metric and period of a reference such as ``revenue.2024Q3``."""
    metric, _, period = reference.partition(".")
    return metric, str(read_period(period))
