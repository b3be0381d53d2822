from __future__ import annotations

import dataclasses
import math
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.figures import Form
from reportgen.model.note import Missing, Number, Strong, Text
from reportgen.model.prose import Bold, Prose, Words
from reportgen.sections.writer import (
    Writer,
    capital,
    count,
    join,
    listed,
    plain,
    printed_value,
    read,
    spoken,
    strong,
    text,
)
from tests.sections.composing import sample, small, spaced


def test_a_number_keeps_its_path_its_value_and_its_form() -> None:
    number = sample().number("valuation.target_price")
    assert isinstance(number, Number)
    assert number.path == "valuation.target_price"
    assert number.value == pytest.approx(36.03)
    assert spaced(number.written.text) == "HKD 36.03"


@pytest.mark.parametrize("path", ["no.such.path", "facts.revenue.FY2035", ""])
def test_what_is_not_there_is_a_dash(path: str) -> None:
    assert sample().number(path) == Missing()
    assert sample().label(path) is None
    assert sample().value(path) == 0.0
    assert not sample().has(path)


def test_a_figure_without_meaning_is_a_dash(tmp_path: Path) -> None:
    writer = small(tmp_path)
    path = "analysis.revenue.growth.FY2024"
    values = {**writer.results.values, path: math.nan}
    without = Writer(writer.inputs, dataclasses.replace(writer.results, values=values))
    assert isinstance(writer.number(path), Number)
    assert without.number(path) == Missing()
    assert not without.has(path)


def test_a_label_is_bare_unless_it_is_asked_for() -> None:
    writer = sample()
    assert writer.label("implied.premium").text == "32.1"  # type: ignore[union-attr]
    label = writer.label("implied.premium", bare=False)
    assert label is not None
    assert (spaced(label.text), label.path) == ("32.1 %", "implied.premium")


@pytest.mark.parametrize(
    ("value", "unit"), [("USD 1.99 bn", "USD m"), ("USD 2.0 bn", "USD bn"), ("USD 300 thousand", "USD m")]
)
def test_amounts_are_told_in_the_scale_of_the_company(tmp_path: Path, value: str, unit: str) -> None:
    writer = small(tmp_path, changes={"valuation.yaml": [("USD 500 m", value)]})
    assert writer.money_unit() == unit
    assert writer.money_unit("GBP") == unit.replace("USD", "GBP")


def test_a_bare_number_stands_under_the_scale_it_is_printed_in(tmp_path: Path) -> None:
    writer = small(tmp_path)
    assert writer.scale_word("valuation.shares") == "m"
    assert printed_value(writer.number("valuation.shares", bare=True)) == 50  # type: ignore[arg-type]
    assert sample().scale_word("valuation.shares") == "bn"
    assert sample().scale_word("no.such.path") == ""


def test_prose_prints_its_references_claims_and_weight() -> None:
    writer = sample()
    thesis = writer.inputs.section("thesis")
    assert thesis is not None
    line = writer.line(thesis.paragraphs[0])
    assert isinstance(line[0], Strong)
    assert spaced(plain(line)).startswith(
        "Nearly half of the value is a portfolio. Investments and non-core assets stand"
    )
    assert "CNY 350.6 bn" in spaced(plain(line))
    cars = spaced(plain(writer.line(thesis.paragraphs[1])))
    assert "17.8 % of revenue in 2Q25, up from 10.3 % in 3Q24" in cars


def test_bold_prose_may_hold_anything() -> None:
    bold = Prose((Bold((Words("heavy "), Words("words"))), Words(" and light ones")))
    assert sample().line(bold) == (Strong((Text("heavy "), Text("words"))), Text(" and light ones"))


def test_sources_come_from_the_leaves_under_the_numbers() -> None:
    writer = sample()
    assert spaced(writer.sources(["valuation.parts.iot.enterprise_value"])) == "Source: S3."
    assert spaced(writer.sources(["valuation.target_price"])) == "Source: S3; Example Research."
    assert spaced(writer.sources(["prices.2025-10-31"])) == "Source: S5."
    assert spaced(writer.sources(["prices.2025-10-31"], own=True)) == "Source: S5; Example Research."
    assert spaced(writer.sources([])) == "Source: Example Research."
    assert spaced(writer.sources(["scenarios.risks.1"])) == "Source: S3; Example Research."


def test_the_order_of_sources_is_that_of_their_list() -> None:
    paths = ["prices.2025-10-31", "facts.pe_low.2024-12-31", "valuation.exchange_rate"]
    assert spaced(sample().sources(paths)) == "Source: S1, S3, S5."


@pytest.mark.parametrize(
    ("digits", "value"), [("1,132.1", "1132.1"), ("−15.2", "-15.2"), ("+6.45", "6.45"), ("0", "0")]
)
def test_printed_digits_are_read_as_a_reader_does(digits: str, value: str) -> None:
    assert read(digits) == Decimal(value)


def test_a_printed_value_is_in_the_unit_it_is_printed_in() -> None:
    number = sample().number("market.capitalisation", Form("plain", 9, 1, "HKD"))
    assert isinstance(number, Number)
    assert printed_value(number) == Decimal("1132.1")


@pytest.mark.parametrize(
    ("names", "sentence"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_listed_as_in_a_sentence(names: list[str], sentence: str) -> None:
    assert listed(names) == sentence


def test_small_numbers_are_words() -> None:
    assert [count(number) for number in (0, 1, 10, 11, 250)] == ["none", "one", "ten", "11", "250"]


def test_a_capital_changes_nothing_else() -> None:
    assert [capital(each) for each in ("mean of 63 sessions", "EBITDA", "", "Ørsted")] == [
        "Mean of 63 sessions", "EBITDA", "", "Ørsted",
    ]  # fmt: skip


def test_lines_join_words_numbers_and_lines() -> None:
    number = sample().number("market.price")
    assert plain(join("Price ", number, strong("!"), text(" so"))) == "Price HKD\u00a042.48! so"
    assert plain(join("none: ", Missing())) == "none: "


def test_for_the_ear_spaces_are_plain() -> None:
    assert spoken("31\u00a0May\u00a02025") == "31 May 2025"
