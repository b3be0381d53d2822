"""The text of a vendor's file, refused where it is something else under a name that promises prices."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Location

BYTES_AT_MOST = 50_000_000
_HTML = re.compile(r"\s*(<!doctype\s|<html\b|<head\b|<body\b|<\?xml\b)|<html\b|<script\b|<table\b", re.IGNORECASE)
_LOOKED_AT = 2000
_SHOWN_AT_MOST = 60


@dataclass(frozen=True)
class VendorText:
    """A vendor's file as read: the path as it is told, its own name, its text and the hash of its bytes."""

    file: str
    name: str
    text: str
    sha256: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends."""
        return tuple(self.text.split("\n"))

    def place(self, line: int, cell: int = 0) -> Location:
        """Where a cell begins; lines count from 1, cells from 0."""
        before = self.lines[line - 1].split(",")[:cell]
        return Location(self.file, line, sum(len(each) + 1 for each in before) + 1)


def read_vendor_text(path: Path, shown: str) -> VendorText | Diagnostic:
    """The text of a file; ``shown`` is the path as it is told. Or why it holds no prices at all."""
    place = Location(shown)
    try:
        if path.stat().st_size > BYTES_AT_MOST:
            message = (
                f"{path.stat().st_size / 1e6:,.0f} MB; a file of daily prices has at most {BYTES_AT_MOST / 1e6:.0f}"
            )
            return Diagnostic("price-file-unreadable", message, place)
        data = path.read_bytes()
    except OSError as problem:
        return Diagnostic("price-file-unreadable", f"cannot be read: {problem.strerror or problem}", place)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as problem:
        before = data[: problem.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        message = f"not text in UTF-8: byte 0x{data[problem.start]:02x} cannot stand here"
        hint = "save it as CSV in UTF-8; a spreadsheet is not read" if data[:2] == b"PK" else ""
        return Diagnostic("price-file-unreadable", message, Location(shown, line, column), hint=hint)
    return vendor_text(shown, path.name, text, hashlib.sha256(data).hexdigest())


def vendor_text(shown: str, name: str, text: str, sha256: str) -> VendorText | Diagnostic:
    """A text that has been read already, or why it holds no prices at all."""
    return _no_prices(text, Location(shown)) or VendorText(shown, name, text, sha256)


def _no_prices(text: str, place: Location) -> Diagnostic | None:
    if not text.strip():
        return Diagnostic("price-file-empty", "the file is empty", place, hint="fetch it again from the vendor")
    if "\x00" in text:
        return Diagnostic("price-file-unreadable", "the file holds bytes that are no text", place)
    if text.startswith("version https://git-lfs"):
        message = "this is a pointer of Git LFS, not the file that it stands for"
        return Diagnostic("price-file-pointer", message, place, hint="run 'git lfs pull' where the file comes from")
    if _HTML.match(text) or _HTML.search(text[:_LOOKED_AT]):
        message = f"this is a web page, not prices: {shortened(text)}"
        hint = "the vendor may have asked for a login, or refused"
        return Diagnostic("price-file-html", message, place, hint=hint)
    return None


def shortened(text: str) -> str:
    """The first line of a text as it can be printed in a message."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return repr(line if len(line) <= _SHOWN_AT_MOST else line[: _SHOWN_AT_MOST - 1] + "…")
