"""A part worth a multiple of one of its metrics: ``enterprise_value = multiple × metric``."""

from __future__ import annotations

from reportgen.diagnostics import DataPath
from reportgen.model.valuation import MultiplePart
from reportgen.quantities import Quantity, Scope
from reportgen.valuation.building import Building, bn, is_money, is_pure, take


def multiple(build: Building, scope: Scope, part: MultiplePart, path: DataPath) -> Quantity | None:
    """The metric is given, or backed out of the source's result: ``metric = result ÷ stated multiple``.

    Backed out, the multiple used and the multiple stated are two quantities: changing the first moves the value.
    """
    factor = take(
        build, scope, "multiple", part.multiple, (*path, "multiple"),
        label=part.multiple_of, rule=is_pure, needed="a multiple such as 0.3x",
    )  # fmt: skip
    metric = _metric(build, scope, part, path)
    if factor is None or metric is None:
        return None
    currency = metric.unit.currency or ""
    return scope("enterprise_value", factor * metric, label=part.label, form=bn(currency))


def _metric(build: Building, scope: Scope, part: MultiplePart, path: DataPath) -> Quantity | None:
    name = part.multiple_of.rpartition("/")[2].strip() or "metric"
    if part.metric is not None:
        return take(
            build, scope, "metric", part.metric, (*path, "metric"), label=f"{part.label}: {name}",
            rule=is_money, needed="money",
        )  # fmt: skip
    if part.result is None:
        return None
    result = take(
        build, scope, "stated_value", part.result, (*path, "result"),
        label=f"{part.label}: value as stated", rule=is_money, needed="money",
    )  # fmt: skip
    stated = take(
        build, scope, "stated_multiple", part.multiple, (*path, "multiple"),
        label=f"{part.multiple_of} as stated", rule=is_pure, needed="a multiple such as 0.3x",
    )  # fmt: skip
    if result is None or stated is None:
        return None
    label = f"{part.label}: {name}, backed out of the source"
    return scope("metric", result / stated, label=label, form=bn(result.unit.currency or ""))
