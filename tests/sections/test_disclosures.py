from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.disclosures import required
from reportgen.model.note import DisclosureGroup, Disclosures, Link, Section
from reportgen.sections.disclosures import disclosures
from reportgen.sections.writer import Writer, plain
from tests.sections.composing import sample, small, spaced
from tests.workspaces import SMALL

CONFLICTS = """\
answers:
  - {question: Holding, answer: true, detail: 2 %, as_of: 2025-01-31, attested_by: Lead Analyst}
  - {question: Market making, answer: false, as_of: 2025-01-31, attested_by: Lead Analyst}
"""


def section(writer: Writer) -> Section:
    return disclosures(writer, required(writer.inputs)[0], None)


def groups(writer: Writer) -> dict[str, DisclosureGroup]:
    small_print = next(each for each in section(writer).blocks if isinstance(each, Disclosures))
    return {each.id: each for each in (*small_print.left, *small_print.right)}


def words(group: DisclosureGroup) -> str:
    return spaced(" ".join(plain(line) for line in group.paragraphs))


def test_the_groups_stand_in_their_order() -> None:
    assert list(groups(sample())) == [
        "certification", "ratings", "method", "override", "limits", "left-out",
        "conflicts", "times", "statement-1", "statement-2", "statement-3", "sources", "publisher",
    ]  # fmt: skip


def test_what_a_reader_misses_is_said(tmp_path: Path) -> None:
    told = words(groups(sample())["left-out"])
    assert told.startswith("This note holds nothing on consensus, the dividend yield, free float")
    assert "peers" not in told
    assert "the distribution of ratings" in told
    assert "multiples of peers" in words(groups(small(tmp_path))["left-out"])
    assert not re.search("dividend|free float", words(groups(small(tmp_path, "two currencies"))["left-out"]))
    assert "past prices" in words(groups(small(tmp_path, "price typed"))["left-out"])


def test_what_does_not_apply_is_left_out(tmp_path: Path) -> None:
    assert {"override", "limits"} & set(groups(small(tmp_path))) == set()


def test_ratings_are_explained_and_an_override_is_confessed(tmp_path: Path) -> None:
    text = words(groups(sample())["ratings"])
    assert "Sell: implied return below −10 %." in text
    assert "The horizon is 12 months" in text
    assert text.endswith("This note holds an override.")
    assert "holds an override" not in words(groups(small(tmp_path))["ratings"])


def test_the_method_is_told_from_the_valuation_itself() -> None:
    text = words(groups(sample())["method"])
    for expected in (
        "Sum of the parts as of 14 November 2025: Smartphones (hardware), 10-year DCF as its source states it;",
        "Investments & non-core assets, book value with an uplift; Others & services, EV / sales;",
        "plus Net cash of 30 June 2025; with a premium of 12 %;",
        "divided by 26.65 bn shares (as stated of 30 June 2025); changed into HKD at 1.13636.",
        "rounded once, to HKD 0.01.",
    ):
        assert expected in text


def test_the_method_of_the_least_has_neither_bridge_nor_premium_nor_rate(tmp_path: Path) -> None:
    assert words(groups(small(tmp_path))["method"]) == (
        "Sum of the parts as of 31 January 2025: The whole, 10-year DCF as its source states it; divided by 50 m "
        "shares (diluted of 31 January 2025). The target is for 12 months, computed from unrounded figures and "
        "rounded once, to USD 0.01."
    )


def test_names_keep_their_capitals(tmp_path: Path) -> None:
    """IFRS liabilities are no iFRS liabilities."""
    writer = small(tmp_path, "twelve parts, bridge and premium")
    assert "less Net debt of 31 December 2024, plus Cash elsewhere of 31 January 2025" in words(
        groups(writer)["method"]
    )


def test_limits_hold_what_was_acknowledged() -> None:
    text = words(groups(sample())["limits"])
    assert "The source of the parts does not give the inputs" in text
    assert "Without the net cash the target would change by HKD −0.34" in text


def test_answers_are_printed_with_their_detail(tmp_path: Path) -> None:
    found = groups(small(tmp_path, changes={"conflicts.yaml": CONFLICTS}))["conflicts"]
    assert [(plain(label), plain(value)) for label, value in found.rows] == [
        ("Holding: 2 %", "Yes"),
        ("Market making", "No"),
    ]


def test_missing_answers_are_no_noes(tmp_path: Path) -> None:
    found = groups(small(tmp_path))["conflicts"]
    assert found.rows == ()
    assert "A missing answer is not a no." in words(found)


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ("nothing but the least", "Prices are closing prices on XNYS of 31 January 2025."),
        ("price typed", "The price is that on XNYS of 31 January 2025."),
    ],
)
def test_prices_are_called_closing_prices_only_where_they_are(tmp_path: Path, variant: str, expected: str) -> None:
    text = words(groups(small(tmp_path, variant))["times"])
    assert text.startswith(expected)
    assert "Production was completed on 31 January 2025, 12:00 Hong Kong time." in text


def test_sources_are_told_with_author_date_and_address(tmp_path: Path) -> None:
    more = (
        "  Q: {title: BYD annual report, author: BYD, published_printed: spring 2024, url: 'https://example.com/q'}\n"
    )
    facts = SMALL["facts.yaml"].replace("metrics:\n", f"{more}metrics:\n")
    found = groups(small(tmp_path, changes={"facts.yaml": facts}))["sources"]
    assert [spaced(plain(line)) for line in found.paragraphs] == [
        "P A paper, 31 January 2025.",
        "Q BYD: BYD annual report, spring 2024. example.com",
    ]
    (link,) = [piece for piece in found.paragraphs[1] if isinstance(piece, Link)]
    assert link.href == "https://example.com/q"


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("https://d33gy59ovltp76.cloudfront.net/news/a-long-path", "cloudfront.net"),
        ("https://www.mi.com.hk/x?y=1", "mi.com.hk"),
        ("https://ir.mi.com", "mi.com"),
        ("a printed page", "a printed page"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_only_an_address_of_the_web_is_a_link_and_shortened(tmp_path: Path, address: str, printed: str) -> None:
    facts = SMALL["facts.yaml"].replace("metrics:\n", f"  Q: {{title: Q, url: '{address}'}}\nmetrics:\n")
    line = groups(small(tmp_path, changes={"facts.yaml": facts}))["sources"].paragraphs[1]
    assert plain(line) == f"Q Q. {printed}"
    assert any(isinstance(piece, Link) for piece in line) is address.startswith("https:")


def test_the_analyst_s_own_words_come_first(tmp_path: Path) -> None:
    assert "Text of disclosures" in str(section(small(tmp_path, "asides everywhere")).blocks[0])


def test_the_publisher_names_its_people() -> None:
    found = groups(sample())["publisher"]
    assert found.title == "Example Research Limited, Hong Kong"
    assert plain(found.rows[0][0]) == "Lead Analyst, Analyst, consumer technology"
