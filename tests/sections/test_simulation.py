from __future__ import annotations

from pathlib import Path

from reportgen.model.charts import Histogram
from reportgen.sections.simulation import drivers, simulation
from tests.sections.composing import drawing, said, sample
from tests.sections.test_scenarios import section, shown


def test_the_draws_are_shown_with_target_and_price(tmp_path: Path) -> None:
    simulated, driven = shown(section(tmp_path))[4:]
    spec = drawing(simulated).spec
    assert isinstance(spec, Histogram)
    assert (sum(spec.counts), spec.target, spec.price) == (20_000, 22.6, 17.5)
    assert said(simulated)[0] == "The value lies above the price in 93 % of all draws"
    assert said(driven)[0] == "WACC explains most of the spread"


def test_without_a_declaration_there_is_neither() -> None:
    assert simulation(sample()) is None
    assert drivers(sample()) is None
