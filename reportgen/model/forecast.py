"""What every part of a valuation may say, and what every method over years is told."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from reportgen.model.assumptions import YEARS_AT_MOST, Basis, Course, Input, Line, Timing
from reportgen.model.base import Day, Flag, Model, Name, Text, Whole, refuse
from reportgen.model.periods import PeriodText

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

    @model_validator(mode="after")
    def _nothing_unused(self) -> Terminal:
        """What another form would ask for is refused: it would be read and change nothing."""
        form = next((name for name in _BESIDE if getattr(self, name)), "growth")
        by_profit = self.return_on_capital is not None or self.reinvestment_rate is not None
        allowed = _BESIDE[form] | (_OF_PROFIT if by_profit else frozenset())
        if form == "growth" and sum((by_profit, self.flow is not None, self.half_life is not None)) > 1:
            raise refuse("terminal-format", "'half_life' belongs to the growth of the last flow")
        given = {name for name in Terminal.model_fields if getattr(self, name) not in (None, False)}
        unused = sorted(given - allowed - {form, "discounting", "weight"})
        if unused:
            needed = "; it needs 'return_on_capital' or 'reinvestment_rate'" if set(unused) <= _OF_PROFIT else ""
            raise refuse("terminal-format", f"{unused[0]!r} has no part in a terminal value by {form!r}{needed}")
        return self


_OF_PROFIT = frozenset({"operating_margin", "tax_rate"})
_BESIDE = {
    "growth": frozenset({"return_on_capital", "reinvestment_rate", "flow", "wacc", "half_life", "growth_from"}),
    "exit_multiple": frozenset({"of", "metric"}),
    "no_growth": frozenset({"wacc", *_OF_PROFIT}),
    "value": frozenset[str](),
    "persistence": frozenset({"wacc"}),
}
"""What may stand beside each form of a terminal value."""


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

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A single terminal value needs no list."""
        found = handler(core)
        known = handler.resolve_ref_schema(found)["properties"]
        known["terminal"] = {"anyOf": [known["terminal"], known["terminal"]["items"]]}
        return found


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
