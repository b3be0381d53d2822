"""The second sample, Tesla as of October 2022: its facts agree, and its note has the numbers that it should."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reportgen.build import examine
from reportgen.diagnostics import Severity
from reportgen.loading import companies
from reportgen.model.note import Badge, Exhibit, Table
from reportgen.sections import compose
from reportgen.sections.writer import plain
from tests.workspaces import REPOSITORY, Valued, valued

METRICS = ("revenue", "gross_profit", "operating_income", "pretax_income", "income_tax", "net_income", "research")
YEARS = [f"FY{year}E" for year in range(2022, 2032)]
TARGET = 125.95
AUTOMOTIVE, ENERGY = "valuation.parts.automotive", "valuation.parts.energy"


@pytest.fixture(scope="module")
def tesla() -> Valued:
    return valued(REPOSITORY, "tesla")


@pytest.fixture(scope="module")
def exhibits(tesla: Valued) -> dict[str, Exhibit]:
    section = next(each for each in compose(tesla.inputs, tesla.results).sections if each.id == "valuation")
    return {each.id: each for each in section.blocks if isinstance(each, Exhibit)}


@pytest.mark.parametrize("slug", companies(REPOSITORY))
def test_the_samples_are_fit_to_publish(slug: str) -> None:
    told = [each for each in examine(REPOSITORY, slug).diagnostics if each.severity is not Severity.INFO]
    assert told == []


# ---- facts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2021, 2022])
@pytest.mark.parametrize("metric", METRICS)
def test_three_quarters_add_up_to_nine_months(tesla: Valued, metric: str, year: int) -> None:
    quarters = [tesla[f"facts.{metric}.{year}Q{number}"] for number in (1, 2, 3)]
    assert sum(quarters) == pytest.approx(tesla[f"facts.{metric}.9M{year}"], abs=1)


@pytest.mark.parametrize("metric", METRICS)
def test_four_quarters_add_up_to_the_year(tesla: Valued, metric: str) -> None:
    quarters = [tesla[f"facts.{metric}.2021Q{number}"] for number in (1, 2, 3, 4)]
    assert sum(quarters) == pytest.approx(tesla[f"facts.{metric}.FY2021"], abs=1)


def test_deliveries_add_up_to_those_of_years_and_nine_months(tesla: Valued) -> None:
    found = {period: tesla[f"facts.deliveries.{period}"] for period in ("FY2020", "FY2021", "9M2022", "LTM2022Q3")}
    assert found == {"FY2020": 499647, "FY2021": 936222, "9M2022": 908573, "LTM2022Q3": 1217223}


@pytest.mark.parametrize("day", ["2021-12-31", "2022-09-30"])
def test_the_balance_sheet_balances(tesla: Valued, day: str) -> None:
    parts = ("total_liabilities", "stockholders_equity", "minority_interest", "redeemable_interest")
    assert sum(tesla[f"facts.{part}.{day}"] for part in parts) == pytest.approx(tesla[f"facts.total_assets.{day}"])


def test_no_figure_is_of_a_day_after_the_notes(tesla: Valued) -> None:
    origins = [each.origin for each in tesla.results.quantities.values() if each.origin is not None]
    assert max(each.published for each in origins if each.published) <= tesla.inputs.as_of
    assert max(each.as_of for each in origins if each.as_of) <= tesla.inputs.as_of
    assert tesla.results.later == {}


# ---- valuation ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{AUTOMOTIVE}.enterprise_value", 389.515764),
        (f"{ENERGY}.enterprise_value", 25.749023),
        ("valuation.parts.services.enterprise_value", 74.863 * 0.07),
        ("valuation.bridge.cash", 19.532 + 1.575),
        ("valuation.bridge.debt", 0.979 + 1.418 + 0.478 + 0.678),
        ("valuation.bridge.noncontrolling", 0.852 + 0.421),
        ("valuation.shares", 3.468),
        ("market.capitalisation", 227.54 * 3.468),
    ],
)
def test_the_figures_of_the_note_in_billions(tesla: Valued, path: str, value: float) -> None:
    assert tesla[path] / 1e9 == pytest.approx(value, rel=1e-6)


def test_the_parts_and_the_bridge_lead_to_the_target(tesla: Valued) -> None:
    parts = sum(tesla[f"valuation.parts.{name}.enterprise_value"] for name in tesla.inputs.valuation.parts)
    equity = parts + 21.107e9 - 3.553e9 - 1.273e9
    assert tesla["valuation.equity_value"] == pytest.approx(equity)
    assert tesla["valuation.target_price"] == round(equity / 3.468e9, 2) == TARGET
    assert tesla["valuation.implied_return"] == pytest.approx(TARGET / 227.54 - 1)


def test_the_cash_flow_of_cars_follows_by_hand(tesla: Valued) -> None:
    """Recomputed from the typed assumptions, without the graph."""
    sold, price, before = 936222.0, 57.144e9 * 0.88 / 908573, 53.823e9 * 0.88
    steps = [0.40, 0.34, 0.34]
    worth, factor, after_tax = 0.0, 1.0, 0.0
    for year in range(1, 11):
        fade = min(max((year - 3) / 7, 0), 1)
        sold *= 1 + steps[min(year, 3) - 1] * (1 - fade) + 0.04 * fade
        slide = min(max((year - 1) / 5, 0), 1)
        revenue = sold * (price * (1 - slide) + 44000 * slide)
        way = min((year - 1) / 4, 1)
        margin = 9.755 / 57.144 * (1 - way) + 0.16 * way
        along = (year - 1) / 9
        tax = 0.12 * (1 - along) + 0.24 * along
        capital = 5.0 * (1 - along) + 3.0 * along
        late = min(max((year - 5) / 5, 0), 1)
        rate = 0.09 * (1 - late) + 0.08 * late
        after_tax = revenue * margin * (1 - tax)
        flow = after_tax - (revenue - before) / capital
        factor /= (1 + rate) ** (0.25 if year == 1 else 1)
        worth += flow * factor * (0.25 if year == 1 else 1)
        before = revenue
        assert tesla[f"{AUTOMOTIVE}.free_cash_flow.{YEARS[year - 1]}"] == pytest.approx(flow)
    terminal = after_tax * 1.03 * (1 - 0.03 / 0.15) / (0.08 - 0.03)
    assert tesla[f"{AUTOMOTIVE}.enterprise_value"] == pytest.approx(worth + terminal * factor)


def test_energy_turns_late(tesla: Valued) -> None:
    flows = [tesla[f"{ENERGY}.free_cash_flow.{year}"] for year in YEARS]
    assert [one < 0 < other for one, other in pairwise(flows)].index(True) == YEARS.index("FY2028E")


def test_scenarios_and_questions_replace_what_there_is(tesla: Valued) -> None:
    valuation = tesla.inputs.valuation
    assert list(valuation.scenarios) == ["bear", "base", "bull"]
    named = [path for case in valuation.scenarios.values() for path in case.replace]
    named += [swing.path for swing in valuation.tornado.swings] if valuation.tornado else []
    assert all(path in tesla.results.quantities for path in [*named, *(each.path for each in valuation.implied)])


# ---- what is printed ------------------------------------------------------------------------------------------------


def test_a_cash_flow_is_printed_year_by_year(exhibits: dict[str, Exhibit]) -> None:
    table = next(each for each in exhibits["dcf-automotive"].body if isinstance(each, Table))
    assert [column.head for column in table.columns[1:]] == YEARS
    names = [plain(row.cells[0].content) for row in table.rows if isinstance(row.cells[0].content, tuple)]
    assert names[:4] == ["Cars, thousand", "Revenue", "growth, %", "Operating margin, %"]
    assert names[-1] == "Present value"
    assert all(len(row.cells) == len(YEARS) + 1 for row in table.rows)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("dcf-automotive", "Automotive: 72 % of the value lies beyond FY2031E"),
        ("dcf-energy", "Energy generation and storage: free cash flow turns positive in FY2029E"),
    ],
)
def test_the_title_of_a_cash_flow_says_what_matters(exhibits: dict[str, Exhibit], name: str, title: str) -> None:
    assert plain(exhibits[name].title).replace("\u202f", " ") == title
    assert "illustrative assumptions, not a forecast" in plain(exhibits[name].subtitle)


def test_what_is_illustrative_is_marked(tesla: Valued, exhibits: dict[str, Exhibit]) -> None:
    table = next(each for each in exhibits["sum-of-parts"].body if isinstance(each, Table))
    badges = [row.cells[1].content for row in table.rows[:3]]
    assert [each.text for each in badges if isinstance(each, Badge)] == [
        "DCF, illustrative", "DCF, illustrative", "EV / sales, illustrative",
    ]  # fmt: skip
    assert "illustrative assumptions" in plain(exhibits["sum-of-parts"].source)
    lineages = {each.path: each for each in compose(tesla.inputs, tesla.results).lineages}
    assert "illustrative assumption of the house" in lineages["valuation.inputs.margin_later"].source
    assert lineages[f"{AUTOMOTIVE}.present_value_of_flows"].operands[0].path == f"{AUTOMOTIVE}.present_value.FY2022E"
