"""How a quantity stands in a cell: in the power of ten in which it prints, with the number format of its form."""

from __future__ import annotations

import math
from decimal import Decimal

from reportgen.figures import SCALE_WORDS, TIMES, Form
from reportgen.quantities import CONDITION, SHARE, Unit

_UNITS = {"percent": "%", "points": "points", "multiple": TIMES}
# Excel knows no more
_MOST_DECIMALS = 30


def scale_of(form: Form) -> int:
    """The power of ten that a cell counts in: 9 where CNY bn are shown, 0 for per cent, which Excel shifts itself."""
    return {"points": -2, "percent": 0}.get(form.style, form.scale)


def shown(value: float, form: Form) -> float:
    """The number in the cell: 196.3 for CNY 196.3 bn, by exact decimal scaling."""
    scale = scale_of(form)
    return float(Decimal(repr(float(value))).scaleb(-scale)) if scale and math.isfinite(value) else float(value)


def number_format(form: Form) -> str:
    """The number format of a form; what it says in words stands in the column of units."""
    digits = "#,##0"
    if form.decimals > 0:
        digits += "." + "0" * min(form.decimals, _MOST_DECIMALS)
    if form.style == "percent":
        digits += "%"
    elif form.style == "multiple":
        digits += f'"{TIMES}"'
    return f"+{digits};-{digits};{digits}" if form.signed else f"{digits};-{digits}"


def unit_words(unit: Unit, form: Form) -> str:
    """The unit of a cell in words: ``CNY bn``, ``HKD/share``, ``bn shares``, ``%``."""
    if unit == CONDITION:
        return "true or false"
    if form.style in _UNITS:
        return _UNITS[form.style]
    whole = unit * SHARE
    per_share = whole.currency is not None and len(whole.powers) == 1
    if per_share and form.symbol in ("", whole.currency):
        symbol = f"{whole.currency}/share"
    else:
        symbol = form.symbol or (str(unit) if unit.powers and not form.noun else "")
    return " ".join(word for word in (symbol, SCALE_WORDS.get(form.scale, f"10^{form.scale}"), form.noun) if word)
