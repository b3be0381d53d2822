"""The methods by which a part, or a whole company, is valued: what each one is told."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from reportgen.model.assumptions import (
    YEARS_AT_MOST,
    Basis,
    Course,
    Input,
    Line,
    MarketShare,
    Product,
    Statistic,
    Timing,
)
from reportgen.model.base import Day, Flag, Key, Model, Name, Text, Whole, refuse
from reportgen.model.periods import PeriodText

NoteBadge = Literal["dcf", "multiple", "book", "judgement"]
Level = Literal["enterprise_value", "equity_value"]
Years = Annotated[Whole, Field(ge=1, le=YEARS_AT_MOST)]
YearsOrNone = Annotated[Whole, Field(ge=0, le=YEARS_AT_MOST)]


class PartBase(Model):
    """What every part may say, whatever its method."""

    label: Name
    short: Name | None = None
    """The name under a bar of a chart."""
    note: Text | None = None
    basis: Basis | None = None
    """The source of the part's inputs that name none of their own."""
    exchange_rate: Input | None = None
    """Reporting currency per currency of the part, where the part is valued in another."""
    ownership: Input | None = None
    """The share of the part that belongs to the company."""
    discount: Input | None = None
    """A rate taken off the part's value: for want of control or of a market."""
    sign: Literal["add", "subtract"] = "add"
    """``subtract`` for what costs: corporate costs capitalised, pensions."""
    weight: Input | None = None
    """The method's weight in a blend."""


class GivenPart(PartBase):
    """A part whose value a source states, with the method it states; money, or money per share."""

    method: Literal["given"]
    value: Input
    stated_method: Name
    """How the source valued it: "10-year DCF"."""
    badge: NoteBadge = "dcf"
    level: Level = "enterprise_value"
    """What the value is of, where the part is the whole company."""


class FromPeers(Model):
    """A multiple taken from a set of peers; the company itself is never among them."""

    set: Key | None = None
    """One of ``peer_sets``; the ``peers`` of the note where none is named."""
    statistic: Statistic
    exclude: dict[Key, Text] = Field(default_factory=dict)
    """Peers left out, each with the reason."""


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


class Terminal(Model):
    """What follows the years that are forecast: exactly one form, or several with weights.

    ``growth`` in perpetuity, of the last flow or, with ``return_on_capital`` or ``reinvestment_rate``, of next year's
    profit less what its growth takes; ``flow`` the next flow as given; ``exit_multiple`` ``of`` a figure of the last
    year; ``no_growth``, next year's profit for ever without reinvestment; or a ``value`` as given.
    """

    growth: Input | None = None
    return_on_capital: Input | None = None
    reinvestment_rate: Input | None = None
    flow: Input | None = None
    operating_margin: Input | None = None
    """Of the terminal year; the last year's where none is given."""
    tax_rate: Input | None = None
    wacc: Input | None = None
    """The discount rate from the terminal year on; the last year's where none is given."""
    half_life: Input | None = None
    """Of the H-model, in years: half the time over which growth falls from ``growth_from`` to ``growth``."""
    growth_from: Input | None = None
    persistence: Input | None = None
    """Of residual income: the share that is left each year."""
    exit_multiple: Input | None = None
    of: (
        Literal[
            "ebitda", "operating_profit", "revenue", "free_cash_flow", "net_operating_profit", "earnings", "book_value"
        ]
        | None
    ) = None
    metric: Input | None = None
    """A figure typed for the multiple in place of one of the last year's."""
    no_growth: Flag = False
    value: Input | None = None
    discounting: Timing | None = None
    """Where the value stands: by default with the flows, but an exit multiple at the year's end."""
    weight: Input | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Terminal:
        forms = [self.growth is not None, self.exit_multiple is not None, self.no_growth, self.value is not None,
                 self.persistence is not None]  # fmt: skip
        if sum(forms) != 1:
            raise refuse(
                "terminal-format", "give one of 'growth', 'exit_multiple', 'no_growth', 'value', 'persistence'"
            )
        if self.exit_multiple is not None and (self.of is None) == (self.metric is None):
            raise refuse("terminal-format", "say what the exit multiple is 'of', or give its 'metric'")
        if sum(each is not None for each in (self.return_on_capital, self.reinvestment_rate, self.flow)) > 1:
            raise refuse("terminal-format", "give one of 'return_on_capital', 'reinvestment_rate', 'flow'")
        if (self.half_life is None) != (self.growth_from is None):
            raise refuse("terminal-format", "'half_life' and 'growth_from' go together")
        return self


class Failure(Model):
    """The chance that the business does not survive, and what is then left."""

    probability: Input
    recovery: Input | None = None
    """Money that is left."""
    recovery_rate: Input | None = None
    """Or the share of the value as a going concern."""

    @model_validator(mode="after")
    def _one_of(self) -> Failure:
        if (self.recovery is None) == (self.recovery_rate is None):
            raise refuse("input-format", "give either 'recovery' or 'recovery_rate'")
        return self


