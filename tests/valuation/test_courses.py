"""How figures run over the years."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.valuation.standing import Standing, firm, sound


def rates(course: str, years: int = 5) -> Standing:
    """A forecast whose discount rate runs so."""
    return sound(firm(f"years: {years}\nfree_cash_flow: USD 1 m\nwacc: {course}"))


@pytest.mark.parametrize(
    ("course", "wanted"),
    [
        ("[8 %, 7 %, 6 %, 5 %, 4 %]", [0.08, 0.07, 0.06, 0.05, 0.04]),
        ("[{value: 8 %, years: 2}, {value: 7 %, years: 3}]", [0.08, 0.08, 0.07, 0.07, 0.07]),
        ("{from: 8 %, to: 4 %}", [0.08, 0.07, 0.06, 0.05, 0.04]),
        ("{from: 9 %, hold: 0, to: 4 %}", [0.08, 0.07, 0.06, 0.05, 0.04]),
        ("{from: 8 %, hold: 2, to: 5 %}", [0.08, 0.08, 0.07, 0.06, 0.05]),
        ("{from: 8 %, hold: 2, to: 5 %, by: 4}", [0.08, 0.08, 0.065, 0.05, 0.05]),
        ("{from: 8 %, hold: 4, to: 5 %, by: 8}", [0.08, 0.08, 0.08, 0.08, 0.0725]),
        ("{values: [8 %, 10 %], to: 4 %}", [0.08, 0.10, 0.08, 0.06, 0.04]),
        ("{values: [{value: 10 %, years: 2}], to: 8 %, by: 4}", [0.10, 0.10, 0.09, 0.08, 0.08]),
        ("{base: 10 %, growth: 10 %}", [0.11, 0.121, 0.1331, 0.14641, 0.161051]),
        ("{base: 10 %, growth: [10 %, 0 %, 0 %, -50 %, 0 %]}", [0.11, 0.11, 0.11, 0.055, 0.055]),
        ("{values: [5 %, 8 %], growth: 50 %}", [0.05, 0.08, 0.12, 0.18, 0.27]),
        ("{values: [5 %, 8 %], growth: {from: 100 %, to: 0 %}}", [0.05, 0.08, 0.16, 0.24, 0.24]),
    ],
)
def test_a_course_year_by_year(course: str, wanted: list[float]) -> None:
    assert rates(course).row("wacc") == pytest.approx(wanted, rel=1e-14)


def test_a_constant_is_one_number() -> None:
    assert rates("8 %")["wacc"] == 0.08


def test_a_fade_meets_both_ends_exactly() -> None:
    found = rates("{from: 9.7 %, hold: 2, to: 7.3 %}").row("wacc")
    assert (found[0], found[1], found[-1]) == (0.097, 0.097, 0.073)


def test_a_step_of_several_years_is_one_input() -> None:
    found = rates("[{value: 8 %, years: 2}, {value: 7 %, years: 3}]")
    assert found.at("discount_factor", wacc__Y1=0.10)[1, 0] == pytest.approx(1 / 1.1**2)


def test_a_list_that_grows_on_hangs_on_its_last_figure() -> None:
    found = sound(firm("years: 4\nfree_cash_flow: {values: [USD 1 m, USD 2 m], growth: 10 %}\nwacc: 8 %"))
    assert found.row("free_cash_flow") == pytest.approx([1e6, 2e6, 2.2e6, 2.42e6])
    assert found.at("free_cash_flow", free_cash_flow__Y2=4e6)[:, 0] == pytest.approx([1e6, 4e6, 4.4e6, 4.84e6])


percents = st.integers(1, 5000).map(lambda number: number / 100)


@settings(max_examples=25)
@given(percents, percents, st.integers(0, 6), st.integers(1, 9), st.integers(1, 12))
def test_a_fade_is_linear_between_its_ends(start: float, end: float, hold: int, length: int, years: int) -> None:
    found = rates(f"{{from: {start} %, hold: {hold}, to: {end} %, by: {hold + length}}}", years).row("wacc")
    for year, each in enumerate(found, start=1):
        share = min(max((year - hold) / length, 0), 1)
        assert each == pytest.approx((start + (end - start) * share) / 100, rel=1e-12)
