"""The methods by which a part, or a whole company, is valued: what each one is told."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from reportgen.model.assumptions import Course, Input, Line, MarketShare, Product, Statistic
from reportgen.model.base import Flag, Key, Model, Name, Text, refuse
from reportgen.model.forecast import FlowItem, Forecast, PartBase, Reinvestment

NoteBadge = Literal["dcf", "multiple", "book", "judgement"]
Level = Literal["enterprise_value", "equity_value"]


class GivenPart(PartBase):
    """A part whose value a source states, with the method it states; money, or money per share."""

    method: Literal["given"]
    value: Input
    stated_method: Name
    """How the source valued it: "10-year DCF"."""
    badge: NoteBadge = "dcf"
    level: Level | None = None
    """What the value is of, where the part is the whole company; by default enterprise value, or equity where it is
    stated a share."""


class FromPeers(Model):
    """A multiple taken from a set of peers; the company itself is never among them."""

    set: Key | None = None
    """One of ``peer_sets``; the ``peers`` of the note where none is named."""
    statistic: Statistic
    exclude: dict[Key, Text] = Field(default_factory=dict)
    """Peers left out, each with the reason."""
    premium: Input | None = None
    """What the company deserves above its peers; below zero a discount."""


class DiscountBack(Model):
    """A target from a future year's figures, discounted back."""

    years: Input
    rate: Input


class MultiplePart(PartBase):
    """A part worth a multiple of a metric. Without the metric, the source's own result gives it back."""

    method: Literal["multiple"]
    multiple: Input | None = None
    from_peers: FromPeers | None = None
    multiple_of: Name
    """What the multiple is applied to, as printed: "EV / sales"."""
    metric: Input | None = None
    result: Input | None = None
    """The value that the source states, from which the metric is backed out."""
    level: Level | None = None
    """What the multiple gives; "EV / …" gives enterprise value and "P / …" equity value."""
    discounted: DiscountBack | None = None

    @model_validator(mode="after")
    def _one_of(self) -> MultiplePart:
        if (self.metric is None) == (self.result is None):
            raise refuse("input-format", "give either 'metric' or the source's 'result'")
        if (self.multiple is None) == (self.from_peers is None):
            raise refuse("input-format", "give either 'multiple' or 'from_peers'")
        if self.from_peers is not None and self.result is not None:
            raise refuse("input-format", "a multiple from peers needs a 'metric'")
        return self


class BookItem(Model):
    """One item of an adjusted book value."""

    label: Name
    amount: Input
    adjustment: Input | None = None
    """A rate: above zero an uplift, below zero a haircut."""
    sign: Literal["add", "subtract"] = "add"


class BookValuePart(PartBase):
    """A part worth its book value after an uplift or haircut. A source's own result gives the book value back."""

    method: Literal["book_value"]
    uplift: Input | None = None
    book_value: Input | None = None
    result: Input | None = None
    """The value after the uplift that the source states, from which the book value is backed out."""
    items: dict[Key, BookItem] | None = Field(default=None, min_length=1)
    """Item by item, each with its own adjustment."""
    contains_cash: Flag = False
    """Cash is among these assets: the bridge must then not add it again."""
    level: Level = "equity_value"
    """What the book value is of, where the part is the whole company."""

    @model_validator(mode="after")
    def _one_of(self) -> BookValuePart:
        if sum(each is not None for each in (self.book_value, self.result, self.items)) != 1:
            raise refuse("input-format", "give one of 'book_value', the source's 'result', or 'items'")
        if self.result is not None and self.uplift is None:
            raise refuse("input-format", "a 'result' needs the 'uplift' that it holds")
        return self


class Segment(Model):
    """One line of revenue, with its own margin where it has one."""

    label: Name
    revenue: Course | None = None
    of_market: MarketShare | None = None
    of_units: Product | None = None
    margin: Course | None = None
    """Operating profit of the segment, before costs that belong to none."""

    @model_validator(mode="after")
    def _one_of(self) -> Segment:
        if sum(each is not None for each in (self.revenue, self.of_market, self.of_units)) != 1:
            raise refuse("flow-format", "give one of 'revenue', 'of_market', 'of_units'")
        return self


class Cost(Model):
    """A cost that is taken off revenue, or off the segments' profits."""

    label: Name
    line: Line


