from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.note import Lineage, Note
from reportgen.sections import compose
from reportgen.sections.lineage import numbers_in
from tests.commands.small import VARIANTS
from tests.sections.composing import sample, small, spaced


@pytest.fixture(scope="module")
def note() -> Note:
    return compose(sample().inputs, sample().results)


def lineage(note: Note, path: str) -> Lineage:
    return next(each for each in note.lineages if each.path == path)


def test_each_printed_path_has_one_lineage(note: Note) -> None:
    paths = [each.path for each in note.lineages]
    assert len(paths) == len(set(paths))
    printed = {each.path for each in numbers_in((note.front, note.sections))}
    assert printed <= set(paths)


@pytest.mark.parametrize("variant", VARIANTS)
def test_each_operand_can_be_opened_down_to_the_facts(tmp_path: Path, variant: str) -> None:
    writer = small(tmp_path, variant)
    found = compose(writer.inputs, writer.results).lineages
    paths = {each.path for each in found}
    for each in found:
        assert {operand.path for operand in each.operands} <= paths
        # whatever has no formula was typed somewhere
        assert each.formula or each.place


def test_a_computed_figure_shows_formula_numbers_and_places_of_use(note: Note) -> None:
    target = lineage(note, "valuation.target_price_unrounded")
    assert (target.name, spaced(target.printed)) == ("Target price before rounding", "HKD 36.027857")
    assert spaced(target.substituted) == "CNY 31.70 × HKD/CNY 1.13636"
    assert target.unrounded.startswith("36.0278")
    assert (target.source, target.place) == ("", "")
    used = lineage(note, "valuation.target_price").used_in
    assert used[0] == "first page"
    assert {"Exhibit 1", "Exhibit 3", "Exhibit 4"} <= set(used)


def test_a_fact_shows_source_date_and_place(note: Note) -> None:
    fact = lineage(note, "valuation.parts.iot.enterprise_value")
    assert fact.source.startswith("S3 Independent sum-of-the-parts report")
    assert spaced(fact.as_of) == "14 Nov 2025"
    assert fact.place.startswith("inputs/xiaomi/valuation.yaml:")


def test_a_judgement_is_called_one(note: Note) -> None:
    premium = lineage(note, "valuation.premium")
    assert "a judgement of the house" in premium.source
    adjusted = lineage(note, "valuation.adjusted_equity_value")
    assert any(spaced(each.source).startswith("judgement") for each in adjusted.operands)


def test_a_floor_is_called_one(note: Note) -> None:
    assert "the source says more than this" in lineage(note, "facts.deliveries.2025-10").source


def test_a_scenario_tells_what_was_replaced(note: Note) -> None:
    risk = lineage(note, "scenarios.risks.1.change")
    assert "less the target of the note" in risk.formula
    assert [(spaced(each.written), each.source) for each in risk.operands] == [
        ("HKD 36.03", "as in the note"),
        ("0 %", "replaced"),
    ]


def test_numbers_are_found_wherever_they_stand() -> None:
    number = sample().number("market.price")
    label = sample().label("market.price")
    assert list(numbers_in([(number, ("words", label)), {"not": "looked at"}, None])) == [number, label]


def test_more_digits_stand_in_the_scale_of_the_printed_figure(note: Note) -> None:
    stated = lineage(note, "valuation.parts.investments.book_value")
    assert (spaced(stated.printed), spaced(stated.fuller)) == ("CNY 292.2 bn", "CNY 292.16667 bn")
    margin = lineage(note, "analysis.gross_profit.margin.FY2024")
    assert (spaced(margin.fuller), margin.unrounded) == ("20.923438 %", "0.20923438343795026")
    assert lineage(note, "valuation.target_price").fuller == ""


def test_the_day_of_a_figure_and_that_of_its_publication_are_told_apart(note: Note) -> None:
    revenue = lineage(note, "facts.revenue.FY2022")
    assert (spaced(revenue.as_of), spaced(revenue.published)) == ("31 Dec 2022", "24 Mar 2023")
    assert "2023" not in revenue.source


def test_the_step_of_rounding_says_whose_it_is(note: Note) -> None:
    (step,) = (each for each in lineage(note, "valuation.target_price").operands if each.path.endswith("_step"))
    assert spaced(step.source) == "the house rounds targets to HKD 0.01"
