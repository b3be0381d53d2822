"""What ``value`` prints: the results of a valuation with every quantity on the way, for people and for machines."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

from reportgen import checks
from reportgen.build import examine
from reportgen.diagnostics import Diagnostic, errors, in_order
from reportgen.figures import write
from reportgen.formats.quantities_json import quantity_json, scenario_json
from reportgen.loading import load_valuation
from reportgen.model.inputs import Inputs
from reportgen.model.results import Answer, Results, Scenario, Simulated, grid_path
from reportgen.model.valuation import Grid
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
    "market.dividend_yield",
    "valuation.total_return",
)
"""What a valuation comes to, as far as it goes."""


def stands_alone(target: str) -> bool:
    """Whether a valuation file by itself is meant, and no company of the workspace."""
    return target.endswith((".yaml", ".yml"))


def valued(
    root: Path, target: str, as_of: date | None = None
) -> tuple[Inputs | None, Results | None, tuple[Diagnostic, ...]]:
    """The results for a company of the workspace, or for a valuation file that stands alone; with all diagnostics."""
    if not stands_alone(target):
        examined = examine(root, target, as_of)
        return examined.inputs, examined.results, examined.diagnostics
    loaded = load_valuation(Path(target))
    inputs = loaded.inputs
    if inputs is None:
        return None, None, loaded.diagnostics
    results, problems = value(inputs)
    told = _without_market(problems, inputs, results, wrong=bool(errors(loaded.diagnostics)))
    found = (*loaded.diagnostics, *told, *checks.check_valuation(inputs, results))
    return inputs, results, in_order(checks.without_consequences(found, loaded.left_out))


def _without_market(
    problems: tuple[Diagnostic, ...], inputs: Inputs, results: Results, *, wrong: bool
) -> tuple[Diagnostic, ...]:
    """The problems but for shares and a price that nobody has promised, where nothing that is asked hangs on them."""
    told = tuple(one for one in problems if one.code != "price-missing" or one.path or inputs.valuation.implied)
    others = tuple(one for one in told if one.code != "shares-missing")
    return others if wrong or errors(others) or "valuation.equity_value" in results.values else told


def value_json(inputs: Inputs, results: Results) -> str:
    """Results, every quantity in the order of writing, rows with their cells, scenarios."""
    content = {
        "format": "reportgen.valuation",
        "format_version": 1,
        "company": inputs.company.name,
        "as_of": str(inputs.as_of),
        "results": {path: _number(results, path) for path in RESULTS if path in results.values},
        "rows": {
            path: dict(zip(row.axis or (), (_number(results, cell.path) for cell in cells(row)), strict=True))
            for path, row in results.rows.items()
        },
        "quantities": [quantity_json(each, results.values[path]) for path, each in results.quantities.items()],
        "scenarios": [scenario_json(each, results) for each in results.scenarios.values()],
        "tornado": [asdict(each) for each in results.uses.tornado],
        "implied": [_finite(asdict(each)) for each in results.uses.answers],
        "simulation": _finite(asdict(results.uses.simulated)) if results.uses.simulated else None,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)


def simulated_json(found: Simulated) -> str:
    """What the draws come to."""
    return json.dumps(_finite(asdict(found)), ensure_ascii=False, indent=1, allow_nan=False)


def answer_json(answer: Answer) -> str:
    """What the price implies for one input."""
    return json.dumps(_finite(asdict(answer)), ensure_ascii=False, indent=1, allow_nan=False)


def _finite(content: object) -> object:
    """The same with null for every figure without meaning."""
    if isinstance(content, dict):
        return {key: _finite(each) for key, each in content.items()}
    if isinstance(content, list | tuple):
        return [_finite(each) for each in content]
    return None if isinstance(content, float) and not math.isfinite(content) else content


def value_lines(inputs: Inputs, results: Results) -> Iterator[str]:
    """A table of every quantity of the valuation, rows year by year, and the results below it."""
    yield from _listed(results)
    held = [(results.quantities[path].name, path) for path in RESULTS if path in results.values]
    width = max((len(name) for name, _ in held), default=0)
    yield ""
    for name, path in held:
        yield f"{name:<{width}}  {printed(results.quantities[path], results.values[path])}"
    yield from _scenario_lines(results)
    for number, grid in enumerate(inputs.valuation.sensitivity):
        yield from _grid_lines(results, number, grid)
    yield from _answer_lines(results)
    if results.uses.simulated is not None:
        yield from ("", "Simulated")
        yield from simulated_lines(results.uses.simulated)


def _scenario_lines(results: Results) -> Iterator[str]:
    """Everything evaluated with inputs replaced; the tornado largest first."""
    order = [path for each in results.uses.tornado for path in (each.low_path, each.high_path)]
    others = [path for path in results.scenarios if not path.startswith(_TOLD_APART)]
    told = [results.scenarios[path] for path in (*others, *order)]
    if not told:
        return
    yield ""
    width = max(len(each.path) for each in told)
    for each in told:
        yield f"{each.path:<{width}}  {_printed(each)}  ({each.label})"


_TOLD_APART = (
    "scenarios.grids.", "scenarios.implied.", "scenarios.sensitivity.", "scenarios.simulation.", "scenarios.tornado.",
)  # fmt: skip


def _printed(scenario: Scenario) -> str:
    return write(scenario.value, scenario.form).text if math.isfinite(scenario.value) else "n.m."


def _grid_lines(results: Results, number: int, grid: Grid) -> Iterator[str]:
    """A grid as a table, its columns as wide as their widest cell; nothing of one that could not be asked."""
    heads = [write(each.base, each.form).text for each in grid.across.values]
    table = [[f"{grid.down.label} ↓  {grid.across.label} →", *heads]]
    for row, amount in enumerate(grid.down.values):
        cells = [results.scenarios.get(grid_path(number, row, column)) for column in range(len(heads))]
        if not any(cells):
            return
        table.append(
            [write(amount.base, amount.form).text, *("" if cell is None else _printed(cell) for cell in cells)]
        )
    widths = [max(len(line[place]) for line in table) for place in range(len(heads) + 1)]
    yield ""
    yield f"{grid.of or 'valuation.target_price'} by {grid.across.label} and {grid.down.label}"
    for line in table:
        others = (cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))
        yield "  ".join([line[0].ljust(widths[0]), *others])


def _answer_lines(results: Results) -> Iterator[str]:
    if results.uses.answers:
        yield ""
    for each in results.uses.answers:
        yield f"{each.label}: {each.said}"


def simulated_lines(found: Simulated) -> Iterator[str]:
    """What the draws come to, for people."""
    without = f"; without a meaningful figure {found.not_meaningful:,}" if found.not_meaningful else ""
    yield f"draws                {found.draws:,}, seed {found.seed}{without}"
    yield f"mean                 {_plain(found.mean)}, standard deviation {_plain(found.deviation)}"
    for each, level in found.percentiles:
        yield f"percentile {each:<2}        {_plain(level)}"
    if found.above_price is not None:
        yield f"above the price      {found.above_price * 100:.1f} %"
    for path, _, share in found.shares:
        yield f"{share * 100:5.1f} % of variance  {path}"


def _plain(value: float) -> str:
    return f"{value:.4f}" if math.isfinite(value) else "n.m."


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
