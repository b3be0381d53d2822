"""The workbook as paper: its looks, page set-up, titles, and the way in which text and formulas get into cells."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reportgen.figures import NBSP, write_date
from reportgen.formats.excel.addresses import letters

# bound to no theme, which would put its own font in the place of ours
FONT = MappingProxyType({"font_name": "Arial", "font_size": 9, "font_scheme": "none"})
BLUE, BLACK, GREEN, GREY = "#0000C8", "#000000", "#00703C", "#8A8A8A"
HEAD = {"bold": True, "bottom": 1, "bg_color": "#E9EDF2"}
KEY = {"bold": True, "top": 1}
_LONGEST_TEXT = 32_000
_A4 = 9


@dataclass(frozen=True, slots=True)
class Head:
    """What the titles say. ``parts`` are the labels of the parts by their scope, ``sources`` the titles of sources."""

    company: str
    ticker: str
    house: str
    as_of: date
    currencies: str
    draft: bool = False
    parts: tuple[tuple[str, str], ...] = ()
    sources: tuple[tuple[str, str], ...] = ()


class PlainWorksheet(Worksheet):  # type: ignore[misc] # ships no types
    """A sheet that takes formulas as they are: they carry no sign to strip and no function to prefix."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002 - as overridden
        return formula.removeprefix("=")


@dataclass(slots=True)
class Book:
    """The workbook being written; formats are made once each."""

    head: Head
    content: io.BytesIO = field(default_factory=io.BytesIO)
    book: Any = None
    _formats: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # XlsxWriter writes into the font that it is given
        options = {"in_memory": True, "default_format_properties": dict(FONT)}
        self.book = Workbook(self.content, options)
        self.book.set_properties(
            {
                "title": f"{self.head.company}: valuation model",
                "author": self.head.house,
                "company": self.head.house,
                # the only day that the inputs know of: the same inputs give the same bytes
                "created": datetime.combine(self.head.as_of, time()),
            }
        )

    def format(self, **looks: object) -> Any:  # noqa: ANN401 - ships no types
        """A format, made once."""
        key = tuple(sorted(looks.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({**FONT, **looks})
        return self._formats[key]

    def sheet(self, name: str, title: str) -> Page:
        """A new sheet with its titles, set up to print."""
        sheet = self.book.add_worksheet(name, worksheet_class=PlainWorksheet)
        page = Page(self, sheet)
        head = self.head
        page.text(0, 0, f"{head.company} ({head.ticker}): {title}", bold=True, font_size=13)
        draft = "Draft. " if head.draft else ""
        as_of = write_date(head.as_of).replace(NBSP, " ")
        page.text(1, 0, f"{draft}{head.currencies}. As of {as_of}.", font_color=GREY)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        # & begins a command there
        company, house = (text.replace("&", "&&")[:80] for text in (head.company, head.house))
        sheet.set_header(f"&L{company}&R{draft}As of {as_of}")
        sheet.set_footer(f"&L{house}&C&A&RPage &P of &N")
        return page

    def define(self, name: str, place: str) -> None:
        """A name for a cell or a range. ValueError for one that no program would take."""
        if self.book.define_name(name, f"={place}") != 0:
            raise ValueError(f"no defined name: {name!r}")

    def bytes(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self.content.getvalue()


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of the workbook; rows and columns count from 0."""

    book: Book
    sheet: Any

    def text(self, row: int, column: int, text: str, **looks: object) -> None:
        """Text as text, whatever it begins with."""
        if text.startswith(("=", "+", "-", "@", "\t", "\r")):
            # else it would become a formula as soon as somebody edits the cell
            looks["quote_prefix"] = True
        self.sheet.write_string(row, column, text[:_LONGEST_TEXT], self.book.format(**looks))

    def number(self, row: int, column: int, number: float, **looks: object) -> None:
        """A typed number."""
        self.sheet.write_number(row, column, number, self.book.format(**looks))

    def day(self, row: int, column: int, day: date, **looks: object) -> None:
        """A day as a date."""
        moment = datetime.combine(day, time())
        self.sheet.write_datetime(row, column, moment, self.book.format(num_format="d mmm yyyy", align="left", **looks))

    def formula(self, row: int, column: int, formula: str, value: float | bool, **looks: object) -> None:  # noqa: FBT001 - a condition's value
        """A formula with its value; what has no figure is N/A."""
        cached = "#N/A" if isinstance(value, float) and not math.isfinite(value) else value
        self.sheet.write_formula(row, column, formula, self.book.format(**looks), cached)

    def heading(self, row: int, words: Sequence[str], *, first: int = 0) -> None:
        """A line of column heads; the first is left-aligned, like labels."""
        for place, word in enumerate(words):
            align = "right" if place + first >= 2 else "left"  # noqa: PLR2004 - label and unit
            self.text(row, first + place, word, align=align, **HEAD)

    def finish(
        self,
        height: int,
        widths: Sequence[float],
        *,
        frozen: tuple[int, int],
        repeated: tuple[int, int],
        printed: tuple[int, int] | None = None,
    ) -> None:
        """Widths, panes, what repeats in print, and the look of what has no figure."""
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self.sheet.freeze_panes(*frozen)
        self.sheet.repeat_rows(*repeated)
        whole = f"A1:{letters(len(widths) - 1)}{height}"
        faint = self.book.format(font_color="#B0B0B0", italic=True)
        self.sheet.conditional_format(whole, {"type": "errors", "format": faint})
        rows, columns = printed or (height, len(widths))
        self.sheet.print_area(0, 0, rows - 1, columns - 1)
