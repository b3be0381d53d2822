from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.model.company import Split
from reportgen.model.earlier import Recommended
from reportgen.model.note import DisclosureGroup
from reportgen.model.opinion import Previous
from reportgen.sections.house_ratings import rating_distribution, rating_history
from reportgen.sections.writer import Writer, plain
from tests.sections.composing import sample, spaced

TOLD = (
    Recommended(1, date(2024, 5, 20), "Buy", "HKD", Decimal(60), Decimal(54)),
    Recommended(2, date(2024, 9, 20), "Sell", "HKD", Decimal(15), Decimal("17.50")),
)


def with_(base: Writer, **changes: Any) -> Writer:  # noqa: ANN401 - fields of the inputs by their names
    return Writer(replace(base.inputs, **changes), base.results)


def rows(group: DisclosureGroup) -> list[tuple[str, str]]:
    return [(spaced(plain(label)), spaced(plain(value))) for label, value in group.rows]


def said(group: DisclosureGroup) -> str:
    return spaced(" ".join(plain(line) for line in group.paragraphs))


def test_without_earlier_notes_there_is_no_history() -> None:
    assert list(rating_history(sample())) == []


def test_earlier_ratings_stand_with_target_and_price_the_latest_first() -> None:
    (group,) = rating_history(with_(sample(), history=TOLD))
    assert rows(group) == [
        ("20 Sep 2024: Sell", "target 15.00, price 17.50"),
        ("20 May 2024: Buy", "target 60.00, price 54.00"),
    ]
    assert "restated" not in said(group)


def test_earlier_ratings_are_told_in_the_shares_of_today() -> None:
    base = sample()
    company = base.inputs.company.model_copy(update={"splits": (Split(date=date(2024, 7, 1), ratio=Decimal(3)),)})
    (group,) = rating_history(with_(base, history=TOLD, company=company))
    assert rows(group)[1] == ("20 May 2024: Buy", "target 20.00, price 18.00")
    assert said(group).endswith("those to 20 May 2024 restated for splits since.")


def test_a_typed_recommendation_has_a_price_where_there_is_a_close_of_that_day() -> None:
    base = sample()
    found = []
    for day in (date(2025, 6, 30), date(2025, 6, 29)):
        typed = Previous(rating="Neutral", target_price=Decimal("55.5"), as_of=day)
        (group,) = rating_history(with_(base, opinion=base.inputs.opinion.model_copy(update={"previous": typed})))
        found.append(rows(group)[0][1])
    # what is missing prints as a dash, which has no words
    assert found == ["target 55.50, price 59.95", "target 55.50, price "]


def test_without_another_company_there_is_no_distribution() -> None:
    assert list(rating_distribution(sample())) == []


def test_the_distribution_counts_the_rating_of_this_note() -> None:
    base = sample()
    (group,) = rating_distribution(with_(base, coverage=(("Buy", 1),)))
    own = base.inputs.opinion.rating
    assert {name: value for name, value in rows(group) if name in ("Buy", own)} == {
        "Buy": "1 company, 50 %",
        own: "1 company, 50 %",
    }
    assert [name for name, _ in rows(group)] == [band.name for band in base.inputs.house.ratings.bands]
    assert said(group).startswith("As of 14 November 2025: 2 companies, this one")
    assert "rounding" not in said(group)


def test_after_a_change_of_another_rating_the_distribution_is_another() -> None:
    base = sample()
    own = base.inputs.opinion.rating
    (group,) = rating_distribution(with_(base, coverage=(("Buy", 1), (own, 4))))
    (changed,) = rating_distribution(with_(base, coverage=((own, 5),)))
    assert dict(rows(group))["Buy"] == "1 company, 17 %"
    assert dict(rows(group))[own] == "5 companies, 83 %"
    assert dict(rows(changed)) == {**dict(rows(group)), "Buy": "0 companies, 0 %", own: "6 companies, 100 %"}


def test_a_rating_that_the_house_no_longer_uses_is_counted_and_rounding_is_told() -> None:
    (group,) = rating_distribution(with_(sample(), coverage=(("Accumulate", 1), ("Buy", 1))))
    assert rows(group)[-1] == ("Accumulate", "1 company, 33 %")
    assert said(group).endswith("Percentages may not add due to rounding.")
