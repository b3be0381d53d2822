"""Each pillar of the thesis has a number and a date."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks import thesis
from reportgen.diagnostics import Diagnostic, Severity
from tests.commands.small import company
from tests.workspaces import REPOSITORY, SMALL, valued

PRICE = "{{ market.price | money }}"


def told(tmp_path: Path, text: str) -> list[Diagnostic]:
    note = f"{SMALL['note.md']}\n## Thesis {{#thesis}}\n\n{text}\n"
    found = valued(company(tmp_path, changes={"note.md": note}))
    both = (thesis.thesis_pillar_without_number, thesis.thesis_pillar_without_date)
    return [one for check in both for one in check(found.inputs, found.results)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"**Cheap.** It costs {PRICE} in FY2025.", []),
        (f"**{PRICE} in June 2025.** It is cheap.", []),
        (f"**Cheap.** It costs {PRICE}.\n\nThat was on 31 January 2025.", []),
        (f"**Cheap.** It costs {PRICE} on {{{{ market.price | as_of }}}}.", []),
        (f"**Cheap.** Sales of {{{{ revenue.FY2024 | period }}}} cost {PRICE}.", []),
        ("**Cheap.** It was so in FY2024.", ["number"]),
        ("**Cheap.** It was so on {{ market.price | as_of }}.", ["number"]),
        ('**Cheap.** In FY2024 it was {{ claim("cheap", market.price > 0) }}.', ["number"]),
        (f"**Cheap.** It costs {PRICE}.", ["date"]),
        (f"**Cheap.** It costs {PRICE} after ten years.", ["date"]),
        ("**Cheap.** Yes.", ["number", "date"]),
        (f"**Good.** {PRICE} in 2025.\n\n**Cheap.** Yes.", ["number", "date"]),
        ("Words that are no pillar.", []),
    ],
)
def test_a_pillar_has_a_number_and_a_date(text: str, codes: list[str], tmp_path: Path) -> None:
    found = told(tmp_path, text)
    assert [one.code for one in found] == [f"thesis-pillar-without-{each}" for each in codes]
    assert {one.severity for one in found} <= {Severity.WARNING}


def test_it_is_told_at_the_paragraph(tmp_path: Path) -> None:
    first, _ = told(tmp_path, f"**Good.** {PRICE} in 2025.\n\n**Cheap.** Yes.")
    assert str(first.location) == "inputs/small/note.md:9:1"


@pytest.mark.parametrize("slug", ["xiaomi", "tesla"])
def test_the_samples_have_both(slug: str) -> None:
    found = valued(REPOSITORY, slug)
    assert list(thesis.thesis_pillar_without_number(found.inputs, found.results)) == []
    assert list(thesis.thesis_pillar_without_date(found.inputs, found.results)) == []
