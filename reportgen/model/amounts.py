"""Amounts as an analyst types them: ``CNY 196.3 bn``, ``12 %``, ``0.3x``, ``26.65 bn shares``, ``1.13636 HKD/CNY``.

Scale words and % are read here and written in figures; between the two there are only base units.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from reportgen.figures import PREFIXES, Form, Style
from reportgen.model.base import as_text, read_decimal, refuse, typed
from reportgen.quantities import COUNTED, CURRENCIES, PURE, Unit, counted_unit, currency_unit

_SCALES = {"thousand": 3, "k": 3, "m": 6, "million": 6, "bn": 9, "billion": 9, "tn": 12, "trillion": 12}
_PRINTED_SCALE = {0: 0, 3: 3, 6: 6, 9: 9, 12: 12}
_AMOUNT = re.compile(
    r"(?:(?P<currency>[A-Za-z]{3}) )?(?P<number>[^\s%x×a-zA-Z]\S*?)(?P<rest>(?:\s+[^\s0-9].*|[%x×])?)\Z"
)
_PURE: dict[str, tuple[Style, int]] = {
    "%": ("percent", -2), "x": ("multiple", 0), "×": ("multiple", 0),
    "": ("plain", 0), "1": ("plain", 0), "ratio": ("plain", 0),
}  # fmt: skip
# Watts and watt hours take a letter for their scale: kW, GWh.
_PREFIXED = {
    f"{letter}{noun}": (unit, scale, noun)
    for noun, unit in (("W", counted_unit("watt")), ("Wh", counted_unit("watt") * counted_unit("hour")))
    for scale, letter in PREFIXES.items()
}
_COMMON = {"RMB": "CNY", "YUAN": "CNY", "CNH": "CNY", "US$": "USD", "HK$": "HKD", "€": "EUR", "$": "USD", "£": "GBP"}


def in_unit(unit: Unit) -> str:
    """What something is in, as the end of a sentence: it is "in CNY", "a pure number"."""
    return "a pure number" if unit == PURE else f"in {unit}"


@dataclass(frozen=True, slots=True)
class WrittenUnit:
    """A unit as typed: what it measures, the power of ten it is written in, and how it prints."""

    unit: Unit
    scale: int
    style: Style
    symbol: str
    noun: str
    typed: str
    prefixed: bool = False

    def form(self, decimals: int, *, signed: bool = False) -> Form:
        """The form that prints a number as it was typed."""
        scale = 0 if self.style != "plain" else _PRINTED_SCALE[self.scale]
        # a price is printed as money: that it is for one share, its label says
        return Form(
            self.style, scale, decimals, self.symbol.removesuffix("/share"), self.noun, signed, prefixed=self.prefixed
        )


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, exactly as typed; ``base`` is its value in base units."""

    number: Decimal
    written: WrittenUnit
    typed: str

    @property
    def unit(self) -> Unit:
        """What it measures."""
        return self.written.unit

    @property
    def base(self) -> float:
        """The value in base units, by exact decimal scaling."""
        return to_base(self.number, self.written)

    @property
    def form(self) -> Form:
        """The form that prints it as it was typed."""
        return self.written.form(decimals_of(self.number))


def to_base(number: Decimal, written: WrittenUnit) -> float:
    """A typed number in base units: 196.3 in CNY bn is 196300000000.0, exactly."""
    return float(number.scaleb(written.scale))


def decimals_of(number: Decimal) -> int:
    """How many decimals were typed."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def read_unit(value: object) -> WrittenUnit:
    """A unit as typed: ``CNY bn``, ``%``, ``x``, ``bn shares``, ``HKD/CNY``, ``CNY/share``, ``cars``, ``GWh``."""
    if isinstance(value, WrittenUnit):
        return value
    text = as_text(value).strip()
    if text in _PURE:
        style, power = _PURE[text]
        return WrittenUnit(PURE, power, style, "", "", text)
    if text in _PREFIXED:
        measure, power, base = _PREFIXED[text]
        return WrittenUnit(measure, power, "plain", "", base, text, prefixed=True)
    words = text.split(" ")
    symbol, scale = "", 0
    nouns: list[str] = []
    for word in words:
        if word in _SCALES and not scale and not nouns:
            scale = _SCALES[word]
        elif _is_symbol(word) and not symbol and not scale and not nouns:
            symbol = word
        else:
            nouns.append(word)
    unit, noun = _unit(symbol, nouns, text)
    return WrittenUnit(unit, scale, "plain", symbol, noun, text)


def read_amount(value: object) -> Amount:
    """A number with its unit in one text."""
    if isinstance(value, Amount):
        return value
    text = as_text(value).strip()
    match = _AMOUNT.match(text)
    if not match:
        raise refuse("amount-format", f"{text[:60]!r} is not an amount; write it like 'CNY 7.1 bn', '12 %' or '0.3x'")
    rest = match["rest"].strip()
    currency = match["currency"] or ""
    number = read_decimal(match["number"])
    unit = read_unit(f"{currency} {rest}".strip())
    return Amount(number, unit, text)


def _is_symbol(word: str) -> bool:
    return word in CURRENCIES or "/" in word


def _unit(symbol: str, nouns: list[str], text: str) -> tuple[Unit, str]:
    unit = PURE
    if symbol:
        above, slash, below = symbol.partition("/")
        unit = _single(above, text)
        if slash:
            unit = unit / _single(below, text)
    for noun in nouns:
        if symbol:
            raise _unknown(noun, text)
        unit = unit * _single(noun, text)
    return unit, " ".join(nouns)


def _single(word: str, text: str) -> Unit:
    if word in CURRENCIES:
        return currency_unit(word)
    singular = word[:-1] if word.endswith("s") and word[:-1] in COUNTED else word
    if singular in COUNTED:
        return counted_unit(singular)
    raise _unknown(word, text)


def _unknown(word: str, text: str) -> Exception:
    known = [*sorted(CURRENCIES), *sorted(COUNTED), *_SCALES, "%", "x"]
    upper = word.upper()
    if upper in _COMMON or upper in CURRENCIES:
        close = [_COMMON.get(upper, upper)]
    else:
        close = difflib.get_close_matches(word, known, 1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    return refuse("unit-unknown", f"no such unit: {word[:40]!r} in {text[:60]!r}{hint}")


_AMOUNT_SCHEMA = {"type": ["string", "number"], "examples": ["CNY 196.3 bn", "12 %", "0.3x", "26.65 bn shares"]}
AmountText = Annotated[Amount, *typed(read_amount, _AMOUNT_SCHEMA)]
UnitText = Annotated[WrittenUnit, *typed(read_unit, {"type": "string", "examples": ["CNY bn", "%", "x", "cars"]})]
