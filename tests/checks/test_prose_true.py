from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks import prose_true as checks
from reportgen.diagnostics import Location
from tests.checks.examining import checked
from tests.workspaces import SAMPLE, Change

F, N, O = "xiaomi/facts.yaml", "xiaomi/note.md", "xiaomi/opinion.yaml"  # noqa: E741 - the files' initials
_THESIS = "## Thesis {#thesis}\n\n"


def _said(text: str) -> dict[str, Change]:
    return {N: [(_THESIS, f"{_THESIS}{text}\n\n")]}


def _claim(comparison: str) -> dict[str, Change]:
    return _said(f"{{{{ claim('it', {comparison}) }}}}")


_LINE = (SAMPLE / N).read_text(encoding="utf-8").split("\n").index(_THESIS.strip()) + 3


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("{{ revenue.FY2024 | bn }}", []),
        ("{{ facts.revenue.FY2024 | bn }}", []),
        ("{{ revenue.FY2024 }}", []),
        ("{{ revenu.FY2024 }}", ["unknown-reference"]),
        ("{{ revenue.FY2024 | x }}", ["form-does-not-fit"]),
        ("{{ a.b }} {{ c.d }}", ["unknown-reference"] * 2),
        ("**{{ a.b }}**", ["unknown-reference"]),
        ("{{ claim('it', a.b > c.d) }}", ["unknown-reference"] * 2),
        ("{{ claim('it', revenue.FY2024 > 0) }}", []),
    ],
)
def test_reference_prints(text: str, codes: list[str], tmp_path: Path) -> None:
    found = checked(checks.reference_prints, tmp_path, _said(text))
    assert [one.code for one in found] == codes
    assert {one.location.line for one in found} <= {_LINE}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (N, "# Priced for", "# {{ a.b }} Priced for"),
        (N, "The parts and the net cash", "{{ a.b }} The parts and the net cash"),
        (N, "### Peers", "### Peers {{ a.b }}"),
        (N, "On trailing earnings", "{{ a.b }} On trailing earnings"),
        (O, "look_for: Published scores", "look_for: Published {{ a.b }}"),
        (O, "Stakes can be sold", "Stakes {{ a.b }} can be sold"),
        (O, "limits:\n", "limits:\n  - '{{ a.b }}'\n"),
        ("xiaomi/valuation.yaml", "  label: Premium for quality\n", "  label: Premium\n  reason: '{{ a.b }}'\n"),
    ],
)
def test_prose_is_looked_at_wherever_it_stands(file: str, old: str, new: str, tmp_path: Path) -> None:
    (found,) = checked(checks.reference_prints, tmp_path, {file: [(old, new)]})
    assert (found.code, found.path, found.location.file) == ("unknown-reference", "a.b", f"inputs/{file}")


@pytest.mark.parametrize(
    ("comparison", "holds"),
    [
        ("revenue.FY2024 > revenue.FY2023", True),
        ("revenue.FY2023 > revenue.FY2024", False),
        ("revenue.FY2024 > revenue.FY2024", False),
        ("revenue.FY2024 >= revenue.FY2024", True),
        ("revenue.FY2023 >= revenue.FY2024", False),
        ("revenue.FY2023 < revenue.FY2024", True),
        ("revenue.FY2024 < revenue.FY2023", False),
        ("revenue.FY2024 < revenue.FY2024", False),
        ("revenue.FY2024 <= revenue.FY2024", True),
        ("revenue.FY2024 <= revenue.FY2023", False),
        ("revenue.FY2024 == revenue.FY2024", True),
        ("revenue.FY2024 == revenue.FY2023", False),
        ("valuation.premium == 0.12", True),
        ("valuation.premium < 0.12", False),
        ("valuation.premium > 0.12", False),
        ("valuation.premium >= 0.12", True),
        ("valuation.implied_return < -0.15", True),
        ("valuation.implied_return < -0.16", False),
        ("adjusted_profit_new_business.FY2024 < 0", True),
        ("revenue.FY2024 > 0", True),
        ("market.price > 42.47", True),
        ("market.price > 42.48", False),
        ("deliveries['2025Q1'] > 75868", True),
        ("revenue.FY2024 > nothing.FY2024", True),  # told as an unknown reference
        ("nothing.FY2024 > 5", True),
    ],
)
def test_claim_holds(comparison: str, holds: bool, tmp_path: Path) -> None:
    found = checked(checks.claim_holds, tmp_path, _claim(comparison))
    assert [(one.code, one.location) for one in found] == (
        [] if holds else [("claim-holds", Location(f"inputs/{N}", _LINE, 1))]
    )


@pytest.mark.parametrize(
    ("comparison", "says"),
    [
        ("revenue.FY2024 > plan_total['2025-05']", "figures in different units"),
        ("revenue.FY2024 > deliveries.FY2024", "figures in different units"),
        ("revenue.FY2024 > 300", "300 says no unit"),
        ("shipments['2025Q1'] > 40", "40 says no unit"),
        ("revenue.FY2023 > revenue.FY2024", "the text says 'it', but revenue.FY2023 is CNY"),
    ],
)
def test_the_message_says_what_contradicts(comparison: str, says: str, tmp_path: Path) -> None:
    (found,) = checked(checks.claim_holds, tmp_path, _claim(comparison))
    assert says in found.message


def test_a_claim_about_what_has_no_figure_is_told_as_that(tmp_path: Path) -> None:
    changes = {**_claim("valuation.target_price > market.price"), F: [("value: 26.65,", "value: 0,")]}
    assert not checked(checks.claim_holds, tmp_path, changes)
    found = checked(checks.reference_prints, tmp_path, changes)
    assert ("no-figure", "valuation.target_price") in {(one.code, one.path) for one in found}


def test_claims_about_scenarios(tmp_path: Path) -> None:
    changes = _claim("scenarios.risks['1'].change < 0")
    assert checked(checks.reference_prints, tmp_path, changes) == []
    assert checked(checks.claim_holds, tmp_path, changes) == []
