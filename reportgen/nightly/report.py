"""What a night has to tell: of each company what became of it, which note stands, and what moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeAlias

from reportgen.diagnostics import Diagnostic, Location, Severity
from reportgen.model.publication import BuildRow
from reportgen.nightly.house import Terms

State: TypeAlias = Literal["built", "unchanged", "failed", "skipped"]
Found: TypeAlias = Mapping[str, str | int]
"""A diagnostic as the record keeps it."""

STATES: tuple[State, ...] = ("built", "unchanged", "failed", "skipped")


@dataclass(frozen=True, slots=True)
class Move:
    """A figure before the night and after; ``change`` is relative for money, a difference for a return."""

    what: Literal["rating", "target_price", "price", "implied_return"]
    before: str
    after: str
    change: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One company on a night."""

    company: str
    name: str
    state: State
    session: date | None = None
    """The last session of its exchange on the night; the night itself where the exchange is not known."""
    seconds: float = 0.0
    reason: str = ""
    standing: BuildRow | None = None
    """The build whose note stands now."""
    before: BuildRow | None = None
    """The build whose note stood before the night."""
    diagnostics: tuple[Found, ...] = ()
    overdue: Found | None = None
    """The close that is too old."""
    released: int | None = None
    """The version that the night released."""
    withheld: str = ""
    """Why the night did not release the note, where the house lets it."""
    log: str = ""
    """The file beside the page that holds what the process said."""
    run_at: datetime | None = None
    """When the earlier run of the night began that found or made it so; none where it was this run."""

    @property
    def moved(self) -> tuple[Move, ...]:
        """What is different from before the night."""
        return moves(self.before, self.standing) if self.before and self.standing else ()

    @property
    def stale(self) -> bool:
        """Whether the note that stands is not the one that the inputs call for."""
        return self.state == "failed" and self.standing is not None

    @property
    def look(self) -> bool:
        """Whether someone must look."""
        return self.state == "failed" or self.overdue is not None or bool(self.withheld)

    def age(self, night: date) -> int | None:
        """How many days the note that stands is old."""
        return (night - self.standing.as_of).days if self.standing else None

    def warnings(self) -> tuple[Found, ...]:
        """What a note says of itself that does not stop it."""
        return tuple(each for each in self.diagnostics if each["severity"] == "warning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A night on all companies, in the order of their folders."""

    run: str
    night: date
    terms: Terms
    started_at: datetime
    ended_at: datetime
    jobs: int
    happened: bool
    """Whether this run built, failed or released anything anew."""
    entries: tuple[Entry, ...]
    earlier: tuple[datetime, ...] = ()
    """When the earlier runs of the night began."""
    told: tuple[Diagnostic, ...] = ()
    """Of exchanges whose session is another day than the night."""

    @property
    def counts(self) -> dict[str, int]:
        """How many companies are in each state, stale, released, and how many want someone to look."""
        found: dict[str, int] = {state: sum(each.state == state for each in self.entries) for state in STATES}
        found["stale"] = sum(each.stale for each in self.entries)
        found["moved"] = sum(bool(each.moved) for each in self.entries)
        found["released"] = sum(each.released is not None for each in self.entries)
        found["look"] = sum(each.look for each in self.entries)
        return found

    @property
    def look(self) -> bool:
        """Whether someone must look."""
        return any(each.look for each in self.entries)

    def of(self, state: State) -> tuple[Entry, ...]:
        """The companies in a state."""
        return tuple(each for each in self.entries if each.state == state)


def moves(before: BuildRow, after: BuildRow) -> tuple[Move, ...]:
    """The figures that differ between two builds."""
    found = []
    if before.rating and after.rating and before.rating != after.rating:
        found.append(Move("rating", before.rating, after.rating))
    same = before.currency == after.currency
    for what in ("target_price", "price"):
        old, new = getattr(before, what), getattr(after, what)
        if old and new and (Decimal(old) != Decimal(new) or not same):
            change = f"{(Decimal(new) / Decimal(old) - 1):.6f}" if same and Decimal(old) else None
            found.append(Move(what, old, new, change))
    old, new = before.implied_return, after.implied_return
    if old and new and Decimal(old) != Decimal(new):
        found.append(Move("implied_return", old, new, f"{Decimal(new) - Decimal(old):f}"))
    return tuple(found)


def as_dict(report: Report) -> dict[str, object]:
    """The night as JSON: the same as on the page, for programs."""
    return {
        "format": "reportgen.night",
        "format_version": 1,
        "night": str(report.night),
        "house": report.terms.name,
        "run": report.run,
        "started_at": report.started_at.isoformat(timespec="seconds"),
        "ended_at": report.ended_at.isoformat(timespec="seconds"),
        "earlier_runs": [each.isoformat(timespec="seconds") for each in report.earlier],
        "jobs": report.jobs,
        "happened": report.happened,
        "look": report.look,
        "counts": report.counts,
        "told": [each.as_dict() for each in report.told],
        "companies": [_entry(each, report.night) for each in report.entries],
    }


def as_diagnostic(found: Found) -> Diagnostic:
    """Back from what the record keeps."""
    return Diagnostic(
        str(found["code"]),
        str(found["message"]),
        Location(str(found["file"]), int(found["line"]), int(found["column"])),
        str(found["path"]),
        Severity(str(found["severity"])),
        str(found["hint"]),
    )


def note_folder(row: BuildRow) -> str:
    """The folder of a note as seen from the night's page."""
    return f"../../{row.company}/{row.as_of}"


def _entry(entry: Entry, night: date) -> dict[str, object]:
    row = entry.standing
    note = {
        "as_of": str(row.as_of),
        "age_days": entry.age(night),
        "built_at": row.built_at.isoformat(timespec="seconds"),
        "folder": note_folder(row),
        "rating": row.rating,
        "currency": row.currency,
        "target_price": row.target_price,
        "price": row.price,
        "price_as_of": str(row.price_as_of) if row.price_as_of else None,
        "implied_return": row.implied_return,
    } if row else None  # fmt: skip
    return {
        "company": entry.company,
        "name": entry.name,
        "state": entry.state,
        "session": str(entry.session or night),
        "reason": entry.reason,
        "look": entry.look,
        "stale": entry.stale,
        "seconds": round(entry.seconds, 3),
        "note": note,
        "moved": [
            {"what": each.what, "from": each.before, "to": each.after, "change": each.change} for each in entry.moved
        ],
        "released": entry.released,
        "withheld": entry.withheld,
        "diagnostics": [dict(each) for each in entry.diagnostics],
        "overdue": dict(entry.overdue) if entry.overdue else None,
        "log": entry.log,
        "run_at": entry.run_at.isoformat(timespec="seconds") if entry.run_at else None,
    }
