"""The formulas, with figures known exactly and with what rounding leaves open."""

from __future__ import annotations

import pytest

from reportgen.checks.tolerance import Bounds
from reportgen.proofs import flow_formulas as formulas
from reportgen.proofs.figures_printed import Formula, exactly


@pytest.mark.parametrize(
    ("formula", "known", "value"),
    [
        (formulas.tax, (100.0, 0.25), 25.0),
        (formulas.tax, (-100.0, 0.25), 0.0),
        (formulas.first, (0.25,), 0.8),
        (formulas.discounted, (0.8, 0.25), 0.64),
        (formulas.between, (0.8, 0.21, 0.21), 0.8 / 1.21),
        (formulas.perpetuity, (6.0, 0.09, 0.03), 100.0),
        (formulas.growing_perpetuity, (6.0, 0.03, 0.09), 103.0),
        (formulas.kept, (100.0, 12.0, 0.4), 107.2),
        (formulas.kept_back, (10.0, 0.4), 6.0),
        (formulas.beyond, (12.0, 100.0, 0.09), 3.0),
        (formulas.part_discounted, (1.0, 4.0, 0.09), 1.09**-0.25),
        (formulas.half_discounted, (1.0, 4.0, 0.09), 1.09**-0.125),
        (formulas.from_stub, (0.9, 1.0, 4.0, 0.09, 0.08), 0.9 * 1.09**-0.125 * 1.08**-0.5),
        (formulas.of_return, (10.0, 0.03, 0.08, 0.15), 10 * 1.03 * 0.8 / 0.05),
        (formulas.of_reinvestment, (10.0, 0.03, 0.08, 0.2), 10 * 1.03 * 0.8 / 0.05),
        (formulas.fading_perpetuity, (3.2, 0.5, 0.09), 3.2 * 0.5 / 0.59),
    ],
)
def test_formulas(formula: Formula, known: tuple[float, ...], value: float) -> None:
    assert formula(*map(exactly, known)) == pytest.approx((value, value))
    # with each figure open by a little the value is inside, and not at an end
    low, high = formula(*(_open(each) for each in known))
    assert low < value < high or value == 0


def test_no_more_than_a_year_is_left() -> None:
    assert formulas.part_discounted((5.0, 5.0), (4.0, 4.0), (0.09, 0.09)) == pytest.approx((1 / 1.09, 1 / 1.09))


def _open(value: float) -> Bounds:
    return value - abs(value) / 1000, value + abs(value) / 1000
