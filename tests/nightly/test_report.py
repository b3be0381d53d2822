from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from reportgen.diagnostics import Diagnostic, Location
from reportgen.model.publication import BuildRow
from reportgen.nightly.house import read_terms
from reportgen.nightly.page import page
from reportgen.nightly.report import Entry, Move, Report, as_diagnostic, as_dict, moves
from tests.workspaces import REPOSITORY

NIGHT = date(2025, 11, 17)
AT = datetime(2025, 11, 17, 14, 0, tzinfo=UTC)


def row(**changes: Any) -> BuildRow:  # noqa: ANN401 - any of its fields
    build = BuildRow(
        id="b", company="acme", as_of=date(2025, 11, 14), input_key="k", code="c", built_at=AT, seconds=2.0,
        outcome="built", rating="Neutral", currency="HKD", target_price="36.03", price="42.48",
        price_as_of=date(2025, 11, 14), implied_return="-0.152",
    )  # fmt: skip
    return replace(build, **changes)


def report(*entries: Entry) -> Report:
    terms, _ = read_terms(REPOSITORY)
    assert terms is not None
    return Report(
        run="run-1", night=NIGHT, terms=terms, started_at=AT, ended_at=AT, jobs=2, happened=True, entries=entries
    )


def entry(**changes: Any) -> Entry:  # noqa: ANN401 - any of its fields
    return replace(Entry(company="acme", name="Acme & <Sons>", state="built", standing=row()), **changes)


class _Text(HTMLParser):
    """The words of a page, but for its style sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag == "style"
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def read(*entries: Entry) -> tuple[str, list[str]]:
    parser = _Text()
    parser.feed(page(REPOSITORY, report(*entries)))
    text = " ".join(" ".join(parser.words).split()).replace("\u00a0", " ").replace("\u202f", " ")
    return text, parser.links


FOUND = Diagnostic("unknown-rating", "no such rating: 'Neutrall'", Location("inputs/acme/opinion.yaml", 5, 9), "rating")


def test_what_moved_is_told_with_its_size() -> None:
    before, after = row(), row(rating="Buy", target_price="40.00", price="42.50", implied_return="-0.059")
    assert moves(before, after) == (
        Move("rating", "Neutral", "Buy"),
        Move("target_price", "36.03", "40.00", "0.110186"),
        Move("price", "42.48", "42.50", "0.000471"),
        Move("implied_return", "-0.152", "-0.059", "0.093"),
    )


def test_the_same_amount_in_other_digits_is_no_move() -> None:
    assert moves(row(), row(target_price="36.030", price="42.480")) == ()


def test_another_currency_has_no_size() -> None:
    assert moves(row(), row(currency="USD"))[0] == Move("target_price", "36.03", "36.03", None)


def test_a_build_without_figures_moves_nothing() -> None:
    assert moves(row(rating=None, target_price=None, price=None, implied_return=None), row()) == ()


def test_a_failed_company_is_told_with_file_and_line_and_age() -> None:
    text, links = read(entry(state="failed", reason="diagnostics", diagnostics=(FOUND.as_dict(),)))
    assert "1 of 1 company wants a look" in text
    assert "inputs/acme/opinion.yaml:5:9" in text
    assert "Stale: the last good note, of 14 November 2025, stays; it is 3 days old." in text
    assert "../../acme/2025-11-14/note.html" in links


def test_a_quiet_night_says_so() -> None:
    text, _ = read(entry(state="unchanged"))
    assert "Nothing has changed" in text
    assert "Someone must look" not in text
    assert "What moved" not in text


def test_names_are_text_and_never_markup() -> None:
    text, _ = read(entry())
    assert "Acme & <Sons>" in text


def test_moves_are_printed_as_notes_print_them() -> None:
    text, _ = read(entry(before=row(), standing=row(price="40.00", implied_return="-0.099")))
    assert "42.48 → HKD 40.00" in text
    assert "−15.2 % → −9.9 %" in text
    assert "+5.3 points" in text
    assert "1 price moved against the notes that stood before; no rating and no target did." in text


@pytest.mark.parametrize("state", ["built", "unchanged", "failed", "skipped"])
def test_every_state_can_be_without_any_note(state: Any) -> None:  # noqa: ANN401 - a state
    text, _ = read(entry(state=state, standing=None))
    assert "Acme" in text


def test_the_page_needs_nothing_but_itself() -> None:
    found = page(REPOSITORY, report(entry(), entry(company="other", log="other.log", withheld="there are warnings")))
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', found)
    assert "<script" not in found
    assert all(address.startswith("data:") for address in re.findall(r'url\("?([^)"]+)', found))


def test_the_same_night_gives_the_same_bytes() -> None:
    assert page(REPOSITORY, report(entry())) == page(REPOSITORY, report(entry()))


def test_the_template_of_the_workspace_comes_first(tmp_path: Path) -> None:
    template = tmp_path / "templates" / "_night" / "index.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text("{{ house }}: {{ headline }}", encoding="utf-8")
    assert page(tmp_path, report(entry())) == "Example Research: 1 note built, and nothing wants a look"


def test_counts_and_companies_are_in_the_json() -> None:
    failed = entry(company="other", state="failed", standing=None, diagnostics=(FOUND.as_dict(),))
    found: Any = as_dict(report(entry(before=row(price="40.00")), failed))
    assert found["counts"] == {
        "built": 1, "unchanged": 0, "failed": 1, "skipped": 0, "stale": 0, "moved": 1, "released": 0, "look": 1,
    }  # fmt: skip
    assert [each["company"] for each in found["companies"]] == ["acme", "other"]
    assert found["companies"][0]["moved"][0]["what"] == "price"
    assert found["companies"][1]["note"] is None


def test_a_diagnostic_comes_back_as_it_was_kept() -> None:
    assert as_diagnostic(FOUND.as_dict()) == FOUND
