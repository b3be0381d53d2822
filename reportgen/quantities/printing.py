"""How the number of a quantity is written: as it prints on its own, with more digits, and exactly."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from reportgen.figures import Form, rounded_in, write
from reportgen.quantities.nodes import Quantity
from reportgen.quantities.rows import cells

# Digits that count, where a reader asks for more of them.
_DIGITS = 8
# Below this nothing counts.
_SMALLEST = 18
_OWN = 4


def form_of(quantity: Quantity, value: float) -> Form:
    """The form in which a quantity prints; without one of its own its unit, and no decimals where it is whole."""
    if quantity.form is not None:
        return quantity.form
    unit = str(quantity.unit) if quantity.unit.powers else ""
    money = quantity.unit.currency is not None
    whole = math.isfinite(value) and float(f"{value:.12g}").is_integer()
    return Form(decimals=0 if whole else _OWN, symbol=unit if money else "", noun="" if money else unit)


def printed(quantity: Quantity, value: float) -> str:
    """The number in the quantity's own form, or "no figure"."""
    return printed_in(value, form_of(quantity, value))


def printed_in(value: float, form: Form) -> str:
    """The number in a form, or "n.m." where there is none."""
    return "n.m." if value != value else write(value, form).text  # noqa: PLR0124 - NaN is the only value unlike itself


def printed_finely(quantity: Quantity, value: float) -> str:
    """The number as the quantity prints, with two decimals more where these say more."""
    form = form_of(quantity, value)
    finer = replace(form, decimals=form.decimals + 2)
    if not math.isfinite(value) or rounded_in(value, form) == rounded_in(value, finer):
        return printed(quantity, value)
    return write(value, finer).text


def printed_fully(form: Form, value: float) -> str:
    """The number with the digits that a form leaves out, up to eight in all; nothing where there are none."""
    if not math.isfinite(value):
        return ""
    first = rounded_in(value, replace(form, decimals=_SMALLEST)).adjusted()
    finer = replace(form, decimals=min(max(_DIGITS - 1 - first, 0), _SMALLEST))
    finer = replace(finer, decimals=_needed(value, finer))
    return write(value, finer).text if finer.decimals > form.decimals else ""


def _needed(value: float, form: Form) -> int:
    """The decimals of a form without the zeros at their end."""
    decimals = form.decimals
    number = rounded_in(value, form)
    while decimals and number == rounded_in(value, replace(form, decimals=decimals - 1)):
        decimals -= 1
    return decimals


def printed_cells(quantity: Quantity, values: Mapping[str, float]) -> tuple[tuple[str, str], ...]:
    """Each label of a row with its number as printed."""
    labels = quantity.axis or ()
    return tuple((label, printed(each, values[each.path])) for label, each in zip(labels, cells(quantity), strict=True))


def exact(value: float) -> str:
    """The unrounded value in the fewest digits that read back as the same float."""
    return "n.m." if value != value else repr(float(value)).removesuffix(".0")  # noqa: PLR0124 - as above
