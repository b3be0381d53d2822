from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.model.charts import PriceChart
from reportgen.model.company import Split
from reportgen.model.earlier import Recommended
from reportgen.model.opinion import Previous
from reportgen.sections.price_chart import months_later, price_chart
from reportgen.sections.writer import Writer
from tests.sections.composing import drawing, said, sample, small

HEAD = "date,close,source\n"


def chart(writer: Writer) -> PriceChart:
    spec = drawing(price_chart(writer)).spec
    assert isinstance(spec, PriceChart)
    return spec


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 11, 14), 12, date(2026, 11, 14)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 8, 31), 1, date(2025, 9, 30)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 1, 1), 60, date(2030, 1, 1)),
        (date(2025, 10, 31), 1, date(2025, 11, 30)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_the_chart_ends_at_the_price_and_leads_to_the_target() -> None:
    spec = chart(sample())
    assert (spec.price.day, spec.price.value) == (date(2025, 11, 14), 42.48)
    assert spec.target.day == date(2026, 11, 14)
    assert spec.target.value == pytest.approx(36.03)
    assert (spec.price_label.text, spec.target_label.text) == ("Price 42.48", "Target 36.03")
    assert spec.high is not None
    assert (spec.high.day, spec.high.value) == (date(2025, 6, 30), 59.95)
    assert spec.high_label is not None
    assert spec.high_label.text == "59.95, Jun\u00a02025"
    assert spec.horizon_text == "12-month horizon"
    assert len(spec.events) == 2


def test_what_was_recommended_before_is_drawn_and_spoken() -> None:
    base = sample()
    told = [(1, "2023-06-01", "Sell", "12"), (2, "2023-12-01", "Sell", "14"), (3, "2024-05-20", "Buy", "25")]
    history = tuple(
        Recommended(version, date.fromisoformat(day), rating, "HKD", Decimal(target))
        for version, day, rating, target in told
    )
    typed = Previous(rating="Neutral", target_price=Decimal("55.5"), as_of=date(2025, 5, 27))
    opinion = base.inputs.opinion.model_copy(update={"previous": typed})
    exhibit = price_chart(Writer(replace(base.inputs, history=history, opinion=opinion), base.results))
    spec = drawing(exhibit).spec
    assert isinstance(spec, PriceChart)
    # of those before the first close the last one is in force there
    assert [(each.rating, each.target_label.text) for each in spec.changes] == [
        ("Sell", "14.00"),
        ("Buy", "25.00"),
        ("Neutral", "55.50"),
    ]
    assert "Buy, target 25.00, from 20 May 2024; Neutral, target 55.50" in drawing(exhibit).alt.replace("\u00a0", " ")


def test_the_same_rating_and_target_given_again_is_no_change() -> None:
    base = sample()
    days = (date(2024, 5, 20), date(2024, 9, 20))
    history = tuple(Recommended(number, day, "Buy", "HKD", Decimal(25)) for number, day in enumerate(days, start=1))
    assert len(chart(Writer(replace(base.inputs, history=history), base.results)).changes) == 1


def test_earlier_targets_are_told_in_the_shares_of_today() -> None:
    """As the closes are: a target of 60 for one old share is one of 20 for each of the three that came of it."""
    base = sample()
    days = (date(2024, 5, 20), date(2024, 9, 20))
    told = zip(days, (Decimal(60), Decimal(20)), strict=True)
    history = tuple(Recommended(number, day, "Buy", "HKD", target) for number, (day, target) in enumerate(told, 1))
    split = Split(date=date(2024, 7, 1), ratio=Decimal(3))
    company = base.inputs.company.model_copy(update={"splits": (split,)})
    exhibit = price_chart(Writer(replace(base.inputs, history=history, company=company), base.results))
    spec = drawing(exhibit).spec
    assert isinstance(spec, PriceChart)
    assert [(each.target, each.target_label.text) for each in spec.changes] == [(20.0, "20.00")]
    assert said(exhibit)[1].endswith("; targets to 20 May 2024 restated likewise")
    later = base.inputs.company.model_copy(update={"splits": (Split(date=date(2026, 1, 2), ratio=Decimal(3)),)})
    unsplit = price_chart(Writer(replace(base.inputs, history=history, company=later), base.results))
    assert "restated" not in said(unsplit)[1]


def test_a_draft_without_a_record_has_only_what_is_typed() -> None:
    assert chart(sample()).changes == ()


def test_what_came_after_the_note_is_not_drawn(tmp_path: Path) -> None:
    rows = "".join(f"2024-{month:02d}-28,{7 + month / 10:.2f},P\n" for month in range(8, 13))
    later = "2025-01-31,8.00,P\n2025-02-28,99.00,P\n"
    spec = chart(small(tmp_path, changes={"prices.csv": HEAD + rows + later}))
    assert max(point.value for point in spec.closes) < 10
    assert spec.closes[-1].day == date(2025, 1, 31)


@pytest.mark.parametrize("closes", ["", "2025-01-31,8.00,P\n", "2024-12-31,9.50,P\n2025-01-31,8.00,P\n"])
def test_two_closes_are_no_line(tmp_path: Path, closes: str) -> None:
    assert price_chart(small(tmp_path, changes={"prices.csv": HEAD + closes})) is None


def test_the_distance_of_the_closes_decides_what_they_are_called(tmp_path: Path) -> None:
    assert said(price_chart(sample()))[1] == "Share price, HKD. Month-end closes to 14 November 2025"
    rows = "".join(f"2025-01-{day:02d},8.{day:02d},P\n" for day in range(20, 32))
    exhibit = price_chart(small(tmp_path, changes={"prices.csv": HEAD + rows}))
    assert said(exhibit)[1] == "Share price, USD. Closes to 31 January 2025"


def test_the_title_is_the_analyst_s_or_says_price_and_target(tmp_path: Path) -> None:
    assert said(price_chart(sample()))[0].startswith("The shares stand ")
    rows = "2024-11-29,7.00,P\n2024-12-31,9.50,P\n2025-01-31,8.00,P\n"
    writer = small(tmp_path, changes={"prices.csv": HEAD + rows})
    assert said(price_chart(writer))[0] == "The target of USD 10.00 lies above the price of USD 8.00"
    assert said(price_chart(writer))[2] == "Source: P; Example Research."
