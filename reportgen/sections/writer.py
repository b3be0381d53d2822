"""From quantities and prose to what is printed: the only place where a section gets its numbers from."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reportgen.figures import MINUS, NBSP, SCALE_WORDS, Form, write
from reportgen.model.charts import Label
from reportgen.model.inputs import Inputs
from reportgen.model.note import (
    Block,
    Cell,
    Drawing,
    Exhibit,
    Inline,
    Line,
    Missing,
    Number,
    Paragraph,
    Rail,
    Scale,
    Strong,
    Table,
    Text,
)
from reportgen.model.prose import Bold, Claim, Prose, Reference, Words
from reportgen.model.references import Unresolved, printed_reference
from reportgen.model.results import Results
from reportgen.quantities import walk

_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

# From here on a company is told in billions; with one decimal, smaller ones would lose their digits.
_BILLIONS_FROM = 2e9
_SHORT_NAME = 24


@dataclass(frozen=True, slots=True)
class Writer:
    """Prints quantities and prose of one note."""

    inputs: Inputs
    results: Results

    @property
    def reporting(self) -> str:
        """The currency in which the company reports."""
        return self.inputs.company.reporting_currency

    @property
    def trading(self) -> str:
        """The currency in which its shares trade."""
        return self.inputs.company.trading_currency

    def number(self, path: str, form: Form | None = None, *, bare: bool = False) -> Number | Missing:
        """A quantity as printed; a dash where there is no figure."""
        if not self.has(path):
            return Missing()
        value = self.results.value(path)
        return Number(path, value, write(value, form or self.results.form(path), bare=bare))

    def label(self, path: str, form: Form | None = None, *, bare: bool = True) -> Label | None:
        """A quantity as a label of a chart."""
        found = self.number(path, form, bare=bare)
        return Label(text=found.written.text, path=path) if isinstance(found, Number) else None

    def money(self, path: str, *, signed: bool = False) -> Number | Missing:
        """An amount for a column whose head says ``money_unit``."""
        return self.number(path, self.money_form(signed=signed), bare=True)

    def money_form(self, *, signed: bool = False) -> Form:
        """The form of all amounts that stand beside the valuation."""
        return Form("plain", self._money_scale(), 1, self.reporting, "", signed)

    def money_unit(self, currency: str = "") -> str:
        """What the head of a column of amounts says: "CNY bn"."""
        return f"{currency or self.reporting} {SCALE_WORDS[self._money_scale()]}"

    def _money_scale(self) -> int:
        sizes = [self.value(path) for path in ("valuation.enterprise_value", "valuation.equity_value")]
        return 9 if max(map(abs, sizes)) >= _BILLIONS_FROM else 6

    def scale_word(self, path: str) -> str:
        """The scale that a bare number of this path is printed in, as words for its head: "bn", "m" or nothing."""
        return SCALE_WORDS[self.results.form(path).scale] if path in self.results else ""

    def line(self, prose: Prose) -> Line:
        """Prose with its references printed. A reference that does not print was reported before; it leaves a dash."""
        pieces: list[Inline] = []
        for piece in prose.pieces:
            if isinstance(piece, Bold):
                pieces.append(Strong(tuple(self._inline(child) for child in piece.children)))
            else:
                pieces.append(self._inline(piece))
        return tuple(pieces)

    def _inline(self, piece: Words | Reference | Claim) -> Inline:
        if isinstance(piece, Reference):
            printed = printed_reference(piece, self.results)
            return Missing() if isinstance(printed, Unresolved) else printed
        return Text(piece.text)

    def has(self, *paths: str) -> bool:
        """Whether there is a figure for every path."""
        return all(path in self.results and math.isfinite(self.results.value(path)) for path in paths)

    def value(self, path: str) -> float:
        """The value of a quantity or scenario, 0 where there is no figure."""
        return self.results.value(path) if self.has(path) else 0.0

    def own(self, path: str) -> str:
        """Whether figures of the house's own lie beneath: "illustrative", "judgement", or nothing."""
        quantity = self.results.quantities.get(path)
        leaves = walk([quantity]) if quantity is not None else ()
        kinds = {each.origin.kind for each in leaves if each.origin is not None}
        return next((kind for kind in ("illustrative", "judgement") if kind in kinds), "")

    def title(self, name: str, default: Line) -> Line:
        """An exhibit's title: the analyst's, or the computed one."""
        given = self.inputs.exhibits.titles.get(name)
        return self.line(given) if given is not None else default

    def sources(self, paths: Iterable[str], *, typed: Iterable[str | None] = (), own: bool = False) -> str:
        """What the figures behind some paths come from, and the sources typed beside: "Source: S3, S5; Our House"."""
        found: set[str | None] = set(typed)
        computed, illustrative = own, False
        for path in paths:
            scenario = self.results.scenarios.get(path)
            computed = computed or scenario is not None
            quantity = self.results.quantities.get(scenario.target if scenario else path)
            for each in walk([quantity]) if quantity is not None else ():
                # a fact that the valuation takes as it is was computed by nobody
                computed = computed or not (each.is_leaf or each.operation == "same")
                found |= {each.origin.source} if each.origin is not None else set()
                illustrative = illustrative or (each.origin is not None and each.origin.kind == "illustrative")
        names = [name for name in self.inputs.facts.sources if name in found]
        parts = [", ".join(names)] if names else []
        if computed or not names:
            parts.append(f"{self.house_name}{', illustrative assumptions' if illustrative else ''}")
        return f"Source:{NBSP}{'; '.join(parts)}."

    @property
    def house_name(self) -> str:
        """The house's name for a line of prose, which does not part it where it is short."""
        name = self.inputs.house.name
        return name.replace(" ", NBSP) if len(name) <= _SHORT_NAME else name


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


def plain(line: Line) -> str:
    """The words of a line without its weight and its links."""
    words = []
    for piece in line:
        if isinstance(piece, Strong):
            words.append(plain(piece.children))
        elif isinstance(piece, Number):
            words.append(piece.written.text)
        elif not isinstance(piece, Missing):
            words.append(piece.text)
    return "".join(words)


def words(line: str | Line) -> Cell:
    """A cell of text."""
    return Cell(text(line) if isinstance(line, str) else line)


def figure(number: Number | Missing, *, pad: bool = False) -> Cell:
    """A cell with one number."""
    return Cell((number,), pad=pad)


EMPTY = Cell(())


def exhibit(
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


def drawn(blocks: Iterable[Block | None]) -> list[Block]:
    """The blocks that there are."""
    return [block for block in blocks if block is not None]


def count(number: int) -> str:
    """A small number in words, as in a title."""
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def listed(names: Iterable[str]) -> str:
    """Names in a sentence: "a", "a and b", "a, b and c"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def capital(sentence: str) -> str:
    """The sentence with a capital at its head; the rest stays as it is."""
    return f"{sentence[:1].upper()}{sentence[1:]}"


def printed_value(number: Number) -> Decimal:
    """The number that a reader sees, in the unit it is printed in."""
    return read(number.written.digits)


def read(digits: str) -> Decimal:
    """Printed digits as a number."""
    return Decimal(digits.replace(MINUS, "-").replace("+", "").replace(",", ""))


def spoken(printed: str) -> str:
    """Printed words for the ear: no-break spaces become plain ones, and no word is divided."""
    return printed.replace(NBSP, " ").replace("\u00ad", "")
