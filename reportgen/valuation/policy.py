"""The house's own numbers that a note prints: the bounds of its rating bands."""

from __future__ import annotations

import re

from reportgen.quantities import PURE, Origin, Quantity, leaf
from reportgen.valuation.building import Building, per_share, percent


def enter_policy(build: Building) -> None:
    """``house.ratings.<band>.lower`` and ``.upper`` for every bound that is not open."""
    for number, band in enumerate(build.inputs.house.ratings.bands):
        for end, bound in (("lower", band.lower), ("upper", band.upper)):
            if bound is None:
                continue
            origin = Origin(
                source=build.inputs.house.name,
                as_of=None,
                published=None,
                place=build.inputs.place("house.yaml", ("ratings", "bands", number, end)),
                typed=bound.typed,
                kind="judgement",
            )
            form = percent(bound.form.decimals, signed=True)
            path = band_path(band.name, number, end)
            label = f"{band.name}: {end} bound of the implied return"
            entered = build.scope.add(leaf(path, bound.base, PURE, origin=origin, label=label, form=form))
            _enter_price(build, entered, bound_price_path(band.name, number, end), band.name)


def _enter_price(build: Building, bound: Quantity, path: str, band: str) -> None:
    """The share price at which the target would imply the bound: ``target ÷ (1 + bound)``."""
    target = build.scope.quantities.get("valuation.target_price")
    if target is not None and not target.faulty:
        label = f"Share price at a bound of {band}"
        build.scope(path, target / (1 + bound), label=label, form=per_share(build.inputs.company.trading_currency))


def bound_price_path(name: str, number: int, end: str) -> str:
    """The path of the share price at which the target implies a bound."""
    return band_path(name, number, end).replace("house.ratings.", "implied.price_at.")


def band_path(name: str, number: int, end: str) -> str:
    """The path of a bound; the band's number keeps two names apart that differ in signs only."""
    word = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return f"house.ratings.{number + 1}_{word}.{end}"
