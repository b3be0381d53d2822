"""A part worth a multiple of one of its metrics: ``value = multiple × metric``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from reportgen.figures import Form
from reportgen.model.assumptions import Statistic
from reportgen.model.methods import DiscountBack, FromPeers, MultiplePart
from reportgen.model.valuation import Peers
from reportgen.quantities import Quantity, maximum, mean, median, minimum, missing, quartile, row
from reportgen.valuation.building import bn
from reportgen.valuation.part import Desk
from reportgen.valuation.taking import MONEY, MULTIPLE, NUMBER, RATE, WORTH, take


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
    years = inner.figure("years", given.years, "years", "years to that value", NUMBER)
    rate = inner.figure("rate", given.rate, "rate", "discount rate", RATE)
    return future / (1 + rate) ** years


# ---- from peers -----------------------------------------------------------------------------------------------------


def _lowest(peers: Quantity) -> Quantity:
    return _one_of_all(peers, minimum)


def _highest(peers: Quantity) -> Quantity:
    return _one_of_all(peers, maximum)


def _one_of_all(peers: Quantity, pick: Callable[[Quantity, Quantity], Quantity]) -> Quantity:
    found = peers.operands[0]
    for each in peers.operands[1:]:
        found = pick(found, each)
    return found


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
    """A statistic of the peers' multiples, without the company itself and those excluded."""
    valuation = desk.build.inputs.valuation
    peers: Peers | None = valuation.peers if given.set is None else valuation.peer_sets.get(given.set)
    if peers is None:
        known = ", ".join(valuation.peer_sets) or "none"
        return desk.report("unknown-reference", f"no such peers; 'peer_sets' has: {known}", ("from_peers", "set"))
    for name in given.exclude:
        if name not in peers.companies:
            desk.report("unknown-reference", f"no such peer: {name!r}", ("from_peers", "exclude", name))
    place: tuple[str, ...] = ("peers",) if given.set is None else ("peer_sets", given.set)
    kept: dict[str, Quantity] = {}
    for name, company in peers.companies.items():
        if company.subject or name in given.exclude:
            continue
        path = "peers" if given.set is None else f"peer_sets.{given.set}"
        # the peers of the table are entered once, for table and multiple alike
        entered = desk.build.scope.quantities.get(f"{path}.{name}.multiple")
        scope = type(desk.scope)(f"{path}.{name}", desk.scope._register)  # noqa: SLF001
        where = (*place, "companies", name, "multiple")
        label = f"{company.name}, {peers.label}"
        kept[name] = (
            take(desk.build, scope, "multiple", company.multiple, where, label, MULTIPLE)
            if entered is None
            else entered
        )
    if not kept:
        return desk.report("too-few", "no peer is left to take a multiple from", ("from_peers", "exclude"))
    form = Form("multiple", 0, 1)
    held = desk.scope("peer_multiples", row(tuple(kept), *kept.values()), label=f"{what} of the peers", form=form)
    source = held.operands[0] if held.operation == "same" else held
    words = given.statistic.replace("_", " ")
    return desk.scope("multiple", _STATISTICS[given.statistic](source), label=f"{what}, {words} of peers", form=form)
