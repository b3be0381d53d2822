"""Facts become leaves of the graph with their source, date and place; formulas over facts its first nodes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.figures import write
from reportgen.quantities import PURE, SHARE, counted_unit, currency_unit, formula
from tests.workspaces import SMALL, Change, Valued, small_workspace, valued

USD = currency_unit("USD")
SOURCES = """\
sources:
  P: {title: A paper, published: 2025-01-31}
  Q: {title: Announcements}
metrics:
"""
METRICS = """\
  sales: {label: Sales, unit: USD m, source: P, status: actual, values: {FY2023: {value: 80}, FY2024: {value: 100}}}
  tools: {label: Tools, unit: USD m, source: P, status: actual, values: {FY2024: {value: 60.5}}}
  nails: {label: Nails, unit: USD m, source: P, status: actual, values: {FY2024: {value: 30}}}
  pounds: {label: Pounds, unit: GBP m, source: P, status: actual, values: {FY2024: {value: 10}}}
"""


def facts(tmp_path: Path, metrics: str, as_of: date | None = None, **files: Change) -> Valued:
    """The small company with some metrics of its own besides those above."""
    changes = {name.replace("_yaml", ".yaml").replace("_csv", ".csv"): change for name, change in files.items()}
    return valued(small_workspace(tmp_path, {"facts.yaml": SOURCES + METRICS + metrics, **changes}), as_of=as_of)


def only(found: Valued) -> Diagnostic:
    assert len(found.faults) == 1, found.faults
    return found.faults[0]


def test_a_fact_knows_where_it_comes_from(tmp_path: Path) -> None:
    metric = """\
  debt:
    label: Net debt
    unit: USD m
    source: P
    status: actual
    definition: debt less cash
    values:
      2024-12-31: {value: 30.50, note: rounded, url: "https://example.com/x", at_least: true}
"""
    found = facts(tmp_path, metric)
    debt = found.quantity("facts.debt.2024-12-31")
    assert debt.unit == USD
    assert debt.name == "Net debt, 31\u00a0Dec\u00a02024"
    assert found["facts.debt.2024-12-31"] == 30_500_000
    assert write(30.5e6, found.results.form(debt.path)).text == "USD\u00a030.50\u00a0m"
    origin = debt.origin
    assert origin is not None
    assert (origin.source, origin.typed, origin.kind, origin.floor) == ("P", "30.50", "actual", True)
    assert (origin.as_of, origin.published) == (date(2024, 12, 31), date(2025, 1, 31))
    assert (origin.note, origin.url) == ("rounded", "https://example.com/x")
    assert origin.place.file == "inputs/small/facts.yaml"
    assert origin.place.line == len((SOURCES + METRICS).splitlines()) + 8
    assert origin.place.column == 27


def test_a_fact_may_differ_from_its_metric(tmp_path: Path) -> None:
    metric = """\
  profit:
    label: Profit
    unit: USD m
    source: P
    status: actual
    definition: before tax
    values:
      FY2024: {value: 1}
      FY2025: {value: 2, source: Q, published: 2025-01-15, status: estimate, as_of: 2025-01-10}
