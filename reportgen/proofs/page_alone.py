"""Whether the page on screen shows its text, and whether it holds all that it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.diagnostics import Diagnostic, Location

_PLACE = Location("note.html")
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL)
_HIDES = r"(?:display\s*:\s*none|visibility\s*:\s*hidden|(?<![\w-])opacity\s*:\s*0*\.?0*\s*(?:[;!\"'}]|$))"
_WHOLE = re.compile(r"<(?:html|body|main)\b[^>]*>")
_HIDDEN = re.compile(rf"""\sstyle=(?:"[^"]*?{_HIDES}|'[^']*?{_HIDES})|\shidden(?=[\s=>])""", re.IGNORECASE)
_RULE = re.compile(rf"(?:^|[{{}};/])\s*([^{{}};/]{{1,200}})\{{[^{{}}]*?{_HIDES}", re.IGNORECASE)
_ALL = re.compile(r"(?:^|[\s>+~,])(?:html|body|main|:root|#note|main#note|html\.screen)\s*(?:,|$)", re.IGNORECASE)
_LOADING = re.compile(
    r"<(?:img|image|script|link|iframe|frame|object|embed|source|video|audio|track|use|base|input)\b[^>]*>",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"""\s(?:src|href|xlink:href|data|srcset|poster)\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
_INSIDE = ("data:", "#")
# A link of these kinds tells of another page, and nothing is loaded for it.
_TELLING = re.compile(
    r"""\srel=["']?(?:canonical|alternate|author|license|help|search|next|prev|me)["'\s>]""", re.IGNORECASE
)
_LOADED_BY_STYLE = re.compile(r"""@import\s+["']([^"']*)|\burl\(\s*["']?(?!data:|#)([^"')\s]+)""", re.IGNORECASE)


def text_hidden(html: str) -> Iterator[Diagnostic]:
    """A style or an attribute that hides the whole page leaves it in the file and shows the reader nothing."""
    for tag in _WHOLE.findall(html):
        if _HIDDEN.search(tag):
            yield Diagnostic("text-hidden", f"{tag[:80]} hides all that is in it", _PLACE)
    for style in _STYLE.findall(html):
        for selector in _RULE.findall(style):
            if _ALL.search(selector.strip()):
                yield Diagnostic("text-hidden", f"a style of {selector.strip()!r} hides the whole page", _PLACE)


def resource_external(html: str) -> Iterator[Diagnostic]:
    """A note holds all that it shows: what is loaded from elsewhere may change, vanish, or tell who reads.

    Put the image, style or script into the page itself.
    """
    for tag in _LOADING.findall(html):
        for address in _ADDRESS.findall(tag):
            if address and not address.startswith(_INSIDE) and not _TELLING.search(tag):
                yield _external(address)
    for style in _STYLE.findall(html):
        for imported, loaded in _LOADED_BY_STYLE.findall(style):
            yield _external(imported or loaded)


def _external(address: str) -> Diagnostic:
    return Diagnostic("resource-external", f"the page loads {address[:80]!r}, which is not in it", _PLACE)
