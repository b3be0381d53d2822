from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.model.charts import Fan, Histogram
from reportgen.model.note import Table
from reportgen.proofs.remarks import drivers_apart
from reportgen.sections.simulation import drivers, fan, simulation
from reportgen.sections.writer import Writer
from tests.sections.composing import drawing, said, sample, spaced, table, writer_at
from tests.sections.test_scenarios import asking, section, shown, standing
from tests.valuation.asked import FILE
from tests.workspaces import REPOSITORY


def test_the_draws_are_shown_with_target_and_price(tmp_path: Path) -> None:
    simulated, driven = shown(section(tmp_path))[4:6]
    spec = drawing(simulated).spec
    assert isinstance(spec, Histogram)
    assert (sum(spec.counts), spec.target, spec.price) == (20_000, 22.6, 17.5)
    assert said(simulated)[0] == "The value lies above the price in 93 % of all draws"
    assert said(driven)[0] == "Most of the spread comes from WACC"


def test_what_lies_beyond_the_bars_is_told(tmp_path: Path) -> None:
    writer = asking(tmp_path)
    simulated = writer.results.uses.simulated
    assert simulated is not None
    # half a per cent of 20,000 draws at either end
    assert simulated.beyond == 200
    assert "200 draws lie beyond the ends" in said(simulation(writer))[2]
    uses = replace(writer.results.uses, simulated=replace(simulated, beyond=0))
    assert "beyond" not in said(simulation(Writer(writer.inputs, replace(writer.results, uses=uses))))[2]


@pytest.mark.parametrize(
    ("shares", "remark"),
    [
        ((0.505, 0.495), True),
        ((0.6, 0.4), False),
        ((*[0.085] * 10, 0.15), False),
        ((*[0.0951] * 10, 0.049), False),
        ((*[0.1051] * 10, 0.001), True),
    ],
)
def test_shares_that_miss_the_whole_have_a_remark_which_is_proved(
    tmp_path: Path, shares: tuple[float, ...], *, remark: bool
) -> None:
    writer = asking(tmp_path)
    simulated = writer.results.uses.simulated
    assert simulated is not None
    named = tuple((f"p{number}", f"Input {number}", share) for number, share in enumerate(shares))
    uses = replace(writer.results.uses, simulated=replace(simulated, shares=named))
    found = drivers(Writer(writer.inputs, replace(writer.results, uses=uses)))
    assert found is not None
    assert ("Shares may not add due to rounding." in said(found)[2]) == remark
    assert bool(drivers_apart(found)) == remark


def test_each_driver_says_what_it_was_drawn_from() -> None:
    writer = writer_at(REPOSITORY, "tesla")
    cells = {row[0]: row[1] for row in table(drivers(writer))}
    assert cells["Operating margin later"] == "pert 7, 16, 26 %"
    assert cells["Cost of capital later"] == "normal 8.0, 0.5 %"


def test_values_of_six_digits_have_room(tmp_path: Path) -> None:
    heads = next(each for each in shown(section(tmp_path))[4].body if isinstance(each, Table)).columns
    assert [each.head for each in heads] == ["Below", "5 %", "25 %", "50 %", "75 %", "95 %", "Mean", "St. dev."]


def test_without_a_price_the_title_tells_where_half_of_the_draws_lie(tmp_path: Path) -> None:
    writer = asking(tmp_path)
    scenarios = {path: each for path, each in writer.results.scenarios.items() if not path.endswith("above_price")}
    found = said(simulation(Writer(writer.inputs, replace(writer.results, scenarios=scenarios))))[0]
    low, high = (f"{writer.value(f'scenarios.simulation.p{each}'):.2f}" for each in (25, 75))
    assert found == f"Half of all draws lie between USD {low} and USD {high}"


def test_the_forecast_fans_out_over_its_years(tmp_path: Path) -> None:
    found = shown(section(tmp_path))[6]
    spec = drawing(found).spec
    assert isinstance(spec, Fan)
    assert [line.name for line in spec.lines] == ["5 %", "25 %", "50 %", "75 %", "95 %"]
    assert len(spec.years) == len(spec.own) == 10
    low, high, last = spec.lines[1].label, spec.lines[3].label, f"FY{spec.years[-1]}"
    assert low.path == f"scenarios.simulation.fan.p25.{last}"
    assert said(found)[0] == (
        f"Half of all draws give USD {spaced(low.text)} bn to USD {high.text} bn of free cash flow in {last}"
    )
    assert said(found)[1].startswith("Phones: free cash flow, USD bn, by fiscal year.")


def test_a_rate_fans_out_in_per_cent(tmp_path: Path) -> None:
    declared = FILE.read_text(encoding="utf-8")
    cash = "fan: valuation.parts.phones.free_cash_flow"
    rate = declared.replace(cash, "fan: valuation.parts.phones.operating_margin")
    found = fan(standing(tmp_path, rate))
    spec = drawing(found).spec
    assert isinstance(spec, Fan)
    assert 7 < (spec.own[-1] or 0) < 16
    assert said(found)[1].startswith("Phones: operating margin, %, by fiscal year.")
    assert said(found)[0].count(" %") == 2


def test_without_a_row_there_is_no_fan(tmp_path: Path) -> None:
    writer = asking(tmp_path)
    uses = writer.results.uses
    assert uses.simulated is not None
    results = replace(writer.results, uses=replace(uses, simulated=replace(uses.simulated, fan=None)))
    assert fan(Writer(writer.inputs, results)) is None


def test_without_a_declaration_there_is_none() -> None:
    assert simulation(sample()) is None
    assert fan(sample()) is None
    assert drivers(sample()) is None
