"""What the quantity graph costs, as JSON: ratios to one evaluation, and to numpy written by hand.

A sum of three segments with ten years each is built and valued; a grid, a tornado and a simulation of it are measured
in evaluations of the same graph, and the simulation beside the same arithmetic in plain numpy, whole arrays at once.
Memory is the peak of a process of its own, libraries included. Times are CPU seconds, medians.

Usage: ``python benchmarks/valuation.py [--rounds N] [--out FILE]``.
"""

# ruff: noqa: INP001 - benchmarks are not a package

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np

from reportgen.loading import load_valuation
from reportgen.model.inputs import Inputs
from reportgen.quantities import Quantity, evaluate, plan
from reportgen.valuation import value
from reportgen.valuation.building import Building
from reportgen.valuation.cases import Case, Replacement, evaluated
from reportgen.valuation.draws import Drawn, normal
from reportgen.valuation.market import enter_price
from reportgen.valuation.simulation import CHUNK, run, summary
from reportgen.valuation.target import enter_valuation

DRAWS = 100_000
MANY = 10_000_000
TARGETS = {"value_ms": 10.0, "grid_in_evaluations": 1.5, "simulation_ratio": 1.0, "memory_mib": 200.0}

SEGMENT = """\
  {name}:
    method: dcf
    label: Segment {name}
    years: 10
    wacc: 9 %
    revenue: {{base: USD 40 bn, growth: {{from: 12 %, hold: 3, to: 3 %}}}}
    operating_margin: {{from: 8 %, to: 12 %}}
    tax_rate: 25 %
    reinvestment: {{sales_to_capital: 2.5}}
    terminal: {{growth: 3 %, return_on_capital: 15 %}}
"""
VALUATION = """\
title: Three segments
method: sum_of_parts
as_of: 2025-01-31
currency: USD
basis: {illustrative: true}
parts:
PARTSbridge:
  cash: {label: Net cash, sign: add, amount: USD 12 bn}
premium: {label: Premium, rate: 5 %}
shares: {count: 5 bn shares, basis: diluted}
price: USD 17.50
"""
NAMES = ("one", "two", "three")
DRAWN = {
    "wacc": (0.09, 0.004),
    "operating_margin.to": (0.12, 0.01),
    "terminal.growth": (0.03, 0.002),
}


@dataclass(frozen=True, slots=True)
class Graph:
    """A valuation that has been built."""

    target: Quantity
    quantities: Mapping[str, Quantity]

    @property
    def inputs(self) -> list[Quantity]:
        """Everything typed that the target hangs on."""
        return [each for each in plan([self.target]).steps if each.is_leaf and each.origin is not None]


