"""A part whose value a source states; and what every input of a valuation must be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportgen.quantities import formula
from tests.workspaces import small_workspace, valued

VALUE = "value: {value: USD 500 m, source: P, as_of: 2025-01-31}"
PART = "valuation.parts.whole.enterprise_value"


def edit(new: str) -> dict[str, list[tuple[str, str]]]:
    return {"valuation.yaml": [(VALUE, new)]}


def test_the_stated_value_is_the_value(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path))
    part = found.quantity(PART)
    assert found[PART] == 500e6
    assert part.is_leaf
    assert part.name == "The whole"
    assert part.origin is not None
    assert (part.origin.source, part.origin.typed, part.origin.kind) == ("P", "USD 500 m", "assumption")
    assert (part.origin.as_of, part.origin.published) == (date(2025, 1, 31), date(2025, 1, 31))
    assert str(part.origin.place) == "inputs/small/valuation.yaml:8:20"


def test_the_value_may_be_a_fact(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, edit("value: {fact: debt.2024-12-31}")))
    assert found.faults == ()
    assert found[PART] == 30.5e6
    assert formula(found.quantity(PART)) == "Debt, 31\u00a0Dec\u00a02024"


def test_the_value_may_be_below_zero(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, edit("value: {value: USD -5 m, source: P, as_of: 2025-01-31}")))
    assert found[PART] == -5e6


@pytest.mark.parametrize("amount", ["12 %", "3x", "50 m shares", "1.1 USD/GBP", "7"])
def test_what_is_no_money_is_refused_and_nothing_is_valued(tmp_path: Path, amount: str) -> None:
    found = valued(small_workspace(tmp_path, edit(f"value: {{value: {amount}, source: P, as_of: 2025-01-31}}")))
    assert found.codes == ["unit-expected"]
    (fault,) = found.faults
    assert "The whole is " in fault.message
    assert "but money is needed" in fault.message
    assert fault.path == "parts.whole.value.value"
    assert str(fault.location) == "inputs/small/valuation.yaml:8:20"
    assert "valuation.target_price" not in found.results


def test_a_fact_that_is_no_money_is_refused(tmp_path: Path) -> None:
    facts = "    unit: USD m\n    source: P\n    status: actual\n    values:\n      2024-12-31"
    shares = {"facts.yaml": [(facts, facts.replace("USD m", "m shares"))]}
    found = valued(small_workspace(tmp_path, {**edit("value: {fact: debt.2024-12-31}"), **shares}))
    assert found.codes == ["unit-expected"]
    assert found.faults[0].path == "parts.whole.value.fact"


def test_an_unknown_fact_is_refused_with_a_hint(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, edit("value: {fact: deby.2024-12-31}")))
    assert found.codes == ["unknown-reference"]
    assert found.faults[0].hint == "did you mean 'debt.2024-12-31'?"


@pytest.mark.parametrize(
    ("given", "as_of", "known"),
    [
        ("value: USD 500 m, source: P, as_of: 2025-01-31", "2025-01-31", True),
        ("value: USD 500 m, source: P, as_of: 2025-01-31", "2025-01-30", False),
        ("value: USD 500 m, source: P, published: 2025-01-10, as_of: 2025-01-10", "2025-01-10", True),
        ("value: USD 500 m, source: P, published: 2025-01-10, as_of: 2025-01-10", "2025-01-09", False),
        ("value: USD 500 m, judgement: true, as_of: 2025-01-10", "2025-01-01", True),
        ("value: USD 500 m, source: P, judgement: true", "2025-01-01", True),
    ],
)
def test_an_input_that_came_out_later_is_not_used(tmp_path: Path, given: str, as_of: str, known: bool) -> None:
    root = small_workspace(tmp_path, edit(f"value: {{{given}}}"))
    found = valued(root, as_of=date.fromisoformat(as_of))
    assert (PART in found.results) is known
    told = [each for each in found.faults if each.path == "parts.whole.value"]
    assert [each.code for each in told] == ([] if known else ["published-after-as-of"])


def test_a_judgement_without_a_source_is_the_houses_own(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, edit("value: {value: USD 500 m, judgement: true, note: our view}")))
    origin = found.quantity(PART).origin
    assert origin is not None
    assert (origin.source, origin.kind, origin.note) == ("Example Research", "judgement", "our view")
