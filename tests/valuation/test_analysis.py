"""What follows from the facts: growth, margins, multiples at the price, performance, progress, ranges of value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportgen.model.opinion import TableRow
from reportgen.quantities import PURE, formula
from reportgen.valuation import analysis_path
from tests.workspaces import SMALL, Change, Valued, sample, small_workspace, valued

METRICS = """\
sources:
  P: {title: A paper, published: 2025-01-31}
metrics:
  sales:
    label: Sales
    unit: USD m
    source: P
    status: actual
    values:
      FY2022: {value: 50}
      FY2023: {value: 80}
      FY2024: {value: 100}
      2023Q4: {value: 20}
      2024Q4: {value: 30}
      LTM2024Q3: {value: 90}
  ebitda:
    label: EBITDA
    unit: USD m
    source: P
    status: actual
    values:
      FY2024: {value: 25}
      2024Q4: {value: 9}
      LTM2024Q3: {value: 20}
  share:
    label: Share
    unit: "%"
    source: P
    status: actual
    values: {FY2023: {value: 10}, FY2024: {value: 12}}
  cars:
    label: Cars
    unit: cars
    source: P
    status: actual
    values: {2024-11: {value: 100}, 2024-12: {value: 150}, FY2024: {value: 1000}}
  pounds:
    label: Pounds
    unit: GBP m
    source: P
    status: actual
    values: {FY2024: {value: 10}}
  low: {label: Low, unit: x, source: P, status: actual, values: {2024-12-31: {value: 10}}}
  high: {label: High, unit: x, source: P, status: actual, values: {2024-12-31: {value: 30}}}
