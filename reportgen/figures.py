"""How numbers, dates and currencies are rounded and written."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from types import MappingProxyType
from typing import Literal, TypeAlias

NBSP = "\u00a0"
JOINER = "\u2060"
THIN = "\u202f"
MINUS = "\u2212"
DASH = "\u2013"
TIMES = "\u00d7"

Style: TypeAlias = Literal["plain", "percent", "points", "multiple"]

# digits enough for the largest float with any number of decimals
_WIDE = Context(prec=800)

SCALE_WORDS = {0: "", 3: "thousand", 6: "m", 9: "bn", 12: "tn"}
PREFIXES = {0: "", 3: "k", 6: "M", 9: "G", 12: "T"}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """How a number is printed: ``scale`` is the power of ten it is shown in (9 = bn), ``scale_word`` says it.

    ``absolute`` leaves any sign out, for words that say the direction. ``prefixed`` tells the scale by a letter before
    the noun: GWh.
    """

    style: Style = "plain"
    scale: int = 0
    decimals: int = 1
    symbol: str = ""
    noun: str = ""
    signed: bool = False
    scale_word: bool = True
    absolute: bool = False
    prefixed: bool = False

    @property
    def words(self) -> str:
        """What stands behind the digits: scale word and noun, or the noun with the letter of its scale."""
        if self.prefixed and self.noun:
            return f"{PREFIXES[self.scale]}{self.noun}"
        scale_word = SCALE_WORDS[self.scale] if self.scale_word else ""
        return " ".join(word for word in (scale_word, self.noun) if word)

    def bare(self) -> Form:
        """The same digits without currency, scale word or noun: for cells whose head says them."""
        return replace(self, symbol="", noun="", scale_word=False)


@dataclass(frozen=True, slots=True)
class Written:
    """A printed number in its pieces."""

    symbol: str
    digits: str
    suffix: str

    @property
    def text(self) -> str:
        """The pieces glued with no-break spaces."""
        before = f"{self.symbol}{NBSP}" if self.symbol else ""
        return f"{before}{self.digits}{self.suffix}"


def write(value: float, form: Form, *, bare: bool = False) -> Written:
    """Print a finite value in a form, rounded half away from zero as a reader does by hand.

    ``bare`` leaves only the digits with plus or minus, for cells whose head says the rest.
    """
    digits = _digits(rounded_in(value, form), form)
    if form.style == "percent":
        return Written("", digits, "" if bare else f"{THIN}%")
    if bare:
        return Written("", digits, "")
    if form.style == "points":
        return Written("", digits, f"{NBSP}points")
    if form.style == "multiple":
        return Written("", digits, TIMES)
    words = form.words.replace(" ", NBSP)
    return Written(form.symbol, digits, f"{NBSP}{words}" if words else "")


def rounded_in(value: float, form: Form) -> Decimal:
    """The number that a form prints: in its scale, or in hundredths for per cent and points."""
    shift = 2 if form.style in ("percent", "points") else 0
    return rounded(value, form.scale - shift, form.decimals)


def rounded(value: float, scale: int, decimals: int) -> Decimal:
    """The value in units of ten to the ``scale``, rounded half away from zero to ``decimals`` places.

    Raises ValueError for NaN and infinity: what has no figure is printed as a dash by the caller.
    """
    if not math.isfinite(value):
        message = f"{value} has no printed form"
        raise ValueError(message)
    # fifteen digits are what a float surely holds: 2.675 rounds to 2.68 as typed, 10.02 ÷ 8 − 1 to 25.3 % as by hand
    exact = Decimal(f"{float(value):.15g}").scaleb(-scale, _WIDE)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)


def _digits(number: Decimal, form: Form) -> str:
    sign = MINUS if number < 0 else "+" if form.signed and number > 0 else ""
    sign = "" if form.absolute else sign
    return f"{sign}{number.copy_abs():,f}"


def write_date(day: date, *, short: bool = False) -> str:
    """``14 November 2025``, or ``14 Nov 2025``, glued with no-break spaces."""
    month = MONTHS[day.month - 1]
    return f"{day.day}{NBSP}{month[:3] if short else month}{NBSP}{day.year}"


def _reform(style: Style, scale: int, default: int) -> Callable[..., Form]:
    def reform(form: Form, decimals: float = default) -> Form:
        keeps = style == "plain"
        return replace(
            form,
            style=style,
            scale=scale,
            decimals=int(decimals),
            symbol=form.symbol if keeps else "",
            noun=form.noun if keeps else "",
        )

    return reform


FORMS: Mapping[str, Callable[..., Form]] = MappingProxyType(
    {
        "bn": _reform("plain", 9, 1),
        "m": _reform("plain", 6, 1),
        "thousand": _reform("plain", 3, 1),
        "count": _reform("plain", 0, 0),
        "money": _reform("plain", 0, 2),
        "rate": _reform("plain", 0, 5),
        "pct": _reform("percent", 0, 1),
        "points": _reform("points", 0, 1),
        "x": _reform("multiple", 0, 1),
        "signed": lambda form: replace(form, signed=True),
        # without a plus; a minus stays, as a sentence that "adds 3.86" must not hide that it takes away
        "unsigned": lambda form: replace(form, signed=False),
        # without a minus as well: "fell 3.1 %", best under a claim that it fell
        "absolute": lambda form: replace(form, absolute=True),
        "bare": lambda form: form.bare(),
    }
)
"""The filters of prose: each takes a form and gives the form to print in."""
