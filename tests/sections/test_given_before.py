from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reportgen.model.company import Split
from reportgen.model.earlier import Recommended
from reportgen.model.opinion import Previous
from reportgen.sections.given_before import Given, given_before
from reportgen.sections.writer import Writer
from tests.sections.composing import sample

DAYS = (date(2024, 5, 20), date(2024, 9, 20), date(2025, 2, 3))


def given(*told: Recommended, typed: Previous | None = None, last: date = date(2025, 11, 14)) -> list[Given]:
    base = sample()
    opinion = base.inputs.opinion.model_copy(update={"previous": typed})
    return list(given_before(Writer(replace(base.inputs, history=told, opinion=opinion), base.results), last))


def told(number: int, rating: str = "Buy", target: int = 25) -> Recommended:
    return Recommended(number + 1, DAYS[number], rating, "HKD", Decimal(target), Decimal(20 + number))


def test_what_was_given_again_is_no_new_recommendation() -> None:
    assert given(told(0), told(1), told(2, "Sell")) == [
        Given(DAYS[0], "Buy", 25.0, 20.0),
        Given(DAYS[2], "Sell", 25.0, 22.0),
    ]


def test_what_came_after_the_day_is_not_told() -> None:
    assert [each.day for each in given(told(0), told(1, target=30), last=DAYS[0])] == [DAYS[0]]


def test_the_record_comes_before_what_is_typed_of_the_same_day() -> None:
    typed = Previous(rating="Sell", target_price=Decimal(9), as_of=DAYS[0])
    assert given(told(0), typed=typed) == [Given(DAYS[0], "Buy", 25.0, 20.0)]
    assert given(typed=typed) == [Given(DAYS[0], "Sell", 9.0, None)]


def test_the_ratios_of_all_splits_since_multiply() -> None:
    base = sample()
    splits = tuple(Split(date=day, ratio=Decimal(ratio)) for day, ratio in zip(DAYS, (2, 3, 5), strict=True))
    company = base.inputs.company.model_copy(update={"splits": splits})
    assert [company.new_for_old(day, DAYS[2]) for day in (date(2024, 1, 1), *DAYS)] == [30.0, 15.0, 5.0, 1.0]
    assert company.new_for_old(DAYS[0], DAYS[1]) == 3.0
