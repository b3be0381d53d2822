"""How reported figures stand against the period just before: ``analysis.<metric>.sequential.<period>``."""

from __future__ import annotations

from reportgen.model.periods import Period, read_period
from reportgen.valuation.building import Building, above_zero, percent

_IN_A_YEAR = {"quarter": ("Q", 4), "half": ("H", 2)}


def period_before(period: Period) -> Period | None:
    """The quarter before a quarter, the half before a half; other periods have none of their own kind just before."""
    if period.kind not in _IN_A_YEAR:
        return None
    letter, count = _IN_A_YEAR[period.kind]
    year, index = (period.year, period.index - 1) if period.index > 1 else (period.year - 1, count)
    return read_period(f"{year}{letter}{index}") if year >= 1900 else None  # noqa: PLR2004 - the first year written


def enter_sequential(build: Building) -> None:
    """The growth on the period before, for the figures of the table of results."""
    chosen = build.inputs.exhibits.results
    before = period_before(chosen.period) if chosen else None
    for name in chosen.metrics if chosen else ():
        metric = build.inputs.facts.metrics.get(name)
        now, then = build.find(f"facts.{name}.{chosen.period}" if chosen else ""), build.find(f"facts.{name}.{before}")
        if metric is None or now is None or then is None or chosen is None or not above_zero(then):
            continue
        label = f"{metric.label}, growth on the period before, {chosen.period.label()}"
        path = f"analysis.{name}.sequential.{chosen.period}"
        build.scope(path, now / then - 1, label=label, form=percent(signed=True))
