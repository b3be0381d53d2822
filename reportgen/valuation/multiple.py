"""A part worth a multiple of one of its metrics: ``value = multiple × metric``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from types import MappingProxyType

from reportgen.figures import Form
from reportgen.model.assumptions import Statistic
from reportgen.model.methods import DiscountBack, FromPeers, MultiplePart
from reportgen.model.valuation import Peers
from reportgen.quantities import Quantity, maximum, mean, median, minimum, missing, quartile, row
from reportgen.valuation.building import bn
from reportgen.valuation.part import Desk
from reportgen.valuation.taking import MONEY, MULTIPLE, NOT_NEGATIVE, RATE, WORTH, take


def multiple(desk: Desk, part: MultiplePart) -> Quantity:
    """The metric is given, or backed out of the source's result: ``metric = result ÷ stated multiple``.

    Backed out, the multiple used and the multiple stated are two quantities: changing the first moves the value. A
    value of a future year is discounted back: ``value ÷ (1 + rate) ^ years``.
    """
    if part.from_peers is not None:
        factor = _of_peers(desk, part.from_peers, part.multiple_of)
    elif part.multiple is not None:
        factor = take(
            desk.build, desk.scope, "multiple", part.multiple, (*desk.path, "multiple"), part.multiple_of, MULTIPLE
        )
    else:
        factor = missing()
    worth = factor * _metric(desk, part)
    return worth if part.discounted is None else _discounted(desk, part.discounted, worth)


def _metric(desk: Desk, part: MultiplePart) -> Quantity:
    name = part.multiple_of.rpartition("/")[2].strip() or "metric"
    if part.metric is not None:
        return desk.figure("metric", part.metric, "metric", name, WORTH)
    if part.result is None or part.multiple is None:
        return missing()
    result = desk.figure("stated_value", part.result, "result", "value as stated", MONEY)
    label = f"{part.multiple_of} as stated"
    stated = take(desk.build, desk.scope, "stated_multiple", part.multiple, (*desk.path, "multiple"), label, MULTIPLE)
    currency = result.unit.currency or ""
    return desk.say("metric", result / stated, f"{name}, backed out of the source", bn(currency))


def _discounted(desk: Desk, given: DiscountBack, worth: Quantity) -> Quantity:
    inner = desk.inside("discounted", ("discounted",))
    future = inner.say("future_value", worth, "value in the future year")
    years = inner.figure("years", given.years, "years", "years to that value", NOT_NEGATIVE)
    rate = inner.figure("rate", given.rate, "rate", "discount rate", RATE)
    return future / (1 + rate) ** years


# ---- from peers -----------------------------------------------------------------------------------------------------


def _lowest(peers: Quantity) -> Quantity:
    return reduce(minimum, peers.operands)


def _highest(peers: Quantity) -> Quantity:
    return reduce(maximum, peers.operands)


_STATISTICS: Mapping[Statistic, Callable[[Quantity], Quantity]] = MappingProxyType(
    {
        "mean": mean,
        "median": median,
        "lower_quartile": lambda peers: quartile(peers, 1),
        "upper_quartile": lambda peers: quartile(peers, 3),
        "lowest": _lowest,
        "highest": _highest,
    }
)


def _of_peers(desk: Desk, given: FromPeers, what: str) -> Quantity:
    """A statistic of the peers' multiples, without the company itself and those excluded; with a premium to them."""
    valuation = desk.build.inputs.valuation
    peers: Peers | None = valuation.peers if given.set is None else valuation.peer_sets.get(given.set)
    if peers is None:
        known = ", ".join(valuation.peer_sets) or "none"
        return desk.report("unknown-reference", f"no such peers; 'peer_sets' has: {known}", ("from_peers", "set"))
    for name in given.exclude:
        if name not in peers.companies:
            desk.report("unknown-reference", f"no such peer: {name!r}", ("from_peers", "exclude", name))
    kept = _kept(desk, given, peers)
    if not kept:
        return desk.report("too-few", "no peer is left to take a multiple from", ("from_peers", "exclude"))
    form = Form("multiple", 0, 1)
    held = desk.scope("peer_multiples", row(tuple(kept), *kept.values()), label=f"{what} of the peers", form=form)
    label = f"{what}, {given.statistic.replace('_', ' ')} of peers"
    found = _STATISTICS[given.statistic](held)
    if given.premium is None:
        return desk.scope("multiple", found, label=label, form=form)
    middle = desk.scope("multiple_of_peers", found, label=label, form=form)
    rate = desk.figure("premium_to_peers", given.premium, ("from_peers", "premium"), "premium to peers", RATE)
    return desk.scope("multiple", middle * (1 + rate), label=what, form=form)


def _kept(desk: Desk, given: FromPeers, peers: Peers) -> dict[str, Quantity]:
    """The multiples of the peers that count; those of the table are entered once, for table and method alike."""
    place: tuple[str, ...] = ("peers",) if given.set is None else ("peer_sets", given.set)
    kept: dict[str, Quantity] = {}
    for name, company in peers.companies.items():
        if company.subject or name in given.exclude:
            continue
        scope = desk.build.scope
        for step in (*place, name):
            scope = scope.inside(step)
        entered = desk.build.scope.quantities.get(scope.path("multiple"))
        path, label = (*place, "companies", name, "multiple"), f"{company.name}, {peers.label}"
        if entered is None:
            entered = take(desk.build, scope, "multiple", company.multiple, path, label, MULTIPLE)
        kept[name] = entered
    return kept
