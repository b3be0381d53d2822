"""What kind of figure a reference names: a change, a share, an amount; and of which period."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from reportgen.model.inputs import Inputs
from reportgen.model.periods import Period, read_period
from reportgen.model.results import Results
from reportgen.quantities import PURE, Unit

_CHANGE = re.compile(r"(?:^|[._])(?:growth|return|cagr|rise|increase|upside)(?:$|[._])")
_SHARE = re.compile(r"(?:^|[._])share(?:$|[._])")
_PERIOD_AT_END = re.compile(r"\.(?:[0-9-]+|[A-Z0-9]*[0-9]{4}[A-Z0-9-]*)$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that prose refers to."""

    path: str
    value: float
    unit: Unit
    is_change: bool
    """A growth or a return: less than zero is a fall."""
    is_share: bool
    is_level: bool
    """A fact as stated, which is a difference of nothing."""
    is_actual: bool
    """A fact that is no forecast and no target: it was in its period and in no other."""
    period: Period | None

    @property
    def series(self) -> str:
        """The path without its period."""
        return self.path.rpartition(".")[0] if self.period else self.path


def figure_of(reference: str, inputs: Inputs, results: Results) -> Figure | None:
    """The figure behind a path as typed; None where there is none."""
    path = results.resolve(reference)
    if path is None or not math.isfinite(results.value(path)):
        return None
    scenario = results.scenarios.get(path)
    unit = results.quantities[scenario.target if scenario else path].unit
    metric = inputs.facts.metrics.get(path.removeprefix("facts.").partition(".")[0]) if _is_fact(path) else None
    name = _PERIOD_AT_END.sub("", path)
    pure = unit == PURE and scenario is None
    return Figure(
        path=path,
        value=results.value(path),
        unit=unit,
        is_change=pure and bool((metric and metric.growth_of) or _CHANGE.search(name)),
        is_share=pure and bool((metric and metric.share_of) or _SHARE.search(name)),
        is_level=metric is not None and not pure and metric.difference_of is None and bool(metric.values),
        is_actual=metric is not None and metric.status == "actual",
        period=_period(path),
    )


def _is_fact(path: str) -> bool:
    return path.startswith("facts.")


def _period(path: str) -> Period | None:
    try:
        return read_period(path.rpartition(".")[2])
    except ValueError:  # no period at its end
        return None