"""
    found = facts(tmp_path, metric)
    now, coming = (found.quantity(f"facts.profit.{year}").origin for year in ("FY2024", "FY2025"))
    assert now is not None
    assert coming is not None
    assert (now.source, now.kind, now.as_of, now.note) == ("P", "actual", date(2024, 12, 31), "before tax")
    assert (coming.source, coming.kind, coming.as_of) == ("Q", "estimate", date(2025, 1, 10))
    assert coming.published == date(2025, 1, 15)


def test_a_period_ends_with_the_companys_fiscal_year(tmp_path: Path) -> None:
    found = facts(tmp_path, "", company_yaml=[("fiscal_year_end: 12-31", "fiscal_year_end: 06-30")])
    origin = found.quantity("facts.sales.FY2024").origin
    assert origin is not None
    assert origin.as_of == date(2024, 6, 30)


@pytest.mark.parametrize(
    ("unit", "typed", "base", "measured"),
    [
        ("USD bn", "196.3", 196_300_000_000.0, USD),
        ('"%"', "12.5", 0.125, PURE),
        ("x", "15.2", 15.2, PURE),
        ("cars", "350000", 350_000.0, counted_unit("car")),
        ("bn shares", "26.65", 26_650_000_000.0, SHARE),
        ("HKD/CNY", "1.13636", 1.13636, currency_unit("HKD") / currency_unit("CNY")),
    ],
)
def test_a_fact_is_kept_in_base_units(tmp_path: Path, unit: str, typed: str, base: float, measured: object) -> None:
    metric = f"  m: {{label: M, unit: {unit}, source: P, status: actual, values: {{FY2024: {{value: {typed}}}}}}}\n"
    found = facts(tmp_path, metric)
    assert found["facts.m.FY2024"] == base
    assert found.quantity("facts.m.FY2024").unit == measured


@pytest.mark.parametrize(("as_of", "known"), [("2025-01-15", True), ("2025-01-14", False)])
def test_what_was_published_later_is_left_out_and_told(tmp_path: Path, as_of: str, known: bool) -> None:
    metric = "  late: {label: Late, unit: USD m, source: Q, values: {FY2024: {value: 5, published: 2025-01-15}}}\n"
    found = facts(tmp_path, metric, date.fromisoformat(as_of))
    assert ("facts.late.FY2024" in found.results) is known
    assert ("facts.late.FY2024" in found.results.later) is not known
    told = [each for each in found.diagnostics if each.path == "metrics.late.values.FY2024"]
    assert [each.severity for each in told] == ([] if known else [Severity.INFO])


def test_the_day_of_the_source_counts_where_the_fact_has_none(tmp_path: Path) -> None:
    found = facts(tmp_path, "", date(2025, 1, 30))
    assert found.results.later["facts.sales.FY2024"] == date(2025, 1, 31)
    assert "facts.sales.FY2024" not in found.results


def test_a_fact_of_a_family_of_publications_without_a_day_is_taken_as_known(tmp_path: Path) -> None:
    metric = "  old: {label: Old, unit: USD m, source: Q, values: {FY2020: {value: 5}}}\n"
    assert facts(tmp_path, metric, date(2025, 1, 30))["facts.old.FY2020"] == 5e6


# ---- formulas -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "operation", "result", "words"),
    [
        ("USD m", "sum: [tools.FY2024, nails.FY2024]", 90.5e6, "Tools, FY2024 + Nails, FY2024"),
        ("USD m", "sum: [tools.FY2024]", 60.5e6, "Tools, FY2024"),
        (
            "USD m",
            "difference: [sales.FY2024, tools.FY2024, nails.FY2024]",
            9.5e6,
            "Sales, FY2024 − Tools, FY2024 − Nails, FY2024",
        ),
        ('"%"', "ratio: [nails.FY2024, sales.FY2024]", 0.3, "Nails, FY2024 ÷ Sales, FY2024"),
        ('"%"', "growth: [sales.FY2024, sales.FY2023]", 0.25, "Sales, FY2024 ÷ Sales, FY2023 − 1"),
    ],
)
def test_each_formula_computes_and_explains_itself(
    tmp_path: Path, unit: str, operation: str, result: float, words: str
) -> None:
    found = facts(tmp_path, f"  made: {{label: Made, unit: {unit}, formulas: {{FY2024: {{{operation}}}}}}}\n")
    assert found.faults == ()
    assert found["facts.made.FY2024"] == result
    assert formula(found.quantity("facts.made.FY2024")) == words
    assert found.quantity("facts.made.FY2024").name == "Made, FY2024"


def test_a_product_multiplies_units_too(tmp_path: Path) -> None:
    metrics = """\
  price: {label: Price, unit: USD/car, source: P, status: actual, values: {FY2024: {value: 20000}}}
  cars: {label: Cars, unit: cars, source: P, status: actual, values: {FY2024: {value: 1500}}}
  turnover: {label: Turnover, unit: USD m, formulas: {FY2024: {product: [price.FY2024, cars.FY2024]}}}
