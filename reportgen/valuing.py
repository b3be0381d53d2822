"""What ``value`` prints: the results of a valuation with every quantity on the way, for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from reportgen import checks
from reportgen.build import examine
from reportgen.diagnostics import Diagnostic, errors, in_order
from reportgen.formats.quantities_json import quantity_json, scenario_json
from reportgen.loading import load_valuation
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results
from reportgen.quantities import cells, is_cell, printed, printed_cells
from reportgen.valuation import value

RESULTS = (
    "valuation.enterprise_value",
    "valuation.equity_value",
    "valuation.adjusted_equity_value",
    "valuation.value_per_share",
    "valuation.target_price_unrounded",
    "valuation.target_price",
    "market.price",
    "valuation.implied_return",
)
"""What a valuation comes to, as far as it goes."""


def valued(
    root: Path, target: str, as_of: date | None = None
) -> tuple[Inputs | None, Results | None, tuple[Diagnostic, ...]]:
    """The results for a company of the workspace, or for a valuation file that stands alone; with all diagnostics."""
    if not target.endswith((".yaml", ".yml")):
        examined = examine(root, target, as_of)
        return examined.inputs, examined.results, examined.diagnostics
    loaded = load_valuation(Path(target))
    inputs = loaded.inputs
    if inputs is None:
        return None, None, loaded.diagnostics
    results, problems = value(inputs)
    told = _without_market(problems, results, wrong=bool(errors(loaded.diagnostics)))
    found = (*loaded.diagnostics, *told, *checks.check_valuation(inputs, results))
    return inputs, results, in_order(checks.without_consequences(found, loaded.left_out))


def _without_market(problems: tuple[Diagnostic, ...], results: Results, *, wrong: bool) -> tuple[Diagnostic, ...]:
    """The problems but for shares and a price that nobody has promised, where the value does not hang on them."""
    told = tuple(one for one in problems if one.code != "price-missing" or one.path)
    others = tuple(one for one in told if one.code != "shares-missing")
    return others if wrong or errors(others) or "valuation.equity_value" in results.values else told


def value_json(inputs: Inputs, results: Results) -> str:
    """Results, every quantity in the order of writing, rows with their cells, scenarios."""
    content = {
        "format": "reportgen.valuation",
        "format_version": 1,
        "company": inputs.company.name,
        "as_of": str(inputs.as_of),
        "results": {path: results.values[path] for path in RESULTS if path in results.values},
        "rows": {
            path: dict(zip(row.axis or (), (_number(results, cell.path) for cell in cells(row)), strict=True))
            for path, row in results.rows.items()
        },
        "quantities": [quantity_json(each, results.values[path]) for path, each in results.quantities.items()],
        "scenarios": [scenario_json(each, results) for each in results.scenarios.values()],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)


def value_lines(results: Results) -> Iterator[str]:
    """A table of every quantity of the valuation, rows year by year, and the results below it."""
    yield from _listed(results)
    held = [(results.quantities[path].name, path) for path in RESULTS if path in results.values]
    width = max((len(name) for name, _ in held), default=0)
    yield ""
    for name, path in held:
        yield f"{name:<{width}}  {printed(results.quantities[path], results.values[path])}"


def _listed(results: Results) -> Iterator[str]:
    shown = {path: each for path, each in results.quantities.items() if path.startswith(("valuation.", "market."))}
    width = min(max((len(path) for path in shown), default=0), 72)
    told: set[str] = set()
    for path, each in shown.items():
        row = path.rpartition(".")[0]
        if row in results.rows:
            if row not in told:
                told.add(row)
                quantity = results.rows[row]
                years = "  ".join(f"{label} {text}" for label, text in printed_cells(quantity, results.values))
                yield f"{row:<{width}}  {years}"
        elif not is_cell(each):
            yield f"{path:<{width}}  {printed(each, results.values[path])}"


def _number(results: Results, path: str) -> float | None:
    found = results.values[path]
    return found if found == found else None  # noqa: PLR0124 - NaN is the only value unlike itself
