"""The figures of a valuation as typed: one input, one course of inputs over the years, a line, a cost of capital."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from reportgen.model.amounts import AmountText
from reportgen.model.base import Day, Flag, Key, Model, Text, Whole, refuse
from reportgen.model.facts import ReferenceText, SourceKey

YEARS_AT_MOST = 200


class Sourced(Model):
    """Where figures come from. What names none of source, judgement and illustrative takes them from around it."""

    source: SourceKey | None = None
    as_of: Day | None = None
    published: Day | None = None
    """When it became known; only where the source has no date of its own."""
    judgement: Flag = False
    """The house's own judgement: needs no source, and is marked in print."""
    illustrative: Flag = False
    """An assumption made to show how a valuation works: needs no source, and is marked in print."""
    note: Text | None = None

    @property
    def own(self) -> bool:
        """Whether it is the house's own and needs no source."""
        return self.judgement or self.illustrative


class Basis(Sourced):
    """The source of all inputs around it that name none of their own."""


def _as_mapping(key: str, value: Any) -> Any:  # noqa: ANN401 - data of any form
    return {key: value} if isinstance(value, str) else value


class Input(Sourced):
    """A figure of the valuation: typed here, taken from a fact, from ``inputs``, or computed from other figures.

    A bare amount (``growth: 12 %``) is short for ``{value: 12 %}``.
    """

    value: AmountText | None = None
    fact: ReferenceText | None = None
    input: Key | None = None
    """One of the figures under ``inputs``."""
    sum: tuple[Input, ...] | None = Field(default=None, min_length=1)
    difference: tuple[Input, ...] | None = Field(default=None, min_length=2)
    product: tuple[Input, ...] | None = Field(default=None, min_length=1)
    ratio: tuple[Input, Input] | None = None
    power: tuple[Input, Input] | None = None
    larger: tuple[Input, Input] | None = None
    smaller: tuple[Input, Input] | None = None
    cost_of_equity: CostOfEquity | None = None
    """The capital asset pricing model."""
    wacc: CapitalCost | None = None
    """The weighted average cost of capital."""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, data: Any) -> Any:  # noqa: ANN401 - data of any form
        return _as_mapping("value", data)

    @model_validator(mode="after")
    def _one_of(self) -> Input:
        given = [name for name in KINDS if getattr(self, name) is not None]
        if len(given) != 1:
            listed = ", ".join(repr(name) for name in given)
            message = f"give exactly one of 'value', 'fact', 'input' or a formula, not {listed or 'none'}"
            raise refuse("input-format", message)
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A mapping, or a bare amount."""
        return _or_bare(handler(core))


KINDS = (
    "value", "fact", "input", "sum", "difference", "product", "ratio", "power", "larger", "smaller",
    "cost_of_equity", "wacc",
)  # fmt: skip


def _or_bare(schema: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [schema, {"type": ["string", "number"]}]}


def _or_short(schema: JsonSchemaValue, handler: GetJsonSchemaHandler, *keys: str) -> JsonSchemaValue:
    """A mapping, or what stands under one of its keys in its place."""
    known = handler.resolve_ref_schema(schema)["properties"]
    return {"anyOf": [schema, *(_not_null(known[key]) for key in keys)]}


def _not_null(schema: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [each for each in schema["anyOf"] if each != {"type": "null"}]}


class CostOfEquity(Model):
    """``risk_free + beta × equity_premium + country_premium + other``; a beta is given, or levered from the assets'."""

    risk_free: Input
    beta: Input | None = None
    unlevered_beta: Input | None = None
    debt_to_equity: Input | None = None
    tax_rate: Input | None = None
    """Of the levering: ``beta = unlevered_beta × (1 + (1 − tax_rate) × debt_to_equity)``."""
    equity_premium: Input
    country_premium: Input | None = None
    country_exposure: Input | None = None
    """The weight of the country premium (lambda); the whole of it where none is given."""
    other: Input | None = None
    """Any further premium: size, liquidity."""

    @model_validator(mode="after")
    def _one_beta(self) -> CostOfEquity:
        levering = (self.unlevered_beta, self.debt_to_equity, self.tax_rate)
        complete = all(each is not None for each in levering)
        partly = any(each is not None for each in levering)
        if (self.beta is not None) == complete or (self.beta is not None and partly):
            raise refuse("input-format", "give 'beta', or 'unlevered_beta', 'debt_to_equity' and 'tax_rate'")
        return self


