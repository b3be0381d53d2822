"""``note.json``: every quantity with path, unit, value, printed form and origin, for machines."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import TypeAlias

from reportgen.figures import write
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results, Scenario
from reportgen.quantities import PURE, Origin, Quantity, formula, operands, printed

Json: TypeAlias = "Mapping[str, Json] | list[Json] | str | int | float | bool | None"

VERSION = 1


def quantities_json(inputs: Inputs, results: Results) -> bytes:
    """The whole note's numbers, in the order in which the graph was written; NaN and infinity are null."""
    content: Json = {
        "format": "reportgen.note",
        "format_version": VERSION,
        "company": {
            "slug": inputs.slug,
            "name": inputs.company.name,
            "native_name": inputs.company.native_name,
            "ticker": inputs.company.listing.ticker,
            "exchange": inputs.company.listing.exchange,
        },
        "as_of": str(inputs.as_of),
        "draft": inputs.draft,
        "house": inputs.house.name,
        "rating": inputs.opinion.rating,
        "rating_overridden": inputs.opinion.override is not None,
        "headline": {path: _headline(results, path) for path in _HEADLINE if path in results},
        "quantities": [quantity_json(each, results.values[path]) for path, each in results.quantities.items()],
        "scenarios": [scenario_json(each, results) for each in results.scenarios.values()],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


_HEADLINE = (
    "valuation.target_price",
    "valuation.target_price_unrounded",
    "market.price",
    "valuation.implied_return",
    "valuation.total_return",
    "market.capitalisation",
    "implied.premium",
)


def _headline(results: Results, path: str) -> Json:
    return {"value": _finite(results.value(path)), "printed": printed(results.quantities[path], results.value(path))}


def quantity_json(quantity: Quantity, value: float) -> Json:
    """One number: path, label, unit, value, printed form, and its source or its formula."""
    return {
        "path": quantity.path,
        "label": quantity.name,
        "unit": "" if quantity.unit == PURE else str(quantity.unit),
        "value": _finite(value),
        "printed": printed(quantity, value),
        "origin": _origin(quantity.origin) if quantity.origin else _formula(quantity),
    }


def _origin(origin: Origin) -> Json:
    return {
        "kind": origin.kind,
        "source": origin.source,
        "as_of": str(origin.as_of) if origin.as_of else None,
        "published": str(origin.published) if origin.published else None,
        "place": str(origin.place),
        "typed": origin.typed,
        "at_least": origin.floor,
        "note": origin.note or None,
        "url": origin.url or None,
    }


def _formula(quantity: Quantity) -> Json:
    return {"kind": "formula", "formula": formula(quantity), "operands": [each.path for each in operands(quantity)]}


def scenario_json(scenario: Scenario, results: Results) -> Json:
    """One result under replaced inputs."""
    unit = results.quantities[scenario.target].unit
    return {
        "path": scenario.path,
        "label": scenario.label,
        "unit": str(unit),
        "value": _finite(scenario.value),
        "printed": write(scenario.value, scenario.form).text if math.isfinite(scenario.value) else None,
        "evaluates": scenario.target,
        "replaced": dict(scenario.replaced),
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
