from __future__ import annotations

import re

import pytest

from reportgen.formats.excel.addresses import address, defined_name, letters, quoted, sheet_name


@pytest.mark.parametrize("path", ["TAX2025", "tax1", "true", "r", "c", "R1C1", "FY2025", "1st", "净现金", "a-b", "A B"])
def test_every_path_makes_a_name_that_programs_take(path: str) -> None:
    name = defined_name(path, ())
    assert re.fullmatch(r"[a-z_][a-z0-9_]*(\.[a-z0-9_]+)+", name)
    assert defined_name(path, {name}) == f"{name}_2"


def test_addresses_and_names_of_sheets() -> None:
    assert [letters(column) for column in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert [quoted(name) for name in ("Inputs", "iot", "cars", "rc1", "tax1", "a b", "it's", "r")] == [
        "Inputs", "'iot'", "cars", "'rc1'", "'tax1'", "'a b'", "'it''s'", "'r'",
    ]  # fmt: skip
    assert sheet_name("inputs", ["Inputs"]) == "inputs 2"
    assert sheet_name("x" * 40, []) == "x" * 31
    assert sheet_name("history", []) == "history_"
    assert sheet_name("a/b[c]", []) == "a b c"


def test_dollars_stand_before_what_stays() -> None:
    assert address(4, 2) == "C5"
    assert address(4, 2, fixed_row=True) == "C$5"
    assert address(4, 2, fixed_column=True) == "$C5"