class CapitalCost(Model):
    """``equity_weight × cost_of_equity + debt_weight × cost_of_debt × (1 − tax_rate) + preferred``.

    Weights are given, or follow from the market values of equity, debt and preferred stock.
    """

    cost_of_equity: Input
    """A rate, or the parts of the capital asset pricing model."""
    cost_of_debt: Input
    """Before tax."""
    tax_rate: Input
    cost_of_preferred: Input | None = None
    equity: Input | None = None
    """Market value, or use the weights."""
    debt: Input | None = None
    preferred: Input | None = None
    debt_weight: Input | None = None
    preferred_weight: Input | None = None

    @model_validator(mode="before")
    @classmethod
    def _built(cls, data: Any) -> Any:  # noqa: ANN401 - data of any form
        inner = data.get("cost_of_equity") if isinstance(data, dict) else None
        if isinstance(inner, dict) and ("risk_free" in inner or "equity_premium" in inner):
            return {**data, "cost_of_equity": {"cost_of_equity": inner}}
        return data

    @model_validator(mode="after")
    def _weights(self) -> CapitalCost:
        values = self.equity is not None and self.debt is not None
        if values == (self.debt_weight is not None):
            raise refuse("input-format", "give 'equity' and 'debt' at market value, or 'debt_weight'")
        preferred = (self.preferred is not None) if values else (self.preferred_weight is not None)
        if preferred != (self.cost_of_preferred is not None):
            raise refuse("input-format", "preferred stock needs both its weight and 'cost_of_preferred'")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Its cost of equity may be the parts of the model at once."""
        found = handler(core)
        known = handler.resolve_ref_schema(found)["properties"]
        known["cost_of_equity"] = {"anyOf": [known["cost_of_equity"], {"type": "object", "required": ["risk_free"]}]}
        return found


class Step(Input):
    """A figure that holds for one year, or for several."""

    years: Annotated[Whole, Field(ge=1, le=YEARS_AT_MOST)] | None = None


class Course(Sourced):
    """How a figure runs over the years.

    A constant; ``values``, a list with one entry a year (or ``{value, years}`` for several); a linear fade ``from`` …
    ``to``, which holds the first for ``hold`` years and meets the second in year ``by``; values that then fade ``to``
    another ``by`` a year, or from the last of which ``growth`` goes on; or ``base`` with ``growth``, where ``base`` is
    the figure of the year before the first.
    """

    constant: Input | None = None
    values: tuple[Step, ...] | None = Field(default=None, min_length=1)
    start: Input | None = Field(default=None, alias="from")
    hold: Annotated[Whole, Field(ge=0, le=YEARS_AT_MOST)] | None = None
    """Years in which the first figure holds; 0 where it is the figure of the year before the first. Default 1."""
    to: Input | None = None
    by: Annotated[Whole, Field(ge=1, le=YEARS_AT_MOST)] | None = None
    """The year (1 is the first) in which ``to`` is reached. Default the last."""
    base: Input | None = None
    growth: Course | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, data: Any) -> Any:  # noqa: ANN401 - data of any form
        if isinstance(data, list):
            return {"values": data}
        if isinstance(data, str) or (isinstance(data, dict) and any(kind in data for kind in KINDS)):
            return {"constant": data}
        return data

    @model_validator(mode="after")
    def _one_form(self) -> Course:
        forms = [self.constant, self.values, self.start, self.base]
        if sum(each is not None for each in forms) != 1:
            raise refuse("course-format", "give one of: an amount, 'values', 'from' with 'to', 'base' with 'growth'")
        if self.base is not None and self.growth is None:
            raise refuse("course-format", "'base' needs 'growth'")
        if self.growth is not None and ((self.base is None and self.values is None) or self.to is not None):
            raise refuse("course-format", "'growth' goes on from 'base' or from 'values', and without 'to'")
        if self.start is not None and self.to is None:
            raise refuse("course-format", "'from' needs 'to'")
        if self.to is None and (self.hold is not None or self.by is not None):
            raise refuse("course-format", "'hold' and 'by' belong to a fade 'to' a figure")
        if self.to is not None and self.constant is None and self.start is None and self.values is None:
            raise refuse("course-format", "'to' needs 'from' or 'values'")
        if self.values is not None and self.hold is not None:
            raise refuse("course-format", "'values' hold for as many years as there are; leave 'hold' out")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The mapping; or, in short, a constant or a list of values."""
        return _or_short(handler(core), handler, "constant", "values")


