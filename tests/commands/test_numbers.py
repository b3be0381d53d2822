"""The numbers of the sample note: the right ones, the same in PDF, HTML and JSON, each with its path."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

import pytest

from reportgen.build import Built
from reportgen.model.note import Number
from reportgen.sections import numbers_in
from tests.commands.reading import Files, beside_charts, digits, in_charts, printed_pieces

# Path, value, the words around the printed number, and the number.
PROMISED = [
    ("valuation.enterprise_value", 747.3e9, "CNY 747.3 bn"),
    ("valuation.equity_value", 754.4e9, "CNY 754.4 bn"),
    ("valuation.adjusted_equity_value", 844.928e9, "CNY 844.9 bn"),
    ("valuation.value_per_share", 31.704615, "CNY 31.70"),
    ("valuation.target_price_unrounded", 36.027857, "HKD 36.027857"),
    ("valuation.target_price", 36.03, "HKD 36.03"),
    ("valuation.implied_return", -0.15184, "−15.2 %"),
    ("market.price", 42.48, "HKD 42.48"),
    ("market.capitalisation", 1132.092e9, "HKD 1,132.1 bn"),
    ("implied.premium", 0.32058, "32.1 %"),
    ("valuation.equity_value_per_share", 32.167730, "HKD 32.17"),
]


@pytest.mark.parametrize(("path", "value", "printed"), PROMISED)
def test_a_promised_number_stands_in_all_three_files(
    sample_files: Files, path: str, value: float, printed: str
) -> None:
    assert sample_files.values[path] == pytest.approx(value, rel=2e-6 if abs(value) > 1 else 1e-4)
    assert printed in " ".join(sample_files.print.split())
    assert printed in sample_files.screen.text
    texts = {each["path"]: each["printed"] for each in sample_files.data["quantities"]}
    assert " ".join(texts[path].replace("\u202f", "\u00a0").split("\u00a0")) == printed


def test_the_headline_of_the_data_repeats_its_quantities(sample_files: Files) -> None:
    headline = sample_files.data["headline"]
    assert {"valuation.target_price", "market.price", "valuation.implied_return"} <= set(headline)
    assert {path: each["value"] for path, each in headline.items()} == {
        path: sample_files.values[path] for path in headline
    }


def test_each_number_of_the_note_carries_its_path_on_the_screen(sample_files: Files, sample_built: Built) -> None:
    """Every number in the same words. Two bands of a scale share one printed bound."""
    note = sample_built.examined.note
    assert note is not None
    numbers = [each for each in numbers_in((note.front, note.sections)) if isinstance(each, Number)]
    in_note = Counter((each.path, _text(each.written.text)) for each in numbers)
    on_screen = Counter(beside_charts(sample_files.markup).numbers)
    assert on_screen - in_note == Counter()
    assert all(path.startswith(("house.ratings.", "implied.price_at.")) for path, _ in in_note - on_screen)


def test_each_path_on_the_screen_can_be_opened(sample_files: Files) -> None:
    used = {path for path, _ in sample_files.screen.numbers}
    assert len(used) > 150
    assert used <= set(sample_files.screen.lineages)
    assert used <= set(sample_files.values)


def test_each_number_on_the_screen_is_the_value_of_its_path(sample_files: Files) -> None:
    wrong = [
        (path, text, sample_files.values[path])
        for path, text in sample_files.screen.numbers
        if not _says(text, sample_files.values[path])
    ]
    assert wrong == []


def test_print_and_screen_hold_the_same_numbers(sample_files: Files) -> None:
    pieces = printed_pieces((sample_files.folder / "note.pdf").read_bytes())
    runs = [each for each in pieces if len(each) > 1 and not re.fullmatch(r"page \d+|\d+ / \d+", each)]
    # what each page but the first repeats at its head
    head = Counter(digits("1810.HK HKD 36.03 HKD 42.48 14 November 2025") * (len(sample_files.pages) - 1))
    printed = _of_two_digits(digits(" ".join(runs))) - head
    assert printed == _of_two_digits(digits(" ".join(beside_charts(sample_files.markup).words)))


def test_print_and_screen_letter_charts_alike(sample_files: Files) -> None:
    pieces = printed_pieces((sample_files.folder / "note.pdf").read_bytes())
    glyphs = "".join(each for each in pieces if len(each) == 1)
    shown = ["".join(each.split()) for each in in_charts(sample_files.markup).words]
    assert len(shown) > 150
    assert [each for each in shown if each not in glyphs] == []


def _text(printed: str) -> str:
    return printed.replace("\u00a0", " ").replace("\u202f", " ")


def _of_two_digits(numbers: Iterable[Decimal]) -> Counter[Decimal]:
    """Single digits number rows and exhibits; in the PDF they cannot be told from the letters of a chart."""
    return Counter(each for each in numbers if len(str(abs(each))) > 1)


def _says(text: str, value: float | None) -> bool:
    """Whether one of the numbers of a text is the value, rounded as it stands there, in some scale."""
    assert value is not None
    exact = Decimal(repr(value))
    for shown in digits(text):
        half = Decimal(5).scaleb(int(shown.as_tuple().exponent) - 1)
        if any(abs(abs(exact.scaleb(-scale)) - abs(shown)) <= half for scale in (0, 3, 6, 9, 12, -2)):
            return True
    return False
