"""Is the note fit to publish? Checks of valuation, rating, dates and prose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportgen.checks.inputs_alone import FACTS, OPINION, VALUATION, found
from reportgen.diagnostics import DataPath, Diagnostic, Severity
from reportgen.figures import write
from reportgen.model.house import Band
from reportgen.model.inputs import Inputs
from reportgen.model.prose import Claim
from reportgen.model.references import Unresolved, every_prose, printed_reference
from reportgen.model.results import Results
from reportgen.model.valuation import BookValuePart


def rating_matches_return(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A rating says what return the house expects. One that contradicts the target it stands beside needs an override
    with a reason, and the note then prints both."""
    implied = results.values.get("valuation.implied_return")
    if implied is None:
        return
    due = band_of(inputs, implied)
    shown = write(implied, results.form("valuation.implied_return")).text
    override = inputs.opinion.override
    if due.name == inputs.opinion.rating:
        if override is not None:
            message = f"the override is not needed: {shown} is {due.name}"
            yield found(inputs, "rating-matches-return", message, OPINION, ("override",), severity=Severity.WARNING)
        return
    message = f"{inputs.opinion.rating}, but the target implies {shown}, which is {due.name} ({due.meaning})"
    if override is None:
        hint = "change the rating, or give the reason under 'override'"
        yield found(inputs, "rating-matches-return", message, OPINION, ("rating",), hint=hint)
    else:
        message += "; overridden with a reason"
        yield found(inputs, "rating-matches-return", message, OPINION, ("rating",), severity=Severity.INFO)


def band_of(inputs: Inputs, implied_return: float) -> Band:
    """The class of a return; a shared bound belongs to the band nearer to zero."""
    bands = inputs.house.ratings.bands
    for band in bands if implied_return >= 0 else reversed(bands):
        above = band.lower is None or implied_return >= band.lower.base
        below = band.upper is None or implied_return <= band.upper.base
        if above and below:
            return band
    return bands[-1]


def cash_counted_twice(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """Cash that is valued inside a part and added again in the bridge lifts the target for nothing."""
    holding = [part.label for part in inputs.valuation.parts.values() if isinstance(part, BookValuePart) and part.contains_cash]
    for name, item in inputs.valuation.bridge.items():
        if not (holding and item.is_cash and item.sign == "add"):
            continue
        worth = results.values.get(f"valuation.bridge.{name}_per_share")
        size = f", worth {write(worth, results.form(f'valuation.bridge.{name}_per_share')).text} a share" if worth else ""
        message = f"{item.label} is added, but {holding[0]} holds cash already{size}"
        yield found(inputs, "cash-counted-twice", message, VALUATION, ("bridge", name), severity=Severity.WARNING)


def premium_on_negative_equity(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A premium on an equity value below zero makes it worse instead of better: the sign of the judgement is lost."""
    equity = results.values.get("valuation.equity_value")
    if equity is not None and equity <= 0 and inputs.valuation.premium is not None:
        message = "the equity value is not above zero, so a premium on it has no meaning"
        yield found(inputs, "premium-on-negative-equity", message, VALUATION, ("premium",))


def target_not_positive(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A share cannot be worth less than nothing; a target of zero or below is a broken valuation."""
    target = results.values.get("valuation.target_price")
    if target is not None and not target > 0:
        message = f"the target comes out at {write(target, results.form('valuation.target_price')).text}"
        yield found(inputs, "target-not-positive", message, VALUATION, ("parts",))


def stale_figure(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """An old figure beside a new price misleads; the house says how old each kind may be."""
    limits = inputs.house.staleness_days
    quantities = results.quantities
    watched: list[tuple[str, DataPath, int]] = [
        ("market.price", (), limits.price),
        ("valuation.exchange_rate", ("exchange_rate",), limits.exchange_rate),
        ("valuation.shares", ("shares", "count"), limits.balance_sheet),
    ]
    watched += [(f"valuation.bridge.{name}", ("bridge", name), limits.balance_sheet) for name in inputs.valuation.bridge]
    for path, place, limit in watched:
        day = as_of(results, path)
        if day is not None and (inputs.as_of - day).days > limit:
            message = f"{quantities[path].name} is of {day}, {(inputs.as_of - day).days} days old; {limit} are allowed"
            yield found(inputs, "stale-figure", message, VALUATION, place, severity=Severity.WARNING)
    yield from _stale_reported(inputs, results, limits.reported)


def _stale_reported(inputs: Inputs, results: Results, limit: int) -> Iterator[Diagnostic]:
    """The latest reported figure of each metric that is a total, or stands in a table of the note."""
    shown = {row.metric for table in (inputs.exhibits.key_figures, inputs.exhibits.financials) if table for row in table.rows}
    for name, metric in inputs.facts.metrics.items():
        if name not in shown or not metric.sum_of:
            continue
        days = [day for path in results.values if path.startswith(f"facts.{name}.") and (day := as_of(results, path))]
        if days and (inputs.as_of - max(days)).days > limit:
            age = (inputs.as_of - max(days)).days
            message = f"the latest figure of {metric.label} is of {max(days)}, {age} days old; {limit} are allowed"
            yield found(inputs, "stale-figure", message, FACTS, ("metrics", name), severity=Severity.WARNING)


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
            message = f"{catalyst.event} was due on {day}"
            path = ("catalysts", number)
            yield found(inputs, "catalyst-in-the-past", message, OPINION, path, severity=Severity.WARNING)


def reference_prints(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """Every number in prose is a reference to a quantity of the note, known on its date and printed in a form that fits
    its unit."""
    for prose in every_prose(inputs):
        for reference in prose.references():
            printed = printed_reference(reference, results)
            if isinstance(printed, Unresolved):
                yield Diagnostic(printed.code, printed.message, reference.place, reference.path, hint=printed.hint)


def claim_holds(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """Words such as "higher than" are evaluated against the numbers they speak of, so that prose and table never part."""
    for prose in every_prose(inputs):
        for claim in prose.claims():
            if _contradicted(claim, results):
                left = results.resolve(claim.left.path) or ""
                shown = write(results.value(left), results.form(left)).text
                message = f"the text says {claim.text!r}, but {claim.left.path} is {shown}{_against(claim, results)}"
                yield Diagnostic("claim-holds", message, claim.place, claim.left.path)


def _contradicted(claim: Claim, results: Results) -> bool:
    left = results.resolve(claim.left.path)
    right = results.resolve(claim.right.path) if not isinstance(claim.right, float) else ""
    if left is None or right is None:
        return False
    first = results.value(left)
    second = claim.right if isinstance(claim.right, float) else results.value(right)
    match claim.comparison:
        case "<":
            return not first < second
        case "<=":
            return not first <= second
        case ">":
            return not first > second
        case ">=":
            return not first >= second
        case _:
            return not first == second


def _against(claim: Claim, results: Results) -> str:
    if isinstance(claim.right, float):
        return f", against {claim.right:g}"
    path = results.resolve(claim.right.path) or ""
    return f" and {claim.right.path} is {write(results.value(path), results.form(path)).text}"


def as_of(results: Results, path: str) -> date | None:
    """The date of a quantity: its own, or that of the one leaf that it only renames."""
    quantity = results.quantities.get(path)
    while quantity is not None and quantity.operation == "same":
        quantity = quantity.operands[0]
    return quantity.origin.as_of if quantity is not None and quantity.origin is not None else None

