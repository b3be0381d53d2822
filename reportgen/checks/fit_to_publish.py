"""Is the note fit to publish? Checks of valuation, rating and dates."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from reportgen.checks.dates import as_of
from reportgen.checks.ratings import band_of
from reportgen.checks.walking import FACTS, OPINION, VALUATION, found
from reportgen.diagnostics import DataPath, Diagnostic, Severity
from reportgen.figures import write
from reportgen.model.inputs import Inputs
from reportgen.model.methods import BookValuePart
from reportgen.model.results import Results
from reportgen.model.valuation import BridgeItem
from reportgen.quantities import Quantity, place_of, walk

_TARGET = "valuation.target_price"
_OWN = ("judgement", "illustrative")
_TOO_LARGE = 1e16


def rating_matches_return(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A rating says what return the house expects. One that contradicts the target it stands beside needs a reason.

    The reason stands under ``override``, and the note then prints both.
    """
    implied = results.values.get("valuation.implied_return")
    names = [band.name for band in inputs.house.ratings.bands]
    # a rating that does not exist is told on its own
    if implied is None or not math.isfinite(implied) or inputs.opinion.rating not in names:
        return
    due = band_of(inputs, implied)
    # one decimal would print −10.0 % on both sides of a bound
    shown = write(implied, replace(results.form("valuation.implied_return"), decimals=2)).text
    override = inputs.opinion.override
    if due.name == inputs.opinion.rating:
        if override is not None:
            message = f"the override is not needed: the target implies {shown}, which is {due.name}"
            yield found(inputs, "rating-matches-return", message, OPINION, ("override",), severity=Severity.WARNING)
        return
    message = f"{inputs.opinion.rating}, but the target implies {shown}, which is {due.name} ({due.meaning})"
    if override is None:
        hint = "change the rating, or give the reason under 'override'"
        yield found(inputs, "rating-matches-return", message, OPINION, ("rating",), hint=hint)
    else:
        message += "; overridden with a reason"
        yield found(inputs, "rating-matches-return", message, OPINION, ("rating",), severity=Severity.INFO)


