"""Closing prices become leaves of the graph; those before a split are told in the shares of today.

A split changes what a share is: beside a price of the new shares one of the old is no fall of nine tenths. A file may
hold earlier closes as they were quoted or told in new shares already; the closes on both sides of the split say which.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from reportgen.diagnostics import Diagnostic, Location, Severity
from reportgen.model.company import Split, explains
from reportgen.model.facts import Close
from reportgen.quantities import SHARE, Origin, Quantity, currency_unit, leaf, literal
from reportgen.valuation.building import Building, per_share

_ONE = Decimal(1)
PRICES, COMPANY = "prices.csv", "company.yaml"


def enter_closes(build: Building) -> None:
    """Every close known at the note's date as ``prices.<day>``, in the trading currency per share of that date."""
    currency = build.inputs.company.trading_currency
    known = sorted((each for each in build.inputs.closes if each.day <= build.inputs.as_of), key=lambda each: each.day)
    _report_later(build)
    splits = _in_old_shares(build, known)
    for close in known:
        ratios = [float(split.ratio) for split in splits if close.day < split.date]
        if ratios:
            quoted = build.scope.add(_leaf(close, currency, f"prices.{close.day}.quoted", "Closing price as quoted"))
            label = "Closing price, restated for splits"
            restated = quoted / literal(math.prod(ratios))
            build.scope(f"prices.{close.day}", restated, label=label, form=per_share(currency))
        else:
            build.scope.add(_leaf(close, currency, f"prices.{close.day}", "Closing price"))


def _report_later(build: Building) -> None:
    later = [close for close in build.inputs.closes if close.day > build.inputs.as_of]
    if later:
        first = min(later, key=lambda close: close.day)
        count = f"{len(later)} closes from {first.day} on are" if len(later) > 1 else f"the close of {first.day} is"
        message = f"{count} after the note's date {build.inputs.as_of} and left out"
        place = first.place or Location(PRICES)
        build.diagnostics.append(Diagnostic("published-after-as-of", message, place, severity=Severity.INFO))


def _in_old_shares(build: Building, known: Sequence[Close]) -> list[Split]:
    """The splits before which the closes are told as they were quoted."""
    found = []
    for number, split in enumerate(build.inputs.company.splits):
        before = [close for close in known if close.day < split.date]
        after = [close for close in known if close.day >= split.date]
        if not before or not after:
            continue
        one, other = before[-1], after[0]
        old = explains(split.ratio, one.close, other.close)
        new = explains(_ONE, one.close, other.close)
        if not old and not new:
            message = (
                f"the closes {one.close} of {one.day} and {other.close} of {other.day} fit neither a split by "
                f"{split.ratio} nor prices told in new shares"
            )
            build.report("split-unclear", message, ("splits", number), file=COMPANY, hint=_hint(one.day, other.day))
        elif old and (not new or _nearer_to(float(split.ratio), float(one.close / other.close))):
            found.append(split)
    return found


def _nearer_to(ratio: float, fall: float) -> bool:
    """Whether a fall is nearer to that of a split than to none at all."""
    return abs(math.log(fall / ratio)) < abs(math.log(fall))


def _hint(one: date, other: date) -> str:
    return f"is the split's day right? is one of the closes of {one} and {other} of other shares?"


def _leaf(close: Close, currency: str, path: str, label: str) -> Quantity:
    origin = Origin(
        source=close.source,
        as_of=close.day,
        published=close.day,
        place=close.place or Location(PRICES),
        typed=str(close.close),
    )
    unit = currency_unit(currency) / SHARE
    return leaf(path, float(close.close), unit, origin=origin, label=label, form=per_share(currency))
