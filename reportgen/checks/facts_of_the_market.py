"""Do figures of the share agree with its closes: the range of a year, what is traded, market value, counts?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from reportgen.checks.labels import EARNED, is_share_count
from reportgen.checks.market_metrics import HIGH, LOW, TURNOVER, VOLUME
from reportgen.checks.tolerance import Bounds, bounds, quotient_bounds
from reportgen.checks.walking import VALUATION, found, told
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.model.facts import Fact, Metric
from reportgen.model.inputs import Inputs
from reportgen.model.periods import Period
from reportgen.model.results import Results
from reportgen.quantities import currency_unit

_YEAR, _NEAR = timedelta(days=365), timedelta(days=45)
# Between two closes a share goes higher and lower than at either, but not to twice or half of them.
_BEYOND = 2.0
# New shares within some months, and a market value of another day; a class of shares, a split or a currency are more.
_MORE_SHARES, _MORE_VALUE = 1.5, 1.25
# A week before or after, a close is seldom further away.
_WEEK, _FURTHER = timedelta(days=7), 1.2
_PRICE = re.compile(r"\b(?:share|stock|closing) price\b|\bprice (?:of (?:the|a) share|a share)\b", re.IGNORECASE)
_NO_PRICE = re.compile(
    r"\b(?:target|high|low|average|mean|estimate|rise|change|growth|earnings|offer|issue)\b", re.IGNORECASE
)
_VALUE = re.compile(r"market (?:cap(?:itali[sz]ation)?|value)\b", re.IGNORECASE)
_MOVES = re.compile(r"growth|rise|change|share of", re.IGNORECASE)
PER_DOLLAR: Mapping[str, Bounds] = {
    "USD": (1.0, 1.0), "HKD": (7.7, 7.9), "CNY": (6.0, 8.3), "JPY": (74.0, 200.0), "GBP": (0.45, 1.0),
    "EUR": (0.6, 1.25), "CHF": (0.7, 1.85), "KRW": (850.0, 1700.0), "TWD": (26.0, 36.0), "SGD": (1.15, 1.9),
    "AUD": (0.85, 2.1), "CAD": (0.9, 1.65),
}  # fmt: skip
"""Wide bounds to how many units of a currency a dollar has bought since 2001, not facts; others have none."""


def range_holds_closes(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """The high of 52 weeks is at or above every close within them, the low at or below; neither is far from them all.

    Transposed digits, a figure from before a split or of another listing show so, as in the price that is traded at.
    """
    for name in (HIGH, LOW):
        for period, fact in _priced(inputs, name):
            day = period.end(inputs.company.fiscal_year_end)
            closes = _closes(inputs, results, day - _YEAR, day)
            value, high = float(fact.value), name == HIGH
            if not closes:
                continue
            inside = value < max(closes) if high else value > min(closes)
            far = value > _BEYOND * max(closes) if high else value < min(closes) / _BEYOND
            if inside or far:
                message = f"{fact.value}, and the closes of 52 weeks are {min(closes):g} to {max(closes):g}"
                yield told(inputs, "range-holds-closes", message, name, period)


def price_near_closes(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A price of the share of some day is about that at which it closed around it; digits exchanged are not."""
    for name, metric in inputs.facts.metrics.items():
        if not _PRICE.search(metric.label) or _NO_PRICE.search(metric.label):
            continue
        for period, fact in _priced(inputs, name):
            day = period.end(inputs.company.fiscal_year_end)
            closes = _closes(inputs, results, day - _WEEK, day + _WEEK) if period.day is not None else []
            value = float(fact.value)
            if closes and not min(closes) / _FURTHER <= value <= max(closes) * _FURTHER:
                message = f"{fact.value}, and the shares closed at {_range(closes)} within a week of {day}"
                yield told(inputs, "price-near-closes", message, name, period)