"""
    found = facts(tmp_path, metrics)
    assert found.faults == ()
    assert found["facts.turnover.FY2024"] == 30e6


def test_formulas_may_use_formulas_in_any_order_of_writing(tmp_path: Path) -> None:
    metrics = """\
  last: {label: Last, unit: USD m, formulas: {FY2024: {sum: [middle.FY2024, nails.FY2024]}}}
  middle: {label: Middle, unit: USD m, formulas: {FY2024: {difference: [first.FY2024, nails.FY2024]}}}
  first: {label: First, unit: USD m, formulas: {FY2024: {sum: [tools.FY2024, nails.FY2024]}}}
"""
    found = facts(tmp_path, metrics)
    assert found.faults == ()
    assert found["facts.last.FY2024"] == 90.5e6


def test_a_formula_that_comes_out_in_another_unit_is_a_fault(tmp_path: Path) -> None:
    made = "  made: {label: Made, unit: USD m, formulas: {FY2024: {ratio: [nails.FY2024, sales.FY2024]}}}\n"
    found = facts(tmp_path, made)
    assert only(found).code == "unit-expected"
    assert only(found).path == "metrics.made.formulas.FY2024"
    assert only(found).message == "the formula gives pure number, but Made is in USD"
    assert "facts.made.FY2024" not in found.results


@pytest.mark.parametrize("operation", ["sum", "difference", "growth"])
def test_a_formula_over_two_currencies_is_a_fault(tmp_path: Path, operation: str) -> None:
    operands = f"{{{operation}: [sales.FY2024, pounds.FY2024]}}"
    unit = '"%"' if operation == "growth" else "USD m"
    found = facts(tmp_path, f"  made: {{label: Made, unit: {unit}, formulas: {{FY2024: {operands}}}}}\n")
    assert only(found).code == "units-differ"
    assert only(found).path == "metrics.made.formulas.FY2024"
    assert "facts.made.FY2024" not in found.results


def test_a_formula_over_an_unknown_fact_is_a_fault_where_it_is_named(tmp_path: Path) -> None:
    made = "  made: {label: Made, unit: USD m, formulas: {FY2024: {sum: [sales.FY2024, nials.FY2024]}}}\n"
    fault = only(facts(tmp_path, made))
    assert fault.code == "unknown-reference"
    assert fault.path == "metrics.made.formulas.FY2024.sum.1"
    assert fault.hint == "did you mean 'nails.FY2024'?"
    assert fault.location.column == made.index("nials") + 1


def test_a_formula_over_what_is_published_later_is_itself_later(tmp_path: Path) -> None:
    metrics = """\
  late: {label: Late, unit: USD m, source: Q, status: actual, values: {FY2024: {value: 5, published: 2025-03-01}}}
  made: {label: Made, unit: USD m, formulas: {FY2024: {sum: [sales.FY2024, late.FY2024]}}}
  again: {label: Again, unit: USD m, formulas: {FY2024: {sum: [made.FY2024, nails.FY2024]}}}
"""
    found = facts(tmp_path, metrics)
    assert found.faults == ()
    for name in ("late", "made", "again"):
        assert found.results.later[f"facts.{name}.FY2024"] == date(2025, 3, 1)
        assert f"facts.{name}.FY2024" not in found.results


def test_a_value_and_a_formula_for_one_period_are_a_fault(tmp_path: Path) -> None:
    both = """\
  both:
    {label: Both, unit: USD m, source: P, values: {FY2024: {value: 1}}, formulas: {FY2024: {sum: [sales.FY2024]}}}
"""
    found = facts(tmp_path, both)
    assert only(found).code == "duplicate-key"
    assert found["facts.both.FY2024"] == 1e6


def test_a_circle_is_told_once_and_the_rest_is_computed(tmp_path: Path) -> None:
    metrics = """\
  hen: {label: Hen, unit: USD m, formulas: {FY2024: {sum: [egg.FY2024]}}}
  egg: {label: Egg, unit: USD m, formulas: {FY2024: {sum: [chick.FY2024]}}}
  chick: {label: Chick, unit: USD m, formulas: {FY2024: {sum: [hen.FY2024, sales.FY2024]}}}
  plain: {label: Plain, unit: USD m, formulas: {FY2024: {sum: [sales.FY2024]}}}
