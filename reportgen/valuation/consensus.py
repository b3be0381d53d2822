"""How our figures stand against what others expect: ``analysis.<metric>.against_consensus.<period>``."""

from __future__ import annotations

from dataclasses import replace

from reportgen.figures import Form
from reportgen.model.facts import Metric
from reportgen.quantities import PURE, leaf
from reportgen.valuation.building import Building, above_zero, percent


def enter_consensus(build: Building) -> None:
    """The difference of each figure from its consensus, and how many estimates a consensus is made of."""
    for name, metric in build.inputs.facts.metrics.items():
        if metric.consensus_of is None:
            continue
        for period in dict.fromkeys((*metric.values, *metric.formulas)):
            if metric.end is None:
                _difference(build, metric.consensus_of, name, str(period))
        _counts(build, name, metric)


def _difference(build: Building, name: str, consensus: str, period: str) -> None:
    ours, expected = build.find(f"facts.{name}.{period}"), build.find(f"facts.{consensus}.{period}")
    path = f"analysis.{name}.against_consensus.{period}"
    # another unit is told by a check of its own, and so is a second consensus
    if ours is None or expected is None or ours.unit != expected.unit or build.find(path) is not None:
        return
    label = f"{ours.name}, against consensus"
    if not ours.unit.powers:
        build.scope(path, ours - expected, label=label, form=_apart(ours.form))
    elif above_zero(expected):
        build.scope(path, ours / expected - 1, label=label, form=percent(signed=True))


def _apart(form: Form | None) -> Form:
    """The form of a difference between two pure numbers: of two rates it is told in points."""
    if form is None or form.style in ("percent", "points"):
        return Form("points", 0, 1, signed=True)
    return replace(form, signed=True)


def _counts(build: Building, name: str, metric: Metric) -> None:
    for period, fact in metric.values.items():
        stated = build.find(f"facts.{name}.{period}")
        if fact.estimates is None or stated is None or stated.origin is None:
            continue
        place = build.inputs.place("facts.yaml", ("metrics", name, "values", str(period), "estimates"))
        origin = replace(stated.origin, place=place, typed=str(fact.estimates), floor=False)
        path = f"analysis.{name}.number_of_estimates.{period}"
        label = f"{stated.name}, number of estimates"
        build.scope.add(leaf(path, float(fact.estimates), PURE, origin=origin, label=label, form=Form("plain", 0, 0)))
