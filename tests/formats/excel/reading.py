"""A workbook as its XML says it, without any spreadsheet program."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree as ET

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Opened:
    """The parts of a workbook."""

    def __init__(self, content: bytes) -> None:
        self.parts = {}
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name).decode() for name in archive.namelist()}
        book = ET.fromstring(self.parts["xl/workbook.xml"])  # noqa: S314 - our own
        self.sheets = [each.attrib["name"] for each in book.iter(f"{_MAIN}sheet")]
        self.names = {each.attrib["name"]: each.text or "" for each in book.iter(f"{_MAIN}definedName")}

    def xml(self, sheet: str) -> str:
        """A sheet's own XML."""
        return self.parts[f"xl/worksheets/sheet{self.sheets.index(sheet) + 1}.xml"]

    def formulas(self, sheet: str) -> dict[str, str]:
        """The formulas of a sheet by cell."""
        return {cell: text for cell, text, _ in self._cells(sheet) if text}

    def cached(self, sheet: str) -> dict[str, str]:
        """The values that stand in the file for the formulas of a sheet."""
        return {cell: value for cell, text, value in self._cells(sheet) if text}

    def _cells(self, sheet: str) -> list[tuple[str, str, str]]:
        root = ET.fromstring(self.xml(sheet))  # noqa: S314 - our own
        return [
            (each.attrib["r"], each.findtext(f"{_MAIN}f", ""), each.findtext(f"{_MAIN}v", ""))
            for each in root.iter(f"{_MAIN}c")
        ]


_REFERENCE = re.compile(r"(?<![A-Za-z0-9_.$'])(\$?)([A-Z]{1,3})(\$?[0-9]+)(?![A-Za-z0-9(_])")


def shifted(formula: str, columns: int) -> str:
    """A formula as a program copies it some columns to the right."""
    return _REFERENCE.sub(lambda found: _moved(found, columns), formula)


def _moved(found: re.Match[str], columns: int) -> str:
    fixed, name, rest = found.groups()
    return found[0] if fixed else f"{letters(number(name) + columns)}{rest}"


def number(name: str) -> int:
    """A column's number from 1."""
    result = 0
    for letter in name:
        result = result * 26 + ord(letter) - 64
    return result


def letters(column: int) -> str:
    """The letters of a column that counts from 1."""
    text = ""
    while column:
        column, digit = divmod(column - 1, 26)
        text = chr(65 + digit) + text
    return text
