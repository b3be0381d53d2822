"""A method that is told what cannot be: each fault at its line, all of them in one run."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from reportgen.explaining import explain_code
from reportgen.model.codes import RULES as MODEL_RULES
from reportgen.quantities import walk
from reportgen.valuation.codes import RULES as VALUATION_RULES
from reportgen.valuing import valued
from tests.bad.alone import (
    BRIDGE,
    DIVIDENDS,
    DRIVERS,
    EQUITY,
    FLOWS,
    HEAD,
    MULTIPLE,
    PREMIUM,
    RESIDUAL,
    SHARES,
    Alone,
    alone,
    found_in,
    place,
    verify,
)

WORKED = Path(__file__).parents[1] / "worked"

CASES = (
    # --- growth for ever
    alone("growth as high as the rate", FLOWS, {"growth: 2 %": "growth: 8 %"}, ("growth: ¦8 %", "growth-below-wacc")),
    alone(
        "growth above the rate", FLOWS, {"growth: 2 %": "growth: 9 %"}, ("growth: ¦9 %", "growth-below-wacc"), says="9"
    ),
    alone(
        "growth above the rate after the forecast",
        FLOWS,
        {"{growth: 2 %}": "{growth: 2 %, wacc: 1 %}"},
        ("growth: ¦2 %", "growth-below-wacc"),
    ),
    alone(
        "dividends that outgrow their cost",
        DIVIDENDS,
        {"growth: 2 %": "growth: 9 %"},
        ("growth: ¦9 %", "growth-below-wacc"),
    ),
    alone(
        "no growth at no rate",
        DRIVERS,
        {"{growth: 2 %, return_on_capital: 12 %}": "{no_growth: true, wacc: 0 %}"},
        ("wacc: ¦0 %", "growth-below-wacc"),
    ),
    # --- shares and numbers that cannot be
    alone(
        "a failure more than certain",
        FLOWS + "    failure: {probability: 150 %, recovery_rate: 50 %}\n",
        {},
        ("probability: ¦150 %", "probability-range"),
    ),
    alone(
        "a failure less likely than never, after which more is left than there was",
        FLOWS + "    failure: {probability: -1 %, recovery_rate: 101 %}\n",
        {},
        ("probability: ¦-1 %", "probability-range"),
        ("recovery_rate: ¦101 %", "value-range"),
    ),
    alone(
        "more owned than there is",
        MULTIPLE,
        {"metric: USD 50 m": "metric: USD 50 m, ownership: 101 %, discount: 120 %"},
        ("ownership: ¦101 %", "value-range"),
        ("discount: ¦120 %", "value-range"),
    ),
    alone(
        "more owned than there is, by a formula and by name",
        "inputs: {all: 101 %}\n" + MULTIPLE,
        {"metric: USD 50 m": "metric: USD 50 m, ownership: {input: all}, discount: {sum: [{input: all}, 2]}"},
        ("ownership: ¦{input: all}", "value-range"),
        ("discount: ¦{sum", "value-range"),
    ),
    alone(
        "a bridge that counts more than all",
        FLOWS + "bridge: {debt: {label: Debt, sign: subtract, amount: USD 20 m, share: 101 %, tax: -1 %}}\n",
        {},
        ("share: ¦101 %", "value-range"),
        ("tax: ¦-1 %", "value-range"),
    ),
    alone(
        "a terminal flow of which more is left each year",
        RESIDUAL,
        {"persistence: 0.5": "persistence: 1.2"},
        ("persistence: ¦1.2", "value-range"),
    ),
    alone(
        "weights that add up, one of them below nothing",
        FLOWS,
        {
            "terminal: {growth: 2 %}": "terminal:\n"
            "      - {growth: 2 %, weight: 150 %}\n      - {value: USD 90 m, weight: -50 %}"
        },
        ("weight: ¦150 %", "value-range"),
        ("weight: ¦-50 %", "value-range"),
    ),
    alone(
        "more debt than capital",
        "inputs:\n  rate:\n    wacc: {cost_of_equity: 9 %, cost_of_debt: 5 %, tax_rate: 25 %, debt_weight: 120 %}\n"
        + FLOWS,
        {"wacc: 8 %": "wacc: {input: rate}"},
        ("debt_weight: ¦120 %", "value-range"),
    ),
    alone("more than a year left of a year", FLOWS + "    stub: 1.5\n", {}, ("stub: ¦1.5", "value-range")),
    alone(
        "losses below nothing, capital that sales take out",
        DRIVERS + "    tax_losses: USD -1 m\n",
        {"sales_to_capital: 2": "sales_to_capital: [2, -2, 2]"},
        ("tax_losses: ¦USD -1 m", "value-range"),
        ("[2, ¦-2, 2]", "value-range"),
    ),
    alone(
        "growth that fell before it began",
        DIVIDENDS,
        {"{growth: 2 %}": "{growth: 2 %, growth_from: 5 %, half_life: -1}"},
        ("half_life: ¦-1", "value-range"),
    ),
    alone(
        "a value of a year gone by",
        MULTIPLE,
        {"metric: USD 50 m": "metric: USD 50 m, discounted: {years: -1, rate: 9 %}"},
        ("years: ¦-1", "value-range"),
    ),
    alone(
        "a target before the valuation",
        DIVIDENDS + "roll_forward: {cost_of_equity: 9 %, years: -1}\n",
        {},
        ("years: ¦-1", "date-order"),
    ),
    alone(
        "options that move less than not at all",
        EQUITY
        + "price: 10 USD/share\nshares:\n  count: 10 m shares\n  basis: basic\n  dilution:\n"
        + "    options: {staff: {label: Staff, number: 1 m shares, strike: 8 USD/share}}\n"
        + "    black_scholes: {volatility: -20 %, years: -2, risk_free: 3 %, spot: market, diluted: false}\n",
        {},
        ("volatility: ¦-20 %", "value-range"),
        ("years: ¦-2", "value-range"),
    ),
    alone(
        "taxes and costs of capital that cannot be",
        DRIVERS,
        {"tax_rate: 25 %": "tax_rate: 125 %", "wacc: 8 %": "wacc: -8 %"},
        ("tax_rate: ¦125 %", "value-range"),
        ("wacc: ¦-8 %", "value-range"),
        ("growth: ¦2 %", "growth-below-wacc"),
        says="a tax rate from 0 to 100 %",
    ),
    alone(
        "a rate that fades below nothing, and a tax in the end",
        DRIVERS,
        {"wacc: 8 %": "wacc: {from: 8 %, to: -1 %}", "{growth: 2 %,": "{growth: -3 %, tax_rate: -1 %,"},
        ("to: ¦-1 %", "value-range"),
        ("tax_rate: ¦-1 %", "value-range"),
    ),
    alone(
        "a call for nothing",
        EQUITY
        + "price: 10 USD/share\nshares:\n  count: 10 m shares\n  basis: basic\n  dilution:\n"
        + "    options: {staff: {label: Staff, number: 1 m shares, strike: 0 USD/share}}\n"
        + "    black_scholes: {volatility: 20 %, years: 2, risk_free: 3 %, spot: market, diluted: false}\n",
        {},
        ("strike: ¦0 USD/share", "value-range"),
        says="treasury_stock",
    ),
    alone(
        "an option that pays whoever takes it",
        EQUITY
        + "price: 10 USD/share\nshares:\n  count: 10 m shares\n  basis: basic\n  dilution:\n"
        + "    options: {staff: {label: Staff, number: 1 m shares, strike: -1 USD/share}}\n"
        + "    treasury_stock: value\n",
        {},
        ("strike: ¦-1 USD/share", "value-range"),
    ),
    alone("a target rounded to nothing", DIVIDENDS + "rounding: 0\n", {}, ("rounding: ¦0", "not-positive")),
    alone("a target rounded below nothing", DIVIDENDS + "rounding: -0.5\n", {}, ("rounding: ¦-0.5", "not-positive")),
    alone(
        "a price that is asked and nowhere said",
        DIVIDENDS + "implied: [{path: valuation.parts.company.cost_of_equity, low: 5 %, high: 12 %}]\n",
        {},
        ("¦method: whole", "price-missing"),
    ),
    alone(
        "new capital that earns nothing",
        DRIVERS,
        {"return_on_capital: 12 %": "return_on_capital: 0 %"},
        ("return_on_capital: ¦0 %", "return-not-positive"),
    ),
    # --- shares
    alone("no shares", FLOWS + SHARES, {"10 m shares": "0 shares"}, ("count: ¦0 shares", "not-positive")),
    alone("shares below nothing", FLOWS + SHARES, {"10 m shares": "-1 m shares"}, ("count: ¦-1 m", "not-positive")),
    alone(
        "a part per share, and no number of shares",
        MULTIPLE,
        {"method: whole_company": "method: sum_of_parts", "metric: USD 50 m": "metric: 5 USD/share"},
        ("¦method: sum_of_parts", "shares-missing"),
    ),
    # --- weights
    alone(
        "terminal values that weigh too little",
        FLOWS,
        {"{growth: 2 %}": "[{growth: 2 %, weight: 50 %}, {value: USD 90 m, weight: 40 %}]"},
        ("    terminal: ¦[", "weights-sum-to-one"),
        says="90 %",
    ),
    alone(
        "several terminal values without weights",
        FLOWS,
        {"{growth: 2 %}": "[{growth: 2 %}, {value: USD 90 m}]"},
        ("  ¦firm:", "terminal-format"),
    ),
    alone(
        "methods that weigh too much",
        DIVIDENDS,
        {
            "method: whole_company": "method: blend",
            "years: 2": "weight: 60 %\n    years: 2",
            "parts:\n": "parts:\n"
            "  other: {method: given, label: O, stated_method: M, value: 9 USD/share, weight: 50 %}\n",
        },
        ("  ¦other:", "weights-sum-to-one"),
        says="110 %",
    ),
    # --- references
    alone(
        "a fact that is not there",
        FLOWS,
        {"wacc: 8 %": "wacc: {fact: wacc.FY2024}"},
        ("{fact: ¦wacc", "unknown-reference"),
    ),
    alone(
        "an input that is not there",
        "inputs:\n  rate: 8 %\n" + FLOWS,
        {"wacc: 8 %": "wacc: {input: rates}"},
        ("{input: ¦rates", "unknown-reference"),
        says="there are: rate",
    ),
    alone(
        "a circle of inputs",
        "inputs:\n  a: {sum: [{input: b}, 1 %]}\n  b: {product: [{input: c}, 2]}\n  c: {larger: [{input: a}, 0]}\n"
        + FLOWS,
        {},
        ("a: ¦{sum", "circular-reference"),
        says="inputs.a ← inputs.",
    ),
    alone(
        "peers that are not there",
        MULTIPLE,
        {"multiple: 8x": "from_peers: {set: tools, statistic: mean}"},
        ("set: ¦tools", "unknown-reference"),
    ),
    alone(
        "a misspelt key of an input",
        FLOWS,
        {"wacc: 8 %": "wacc: {valu: 8 %}"},
        ("{¦valu: 8 %", "unknown-key"),
    ),
    # --- lists and fades
    alone(
        "a list too short",
        FLOWS,
        {", USD 12 m": ""},
        ("    free_cash_flow: ¦[", "list-length"),
        says="2 values for 3 years",
    ),
    alone("a list too long", FLOWS, {"USD 12 m": "{value: USD 12 m, years: 2}"}, ("free_cash_flow: ¦[", "list-length")),
    alone(
        "a list that fills the years and fades",
        FLOWS,
        {"wacc: 8 %": "wacc: {values: [8 %, 8 %, 8 %], to: 7 %}"},
        ("values: ¦[8", "list-length"),
    ),
    alone(
        "a list that fills the years and grows",
        DRIVERS,
        {
            "{base: USD 100 m, growth: 5 %}": "{values: [USD 1 m, USD 2 m, USD 3 m], growth: 5 %}",
            "{sales_to_capital: 2}": "{rate: 20 %}",
        },
        ("values: ¦[USD", "list-length"),
    ),
    alone(
        "a fade that ends before it begins",
        FLOWS,
        {"wacc: 8 %": "wacc: {from: 8 %, hold: 3, to: 7 %, by: 2}"},
        ("by: ¦2", "fade-too-short"),
    ),
    alone(
        "a fade that ends where it begins",
        FLOWS,
        {"wacc: 8 %": "wacc: {from: 8 %, hold: 2, to: 7 %, by: 2}"},
        ("by: ¦2", "fade-too-short"),
    ),
    alone("a forecast of no years", FLOWS, {"years: 3": "years: 0"}, ("years: ¦0", "list-length")),
    alone("fewer years than none", FLOWS, {"years: 3": "years: -1"}, ("years: ¦-1", "out-of-range")),
    alone("more years than anyone sees", FLOWS, {"years: 3": "years: 201"}, ("years: ¦201", "out-of-range")),
    # --- dates
    alone(
        "a flow before the valuation",
        FLOWS,
        {"    wacc": "    valuation_date: 2025-01-01\n    flow_dates: [2024-12-31, 2026-12-31, 2027-12-31]\n    wacc"},
        ("[¦2024-12-31", "flow-before-valuation"),
    ),
    alone(
        "flows out of order",
        FLOWS,
        {"    wacc": "    valuation_date: 2025-01-01\n    flow_dates: [2025-12-31, 2027-12-31, 2026-12-31]\n    wacc"},
        ("2027-12-31, ¦2026", "flow-before-valuation"),
    ),
    alone(
        "a date too few",
        FLOWS,
        {"    wacc": "    valuation_date: 2025-01-01\n    flow_dates: [2025-12-31, 2026-12-31]\n    wacc"},
        ("flow_dates: ¦[", "list-length"),
    ),
    alone(
        "dates, but no day to discount to",
        FLOWS,
        {"    wacc": "    flow_dates: [2025-12-31]\n    wacc"},
        ("  ¦firm:", "input-format"),
    ),
    alone(
        "a target before the valuation",
        DIVIDENDS + "roll_forward: {cost_of_equity: 9 %, to: 2024-12-31}\n",
        {},
        ("to: ¦2024-12-31", "date-order"),
    ),
    # --- what a form lacks, or has twice
    alone(
        "the first change in revenue",
        DRIVERS,
        {"{base: USD 100 m, growth: 5 %}": "[USD 105 m, USD 110 m, USD 115 m]"},
        ("    ¦method: dcf", "revenue-before-missing"),
    ),
    alone("flows and drivers", FLOWS, {"    wacc": "    operating_margin: 3 %\n    wacc"}, ("  ¦firm:", "flow-format")),
    alone("flows and a tax rate", FLOWS, {"    wacc": "    tax_rate: 3 %\n    wacc"}, ("  ¦firm:", "flow-format")),
    alone(
        "no flows at all",
        FLOWS,
        {"    free_cash_flow: [USD 10 m, USD 11 m, USD 12 m]\n": ""},
        ("  ¦firm:", "flow-format"),
    ),
    alone("no tax", DRIVERS, {"    tax_rate: 25 %\n": ""}, ("  ¦firm:", "flow-format"), says="tax_rate"),
    alone(
        "a margin of nothing",
        DRIVERS,
        {"    revenue: {base: USD 100 m, growth: 5 %}\n": ""},
        ("  ¦firm:", "flow-format"),
    ),
    alone(
        "capital ahead of no known growth",
        DRIVERS,
        {
            "sales_to_capital: 2": "sales_to_capital: 2, ahead: true",
            "{growth: 2 %, return_on_capital: 12 %}": "{value: USD 5 m}",
        },
        ("ahead: ¦true", "flow-format"),
    ),
    alone(
        "a share of what is not given",
        DRIVERS,
        {"{sales_to_capital: 2}": "{capital_expenditure: {of_depreciation: 110 %}}"},
        ("of_depreciation: ¦110", "flow-format"),
    ),
    alone(
        "two ways to reinvest",
        DRIVERS,
        {"sales_to_capital: 2": "sales_to_capital: 2, rate: 30 %"},
        ("    ¦reinvestment:", "reinvestment-format"),
    ),
    alone(
        "no way to reinvest",
        DRIVERS,
        {"sales_to_capital: 2": "ahead: true"},
        ("    ¦reinvestment:", "reinvestment-format"),
    ),
    alone(
        "a segment with two revenues",
        DRIVERS,
        {
            "    revenue: {base: USD 100 m, growth: 5 %}": "    segments:\n"
            "      a: {label: A, revenue: USD 9 m, of_market: {market: USD 90 m, share: 9 %}}"
        },
        ("      ¦a: {", "flow-format"),
    ),
    alone(
        "margins of some segments",
        DRIVERS,
        {
            "    revenue: {base: USD 100 m, growth: 5 %}\n    operating_margin: 20 %": "    segments:\n"
            "      a: {label: A, revenue: USD 9 m, margin: 9 %}\n      b: {label: B, revenue: USD 9 m}"
        },
        ("  ¦firm:", "flow-format"),
    ),
    alone(
        "dividends and earnings",
        DIVIDENDS,
        {"    dividends": "    earnings: 2 USD/share\n    payout: 50 %\n    dividends"},
        ("  ¦company:", "flow-format"),
    ),
    alone(
        "earnings and no payout",
        DIVIDENDS,
        {"dividends: {base: 1.00 USD/share, growth: 5 %}": "earnings: 2 USD/share"},
        ("  ¦company:", "flow-format"),
    ),
    alone(
        "one dividend, which is a list",
        DIVIDENDS,
        {"years: 2": "years: 0", "{base: 1.00 USD/share, growth: 5 %}": "[1 USD/share]"},
        ("years: ¦0", "flow-format"),
    ),
    alone(
        "one flow to equity, which grows",
        EQUITY,
        {"years: 2": "years: 0", "[USD 10 m, USD 11 m]": "USD 10 m"},
        ("years: ¦0", "flow-format"),
    ),
    alone(
        "one residual income, which persists",
        RESIDUAL,
        {"years: 2": "years: 0", "    payout: 40 %\n": ""},
        ("years: ¦0", "flow-format"),
    ),
    alone(
        "a book value that is told twice",
        RESIDUAL,
        {"payout: 40 %": "payout: 40 %\n    book_growth: 3 %"},
        ("  ¦company:", "flow-format"),
    ),
    alone("dividends of a return", RESIDUAL, {"payout: 40 %": "dividends: USD 3 m"}, ("  ¦company:", "flow-format")),
    alone(
        "two ways to reinvest earnings",
        EQUITY,
        {"equity_reinvestment_rate: 40 %": "equity_reinvestment_rate: 40 %\n    net_capital_expenditure: USD 1 m"},
        ("  ¦company:", "flow-format"),
    ),
    alone(
        "a course in two ways",
        FLOWS,
        {"wacc: 8 %": "wacc: {from: 8 %, base: 7 %, growth: 1 %}"},
        ("    ¦wacc:", "course-format"),
    ),
    alone("a fade to nowhere", FLOWS, {"wacc: 8 %": "wacc: {from: 8 %}"}, ("    ¦wacc:", "course-format")),
    alone("a growth of nothing", FLOWS, {"wacc: 8 %": "wacc: {growth: 8 %}"}, ("    ¦wacc:", "course-format")),
    # --- what follows the forecast
    alone(
        "two terminal forms in one",
        FLOWS,
        {"{growth: 2 %}": "{growth: 2 %, value: USD 9 m}"},
        ("    ¦terminal:", "terminal-format"),
    ),
    alone("no terminal form", FLOWS, {"{growth: 2 %}": "{wacc: 2 %}"}, ("    ¦terminal:", "terminal-format")),
    alone(
        "a terminal margin that is not used",
        DRIVERS,
        {"return_on_capital: 12 %": "operating_margin: 12 %"},
        ("    ¦terminal:", "terminal-format"),
        says="needs 'return_on_capital'",
    ),
    alone(
        "a terminal rate that is not used",
        FLOWS,
        {"{growth: 2 %}": "{value: USD 9 m, wacc: 2 %}"},
        ("    ¦terminal:", "terminal-format"),
    ),
    alone(
        "a half-life beside a return",
        DRIVERS,
        {"return_on_capital: 12 %": "return_on_capital: 12 %, half_life: 2, growth_from: 9 %"},
        ("    ¦terminal:", "terminal-format"),
    ),
    alone(
        "a multiple of nothing", FLOWS, {"{growth: 2 %}": "{exit_multiple: 8x}"}, ("    ¦terminal:", "terminal-format")
    ),
    alone(
        "a multiple of what is not given",
        FLOWS,
        {"{growth: 2 %}": "{exit_multiple: 8x, of: ebitda}"},
        ("of: ¦ebitda", "flow-format"),
    ),
    alone(
        "a return on profits that are not given",
        FLOWS,
        {"{growth: 2 %}": "{growth: 2 %, return_on_capital: 9 %}"},
        ("    terminal: ¦{", "flow-format"),
    ),
    # --- the whole
    alone(
        "a multiple of unknown level",
        MULTIPLE,
        {"EV / EBITDA": "Sales"},
        ("company: ¦{method", "level-missing"),
        says="level: equity_value",
    ),
    alone(
        "a bridge from equity value",
        DIVIDENDS + BRIDGE,
        {},
        ("bridge:\n¦  debt".replace("¦  ", "  ¦").replace("  ¦debt", "  ¦debt"), "bridge-without-enterprise-value"),
    ),
    alone(
        "a premium on an enterprise value that is not there",
        DIVIDENDS + PREMIUM,
        {"rate: 10 %": "rate: 10 %, on: enterprise_value"},
        ("on: ¦enterprise", "bridge-without-enterprise-value"),
    ),
    alone(
        "a premium on negative equity",
        FLOWS + BRIDGE + PREMIUM + SHARES,
        {"USD 20 m": "USD 20 bn"},
        ("premium: ¦{", "premium-on-negative-equity"),
        ("parts:\n  ¦firm", "target-not-positive"),
    ),
    alone("no currency", FLOWS, {"currency: USD\n": ""}, ("¦method: whole", "missing-key")),
    alone(
        "two parts of one company",
        FLOWS,
        {"parts:\n": "parts:\n  other: {method: given, label: O, stated_method: M, value: USD 9 m}\n"},
        ("¦method: whole", "too-many"),
    ),
    alone("a blend without weights", FLOWS, {"whole_company": "blend"}, ("¦method: blend", "missing-key")),
    alone(
        "a source that is not listed",
        FLOWS,
        {"{illustrative: true}": "{source: S9, as_of: 2025-01-01}"},
        ("source: ¦S9", "unknown-source"),
    ),
    alone(
        "a price that nobody asks",
        DIVIDENDS + "exchange_rate: 7.8 HKD/USD\n",
        {},
        ("exchange_rate: ¦7.8", "exchange-rate-not-needed"),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_findings(case: Alone, tmp_path: Path) -> None:
    verify(case, tmp_path)


def test_all_faults_of_a_file_are_told_in_one_run(tmp_path: Path) -> None:
    """What cannot be read, what does not fit, and what cannot be computed."""
    text = HEAD.replace("whole_company", "sum_of_parts") + (
        "inputs:\n  a: {input: b}\n  b: {input: a}\n  rate: 8 bananas\n"
        "parts:\n"
        "  one:\n    {method: dcf, label: One, years: 3, wacc: 8 %, free_cash_flow: [USD 1 m, USD 2 m]}\n"
        "  two: {method: dcf, label: Two, years: 2, wacc: 3 %, free_cash_flow: USD 1 m, terminal: {growth: 4 %}}\n"
        "  three: {method: dcf, label: Three, years: 2, wacc: USD 8, free_cash_flow: USD 1 m}\n"
        "  four: {method: multiple, label: Four, multiple_of: EV, multiple: {fact: none.FY2024}, metric: USD 1 m}\n"
        "  five: {method: guess, label: Five}\n"
        "bridge:\n  debt: {label: Debt, sign: minus, amount: USD 2 m}\n  cash: {label: Cash, sign: add, amount: 3 %}\n"
        "shares: {count: -1 m shares, basis: basic}\n"
    )
    wanted = {
        ("a: ¦{input", "circular-reference"),
        ("rate: ¦8 bananas", "unit-unknown"),
        ("free_cash_flow: ¦[USD 1 m, USD 2 m]", "list-length"),
        ("growth: ¦4 %", "growth-below-wacc"),
        ("wacc: ¦USD 8", "unit-expected"),
        ("fact: ¦none", "unknown-reference"),
        ("method: ¦guess", "unknown-value"),
        ("sign: ¦minus", "unknown-value"),
        ("amount: ¦3 %", "unit-expected"),
        ("count: ¦-1 m", "not-positive"),
    }
    found = {(one.location.line, one.location.column, one.code) for one in found_in(tmp_path, text)}
    assert found == {(*place(text, at), code) for at, code in wanted}


@pytest.mark.parametrize("name", sorted(path.stem for path in WORKED.glob("*.yaml") if ".expected" not in path.name))
def test_a_foreign_unit_is_told_wherever_it_stands(name: str, tmp_path: Path) -> None:
    """Every typed figure of a valuation in turn, in a unit that fits nowhere: told on its line, or on its formula's."""
    text = (WORKED / f"{name}.yaml").read_text(encoding="utf-8")
    _, results, _ = valued(WORKED, str(WORKED / f"{name}.yaml"))
    assert results is not None
    lines = text.splitlines(keepends=True)
    seen: Counter[str] = Counter()
    for leaf in walk(results.quantities.values()):
        # the step of the target is the product's own where the file says none
        if leaf.origin is None or leaf.path == "valuation.target_price_step":
            continue
        here = leaf.origin.place
        line, column = lines[here.line - 1], here.column - 1
        assert line[column:].startswith(leaf.origin.typed), leaf.path
        changed = line[:column] + "7 barrels" + line[column + len(leaf.origin.typed) :]
        found = found_in(tmp_path, "".join([*lines[: here.line - 1], changed, *lines[here.line :]]))
        assert found, leaf.path
        assert all(each.code not in ("no-figure", "target-without-figure") for each in found), leaf.path
        seen["here" if any(each.location.line == here.line for each in found) else "above"] += 1
    # a product of unlike things is told where it is to be of use
    assert seen["here"] > 0
    assert seen["above"] <= seen["here"]


@pytest.mark.parametrize("code", sorted(rule.code for rule in (*VALUATION_RULES, *MODEL_RULES)))
def test_every_code_is_explained(code: str) -> None:
    known, text = explain_code(code)
    assert known
    assert len(text.split()) > 10
