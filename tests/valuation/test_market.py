"""What the market says: price, capitalisation, implied return, and the premium that the price implies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportgen.quantities import SHARE, currency_unit, formula
from tests.workspaces import SMALL, Change, Valued, small_workspace, valued

SOURCED = "source: P, as_of: 2025-01-31"
NET_DEBT = f"bridge:\n  debt: {{label: Net debt, sign: subtract, amount: {{value: USD 100 m, {SOURCED}}}}}\n"
CASH = f"bridge:\n  cash: {{label: Net cash, sign: add, amount: {{value: USD 100 m, {SOURCED}}}}}\n"
PREMIUM = "premium:\n  label: Premium\n  rate: {value: 10 %, judgement: true}\n"
NO_CLOSES: dict[str, Change] = {"prices.csv": None}


def small(
    tmp_path: Path, more: str = "", changes: dict[str, Change] | None = None, as_of: date | None = None
) -> Valued:
    """The small company: worth USD 500 m or 10 a share, at a price of 8."""
    text = {"valuation.yaml": SMALL["valuation.yaml"] + more}
    return valued(small_workspace(tmp_path, {**text, **(changes or {})}), as_of=as_of)


def test_the_price_is_the_last_close_known_at_the_notes_date(tmp_path: Path) -> None:
    now, before = small(tmp_path), small(tmp_path, as_of=date(2025, 1, 30))
    assert now["market.price"] == 8.0
    assert formula(now.quantity("market.price")) == "Closing price"
    assert before["market.price"] == 9.5


def test_the_implied_return_is_target_over_price_less_one(tmp_path: Path) -> None:
    found = small(tmp_path)
    assert found["valuation.implied_return"] == 0.25
    assert found["implied.price_gap"] == -2.0
    assert formula(found.quantity("valuation.implied_return")) == "Target price ÷ Share price − 1"


def test_the_return_is_that_of_the_published_target_not_of_the_unrounded_one(tmp_path: Path) -> None:
    found = small(tmp_path, changes={"prices.csv": "date,close,source\n2025-01-31,3,P\n"})
    assert found["valuation.implied_return"] == 10.0 / 3 - 1


def test_capitalisation_is_price_times_shares(tmp_path: Path) -> None:
    found = small(tmp_path)
    assert found["market.capitalisation"] == 400e6
    assert found.quantity("market.capitalisation").unit == currency_unit("USD")


@pytest.mark.parametrize(("bridge", "worth"), [("", 400e6), (NET_DEBT, 500e6), (CASH, 300e6)])
def test_what_the_market_pays_for_the_parts_turns_the_bridge_round(tmp_path: Path, bridge: str, worth: float) -> None:
    assert small(tmp_path, bridge)["market.enterprise_value"] == worth


def test_in_another_currency_the_capitalisation_is_converted(tmp_path: Path) -> None:
    hong_kong: dict[str, Change] = {"company.yaml": [("trading_currency: USD", "trading_currency: HKD")]}
    found = small(tmp_path, f"exchange_rate: {{value: 7.8 HKD/USD, {SOURCED}}}\n", hong_kong)
    assert found["market.capitalisation"] == 400e6
    assert found.quantity("market.capitalisation").unit == currency_unit("HKD")
    assert found["market.capitalisation_reporting"] == 400e6 / 7.8
    assert found["market.enterprise_value"] == 400e6 / 7.8
    assert found.quantity("market.enterprise_value").unit == currency_unit("USD")


def test_without_an_exchange_rate_nothing_is_converted(tmp_path: Path) -> None:
    found = small(tmp_path, "", {"company.yaml": [("trading_currency: USD", "trading_currency: HKD")]})
    assert found.codes == ["exchange-rate-missing"]
    assert "market.capitalisation" in found.results
    assert "market.capitalisation_reporting" not in found.results
    assert "market.enterprise_value" not in found.results


def test_the_implied_premium_makes_the_target_the_price(tmp_path: Path) -> None:
    found = small(tmp_path, CASH + PREMIUM)
    implied = found["implied.premium"]
    assert implied == 400e6 / 600e6 - 1
    assert found["implied.premium_gap"] == implied - 0.1
    again = small(tmp_path, CASH + PREMIUM.replace("10 %", f"{implied * 100:.10f} %"))
    assert again["valuation.target_price_unrounded"] == pytest.approx(again["market.price"], rel=1e-9)


def test_without_a_premium_none_is_implied(tmp_path: Path) -> None:
    assert "implied.premium" not in small(tmp_path).results


# ---- where the price comes from -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        f"{{value: USD 8.40, {SOURCED}}}",
        f"{{value: 8.40 USD/share, {SOURCED}}}",
        "{fact: price.2025-01-31}",
        "{fact: price_per_share.2025-01-31}",
    ],
)
def test_without_closes_the_price_may_be_typed_or_a_fact(tmp_path: Path, given: str) -> None:
    facts = (
        SMALL["facts.yaml"]
        + """\
  price: {label: Price, unit: USD, source: P, status: actual, values: {2025-01-31: {value: 8.40}}}
  price_per_share: {label: Price, unit: USD/share, source: P, status: actual, values: {2025-01-31: {value: 8.40}}}
