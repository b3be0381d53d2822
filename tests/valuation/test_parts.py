"""What a part counts for: converted, discounted, as much as is owned, with its sign."""

from __future__ import annotations

import pytest

from tests.valuation.standing import HEAD, Standing, sound, standing

SUM = HEAD.replace("whole_company", "sum_of_parts")
SHARES = "shares: {count: 50 m shares, basis: basic}\n"


def part(more: str, value: str = "USD 100 m") -> Standing:
    text = f"parts:\n  firm: {{method: given, label: The firm, stated_method: M, value: {value}, {more}}}\n"
    return standing(text + "  rest: {method: given, label: R, stated_method: M, value: USD 1 bn}\n" + SHARES, SUM)


@pytest.mark.parametrize(
    ("more", "value", "worth"),
    [
        ("ownership: 60 %", "USD 100 m", 60e6),
        ("discount: 20 %", "USD 100 m", 80e6),
        ("discount: -20 %", "USD 100 m", 120e6),
        ("sign: subtract", "USD 100 m", -100e6),
        ("exchange_rate: 1.2 USD/EUR", "EUR 100 m", 120e6),
        ("exchange_rate: 1.2 USD/EUR, discount: 10 %, ownership: 50 %, sign: subtract", "EUR 100 m", -54e6),
        ("ownership: 100 %", "2 USD/share", 100e6),
        ("note: each", "2 USD/share", 100e6),
        ("exchange_rate: 1.2 USD/EUR", "2 EUR/share", 120e6),
    ],
)
def test_what_counts_of_a_part(more: str, value: str, worth: float) -> None:
    found = part(more, value)
    assert found.codes == []
    assert found["enterprise_value"] == pytest.approx(worth)
    assert found["valuation.enterprise_value"] == pytest.approx(worth + 1e9)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("exchange_rate: 1.2 EUR/USD", "unit-expected"),
        ("exchange_rate: 1.2 HKD/EUR", "unit-expected"),
        ("ownership: USD 5", "unit-expected"),
        ("weightt: 5 %", "unknown-key"),
    ],
)
def test_what_does_not_fit_is_told(more: str, code: str) -> None:
    assert code in part(more, "EUR 100 m").codes


def test_parts_within_a_part() -> None:
    inner = "".join(
        f"      {name}: {{method: given, label: {name}, stated_method: M, value: USD {worth} m}}\n"
        for name, worth in (("a", 30), ("b", 50))
    )
    found = sound(
        f"parts:\n  firm:\n    method: sum_of_parts\n    label: F\n    ownership: 50 %\n    parts:\n{inner}", SUM
    )
    assert found["enterprise_value"] == 40e6
    assert found["parts.a.enterprise_value"] == 30e6


WHOLE = "parts:\n  firm: {method: multiple, label: F, multiple_of: NAME, multiple: 10x, metric: USD 7 m}\nbridge:\n"
DEBT = "  debt: {label: Debt, sign: subtract, amount: USD 20 m}\n"


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("EV / EBITDA", []),
        ("ev/sales", []),
        ("P / E", ["bridge-without-enterprise-value"]),
        ("P / book", ["bridge-without-enterprise-value"]),
        ("Multiple of cash flow", ["level-missing"]),
        ("Multiple of cash flow, level: enterprise_value", []),
        ("EV / NAV, level: equity_value", ["bridge-without-enterprise-value"]),
    ],
)
def test_the_name_of_a_multiple_says_what_it_gives(name: str, codes: list[str]) -> None:
    found = standing(WHOLE.replace("NAME", name) + DEBT)
    assert found.codes == codes
    if not codes:
        assert found["valuation.equity_value"] == 50e6


@pytest.mark.parametrize(("level", "equity"), [("", 80e6), (", level: enterprise_value", 80e6)])
def test_a_stated_value_is_of_the_enterprise_unless_told(level: str, equity: float) -> None:
    part_ = f"parts:\n  firm: {{method: given, label: F, stated_method: M, value: USD 100 m{level}}}\nbridge:\n"
    assert sound(part_ + DEBT)["valuation.equity_value"] == equity


def test_a_value_stated_a_share_is_of_the_equity() -> None:
    head = HEAD.replace("whole_company", "blend")
    text = "parts:\n  a: {method: given, label: A, stated_method: M, value: 9 USD/share, weight: 50 %}\n"
    found = sound(text + "  b: {method: given, label: B, stated_method: M, value: 11 USD/share, weight: 50 %}\n", head)
    assert found["value_per_share"] == 10.0