def turnover_follows_from_volume(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """What is traded a day in money is the shares traded at prices that the share has had within a year.

    Thousands or 万 for millions, 亿 for billions, or shares from before a split give a price that it never had.
    """
    volume, turnover = (inputs.facts.metrics.get(name) for name in (VOLUME, TURNOVER))
    money = currency_unit(inputs.company.trading_currency)
    if volume is None or turnover is None or turnover.unit.unit != money:
        return
    for period in turnover.values:
        day = period.end(inputs.company.fiscal_year_end)
        closes = _closes(inputs, results, day - _YEAR, day)
        paths = [f"facts.{name}.{period}" for name in (TURNOVER, VOLUME)]
        held = [each for path in paths if (each := bounds(inputs, results, path)) is not None]
        price = quotient_bounds(*held) if len(held) == len(paths) else None
        if closes and price and (price[1] < min(closes) / _MORE_VALUE or price[0] > max(closes) * _MORE_VALUE):
            message = f"{turnover.values[period].value} over the volume is a price of {price[0]:.4g} to {price[1]:.4g}"
            hint = f"the closes of 52 weeks are {min(closes):g} to {max(closes):g}"
            yield told(inputs, "turnover-follows-from-volume", message, TURNOVER, period, hint)


def capitalisation_near_price(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A market value over all shares is about the price of its days; another currency, class or unit is far from it.

    Compared with the valuation's shares and the closes of the weeks around; one in another currency than the shares
    trade in by the wide bounds of its rate.
    """
    shares = results.values.get("valuation.shares", 0.0)
    for name, metric in inputs.facts.metrics.items():
        rate = _rate_of(metric, inputs.company.trading_currency)
        if rate is None or not _VALUE.search(metric.label) or _MOVES.search(metric.label):
            continue
        for period, fact in metric.values.items():
            day = period.end(inputs.company.fiscal_year_end)
            closes, value = _closes(inputs, results, day - _NEAR, day + _NEAR), results.values.get(_path(name, period))
            if not closes or not shares > 0 or value is None:
                continue
            price = value / shares
            if price * rate[1] < min(closes) / _MORE_VALUE or price * rate[0] > max(closes) * _MORE_VALUE:
                said = f"{fact.value} over the shares is {price:.4g} {metric.unit.unit} each"
                message = f"{said}, and they closed at {_range(closes)}"
                hint = "of which day, currency and class of shares is it, and in which unit?"
                yield told(inputs, "capitalisation-near-price", message, name, period, hint)


def _rate_of(metric: Metric, trading: str) -> Bounds | None:
    """Bounds to what a unit of an amount's currency is worth in the one that the shares trade in."""
    own = metric.unit.unit.currency
    if own == trading and metric.unit.unit == currency_unit(trading):
        return 1.0, 1.0
    if own is None or own not in PER_DOLLAR or trading not in PER_DOLLAR or metric.unit.unit != currency_unit(own):
        return None
    return PER_DOLLAR[trading][0] / PER_DOLLAR[own][1], PER_DOLLAR[trading][1] / PER_DOLLAR[own][0]


def share_counts_differ(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """Two counts of all shares within a year that are half apart or more: before a split, of one class, or of receipts.

    One of them makes every figure a share wrong by as much.
    """
    used = results.values.get("valuation.shares", 0.0)
    if not used > 0:
        return
    for name, metric in _share_counts(inputs):
        for period, fact in metric.values.items():
            value = results.values.get(_path(name, period), 0.0)
            recent = inputs.as_of - period.end(inputs.company.fiscal_year_end) <= _YEAR + _NEAR
            if recent and value > 0 and max(value / used, used / value) >= _MORE_SHARES:
                message = f"{fact.value}, and the valuation counts {used / 10**metric.unit.scale:.6g}"
                hint = "before or after a split, one class or all, shares or receipts?"
                yield told(inputs, "share-counts-differ", message, name, period, hint)


def diluted_as_basic(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """As many diluted shares as basic ones in a period of profit, and more in another, is the column beside.

    Only a loss leaves out what would dilute.
    """
    for (_, basic), (name, diluted) in ((b, d) for b in _share_counts(inputs) for d in _share_counts(inputs)):
        if "basic" not in basic.label.casefold() or "diluted" not in diluted.label.casefold():
            continue
        both = [each for each in basic.values if each in diluted.values]
        same = [each for each in both if basic.values[each].value == diluted.values[each].value]
        for period in same if len(same) < len(both) else ():
            if _earned(inputs, period):
                message = f"{diluted.values[period].value} is the basic count as well"
                yield told(inputs, "diluted-as-basic", message, name, period)


def exchange_rate_unlikely(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A rate that these two currencies have not had for twenty years is turned round, or of another pair."""
    rate = results.values.get("valuation.exchange_rate")
    pair = inputs.company.trading_currency, inputs.company.reporting_currency
    known = [PER_DOLLAR.get(each) for each in pair]
    if rate is None or not rate > 0 or known[0] is None or known[1] is None or pair[0] == pair[1]:
        return
    low, high = known[0][0] / known[1][1], known[0][1] / known[1][0]
    if not low <= rate <= high:
        message = f"{rate:g} {pair[0]} for 1 {pair[1]}; likely since 2001 were {low:.3g} to {high:.3g}"
        hint = "is it turned round?" if low <= 1 / rate <= high else ""
        path = ("exchange_rate",)
        yield found(inputs, "exchange-rate-unlikely", message, VALUATION, path, severity=Severity.WARNING, hint=hint)


def _priced(inputs: Inputs, name: str) -> Iterator[tuple[Period, Fact]]:
    metric = inputs.facts.metrics.get(name)
    if metric is not None and metric.unit.unit.currency == inputs.company.trading_currency:
        yield from metric.values.items()


def _closes(inputs: Inputs, results: Results, since: date, until: date) -> list[float]:
    held = (each for each in inputs.closes if since <= each.day <= until)
    return [results.values[path] for each in held if (path := f"prices.{each.day}") in results.values]


def _share_counts(inputs: Inputs) -> Iterator[tuple[str, Metric]]:
    yield from ((name, metric) for name, metric in inputs.facts.metrics.items() if is_share_count(metric))


def _earned(inputs: Inputs, period: Period) -> bool:
    """Whether a net profit of the period is typed."""
    held = (each.values.get(period) for each in inputs.facts.metrics.values() if EARNED.fullmatch(each.label))
    return any(each is not None and each.value > 0 for each in held)


def _path(name: str, period: Period) -> str:
    return f"facts.{name}.{period}"


def _range(closes: list[float]) -> str:
    return f"{min(closes):g} to {max(closes):g}"