class Forecast(PartBase):
    """What every method over years has: how many, from which, and when the flows come."""

    years: YearsOrNone
    first_year: PeriodText | None = None
    """The first forecast year; without it the years are printed as Y1, Y2, …"""
    timing: Timing = "end_of_year"
    stub: Input | None = None
    """The part of the first year that is left: its flow is scaled, and the flows come that much sooner."""
    flow_dates: tuple[Day, ...] | None = None
    """The days of the flows; they are then discounted by days over 365."""
    valuation_date: Day | None = None
    """The day to which flows with dates are discounted."""
    terminal: tuple[Terminal, ...] = ()
    """What follows the forecast; several are weighted."""
    failure: Failure | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_terminal(cls, data: Any) -> Any:  # noqa: ANN401 - data of any form
        if isinstance(data, dict) and isinstance(data.get("terminal"), dict):
            return {**data, "terminal": [data["terminal"]]}
        return data

    @model_validator(mode="after")
    def _dated(self) -> Forecast:
        if (self.flow_dates is None) != (self.valuation_date is None):
            raise refuse("input-format", "'flow_dates' and 'valuation_date' go together")
        if self.flow_dates is not None and self.timing == "mid_year":
            raise refuse("input-format", "'flow_dates' say when flows come; leave 'timing' out")
        if len(self.terminal) > 1 and any(each.weight is None for each in self.terminal):
            raise refuse("terminal-format", "several terminal values need a 'weight' each")
        if self.years == 0 and not self.terminal:
            raise refuse("terminal-format", "without years there must be a 'terminal' value")
        return self


class FlowItem(Model):
    """A further item of the free cash flow: dividends of associates, share-based pay, lease payments."""

    label: Name
    line: Line
    sign: Literal["add", "subtract"]


class Reinvestment(Model):
    """What growth takes: one form."""

    sales_to_capital: Course | None = None
    """Change in revenue per unit of capital."""
    ahead: Flag = False
    """Capital is spent one year before the revenue that it brings."""
    of_change_in_revenue: Course | None = None
    rate: Course | None = None
    """A share of operating profit after tax."""
    amounts: Course | None = None
    capital_expenditure: Line | None = None
    change_in_working_capital: Line | None = None
    working_capital: Line | None = None
    """The level, from which the change follows; needs ``working_capital_before``."""
    working_capital_before: Input | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Reinvestment:
        by_items = any(
            each is not None
            for each in (self.capital_expenditure, self.change_in_working_capital, self.working_capital)
        )
        forms = [self.sales_to_capital, self.of_change_in_revenue, self.rate, self.amounts]
        if sum(each is not None for each in forms) + by_items != 1:
            message = "give one of 'sales_to_capital', 'of_change_in_revenue', 'rate', 'amounts', or the items"
            raise refuse("reinvestment-format", message)
        if self.change_in_working_capital is not None and self.working_capital is not None:
            raise refuse("reinvestment-format", "give the change in working capital or its level, not both")
        if (self.working_capital is None) != (self.working_capital_before is None):
            raise refuse("reinvestment-format", "'working_capital' and 'working_capital_before' go together")
        if self.ahead and self.sales_to_capital is None:
            raise refuse("reinvestment-format", "'ahead' belongs to 'sales_to_capital'")
        return self


class DcfPart(Forecast):
    """Free cash flow to the firm, discounted at the cost of capital."""

    method: Literal["dcf"]
    wacc: Course
    free_cash_flow: Course | None = None
    """The flows as given; otherwise they follow from the drivers below."""
    revenue: Course | None = None
    revenue_of_market: MarketShare | None = None
    revenue_of_units: Product | None = None
    revenue_before: Input | None = None
    """Revenue of the year before the first, where the course does not begin with it."""
    operating_margin: Course | None = None
    operating_profit: Line | None = None
    ebitda: Line | None = None
    """Operating profit is then EBITDA less depreciation."""
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
        drivers = (self.revenue, self.revenue_of_market, self.revenue_of_units, self.operating_margin,
                   self.operating_profit, self.ebitda, self.reinvestment)  # fmt: skip
        if self.free_cash_flow is not None:
            if any(each is not None for each in drivers[3:]):
                raise refuse("flow-format", "give the flows, or the drivers from which they follow")
            return self
        if sum(each is not None for each in drivers[:3]) > 1:
            raise refuse("flow-format", "give one of 'revenue', 'revenue_of_market', 'revenue_of_units'")
        if sum(each is not None for each in drivers[3:6]) != 1:
            raise refuse("flow-format", "give one of 'operating_margin', 'operating_profit', 'ebitda', or the flows")
        if self.ebitda is not None and self.depreciation is None:
            raise refuse("flow-format", "'ebitda' needs 'depreciation'")
        if self.tax_rate is None:
            raise refuse("flow-format", "'tax_rate' is missing")
        if self.operating_margin is not None and not any(each is not None for each in drivers[:3]):
            raise refuse("flow-format", "an 'operating_margin' needs 'revenue'")
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
    book_growth: Course | None = None

    @model_validator(mode="after")
    def _flows(self) -> ResidualIncomePart:
        if (self.return_on_equity is None) == (self.earnings is None):
            raise refuse("flow-format", "give either 'return_on_equity' or 'earnings'")
        if self.years > 0 and (self.payout is None) == (self.book_growth is None):
            raise refuse("flow-format", "give either 'payout' or 'book_growth'")
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
