from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks import facts_agree as checks
from reportgen.diagnostics import Severity
from tests.checks.examining import checked
from tests.workspaces import SAMPLE, Change

F, V = "xiaomi/facts.yaml", "xiaomi/valuation.yaml"
_LAST = "  revenue_upside_case:\n"
_SOURCED = "source: S1, published: 2024-12-31, status: actual"


def _metrics(*metrics: tuple[str, str, str]) -> dict[str, Change]:
    """Metrics of a name, further lines, and values by period."""
    added = ""
    for name, lines, values in metrics:
        added += f"  {name}:\n    label: {name.title()}\n    {lines}\n    values:\n"
        for each in values.split(", "):
            period, _, number = each.partition(" ")
            added += f"      {period}: {{value: {number}, {_SOURCED}}}\n"
    return {F: [(_LAST, added + _LAST)]}


@pytest.mark.parametrize(
    ("whole", "first", "second", "fires"),
    [
        ("10", "4", "6", False),
        ("10.0", "4.0", "6.0", False),
        ("10.0", "4.1", "6.0", False),  # a third of 0.05 each
        ("10.0", "4.2", "6.0", True),
        ("10.00", "4.01", "6.0", False),
        ("10.00", "4.01", "6.10", True),
        ("10", "4", "7", False),
        ("10", "4", "8", True),
        ("-10", "-4", "-6", False),
        ("10", "14", "-4", False),
    ],
)
def test_parts_sum_to_total(whole: str, first: str, second: str, fires: bool, tmp_path: Path) -> None:
    changes = _metrics(
        ("whole", "unit: CNY bn\n    sum_of: [one, two]", f"FY2023 {whole}"),
        ("one", "unit: CNY bn", f"FY2023 {first}"),
        ("two", "unit: CNY bn", f"FY2023 {second}"),
    )
    found = checked(checks.parts_sum_to_total, tmp_path, changes)
    assert [one.path for one in found] == ["metrics.whole.values.FY2023"] * fires


def test_the_message_names_both_sums(tmp_path: Path) -> None:
    changes = _metrics(
        ("whole", "unit: CNY bn\n    sum_of: [one]", "FY2023 10.0"), ("one", "unit: CNY bn", "FY2023 12.5")
    )
    (found,) = checked(checks.parts_sum_to_total, tmp_path, changes)
    assert found.message.replace("\xa0", " ") == "Whole, FY2023 is CNY 10.0 bn, but its parts add up to CNY 12.5 bn"


@pytest.mark.parametrize(
    ("unit", "says"),
    [("CNY m", ""), ("USD bn", "One, FY2023 is in USD, but Whole, FY2023 is in CNY"), ("cars", "is in car")],
)
def test_parts_in_another_unit(unit: str, says: str, tmp_path: Path) -> None:
    number = "10000" if unit == "CNY m" else "10"
    changes = _metrics(
        ("whole", "unit: CNY bn\n    sum_of: [one]", "FY2023 10"), ("one", f"unit: {unit}", f"FY2023 {number}")
    )
    found = checked(checks.parts_sum_to_total, tmp_path, changes)
    assert [says in one.message for one in found] == [True] * bool(says)


@pytest.mark.parametrize(("one", "two"), [("FY2022 4", "FY2023 6"), ("FY2023 4, FY2022 9", "FY2022 1")])
def test_periods_without_all_parts_are_not_summed(one: str, two: str, tmp_path: Path) -> None:
    changes = _metrics(
        ("whole", "unit: CNY bn\n    sum_of: [one, two]", "FY2023 99, FY2022 10"),
        ("one", "unit: CNY bn", one),
        ("two", "unit: CNY bn", two),
    )
    assert checked(checks.parts_sum_to_total, tmp_path, changes) == []


def test_a_rest_by_subtraction_is_right_by_construction(tmp_path: Path) -> None:
    changes = _metrics(
        ("whole", "unit: CNY bn\n    sum_of: [one, rest]", "FY2023 10"),
        ("one", "unit: CNY bn", "FY2023 99"),
        ("rest", "unit: CNY bn\n    balance_of: whole", "FY2022 1"),
    )
    assert checked(checks.parts_sum_to_total, tmp_path, changes) == []


@pytest.mark.parametrize(
    ("stated", "fires"),
    [
        ("30.5", False),  # 92.5065 over 70.9 (± 0.05): 30.38 % to 30.57 %
        ("30.4", False),
        ("30.6", False),
        ("30.3", True),
        ("30.7", True),
        ("31", False),
        ("29", True),
        ("-30.5", True),
    ],
)
def test_growth_follows_from_levels(stated: str, fires: bool, tmp_path: Path) -> None:
    found = checked(checks.growth_follows_from_levels, tmp_path, {F: [("value: 30.5,", f"value: {stated},")]})
    assert [one.path for one in found] == ["metrics.revenue_growth_stated.values.2024Q3"] * fires
    assert all("the levels give" in one.message for one in found)


@pytest.mark.parametrize(
    ("levels", "growth"),
    [
        ("FY2023 0, FY2024 5", "FY2024 10"),
        ("FY2024 5", "FY2024 10"),
        ("FY2023 5", "FY2024 10"),
        ("2024-12-31 5", "2024-12-31 10"),
    ],
)
def test_growth_from_nothing_is_not_checked(levels: str, growth: str, tmp_path: Path) -> None:
    changes = _metrics(("level", "unit: CNY bn", levels), ("growth", 'unit: "%"\n    growth_of: level', growth))
    assert [
        one for one in checked(checks.growth_follows_from_levels, tmp_path, changes) if "growth.values" in one.path
    ] == []


