"""The traps that other generators of notes fall into; each test shows that ours does not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from reportgen.build import build, examine
from reportgen.diagnostics import Severity
from reportgen.model.note import Exhibit, Section
from reportgen.sections.writer import plain
from tests.commands.reading import Files, beside_charts, digits
from tests.commands.small import company, parts
from tests.commands.test_variants import INTERNAL
from tests.conftest import Run
from tests.workspaces import workspace

ROUNDING = "may not add due to rounding"
# An attribute that makes a browser load what it names, unless that stands in the page itself.
LOADS = re.compile(
    r"<(?:img|script|link|iframe|source|video|audio|embed|object|use|image)\b[^>]*?"
    r"(?:src|href|data)\s*=(?!\s*[\"']?(?:data:|#))",
    re.IGNORECASE,
)


def test_a_rating_that_contradicts_its_return_needs_a_reason(tmp_path: Path) -> None:
    root = workspace(tmp_path, {"xiaomi/opinion.yaml": None})
    opinion = (workspace(tmp_path) / "inputs/xiaomi/opinion.yaml").read_text(encoding="utf-8")
    without = re.sub(r"override:\n  reason: >-\n(?:    .+\n)+", "", opinion)
    assert without != opinion
    (root / "inputs/xiaomi/opinion.yaml").write_text(without, encoding="utf-8")
    errors = [each for each in examine(root, "xiaomi").diagnostics if each.severity is Severity.ERROR]
    assert [each.code for each in errors] == ["rating-matches-return"]
    assert not build(root, "xiaomi", formats_wanted=("json",)).files


def test_the_target_is_that_of_the_parts_and_follows_them(tmp_path: Path) -> None:
    """No headline of another's: a part that is worth a tenth more moves the target by its weight."""
    root = workspace(tmp_path, {"xiaomi/valuation.yaml": [("CNY 196.3 bn", "CNY 215.93 bn")]})
    results = examine(root, "xiaomi").results
    assert results is not None
    assert results.value("valuation.target_price") == pytest.approx((754.4 + 19.63) * 1.12 / 26.65 * 1.13636, abs=0.005)


def test_the_bridge_foots_as_printed(sample_files: Files) -> None:
    """A reader with pencil and paper arrives at the printed totals, or is told of the rounding."""
    table = _between(sample_files.screen.text, "Sum of the parts, 14 November 2025", "844.9 ÷")
    for terms, total in (("196.3 184.3 12.5 350.6 3.6", "747.3"), ("747.3 7.1", "754.4"), ("754.4 90.5", "844.9")):
        assert sum(digits(terms)) == digits(total)[0]
        assert all(each in table for each in (*terms.split(), total))
    # 26.3 + 24.7 + 1.7 + 46.9 + 0.5 is 100.1, and 31.86 + 0.30 is 32.16
    assert f"Percentages and HKD a share {ROUNDING}." in sample_files.screen.text


def test_the_printed_chain_leads_to_the_target_or_says_why_not(sample_files: Files) -> None:
    rail = (
        "844.9 CNY bn, adjusted equity ÷ 26.65 bn shares, 30 Jun 2025 = 31.70 CNY a share × 1.13636 HKD per CNY = 36.03"
    )
    assert rail in sample_files.screen.text
    # 31.70 × 1.13636 is 36.02
    assert re.search(r"The target is computed from the unrounded CNY 31\.7046 ?\.", sample_files.screen.text)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"One": "300", "Other": "250"}, ""),
        ({"One": "200", "Other": "200", "Third": "200"}, "Percentages"),
        ({"One": "200.25", "Other": "200.25", "Third": "150.3"}, "USD m"),
        ({"One": "250.26", "Other": "150.26", "Third": "120.26"}, "USD a share"),
    ],
)
def test_rounding_is_confessed_exactly_where_it_shows(tmp_path: Path, values: dict[str, str], said: str) -> None:
    note = examine(company(tmp_path, changes={"valuation.yaml": parts(values)}), "small").note
    assert note is not None
    source = plain(_exhibit(note.sections, "sum-of-parts").source)
    sentence = re.search(rf"([A-Z][^.]*) {ROUNDING}\.", source)
    assert (said in sentence[1] if sentence else False) == bool(said)
    if not said:
        assert sentence is None


