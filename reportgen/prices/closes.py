"""From a number in a vendor's file to the price that the exchange quoted.

Vendors keep prices as 32-bit floats and print them with too many digits: 16.80 becomes 16.799999237060547, or
16.799999 where six decimals are printed. The rule: a number with more decimals than the exchange quotes is replaced by
the shortest decimal that stands for the same 32-bit float. If that one has too many decimals as well, it is no price
that was traded: the vendor moved it for dividends or splits.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

import numpy as np

_US = (4, 2)
_CENT = (2, 2)
DECIMALS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "XHKG": (3, 2),
        "XNYS": _US,
        "XNAS": _US,
        "XASE": _US,
        "XSHG": _CENT,
        "XSHE": _CENT,
        "XBOM": _CENT,
        "XNSE": _CENT,
        "XTAI": _CENT,
        "XTKS": (1, 1),
        "XKRX": (0, 0),
        "XASX": (3, 3),
        "XSES": (3, 3),
        "XTSE": (3, 2),
    }
)
"""How many decimals an exchange quotes, below one unit of the currency and from there on."""
_FINEST = (4, 4)


def as_quoted(number: Decimal, exchange: str) -> Decimal | None:
    """The price that a positive number stands for; None where the exchange cannot have quoted it."""
    below, above = DECIMALS.get(exchange, _FINEST)
    most = below if number < 1 else above
    if _decimals(number) <= most:
        return _written(number)
    shortest = Decimal(np.format_float_positional(np.float32(number), unique=True, trim="-"))
    return _written(shortest) if shortest and _decimals(shortest) <= most else None


def _written(number: Decimal) -> Decimal:
    """With two decimals or as many as it needs, as prices are typed."""
    return number.quantize(Decimal(1).scaleb(-max(2, _decimals(number))))


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
