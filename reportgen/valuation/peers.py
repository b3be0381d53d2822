"""The multiples of the company and its peers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from types import MappingProxyType

from reportgen.figures import Form
from reportgen.quantities import Quantity, maximum, median, minimum, quartile, row
from reportgen.valuation.building import Building
from reportgen.valuation.taking import MULTIPLE, take


def enter_peers(build: Building) -> None:
    """``peers.<company>.multiple`` for each company of the peers table that no method has taken before."""
    peers = build.inputs.valuation.peers
    for name, company in peers.companies.items() if peers else ():
        scope = build.scope.inside("peers").inside(name)
        if scope.path("multiple") not in build.scope.quantities:
            path = ("peers", "companies", name, "multiple")
            take(
                build,
                scope,
                "multiple",
                company.multiple,
                path,
                f"{company.name}, {peers.label if peers else ''}",
                MULTIPLE,
            )
    _enter_statistics(build)


STATISTICS: Mapping[str, tuple[str, Callable[[Quantity], Quantity]]] = MappingProxyType(
    {
        "highest": ("Highest", lambda peers: reduce(maximum, peers.operands)),
        "upper_quartile": ("Upper quartile", lambda peers: quartile(peers, 3)),
        "median": ("Median", median),
        "lower_quartile": ("Lower quartile", lambda peers: quartile(peers, 1)),
        "lowest": ("Lowest", lambda peers: reduce(minimum, peers.operands)),
    }
)
"""Path below ``peers.statistics``, name, and the operation on the peers' multiples."""

_LEAST = 4


def _enter_statistics(build: Building) -> None:
    """``peers.statistics.…``: how the peers' multiples spread, the company itself left out; not of three or fewer."""
    peers = build.inputs.valuation.peers
    others = [name for name, company in (peers.companies.items() if peers else ()) if not company.subject]
    found = {name: build.find(f"peers.{name}.multiple") for name in others}
    sound = {name: each for name, each in found.items() if each is not None and not each.faulty}
    if peers is None or len(sound) < _LEAST:
        return
    scope, form = build.scope.inside("peers").inside("statistics"), Form("multiple", 0, 2)
    held = scope("multiples", row(tuple(sound), *sound.values()), label=f"{peers.label} of the peers", form=form)
    for name, (label, statistic) in STATISTICS.items():
        scope(name, statistic(held), label=f"{label} {peers.label} of the peers", form=form)