def main() -> None:
    """Measure and print, or measure the memory of this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--memory", type=int, help="only the memory of so many draws, in this process")
    parser.add_argument("--file", type=Path, help="of which valuation")
    chosen = parser.parse_args()
    if chosen.memory:
        sys.stdout.write(json.dumps(_memory_of(_loaded(chosen.file), chosen.memory)))
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / "three_segments.yaml"
        parts = "".join(SEGMENT.format(name=name) for name in NAMES)
        file.write_text(VALUATION.replace("PARTS", parts), encoding="utf-8")
        text = json.dumps(_measured(file, chosen.rounds), indent=1)
    if chosen.out:
        chosen.out.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")


def _loaded(file: Path) -> Inputs:
    loaded = load_valuation(file)
    inputs, found = loaded.inputs, loaded.diagnostics
    if inputs is None:
        raise SystemExit("\n".join(each.text() for each in found))
    return inputs


def _measured(file: Path, rounds: int) -> dict[str, object]:
    inputs = _loaded(file)
    graph = _built(inputs)
    inputs_moved = graph.inputs
    steps = plan([graph.target])
    once = _median(lambda: evaluate(steps), rounds * 5)
    ours, hand = _side_by_side(graph, rounds)
    figures = {
        "value_ms": 1e3 * _median(lambda: value(inputs), rounds),
        "build_ms": 1e3 * _median(lambda: _built(inputs), rounds),
        "evaluation_ms": 1e3 * once,
        "grid_in_evaluations": _median(lambda: evaluate(steps, _grid(graph)), rounds * 5) / once,
        "tornado_planned_in_evaluations": _median(lambda: _tornado(graph, inputs_moved), rounds) / once,
        "simulation_ms": 1e3 * ours,
        "simulation_by_hand_ms": 1e3 * hand,
        "simulation_ratio": ours / hand,
        "memory_mib": _apart(file, MANY),
    }
    rounded = {name: round(found, 3) for name, found in figures.items()}
    kept = {name: rounded[name] <= most for name, most in TARGETS.items()}
    return {
        "unit": "CPU time, medians",
        "rounds": rounds,
        "nodes": len(steps.steps),
        "inputs": len(inputs_moved),
        "figures": rounded,
        "targets": TARGETS,
        "kept": kept,
        "largest_difference_by_hand": _difference(graph),
    }


def _built(inputs: Inputs) -> Graph:
    build = Building(inputs)
    enter_price(build)
    enter_valuation(build)
    return Graph(build.scope.quantities["valuation.target_price_unrounded"], build.scope.quantities)


def _grid(graph: Graph) -> dict[Quantity, np.ndarray]:
    premium, growth = (graph.quantities[path] for path in ("valuation.premium", "valuation.parts.one.terminal.growth"))
    return {
        premium: np.repeat(np.linspace(0.0, 0.1, 7), 7),
        growth: np.tile(np.linspace(0.01, 0.04, 7), 7),
    }


def _tornado(graph: Graph, inputs: list[Quantity]) -> tuple[float, ...]:
    ends = [(each, (each.value or 0.0) * factor) for each in inputs for factor in (0.9, 1.1)]
    cases = [Case(str(place), (Replacement(each, end),), graph.target) for place, (each, end) in enumerate(ends)]
    return evaluated(cases)


# ---- the simulation, ours and by hand -------------------------------------------------------------------------------


def _drawn(graph: Graph) -> list[tuple[Quantity, Drawn]]:
    paths = {f"valuation.parts.{name}.{key}": spread for name in NAMES for key, spread in DRAWN.items()}
    return [(graph.quantities[path], Drawn(path, normal(*spread))) for path, spread in paths.items()]


def _ours(graph: Graph) -> np.ndarray:
    drawn = _drawn(graph)
    return run(graph.target, drawn, np.eye(len(drawn)), 1, DRAWS, CHUNK)[0]


def _by_hand(draws: Mapping[str, np.ndarray]) -> np.ndarray:
    """The same valuation as an analyst would write it in numpy."""
    whole = np.zeros(DRAWS)
    for name in NAMES:
        wacc, margin_end, growth_end = (draws[f"valuation.parts.{name}.{key}"] for key in DRAWN)
        years = np.arange(1, 11)[:, None]
        faded = np.clip((years - 3) / 7, 0, 1)
        growth = 0.12 * (1 - faded) + 0.03 * faded
        revenue = 40e9 * np.cumprod(1 + growth, axis=0)
        weight = np.clip((years - 1) / 9, 0, 1)
        margin = 0.08 * (1 - weight) + margin_end * weight
        profit = revenue * margin
        after_tax = profit - np.maximum(profit, 0) * 0.25
        before = np.concatenate([[[40e9]], revenue[:-1]])
        flow = after_tax - (revenue - before) / 2.5
        factor = np.cumprod(np.broadcast_to(1 / (1 + wacc), (10, DRAWS)), axis=0)
        present = (flow * factor).sum(axis=0)
        following = after_tax[-1] * (1 + growth_end) * (1 - growth_end / 0.15)
        terminal = np.where(growth_end < wacc, following / (wacc - growth_end), np.nan)
        whole += present + terminal * factor[-1]
    return np.asarray((whole + 12e9) * 1.05 / 5e9)


def _draws_by_hand() -> dict[str, np.ndarray]:
    generator = np.random.default_rng(1)
    return {
        f"valuation.parts.{name}.{key}": generator.normal(*spread, DRAWS)
        for name in NAMES
        for key, spread in DRAWN.items()
    }


def _side_by_side(graph: Graph, rounds: int) -> tuple[float, float]:
    """Draws included on both sides; in turns, so that a busy machine is busy for both."""
    ours, hand = [], []
    for _ in range(rounds):
        ours.append(_seconds(lambda: _ours(graph)))
        hand.append(_seconds(lambda: _by_hand(_draws_by_hand())))
    return statistics.median(ours), statistics.median(hand)


def _difference(graph: Graph) -> float:
    """Of our target and the one by hand for the same draws, as a share."""
    draws = _draws_by_hand()
    ours = evaluate(plan([graph.target]), {graph.quantities[path]: each for path, each in draws.items()})[graph.target]
    return float(np.nanmax(np.abs(ours / _by_hand(draws) - 1)))


# ---- time and memory ------------------------------------------------------------------------------------------------


def _memory_of(inputs: Inputs, draws: int) -> float:
    """The most that this process has held, libraries included, in MiB."""
    graph = _built(inputs)
    drawn = _drawn(graph)
    summary(run(graph.target, drawn, np.eye(len(drawn)), 1, draws, CHUNK)[0], 1, (), 17.5)
    # what rusage tells of a process may be the peak of the one that started it
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _apart(file: Path, draws: int) -> float:
    command = [sys.executable, __file__, "--memory", str(draws), "--file", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - this file itself
    return float(said.stdout)


def _seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def _median(work: Callable[[], object], rounds: int) -> float:
    work()
    return statistics.median(_seconds(work) for _ in range(rounds))


if __name__ == "__main__":
    main()
