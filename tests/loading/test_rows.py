from __future__ import annotations

import pytest

from reportgen.diagnostics import Location
from reportgen.loading.rows import Rows, cells_of, read_rows
from tests.loading.sources import FILE, source

_COLUMNS = ("name", "size", "note")


def _rows(text: str) -> Rows:
    return read_rows(source(text), _COLUMNS, ("name", "size"))


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("a,b", [("a", 1), ("b", 3)]),
        (" a , b ", [("a", 2), ("b", 6)]),
        ('"a,b",c', [("a,b", 1), ("c", 7)]),
        ('"a ""b""",c', [('a "b"', 1), ("c", 11)]),
        ('"a" ,"b"', [("a", 1), ("b", 6)]),
        ("a,,b,", [("a", 1), ("", 3), ("b", 4), ("", 6)]),
        ('""', [("", 1)]),
        ('"a', [('"a', 1)]),
        ('a"b', [('a"b', 1)]),
        ('"a"b,c', [('"a"b', 1), ("c", 6)]),
        ("小,b", [("小", 1), ("b", 3)]),
        ("", [("", 1)]),
    ],
)
def test_the_cells_of_a_line(line: str, cells: list[tuple[str, int]]) -> None:
    assert [tuple(cell) for cell in cells_of(line)] == cells


def test_rows_know_the_place_of_each_cell() -> None:
    rows = _rows("# comment\n\nname,size,note\n# comment\nx, 1,\n,,\n")
    assert (rows.broken, rows.diagnostics, rows.readable) == ((), (), True)
    (row,) = rows.good
    assert dict(row.cells) == {"name": "x", "size": "1", "note": ""}
    assert row.places["size"] == Location(FILE, 5, 4)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("name,size\nx,1\ny\n", [(3, 1)]),
        ("name,size\nx,1,2\ny,1\n", [(2, 1)]),
        ("name,size\nx,1,\n", [(2, 1)]),
        ("name,size\n,1\n", [(2, 1)]),
        ("name,size\nx,\n", [(2, 3)]),
        ("name,size,note\n,,x\n", [(2, 1), (2, 2)]),
        ('name,size\n"x,1\n', [(2, 1)]),
        ('name,size\nx,"1\n', [(2, 3)]),
        ('name,size,note\nx,1,"two\nlines"\n', [(2, 5), (3, 1)]),
    ],
)
def test_rows_at_fault_are_told_and_kept_apart(text: str, places: list[tuple[int, int]]) -> None:
    rows = _rows(text)
    assert [(one.location.line, one.location.column) for one in rows.diagnostics] == places
    assert {one.code for one in rows.diagnostics} == {"csv-cells"}
    assert len(rows.broken) == len({line for line, _ in places})


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("name", ["'size' is missing"]),
        ("name,siz", ["'size' is missing", "did you mean 'size'?"]),
        ("name,size,colour", ["no such column: 'colour'"]),
        ("name,size,", ["no such column: ''"]),
        ("name,size,size", ["'size' stands here 2 times"]),
        ("name;size;note", ["separated by semicolons"]),
        ("name\tsize\tnote", ["separated by tabs"]),
        ("x" * 1000, ["'name' is missing", "'size' is missing", "no such column"]),
    ],
)
def test_a_head_at_fault_makes_the_rows_unreadable(head: str, says: list[str]) -> None:
    rows = _rows(f"{head}\n1,2\n")
    assert not rows.readable
    assert (rows.good, rows.broken) == ((), ())
    assert len(rows.diagnostics) == len(says)
    for one, said in zip(rows.diagnostics, says, strict=True):
        assert one.code == "csv-columns"
        assert said in f"{one.message} {one.hint}"


def test_a_file_of_comments_holds_no_rows() -> None:
    rows = _rows("# a\n# b\n")
    assert [one.code for one in rows.diagnostics] == ["empty-file"]
    assert not rows.readable


def test_a_head_alone_is_a_file_of_no_rows() -> None:
    assert _rows("name,size\n") == Rows((), (), ())
