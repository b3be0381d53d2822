"""The windows over numbers: of a clean note nothing is said; one wrong digit in one of them is found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from time import process_time

import pytest

from reportgen.proofs.reading import read_back
from reportgen.proofs.windows import lineage_differs
from tests.proofs.test_reading import finished, sizes, swap

Fault = Callable[[str], str]


def in_window(path: str, old: str, new: str) -> Fault:
    """A passage changed in the window of a path, and nowhere else."""

    def change(page: str) -> str:
        before, mark, window = page.partition(f'data-lineage="{path}"')
        assert mark
        return before + mark + swap(window, old, new)

    return change


TARGET = "valuation.target_price"
PRICE = "prices.2025-11-14"
FAULTS: Mapping[str, tuple[Fault, str]] = {
    "a digit of the value": (
        in_window(TARGET, "36.03<", "36.04<"),
        "valuation.target_price: its window does not say 'HKD36.03', but '36.04'",
    ),
    "a digit of the formula with its numbers": (
        in_window("valuation.implied_return", "36.03 ÷", "36.30 ÷"),
        "valuation.implied_return: its window does not say 'HKD36.03÷HKD42.48\u22121', but",
    ),
    "a digit of an operand": (
        in_window("valuation.implied_return", '">HKD\u00a042.48</button>', '">HKD\u00a042.84</button>'),
        "valuation.implied_return: its window does not say 'SharepriceHKD42.48', but",
    ),
    "the line of a file": (
        in_window(PRICE, "inputs/xiaomi/prices.csv:26", "inputs/xiaomi/prices.csv:27"),
        "prices.2025-11-14: its window does not say",
    ),
    "the day of publication": (
        in_window("facts.revenue.FY2022", "published 24\u00a0Mar", "published 25\u00a0Mar"),
        "facts.revenue.FY2022: its window does not say",
    ),
    "a digit more than is printed": (
        in_window("analysis.gross_profit.margin.FY2024", "20.923438", "20.923439"),
        "analysis.gross_profit.margin.FY2024: its window does not say '20.923438%', but",
    ),
    "a number of the template": (
        in_window(TARGET, "<strong>", "<strong>7 "),
        "valuation.target_price: its window shows '7', which its lineage does not hold",
    ),
    "a window that is missing": (
        lambda page: page.replace(f'data-lineage="{PRICE}"', "", 1),
        f"{PRICE} has no window",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_single_fault_is_found_and_nothing_else(name: str) -> None:
    fault, says = FAULTS[name]
    broken = fault(finished().screen)
    assert broken != finished().screen
    found = read_back(finished().note, pdf=None, html=broken, pictures=sizes())
    assert {one.code for one in found} == {"lineage-differs"}, [one.text() for one in found]
    assert any(one.message.startswith(says) for one in found), [one.text() for one in found]


def test_a_number_opens_its_own_window() -> None:
    own = re.search(rf'popovertarget="(lineage-[0-9]+)" data-path="{TARGET}"', finished().screen)
    assert own is not None
    broken = finished().screen.replace(own[0], own[0].replace(own[1], "lineage-2"), 1)
    (found,) = lineage_differs(finished().note, broken)
    assert found.message.startswith(f"{TARGET} opens the window of ")


def test_a_page_without_windows_is_told_once() -> None:
    (found,) = lineage_differs(finished().note, "<html><body>36.03</body></html>")
    assert found.message == "no number of the page opens a window"


def test_another_date_of_a_source_is_found() -> None:
    note = finished().note
    dated = next(each for each in note.lineages if each.as_of)
    changed = tuple(replace(each, as_of="1\u00a0Jan\u00a02001") if each is dated else each for each in note.lineages)
    (found,) = lineage_differs(replace(note, lineages=changed), finished().screen)
    assert found.message.startswith(f"{dated.path}: its window does not say ")


def test_it_costs_little() -> None:
    note, screen = finished().note, finished().screen
    began = process_time()
    assert tuple(lineage_differs(note, screen)) == ()
    assert process_time() - began < 0.1