"""
    found = facts(tmp_path, metrics)
    fault = only(found)
    assert fault.code == "circular-reference"
    assert all(name in fault.message for name in ("hen.FY2024", "egg.FY2024", "chick.FY2024"))
    assert fault.location.line > len((SOURCES + METRICS).splitlines())
    assert found["facts.plain.FY2024"] == 100e6
    assert not any(f"facts.{name}.FY2024" in found.results for name in ("hen", "egg", "chick"))


def test_a_formula_over_itself_is_a_circle(tmp_path: Path) -> None:
    found = facts(tmp_path, "  self: {label: Self, unit: USD m, formulas: {FY2024: {sum: [self.FY2024]}}}\n")
    assert only(found).code == "circular-reference"


def test_a_computed_figure_prints_with_the_finest_decimals_of_its_metric(tmp_path: Path) -> None:
    metric = """\
  made:
    label: Made
    unit: USD m
    source: P
    values: {FY2022: {value: 1}, FY2023: {value: 2.25}}
    formulas: {FY2024: {sum: [sales.FY2024]}}
"""
    found = facts(tmp_path, metric)
    assert found.results.form("facts.made.FY2024").decimals == 2


def test_a_figure_is_actual_unless_it_is_said_to_be_an_estimate(tmp_path: Path) -> None:
    metric = "  bare: {label: Bare, unit: USD m, source: P, values: {FY2024: {value: 1}}}\n"
    origin = facts(tmp_path, metric).quantity("facts.bare.FY2024").origin
    assert origin is not None
    assert origin.kind == "actual"


# ---- what remains of a total ----------------------------------------------------------------------------------------

TOTAL = """\
  group:
    label: Group
    unit: USD m
    source: P
    status: actual
    sum_of: [tools, nails, rest]
    values: {FY2023: {value: 80}, FY2024: {value: 100}}
"""


def test_what_remains_of_a_total_is_computed_where_all_else_is_given(tmp_path: Path) -> None:
    found = facts(tmp_path, TOTAL + "  rest: {label: Rest, unit: USD m, balance_of: group}\n")
    assert found["facts.rest.FY2024"] == 9.5e6
    assert formula(found.quantity("facts.rest.FY2024")) == "Group, FY2024 − Tools, FY2024 − Nails, FY2024"
    assert "facts.rest.FY2023" not in found.results


def test_a_stated_rest_is_not_computed(tmp_path: Path) -> None:
    rest = "  rest: {label: Rest, unit: USD m, source: P, balance_of: group, values: {FY2024: {value: 9}}}\n"
    found = facts(tmp_path, TOTAL + rest)
    assert found["facts.rest.FY2024"] == 9e6
    assert found.quantity("facts.rest.FY2024").is_leaf


def test_a_rest_with_a_formula_of_its_own_follows_it(tmp_path: Path) -> None:
    rest = "  rest: {label: Rest, unit: USD m, balance_of: group, formulas: {FY2024: {sum: [nails.FY2024]}}}\n"
    found = facts(tmp_path, TOTAL + rest)
    assert found.faults == ()
    assert found["facts.rest.FY2024"] == 30e6


def test_a_rest_is_also_what_remains_of_formulas(tmp_path: Path) -> None:
    metrics = """\
  whole:
    {label: Whole, unit: USD m, sum_of: [part, rest], formulas: {FY2024: {sum: [tools.FY2024, nails.FY2024]}}}
  part: {label: Part, unit: USD m, formulas: {FY2024: {difference: [nails.FY2024, tools.FY2024]}}}
  rest: {label: Rest, unit: USD m, balance_of: whole}
