"""The class that a return falls into."""

from __future__ import annotations

from reportgen.model.house import Band
from reportgen.model.inputs import Inputs

# a target of 9.27 at a price of 10.30 is −10 %, whatever binary arithmetic makes of it
_DECIMALS = 9


def band_of(inputs: Inputs, implied_return: float) -> Band:
    """The class of a return; a shared bound belongs to the band nearer to zero."""
    bands = inputs.house.ratings.bands
    value = round(implied_return, _DECIMALS)
    for band in bands if value >= 0 else reversed(bands):
        above = band.lower is None or value >= round(band.lower.base, _DECIMALS)
        below = band.upper is None or value <= round(band.upper.base, _DECIMALS)
        if above and below:
            return band
    return bands[-1]
