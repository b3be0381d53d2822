"""The valuation as an analyst states it: parts with their methods, bridge, premium, shares, exchange rate."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from reportgen.model.amounts import AmountText
from reportgen.model.assumptions import Basis, Input
from reportgen.model.base import Day, Flag, Key, Model, Name, Number, Text, Whole, as_text, refuse, typed
from reportgen.model.facts import Source, SourceKey
from reportgen.model.methods import Part
from reportgen.model.prose import ProseText
from reportgen.quantities import CURRENCIES

_PATH = re.compile(r"valuation(\.[A-Za-z0-9_]+)+\Z")


def _read_path(value: object) -> str:
    text = as_text(value)
    if not _PATH.match(text):
        message = f"{text[:60]!r}: the path of an input of the valuation is needed: valuation.premium"
        raise refuse("text-format", message)
    return text


def _read_currency(value: object) -> str:
    text = as_text(value)
    if text not in CURRENCIES:
        raise refuse("currency-unknown", f"no such currency: {text[:20]!r}; write it as CNY, HKD, USD …")
    return text


InputPath = Annotated[str, *typed(_read_path, {"type": "string", "examples": ["valuation.premium"]})]
CurrencyCode = Annotated[str, *typed(_read_currency, {"type": "string", "examples": ["USD"]})]


class NamedInput(Input):
    """A figure that others refer to by its key: ``{input: wacc}``."""

    label: Name | None = None

    @model_validator(mode="before")
    @classmethod
    def _built(cls, data: Any) -> Any:  # noqa: ANN401 - data of any form
        return {"value": data} if isinstance(data, str) else data


class BridgeItem(Model):
    """An item between enterprise value and equity value."""

    label: Name
    amount: Input
    sign: Literal["add", "subtract"]
    is_cash: Flag = False
    """The item is cash or net cash."""
    share: Input | None = None
    """The part of it that counts: an ownership, a haircut's rest."""
    tax: Input | None = None
    """The rate of tax on bringing it home."""


class Premium(Model):
    """A premium (or, below zero, a discount) on equity value or on enterprise value."""

    label: Name
    rate: Input
    on: Literal["equity_value", "enterprise_value"] = "equity_value"
    reason: ProseText | None = None


class OptionSet(Model):
    """Options, warrants or share awards of one strike."""

    label: Name
    number: Input
    strike: Input


class BlackScholes(Model):
    """Options valued by Black and Scholes, with dividends and dilution.

    ``spot`` says at which share price: that of the market, or the value itself, which is then solved for. ``diluted``
    puts the price of the shares after exercise in the formula.
    """

    volatility: Input
    years: Input
    """To expiry."""
    risk_free: Input
    dividend_yield: Input | None = None
    tax_rate: Input | None = None
    """Of the company: an option is worth that much less to it where its cost is deducted."""
    spot: Literal["market", "value"]
    diluted: Flag


class Dilution(Model):
    """How options count."""

    options: dict[Key, OptionSet] = Field(min_length=1)
    treasury_stock: Literal["market", "value"] | None = None
    """The price at which the proceeds buy shares back: that of the market, or the value itself."""
    black_scholes: BlackScholes | None = None

    @model_validator(mode="after")
    def _one_of(self) -> Dilution:
        if (self.treasury_stock is None) == (self.black_scholes is None):
            raise refuse("input-format", "give either 'treasury_stock' or 'black_scholes'")
        return self


class Shares(Model):
    """The number of shares and how they are counted."""

    count: Input
    basis: Literal["basic", "diluted", "as stated"]
    dilution: Dilution | None = None


class RollForward(Model):
    """The value carried to the date of the target: ``value × (1 + cost_of_equity) ^ years − dividends``."""

    cost_of_equity: Input
    years: Input | None = None
    to: Day | None = None
    """The date of the target, counted in days over 365 from the valuation's own."""
    dividends: Input | None = None
    """Paid until then, a share."""

    @model_validator(mode="after")
    def _one_of(self) -> RollForward:
        if (self.years is None) == (self.to is None):
            raise refuse("input-format", "give either 'years' or 'to'")
        return self


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
    """The value at which the target would equal the price."""

    @model_validator(mode="after")
    def _one_of(self) -> Effect:
        given = [self.becomes is not None, self.changes_by is not None, self.becomes_price_implied]
        if sum(given) != 1:
            raise refuse("input-format", "give exactly one of 'becomes', 'changes_by', 'becomes_price_implied'")
        return self


class Case(Model):
    """A scenario: some inputs replaced, and how likely it is."""

    label: Name
    probability: Input | None = None
    replace: dict[InputPath, AmountText] = Field(default_factory=dict)
    """New values by the path of the input; none for the base case."""
    reason: ProseText | None = None

    @field_validator("probability")
    @classmethod
    def _judged(cls, given: Input | None) -> Input | None:
        # how likely something is, the house judges, unless a source says it
        if given is None or given.source is not None or given.own:
            return given
        return given.model_copy(update={"judgement": True})


class GridAxis(Model):
    """One side of a sensitivity grid."""

    path: InputPath
    label: Name
    values: tuple[AmountText, ...] = Field(min_length=2, max_length=7)


class Grid(Model):
    """The target, or another result, at the values of two inputs."""

    title: ProseText | None = None
    across: GridAxis
    down: GridAxis
    of: InputPath | None = None
    """The result that is shown; the target where none is named."""