class DcfPart(Forecast):
    """Free cash flow to the firm, discounted at the cost of capital."""

    method: Literal["dcf"]
    wacc: Course
    free_cash_flow: Course | None = None
    """The flows as given; otherwise they follow from the drivers below."""
    revenue: Course | None = None
    revenue_of_market: MarketShare | None = None
    revenue_of_units: Product | None = None
    segments: dict[Key, Segment] = Field(default_factory=dict)
    """Revenue line by line."""
    revenue_before: Input | None = None
    """Revenue of the year before the first, where the course does not begin with it."""
    operating_margin: Course | None = None
    operating_profit: Line | None = None
    ebitda: Line | None = None
    """Operating profit is then EBITDA less depreciation."""
    costs: dict[Key, Cost] = Field(default_factory=dict)
    """Operating profit is then revenue less these, or what the segments earn less these; depreciation is among them."""
    depreciation: Line | None = None
    tax_rate: Course | None = None
    tax_losses: Input | None = None
    """Losses carried forward that shield operating profit from tax."""
    tax_on_losses: Flag = False
    """Whether a loss brings tax back in its year; otherwise it bears none."""
    reinvestment: Reinvestment | None = None
    items: dict[Key, FlowItem] = Field(default_factory=dict)
    invested_capital: Input | None = None
    """At the start; the return on capital of each year is then told."""

    @model_validator(mode="after")
    def _flows(self) -> DcfPart:
        revenue = (self.revenue, self.revenue_of_market, self.revenue_of_units, self.segments or None)
        by_lines = self.costs or any(each.margin is not None for each in self.segments.values()) or None
        profit = (self.operating_margin, self.operating_profit, self.ebitda, by_lines)
        if self.free_cash_flow is not None:
            others = (*revenue, *profit, self.revenue_before, self.depreciation, self.tax_rate, self.tax_losses,
                      self.reinvestment, self.invested_capital, self.items or None)  # fmt: skip
            if any(each is not None for each in others):
                raise refuse("flow-format", "give the flows, or the drivers from which they follow")
            return self
        if sum(each is not None for each in revenue) > 1:
            message = "give one of 'revenue', 'revenue_of_market', 'revenue_of_units', 'segments'"
            raise refuse("flow-format", message)
        if sum(each is not None for each in profit) != 1:
            message = "give one of 'operating_margin', 'operating_profit', 'ebitda', 'costs', or the flows"
            raise refuse("flow-format", message)
        if self.tax_rate is None:
            raise refuse("flow-format", "'tax_rate' is missing")
        return self

    @model_validator(mode="after")
    def _profit_of_revenue(self) -> DcfPart:
        margins = [each.margin is not None for each in self.segments.values()]
        if any(margins) and not all(margins):
            raise refuse("flow-format", "either every segment has a 'margin' or none has")
        if self.ebitda is not None and self.depreciation is None:
            raise refuse("flow-format", "'ebitda' needs 'depreciation'")
        none = all(each is None for each in (self.revenue, self.revenue_of_market, self.revenue_of_units))
        if none and not self.segments and (self.operating_margin is not None or self.costs):
            raise refuse("flow-format", "an 'operating_margin' or 'costs' need 'revenue'")
        return self


class DividendDiscountPart(Forecast):
    """Dividends, discounted at the cost of equity."""

    method: Literal["dividend_discount"]
    cost_of_equity: Course
    dividends: Course | None = None
    earnings: Course | None = None
    payout: Course | None = None

    @model_validator(mode="after")
    def _flows(self) -> DividendDiscountPart:
        if (self.dividends is None) == (self.earnings is None) or (self.earnings is None) != (self.payout is None):
            raise refuse("flow-format", "give 'dividends', or 'earnings' and 'payout'")
        return self


class ResidualIncomePart(Forecast):
    """Book value and the present value of what is earned beyond the cost of equity."""

    method: Literal["residual_income"]
    cost_of_equity: Course
    book_value: Input
    return_on_equity: Course | None = None
    """On the book value at the start of each year."""
    earnings: Course | None = None
    payout: Course | None = None
    """The share of earnings paid out; the rest adds to book value."""
    dividends: Course | None = None
    """What is paid out, where the earnings are given; the rest adds to book value."""
    book_growth: Course | None = None

    @model_validator(mode="after")
    def _flows(self) -> ResidualIncomePart:
        if (self.return_on_equity is None) == (self.earnings is None):
            raise refuse("flow-format", "give either 'return_on_equity' or 'earnings'")
        kept = (self.payout, self.dividends, self.book_growth)
        if self.years > 0 and sum(each is not None for each in kept) != 1:
            raise refuse("flow-format", "give one of 'payout', 'dividends', 'book_growth'")
        if self.dividends is not None and self.earnings is None:
            raise refuse("flow-format", "'dividends' go with 'earnings'; a return on equity has a 'payout'")
        return self


class EquityFlowPart(Forecast):
    """Free cash flow to equity, discounted at the cost of equity."""

    method: Literal["free_cash_flow_to_equity"]
    cost_of_equity: Course
    flows: Course | None = None
    """The flows as given."""
    earnings: Course | None = None
    equity_reinvestment_rate: Course | None = None
    """The share of earnings that stays in the business."""
    net_capital_expenditure: Course | None = None
    change_in_working_capital: Course | None = None
    debt_ratio: Input | None = None
    """The share of net investment that is borrowed."""
    net_borrowing: Course | None = None

    @model_validator(mode="after")
    def _flows(self) -> EquityFlowPart:
        if (self.flows is None) == (self.earnings is None):
            raise refuse("flow-format", "give 'flows', or 'earnings' and what stays in the business")
        investing = (self.net_capital_expenditure, self.change_in_working_capital)
        by_items = any(each is not None for each in investing)
        if self.earnings is not None and (self.equity_reinvestment_rate is None) != by_items:
            raise refuse("flow-format", "give 'equity_reinvestment_rate', or the net investment item by item")
        return self


class SumOfPartsPart(PartBase):
    """Parts within a part."""

    method: Literal["sum_of_parts"]
    parts: dict[Key, Part] = Field(min_length=1)
    level: Level = "enterprise_value"


Part = Annotated[
    GivenPart | MultiplePart | BookValuePart | DcfPart | DividendDiscountPart | ResidualIncomePart | EquityFlowPart
    | SumOfPartsPart,
    Field(discriminator="method"),
]  # fmt: skip
SumOfPartsPart.model_rebuild()