def test_internal_words_never_reach_the_reader(sample_files: Files) -> None:
    for text in (sample_files.print, sample_files.screen.text):
        assert INTERNAL.findall(text) == []
        assert not re.search(r"needs review|todo|lorem|TBD|n/a", text, re.IGNORECASE)


def test_the_same_number_is_the_same_wherever_it_stands(sample_files: Files) -> None:
    """One path, one value: two places differ in scale and decimals only."""
    texts: dict[str, set[str]] = {}
    for path, text in beside_charts(sample_files.markup).numbers:
        texts.setdefault(path, set()).add(text)
    assert texts["valuation.target_price"] <= {"HKD 36.03", "36.03"}
    assert texts["valuation.implied_return"] == {"−15.2 %"}


def test_what_is_missing_is_a_dash_and_never_a_zero(sample_files: Files) -> None:
    assert "Free float, % –" in sample_files.screen.text
    assert "Dividend yield –" in sample_files.screen.text
    assert "A dash means that there is no figure, not zero." in sample_files.screen.text


def test_actual_figures_are_called_actual(sample_files: Files) -> None:
    assert re.search(r"FY2022A FY2023A FY2024A LTM 2Q25A", sample_files.screen.text)
    assert "2025E" not in sample_files.screen.text


def test_what_looks_like_markup_is_text(tmp_path: Path) -> None:
    root = company(
        tmp_path,
        changes={
            "valuation.yaml": [("label: The whole", "label: 'A & B \"C\" < D > ''E'''")],
            "note.md": [("A standfirst.", "A standfirst & more \"quoted\" 'so' 1 < 2.")],
        },
    )
    built = build(root, "small", formats_wanted=("html",))
    files = Files(built.folder)
    assert "A & B \"C\" < D > 'E'" in files.screen.text
    assert "A & B" not in files.markup
    assert "1 < 2" in files.screen.text


def test_the_page_asks_for_nothing_from_outside(sample_files: Files) -> None:
    markup = sample_files.markup
    assert LOADS.findall(markup) == []
    styles = " ".join(re.findall(r"<style>(.*?)</style>", markup, re.DOTALL))
    assert not re.search(r"@import|url\((?!\s*[\"']?(?:data:|#))", styles)
    assert not re.search(r"\b(?:fetch|XMLHttpRequest|WebSocket|importScripts|sendBeacon)\b", markup)
    assert "default-src 'none'" in markup
    # what may be followed are links to places in the page, to the files beside it, and to sources
    links = re.findall(r"<a\b[^>]*?href=\"([^\"]*)\"", markup)
    assert all(each.startswith(("#", "https://")) or each in ("note.pdf", "model.xlsx", "note.json") for each in links)


def test_every_anchor_of_the_page_leads_somewhere(sample_files: Files) -> None:
    markup = sample_files.markup
    named = Counter(re.findall(r"\sid=\"([^\"]+)\"", markup))
    assert max(named.values()) == 1
    used = {*re.findall(r"href=\"#([^\"]+)\"", markup), *re.findall(r"popovertarget=\"([^\"]+)\"", markup)}
    assert used <= set(named)


def test_pages_are_counted_and_can_be_found(sample_files: Files) -> None:
    count = len(sample_files.pages)
    for number, page in enumerate(sample_files.pages, start=1):
        assert f"{number} / {count}" in page
        assert f"page {count}" in page


def test_a_bad_date_on_the_command_line_is_no_trace(reportgen: Run, sample_root: Path) -> None:
    said = reportgen("check", "xiaomi", "--root", sample_root, "--as-of", "1850-01-01")
    assert said.status == 1
    assert "Traceback" not in said.out + said.err


def _between(text: str, first: str, last: str) -> str:
    return text.partition(first)[2].partition(last)[0]


def _exhibit(sections: tuple[Section, ...], name: str) -> Exhibit:
    return next(
        each for section in sections for each in section.blocks if isinstance(each, Exhibit) and each.id == name
    )
