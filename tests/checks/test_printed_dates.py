"""Dates as printed beside the days that the program knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks.printed_dates import printed_year_differs
from tests.checks.examining import validation
from tests.workspaces import Edit


@pytest.mark.parametrize(
    ("file", "edit", "path"),
    [
        ("facts.yaml", ("published_printed: end of December 2024", "published_printed: end of December 2023"),
         "sources.S1.published_printed"),
        ("opinion.yaml", ("printed: spring 2024", "printed: spring 2022"), "milestones.1.printed"),
        ("exhibits.yaml", ("launched,\\nMay 2025", "launched,\\nMay 2023"), "price.events.1.text"),
    ],
)  # fmt: skip
def test_another_year_is_told_where_it_is_typed(tmp_path: Path, file: str, edit: Edit, path: str) -> None:
    (found,) = validation(printed_year_differs, tmp_path, {f"xiaomi/{file}": [edit]})
    assert (found.code, found.path) == ("printed-year-differs", path)


def test_words_without_a_year_say_nothing_of_it(tmp_path: Path) -> None:
    changes = {"xiaomi/opinion.yaml": [("printed: spring 2024", "printed: last spring")]}
    assert validation(printed_year_differs, tmp_path, changes) == []