"""


def small(
    tmp_path: Path, exhibits: str = "", more: dict[str, Change] | None = None, as_of: date | None = None
) -> Valued:
    """The small company with the metrics above, worth USD 500 m at a price of 8 for each of 50 m shares."""
    changes: dict[str, Change] = {"facts.yaml": METRICS, **(more or {})}
    if exhibits:
        changes["exhibits.yaml"] = exhibits
    return valued(small_workspace(tmp_path, changes), as_of=as_of)


def table(*rows: str, name: str = "financials") -> str:
    lines = "".join(f"    - {{{row}}}\n" for row in rows)
    return f"{name}:\n  periods: [FY2023, FY2024, 2024Q4, LTM2024Q3]\n  rows:\n{lines}"


# ---- growth ---------------------------------------------------------------------------------------------------------


def test_growth_is_over_the_same_period_a_year_before(tmp_path: Path) -> None:
    found = small(tmp_path)
    assert found["analysis.sales.growth.FY2023"] == 80 / 50 - 1
    assert found["analysis.sales.growth.FY2024"] == 0.25
    assert found["analysis.sales.growth.2024Q4"] == 0.5
    assert formula(found.quantity("analysis.sales.growth.2024Q4")) == "Sales, 4Q24 ÷ Sales, 4Q23 − 1"


def test_without_the_year_before_there_is_no_growth(tmp_path: Path) -> None:
    found = small(tmp_path)
    paths = [path for path in found.results.values if ".growth." in path]
    assert paths == ["analysis.sales.growth.FY2023", "analysis.sales.growth.FY2024", "analysis.sales.growth.2024Q4"]


def test_a_rate_has_no_growth(tmp_path: Path) -> None:
    assert "analysis.share.growth.FY2024" not in small(tmp_path).results


def test_growth_of_the_first_year_that_can_be_written_is_no_crash(tmp_path: Path) -> None:
    early = METRICS.replace("FY2022: {value: 50}", "FY1900: {value: 50}")
    assert "analysis.sales.growth.FY1900" not in small(tmp_path, more={"facts.yaml": early}).results


def test_a_value_and_a_formula_for_one_period_are_a_fault_and_no_crash(tmp_path: Path) -> None:
    both = METRICS.replace("  share:\n", "    formulas: {FY2024: {sum: [sales.FY2024]}}\n  share:\n", 1)
    both = both.replace("      FY2024: {value: 25}\n", "      FY2023: {value: 20}\n      FY2024: {value: 25}\n")
    found = small(tmp_path, more={"facts.yaml": both})
    assert found.codes == ["duplicate-key"]
    assert found["analysis.ebitda.growth.FY2024"] == 0.25


@pytest.mark.parametrize(("before", "grows"), [("0.1", True), ("0", False), ("-5", False)])
def test_growth_from_a_loss_or_from_nothing_has_no_meaning(tmp_path: Path, before: str, grows: bool) -> None:
    facts = METRICS.replace("FY2023: {value: 80}", f"FY2023: {{value: {before}}}")
    found = small(tmp_path, more={"facts.yaml": facts})
    assert ("analysis.sales.growth.FY2024" in found.results) is grows
    assert "analysis.sales.growth.FY2023" in found.results


@pytest.mark.parametrize(("profit", "has"), [("0.1", True), ("0", False), ("-5", False)])
@pytest.mark.parametrize("show", ["price_multiple", "enterprise_multiple"])
def test_a_multiple_of_a_loss_or_of_nothing_has_no_meaning(tmp_path: Path, show: str, profit: str, has: bool) -> None:
    facts = METRICS.replace("FY2024: {value: 25}", f"FY2024: {{value: {profit}}}")
    found = small(tmp_path, table(f"metric: ebitda, show: {show}"), {"facts.yaml": facts})
    assert found.faults == ()
    assert (f"analysis.ebitda.{show}.FY2024" in found.results) is has
    assert f"analysis.ebitda.{show}.LTM2024Q3" in found.results


# ---- margins and multiples ------------------------------------------------------------------------------------------


def test_a_margin_is_the_metric_over_another_in_each_period(tmp_path: Path) -> None:
    found = small(tmp_path, table("metric: ebitda, show: margin, over: sales"))
    assert found["analysis.ebitda.margin.FY2024"] == 0.25
    assert found["analysis.ebitda.margin.2024Q4"] == 0.3
    assert "analysis.ebitda.margin.FY2023" not in found.results
    assert found.quantity("analysis.ebitda.margin.2024Q4").name == "EBITDA, margin, 4Q24"
    assert formula(found.quantity("analysis.ebitda.margin.2024Q4")) == "EBITDA, 4Q24 ÷ Sales, 4Q24"


def test_the_same_margin_in_two_tables_is_one_quantity(tmp_path: Path) -> None:
    row = "metric: ebitda, show: margin, over: sales"
    found = small(tmp_path, table(row) + table(row, name="key_figures"))
    assert found.faults == ()
    assert found["analysis.ebitda.margin.FY2024"] == 0.25


def test_a_second_margin_over_another_metric_is_refused(tmp_path: Path) -> None:
    rows = ("metric: ebitda, show: margin, over: sales", "metric: ebitda, show: margin, over: ebitda")
    found = small(tmp_path, table(*rows))
    assert set(found.codes) == {"margin-twice"}
    assert found.faults[0].path == "financials.rows.1.over"
    assert found["analysis.ebitda.margin.FY2024"] == 0.25


@pytest.mark.parametrize("over", ["cars", "pounds"])
def test_a_margin_over_something_else_than_its_own_unit_is_a_fault(tmp_path: Path, over: str) -> None:
    found = small(tmp_path, table(f"metric: ebitda, show: margin, over: {over}"))
    assert found.codes == ["unit-of-result"]
    assert "analysis.ebitda.margin.FY2024" not in found.results


def test_multiples_are_of_a_year_never_of_a_quarter(tmp_path: Path) -> None:
    cash = "bridge:\n  cash: {label: Cash, sign: add, amount: {value: USD 100 m, source: P, as_of: 2025-01-31}}\n"
    text = SMALL["valuation.yaml"] + cash
    rows = ("metric: ebitda, show: price_multiple", "metric: ebitda, show: enterprise_multiple")
    found = small(tmp_path, table(*rows), {"valuation.yaml": text})
    assert found["analysis.ebitda.price_multiple.FY2024"] == 400 / 25
    assert found["analysis.ebitda.price_multiple.LTM2024Q3"] == 20.0
    assert found["analysis.ebitda.enterprise_multiple.FY2024"] == 300 / 25
    assert "analysis.ebitda.price_multiple.2024Q4" not in found.results
    assert "analysis.ebitda.enterprise_multiple.2024Q4" not in found.results


def test_a_multiple_says_what_it_is_of(tmp_path: Path) -> None:
    rows = ("metric: ebitda, show: price_multiple", "metric: sales, show: enterprise_multiple")
    found = small(tmp_path, table(*rows))
    assert found.quantity("analysis.ebitda.price_multiple.FY2024").name == "Price over EBITDA, FY2024"
    name = found.quantity("analysis.sales.enterprise_multiple.FY2024").name
    assert name == "Enterprise value at the market over sales, FY2024"


@pytest.mark.parametrize("show", ["price_multiple", "enterprise_multiple"])
def test_a_multiple_of_another_currency_is_a_fault(tmp_path: Path, show: str) -> None:
    found = small(tmp_path, table(f"metric: pounds, show: {show}"))
    assert found.codes == ["unit-of-result"]
    assert "comes out in USD/GBP" in found.faults[0].message


def test_without_a_price_there_are_no_multiples(tmp_path: Path) -> None:
    found = small(tmp_path, table("metric: sales, show: price_multiple"), {"prices.csv": None})
    assert found.codes == ["price-missing"]
    assert "analysis.sales.price_multiple.FY2024" not in found.results


def test_the_price_multiple_is_taken_in_the_reporting_currency(tmp_path: Path) -> None:
    rate = "exchange_rate: {value: 7.8 HKD/USD, source: P, as_of: 2025-01-31}\n"
    files: dict[str, Change] = {
        "valuation.yaml": SMALL["valuation.yaml"] + rate,
        "company.yaml": [("trading_currency: USD", "trading_currency: HKD")],
    }
    found = small(tmp_path, table("metric: ebitda, show: price_multiple"), files)
    assert found["analysis.ebitda.price_multiple.FY2024"] == pytest.approx(400 / 7.8 / 25)
    assert found.quantity("analysis.ebitda.price_multiple.FY2024").unit == PURE


@pytest.mark.parametrize(
    ("show", "path"),
    [
        ("level", None),
        ("growth", None),
        ("margin", "analysis.sales.margin.FY2024"),
        ("price_multiple", "analysis.sales.price_multiple.FY2024"),
        ("enterprise_multiple", "analysis.sales.enterprise_multiple.FY2024"),
    ],
)
def test_a_row_of_a_table_knows_its_path(show: str, path: str | None) -> None:
    row = TableRow.model_validate({"metric": "sales", "show": show})
    assert analysis_path(row, "FY2024") == path


# ---- performance ----------------------------------------------------------------------------------------------------


def closes(*days: str) -> dict[str, Change]:
    return {"prices.csv": "date,close,source\n" + "".join(f"{day},{price},P\n" for day, price in map(str.split, days))}


def performance(found: Valued) -> dict[str, float]:
    return {path.removeprefix("performance."): found[path] for path in found.results.values if "performance" in path}


def test_performance_is_since_month_end_three_months_year_end_and_a_year(tmp_path: Path) -> None:
    prices = closes(
        "2024-10-31 10", "2024-12-31 20", "2025-07-31 25", "2025-09-30 40", "2025-10-31 50", "2025-11-14 100"
    )
    found = performance(small(tmp_path, more=prices, as_of=date(2025, 11, 14)))
    assert found == {"2025-10-31": 1.0, "2025-07-31": 3.0, "2024-12-31": 4.0, "2024-10-31": 9.0}


def test_in_january_the_end_of_the_month_and_of_the_year_are_one(tmp_path: Path) -> None:
    prices = closes("2024-01-31 5", "2024-09-30 8", "2024-12-31 10", "2025-01-31 15")
    found = performance(small(tmp_path, more=prices, as_of=date(2025, 1, 31)))
    assert found == {"2024-12-31": 0.5, "2024-09-30": 0.875}


def test_the_end_of_a_month_is_its_last_day_and_no_later(tmp_path: Path) -> None:
    prices = closes("2024-10-31 10", "2024-11-01 99", "2024-12-31 20", "2025-01-02 99", "2025-01-31 40")
    found = performance(small(tmp_path, more=prices, as_of=date(2025, 1, 31)))
    assert found == {"2024-12-31": 1.0}
    more = closes("2025-07-31 25", "2025-08-01 99", "2025-10-31 50", "2025-11-03 99", "2025-11-14 100")
    found = performance(small(tmp_path, more=more, as_of=date(2025, 11, 14)))
    assert found == {"2025-10-31": 1.0, "2025-07-31": 3.0}


@pytest.mark.parametrize(("day", "counts"), [("2024-12-24", True), ("2024-12-23", False)])
def test_a_close_more_than_a_week_older_does_not_stand_in(tmp_path: Path, day: str, counts: bool) -> None:
    found = performance(small(tmp_path, more=closes(f"{day} 10", "2025-01-31 15")))
    assert (found == {day: 0.5}) is counts


# ---- progress -------------------------------------------------------------------------------------------------------

PROGRESS = """\
progress:
  noun: Cars delivered
  years:
    FY2024:
      - {through: 2024-11, sum: [cars.2024-11]}
      - {through: 2024-12, sum: [cars.2024-11, cars.2024-12]}
