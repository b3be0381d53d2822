"""From quantities and prose to what is printed: the only place where a section gets its numbers from."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reportgen.figures import MINUS, Form, write
from reportgen.model.charts import Label
from reportgen.model.inputs import Inputs
from reportgen.model.note import Cell, Exhibit, Inline, Line, Missing, Number, Strong, Text
from reportgen.model.note import Drawing, Paragraph, Rail, Scale, Table
from reportgen.model.prose import Bold, Claim, Prose, Reference
from reportgen.model.references import Unresolved, printed_reference
from reportgen.model.results import Results
from reportgen.quantities import walk


@dataclass(frozen=True, slots=True)
class Writer:
    """Prints quantities and prose of one note."""

    inputs: Inputs
    results: Results

    def number(self, path: str, form: Form | None = None, *, bare: bool = False) -> Number | Missing:
        """A quantity as printed; a dash where there is no figure."""
        if path not in self.results or not math.isfinite(self.results.value(path)):
            return Missing()
        value = self.results.value(path)
        return Number(path, value, write(value, form or self.results.form(path), bare=bare))

    def label(self, path: str, form: Form | None = None, *, bare: bool = True) -> Label | None:
        """A quantity as a label of a chart."""
        found = self.number(path, form, bare=bare)
        return Label(text=found.written.text, path=path) if isinstance(found, Number) else None

    def line(self, prose: Prose) -> Line:
        """Prose with its references printed. A reference that does not print was reported before; it leaves a dash."""
        pieces: list[Inline] = []
        for piece in prose.pieces:
            if isinstance(piece, Bold):
                pieces.append(Strong(tuple(self._inline(child) for child in piece.children)))
            else:
                pieces.append(self._inline(piece))
        return tuple(pieces)

    def _inline(self, piece: object) -> Inline:
        if isinstance(piece, Reference):
            printed = printed_reference(piece, self.results)
            return Missing() if isinstance(printed, Unresolved) else printed
        if isinstance(piece, Claim):
            return Text(piece.text)
        return Text(getattr(piece, "text", ""))

    def has(self, *paths: str) -> bool:
        """Whether there is a figure for every path."""
        return all(path in self.results and math.isfinite(self.results.value(path)) for path in paths)

    def title(self, name: str, default: Line) -> Line:
        """An exhibit's title: the analyst's, or the computed one."""
        given = self.inputs.exhibits.titles.get(name)
        return self.line(given) if given is not None else default

    def sources(self, paths: Iterable[str], *, own: bool = False) -> str:
        """"Source: S3, S5; Example Research": what the figures behind some paths come from."""
        found: dict[str, None] = {}
        computed = own
        for path in paths:
            if path in self.results.scenarios:
                computed, path = True, self.results.scenarios[path].target
            quantity = self.results.quantities.get(path)
            for each in walk([quantity]) if quantity is not None else ():
                computed = computed or not each.is_leaf
                if each.origin is not None and each.origin.source in self.inputs.facts.sources:
                    found[each.origin.source] = None
        names = [name for name in self.inputs.facts.sources if name in found]
        parts = [", ".join(names)] if names else []
        if computed or not names:
            parts.append(self.inputs.house.name)
        return "Source: " + "; ".join(parts) + "."


def text(words: str) -> Line:
    """A line of plain words."""
    return (Text(words),)


def strong(words: str) -> Line:
    """A line of words in weight."""
    return (Strong((Text(words),)),)


def join(*pieces: Inline | str | Line) -> Line:
    """Words and numbers in one line."""
    line: list[Inline] = []
    for piece in pieces:
        if isinstance(piece, str):
            line.append(Text(piece))
        elif isinstance(piece, tuple):
            line.extend(piece)
        else:
            line.append(piece)
    return tuple(line)


def words(line: str | Line) -> Cell:
    """A cell of text."""
    return Cell(text(line) if isinstance(line, str) else line)


def figure(number: Number | Missing, *, pad: bool = False) -> Cell:
    """A cell with one number."""
    return Cell((number,), pad=pad)


EMPTY = Cell(())


def exhibit(  # noqa: PLR0913 - an exhibit is all of these
    name: str,
    title: Line,
    subtitle: str | Line,
    *body: Table | Rail | Scale | Drawing | Paragraph,
    source: str | Line,
    note: Line = (),
) -> Exhibit:
    """An exhibit; its number is given when the note is put together."""
    under = text(source) if isinstance(source, str) else source
    full = join(under, " ", note) if note else under
    return Exhibit(name, 0, title, text(subtitle) if isinstance(subtitle, str) else subtitle, body, full)


def printed_value(number: Number) -> Decimal:
    """The number that a reader sees, in the unit it is printed in."""
    digits = number.written.digits.replace(MINUS, "-").replace("+", "").replace(",", "")
    return Decimal(digits)


def foots(terms: Iterable[Number | Missing], total: Number | Missing) -> bool:
    """Whether the printed terms add up to the printed total, to the last digit."""
    held = [term for term in terms if isinstance(term, Number)]
    return isinstance(total, Number) and sum(map(printed_value, held), Decimal(0)) == printed_value(total)
