"""The table of the house's ratings, recomputed from what it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.diagnostics import Diagnostic
from reportgen.model.note import DisclosureGroup, Disclosures, Note
from reportgen.proofs.printed_page import Page, half_digit
from reportgen.sections.footing import ROUNDED
from reportgen.sections.house_ratings import DISTRIBUTION
from reportgen.sections.writer import plain, read

_WHOLE = re.compile(r": ([0-9,]+) companies, this one")
_ROW = re.compile(r"([0-9,]+) compan(?:y|ies), ([0-9.]+)\s%")
_HUNDRED = Decimal(100)


def ratings_foot(page: Page) -> Iterator[Diagnostic]:
    """Companies by rating make all of them, each share follows from its count, and the remark on rounding is true."""
    for group in _groups(page.note):
        said = " ".join(plain(each) for each in group.paragraphs)
        found, whole = [_ROW.fullmatch(plain(value)) for _, value in group.rows], _WHOLE.search(said)
        rows = [(read(each[1]), read(each[2])) for each in found if each]
        companies = read(whole[1]) if whole else Decimal(0)
        if len(rows) < len(found) or not companies or sum(number for number, _ in rows) != companies:
            yield _fault(page, "total-foots", f"the companies by rating are not the {companies} of the house")
        for number, share in rows if companies else ():
            if abs(_HUNDRED * number / companies - share) > half_digit(share):
                yield _fault(page, "share-foots", f"{number} of {companies} companies are not {share} %")
        if (sum(share for _, share in rows) != _HUNDRED) != (ROUNDED in said):
            yield _fault(page, "rounding-remark-true", "the shares of the ratings and the remark on rounding disagree")


def _groups(note: Note) -> Iterator[DisclosureGroup]:
    for block in (block for section in note.sections for block in section.blocks):
        if isinstance(block, Disclosures):
            yield from (each for each in (*block.left, *block.right) if each.id == DISTRIBUTION)


def _fault(page: Page, code: str, message: str) -> Diagnostic:
    return Diagnostic(code, message, page.inputs.place("house.yaml", ("ratings",)), DISTRIBUTION)
