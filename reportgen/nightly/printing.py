"""A night as its page prints it: every figure already written, so that the template computes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from markupsafe import Markup

from reportgen.figures import DASH, NBSP, Form, write, write_date
from reportgen.model.publication import BuildRow
from reportgen.nightly.report import Entry, Found, Move, Report, note_folder

_PERCENT = Form("percent", 0, 1)
_REASONS = {
    "diagnostics": "inputs at fault",
    "crash": "crashed",
    "time": "too slow",
    "memory": "too much memory",
    "disk": "disk full",
    "environment": "machine at fault",
    "edited": "edited meanwhile",
}
_STATES = {"built": "built", "unchanged": "unchanged", "failed": "failed", "skipped": "not looked at"}
_TOLD_AT_MOST = 12


def values(report: Report) -> dict[str, object]:
    """Everything that the template prints."""
    longest = max((each.seconds for each in report.entries), default=0.0)
    return {
        "language": report.terms.language,
        "house": report.terms.name,
        "title": f"{report.terms.name}: night of {write_date(report.night)}",
        "night": f"Night of {write_date(report.night)}",
        "accent": Markup(report.terms.accent),  # noqa: S704 - six hexadecimal digits, as house.yaml was read
        "accent_soft": Markup(report.terms.accent_soft),  # noqa: S704 - see above
        "headline": _headline(report),
        "standfirst": _standfirst(report),
        "told": [f"{each.message}." for each in report.told],
        "counts": _counts(report),
        "look": [_case(each, report) for each in report.entries if each.look],
        "moved": [_moved(each) for each in sorted(report.entries, key=_size_of_move) if each.moved],
        "rows": [_row(each, report, longest) for each in report.entries],
        "times": _times(report),
        "run": report.run,
    }


def money(currency: str | None, digits: str | None) -> str:
    """An amount of the record as a note prints it."""
    return f"{currency}{NBSP}{Decimal(digits):,f}" if currency and digits else DASH


def percent(fraction: str | None, *, signed: bool = False) -> str:
    """A fraction of the record as a note prints it."""
    return write(float(fraction), Form("percent", 0, 1, signed=signed)).text if fraction else DASH


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 note``, ``2 notes``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def _headline(report: Report) -> str:
    counts, total = report.counts, len(report.entries)
    if counts["look"]:
        return f"{counts['look']} of {counted(total, 'company', 'companies')} want{'s' * (counts['look'] == 1)} a look"
    if counts["built"]:
        return f"{counted(counts['built'], 'note')} built, and nothing wants a look"
    return "Nothing has changed" if total else "There is no company yet"


def _standfirst(report: Report) -> str:
    moved = [move.what for each in report.entries for move in each.moved]
    kinds = (("rating", "rating"), ("target", "target_price"), ("price", "price"))
    did = [counted(moved.count(what), noun) for noun, what in kinds if what in moved]
    did_not = [noun for noun, what in kinds if what not in moved]
    if not did:
        return "No rating, no target and no price has moved since the night before."
    rest = f"; no {' and no '.join(did_not)} did" if did_not else ""
    return f"{_listed(did)} moved against the notes that stood before{rest}."


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _counts(report: Report) -> list[Mapping[str, object]]:
    counts = report.counts
    shown = [("Built", "built"), ("Unchanged", "unchanged"), ("Failed", "failed"), ("Stale", "stale"),
             ("Moved", "moved"), ("Released", "released")]  # fmt: skip
    return [
        {"label": label, "value": counts[key], "alarm": key in ("failed", "stale") and counts[key] > 0}
        for label, key in shown
    ]


def _case(entry: Entry, report: Report) -> Mapping[str, object]:
    """A company that wants a look: what is wrong, where, and which note readers have meanwhile."""
    found = entry.diagnostics if entry.state == "failed" or entry.withheld else ()
    told = [*found, *((entry.overdue,) if entry.overdue else ())]
    told.sort(key=lambda each: each["severity"] != "error")
    badges = [_REASONS.get(entry.reason, entry.reason)] if entry.reason else []
    badges += ["close overdue"] if entry.overdue else []
    badges += ["not released"] if entry.withheld else []
    more = len(told) - _TOLD_AT_MOST
    return {
        "name": entry.name,
        "badges": badges,
        "stands": _stands(entry, report),
        "href": note_folder(entry.standing) if entry.standing else "",
        "log": entry.log,
        "found": [_found(each) for each in told[:_TOLD_AT_MOST]],
        "more": f"And {counted(more, 'more finding')}: reportgen check {entry.company}" if more > 0 else "",
    }


def _stands(entry: Entry, report: Report) -> str:
    if entry.standing is None:
        return "There is no note of this company yet."
    age, day = entry.age(report.night) or 0, write_date(entry.standing.as_of)
    old = "of the night itself" if not age else f"{counted(age, 'day')} old"
    if entry.stale:
        return f"Stale: the last good note, of {day}, stays; it is {old}."
    return f"{entry.withheld + ' ' if entry.withheld else ''}The note of {day} stands; it is {old}."


def _found(each: Found) -> Mapping[str, object]:
    place = f"{each['file']}:{each['line']}:{each['column']}"
    return {**each, "place": place}


def _moved(entry: Entry) -> Mapping[str, object]:
    moves: dict[str, Mapping[str, str]] = {move.what: _move(move, entry.standing) for move in entry.moved}
    cells = {what: moves.get(what) for what in ("rating", "target_price", "price", "implied_return")}
    return {"name": entry.name, "href": note_folder(entry.standing) if entry.standing else "", **cells}


def _move(move: Move, row: BuildRow | None) -> Mapping[str, str]:
    if move.what == "rating":
        return {"before": move.before, "after": move.after, "change": ""}
    if move.what == "implied_return":
        points = write(float(move.change or 0), Form("points", 0, 1, signed=True)).text
        return {"before": percent(move.before), "after": percent(move.after), "change": points}
    currency = row.currency if row else None
    change = percent(move.change, signed=True) if move.change else "in another currency"
    return {"before": f"{Decimal(move.before):,f}", "after": money(currency, move.after), "change": change}


def _size_of_move(entry: Entry) -> tuple[bool, Decimal, str]:
    """Changes of rating first, then by the change of return."""
    changes = {move.what: move.change for move in entry.moved}
    return "rating" not in changes, -abs(Decimal(changes.get("implied_return") or 0)), entry.company


def _row(entry: Entry, report: Report, longest: float) -> Mapping[str, object]:
    row = entry.standing
    warnings = len(entry.warnings()) if entry.state != "failed" else 0
    age = entry.age(report.night)
    return {
        "name": entry.name,
        "slug": entry.company,
        "state": entry.state,
        "state_word": _STATES[entry.state],
        "session": _when(entry, report),
        "warnings": counted(warnings, "warning") if warnings else "",
        "rating": row.rating if row and row.rating else DASH,
        "target": money(row.currency, row.target_price) if row else DASH,
        "price": money(row.currency, row.price) if row else DASH,
        "implied_return": percent(row.implied_return) if row else DASH,
        "as_of": write_date(row.as_of, short=True) if row else DASH,
        "age": f"{age:,}" if age is not None else DASH,
        "stale": entry.stale,
        "seconds": f"{entry.seconds:.1f}" if entry.seconds else DASH,
        "share": f"{entry.seconds / longest * 100:.1f}%" if longest else "0%",
        "href": note_folder(row) if row else "",
    }


def _when(entry: Entry, report: Report) -> str:
    """The session and the run, where they are not those of the night and of the run that writes the page."""
    words = []
    if entry.session and entry.session != report.night:
        words.append(f"session of {write_date(entry.session, short=True)}")
    if entry.run_at:
        words.append(f"run of {entry.run_at.astimezone(ZoneInfo(report.terms.time_zone)):%H:%M}")
    return ", ".join(words)


def _times(report: Report) -> str:
    zone = ZoneInfo(report.terms.time_zone)
    took = (report.ended_at - report.started_at).total_seconds()
    minutes, seconds = divmod(round(took), 60)
    length = f"{minutes} min {seconds} s" if minutes else f"{took:.1f} s"
    this = f"Begun {_moment(report.started_at, zone)}, took {length} with {counted(report.jobs, 'worker')}."
    if not report.earlier:
        return this
    return f"{this} Earlier runs of this night began {_listed([_moment(each, zone) for each in report.earlier])}."


def _moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{write_date(local.date())}, {local:%H:%M} {local.tzname()}"
