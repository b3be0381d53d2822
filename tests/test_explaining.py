"""Where a number comes from, as text: down to the facts, with sources, dates and places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.build import rules
from reportgen.explaining import explain_code, explain_number
from tests.commands.small import company
from tests.workspaces import workspace

PLACE = re.compile(r"in (inputs/[\w./]+):(\d+):(\d+)$")


def told(root: Path, path: str) -> str:
    found, text, diagnostics = explain_number(root, "xiaomi", path)
    assert found
    assert diagnostics == ()
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_tree_goes_from_the_target_to_each_fact(sample_root: Path) -> None:
    text = told(sample_root, "valuation.target_price")
    assert text.splitlines()[0] == "Target price = HKD 36.03   valuation.target_price"
    for expected in (
        "= CNY 31.70 × HKD/CNY 1.13636",
        "= CNY 844.9 bn ÷ 26.65 bn shares",
        "= CNY 754.4 bn × (1 + 12 %)",
        "typed 'CNY 196.3 bn', source S3, as of 2025-11-14, published 2025-11-14",
        "typed '7.1', source S3, as of 2025-06-30",
        "judgement: typed '12 %'",
    ):
        assert expected in text


def test_each_place_is_where_the_figure_was_typed(sample_root: Path) -> None:
    lines = told(sample_root, "valuation.target_price").splitlines()
    typed = [re.search(r"typed '([^']+)'", line) for line in lines]
    places = [PLACE.search(line) for line in lines]
    pairs = [
        (value[1], place)
        for number, value in enumerate(typed)
        if value and (place := next(filter(None, places[number:]), None))
    ]
    assert len(pairs) >= 10
    for value, place in pairs:
        line = (sample_root / place[1]).read_text(encoding="utf-8").splitlines()[int(place[2]) - 1]
        assert value in line[int(place[3]) - 1 :]


def test_what_was_explained_above_is_not_repeated(sample_root: Path) -> None:
    text = told(sample_root, "valuation.share_of_total")
    # each of the five shares is taken of the enterprise value, and the first explains it
    assert text.count("Enterprise value = CNY 747.3 bn") == 5
    assert text.count("= CNY 196.3 bn + CNY 184.3 bn + CNY 12.5 bn + CNY 350.6 bn + CNY 3.6 bn") == 1
    assert text.count("explained above") >= 4


def test_a_fact_can_be_named_shortly(sample_root: Path) -> None:
    text = told(sample_root, "revenue.2024Q3")
    assert text.splitlines()[0].endswith("facts.revenue.2024Q3")
    assert "actual: typed '92.5065', source S4, as of 2024-09-30, published 2024-11-18" in text
    assert "read at https://" in text


def test_a_floor_says_that_it_is_one(sample_root: Path) -> None:
    assert "the source says more than this" in told(sample_root, "deliveries.2025-10")


def test_a_scenario_tells_what_was_replaced(sample_root: Path) -> None:
    text = told(sample_root, "scenarios.risks.1")
    assert "valuation.premium = 0 instead of 0.12" in text
    assert "valuation.target_price is computed again; in the note it is 36.03" in text


def test_a_misspelt_path_is_not_found_but_its_neighbours_are(sample_root: Path) -> None:
    found, text, _ = explain_number(sample_root, "xiaomi", "valuation.premum")
    assert not found
    assert "valuation.premium" in text


def test_where_nothing_can_be_read_the_reasons_are_told(tmp_path: Path) -> None:
    root = workspace(tmp_path, {"xiaomi/valuation.yaml": "parts: ["})
    found, text, diagnostics = explain_number(root, "xiaomi", "valuation.target_price")
    assert (found, text) == (False, "")
    assert diagnostics


def test_a_judgement_names_no_source_but_the_house(tmp_path: Path) -> None:
    found, text, _ = explain_number(company(tmp_path, "a discount"), "small", "valuation.premium")
    assert found
    assert "judgement: typed '-5 %', source Example Research" in text


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_each_code_has_a_reason(rule: object) -> None:
    code = getattr(rule, "code", "")
    known, text = explain_code(code)
    assert known
    first, _, reason = text.partition("\n")
    assert first == code
    assert len(reason.split()) >= 8
    assert max(map(len, text.splitlines())) <= 100


def test_a_misspelt_code_names_those_like_it() -> None:
    known, text = explain_code("rating-matches-retrun")
    assert not known
    assert "rating-matches-return" in text