"""


def test_progress_adds_up_within_the_year(tmp_path: Path) -> None:
    found = small(tmp_path, PROGRESS)
    assert found.faults == ()
    assert (found["progress.2024-11"], found["progress.2024-12"]) == (100, 250)
    assert found.quantity("progress.2024-12").name == "Cars delivered in 2024 by the end of Dec 2024"


def test_progress_over_unknown_figures_is_told_each_at_its_place(tmp_path: Path) -> None:
    found = small(tmp_path, PROGRESS.replace("[cars.2024-11, cars.2024-12]", "[cras.2024-11, cars.2024-10]"))
    assert found.codes == ["unknown-reference", "unknown-reference"]
    assert [each.path for each in found.faults] == [
        "progress.years.FY2024.1.sum.0", "progress.years.FY2024.1.sum.1",
    ]  # fmt: skip
    assert "progress.2024-11" in found.results
    assert "progress.2024-12" not in found.results


def test_the_same_point_twice_is_refused(tmp_path: Path) -> None:
    found = small(tmp_path, PROGRESS + "      - {through: 2024-12, sum: [cars.FY2024]}\n")
    assert found.codes == ["duplicate-key"]
    assert found.faults[0].path == "progress.years.FY2024.2"
    assert found["progress.2024-12"] == 250


def test_progress_of_unlike_things_is_a_fault(tmp_path: Path) -> None:
    found = small(tmp_path, PROGRESS.replace("cars.2024-12]", "sales.2024Q4]"))
    assert found.codes == ["units-differ"]
    assert "progress.2024-12" not in found.results


# ---- plan -----------------------------------------------------------------------------------------------------------


def plan_of(tmp_path: Path, *items: str) -> Valued:
    lines = "".join(f"    - {{label: Line, {item}}}\n" for item in items)
    return small(tmp_path, more={"opinion.yaml": SMALL["opinion.yaml"] + "plan:\n  items:\n" + lines})


def test_a_line_of_the_plan_is_a_share_of_the_whole(tmp_path: Path) -> None:
    found = plan_of(tmp_path, "amount: cars.2024-11", "amount: cars.2024-12, of: cars.FY2024")
    assert found.faults == ()
    assert found["plan.2.share"] == 0.15
    assert "plan.1.share" not in found.results


@pytest.mark.parametrize(
    ("item", "path"),
    [
        ("amount: cras.2024-12, of: cars.FY2024", "plan.items.0.amount"),
        ("amount: cars.2024-12, of: cras.FY2024", "plan.items.0.of"),
    ],
)
def test_a_line_of_unknown_figures_is_told_at_its_place(tmp_path: Path, item: str, path: str) -> None:
    found = plan_of(tmp_path, item)
    assert [(each.code, each.path) for each in found.faults] == [("unknown-reference", path)]
    assert "plan.1.share" not in found.results


def test_a_share_of_something_else_is_a_fault(tmp_path: Path) -> None:
    assert plan_of(tmp_path, "amount: cars.2024-12, of: sales.FY2024").codes == ["unit-of-result"]


# ---- ranges of value at multiples of earnings -----------------------------------------------------------------------


def earnings(profit: str = "sales.FY2024", low: str = "low.2024-12-31") -> str:
    return f"""\
