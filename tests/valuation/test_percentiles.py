from __future__ import annotations

import math

import numpy as np
import pytest

from reportgen.valuation.percentiles import percentile


@pytest.mark.parametrize(("hundredths", "found"), [(0, 1.0), (50, 2.5), (75, 3.25), (100, 4.0)])
def test_between_neighbours_it_is_linear(hundredths: float, found: float) -> None:
    assert percentile(np.array([1.0, 2.0, 3.0, 4.0]), hundredths) == found


def test_of_one_value_all_are_that_value_and_of_none_there_is_none() -> None:
    assert percentile(np.array([7.0]), 95) == 7.0
    assert math.isnan(percentile(np.array([]), 50))
