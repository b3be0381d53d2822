"""Addresses of cells, names of sheets and defined names, as every spreadsheet program reads them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import cache

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET = 31
_LONGEST_NAME = 240


@cache
def letters(column: int) -> str:
    """The letters of a column that counts from 0."""
    text, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        text = chr(ord("A") + digit) + text
    return text


def address(row: int, column: int, *, fixed_row: bool = False, fixed_column: bool = False) -> str:
    """``C5``, or with dollars what stays when the formula is copied; row and column count from 0."""
    return f"{'$' * fixed_column}{letters(column)}{'$' * fixed_row}{row + 1}"


def prefix(sheet: str, here: str) -> str:
    """What stands before an address on another sheet."""
    return "" if sheet == here else f"{quoted(sheet)}!"


@cache
def quoted(sheet: str) -> str:
    """A sheet's name in a formula, in quotes unless it is one plain word that reads as no address."""
    plain = re.fullmatch(r"[A-Za-z_]+", sheet) and not re.fullmatch(r"[RrCc]{1,2}|[A-Za-z]{1,3}", sheet)
    return sheet if plain or re.fullmatch(r"[a-z]{4,}[a-z0-9_]*", sheet) else "'" + sheet.replace("'", "''") + "'"


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """A name that Excel takes and that no other sheet has, in whatever case."""
    clean = _FORBIDDEN.sub(" ", wanted).strip()[:_LONGEST_SHEET] or "sheet"
    # a name that Excel keeps for itself
    clean = f"{clean}_" if clean.lower() == "history" else clean
    held = {each.lower() for each in taken}
    found, number = clean, 2
    while found.lower() in held:
        found = f"{clean[: _LONGEST_SHEET - 4]} {number}"
        number += 1
    return found


def defined_name(path: str, taken: Container[str]) -> str:
    """A path as a defined name: lower-case ASCII with a dot, which no program reads as an address or a constant."""
    clean = re.sub(r"[^a-z0-9_.]", "_", path.lower())[:_LONGEST_NAME]
    if "." not in clean or not re.match(r"[a-z_]", clean):
        clean = f"model.{clean}"
    found, number = clean, 2
    while found in taken:
        found = f"{clean}_{number}"
        number += 1
    return found