@pytest.mark.parametrize(
    ("stated", "fires"),
    [
        ("10.3", False),  # 9.5 (± 0.05) over 92.5065: 10.22 % to 10.32 %
        ("10.2", False),
        ("10.38", True),
        ("10.1", True),
        ("10", False),
        ("12", True),
    ],
)
def test_share_follows_from_parts(stated: str, fires: bool, tmp_path: Path) -> None:
    found = checked(checks.share_follows_from_parts, tmp_path, {F: [("value: 10.3,", f"value: {stated},")]})
    assert [one.path for one in found] == ["metrics.car_revenue_share.values.2024Q3"] * fires


_STATED = "peers:\n"


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        ("HKD 1132 bn", []),
        ("HKD 1110 bn", []),
        ("HKD 1109 bn", ["HKD\xa01,132.1\xa0bn"]),
        ("HKD 1154 bn", []),
        ("HKD 1155 bn", ["HKD\xa01,132.1\xa0bn"]),
        ("CNY 1132 bn", ["stated in CNY, but the shares trade in HKD"]),
        ("1132 bn shares", ["stated in share"]),
    ],
)
def test_market_capitalisation_matches(stated: str, says: list[str], tmp_path: Path) -> None:
    line = f"stated_market_capitalisation: {{value: {stated}, source: S3, as_of: 2025-11-14}}\n"
    found = checked(checks.market_capitalisation_matches, tmp_path, {V: [(f"\n{_STATED}", f"\n{line}{_STATED}")]})
    assert len(found) == len(says)
    assert all(said in one.message for one, said in zip(found, says, strict=True))


@pytest.mark.parametrize(
    ("fact", "codes"),
    [
        ("market_capitalisation_stated.2024-12-30", ["market-capitalisation-matches"]),
        ("facts.market_capitalisation_usd.2025-05", ["market-capitalisation-matches"]),
        ("market_capitalisation_stated.2024-12-31", ["unknown-reference"]),
    ],
)
def test_a_market_capitalisation_that_is_a_fact(fact: str, codes: list[str], tmp_path: Path) -> None:
    line = f"stated_market_capitalisation: {{fact: {fact}}}\n"
    found = checked(checks.market_capitalisation_matches, tmp_path, {V: [(f"\n{_STATED}", f"\n{line}{_STATED}")]})
    assert [one.code for one in found] == codes


_DEFINITION = "    definition: cash less debt as the sum-of-the-parts report counts them\n"
_OTHER = "    definition: cash and all that the company counts as cash resources, before any debt\n"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, [(Severity.WARNING, "216.8")]),
        ({F: [(_DEFINITION, "")]}, [(Severity.ERROR, "net_cash: no 'definition'")]),
        ({F: [(_OTHER, "")]}, [(Severity.ERROR, "cash_reserves: no 'definition'")]),
        ({F: [(_DEFINITION, ""), (_OTHER, "")]}, [(Severity.ERROR, "net_cash and cash_reserves")]),
        ({F: [("value: 216.8", "value: 10.65")]}, []),
        ({F: [("value: 216.8", "value: 10.66")]}, [(Severity.WARNING, "10.66")]),
        ({F: [("label: Cash reserves", "label: Reserves")]}, []),
        ({V: [("    is_cash: true\n", "")]}, []),
        ({V: [("{fact: net_cash.2025-06-30}", "{fact: facts.net_cash.2025-06-30}")]}, [(Severity.WARNING, "216.8")]),
        ({V: [("{fact: net_cash.2025-06-30}", "{value: CNY 7.1 bn, source: S3, as_of: 2025-06-30}")]}, []),
    ],
)
def test_definitions_differ(changes: dict[str, Change], told: list[tuple[Severity, str]], tmp_path: Path) -> None:
    found = checked(checks.definitions_differ, tmp_path, changes)
    assert [one.severity for one in found] == [severity for severity, _ in told]
    assert all(says in one.message for one, (_, says) in zip(found, told, strict=True))


def test_the_latest_figure_is_the_one_beside_it(tmp_path: Path) -> None:
    facts = (SAMPLE / F).read_text(encoding="utf-8")
    old = "      2024-09-30: {value: 151.6, source: S1}\n"
    assert old in facts
    moved = facts.replace(old, "").replace(
        "  net_cash:\n    label: Net cash\n", f"{old}  net_cash:\n    label: Net cash\n"
    )
    (found,) = checked(checks.definitions_differ, tmp_path, {F: moved})
    assert "216.8" in found.message


@pytest.mark.parametrize(("published", "told"), [("2025-11-14", False), ("2025-11-15", True)])
def test_a_formula_over_a_figure_published_later_is_told(published: str, told: bool, tmp_path: Path) -> None:
    late = f"values: {{FY2024: {{value: 5, source: S1, published: {published}, status: actual}}}}"
    made = "formulas: {FY2024: {sum: [late.FY2024]}}"
    added = f"  late: {{label: Late, unit: CNY m, {late}}}\n  made: {{label: Made, unit: CNY m, {made}}}\n"
    found = checked(checks.figures_left_out, tmp_path, {F: [(_LAST, added + _LAST)]})
    assert [(one.code, one.path, one.severity) for one in found] == [
        ("published-after-as-of", "metrics.made.formulas.FY2024", Severity.INFO)
    ] * told
