"""Named scenarios: bear, base, bull, with the target of each and the value weighted by their probabilities."""

from __future__ import annotations

import math
from collections.abc import Iterator

from reportgen.model.results import Scenario
from reportgen.model.valuation import Case as NamedCase
from reportgen.valuation.building import Building, adds_up_to_one, number_of, per_share, percent
from reportgen.valuation.cases import TARGET, Asking, Case, Replacement
from reportgen.valuation.taking import PROBABILITY, take

RETURN = "valuation.implied_return"
WEIGHTED = "scenarios.weighted"


def enter_probabilities(build: Building) -> None:
    """``valuation.scenarios.<key>.probability`` for every scenario, of all or of none."""
    named = build.inputs.valuation.scenarios
    held = [_entered(build, key, case) for key, case in named.items() if case.probability is not None]
    for key, case in named.items():
        if held and case.probability is None:
            message = f"{case.label} has no probability, but others have one"
            build.report("probability-missing", message, ("scenarios", key))
    sound = [each for each in held if each is not None]
    if not sound or len(sound) < len(named):
        return
    whole = math.fsum(sound)
    if not adds_up_to_one(whole):
        message = f"the probabilities add up to {whole * 100:g} %, not to 100 %"
        build.report("probabilities-sum-to-one", message, ("scenarios",))


def _entered(build: Building, key: str, case: NamedCase) -> float | None:
    """The probability as the inputs stand; None if it cannot be one, which is told."""
    scope = build.scope.inside("valuation").inside("scenarios").inside(key)
    label, path = f"{case.label}: probability", ("scenarios", key, "probability")
    if case.probability is None:
        return None
    found = take(build, scope, "probability", case.probability, path, label, PROBABILITY)
    held = math.nan if found.faulty else number_of(found)
    return held if 0 <= held <= 1 else None


def named_cases(asking: Asking) -> Iterator[Case]:
    """The target in each scenario whose figures all fit, and the return against the price."""
    at_price = asking.build.scope.quantities.get(RETURN)
    for key, case in asking.build.inputs.valuation.scenarios.items():
        replaced = _replaced(asking, key)
        if replaced is None:
            continue
        yield Case(case_path(key), replaced, asking.target, change=True, label=f"Target, {case.label}")
        if at_price is not None and not at_price.faulty:
            label = f"Implied return, {case.label}"
            yield Case(f"{case_path(key)}.return", replaced, at_price, label=label)


def case_path(key: str) -> str:
    """Where the target of a scenario stands."""
    return f"scenarios.cases.{key}"


def _replaced(asking: Asking, key: str) -> tuple[Replacement, ...] | None:
    found: list[Replacement] = []
    given = asking.build.inputs.valuation.scenarios[key].replace
    for path, amount in given.items():
        where = ("scenarios", key, "replace", path)
        quantity = asking.replaceable(path, where)
        value = None if quantity is None else asking.fitting(amount, quantity, where)
        if quantity is not None and value is not None:
            found.append(Replacement(quantity, value))
    return tuple(found) if len(found) == len(given) else None


def tell_named(asking: Asking, found: dict[str, Scenario]) -> None:
    """Add the weighted value, and say which scenario has no target."""
    named = asking.build.inputs.valuation.scenarios
    targets = {key: found[case_path(key)].value for key in named if case_path(key) in found}
    for key, value in targets.items():
        if math.isnan(value):
            message = f"in {named[key].label} the target has no meaningful figure"
            asking.build.report("scenario-without-figure", message, ("scenarios", key))
    weights = [_probability(asking, key) for key in named]
    if not named or len(targets) < len(named) or any(each is None for each in weights):
        return
    terms = [weight * targets[key] for key, weight in zip(named, weights, strict=True) if weight is not None]
    words = " + ".join(f"{case.label}: probability × target" for case in named.values())
    label, form = "Target, weighted by probability", per_share(asking.build.inputs.company.trading_currency)
    found[WEIGHTED] = Scenario(WEIGHTED, label, TARGET, (), math.fsum(terms), form, words)
    price = asking.values.get("market.price")
    if price and asking.build.scope.quantities.get(RETURN) is not None:
        path, label = f"{WEIGHTED}.return", "Implied return, weighted by probability"
        value = math.fsum(terms) / price - 1
        found[path] = Scenario(path, label, RETURN, (), value, percent(), "weighted target ÷ price − 1")


def _probability(asking: Asking, key: str) -> float | None:
    return asking.values.get(f"valuation.scenarios.{key}.probability")
