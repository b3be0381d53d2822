"""Names of attached files that survive: in the company's own script, and in ASCII for old mail programs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_LENGTH = 80
_FORBIDDEN = re.compile(r'[\\/:*?"<>|;%\x00-\x1f\x7f]+')
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class FileName:
    """A file's name and the one for programs that read ASCII only."""

    name: str
    ascii: str


def attachment_name(native: str, name: str, ticker: str, as_of: date) -> FileName:
    """``小米集團 1810.HK 2025-11-14.pdf`` and ``Xiaomi Corporation 1810.HK 2025-11-14.pdf``.

    In normal form C, without what a path or another system's file names may not hold, and not too long.
    """
    end = f" {_clean(ticker)} {as_of}.pdf"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return FileName(_stem(native or name, name) + end, (_stem(plain, "note") + end).encode("ascii", "ignore").decode())


def _stem(text: str, otherwise: str) -> str:
    return (_clean(text) or _clean(otherwise) or "note")[:_LENGTH].strip()


def _clean(text: str) -> str:
    visible = "".join(" " if unicodedata.category(each) in _INVISIBLE else each for each in text)
    safe = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", visible))
    # a leading dot hides a file, and a trailing one is dropped by some systems
    return " ".join(safe.split()).strip(". ")
