"""Companies as small and as odd as they come get a note without a fault, and without a word of the program's own."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from reportgen.build import Built, build
from reportgen.diagnostics import Severity
from tests.commands.reading import Files
from tests.commands.small import LONG_NAME, VARIANTS, company

# What a program leaves where it has no word: none of it is ever meant.
INTERNAL = re.compile(r"\b(?:None|nan|NaN|inf|Undefined|True|False)\b|\bn\.m\.|\{\{|\}\}|\{%|<[a-z]+[ >]")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Built]:
    """The variants as they are asked for, each built once."""
    return _Variants(tmp_path_factory)


class _Variants(dict[str, Built]):
    def __init__(self, folders: pytest.TempPathFactory) -> None:
        super().__init__()
        self.folders = folders

    def __missing__(self, variant: str) -> Built:
        found = build(company(self.folders.mktemp("variant"), variant), "small")
        self[variant] = found
        return found


def files(built: Built) -> Files:
    assert built.files, "\n".join(each.text() for each in built.diagnostics)
    return Files(built.folder)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_note_is_built(built: Mapping[str, Built], variant: str) -> None:
    one = built[variant]
    assert [each.code for each in one.diagnostics if each.severity is not Severity.INFO] == ["conflicts-unanswered"]
    note = files(one)
    for text in (note.print, note.screen.text):
        # only a grid has cells without a meaningful figure, and explains them
        assert INTERNAL.findall(text.replace("n.m.", "") if variant == "everything asked" else text) == []
        # its risk is told
        assert "Anything" in text or "Patience" in text
    assert note.data["headline"]["valuation.target_price"]["value"] > 0
    # the last page is never nearly empty
    assert len(note.pages[-1].split()) > 120


def test_the_least_needs_three_pages(built: Mapping[str, Built]) -> None:
    """Short sections follow each other; each would be a nearly empty page."""
    assert len(files(built["nothing but the least"]).pages) == 3


def test_missing_answers_are_said_to_be_missing(built: Mapping[str, Built]) -> None:
    assert "A missing answer is not a no." in " ".join(files(built["nothing but the least"]).print.split())


def test_a_typed_price_stands_for_closing_prices(built: Mapping[str, Built]) -> None:
    note = files(built["price typed"])
    assert "USD 8.00" in note.print
    assert "closing" not in note.print
    assert "The price is that on XNYS of 31 January 2025." in note.screen.text


def test_one_currency_needs_no_rate(built: Mapping[str, Built]) -> None:
    note = files(built["nothing but the least"])
    assert "USD per USD" not in note.screen.text
    assert "valuation.exchange_rate" not in note.values


def test_a_rate_leads_from_one_currency_to_the_other(built: Mapping[str, Built]) -> None:
    note = files(built["two currencies"])
    assert note.values["valuation.target_price"] == pytest.approx(9.5)
    assert "GBP 9.50" in note.print
    assert re.search(r"10\.00\s+USD a share", note.screen.text)


def test_twelve_parts_fit(built: Mapping[str, Built]) -> None:
    note = files(built["twelve parts, bridge and premium"])
    for number in range(1, 13):
        assert f"Part number {number} of the twelve" in note.print


def test_a_negative_part_keeps_its_sign(built: Mapping[str, Built]) -> None:
    note = files(built["a negative part"])
    assert "−140.5" in note.print
    assert note.values["valuation.enterprise_value"] == pytest.approx(506.5e6)


def test_a_discount_lowers_the_target(built: Mapping[str, Built]) -> None:
    note = files(built["a discount"])
    assert note.values["valuation.target_price"] == pytest.approx(9.5)
    assert "Judgement: −0.50" in note.screen.text


def test_what_is_subtracted_is_named_so_and_printed_in_both_columns(built: Mapping[str, Built]) -> None:
    note = files(built["twelve parts, bridge and premium"])
    assert re.search(r"Less: Net debt\s+31 Dec 2024\s+−30\.5\s+−0\.61", note.screen.text)


def test_a_company_of_millions_is_told_in_millions(built: Mapping[str, Built]) -> None:
    """In billions its shares would be a number of another size than the head of their column says."""
    note = files(built["twelve parts, bridge and premium"])
    for said in ("Market value, USD m 400.0", "Shares, m, diluted† 50", "Net debt, USD m† 30.5"):
        assert said in note.screen.text
    assert "USD bn" not in note.screen.text


@pytest.mark.parametrize(
    ("variant", "name"),
    [
        ("quotes and ampersands", """O'Brien & "Sons" < 3 > 2"""),
        ("a long name", LONG_NAME),
        ("a Chinese name", "小米集團"),
    ],
)
def test_a_name_prints_as_it_was_typed(built: Mapping[str, Built], variant: str, name: str) -> None:
    note = files(built[variant])
    assert note.data["company"]["name"] == name
    assert name in note.screen.text
    assert name in " ".join(note.print.split())
    # on the front page, and at the head of every other one
    assert sum(name in " ".join(page.split()) for page in note.pages) == len(note.pages)


def test_names_in_the_company_s_own_script_print(built: Mapping[str, Built]) -> None:
    note = files(built["a Chinese name"])
    assert "騰訊控股有限公司" in note.screen.text
    assert "騰訊控股有限公司" in note.pages[0]


def test_no_prose_is_lost(built: Mapping[str, Built]) -> None:
    """Every section prints its paragraphs, its small headings, and what stands under them."""
    note = files(built["asides everywhere"])
    for text in (note.screen.text, " ".join(note.print.split())):
        assert "An aside Beside the thesis." in text
        for anchor in ("valuation", "price", "operations", "plan", "risks", "disclosures"):
            assert all(f"{word} {anchor}" in text for word in ("Title of", "Text of", "Aside of", "Beside"))