"""
    )
    found = small(tmp_path, f"price: {given}\n", {**NO_CLOSES, "facts.yaml": facts})
    assert found.faults == ()
    assert found["market.price"] == 8.4
    assert found.quantity("market.price").unit == currency_unit("USD") / SHARE
    assert found["valuation.implied_return"] == 10 / 8.4 - 1
    assert found["market.capitalisation"] == 8.4 * 50e6


@pytest.mark.parametrize("amount", ["GBP 8.40", "8.40", "8.40 USD/car", "84 %", "8.40 GBP/share"])
def test_a_price_in_another_unit_is_refused(tmp_path: Path, amount: str) -> None:
    found = small(tmp_path, f"price: {{value: {amount}, {SOURCED}}}\n", NO_CLOSES)
    assert found.codes == ["unit-expected"]
    assert "a price in USD is needed" in found.faults[0].message
    assert "market.price" not in found.results


def test_a_close_comes_before_a_typed_price(tmp_path: Path) -> None:
    assert small(tmp_path, f"price: {{value: USD 8.40, {SOURCED}}}\n")["market.price"] == 8.0


def test_without_any_price_the_target_stands_alone(tmp_path: Path) -> None:
    found = small(tmp_path, CASH + PREMIUM, NO_CLOSES)
    assert found.codes == ["price-missing"]
    assert "prices.csv" in found.faults[0].hint
    assert found["valuation.target_price"] == 13.2
    unwanted = ("market.", "valuation.implied_return", "implied.price_gap", "implied.premium")
    assert not any(path.startswith(unwanted) for path in found.results.values)


def test_closes_of_the_future_are_no_price(tmp_path: Path) -> None:
    found = small(tmp_path, changes={"prices.csv": "date,close,source\n2025-02-03,9,P\n"})
    assert "price-missing" in found.codes


def test_without_a_target_the_market_still_speaks(tmp_path: Path) -> None:
    found = small(tmp_path, changes={"valuation.yaml": SMALL["valuation.yaml"].replace("USD 500 m", "500 cars")})
    assert found["market.price"] == 8.0
    assert found["market.capitalisation"] == 400e6
    assert "valuation.implied_return" not in found.results


def test_at_a_price_of_nothing_no_return_is_implied(tmp_path: Path) -> None:
    found = small(tmp_path, f"price: {{value: USD 0, {SOURCED}}}\n", NO_CLOSES)
    assert str(found["valuation.implied_return"]) == "nan"


def test_dividends_and_the_implied_return_make_the_total_return(tmp_path: Path) -> None:
    found = small(tmp_path, f"dividends: {{value: 0.30 USD/share, {SOURCED}}}\n")
    assert found["market.dividend_yield"] == 0.3 / 8
    assert found["valuation.total_return"] == 0.25 + 0.3 / 8
    assert formula(found.quantity("market.dividend_yield")) == "Dividends per share ÷ Share price"
    assert formula(found.quantity("valuation.total_return")) == "Implied return + Dividend yield"


def test_dividends_in_the_reporting_currency_are_converted(tmp_path: Path) -> None:
    hong_kong: dict[str, Change] = {"company.yaml": [("trading_currency: USD", "trading_currency: HKD")]}
    rate = f"exchange_rate: {{value: 7.8 HKD/USD, {SOURCED}}}\n"
    for paid in ("0.10 USD", "0.10 USD/share", "0.78 HKD/share"):
        found = small(tmp_path / paid.replace("/", "-"), f"{rate}dividends: {{value: {paid}, {SOURCED}}}\n", hong_kong)
        assert found["market.dividend_yield"] == pytest.approx(0.78 / 8, rel=1e-15)


def test_no_dividends_are_zero_and_unsaid_ones_are_missing(tmp_path: Path) -> None:
    none = small(tmp_path / "none", f"dividends: {{value: 0 USD/share, {SOURCED}}}\n")
    assert (none["market.dividend_yield"], none["valuation.total_return"]) == (0.0, none["valuation.implied_return"])
    unsaid = small(tmp_path / "unsaid").results.values
    assert not {"valuation.dividends", "market.dividend_yield", "valuation.total_return"} & set(unsaid)


@pytest.mark.parametrize(
    ("paid", "code"),
    [("0.10 EUR/share", "unit-expected"), ("3 %", "unit-expected"), ("-0.10 USD/share", "value-range")],
)
def test_dividends_that_mean_nothing_are_told(tmp_path: Path, paid: str, code: str) -> None:
    found = small(tmp_path, f"dividends: {{value: {paid}, {SOURCED}}}\n")
    (told,) = [each for each in found.diagnostics if each.code == code]
    assert told.path.startswith("dividends")
