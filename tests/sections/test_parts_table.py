from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.note import Rail
from reportgen.sections.parts_table import footing, sum_of_parts
from reportgen.sections.writer import printed_value
from tests.commands.small import parts
from tests.sections.composing import said, sample, small, spaced, table
from tests.workspaces import SMALL, edited

EQUITY = "500.0 (USD m, equity) ÷ 50 (m shares, 31 Jan 2025)"
DATED = "source: P, as_of: 2025-01-31"


def rail(tmp_path: Path, variant: str, **changes: object) -> str:
    exhibit = sum_of_parts(small(tmp_path, variant, changes))  # type: ignore[arg-type]
    found = next(each for each in exhibit.body if isinstance(each, Rail))
    words = [f"{term.written.text} ({caption})" for term, caption, _ in found.terms]
    return spaced(" ".join(each for pair in zip(words, [*found.operators, ""], strict=True) for each in pair)).strip()


def test_the_sample_goes_from_the_parts_to_the_target() -> None:
    rows = table(sum_of_parts(sample()))
    assert [row[0] for row in rows] == [
        "Smartphones (hardware)", "IoT & lifestyle products", "Internet services", "Investments & non-core assets",
        "Others & services", "Enterprise value", "Net cash", "Equity value", "Premium for quality",
        "Adjusted equity, target price",
    ]  # fmt: skip
    assert rows[0] == ["Smartphones (hardware)", "10-year DCF", "", "196.3", "26.3", "", "8.37"]
    assert rows[3][1:5] == ["Adjusted book", "+20 %", "350.6", "46.9"]
    assert rows[5][3:] == ["747.3", "100.0", "", "31.86"]
    assert rows[6][1:] == ["30 Jun 2025", "", "+7.1", "", "", "+0.30"]
    assert rows[8][2:] == ["12 %", "+90.5", "", "", "+3.86"]
    assert rows[9][3:] == ["844.9", "", "", "36.03"]


def test_the_title_names_the_largest_part_or_the_only_one(tmp_path: Path) -> None:
    assert said(sum_of_parts(sample()))[0] == "Investments & non-core assets: 46.9 % of the enterprise value"
    assert said(sum_of_parts(small(tmp_path)))[0] == "The whole: USD 500.0 m leads to a target of USD 10.00"


def test_without_bridge_and_premium_the_target_follows_the_parts(tmp_path: Path) -> None:
    rows = table(sum_of_parts(small(tmp_path)))
    assert [row[0] for row in rows] == ["The whole", "Enterprise value", "Target price"]
    assert rows[-1][-1] == "10.00"


def test_what_is_subtracted_says_so_in_its_name_and_by_its_minus(tmp_path: Path) -> None:
    rows = table(sum_of_parts(small(tmp_path, "twelve parts, bridge and premium")))
    assert ["Less: Net debt", "31 Dec 2024", "", "−30.5", "", "", "−0.61"] in rows
    assert ["Cash elsewhere", "31 Jan 2025", "", "+12.3", "", "", "+0.25"] in rows


def test_a_multiple_shows_the_multiple(tmp_path: Path) -> None:
    given = "{value: USD 500 m, source: P, as_of: 2025-01-31}"
    multiple = "{value: 5.0x, judgement: true}\n    metric: {fact: revenue.FY2024}"
    edits = [
        ("method: given", "method: multiple"),
        ("stated_method: 10-year DCF", "multiple_of: EV / sales"),
        (f"value: {given}", f"multiple: {multiple}"),
    ]
    writer = small(tmp_path, changes={"valuation.yaml": edited(SMALL["valuation.yaml"], edits)})
    assert table(sum_of_parts(writer))[0][1:4] == ["EV / sales", "5.0×", "500.0"]


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ("nothing but the least", f"{EQUITY} = 10.00 (USD, target price)"),
        ("two currencies", f"{EQUITY} = 10.00 (USD a share) × 0.95 (GBP per USD) = 9.50 (GBP, target price)"),
        ("a discount", "475.0 (USD m, adjusted equity) ÷ 50 (m shares, 31 Jan 2025) = 9.50 (USD, target price)"),
    ],
)
def test_the_rail_can_be_recomputed(tmp_path: Path, variant: str, expected: str) -> None:
    assert rail(tmp_path, variant) == expected


def test_a_coarse_step_is_an_approximation(tmp_path: Path) -> None:
    house = {"../house.yaml": [("target_price: 0.01", "target_price: 0.5")]}
    chain = rail(tmp_path, "a coarse step", **house)
    assert chain.endswith("= 11.65 (USD a share, before rounding) ≈ 11.5 (USD, target price)")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"One": "300", "Other": "250"}, ""),
        ({"A": "200", "B": "200", "C": "200"}, " Percentages may not add due to rounding."),
        ({"One": "250.25", "Other": "250.25"}, " USD m and USD a share may not add due to rounding."),
    ],
)
def test_rounding_is_told_by_column(tmp_path: Path, values: dict[str, str], expected: str) -> None:
    assert footing(small(tmp_path, changes={"valuation.yaml": parts(values)})) == expected


def test_rounding_in_the_bridge_is_told_too(tmp_path: Path) -> None:
    """The parts add up; 10.00 and 0.004 a share, printed 0.00, make 10.01."""
    bridge = f"bridge:\n  cash: {{label: Cash, sign: add, amount: {{value: USD 0.26 m, {DATED}}}}}\n"
    writer = small(tmp_path, changes={"valuation.yaml": SMALL["valuation.yaml"] + bridge})
    assert footing(writer) == ""
    bridge = bridge.replace("0.26", "0.24")
    more = f"  more: {{label: More, sign: add, amount: {{value: USD 0.24 m, {DATED}}}}}\n"
    writer = small(tmp_path, changes={"valuation.yaml": SMALL["valuation.yaml"] + bridge + more})
    assert footing(writer) == " USD m and USD a share may not add due to rounding."


def test_the_target_is_said_to_come_from_unrounded_figures_only_where_it_shows(tmp_path: Path) -> None:
    assert "The target is computed from the unrounded CNY 31.7046." in said(sum_of_parts(sample()))[2]
    assert "unrounded" not in said(sum_of_parts(small(tmp_path, "two currencies")))[2]


def test_a_worthless_whole_prints_dashes_and_draws_nothing(tmp_path: Path) -> None:
    """Shares of nothing have no figure: no bar of an unknown width, no percentage."""
    writer = small(tmp_path, changes={"valuation.yaml": parts({"One": "300", "Other": "-300"})})
    rows = table(sum_of_parts(writer))
    assert [row[4] for row in rows[:3]] == ["", "", ""]
    assert printed_value(writer.money("valuation.enterprise_value")) == 0  # type: ignore[arg-type]