class Swing(Model):
    """One bar of a tornado: an input at a low and a high value, or moved both ways."""

    path: InputPath
    label: Name | None = None
    low: AmountText | None = None
    high: AmountText | None = None
    by: AmountText | None = None
    """Both ways by so much, in the input's own unit: 1 % of a growth of 8 % is 7 % and 9 %."""
    by_share: AmountText | None = None
    """Both ways by a share of the input."""

    @model_validator(mode="after")
    def _one_of(self) -> Swing:
        ends = self.low is not None and self.high is not None
        partly = (self.low is None) != (self.high is None)
        if partly or sum((ends, self.by is not None, self.by_share is not None)) != 1:
            raise refuse("input-format", "give 'low' and 'high', or 'by', or 'by_share'")
        return self


class Tornado(Model):
    """Inputs moved one at a time."""

    title: ProseText | None = None
    swings: tuple[Swing, ...] = Field(default=(), max_length=60)
    parts_by_share: AmountText | None = None
    """Beside them the value of every part, moved both ways by a share."""

    @model_validator(mode="after")
    def _any(self) -> Tornado:
        if not self.swings and self.parts_by_share is None:
            raise refuse("input-format", "give 'swings', 'parts_by_share', or both")
        return self


class Question(Model):
    """What the price implies for one input, sought between two values."""

    path: InputPath
    label: Name | None = None
    low: AmountText
    high: AmountText


class Distribution(Model):
    """How one input is drawn.

    normal ``mean, sd`` · lognormal ``median, sigma`` · triangular and pert ``low, mode, high`` · uniform ``low, high``.
    """

    path: InputPath
    shape: Literal["normal", "lognormal", "triangular", "uniform", "pert"]
    mean: AmountText | None = None
    sd: AmountText | None = None
    median: AmountText | None = None
    sigma: AmountText | None = None
    low: AmountText | None = None
    mode: AmountText | None = None
    high: AmountText | None = None

    @model_validator(mode="after")
    def _complete(self) -> Distribution:
        needed = SHAPES[self.shape]
        every = ("mean", "sd", "median", "sigma", "low", "mode", "high")
        given = tuple(name for name in every if getattr(self, name) is not None)
        if set(given) != set(needed):
            raise refuse(
                "distribution-format", f"{self.shape} needs {', '.join(needed)}, not {', '.join(given) or 'none'}"
            )
        return self


SHAPES = {
    "normal": ("mean", "sd"),
    "lognormal": ("median", "sigma"),
    "triangular": ("low", "mode", "high"),
    "uniform": ("low", "high"),
    "pert": ("low", "mode", "high"),
}


class Correlation(Model):
    """How two drawn inputs move together."""

    between: tuple[InputPath, InputPath]
    is_: AmountText = Field(alias="is")


class Simulation(Model):
    """The target over random draws of its inputs."""

    draws: Annotated[Whole, Field(ge=1000, le=10_000_000)]
    seed: Annotated[Whole, Field(ge=0)]
    inputs: tuple[Distribution, ...] = Field(min_length=1)
    correlations: tuple[Correlation, ...] = ()
    fan: InputPath | None = None
    """The row of a forecast whose spread is shown year by year."""


class Valuation(Model):
    """``valuation.yaml``: methods, and the way from their values to the target price.

    ``sum_of_parts`` adds the parts up; ``whole_company`` has one part, which is the company; ``blend`` weighs several
    methods, each of the whole company.
    """

    method: Literal["sum_of_parts", "whole_company", "blend"]
    as_of: Day
    title: Text | None = None
    """What is valued, where the file stands alone."""
    currency: CurrencyCode | None = None
    """The reporting currency, where the file stands alone; beside a company.yaml that one says it."""
    trading_currency: CurrencyCode | None = None
    """The currency of the price, where it is another."""
    rounding: Number | None = None
    """The step of the target, where the file stands alone; the house says it otherwise."""
    sources: dict[SourceKey, Source] = Field(default_factory=dict)
    """Sources beside those of facts.yaml."""
    basis: Basis | None = None
    """The source of all inputs that name none of their own."""
    inputs: dict[Key, NamedInput] = Field(default_factory=dict)
    """Figures that others refer to."""
    parts: dict[Key, Part] = Field(min_length=1)
    bridge: dict[Key, BridgeItem] = Field(default_factory=dict)
    premium: Premium | None = None
    shares: Shares | None = None
    exchange_rate: Input | None = None
    """Trading currency per reporting currency; needed where they differ."""
    roll_forward: RollForward | None = None
    price: Input | None = None
    """Only where there is no prices.csv."""
    dividends: Input | None = None
    """Dividends per share expected over the horizon of the rating; 0 where none is expected."""
    stated_market_capitalisation: Input | None = None
    """A market capitalisation that a source states, to be checked against price × shares."""
    peers: Peers | None = None
    peer_sets: dict[Key, Peers] = Field(default_factory=dict)
    """Further peers, for multiples only."""
    scenarios: dict[Key, Case] = Field(default_factory=dict)
    sensitivity: tuple[Grid, ...] = ()
    tornado: Tornado | None = None
    implied: tuple[Question, ...] = ()
    simulation: Simulation | None = None

    @model_validator(mode="after")
    def _one_whole(self) -> Valuation:
        if self.method == "whole_company" and len(self.parts) != 1:
            raise refuse("too-many", f"whole_company has one part, which is the company; here are {len(self.parts)}")
        if self.method == "blend" and any(part.weight is None for part in self.parts.values()):
            raise refuse("missing-key", "every part of a blend has a 'weight'")
        return self
