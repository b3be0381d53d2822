"""The night's page for the operator, as a mail tells it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reportgen.diagnostics import ReportgenError
from reportgen.figures import DASH, NBSP, Form, rounded, write, write_date
from reportgen.model.house import House
from reportgen.model.publication import Message
from reportgen.publishing.email import folder_of_night
from reportgen.publishing.email.message import Letter
from reportgen.publishing.email.moves import money, percent
from reportgen.publishing.email.pages import Reader, moment
from reportgen.sending.night_proving import COMPANIES_AT_MOST, COUNTED, DIAGNOSTICS_AT_MOST, night_faults

_NAME = re.compile(r"[\w-]{1,64}")
_PAGE_AT_MOST = 3_000_000
_FAULTS_AT_MOST = 3
_SIGNED, _POINTS = Form("percent", 0, 1, signed=True), Form("points", 0, 1, signed=True)
_WORDS = {"rating": "rating", "target_price": "target", "price": "price", "implied_return": "return"}


@dataclass(frozen=True, slots=True)
class Look:
    """A company that wants someone to look: what became of it and why, in lines with their places."""

    company: str
    name: str
    state: str
    note: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Moved:
    """A company whose figures moved in the night, each move in words."""

    company: str
    name: str
    moves: Sequence[str]
    released: str


def night_values(root: Path, message: Message, house: House) -> dict[str, Any]:
    """What the templates of the night's mail are given. Raises ReportgenError where its page is not there."""
    with _usable(root, message) as found:
        return _values(found, house, message)


def proved(root: Path, message: Message, letter: Letter, own: Sequence[str]) -> Letter:
    """The letter, read once more beside what the night wrote. Raises ReportgenError where it says anything else."""
    with _usable(root, message) as found:
        faults = night_faults(letter, found, own)
    if faults:
        raise ReportgenError(f"the mail is not what the night wrote: {'; '.join(faults[:_FAULTS_AT_MOST])}")
    return letter


@contextmanager
def _usable(root: Path, message: Message) -> Iterator[Mapping[str, Any]]:
    """The night as it is written for programs; what does not fit is told with its file."""
    file = _folder(root, message) / "index.json"
    try:
        yield json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is not complete"
        raise ReportgenError(f"{file} cannot be used for a mail: {why}") from problem


def night_page(root: Path, message: Message) -> bytes:
    """The page itself, where it is small enough to go with the mail; else nothing."""
    page = _folder(root, message) / "index.html"
    try:
        return page.read_bytes() if page.stat().st_size <= _PAGE_AT_MOST else b""
    except OSError:
        return b""


def _folder(root: Path, message: Message) -> Path:
    try:
        night = date.fromisoformat(str(message.payload.get("night")))
    except ValueError as problem:
        raise ReportgenError("a message names no night") from problem
    run = str(message.payload.get("run", ""))
    kept = folder_of_night(root, night, run)
    # one that was entered by an older program, or could not be kept, has the page of the night as it is now
    return (
        kept if _NAME.fullmatch(run) and (kept / "index.json").is_file() else root / "output" / "nightly" / str(night)
    )


def _values(found: Mapping[str, Any], house: House, message: Message) -> dict[str, Any]:
    counts, companies = found["counts"], found["companies"]
    looks = [_look(each) for each in companies if each["look"]]
    moved = [_moved(each) for each in companies if each["moved"] or each["released"] is not None]
    night = date.fromisoformat(found["night"])
    verdict = f"{len(looks)} to look at" if looks else "all fine"
    return {
        "house": house.name,
        "legal_name": house.legal_name,
        "language": house.language,
        "accent": house.branding.accent,
        "night": write_date(night),
        "verdict": verdict,
        "counts": [(each, counts.get(each, 0)) for each in COUNTED],
        "looks": looks[:COMPANIES_AT_MOST],
        "more_looks": max(len(looks) - COMPANIES_AT_MOST, 0),
        "moved": moved[:COMPANIES_AT_MOST],
        "more_moved": max(len(moved) - COMPANIES_AT_MOST, 0),
        "ended": moment(message.created_at, house.time_zone),
        "reader": Reader(message.recipient, "", ""),
    }


def _look(each: Mapping[str, Any]) -> Look:
    note = each["note"]
    standing = f"the note of {_day(note['as_of'])} stands" if note else "there is no earlier note"
    if each["stale"] and note:
        standing += f", {note['age_days']} days old"
    found = each["diagnostics"]
    errors = [one for one in found if one["severity"] == "error"] or (found if each["state"] == "failed" else [])
    lines = [_line(one) for one in errors[:DIAGNOSTICS_AT_MOST]]
    if len(errors) > DIAGNOSTICS_AT_MOST:
        lines.append(f"and {len(errors) - DIAGNOSTICS_AT_MOST} more")
    lines += [_line(each["overdue"])] if each["overdue"] else []
    lines += [f"not released: {each['withheld']}"] if each["withheld"] else []
    state = f"{each['state']}: {each['reason']}" if each["reason"] else str(each["state"])
    return Look(each["company"], each["name"] or each["company"], state, standing, lines)


def _line(one: Mapping[str, Any]) -> str:
    return f"{one['file']}:{one['line']}:{one['column']}: {one['message']} [{one['code']}]"


def _moved(each: Mapping[str, Any]) -> Moved:
    currency = (each["note"] or {}).get("currency") or ""
    released = f"version {each['released']} released" if each["released"] is not None else ""
    return Moved(
        each["company"], each["name"] or each["company"], [_words(one, currency) for one in each["moved"]], released
    )


def _words(one: Mapping[str, Any], currency: str) -> str:
    what, before, after, change = one["what"], one["from"], one["to"], one["change"]
    if what == "implied_return":
        # of the printed figures, so that a reader can take the difference himself
        points = rounded(float(after), -2, 1) - rounded(float(before), -2, 1)
        by = f" ({write(float(points) / 100, _POINTS).text})" if points else ""
        return f"{_WORDS[what]} {percent(before)} → {percent(after)}{by}"
    if what == "rating":
        return f"{_WORDS[what]} {before or DASH} → {after or DASH}"
    by = f" ({write(float(change), _SIGNED).text})" if change else ""
    return f"{_WORDS[what]} {money(currency, before).strip(NBSP)} → {money(currency, after).strip(NBSP)}{by}"


def _day(text: str) -> str:
    return write_date(date.fromisoformat(text), short=True)
