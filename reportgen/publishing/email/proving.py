"""A mail is read before it leaves: every number in it is one of the record's or one that the note printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from reportgen.figures import Form, rounded, write, write_date
from reportgen.model.publication import Release
from reportgen.proofs.beside import texts_of
from reportgen.proofs.internal import internal_words
from reportgen.proofs.pages import visible
from reportgen.publishing.email.labelled import labelled_faults
from reportgen.publishing.email.material import Material
from reportgen.publishing.email.message import Letter
from reportgen.publishing.email.pages import Released, moment

_NUMBER = re.compile(r"[+\u2212-]?[0-9]+(?:[.,:][0-9]+)*")
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+|\S+@\S+")
_HEAD = re.compile(r"<(head|style)\b.*?</\1>", re.DOTALL)
_SAID = re.compile(r'\balt="([^"]*)"')


def mail_faults(letter: Letter, notes: Sequence[Released], own: Iterable[str] = ()) -> tuple[str, ...]:
    """What is wrong in the text, the HTML or the subject of a letter on some notes, in words.

    ``own`` are words of the mail itself that hold numbers: its day, its counts, the house's name.
    """
    known = _numbers((*own, letter.recipient, letter.name, *_attached(letter)))
    for each in notes:
        known |= _numbers(_of_record(each)) | _numbers(texts_of(each.material))
    html = words_of_page(letter.html)
    return tuple(
        f"{part} {fault}"
        for part, words in (("subject", letter.subject), ("HTML", html), ("text", letter.text))
        for fault in _faults(words, known, notes if part != "subject" else ())
    )


def words_of_page(html: str) -> str:
    """What a reader of the HTML sees or hears."""
    body = _HEAD.sub(" ", html)
    return visible(f"{body} {' '.join(_SAID.findall(body))}")


def _faults(words: str, known: frozenset[str], notes: Sequence[Released]) -> Iterator[str]:
    yield from (f"prints {word!r}, a word of the program" for word, _ in internal_words(words))
    strange = [number for number in found_numbers(words) if number not in known]
    yield from (f"prints {number!r}, which neither the note nor the record holds" for number in dict.fromkeys(strange))
    yield from labelled_faults(words, notes)


def _of_record(told: Released) -> Iterator[str]:
    """The figures of the rows of the record, and what moved between them, computed here once more."""
    now, before = told.release, told.before
    yield from _of_release(now, told.material)
    if before is None:
        return
    yield from _of_release(before, told.material)
    for name in ("target_price", "price"):
        new, old = Decimal(getattr(now, name)), Decimal(getattr(before, name))
        if old:
            yield _percent(new / old - 1, signed=True)
    whole = _points(Decimal(now.implied_return)) - _points(Decimal(before.implied_return))
    old_price, new_price, old_target = Decimal(before.price), Decimal(now.price), Decimal(before.target_price)
    parts = [whole]
    if old_price and new_price:
        from_price = _points(old_target / new_price - old_target / old_price)
        parts += [from_price, whole - from_price]
    yield from (write(float(each) / 100, Form("points", 0, 1, signed=True)).text for each in parts)
    yield from _inputs_moved(told)


def _inputs_moved(told: Released) -> Iterator[str]:
    earlier = told.before_material
    yield from texts_of(earlier.inputs if earlier is not None else ())
    changed = {(each.path, each.printed) for each in told.material.inputs}
    if earlier is not None:
        changed ^= {(each.path, each.printed) for each in earlier.inputs}
        yield from map(str, range(len(changed) + 1))


def _of_release(release: Release, material: Material) -> Iterator[str]:
    yield _money(release.currency, release.target_price)
    yield _money(release.currency, release.price)
    yield _percent(Decimal(release.implied_return))
    yield str(release.version)
    yield moment(release.released_at, material.time_zone)
    for day in (release.as_of, release.price_as_of):
        if day is not None:
            yield f"{write_date(day)} {write_date(day, short=True)}"


def _money(currency: str, digits: str) -> str:
    return f"{currency} {Decimal(digits):,f}"


def _percent(fraction: Decimal, *, signed: bool = False) -> str:
    return write(float(fraction), Form("percent", 0, 1, signed=signed)).text


def _points(fraction: Decimal) -> Decimal:
    return rounded(float(fraction), -2, 1)


def _attached(letter: Letter) -> Iterator[str]:
    yield from (each.name.name for each in letter.attachments)


def _numbers(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(number for text in texts for number in found_numbers(text))


def found_numbers(words: str) -> list[str]:
    """Every number of some words, without the digits of addresses."""
    return [each.lstrip("-") for each in _NUMBER.findall(_ADDRESS.sub(" ", words))]
