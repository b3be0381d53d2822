"""A valuation that cannot be right: units, exchange rates, shares, prices, unknown figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad.case import NO_PRICE_CHART, Case, Expected, F, H, O, P, V, X, case, verify

_FX = "exchange_rate: {value: 1.13636 HKD/CNY, source: S3, as_of: 2025-11-14}"
_NO_PRICES = {P: None}
_TYPED_PRICE = "premium:\n"


def _price(typed: str) -> tuple[str, str]:
    return _TYPED_PRICE, f"price: {{value: {typed}, source: S3, as_of: 2025-11-14}}\n\n{_TYPED_PRICE}"


CASES = (
    # --- exchange rate
    case("no exchange rate", V, _FX + "\n", "", "¦method: sum_of_parts", "exchange-rate-missing", "HKD/CNY"),
    case(
        "an exchange rate upside down",
        V,
        "1.13636 HKD/CNY",
        "0.88 CNY/HKD",
        "value: ¦0.88 CNY/HKD",
        "unit-expected",
        "HKD/CNY is needed",
    ),
    case(
        "an exchange rate without a unit",
        V,
        "1.13636 HKD/CNY",
        "1.13636",
        "value: ¦1.13636",
        "unit-expected",
        "HKD/CNY is needed",
    ),
    case(
        "an exchange rate of zero", V, "1.13636 HKD/CNY", "0 HKD/CNY", "value: ¦0 HKD/CNY", "not-positive", "above zero"
    ),
    case("an exchange rate below zero", V, "1.13636 HKD/CNY", "-1.1 HKD/CNY", "value: ¦-1.1 HKD/CNY", "not-positive"),
    # --- units
    case(
        "a part in the trading currency",
        V,
        "value: CNY 196.3 bn",
        "value: HKD 196.3 bn",
        "value: ¦CNY 184.3 bn",
        "units-differ",
        "exchange rate",
    ),
    case(
        "a part in shares",
        V,
        "value: CNY 196.3 bn",
        "value: 196.3 bn shares",
        "value: ¦196.3 bn shares",
        "unit-expected",
        "money is needed",
    ),
    case(
        "a currency that company.yaml says otherwise",
        V,
        "method: sum_of_parts\n",
        "method: sum_of_parts\ncurrency: USD\n",
        "currency: ¦USD",
        "said-elsewhere",
        "company.yaml",
    ),
    case(
        "a step that the house says otherwise",
        V,
        "method: sum_of_parts\n",
        "method: sum_of_parts\nrounding: 0.5\n",
        "rounding: ¦0.5",
        "said-elsewhere",
        "house.yaml",
    ),
    case(
        "a part without a unit",
        V,
        "value: CNY 196.3 bn",
        "value: 196.3",
        "value: ¦196.3",
        "unit-expected",
        "money is needed",
    ),
    case(
        "a premium in money",
        V,
        "rate: {value: 12 %",
        "rate: {value: CNY 12",
        "rate: {value: ¦CNY 12",
        "unit-expected",
        "12 %",
    ),
    case(
        "a multiple in money",
        V,
        "multiple: {value: 0.3x",
        "multiple: {value: CNY 0.3",
        "multiple: {value: ¦CNY 0.3",
        "unit-expected",
        "35.3x",
    ),
    case(
        "an uplift in shares",
        V,
        "uplift: {value: 20 %",
        "uplift: {value: 20 shares",
        "value: ¦20 shares",
        "unit-expected",
    ),
    case(
        "shares in money",
        V,
        "count: {fact: shares.2025-06-30}",
        "count: {fact: net_cash.2025-06-30}",
        "count: {fact: ¦net_cash",
        "unit-expected",
        "number of shares",
    ),
    case("a peer's multiple in money", V, "54.47x", "CNY 54.47", "value: ¦CNY 54.47", "unit-expected", "multiple"),
    # --- shares and prices
    case(
        "negative shares",
        F,
        "value: 26.65, source: S3",
        "value: -26.65, source: S3",
        "value: ¦-26.65",
        "not-positive",
        "number of shares",
    ),
    case(
        "no shares at all", F, "value: 26.65, source: S3", "value: 0, source: S3", "value: ¦0, source", "not-positive"
    ),
    case(
        "typed shares below zero",
        V,
        "count: {fact: shares.2025-06-30}",
        "count: {value: -1 bn shares, source: S3, as_of: 2025-06-30}",
        "value: ¦-1 bn shares",
        "not-positive",
    ),
    Case(
        "a typed price of zero",
        {**_NO_PRICES, X: [NO_PRICE_CHART], V: [_price("HKD 0")]},
        (Expected(V, "value: ¦HKD 0,", "not-positive"),),
    ),
    Case(
        "a typed price in another currency",
        {**_NO_PRICES, X: [NO_PRICE_CHART], V: [_price("CNY 40")]},
        (Expected(V, "value: ¦CNY 40", "unit-expected", "a price in HKD"),),
    ),
    Case("no price", _NO_PRICES, (Expected(V, "¦method: sum_of_parts", "price-missing", "prices.csv"),)),
    Case(
        "no price yet",
        {P: "date,close,source\n2025-11-17,42.48,S3\n"},
        (Expected(V, "¦method: sum_of_parts", "price-missing", "2025-11-14"),),
    ),
    case(
        "a multiple of nought",
        V,
        "multiple: {value: 0.3x",
        "multiple: {value: 0x",
        "result: {value: ¦CNY 3.6 bn",
        "target-without-figure",
        "sales",
    ),
    case(
        "an uplift that leaves nothing",
        V,
        "uplift: {value: 20 %",
        "uplift: {value: -100 %",
        "result: {value: ¦CNY 350.6 bn",
        "target-without-figure",
        "book value",
    ),
    # --- what is named and what is given
    case(
        "a fact that is not there",
        V,
        "fact: net_cash.2025-06-30",
        "fact: net_csh.2025-06-30",
        "fact: ¦net_csh",
        "unknown-reference",
        "did you mean 'net_cash.2025-06-30'",
    ),
    case(
        "a fact of another day",
        V,
        "fact: net_cash.2025-06-30",
        "fact: net_cash.2025-06-29",
        "fact: ¦net_cash",
        "unknown-reference",
        "2025-06-30",
    ),
    case("a number instead of a fact", V, "fact: net_cash.2025-06-30", "fact: 7.1", "fact: ¦7.1", "reference-format"),
    case(
        "a value and a fact",
        V,
        "{fact: net_cash.2025-06-30}",
        "{fact: net_cash.2025-06-30, value: CNY 7.1 bn}",
        "¦amount: {fact",
        "input-format",
        "exactly one of",
    ),
    case(
        "neither a value nor a fact",
        V,
        "{fact: net_cash.2025-06-30}",
        "{source: S3}",
        "¦amount: {source",
        "input-format",
    ),
    case(
        "a book value and a result",
        V,
        "    contains_cash: true\n",
        "    contains_cash: true\n    book_value: {value: CNY 1 bn, source: S3, as_of: 2025-11-14}\n",
        "¦investments:",
        "input-format",
        "'book_value'",
    ),
    case(
        "a multiple of nothing",
        V,
        "    result: {value: CNY 3.6 bn, source: S3, as_of: 2025-11-14}\n",
        "",
        "¦others:",
        "input-format",
        "'metric'",
    ),
    case("no parts", V, "premium:\n  label", "parts2: {}\npremium:\n  label", "¦parts2", "unknown-key", "'parts'"),
    case(
        "an input without a source",
        V,
        "value: 54.47x, source: S2, ",
        "value: 54.47x, ",
        "multiple: ¦{value: 54.47x",
        "input-without-source",
        "judgement",
    ),
    case(
        "an input without a date",
        V,
        "value: 54.47x, source: S2, as_of: 2025-05-31",
        "value: 54.47x, source: S2",
        "multiple: ¦{value: 54.47x",
        "input-without-date",
    ),
    case(
        "a source that is not listed",
        V,
        "value: 54.47x, source: S2,",
        "value: 54.47x, source: S8,",
        "source: ¦S8",
        "unknown-source",
    ),
    case(
        "a source without a date",
        V,
        "value: 54.47x, source: S2,",
        "value: 54.47x, source: S4,",
        "multiple: ¦{value: 54.47x",
        "fact-without-publication-date",
    ),
    # --- risks, ranges, grids
    case(
        "a risk to what is not there",
        O,
        "effect: {path: valuation.bridge.net_cash,",
        "effect: {path: valuation.bridge.netcash,",
        "path: ¦valuation.bridge.netcash",
        "unknown-reference",
        "net_cash",
    ),
    case(
        "a risk to what the target does not need",
        O,
        "effect: {path: valuation.bridge.net_cash, becomes: CNY 0 bn}",
        "effect: {path: valuation.premium_per_share, becomes: HKD 0}",
        "path: ¦valuation.premium_per_share",
        "effect-input",
        "does not depend",
    ),
    case(
        "a risk in the wrong unit", O, "becomes: CNY 0 bn", "becomes: 0 %", "net_cash, becomes: ¦0 %", "unit-expected"
    ),
    case(
        "a change in money", O, "changes_by: -1 %", "changes_by: HKD 1", "changes_by: ¦HKD 1", "unit-expected", "-1 %"
    ),
    case(
        "two effects",
        O,
        "changes_by: -1 %",
        "changes_by: -1 %, becomes: 1 HKD/CNY",
        "¦effect: {path: valuation.exchange_rate",
        "input-format",
    ),
    case(
        "a path outside the valuation",
        O,
        "{path: valuation.exchange_rate,",
        "{path: market.price,",
        "path: ¦market.price",
        "text-format",
        "valuation.premium",
    ),
    case(
        "what the price implies for the house's step",
        O,
        "effect: {path: valuation.premium, becomes_price_implied: true}",
        "effect: {path: valuation.target_price_step, becomes_price_implied: true}",
        "path: ¦valuation.target_price_step, becomes_p",
        "price-not-reached",
        "does not meet the price",
    ),
    case(
        "a range in the wrong unit", X, "low: 0 %, high: 12 %", "low: CNY 0, high: 12 %", "low: ¦CNY 0", "unit-expected"
    ),
    case(
        "a grid over what is not there",
        V,
        "{path: valuation.premium, label: Premium",
        "{path: valuation.premum, label: Premium",
        "path: ¦valuation.premum",
        "unknown-reference",
        "valuation.premium",
    ),
    case(
        "a grid of one column",
        V,
        "values: [0 %, 10 %, 20 %, 30 %]",
        "values: [0 %]",
        "¦values: [0 %]}",
        "too-few",
        "at least 2",
    ),
    case(
        "progress over what is not there",
        X,
        "sum: [deliveries.2024-04]",
        "sum: [deliveries.2024-03]",
        "sum: [¦deliveries.2024-03]",
        "unknown-reference",
    ),
    case(
        "a range over what is not there",
        X,
        "{low: pe_low.2024-12-31,",
        "{low: pe_lo.2024-12-31,",
        "low: ¦pe_lo.",
        "unknown-reference",
        "pe_low",
    ),
    case(
        "a range of two kinds",
        X,
        "facts: {low: low_52",
        "input: {path: valuation.premium, low: 0 %, high: 1 %}\n    facts: {low: low_52",
        "- ¦name: 52-week",
        "input-format",
    ),
    case(
        "a row of what is not there",
        X,
        "{metric: research}",
        "{metric: reserch}",
        "metric: ¦reserch",
        "exhibit-metric-unknown",
        "did you mean 'research'",
    ),
    case(
        "a goal that is not there",
        X,
        "reference: delivery_target.FY2025",
        "reference: delivery_target.FY2026",
        "reference: ¦delivery_target.FY2026",
        "unknown-reference",
    ),
    case(
        "a margin of nothing",
        X,
        "{metric: profit_before_tax}",
        "{metric: profit_before_tax, show: margin}",
        "¦{metric: profit_before_tax, show: margin}",
        "margin-without-base",
        "over: revenue",
    ),
    case(
        "a rounding step of its own",
        H,
        "target_price: 0.01",
        "target_price: 0.03",
        "target_price: ¦0.03",
        "rounding-step",
        "0.05",
    ),
    case("a rounding step of zero", H, "target_price: 0.01", "target_price: 0", "target_price: ¦0 ", "rounding-step"),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_findings(case: Case, tmp_path: Path) -> None:
    verify(case, tmp_path)
