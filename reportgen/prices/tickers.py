"""Which company a vendor's name for a share means. Vendors spell one listing in many ways; nothing is guessed.

A ticker is a root and, behind a dot, a hyphen, an underscore or a space, the vendor's suffix of the market: 1810.HK,
tsla.us, ``1810 HK``. Hong Kong's leading zeros count for nothing; a class of shares may be set off by any sign: BRK.B,
BRK-B. Only where vendors leave the suffix away, in New York and, with six digits, in Shanghai and Shenzhen, the root
alone will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from types import MappingProxyType

from reportgen.prices.values import Listed

_AMERICAN = frozenset({"US", "UN", "UW", "UQ", "N", "O", "OQ"})
SUFFIXES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "XHKG": frozenset({"HK"}),
        "XNYS": _AMERICAN,
        "XNAS": _AMERICAN,
        "XASE": _AMERICAN,
        "XSHG": frozenset({"SS", "SH", "CG", "CH"}),
        "XSHE": frozenset({"SZ", "CS", "CH"}),
        "XTKS": frozenset({"T", "JP", "JT"}),
        "XKRX": frozenset({"KS", "KR"}),
        "XTAI": frozenset({"TW"}),
        "XASX": frozenset({"AX", "AU", "AT"}),
        "XSES": frozenset({"SI", "SG", "SP"}),
        "XBOM": frozenset({"BO", "IB", "IN"}),
        "XNSE": frozenset({"NS", "IS", "IN"}),
        "XTSE": frozenset({"TO", "CA", "CN", "CT"}),
        "XLON": frozenset({"L", "UK", "LN"}),
        "XETR": frozenset({"DE", "GY", "GR"}),
        "XFRA": frozenset({"F", "GF", "GR"}),
        "XPAR": frozenset({"PA", "FR", "FP"}),
        "XAMS": frozenset({"AS", "NL", "NA"}),
        "XSWX": frozenset({"SW", "CH", "SE"}),
        "XMIL": frozenset({"MI", "IT", "IM"}),
        "XMAD": frozenset({"MC", "ES", "SM"}),
        "XSTO": frozenset({"ST", "SS"}),
    }
)
"""What vendors write behind the ticker of each exchange."""
_BARE = frozenset({"XNYS", "XNAS", "XASE"})
_SIX_DIGITS = frozenset({"XSHG", "XSHE"})
_CLASS = re.compile(r"[.\-/ _=^]+")


def root_of(ticker: str, exchange: str) -> str:
    """The part of a ticker that names the share, in one spelling."""
    root, _ = _parted(ticker, exchange)
    return root


def means(name: str, listed: Listed) -> bool:
    """Whether a vendor's name for a share can only mean this listing."""
    root, suffixed = _parted(name, listed.exchange)
    return root == root_of(listed.ticker, listed.exchange) and (suffixed or _bare_will_do(root, listed.exchange))


def named_by(name: str, companies: Iterable[Listed]) -> tuple[Listed, ...]:
    """The companies that a vendor's name for a share means; more than one is for a person to sort out."""
    return tuple(each for each in companies if means(name, each))


def named_in_file_name(stem: str, companies: Iterable[Listed]) -> tuple[Listed, ...]:
    """The companies that the name of a file speaks of: a ticker with its suffix anywhere, or a bare one at its head."""
    words = [word for word in re.split(r"[_\s,;()\[\]]+", stem) if word]
    pairs = [f"{one}.{other}" for one, other in pairwise(words)]
    everyone = tuple(companies)
    sure = {
        each.slug: each
        for name in (*words, *pairs)
        for each in everyone
        if _parted(name, each.exchange)[1] and means(name, each)
    }
    if sure or not words:
        return tuple(sure.values())
    return named_by(words[0], everyone)


def _parted(name: str, exchange: str) -> tuple[str, bool]:
    """The root in one spelling, and whether a suffix of the exchange stood behind it."""
    *front, last = _CLASS.split(name.strip().upper().removesuffix(" EQUITY"))
    suffixed = bool(front) and last in SUFFIXES.get(exchange, frozenset())
    parts = front if suffixed else [*front, last]
    # a dot at the head of an index, two signs in a row
    root = "-".join(part for part in parts if part)
    return (root.lstrip("0") if root.isdigit() and exchange == "XHKG" else root), suffixed


def _bare_will_do(root: str, exchange: str) -> bool:
    six_digits = len(root) == 6 and root.isdigit()  # noqa: PLR2004 - as long as a Chinese code
    return exchange in _BARE or (exchange in _SIX_DIGITS and six_digits)
