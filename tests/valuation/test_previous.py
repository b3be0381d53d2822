"""What the last note said, as quantities beside what this one says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reportgen.model.earlier import Earlier, Said
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results
from reportgen.valuation import value
from tests.estimating import metric
from tests.workspaces import SMALL, edited, small_workspace, valued

TYPED = "previous: {rating: Neutral, target_price: 8, as_of: 2024-08-01}\n"
NUMBERS = {
    "valuation.target_price": Said("Target price", "USD/share", 8.0),
    "market.price": Said("Share price", "USD/share", 10.0),
    "valuation.implied_return": Said("Implied return", "", -0.2),
    "valuation.parts.whole.enterprise_value": Said("The whole, enterprise value", "USD", 400e6),
    "valuation.parts.gone.enterprise_value": Said("Gone, enterprise value", "USD", 50e6),
    "valuation.shares": Said("Shares", "share", 50e6),
    "facts.revenue.FY2023": Said("Revenue", "USD", 1.0),
    "facts.revenue.FY2024": Said("Revenue", "USD", 95e6),
    "facts.debt.2024-12-31": Said("Debt", "HKD", 25e6),
    "facts.gone.FY2024": Said("Gone", "USD", 1.0),
}


def after(tmp_path: Path, numbers: dict[str, Said]) -> tuple[Inputs, Results]:
    inputs = valued(small_workspace(tmp_path)).inputs
    inputs = replace(inputs, earlier=Earlier(3, date(2024, 8, 1), "record/archive/small/2024-08-01-v3", numbers))
    return inputs, value(inputs)[0]


def test_without_an_earlier_note_there_is_nothing(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path))
    assert not any(path.startswith(("previous.", "changes.")) for path in found.results.values)


def test_the_typed_target_is_compared(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, {"opinion.yaml": SMALL["opinion.yaml"] + TYPED}))
    assert found["previous.valuation.target_price"] == 8.0
    assert found["changes.valuation.target_price"] == pytest.approx(2.0)
    assert found["changes.valuation.target_price.relative"] == pytest.approx(0.25)
    origin = found.quantity("previous.valuation.target_price").origin
    assert origin is not None
    assert (origin.as_of, origin.place.file) == (date(2024, 8, 1), "inputs/small/opinion.yaml")
    assert "previous.market.price" not in found.results


def test_the_numbers_of_a_release_are_compared(tmp_path: Path) -> None:
    _, results = after(tmp_path, NUMBERS)
    assert results.value("changes.valuation.parts.whole.enterprise_value") == pytest.approx(100e6)
    assert results.value("changes.market.price.relative") == pytest.approx(-0.2)
    # 10 over 8 is 25 %, after −20 %
    assert results.value("changes.valuation.implied_return") == pytest.approx(0.45)
    assert results.form("changes.valuation.implied_return").style == "points"
    origin = results.quantities["previous.market.price"].origin
    assert origin is not None
    assert (origin.source, str(origin.place)) == (
        "Note of 1\u00a0August\u00a02024, version 3", "record/archive/small/2024-08-01-v3/note.json:1:1",
    )  # fmt: skip


def split_on(day: str) -> str:
    return edited(
        SMALL["company.yaml"], [("analysts: [lead]\n", f"analysts: [lead]\nsplits: [{{date: {day}, ratio: 4}}]\n")]
    )


@pytest.mark.parametrize(("day", "before"), [("2024-08-01", 8.0), ("2024-08-02", 2.0), ("2099-01-01", 8.0)])
def test_a_target_of_before_a_split_is_told_in_the_shares_of_today(tmp_path: Path, day: str, before: float) -> None:
    files = {"opinion.yaml": SMALL["opinion.yaml"] + TYPED, "company.yaml": split_on(day)}
    found = valued(small_workspace(tmp_path, files))
    assert found["previous.valuation.target_price"] == before
    assert found["changes.valuation.target_price"] == pytest.approx(10.0 - before)


def test_only_figures_a_share_are_restated_for_a_split(tmp_path: Path) -> None:
    inputs = valued(small_workspace(tmp_path, {"company.yaml": split_on("2024-08-02")})).inputs
    earlier = Earlier(3, date(2024, 8, 1), "record/archive/small/2024-08-01-v3", NUMBERS)
    results, _ = value(replace(inputs, earlier=earlier))
    assert results.value("previous.market.price") == 2.5
    assert results.value("previous.market.price.said") == 10.0
    assert results.value("previous.valuation.parts.whole.enterprise_value") == 400e6
    assert results.value("previous.valuation.implied_return") == -0.2


def test_a_part_that_is_gone_has_its_earlier_value_alone(tmp_path: Path) -> None:
    _, results = after(tmp_path, NUMBERS)
    assert results.value("previous.valuation.parts.gone.enterprise_value") == 50e6
    assert "changes.valuation.parts.gone.enterprise_value" not in results


def test_only_what_is_compared_is_taken(tmp_path: Path) -> None:
    _, results = after(tmp_path, NUMBERS)
    assert "previous.valuation.shares" not in results
    assert "previous.facts.revenue.FY2023" not in results


def test_what_was_an_estimate_then_is_compared(tmp_path: Path) -> None:
    _, results = after(tmp_path, NUMBERS)
    assert results.value("previous.facts.revenue.FY2024") == 95e6
    assert results.value("changes.facts.revenue.FY2024.relative") == pytest.approx(100 / 95 - 1)
    assert not {"previous.facts.debt.2024-12-31", "previous.facts.gone.FY2024"} & set(results.values)


def test_the_archive_comes_before_what_is_typed(tmp_path: Path) -> None:
    typed = metric("before", "FY2023 70, FY2024 97.0", of="revenue", source="E")
    facts = SMALL["facts.yaml"].replace("metrics:\n", f"  E: {{title: Ours, published: 2024-08-01}}\nmetrics:\n{typed}")
    inputs = valued(small_workspace(tmp_path, {"facts.yaml": facts})).inputs
    inputs = replace(inputs, earlier=Earlier(3, date(2024, 8, 1), "record/archive/small/2024-08-01-v3", NUMBERS))
    results = value(inputs)[0]
    assert results.value("previous.facts.revenue.FY2024") == 95e6
    assert results.value("previous.facts.revenue.FY2023") == 70e6


@pytest.mark.parametrize("unit", ["HKD/share", "USD", ""])
def test_another_unit_cannot_be_compared(tmp_path: Path, unit: str) -> None:
    _, results = after(tmp_path, {"market.price": Said("Share price", unit, 10.0)})
    assert "previous.market.price" not in results