ranges:
  - name: P/E
    detail: on sales
    earnings: {{low: {low}, high: high.2024-12-31, profit: {profit}}}
"""


def test_value_per_share_at_two_multiples_of_a_profit(tmp_path: Path) -> None:
    found = small(tmp_path, earnings())
    assert found.faults == ()
    assert (found["ranges.1.low"], found["ranges.1.high"]) == (20.0, 60.0)
    assert formula(found.quantity("ranges.1.low")) == "Low, 31\u00a0Dec\u00a02024 × Sales, FY2024 ÷ Shares"


def test_multiples_of_a_loss_are_no_range(tmp_path: Path) -> None:
    facts = METRICS.replace("FY2024: {value: 100}", "FY2024: {value: -100}")
    assert "ranges.1.low" not in small(tmp_path, earnings(), {"facts.yaml": facts}).results


@pytest.mark.parametrize(
    ("exhibit", "codes"),
    [
        (earnings(profit="pounds.FY2024"), ["unit-of-result", "unit-of-result"]),
        (earnings(low="sales.FY2023"), ["unit-of-result"]),
        (earnings(low="lwo.2024-12-31"), ["unknown-reference"]),
    ],
)
def test_a_range_in_another_unit_is_a_fault(tmp_path: Path, exhibit: str, codes: list[str]) -> None:
    found = small(tmp_path, exhibit)
    assert found.codes == codes
    assert "ranges.1.low" not in found.results


def test_without_an_exchange_rate_that_is_needed_nothing_more_is_said(tmp_path: Path) -> None:
    found = small(tmp_path, earnings(), {"company.yaml": [("trading_currency: USD", "trading_currency: HKD")]})
    assert found.codes == ["exchange-rate-missing"]


def test_xiaomi_grew_faster_in_profit_than_in_revenue() -> None:
    found = sample()
    assert found["analysis.revenue.growth.FY2024"] == pytest.approx(365.9064 / 270.970141 - 1)
    assert found["analysis.adjusted_net_profit.growth.FY2024"] == pytest.approx(27.2345 / 19.2728 - 1)