def cash_counted_twice(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """Cash that is valued inside a part and added again in the bridge lifts the target for nothing."""
    parts = inputs.valuation.parts.values()
    holding = [part.label for part in parts if isinstance(part, BookValuePart) and part.contains_cash]
    for name, item in inputs.valuation.bridge.items() if holding else ():
        if not item.is_cash or not _adds(item, results.values.get(f"valuation.bridge.{name}")):
            continue
        view = f"valuation.bridge.{name}_per_share"
        worth = results.values.get(view, math.nan)
        known = math.isfinite(worth)
        size = f", worth {write(abs(worth), replace(results.form(view), signed=False)).text} a share" if known else ""
        message = f"{item.label} is added, but {holding[0]} holds cash already{size}"
        yield found(inputs, "cash-counted-twice", message, VALUATION, ("bridge", name), severity=Severity.WARNING)


def _adds(item: BridgeItem, amount: float | None) -> bool:
    """Whether a bridge item lifts the value: net debt below zero that is subtracted does, too."""
    if amount is None or not math.isfinite(amount):
        return item.sign == "add"
    return amount > 0 if item.sign == "add" else amount < 0


def premium_on_negative_equity(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A premium on an equity value below zero makes it worse instead of better: the sign of the judgement is lost."""
    premium = inputs.valuation.premium
    worth = results.values.get(f"valuation.{premium.on}") if premium is not None else None
    if premium is not None and worth is not None and worth <= 0:
        message = f"the {premium.on.replace('_', ' ')} is not above zero, so a premium on it has no meaning"
        yield found(inputs, "premium-on-negative-equity", message, VALUATION, ("premium",))


def figure_too_large(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """No company counts its money in tens of quadrillions; such a figure has the wrong scale, and no cell holds it."""
    for quantity in results.quantities.values():
        value = results.values[quantity.path]
        if quantity.origin is not None and math.isfinite(value) and abs(value) >= _TOO_LARGE:
            message = f"{quantity.name} is {value:.3g} {quantity.unit}".rstrip()
            hint = "is the scale of its unit right, as in bn or m?"
            yield Diagnostic("figure-too-large", message, quantity.origin.place, quantity.path, hint=hint)


def target_not_positive(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A share cannot be worth less than nothing; a target of zero or below is a broken valuation."""
    target = results.values.get("valuation.target_price")
    if target is not None and math.isfinite(target) and target <= 0:
        message = f"the target comes out at {write(target, results.form('valuation.target_price')).text}"
        yield found(inputs, "target-not-positive", message, VALUATION, ("parts",))


def target_without_figure(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A division by zero leaves the target without a figure; the input that makes it is wrong for its place."""
    target = results.quantities.get("valuation.target_price")
    if target is None or math.isfinite(results.values[target.path]):
        return
    # a row has its figures in its cells, and what lacks one passes it on to a number above
    named = (each for each in walk([target]) if each.path in results.values)
    first = next(each for each in named if not math.isfinite(results.values[each.path]))
    nowhere = inputs.place(VALUATION, ("parts",))
    message = f"the target has no figure, because {first.name} divides by zero"
    yield Diagnostic("target-without-figure", message, place_of(first) or nowhere, first.path)


def stale_figure(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """An old figure beside a new price misleads; the house says how old each kind may be."""
    limits = inputs.house.staleness_days
    watched: list[tuple[str, DataPath, int]] = [
        ("market.price", ("price",), limits.price),
        ("valuation.exchange_rate", ("exchange_rate",), limits.exchange_rate),
        ("valuation.shares", ("shares", "count"), limits.balance_sheet),
    ]
    bridge = inputs.valuation.bridge
    watched += [(f"valuation.bridge.{name}", ("bridge", name), limits.balance_sheet) for name in bridge]
    for path, place, limit in watched:
        day = as_of(results, path)
        if day is None or (inputs.as_of - day).days <= limit:
            continue
        message = f"{results.quantities[path].name} is of {day}, {_age(inputs, day)}; {limit} are allowed"
        one = found(inputs, "stale-figure", message, VALUATION, place, severity=Severity.WARNING)
        close = next((each.place for each in inputs.closes if each.day == day), None) if place == ("price",) else None
        yield replace(one, location=close or one.location)
    totals = _totals_shown(inputs)
    yield from _stale_reported(inputs, results, totals, limits.reported)
    own = [results.quantities[path] for path, _, _ in watched if path in results.quantities]
    yield from _stale_beneath(inputs, results, {*totals, *(_series(each) for each in walk(own))}, limits.reported)


def _totals_shown(inputs: Inputs) -> tuple[str, ...]:
    """The metrics of totals in tables and stacked bars; their parts are as old as they are."""
    tables, segments = (inputs.exhibits.key_figures, inputs.exhibits.financials), inputs.exhibits.segments
    shown = {row.metric for table in tables if table for row in table.rows} | ({segments.total} if segments else set())
    return tuple(name for name, metric in inputs.facts.metrics.items() if name in shown and metric.sum_of)


def _stale_beneath(inputs: Inputs, results: Results, told: Collection[str], limit: int) -> Iterator[Diagnostic]:
    """What else the target and the peers' multiples stand on.

    Of a metric the latest figure counts, for twelve months need earlier ones beside it. What the prose quotes is not
    judged: it says itself of when it is.
    """
    above = [each for path, each in results.quantities.items() if path == _TARGET or path.startswith("peers.")]
    latest: dict[str, tuple[date, Quantity]] = {}
    for each in walk(above):
        day = each.origin.as_of if each.origin is not None and each.origin.kind not in _OWN else None
        name = _series(each)
        if day is not None and name not in told and (name not in latest or day > latest[name][0]):
            latest[name] = (day, each)
    for day, each in latest.values():
        place = place_of(each)
        if place is not None and (inputs.as_of - day).days > limit:
            message = f"{each.name} is of {day}, {_age(inputs, day)}; {limit} are allowed"
            yield Diagnostic("stale-figure", message, place, each.path, Severity.WARNING)


def _series(quantity: Quantity) -> str:
    """The metric of a fact, the path of anything else."""
    path = quantity.path
    return path.split(".")[1] if path.startswith("facts.") else path


def _stale_reported(inputs: Inputs, results: Results, totals: Collection[str], limit: int) -> Iterator[Diagnostic]:
    """The latest reported figure of each total that the note shows."""
    for name in totals:
        metric, latest = inputs.facts.metrics[name], _latest_reported(results, f"facts.{name}.")
        if latest is not None and (inputs.as_of - latest).days > limit:
            message = f"the latest figure of {metric.label} is of {latest}, {_age(inputs, latest)}; {limit} are allowed"
            yield found(inputs, "stale-figure", message, FACTS, ("metrics", name), severity=Severity.WARNING)


def _age(inputs: Inputs, day: date) -> str:
    days = (inputs.as_of - day).days
    return f"{days} day{'s' if days > 1 else ''} old"


def _latest_reported(results: Results, prefix: str) -> date | None:
    """The last day of the actual figures under a prefix; an estimate is of a day to come."""
    days = []
    for path, quantity in results.quantities.items():
        origin = quantity.origin if path.startswith(prefix) else None
        if origin is not None and origin.as_of is not None and origin.kind == "actual":
            days.append(origin.as_of)
    return max(days, default=None)


def exchange_rate_older_than_price(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """Price and exchange rate of different days mix two markets into one return."""
    rate, price = as_of(results, "valuation.exchange_rate"), as_of(results, "market.price")
    if rate is not None and price is not None and rate < price:
        message = f"the exchange rate is of {rate}, the price of {price}"
        path = ("exchange_rate",)
        yield found(inputs, "exchange-rate-older-than-price", message, VALUATION, path, severity=Severity.WARNING)


def catalyst_in_the_past(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """What has happened is no catalyst any more."""
    for number, catalyst in enumerate(inputs.opinion.catalysts):
        day = catalyst.day or catalyst.by
        if day is not None and day < inputs.as_of:
            message = f"{catalyst.event} was due on {day}, before the note's date {inputs.as_of}"
            path = ("catalysts", number)
            yield found(inputs, "catalyst-in-the-past", message, OPINION, path, severity=Severity.WARNING)
