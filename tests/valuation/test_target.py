"""From the parts over the bridge, premium, shares and exchange rate to the target price."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.inputs import Inputs
from reportgen.model.results import Results
from reportgen.model.valuation import Valuation
from reportgen.quantities import SHARE, currency_unit, formula
from reportgen.valuation import METHODS, value
from tests.workspaces import SMALL, Change, Valued, sample, small_workspace, valued

SOURCED = "source: P, as_of: 2025-01-31"
HKD_PER_USD = f"exchange_rate: {{value: 7.8 HKD/USD, {SOURCED}}}\n"
TRADES_IN_HKD = [("trading_currency: USD", "trading_currency: HKD")]


def small(tmp_path: Path, more: str = "", **files: Change) -> Valued:
    """The small company, whose one part is worth USD 500 m or 10 a share, with more in its valuation."""
    changes = {f"{name}.yaml": change for name, change in files.items()}
    return valued(small_workspace(tmp_path, {"valuation.yaml": SMALL["valuation.yaml"] + more, **changes}))


def item(name: str, amount: str, sign: str) -> str:
    return f"  {name}: {{label: {name.title()}, sign: {sign}, amount: {{value: {amount}, {SOURCED}}}}}\n"


def premium(rate: str) -> str:
    return f"premium:\n  label: Premium\n  rate: {{value: {rate}, judgement: true}}\n"


# ---- the way to the target ------------------------------------------------------------------------------------------


def test_with_parts_and_shares_alone_the_target_is_value_over_shares(tmp_path: Path) -> None:
    found = small(tmp_path)
    assert found.faults == ()
    assert found["valuation.enterprise_value"] == found["valuation.equity_value"] == 500e6
    assert found["valuation.target_price"] == 10.0
    assert "valuation.adjusted_equity_value" not in found.results
    assert "valuation.exchange_rate" not in found.results
    assert formula(found.quantity("valuation.value_per_share")) == "Equity value ÷ Shares"


def test_items_of_the_bridge_are_added_and_subtracted(tmp_path: Path) -> None:
    bridge = "bridge:\n" + item("cash", "USD 70 m", "add") + item("debt", "USD 20 m", "subtract")
    found = small(tmp_path, bridge)
    assert found.faults == ()
    assert found["valuation.equity_value"] == 550e6
    assert formula(found.quantity("valuation.equity_value")) == "Enterprise value + Cash − Debt"
    assert found["valuation.bridge.cash_per_share"] == pytest.approx(1.4)
    assert found["valuation.bridge.debt_per_share"] == pytest.approx(0.4)


def test_the_order_of_the_bridge_does_not_matter(tmp_path: Path) -> None:
    items = [item("cash", "USD 70 m", "add"), item("debt", "USD 20 m", "subtract"), item("stake", "USD 5 m", "add")]
    there = small(tmp_path, "bridge:\n" + "".join(items))
    back = small(tmp_path, "bridge:\n" + "".join(reversed(items)))
    assert there["valuation.target_price"] == back["valuation.target_price"] == 11.1


@pytest.mark.parametrize(("rate", "target"), [("12 %", 11.2), ("0 %", 10.0), ("-10 %", 9.0), ("-100 %", 0.0)])
def test_a_premium_lifts_equity_and_a_discount_lowers_it(tmp_path: Path, rate: str, target: float) -> None:
    found = small(tmp_path, premium(rate))
    assert found["valuation.target_price"] == target
    assert found["valuation.equity_value_per_share"] == 10.0
    assert found["valuation.premium_per_share"] == pytest.approx(target - 10.0)


@pytest.mark.parametrize("rate", ["12 %", "0 %", "-10 %"])
def test_a_point_of_premium_is_worth_the_same_whatever_the_premium(tmp_path: Path, rate: str) -> None:
    assert small(tmp_path, premium(rate))["valuation.premium_per_point"] == pytest.approx(0.1)


def test_an_exchange_rate_takes_the_value_to_the_trading_currency(tmp_path: Path) -> None:
    found = small(tmp_path, HKD_PER_USD, company=TRADES_IN_HKD)
    assert found.faults == ()
    assert found["valuation.value_per_share"] == 10.0
    assert found["valuation.target_price"] == 78.0
    assert found.quantity("valuation.value_per_share").unit == currency_unit("USD") / SHARE
    assert found.quantity("valuation.target_price").unit == currency_unit("HKD") / SHARE


@pytest.mark.parametrize("rate", ["7.8 USD/HKD", "7.8", "7.8 CNY/USD", "USD 7.8", "780 %"])
def test_an_exchange_rate_of_another_pair_or_upside_down_is_refused(tmp_path: Path, rate: str) -> None:
    more = HKD_PER_USD.replace("7.8 HKD/USD", rate)
    found = small(tmp_path, more, company=TRADES_IN_HKD)
    assert found.codes == ["unit-expected"]
    assert found.faults[0].path == "exchange_rate.value"
    assert "HKD/USD is needed" in found.faults[0].message
    assert "valuation.target_price" not in found.results


def test_a_missing_exchange_rate_is_missed(tmp_path: Path) -> None:
    found = small(tmp_path, company=TRADES_IN_HKD)
    assert found.codes == ["exchange-rate-missing"]
    assert "HKD/USD" in found.faults[0].hint
    assert "valuation.target_price" not in found.results
    assert found["valuation.equity_value"] == 500e6


@pytest.mark.parametrize("rate", ["7.8 HKD/USD", "1.3", "1"])
def test_an_exchange_rate_where_none_is_needed_is_refused_and_not_used(tmp_path: Path, rate: str) -> None:
    found = small(tmp_path, HKD_PER_USD.replace("7.8 HKD/USD", rate))
    assert found.codes == ["exchange-rate-not-needed"]
    assert found.faults[0].path == "exchange_rate"
    assert found["valuation.target_price"] == 10.0


@pytest.mark.parametrize(
    ("step", "parts", "target"),
    [
        ("0.01", "500.2", 10.0),
        ("0.01", "500.3", 10.01),
        ("0.05", "501.2", 10.0),
        ("0.05", "501.25", 10.05),
        ("0.5", "512.4", 10.0),
        ("0.5", "512.5", 10.5),
        ("1", "524.9", 10.0),
        ("1", "525", 11.0),
        ("10", "749", 10.0),
        ("10", "750", 20.0),
    ],
)
def test_the_target_is_rounded_once_to_the_houses_step(tmp_path: Path, step: str, parts: str, target: float) -> None:
    root = small_workspace(tmp_path, {"valuation.yaml": [("USD 500 m", f"USD {parts} m")]})
    house = root / "inputs" / "house.yaml"
    house.write_text(house.read_text("utf-8").replace("target_price: 0.01", f"target_price: {step}"), "utf-8")
    found = valued(root)
    assert found["valuation.target_price"] == target
    assert found["valuation.target_price_step"] == float(step)
    assert found["valuation.target_price_unrounded"] == pytest.approx(float(parts) / 50)
    assert found.results.form("valuation.target_price").decimals == len(step.partition(".")[2])


# ---- what stands in the way -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("value: 50 m shares", "value: USD 50 m", "shares.count.value"),
        ("value: 50 m shares", "value: 50", "shares.count.value"),
        ("value: USD 500 m", "value: 500 m shares", "parts.whole.value.value"),
    ],
)
def test_an_input_in_another_unit_stops_the_target_at_its_own_line(
    tmp_path: Path, old: str, new: str, path: str
) -> None:
    found = valued(small_workspace(tmp_path, {"valuation.yaml": [(old, new)]}))
    assert found.codes == ["unit-expected"]
    assert found.faults[0].path == path
    assert found.faults[0].location.file == "inputs/small/valuation.yaml"
    assert "valuation.target_price" not in found.results


def test_every_fault_of_a_valuation_is_told_in_one_run(tmp_path: Path) -> None:
    text = SMALL["valuation.yaml"].replace("USD 500 m", "500 cars").replace("50 m shares", "50 m cars")
    text += "bridge:\n" + item("cash", "5 %", "add") + item("debt", "3x", "subtract") + premium("USD 3 m")
    found = valued(small_workspace(tmp_path, {"valuation.yaml": text}))
    assert found.codes == ["unit-expected"] * 5
    assert len({each.location for each in found.faults}) == 5


def test_two_currencies_in_the_parts_are_told_at_the_foreign_one(tmp_path: Path) -> None:
    foreign = f"""\
  other:
    method: given
    label: Other
    stated_method: 10-year DCF
    value: {{value: GBP 5 m, {SOURCED}}}
