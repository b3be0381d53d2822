"""The valuation as an analyst states it: parts with their methods, bridge, premium, shares, exchange rate."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from reportgen.model.amounts import AmountText
from reportgen.model.base import Day, Flag, Key, Model, Name, Text, refuse
from reportgen.model.facts import ReferenceText, SourceKey
from reportgen.model.prose import ProseText

InputPath = Annotated[str, Field(pattern=r"^valuation(\.[a-z0-9_]+)+$")]
NoteBadge = Literal["dcf", "multiple", "book", "judgement"]


class Input(Model):
    """A figure of the valuation: typed here with its source and date, or taken from a fact."""

    value: AmountText | None = None
    fact: ReferenceText | None = None
    source: SourceKey | None = None
    as_of: Day | None = None
    published: Day | None = None
    """When it became known; only where the source has no date of its own."""
    judgement: Flag = False
    """The house's own judgement: needs no source, and is marked in print."""
    note: Text | None = None

    @model_validator(mode="after")
    def _one_of(self) -> Input:
        if (self.value is None) == (self.fact is None):
            raise refuse("input-format", "give either 'value' or 'fact'")
        return self


class GivenPart(Model):
    """A part whose value a source states, with the method it states."""

    method: Literal["given"]
    label: Name
    short: Name | None = None
    """The name under a bar of a chart."""
    value: Input
    stated_method: Name
    """How the source valued it: "10-year DCF"."""
    badge: NoteBadge = "dcf"
    note: Text | None = None


class MultiplePart(Model):
    """A part worth a multiple of a metric. Without the metric, the source's own result gives it back."""

    method: Literal["multiple"]
    label: Name
    short: Name | None = None
    """The name under a bar of a chart."""
    multiple: Input
    multiple_of: Name
    """What the multiple is applied to, as printed: "EV / sales"."""
    metric: Input | None = None
    result: Input | None = None
    """The value that the source states, from which the metric is backed out."""
    note: Text | None = None

    @model_validator(mode="after")
    def _one_of(self) -> MultiplePart:
        if (self.metric is None) == (self.result is None):
            raise refuse("input-format", "give either 'metric' or the source's 'result'")
        return self


class BookValuePart(Model):
    """A part worth its book value after an uplift or haircut. A source's own result gives the book value back."""

    method: Literal["book_value"]
    label: Name
    short: Name | None = None
    """The name under a bar of a chart."""
    uplift: Input
    book_value: Input | None = None
    result: Input | None = None
    """The value after the uplift that the source states, from which the book value is backed out."""
    contains_cash: Flag = False
    """Cash is among these assets: the bridge must then not add it again."""
    note: Text | None = None

    @model_validator(mode="after")
    def _one_of(self) -> BookValuePart:
        if (self.book_value is None) == (self.result is None):
            raise refuse("input-format", "give either 'book_value' or the source's 'result'")
        return self


Part = Annotated[GivenPart | MultiplePart | BookValuePart, Field(discriminator="method")]


class BridgeItem(Model):
    """An item between enterprise value and equity value."""

    label: Name
    amount: Input
    sign: Literal["add", "subtract"]
    is_cash: Flag = False
    """The item is cash or net cash."""


class Premium(Model):
    """A premium (or, below zero, a discount) on equity value."""

    label: Name
    rate: Input
    reason: ProseText | None = None


class Shares(Model):
    """The number of shares and how they are counted."""

    count: Input
    basis: Literal["basic", "diluted", "as stated"]


class PeerCompany(Model):
    """A company of the peers table."""

    name: Name
    ticker: Name | None = None
    multiple: Input
    subject: Flag = False
    """The company that the note is about."""


class Peers(Model):
    """A multiple of the company beside those of its peers."""

    label: Name
    """The multiple, as printed: "Trailing P/E"."""
    companies: dict[Key, PeerCompany] = Field(min_length=1)


class Effect(Model):
    """What one input of the valuation becomes, so that the target can be computed again."""

    path: InputPath
    becomes: AmountText | None = None
    """A value in its place."""
    changes_by: AmountText | None = None
    """A change in per cent of it."""
    becomes_price_implied: Flag = False
    """The premium at which the target would equal the price."""

    @model_validator(mode="after")
    def _one_of(self) -> Effect:
        given = [self.becomes is not None, self.changes_by is not None, self.becomes_price_implied]
        if sum(given) != 1:
            raise refuse("input-format", "give exactly one of 'becomes', 'changes_by', 'becomes_price_implied'")
        return self


class Valuation(Model):
    """``valuation.yaml``: a sum of parts and its way to the target price."""

    method: Literal["sum_of_parts"]
    as_of: Day
    parts: dict[Key, Part] = Field(min_length=1)
    bridge: dict[Key, BridgeItem] = Field(default_factory=dict)
    premium: Premium | None = None
    shares: Shares
    exchange_rate: Input | None = None
    """Trading currency per reporting currency; needed where they differ."""
    price: Input | None = None
    """Only where there is no prices.csv."""
    stated_market_capitalisation: Input | None = None
    """A market capitalisation that a source states, to be checked against price × shares."""
    peers: Peers | None = None
