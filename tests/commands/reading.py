"""What a reader gets from the files of a note: the text of the pages, the text of the screen, the numbers in both."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

NUMBER = re.compile(r"[+−-]?(?<![\w.])\d[\d,]*(?:\.\d+)?")
_VOID = frozenset({"meta", "link", "br", "img", "col", "hr", "input", "path", "rect", "line", "use", "circle"})
_SILENT = frozenset({"style", "script", "title", "defs"})


@dataclass(frozen=True)
class Files:
    """The files of one note."""

    folder: Path

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The text of each page of the PDF, with plain spaces."""
        return pages((self.folder / "note.pdf").read_bytes())

    @cached_property
    def print(self) -> str:
        """The text of the PDF."""
        return "\n".join(self.pages)

    @cached_property
    def markup(self) -> str:
        """The HTML as it stands."""
        return (self.folder / "note.html").read_text(encoding="utf-8")

    @cached_property
    def screen(self) -> Screen:
        """What the HTML shows."""
        return screen(self.markup)

    @cached_property
    def data(self) -> dict[str, Any]:
        """The content of note.json."""
        content: dict[str, Any] = json.loads((self.folder / "note.json").read_text(encoding="utf-8"))
        return content

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The content of manifest.json."""
        content: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return content

    @property
    def values(self) -> dict[str, float | None]:
        """The value of every path of note.json."""
        return {each["path"]: each["value"] for each in (*self.data["quantities"], *self.data["scenarios"])}


@dataclass
class Screen:
    """The text of the note itself, and each number with its path; lineages and the charts for phones apart."""

    words: list[str] = field(default_factory=list)
    numbers: list[tuple[str, str]] = field(default_factory=list)
    lineages: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, with one space between two pieces."""
        return " ".join(" ".join(self.words).split())


def pages(content: bytes) -> tuple[str, ...]:
    """The text of each page of a PDF; what is hyphenated at the end of a line stays so."""
    with pdfium.PdfDocument(content) as document:
        return tuple(_plain(page.get_textpage().get_text_bounded()) for page in document)


def screen(markup: str) -> Screen:
    """What an HTML page shows to someone who opens nothing."""
    reader = _Reader()
    reader.feed(markup)
    return reader.screen


def digits(text: str) -> list[Decimal]:
    """The numbers in a text, as a reader takes them."""
    return [Decimal(each.replace(",", "").replace("−", "-").replace("+", "")) for each in NUMBER.findall(text)]


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\r\n", "\n").replace("\ufffe", "-")


class _Reader(HTMLParser):
    """Follows the elements of a page: which of them is open decides where a text belongs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.screen = Screen()
        self.charts: bool | None = None
        self.number: dict[str, str | None] | None = None
        self.open: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if "lineage" in (values.get("class") or "").split():
            self.screen.lineages.append(values.get("data-lineage") or "")
        if tag not in _VOID:
            self.open.append((tag, values))

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag not in _VOID:
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        text = _plain(data)
        if not text.strip() or not self._shown():
            return
        self.screen.words.append(text)
        number = next((values for _, values in reversed(self.open) if values.get("data-path")), None)
        if number is None:
            return
        if number is self.number:
            path, begun = self.screen.numbers.pop()
            self.screen.numbers.append((path, begun + text))
        else:
            self.screen.numbers.append((number["data-path"] or "", text))
        self.number = number

    def _shown(self) -> bool:
        tags = [tag for tag, _ in self.open]
        classes = {word for _, values in self.open for word in (values.get("class") or "").split()}
        if "main" not in tags or _SILENT & set(tags) or {"narrow", "lineage", "open-data"} & classes:
            return False
        return self.charts in (None, "drawing" in classes)


def files_of(root: Path) -> Iterator[Path]:
    """All files below a folder, sorted."""
    return (each for each in sorted(root.rglob("*")) if each.is_file())


def printed_pieces(content: bytes) -> list[str]:
    """What a PDF prints, piece by piece: charts are lettered glyph by glyph, all else in runs of a line."""
    with pdfium.PdfDocument(content) as document:
        pieces: list[str] = []
        for page in document:
            text = page.get_textpage()
            objects = page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT], max_depth=8, textpage=text)
            pieces.extend(_plain(each.extract()).strip() for each in objects)
        return pieces


def in_charts(markup: str) -> Screen:
    """What an HTML page shows inside its charts."""
    return _read(markup, charts=True)


def beside_charts(markup: str) -> Screen:
    """What an HTML page shows outside of its charts."""
    return _read(markup, charts=False)


def _read(markup: str, *, charts: bool) -> Screen:
    reader = _Reader()
    reader.charts = charts
    reader.feed(markup)
    return reader.screen