shares:
"""
    text = SMALL["valuation.yaml"].replace("shares:\n", foreign, 1)
    found = valued(small_workspace(tmp_path, {"valuation.yaml": text}))
    assert found.codes == ["units-differ"]
    assert "valuation.parts.other.enterprise_value (GBP); convert with an exchange rate" in found.faults[0].message
    assert str(found.faults[0].location) == "inputs/small/valuation.yaml:13:20"
    assert "valuation.enterprise_value" not in found.results


def test_parts_without_one_of_them_are_not_added_up(tmp_path: Path) -> None:
    second = f"""\
  other:
    method: given
    label: Other
    stated_method: 10-year DCF
    value: {{value: 5 m shares, {SOURCED}}}
shares:
"""
    text = SMALL["valuation.yaml"].replace("shares:\n", second, 1)
    found = valued(small_workspace(tmp_path, {"valuation.yaml": text}))
    assert found.codes == ["unit-expected"]
    assert found["valuation.parts.whole.enterprise_value"] == 500e6
    assert "valuation.enterprise_value" not in found.results
    assert "valuation.target_price" not in found.results


def test_parts_all_in_a_currency_that_is_not_reported_are_a_fault(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, {"valuation.yaml": [("USD 500 m", "GBP 500 m")]}))
    assert found.codes == ["unit-of-result"]
    assert "comes out in GBP, but must be in USD" in found.faults[0].message


def test_a_bridge_item_in_another_currency_is_told_at_its_line(tmp_path: Path) -> None:
    found = small(tmp_path, "bridge:\n" + item("cash", "GBP 7 m", "add"))
    assert found.codes == ["units-differ"]
    assert found.faults[0].location.line == len(SMALL["valuation.yaml"].splitlines()) + 2
    assert "valuation.target_price" not in found.results


def test_an_item_called_like_another_one_per_share_is_refused(tmp_path: Path) -> None:
    bridge = "bridge:\n" + item("cash", "USD 70 m", "add") + item("cash_per_share", "USD 20 m", "add")
    found = small(tmp_path, bridge)
    assert found.codes == ["duplicate-key"]
    assert found.faults[0].path == "bridge.cash_per_share"
    alone = small(tmp_path, "bridge:\n" + item("cash_per_share", "USD 20 m", "add"))
    assert alone.faults == ()


def test_without_shares_there_is_no_target_and_no_figure_is_infinite(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, {"valuation.yaml": [("50 m shares", "0 shares")]}))
    assert math.isnan(found["valuation.target_price"])
    assert not any(math.isinf(each) for each in found.results.values.values())


# ---- identities -----------------------------------------------------------------------------------------------------

billions = st.decimals(min_value=-1000, max_value=1000, places=1).map(lambda number: f"{number:f}")
rates = st.decimals(min_value=-50, max_value=100, places=2).map(lambda number: f"{number:f}")
counts = st.decimals(min_value="0.5", max_value=100, places=2).map(lambda number: f"{number:f}")
exchange = st.decimals(min_value="0.001", max_value=200, places=5).map(lambda number: f"{number:f}")


@cache
def inputs() -> Inputs:
    with TemporaryDirectory() as folder:
        return valued(small_workspace(Path(folder), {"company.yaml": TRADES_IN_HKD})).inputs


def valuation(parts: list[str], cash: str, rate: str, shares: str, fx: str, scale: str = "m") -> Results:
    sourced = {"source": "P", "as_of": "2025-01-31"}
    text: dict[str, Any] = {
        "method": "sum_of_parts",
        "as_of": "2025-01-31",
        "parts": {
            f"part_{number}": {
                "method": "given", "label": f"Part {number}", "stated_method": "DCF",
                "value": {"value": f"USD {each} {scale}", **sourced},
            }
            for number, each in enumerate(parts)
        },
        "bridge": {
            "cash": {"label": "Cash", "sign": "add", "amount": {"value": f"USD {cash} {scale}", **sourced}},
        },
        "premium": {"label": "Premium", "rate": {"value": f"{rate} %", **sourced}},
        "shares": {"count": {"value": f"{shares} m shares", **sourced}, "basis": "basic"},
        "exchange_rate": {"value": f"{fx} HKD/USD", **sourced},
    }  # fmt: skip
    found, diagnostics = value(replace(inputs(), valuation=Valuation.model_validate(text)))
    assert diagnostics == ()
    return found


@given(st.lists(billions, min_size=1, max_size=6), billions, rates, counts, exchange)
def test_the_graph_gives_what_plain_arithmetic_gives(
    parts: list[str], cash: str, rate: str, shares: str, fx: str
) -> None:
    found = valuation(parts, cash, rate, shares, fx)
    whole = float(Decimal(parts[0]).scaleb(6))
    for part in parts[1:]:
        whole += float(Decimal(part).scaleb(6))
    equity = whole + float(Decimal(cash).scaleb(6))
    adjusted = equity * (1 + float(Decimal(rate).scaleb(-2)))
    unrounded = adjusted / float(Decimal(shares).scaleb(6)) * float(fx)
    assert found.values["valuation.enterprise_value"] == whole
    assert found.values["valuation.equity_value"] == equity
    assert found.values["valuation.target_price_unrounded"] == unrounded
    in_decimals = (sum(map(Decimal, parts)) + Decimal(cash)) * (1 + Decimal(rate) / 100) / Decimal(shares) * Decimal(fx)
    by_hand = in_decimals.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert found.values["valuation.target_price"] == pytest.approx(float(by_hand), abs=0.01 + 1e-9 * abs(unrounded))


@given(st.lists(billions, min_size=1, max_size=4), billions, rates, counts, exchange)
def test_a_thousand_times_the_money_is_a_thousand_times_the_value_per_share(
    parts: list[str], cash: str, rate: str, shares: str, fx: str
) -> None:
    small_, large = valuation(parts, cash, rate, shares, fx, "m"), valuation(parts, cash, rate, shares, fx, "bn")
    for path in ("value_per_share", "target_price_unrounded", "equity_value_per_share", "premium_per_share"):
        one, thousand = small_.values[f"valuation.{path}"], large.values[f"valuation.{path}"]
        assert thousand == pytest.approx(1000 * one, rel=1e-9, abs=1e-6)


@given(st.lists(billions, min_size=1, max_size=5), billions, rates, counts, exchange)
def test_the_views_per_share_foot(parts: list[str], cash: str, rate: str, shares: str, fx: str) -> None:
    values = valuation(parts, cash, rate, shares, fx).values
    scale = 1e-9 * (sum(abs(float(each)) for each in [*parts, cash]) / float(shares) * float(fx) + 1)
    per_part = [values[f"valuation.parts.part_{number}.value_per_share"] for number in range(len(parts))]
    whole = values["valuation.enterprise_value_per_share"]
    assert sum(per_part) == pytest.approx(whole, abs=scale)
    without = values["valuation.equity_value_per_share"]
    assert whole + values["valuation.bridge.cash_per_share"] == pytest.approx(without, abs=scale)
    target = values["valuation.target_price_unrounded"]
    assert without + values["valuation.premium_per_share"] == pytest.approx(target, abs=3 * scale)


def test_every_method_of_a_part_has_its_function() -> None:
    known = {part.method for part in sample().inputs.valuation.parts.values()}
    assert known <= set(METHODS)
    assert set(METHODS) == {
        "given", "multiple", "book_value", "dcf", "dividend_discount", "residual_income", "free_cash_flow_to_equity",
        "sum_of_parts",
    }  # fmt: skip
