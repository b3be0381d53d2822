"""The metrics that the first page looks for by name, and the units in which it prints them."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.walking import FACTS, found
from reportgen.diagnostics import Diagnostic
from reportgen.model.amounts import to_base
from reportgen.model.inputs import Inputs
from reportgen.quantities import PURE, SHARE, Unit, currency_unit

HIGH, LOW = "high_52_weeks", "low_52_weeks"
VOLUME, TURNOVER = "daily_volume", "daily_turnover"
FREE_FLOAT = "free_float"


def market_metric_unit(inputs: Inputs) -> Iterator[Diagnostic]:
    """Market data are printed without their units, under heads that say them; others would stand as these."""
    money = currency_unit(inputs.company.trading_currency)
    meant: dict[str, tuple[Unit, ...]] = {
        HIGH: (money / SHARE, money),
        LOW: (money / SHARE, money),
        VOLUME: (SHARE,),
        TURNOVER: (money,),
        FREE_FLOAT: (PURE,),
    }
    for name, units in meant.items():
        metric = inputs.facts.metrics.get(name)
        if metric is not None and metric.unit.unit not in units:
            said, wanted = metric.unit.unit, units[0] if units[0].powers else "%"
            message = f"the first page prints {name} in {wanted}, not in {said if said.powers else 'pure numbers'}"
            yield found(inputs, "market-metric-unit", message, FACTS, ("metrics", name, "unit"))


def free_float_range(inputs: Inputs) -> Iterator[Diagnostic]:
    """The shares that can be bought are none to all of them."""
    metric = inputs.facts.metrics.get(FREE_FLOAT)
    if metric is None or metric.unit.unit != PURE:
        return
    for period, fact in metric.values.items():
        if not 0 <= to_base(fact.value, metric.unit) <= 1:
            path = ("metrics", FREE_FLOAT, "values", str(period), "value")
            yield found(inputs, "free-float-range", f"a free float of {fact.value} is not 0 to 100 %", FACTS, path)
