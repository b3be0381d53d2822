"""Thirty companies on two exchanges, five of them broken in five ways, with the templates that users have."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.coverage_list import NIGHT, CoverageList, coverage_list
from tests.nights import damaged, stamps
from tests.workspaces import REPOSITORY

pytestmark = pytest.mark.slow


def test_thirty_companies_of_which_five_are_broken(tmp_path: Path) -> None:
    """One test, because each process that ran a part of it would have to make the list."""
    covered = coverage_list(tmp_path, broken=True, lean=True)
    status, found = night(covered.root)
    assert (status, found["counts"]["built"], found["counts"]["failed"]) == (1, 25, 5)
    assert_every_sound_company_has_its_own_figures(covered)
    assert_no_chart_stands_in_another_companys_note(covered)
    assert_the_broken_five_are_named_with_file_and_line(covered)
    assert_a_second_night_does_nothing_and_one_price_file_makes_one_note(covered)
    assert_a_quiet_night_loads_neither_charts_nor_layout(covered)


def night(root: Path, day: str = NIGHT) -> tuple[int, dict[str, Any]]:
    """The command as a user runs it: its status, and what it prints for machines."""
    command = [
        sys.executable,
        "-m",
        "reportgen",
        "nightly",
        "--root",
        str(root),
        "--as-of",
        day,
        "--jobs",
        "2",
        "--json",
    ]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    found: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, found


def by_company(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["company"]: each for each in found["companies"]}


def folder(covered: CoverageList, slug: str) -> Path:
    return covered.root / "output" / slug / NIGHT


def assert_every_sound_company_has_its_own_figures(thirty: CoverageList) -> None:
    found = json.loads((thirty.root / "output" / "nightly" / NIGHT / "index.json").read_text(encoding="utf-8"))
    told = by_company(found)
    for slug, expected in thirty.sound.items():
        note = told[slug]["note"]
        assert (told[slug]["state"], told[slug]["name"]) == ("built", expected.name)
        assert (note["currency"], note["price"]) == (expected.currency, expected.price)
        assert (note["target_price"], note["implied_return"]) == (expected.target_price, expected.implied_return)
    assert not damaged(thirty.root)


def assert_no_chart_stands_in_another_companys_note(thirty: CoverageList) -> None:
    for slug, expected in thirty.sound.items():
        page = (folder(thirty, slug) / "note.html").read_text(encoding="utf-8")
        drawn = " ".join(re.findall(r"<svg.*?</svg>", page, re.DOTALL))
        assert set(re.findall(r">Target (\d+\.\d\d)<", drawn)) == {expected.target_price}, slug
        assert set(re.findall(r">Price (\d+\.\d\d)<", drawn)) == {expected.price}, slug


def assert_the_broken_five_are_named_with_file_and_line(thirty: CoverageList) -> None:
    found = json.loads((thirty.root / "output" / "nightly" / NIGHT / "index.json").read_text(encoding="utf-8"))
    failed = {slug: each for slug, each in by_company(found).items() if each["state"] == "failed"}
    assert set(failed) == set(thirty.broken)
    for slug, company in thirty.broken.items():
        told = {(f"{one['file']}:{one['line']}", one["code"]) for one in failed[slug]["diagnostics"]}
        assert company.broken in told
        assert failed[slug]["note"] is None


def assert_a_second_night_does_nothing_and_one_price_file_makes_one_note(thirty: CoverageList) -> None:
    before = stamps(thirty.root)
    status, found = night(thirty.root)
    assert (status, found["counts"]["built"], found["counts"]["unchanged"], found["happened"]) == (1, 0, 25, False)
    assert stamps(thirty.root) == before
    slug, company = next(iter(thirty.sound.items()))
    with (thirty.inputs(slug) / "prices.csv").open("a", encoding="utf-8") as file:
        file.write(f"2025-11-17,{company.price},S5\n")
    _, found = night(thirty.root, "2025-11-17")
    assert [each["company"] for each in found["companies"] if each["state"] == "built"] == [slug]
    after = stamps(thirty.root)
    assert {file: after[file] for file in before} == before


def assert_a_quiet_night_loads_neither_charts_nor_layout(thirty: CoverageList) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.nights import tonight, SAMPLE_NIGHT;"
        "tonight(Path(sys.argv[1]));"
        "print(sorted({'matplotlib', 'weasyprint', 'pandas'} & set(sys.modules)))"
    )
    night(thirty.root)
    done = subprocess.run(
        [sys.executable, "-c", script, str(thirty.root)], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
