"""The multiples of the company and its peers."""

from __future__ import annotations

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
