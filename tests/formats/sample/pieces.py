"""Short ways to write the pieces of a note."""

from __future__ import annotations

from datetime import date

from reportgen.figures import DASH, MINUS, NBSP, THIN, Written
from reportgen.model import charts
from reportgen.model.note import (
    Badge,
    BadgeKind,
    Band,
    Cell,
    Drawing,
    Exhibit,
    Inline,
    Line,
    Missing,
    Number,
    Paragraph,
    Rail,
    Row,
    RowKind,
    Scale,
    Strong,
    Table,
    Text,
)

AS_OF = date(2025, 11, 14)


def number(path: str, digits: str, symbol: str = "", suffix: str = "") -> Number:
    value = float(digits.replace(",", "").replace(MINUS, "-"))
    return Number(path, value, Written(symbol, digits.replace("-", MINUS), suffix))


def hkd(path: str, digits: str) -> Number:
    return number(path, digits, "HKD")


def cny(path: str, digits: str) -> Number:
    return number(path, digits, "CNY", f"{NBSP}bn")


def percent(path: str, digits: str) -> Number:
    return number(path, digits, suffix=f"{THIN}%")


def line(*pieces: Inline | str) -> Line:
    return tuple(Text(piece) if isinstance(piece, str) else piece for piece in pieces)


def bold(*pieces: Inline | str) -> Strong:
    return Strong(line(*pieces))


def label(text: str, path: str = "") -> charts.Label:
    return charts.Label(text=text, path=path)


def cells(path: str, texts: str) -> tuple[Cell, ...]:
    """Figures parted by blanks; a lone dash is a missing figure, a trailing ~ pads a whole number."""
    return tuple(
        Cell((Missing(),), pad=True)
        if text == DASH
        else Cell((number(f"{path}[{index}]", text.rstrip("~")),), pad=text.endswith("~"))
        for index, text in enumerate(texts.split())
    )


def words(*texts: Inline | str) -> tuple[Cell, ...]:
    return tuple(Cell(line(text)) for text in texts)


def row(name: str, path: str, texts: str, kind: RowKind = "plain") -> Row:
    return Row((*words(name), *cells(path, texts)), kind)


TARGET = hkd("valuation.target_price", "36.03")
PRICE = hkd("price", "42.48")
RETURN = percent("implied_return", "-15.2")
MINUS_TEN = percent("policy.neutral.low", "-10")
PLUS_TEN = percent("policy.neutral.high", "+10")


def exhibit(
    count: int, title: Line, subtitle: str, *body: Table | Rail | Scale | Drawing | Paragraph, source: str = ""
) -> Exhibit:
    return Exhibit(f"exhibit-{count}", count, title, line(subtitle), body, line(source) if source else ())


def chart(name: str, spec: charts.ChartSpec, alt: str, width: float, height: float) -> Drawing:
    return Drawing(name, spec, alt, width, height)


def band(name: str, high: Number | None, width: float, *, active: bool = False) -> Band:
    return Band(name, None, high, active, width)


def fact(name: str, value: Inline | str) -> tuple[Line, Line]:
    return line(name), line(value)


def badge(text: str, kind: BadgeKind) -> Badge:
    return Badge(text, kind)


NONE: Line = (Missing(),)
