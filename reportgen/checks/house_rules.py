"""Checks of the house's own rules: rating bands, rounding, the accent colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportgen.checks.walking import HOUSE, found
from reportgen.diagnostics import Diagnostic
from reportgen.figures import MINUS
from reportgen.model.house import Band, allowed_steps
from reportgen.model.inputs import Inputs
from reportgen.quantities import PURE

_CONTRAST_AT_LEAST = 4.5  # WCAG 2.2, 1.4.3
_NUMBER = r"(?:(?<![\d%])[+\u2212-])?\d+(?:\.\d+)?"
_PER_CENT = r"[ \u00a0]*(?:%|per[ \u00a0]?cent\b)"
# all of "from −10 to +10 %", "between 10 and 20 per cent"
_PERCENTAGES = re.compile(
    rf"(?<![\d.]){_NUMBER}(?:(?:{_PER_CENT})?[ \u00a0]*(?:to|and|or|\u2013|-)[ \u00a0]*{_NUMBER})*{_PER_CENT}"
)
_GROUNDS = ("#ffffff", "#f6f3ec")


def rating_bands_touch(inputs: Inputs) -> Iterator[Diagnostic]:
    """Every return falls into exactly one class: from the lowest to the highest, each band begins where one ends."""
    bands = inputs.house.ratings.bands
    faults = [(number, _band_fault(band)) for number, band in enumerate(bands)]
    faults += [
        (number, f"{above.name} must begin where {below.name} ends; list the bands from the lowest return up")
        for number, (below, above) in enumerate(pairwise(bands), 1)
        if below.upper is None or above.lower is None or below.upper.base != above.lower.base
    ]
    faults += [
        (number, f"a second band is called {band.name}")
        for number, band in enumerate(bands)
        if any(band.name == each.name for each in bands[:number])
    ]
    for number, message in faults:
        if message:
            yield found(inputs, "rating-bands-touch", message, HOUSE, ("ratings", "bands", number))
    if bands[0].lower is not None or bands[-1].upper is not None:
        message = "the lowest band has no lower bound, the highest no upper one: every return belongs to a class"
        yield found(inputs, "rating-bands-touch", message, HOUSE, ("ratings", "bands"))


def band_meaning_differs(inputs: Inputs) -> Iterator[Diagnostic]:
    """The disclosures print what each rating means, so a percentage in that text is one of the bounds of its band."""
    if any(rating_bands_touch(inputs)):
        return
    for number, band in enumerate(inputs.house.ratings.bands):
        bounds = [each for each in (band.lower, band.upper) if each is not None and each.unit == PURE]
        allowed = {round(each.base * 100, 9) for each in bounds}
        # without a sign it may be a loss: "falls by more than 10 %"
        sizes = allowed | {abs(each) for each in allowed}
        for typed in _percentages(band.meaning):
            if float(typed.replace(MINUS, "-")) in (sizes if typed[0].isdigit() else allowed):
                continue
            message = f"the meaning of {band.name} names {typed} %, which is no bound of its band"
            hint = f"bounds of the band: {' and '.join(each.typed for each in bounds) or 'none'}"
            path = ("ratings", "bands", number, "meaning")
            yield found(inputs, "band-meaning-differs", message, HOUSE, path, hint=hint)


def _percentages(text: str) -> Iterator[str]:
    """The number of each percentage of a text as typed."""
    for listed in _PERCENTAGES.finditer(text):
        yield from re.findall(_NUMBER, listed[0])


def rounding_step(inputs: Inputs) -> Iterator[Diagnostic]:
    """Targets are rounded to a step that readers recognise."""
    step = inputs.house.rounding.target_price
    if step not in allowed_steps():
        hint = "possible: " + ", ".join(str(each) for each in allowed_steps())
        message = f"targets are not rounded to steps of {step}"
        yield found(inputs, "rounding-step", message, HOUSE, ("rounding", "target_price"), hint=hint)


def accent_contrast(inputs: Inputs) -> Iterator[Diagnostic]:
    """Text in the accent colour must be readable: a contrast of 4.5 on white and on the tint."""
    accent = inputs.house.branding.accent
    ratios = [(_contrast(accent, ground), ground) for ground in _GROUNDS]
    ratio, ground = min(ratios)
    if ratio < _CONTRAST_AT_LEAST:
        message = f"{accent} has a contrast of {ratio:.2f} on {ground}; {_CONTRAST_AT_LEAST} is needed"
        yield found(inputs, "accent-contrast", message, HOUSE, ("branding", "accent"), hint="take a darker colour")


def _band_fault(band: Band) -> str:
    bounds = [each for each in (band.lower, band.upper) if each is not None]
    foreign = next((each for each in bounds if each.unit != PURE), None)
    if foreign is not None:
        return f"a bound of {band.name} must be a rate such as -10 %, not {foreign.typed}"
    if band.lower is not None and band.upper is not None and band.lower.base >= band.upper.base:
        return f"{band.name} ends at {band.upper.typed}, which is not above its beginning, {band.lower.typed}"
    return ""


def _contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (_linear(each) for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
