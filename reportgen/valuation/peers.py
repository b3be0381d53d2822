"""The multiples of the company and its peers."""

from __future__ import annotations

from reportgen.valuation.building import Building, is_pure, take


def enter_peers(build: Building) -> None:
    """``peers.<company>.multiple`` for each company of the peers table."""
    peers = build.inputs.valuation.peers
    for name, company in peers.companies.items() if peers else ():
        take(
            build, build.scope.inside("peers").inside(name), "multiple", company.multiple,
            ("peers", "companies", name, "multiple"),
            label=f"{company.name}, {peers.label if peers else ''}", rule=is_pure, needed="a multiple such as 35.3x",
        )  # fmt: skip
