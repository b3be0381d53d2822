"""From enterprise value to equity value, with a premium or a discount on either."""

from __future__ import annotations

import pytest

from tests.valuation.standing import Standing, sound

PART = "parts:\n  firm: {method: given, label: The firm, stated_method: M, value: USD 100 m}\n"
SHARES = "shares: {count: 10 m shares, basis: basic}\n"


def bridged(item: str, more: str = "") -> Standing:
    return sound(f"{PART}bridge:\n  item: {{label: Item, {item}}}\n{more}{SHARES}")


@pytest.mark.parametrize(
    ("item", "equity"),
    [
        ("sign: add, amount: USD 20 m", 120e6),
        ("sign: subtract, amount: USD 20 m", 80e6),
        ("sign: subtract, amount: USD -20 m", 120e6),
        ("sign: add, amount: USD 20 m, share: 60 %", 112e6),
        ("sign: subtract, amount: USD 20 m, tax: 25 %", 85e6),
        ("sign: add, amount: USD 20 m, share: 50 %, tax: 10 %", 109e6),
        ("sign: add, amount: 2 USD/share", 120e6),
        ("sign: add, amount: 2 USD/share, share: 50 %", 110e6),
        ("sign: add, amount: {product: [EUR 20 m, 1.1 USD/EUR]}", 122e6),
        ("sign: subtract, amount: {product: [15x, USD 2 m]}", 70e6),
    ],
)
def test_items_of_every_form(item: str, equity: float) -> None:
    found = bridged(item)
    assert found["equity_value"] == pytest.approx(equity)
    assert found["bridge.item_per_share"] == pytest.approx(abs(equity - 100e6) / 10e6) or "-20" in item


@pytest.mark.parametrize(
    ("premium", "value"),
    [
        ("{label: P, rate: 10 %}", 80e6 * 1.1),
        ("{label: P, rate: -10 %, on: equity_value}", 80e6 * 0.9),
        ("{label: P, rate: -10 %, on: enterprise_value}", 90e6 - 20e6),
    ],
)
def test_a_premium_on_either(premium: str, value: float) -> None:
    found = bridged("sign: subtract, amount: USD 20 m", f"premium: {premium}\n")
    assert found["valuation.value_per_share"] == pytest.approx(value / 10e6)


def test_in_a_blend_the_bridge_is_the_same_for_every_method() -> None:
    head = "method: blend\nas_of: 2025-01-01\ncurrency: USD\nbasis: {illustrative: true}\n"
    parts = "parts:\n" + "".join(
        f"  {name}: {{method: given, label: {name}, stated_method: M, value: USD {worth} m, weight: {weight} %}}\n"
        for name, worth, weight in (("a", 100, 25), ("b", 140, 75))
    )
    debt = "bridge:\n  debt: {label: Debt, sign: subtract, amount: USD 20 m, tax: 0 %}\n"
    found = sound(f"{parts}{debt}premium: {{label: P, rate: 10 %}}\n{SHARES}", head)
    assert found["parts.a.value_per_share"] == pytest.approx(8.0)
    assert found["valuation.value_per_share"] == pytest.approx((0.25 * 8 + 0.75 * 12) * 1.1)
