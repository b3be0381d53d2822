from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks import band_of
from tests.checks.examining import inputs_of


@pytest.mark.parametrize(
    ("implied", "name"),
    [
        (-1.0, "Sell"),
        (-0.1001, "Sell"),
        (-0.10000001, "Sell"),
        (-0.1, "Neutral"),
        (9.27 / 10.3 - 1, "Neutral"),
        (36 / 40 - 1, "Neutral"),
        (-0.0999, "Neutral"),
        (0.0, "Neutral"),
        (0.1, "Neutral"),
        (11.33 / 10.3 - 1, "Neutral"),
        (0.10000001, "Buy"),
        (0.1001, "Buy"),
        (5.0, "Buy"),
    ],
)
def test_a_shared_bound_belongs_to_the_band_nearer_to_zero(implied: float, name: str, tmp_path: Path) -> None:
    assert band_of(inputs_of(tmp_path), implied).name == name


def test_a_bound_at_zero_belongs_to_the_lower_band(tmp_path: Path) -> None:
    edits = [("lower: -10 %\n      upper: 10 %", "lower: -10 %\n      upper: 0 %"), ("lower: 10 %", "lower: 0 %")]
    inputs = inputs_of(tmp_path, {"house.yaml": edits})
    assert [band_of(inputs, each).name for each in (-0.01, 0.0, -0.0, 0.01)] == ["Neutral", "Neutral", "Neutral", "Buy"]
