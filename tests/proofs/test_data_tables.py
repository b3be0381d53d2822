"""The tables over charts: of a clean page nothing is said; one wrong figure, name or row is found, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

import pytest

from reportgen.build import examine, fonts_of, templates_of
from reportgen.formats import html
from reportgen.formats.drawings import drawn
from reportgen.model.note import Note
from reportgen.proofs.data_tables import data_table_differs
from reportgen.proofs.reading import read_back
from tests.proofs.test_reading import finished, sizes, swap
from tests.workspaces import REPOSITORY

Fault = Callable[[str], str]


def in_table(name: str, old: str, new: str) -> Fault:
    """A passage changed in the table of a chart, and nowhere else."""

    def change(page: str) -> str:
        before, mark, table = page.partition(f'id="{name}-data" popover')
        assert mark
        return before + mark + swap(table, old, new)

    return change


FAULTS: Mapping[str, tuple[Fault, str]] = {
    "a digit of a step": (in_table("bridge", ">+8.37<", ">+8.73<"), "the table of chart bridge says 'Smartphones"),
    "a digit of a segment": (in_table("segments", ">50.6<", ">56.0<"), "the table of chart segments says '1Q"),
    "last year's close": (in_table("price-chart", ">42.48<", ">26.70<"), "the table of chart price-chart"),
    "another name of a step": (in_table("bridge", ">Smartphones<", ">Net cash<"), "the table of chart bridge says"),
    "a row that is missing": (
        lambda page: re.sub(r'(id="bridge-data".*?<tbody>\s*)<tr>.*?</tr>', r"\1", page, count=1, flags=re.DOTALL),
        "the table of chart bridge has",
    ),
    "columns exchanged": (
        in_table("segments", "Smartphones</th>", "Internet</th>"), "the table of chart segments has columns",
    ),
    "a digit that is read aloud": (in_table("bridge", "cash +0.30", "cash +3.00"), "the table of chart bridge does"),
    "a table that is missing": (
        lambda page: page.replace('id="bridge-data" popover', 'id="other-data" popover'),
        "chart bridge has no table of its data",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_single_fault_is_found_and_nothing_else(name: str) -> None:
    fault, says = FAULTS[name]
    broken = fault(finished().screen)
    assert broken != finished().screen
    found = read_back(finished().note, pdf=None, html=broken, pictures=sizes())
    assert {one.code for one in found} == {"data-table-differs"}, [one.text() for one in found]
    assert found[0].message.startswith(says)


@cache
def other_sample() -> tuple[Note, str]:
    note = examine(REPOSITORY, "tesla").note
    assert note is not None
    page = html.write(
        note,
        medium="screen",
        templates=templates_of(REPOSITORY),
        note_type="initiation",
        fonts=fonts_of(REPOSITORY),
        pictures=drawn(note, narrow=True),
    )
    return note, page


def test_of_the_other_sample_nothing_is_said() -> None:
    assert tuple(data_table_differs(*other_sample())) == ()


def test_the_remark_on_rounding_is_true_of_the_table() -> None:
    remark = "Periods may not add due to rounding."
    note, page = finished().note, finished().screen
    head, mark, table = page.partition('id="segments-data" popover')
    assert mark
    said = remark in table.partition("</div>\n<div")[0]
    turned = table.replace(f'<p class="data-said">{remark}</p>', "", 1) if said else table.replace(
        "</table>", f'</table><p class="data-said">{remark}</p>', 1
    )  # fmt: skip
    (found,) = data_table_differs(note, head + mark + turned)
    assert found.message.startswith("the table of chart segments: ")