"""
    assert facts(tmp_path, metrics)["facts.rest.FY2024"] == 121e6


def test_a_rest_of_what_is_published_later_is_later_too(tmp_path: Path) -> None:
    metrics = """\
  whole: {label: Whole, unit: USD m, source: P, sum_of: [late, rest], values: {FY2024: {value: 9}}}
  late: {label: Late, unit: USD m, source: Q, values: {FY2024: {value: 5, published: 2025-03-01}}}
  rest: {label: Rest, unit: USD m, balance_of: whole}
"""
    found = facts(tmp_path, metrics)
    assert "facts.rest.FY2024" not in found.results
    assert found.results.later["facts.rest.FY2024"] == date(2025, 3, 1)


# ---- closes ---------------------------------------------------------------------------------------------------------


def test_closes_are_prices_per_share_in_the_trading_currency(tmp_path: Path) -> None:
    found = facts(tmp_path, "")
    close = found.quantity("prices.2025-01-31")
    assert found["prices.2025-01-31"] == 8.0
    assert close.unit == USD / SHARE
    assert close.origin is not None
    assert (close.origin.as_of, close.origin.source, close.origin.typed) == (date(2025, 1, 31), "P", "8.00")
    assert str(close.origin.place).startswith("inputs/small/prices.csv:3:")


@pytest.mark.parametrize(("as_of", "known"), [("2025-01-31", True), ("2025-01-30", False)])
def test_a_close_after_the_note_is_not_known(tmp_path: Path, as_of: str, known: bool) -> None:
    found = facts(tmp_path, "", date.fromisoformat(as_of))
    assert ("prices.2025-01-31" in found.results) is known
    assert "prices.2024-12-31" in found.results


_DCF = """\
method: sum_of_parts
as_of: 2025-01-31
basis: {illustrative: true, as_of: 2025-01-31}
parts:
  whole:
    method: dcf
    label: The whole
    years: 3
    first_year: FY2025
    revenue: {base: {fact: revenue.FY2024}, growth: 10 %}
    operating_margin: 20 %
    tax_rate: 25 %
    reinvestment: {sales_to_capital: 2.0}
    wacc: 9 %
    terminal: {growth: 2 %, return_on_capital: 12 %}
shares:
  count: {value: 50 m shares}
  basis: diluted
"""
_ESTIMATED = """\
    formulas:
      FY2025: {sum: [valuation.parts.whole.revenue.FY2025E]}
      FY2026: {sum: [valuation.parts.whole.revenue.FY2026E]}
  double:
    label: Twice
    unit: USD m
    status: estimate
    formulas:
      FY2025: {sum: [revenue.FY2025, revenue.FY2025]}
"""


def _with_forecast(tmp_path: Path, formulas: str = _ESTIMATED, valuation: str = _DCF) -> Valued:
    facts = SMALL["facts.yaml"].replace("      FY2024: {value: 100}\n", f"      FY2024: {{value: 100}}\n{formulas}")
    return valued(small_workspace(tmp_path, {"facts.yaml": facts, "valuation.yaml": valuation}))


def test_an_estimate_is_a_year_of_the_forecast(tmp_path: Path) -> None:
    found = _with_forecast(tmp_path)
    assert found.codes == []
    assert found["facts.revenue.FY2025"] == pytest.approx(110e6)
    assert found["facts.double.FY2025"] == pytest.approx(220e6)
    assert found["analysis.revenue.growth.FY2025"] == pytest.approx(0.1)
    assert found["analysis.revenue.growth.FY2026"] == pytest.approx(0.1)


def test_an_estimate_of_a_year_that_is_not_forecast_leads_nowhere(tmp_path: Path) -> None:
    found = _with_forecast(tmp_path, _ESTIMATED.replace("revenue.FY2026E", "revenue.FY2036E"))
    assert found.codes == ["unknown-reference"]


def test_the_valuation_cannot_stand_on_its_own_estimate(tmp_path: Path) -> None:
    found = _with_forecast(tmp_path, valuation=_DCF.replace("fact: revenue.FY2024", "fact: revenue.FY2025"))
    assert "unknown-reference" in found.codes
    assert "facts.revenue.FY2025" not in found.results