class Line(Sourced):
    """A line of amounts over the years: its own course, or a share of another line.

    ``of_revenue``, ``of_operating_profit`` and ``of_depreciation`` are shares of that line, ``of_change_in_revenue`` of
    what revenue gains.
    """

    amounts: Course | None = None
    of_revenue: Course | None = None
    of_change_in_revenue: Course | None = None
    of_operating_profit: Course | None = None
    of_depreciation: Course | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, data: Any) -> Any:  # noqa: ANN401 - data of any form
        own = isinstance(data, dict) and (any(key.startswith("of_") for key in data) or "amounts" in data)
        return data if own else {"amounts": data}

    @model_validator(mode="after")
    def _one_form(self) -> Line:
        forms = [self.amounts, self.of_revenue, self.of_change_in_revenue, self.of_operating_profit,
                 self.of_depreciation]  # fmt: skip
        if sum(each is not None for each in forms) != 1:
            raise refuse("course-format", "give the amounts, or one of 'of_revenue', 'of_change_in_revenue', …")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The mapping; or, in short, the course of the amounts."""
        return _or_short(handler(core), handler, "amounts")


class Product(Model):
    """A line as the product of two: units × price, market × share."""

    units: Course
    price: Course


class MarketShare(Model):
    """Revenue as a share of a market."""

    market: Course
    share: Course


Timing = Literal["end_of_year", "mid_year"]
Statistic = Literal["mean", "median", "lower_quartile", "upper_quartile", "lowest", "highest"]


def with_basis(model: Model, basis: Sourced | None = None) -> Any:  # noqa: ANN401 - the same type as given
    """The model with every input that names no source of its own given that of the nearest ``basis`` around it."""
    own = getattr(model, "basis", None)
    around = own if isinstance(own, Basis) else basis
    if isinstance(model, Sourced) and not isinstance(model, Basis):
        if model.source is None and not model.own and around is not None:
            model = model.model_copy(update=_taken(model, around))
        # what a course or a line says holds for all that stands in it
        around = model if model.source is not None or model.own else around
    changed = {name: _with(value, around) for name, value in model if not isinstance(value, Basis)}
    moved = {name: value for name, value in changed.items() if value is not getattr(model, name)}
    return model.model_copy(update=moved) if moved else model


def _taken(model: Sourced, around: Sourced) -> dict[str, object]:
    own = {"source": around.source, "judgement": around.judgement, "illustrative": around.illustrative}
    return {
        **own,
        "as_of": model.as_of or around.as_of,
        "published": model.published or around.published,
        "note": model.note or around.note,
    }


def _with(value: object, basis: Sourced | None) -> object:
    if isinstance(value, Model):
        return with_basis(value, basis)
    if isinstance(value, tuple):
        found = tuple(_with(each, basis) for each in value)
        return found if any(new is not old for new, old in zip(found, value, strict=True)) else value
    if isinstance(value, dict):
        changed = {key: _with(each, basis) for key, each in value.items()}
        return changed if any(changed[key] is not value[key] for key in value) else value
    return value


def every_input(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Input]]:
    """Every input in a model with its path, in the order of writing; those within a formula after it."""
    if isinstance(value, Input):
        yield path, value
    if isinstance(value, Model):
        for name, field in type(value).model_fields.items():
            yield from every_input(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from every_input(each, (*path, number))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from every_input(each, (*path, str(key)))


for _each in (Input, Step, CostOfEquity, CapitalCost, Course, Line):
    _each.model_rebuild()
