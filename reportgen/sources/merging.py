"""Merge a vendor's closes into those that a company has: what is new, what agrees, what contradicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from reportgen.diagnostics import Diagnostic, Location, Severity, errors
from reportgen.prices.calendars import Calendar
from reportgen.prices.findings import first_few
from reportgen.prices.neighbours import strange_neighbours
from reportgen.prices.values import Listed, VendorClose, VendorCloses
from reportgen.sources.prices_text import Origin, with_rows
from reportgen.sources.values import Asked, Merged


@dataclass(slots=True)
class _Merging:
    listed: Listed
    accept: bool
    known: dict[date, tuple[Decimal, str, Location | None]]
    new: dict[date, VendorClose] = field(default_factory=dict)
    revised: dict[date, VendorClose] = field(default_factory=dict)
    agreeing: int = 0
    origins: list[Origin] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)


def merge(listed: Listed, files: Sequence[VendorCloses], asked: Asked) -> tuple[Merged, tuple[Diagnostic, ...]]:
    """What becomes of a company's closes with those of some files; nothing where any of them contradicts."""
    known = {close.day: (close.close, close.source, close.place) for close in listed.closes}
    merging = _Merging(listed, asked.accept_revisions, known)
    for each in files:
        _take(merging, each, asked.retrieved)
    _check_neighbours(merging, _splits(listed, files), asked.calendars[listed.exchange])
    names = tuple(each.name for each in files)
    days = [*merging.known, *merging.new]
    last = max(days, default=None)
    if errors(merging.found):
        return Merged(slug=listed.slug, state="refused", files=names, last=max(known, default=None)), tuple(
            merging.found
        )
    merged = Merged(
        slug=listed.slug,
        state="changed" if merging.new or merging.revised else "unchanged",
        files=names,
        added=len(merging.new),
        revised=len(merging.revised),
        agreeing=merging.agreeing,
        last=last,
    )
    if merged.state == "changed":
        rows = {close.day: close.close for close in (*merging.new.values(), *merging.revised.values())}
        text = with_rows(listed.text, rows, listed.source, merging.origins, listed.currency)
        merged = replace(merged, text=text)
    return merged, tuple(merging.found)


def _take(merging: _Merging, file: VendorCloses, retrieved: date) -> None:
    taken: list[date] = []
    contradicting: list[Diagnostic] = []
    for close in file.closes:
        if close.day in merging.known:
            contradicting += _compare(merging, close, taken)
        elif close.day in merging.new:
            contradicting += _compare_with_other_file(merging, close)
        else:
            merging.new[close.day] = close
            taken.append(close.day)
    kinds = {each.severity for each in contradicting}
    for severity in sorted(kinds):
        merging.found += first_few([each for each in contradicting if each.severity is severity])
    if taken:
        merging.origins.append(
            Origin(file.name, file.sha256, file.layout, file.basis, retrieved, len(taken), min(taken), max(taken))
        )


def _compare(merging: _Merging, close: VendorClose, taken: list[date]) -> list[Diagnostic]:
    recorded, source, place = merging.known[close.day]
    listed = merging.listed
    before = merging.revised.get(close.day)
    if before is not None:
        return _differ(close, before) if before.close != close.close else []
    if recorded == close.close:
        merging.agreeing += 1
        return []
    message = f"{close.day} closes at {close.close} here, but {recorded} is recorded at {place}"
    if source != listed.source:
        message = f"{message} from {source}; the recorded close stays"
        return [Diagnostic("price-contradicted", message, close.place, severity=Severity.WARNING)]
    if merging.accept:
        merging.revised[close.day] = close
        taken.append(close.day)
        message = f"{message}; it is replaced"
        return [Diagnostic("price-revised", message, close.place, severity=Severity.WARNING)]
    hint = "if the vendor is right, --accept-revisions replaces what is recorded"
    return [Diagnostic("price-revised", message, close.place, hint=hint)]


def _compare_with_other_file(merging: _Merging, close: VendorClose) -> list[Diagnostic]:
    other = merging.new[close.day]
    if other.close == close.close:
        merging.agreeing += 1
        return []
    return _differ(close, other)


def _differ(close: VendorClose, other: VendorClose) -> list[Diagnostic]:
    message = f"{close.day} closes at {close.close} here and at {other.close} at {other.place}"
    hint = "keep the file that is right"
    return [Diagnostic("price-date-twice", message, close.place, hint=hint)]


def _splits(listed: Listed, files: Iterable[VendorCloses]) -> dict[date, Decimal]:
    told = {day: ratio for file in files for day, ratio in file.events.items()}
    return told | {split.date: split.ratio for split in listed.splits}


def _check_neighbours(merging: _Merging, splits: Mapping[date, Decimal], calendar: Calendar) -> None:
    """Look at each new close beside the one before it."""
    fresh = {day: close.place for day, close in (*merging.new.items(), *merging.revised.items())}
    closes = {day: close for day, (close, _, _) in merging.known.items()}
    closes |= {day: close.close for day, close in (*merging.new.items(), *merging.revised.items())}
    merging.found += strange_neighbours(closes, fresh, splits, calendar)
