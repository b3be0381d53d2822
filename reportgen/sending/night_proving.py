"""The night's mail is read before it leaves: each line of it is what the night's own record says, with its company."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.figures import DASH, Form, rounded, write, write_date
from reportgen.proofs.internal import internal_words
from reportgen.proofs.pages import squeezed
from reportgen.publishing.email.message import Letter
from reportgen.publishing.email.proving import found_numbers, words_of_page

COUNTED = ("built", "unchanged", "failed", "stale", "released")
DIAGNOSTICS_AT_MOST, COMPANIES_AT_MOST = 4, 80
_WORDS = {"rating": "rating", "target_price": "target", "price": "price", "implied_return": "return"}
_GAP = r"\W{0,12}?"


def night_faults(letter: Letter, found: Mapping[str, Any], own: Sequence[str]) -> tuple[str, ...]:
    """What is wrong in the night's mail, in words; ``found`` is the night as the night wrote it for programs.

    Counts stand behind their names, moves and what wants a look behind their company. ``own`` are the mail's own words
    that hold numbers: the house, the reader, the moment.
    """
    looks = sum(bool(each["look"]) for each in found["companies"])
    verdict = f"{looks} to look at" if looks else "all fine"
    faults = list(_of_subject(letter.subject, found["night"], verdict, own))
    for part, words in (("HTML", words_of_page(letter.html)), ("text", letter.text)):
        faults.extend(f"{part} {fault}" for fault in _faults(words, found, (verdict, *own)))
    return tuple(faults)


def _of_subject(subject: str, night: str, verdict: str, own: Sequence[str]) -> Iterator[str]:
    if not re.search(rf"night of {night}: {re.escape(verdict)}(?![0-9])", subject):
        yield f"subject does not print the night of {night}: {verdict}"
    known = set(found_numbers(" ".join((night, verdict, *own))))
    yield from (f"subject prints {each!r}" for each in found_numbers(subject) if each not in known)


def _faults(words: str, found: Mapping[str, Any], own: Sequence[str]) -> Iterator[str]:
    yield from (f"prints {word!r}, a word of the program" for word, _ in internal_words(words))
    left = squeezed(words)
    for piece in sorted(_pieces(found), key=lambda each: -sum(map(len, each))):
        pattern = re.compile(_GAP.join(re.escape(squeezed(each)) for each in piece) + "(?![0-9])")
        match = pattern.search(left)
        if match is None:
            yield f"does not print {' '.join(piece)[:160]!r}"
        else:
            left = f"{left[: match.start()]} {left[match.end() :]}"
    night = write_date(date.fromisoformat(found["night"]))
    for each in sorted(filter(None, map(squeezed, (night, *own))), key=len, reverse=True):
        left = left.replace(each, " ")
    yield from (f"prints {each!r}, which the night does not hold" for each in dict.fromkeys(found_numbers(left)))


def _pieces(found: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Words that stand behind each other, each written here a second time."""
    for name in COUNTED:
        yield name, str(found["counts"].get(name, 0))
    looks = [each for each in found["companies"] if each["look"]]
    moved = [each for each in found["companies"] if each["moved"] or each["released"] is not None]
    for each in looks[:COMPANIES_AT_MOST]:
        yield (*_named(each), _state(each), *_lines(each))
    for each in moved[:COMPANIES_AT_MOST]:
        released = (f"version {each['released']} released",) if each["released"] is not None else ()
        yield (*_named(each), *released, *(_move(one, (each["note"] or {}).get("currency")) for one in each["moved"]))
    for held in (looks, moved):
        if len(held) > COMPANIES_AT_MOST:
            yield (f"and {len(held) - COMPANIES_AT_MOST} more companies",)


def _named(each: Mapping[str, Any]) -> tuple[str, str]:
    return each["name"] or each["company"], each["company"]


def _state(each: Mapping[str, Any]) -> str:
    state = f"{each['state']}: {each['reason']}" if each["reason"] else str(each["state"])
    if not each["note"]:
        return f"{state}; there is no earlier note"
    old = f", {each['note']['age_days']} days old" if each["stale"] else ""
    day = write_date(date.fromisoformat(each["note"]["as_of"]), short=True)
    return f"{state}; the note of {day} stands{old}"


def _lines(each: Mapping[str, Any]) -> Iterator[str]:
    all_found = each["diagnostics"]
    told = [one for one in all_found if one["severity"] == "error"]
    if not told and each["state"] == "failed":
        told = all_found
    shown = [*told[:DIAGNOSTICS_AT_MOST], *([each["overdue"]] if each["overdue"] else [])]
    lines = [f"{one['file']}:{one['line']}:{one['column']}: {one['message']} [{one['code']}]" for one in shown]
    if len(told) > DIAGNOSTICS_AT_MOST:
        lines.insert(DIAGNOSTICS_AT_MOST, f"and {len(told) - DIAGNOSTICS_AT_MOST} more")
    yield from lines
    if each["withheld"]:
        yield f"not released: {each['withheld']}"


def _move(one: Mapping[str, Any], currency: str | None) -> str:
    """From what to what, and the change computed once more from the two."""
    what, before, after = _WORDS[one["what"]], one["from"], one["to"]
    if one["what"] == "rating":
        return f"{what} {before or DASH} → {after or DASH}"
    old, new = Decimal(before), Decimal(after)
    if one["what"] == "implied_return":
        shown = [write(float(each), Form("percent", 0, 1)).text for each in (old, new)]
        points = rounded(float(new), -2, 1) - rounded(float(old), -2, 1)
        by = write(float(points) / 100, Form("points", 0, 1, signed=True)).text if points else ""
    else:
        shown = [f"{currency or ''} {each:,f}" for each in (old, new)]
        by = write(float(new / old - 1), Form("percent", 0, 1, signed=True)).text if one["change"] else ""
    return f"{what} {shown[0]} → {shown[1]}{f' ({by})' if by else ''}"
