"""A reference in prose prints a number in its form, or says why it cannot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportgen.diagnostics import Location
from reportgen.figures import NBSP, THIN, TIMES, Form, Written
from reportgen.model.note import Number, Text
from reportgen.model.prose import Filter, Reference
from reportgen.model.references import Unresolved, every_prose, number, printed_reference
from reportgen.model.results import Results
from tests.workspaces import sample, small_workspace, valued

PLACE = Location("note.md", 3, 7)


def results() -> Results:
    return sample().results


def printed(path: str, *filters: str | tuple[str, int], given: Results | None = None) -> Number | Text | Unresolved:
    asked = tuple(Filter(each) if isinstance(each, str) else Filter(each[0], each[1:]) for each in filters)
    return printed_reference(Reference(path, asked, PLACE), given or results())


def text(found: Number | Text | Unresolved) -> str:
    assert not isinstance(found, Unresolved), found
    return found.text if isinstance(found, Text) else found.written.text


@pytest.mark.parametrize(
    ("path", "filters", "shown"),
    [
        ("valuation.target_price", [], f"HKD{NBSP}36.03"),
        ("valuation.enterprise_value", ["bn"], f"CNY{NBSP}747.3{NBSP}bn"),
        ("valuation.enterprise_value", [("bn", 0)], f"CNY{NBSP}747{NBSP}bn"),
        ("valuation.enterprise_value", ["m"], f"CNY{NBSP}747,300.0{NBSP}m"),
        ("valuation.enterprise_value", ["bn", "bare"], "747.3"),
        ("valuation.premium", [], f"12{THIN}%"),
        ("valuation.premium", ["pct"], f"12.0{THIN}%"),
        ("valuation.implied_return", [("pct", 2)], f"\u221215.18{THIN}%"),
        ("revenue.2025Q2", ["bn", "bare"], "116.0"),
        ("revenue.2025Q2", ["bn", "signed"], f"CNY{NBSP}+116.0{NBSP}bn"),
        ("facts.revenue.2025Q2", ["bn"], f"CNY{NBSP}116.0{NBSP}bn"),
        ("deliveries.9M2025", ["count"], f"265,967{NBSP}cars"),
        ("delivery_progress.9M2025", ["pct"], f"76.0{THIN}%"),
        ("analysis.adjusted_net_profit.price_multiple.LTM2025Q2", ["x"], f"27.6{TIMES}"),
        ("valuation.exchange_rate", ["rate", "bare"], "1.13636"),
        ("scenarios.risks.1", [], f"HKD{NBSP}32.17"),
        ("scenarios.risks.1.change", [], f"HKD{NBSP}\u22123.86"),
        ("net_cash.2025-06-30", ["as_of"], f"30{NBSP}June{NBSP}2025"),
        ("valuation.exchange_rate", ["as_of"], f"14{NBSP}November{NBSP}2025"),
        ("revenue.2025Q2", ["period"], "2Q25"),
        ("revenue.LTM2025Q2", ["period"], "LTM 2Q25"),
    ],
)
def test_a_number_prints_in_the_form_that_is_asked_for(
    path: str, filters: list[str | tuple[str, int]], shown: str
) -> None:
    assert text(printed(path, *filters)) == shown


def test_what_only_points_to_a_dated_figure_has_its_date() -> None:
    assert text(printed("market.price", "as_of")) == f"14{NBSP}November{NBSP}2025"
    assert text(printed("valuation.shares", "as_of")) == f"30{NBSP}June{NBSP}2025"


def test_a_printed_number_carries_its_full_path_and_unrounded_value() -> None:
    assert printed("revenue.2025Q2", "bn") == Number(
        "facts.revenue.2025Q2", 115.96e9, Written("CNY", "116.0", f"{NBSP}bn")
    )


@pytest.mark.parametrize(
    ("path", "filter_name"),
    [
        ("valuation.enterprise_value", "pct"),
        ("valuation.enterprise_value", "points"),
        ("valuation.target_price", "x"),
        ("deliveries.9M2025", "pct"),
        ("valuation.premium", "bn"),
        ("implied.premium", "thousand"),
        ("valuation.premium", "money"),
        ("deliveries.9M2025", "money"),
        ("valuation.exchange_rate", "money"),
        ("scenarios.risks.1", "pct"),
    ],
)
def test_a_form_that_does_not_fit_the_unit_is_refused(path: str, filter_name: str) -> None:
    found = printed(path, filter_name)
    assert isinstance(found, Unresolved)
    assert found.code == "form-does-not-fit"
    assert filter_name in found.message


@pytest.mark.parametrize(
    ("path", "hint"), [("revenu.2025Q2", "revenue.2025Q2"), ("valuation.target", "valuation.target_")]
)
def test_an_unknown_figure_is_refused_and_a_near_one_suggested(path: str, hint: str) -> None:
    found = printed(path)
    assert isinstance(found, Unresolved)
    assert found.code == "unknown-reference"
    assert path in found.message
    assert hint in found.hint


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    found = printed("zzzz")
    assert isinstance(found, Unresolved)
    assert found.hint == ""


@pytest.mark.parametrize(
    ("path", "filter_name"),
    [
        ("valuation.target_price", "as_of"),
        ("valuation.premium", "period"),
        ("valuation.target_price", "period"),
        ("scenarios.risks.1", "as_of"),
        ("scenarios.risks.1", "period"),
        ("revenue.LTM2025Q2", "as_of"),
    ],
)
def test_what_is_computed_has_no_date(path: str, filter_name: str) -> None:
    found = printed(path, filter_name)
    assert isinstance(found, Unresolved)
    assert found.code == "no-date"


def test_what_was_published_after_the_note_is_said_to_be(tmp_path: Path) -> None:
    early = valued(small_workspace(tmp_path), as_of=date(2025, 1, 30)).results
    found = printed("revenue.FY2024", given=early)
    assert isinstance(found, Unresolved)
    assert found.code == "published-after-as-of"
    assert "2025-01-31" in found.message
    assert text(printed("revenue.FY2024", given=valued(small_workspace(tmp_path)).results)).startswith("USD")


def test_what_has_no_figure_does_not_print(tmp_path: Path) -> None:
    without_shares = small_workspace(tmp_path, {"valuation.yaml": [("50 m shares", "0 shares")]})
    found = number("valuation.target_price", valued(without_shares).results)
    assert isinstance(found, Unresolved)
    assert found.code == "no-figure"


def test_a_number_prints_in_its_own_form_or_in_another() -> None:
    path = "valuation.equity_value"
    assert text(number(path, results())) == f"CNY{NBSP}754.4{NBSP}bn"
    assert text(number(path, results(), Form("plain", 6))) == f"754,400.0{NBSP}m"
    assert text(number(path, results(), bare=True)) == "754.4"


def test_every_prose_text_of_the_inputs_is_met_once() -> None:
    inputs = sample().inputs
    met = list(every_prose(inputs))
    assert len({id(each) for each in met}) == len(met)
    assert inputs.headline in met
    assert inputs.standfirst in met
    for section in inputs.sections:
        assert section.title in met
        assert all(paragraph in met for paragraph in section.paragraphs)
    assert all(risk.name in met for risk in inputs.opinion.risks)
    assert all(catalyst.look_for in met for catalyst in inputs.opinion.catalysts)
    assert all(item.value in met for item in inputs.exhibits.indicators)


def test_every_reference_of_the_sample_prints() -> None:
    references = [each for prose in every_prose(sample().inputs) for each in prose.references()]
    assert len(references) > 50
    unresolved = [
        (each.path, found) for each in references if isinstance(found := printed_reference(each, results()), Unresolved)
    ]
    assert unresolved == []
