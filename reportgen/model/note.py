"""The note as a typed document: sections of paragraphs, tables of cells, charts as data.

Rendering adds no number and does no arithmetic: whatever is printed stands here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from reportgen.figures import Written
from reportgen.model.charts import ChartSpec

# ---- inline text --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """One printed quantity: its path, its unrounded value in base units, and how it is written."""

    path: str
    value: float
    written: Written


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the weight of a sentence."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a web address."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class PageRef:
    """A pointer to an anchor of the note: "page 5" in print, a link on screen."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Missing:
    """No figure: an en dash, never zero."""


Inline: TypeAlias = Text | Number | Strong | Link | PageRef | Missing
Line: TypeAlias = tuple[Inline, ...]

# ---- cells and tables -----------------------------------------------------------------------------------------------

BadgeKind: TypeAlias = Literal["dcf", "multiple", "book", "judgement"]
RowKind: TypeAlias = Literal["plain", "sub", "total", "target", "break"]


@dataclass(frozen=True, slots=True)
class Badge:
    """How a part is valued: filled, outlined or dashed; the shape carries the meaning."""

    text: str
    kind: BadgeKind


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in a cell; ``fraction`` of the column's width, 0 to 1. An "ink" bar stands on a tick at its origin."""

    fraction: float
    tone: Literal["d2", "ink"] = "d2"


@dataclass(frozen=True, slots=True)
class Dots:
    """Probability as three dots (``level`` 1 to 3) and the word."""

    level: int
    word: str


@dataclass(frozen=True, slots=True)
class Direction:
    """Direction for the value: up, down or either, with its sign."""

    sign: Literal["up", "down", "either"]


Content: TypeAlias = Line | Badge | Bar | Dots | Direction


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. ``pad`` aligns integers and dashes in a column of figures with decimals.

    ``mark`` frames the note's own cell of a grid ("framed") or sets it bold ("strong").
    """

    content: Content
    pad: bool = False
    mark: Literal["", "framed", "strong"] = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its alignment, its width in per cent of the table, estimates tinted."""

    head: str
    align: Literal["left", "right"] = "right"
    width: float | None = None
    tint: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; ``total`` and ``target`` rows carry rules and weight, ``sub`` rows are indented."""

    cells: tuple[Cell, ...]
    kind: RowKind = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; every row has one cell per column."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Rail:
    """A chain of figures and operators in one row: 844.9 ÷ 26.65 = 31.70 × 1.13636 = 36.03."""

    terms: tuple[tuple[Number, str, bool], ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """One class of the rating system on a scale; None is an open end.

    ``width`` is its share of the scale's length, 0 to 1; the bands of one scale, from left to right, add up to 1.
    The boundary between two bands is printed from the ``high`` of the left one.
    """

    name: str
    low: Number | None
    high: Number | None
    active: bool
    width: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A pointer on a scale, ``at`` 0 (left end) to 1 (right end)."""

    line: Line
    at: float
    tone: Literal["accent", "ink"] = "accent"


@dataclass(frozen=True, slots=True)
class Scale:
    """The classes of the rating system side by side with pointers: which rating a price or a return would give."""

    title: Line
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with its alternative text, drawn ``width`` × ``height`` mm in print."""

    id: str
    spec: ChartSpec
    alt: str
    width: float
    height: float


# ---- blocks ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose."""

    line: Line


@dataclass(frozen=True, slots=True)
class Subheading:
    """A small heading inside a section."""

    line: Line


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A numbered exhibit: message as title, what and unit as subtitle, bodies, source line."""

    id: str
    number: int
    title: Line
    subtitle: Line
    body: tuple[Table | Rail | Scale | Drawing | Paragraph, ...]
    source: Line


@dataclass(frozen=True, slots=True)
class Facts:
    """A titled list of label and value, as in "Market data"; ``notes`` explain the marks * and †."""

    title: str
    rows: tuple[tuple[Line, Line], ...]
    notes: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A key figure over a small caption: label, big number, one line of context."""

    label: str
    value: Line
    context: Line


@dataclass(frozen=True, slots=True)
class Indicators:
    """A strip of key figures."""

    items: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two stacks of blocks side by side; ``left`` is 118, 87 or 56 mm wide, the right one takes the rest."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    width: Literal[118, 87, 56] = 87


@dataclass(frozen=True, slots=True)
class Disclosures:
    """Small print: titled groups of paragraphs or yes/no lists, set in two columns."""

    left: tuple[DisclosureGroup, ...]
    right: tuple[DisclosureGroup, ...]


@dataclass(frozen=True, slots=True)
class DisclosureGroup:
    """One titled piece of small print; ``rows`` print as a ruled list."""

    id: str
    title: str
    paragraphs: tuple[Line, ...] = ()
    rows: tuple[tuple[Line, Line], ...] = ()


Block: TypeAlias = Paragraph | Subheading | Exhibit | Facts | Indicators | Beside | Disclosures

# ---- the note -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RatingCard:
    """The box that says it all: rating, action, target, price, return, bands, override.

    ``marker`` is where the implied return stands on the scale of the bands, 0 (left end) to 1 (right end).
    """

    rating: str
    action: str
    rows: tuple[RatingRow, ...]
    bands: tuple[Band, ...]
    implied_return: Number | Missing
    marker: float
    override: Line = ()


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A labelled figure of the rating card."""

    label: str
    value: Line
    emphasis: Literal["", "strong", "target"] = ""


@dataclass(frozen=True, slots=True)
class Front:
    """The first page."""

    company: str
    native_name: str
    ticker: str
    headline: Line
    standfirst: Line
    card: RatingCard
    thesis: tuple[Line, ...]
    exhibits: tuple[Exhibit, ...]
    side: tuple[Facts, ...]
    side_notes: tuple[Line, ...]
    indicators: Indicators | None = None
    """A strip of key figures over the full width, before everything else."""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled section; ``id`` is its anchor, ``short`` its name in the contents.

    It begins on a new page unless ``new_page`` is False: then it follows the one before wherever there is room for its
    title and what comes first.
    """

    id: str
    short: str
    title: Line
    blocks: tuple[Block, ...]
    new_page: bool = True


@dataclass(frozen=True, slots=True)
class Operand:
    """A line of a lineage: what, its printed value, where from; ``path`` when it can be opened itself."""

    name: str
    path: str
    written: str
    source: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a printed number comes from."""

    path: str
    name: str
    printed: str
    unrounded: str
    formula: str
    substituted: str
    operands: tuple[Operand, ...]
    source: str
    as_of: str
    place: str
    used_in: tuple[str, ...] = ()
    published: str = ""
    fuller: str = ""  # the number with more digits, where it has some


@dataclass(frozen=True, slots=True)
class Masthead:
    """Who publishes what, when: banner, running header and footer."""

    house: str
    note_type: str
    sector: str
    country: str
    completed: str
    language: str
    draft: bool
    accent: str
    accent_soft: str


@dataclass(frozen=True, slots=True)
class Note:
    """A whole note, ready to be laid out."""

    title: str
    subject: str
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    as_of: date
    masthead: Masthead
    header_left: Line
    header_right: Line
    front: Front
    sections: tuple[Section, ...]
    lineages: tuple[Lineage, ...] = field(default=())
