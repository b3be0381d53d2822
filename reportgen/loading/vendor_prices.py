"""Read a ``prices.csv`` that is a vendor's own file, as ``reportgen fetch prices`` would read it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Severity, errors
from reportgen.loading.files import SourceText
from reportgen.loading.rows import cells_of
from reportgen.loading.series import Closes
from reportgen.model.facts import Close
from reportgen.prices.examining import examine
from reportgen.prices.neighbours import strange_neighbours
from reportgen.prices.sessions import FOLDER, Exchanges, calendars_of
from reportgen.prices.tables import Table, read_tables
from reportgen.prices.tickers import means
from reportgen.prices.values import Listed, Moment, VendorCloses
from reportgen.prices.vendor_text import VendorText, vendor_text

_COMMENT = re.compile(r"^#.*$", re.MULTILINE)


def is_vendors(source: SourceText) -> bool:
    """Whether a file of prices has a vendor's head: no column that is, or is nearly, called source."""
    lines = (line for line in source.text.split("\n") if line.strip() and not line.startswith("#"))
    head = next(lines, "source")
    names = [word for cell in cells_of(head) for word in re.split(r"[;\t|]", cell.text.strip().lower())]
    return not difflib.get_close_matches("source", names, 1, cutoff=0.8)


def vendor_closes(
    source: SourceText, listed: Listed, root: Path, zone: str, day: date
) -> tuple[Closes | None, tuple[Diagnostic, ...]]:
    """The closes of a vendor's file as rows of ``prices.csv``; none where it cannot be told which they are.

    ``zone`` is that of an exchange that nobody knows; ``day`` is the note's, around which sessions are asked for.
    """
    # comments are none of a vendor's; lines keep their numbers
    text = vendor_text(source.file, Path(source.file).name, _COMMENT.sub("", source.text), source.sha256)
    table = text if isinstance(text, Diagnostic) else _table(text, listed)
    if isinstance(table, Diagnostic):
        return None, (table,)
    moment, told = _moment(listed, root, zone, day)
    found, faults = examine(table, listed, moment)
    diagnostics = [*told, *faults]
    if found is None:
        return Closes((), complete=False), tuple(diagnostics)
    closes = {each.day: each.close for each in found.closes if each.day <= day}
    places = {each.day: each.place for each in found.closes}
    diagnostics += strange_neighbours(closes, places, _splits(found, listed), moment.calendar)
    if errors(diagnostics):
        return Closes((), complete=False), tuple(diagnostics)
    rows = (Close(day=each.day, close=each.close, source=listed.source, place=each.place) for each in found.closes)
    return Closes(tuple(rows)), tuple(diagnostics)


def _table(text: VendorText, listed: Listed) -> Table | Diagnostic:
    """The table of the company's share; a file may hold others beside it."""
    tables = read_tables(text)
    if isinstance(tables, Diagnostic):
        return tables
    own = [table for table in tables if table.ticker is None or means(table.ticker, listed)]
    if len(own) == 1:
        return own[0]
    first = tables[0]
    place = text.place(first.rows[0].line if first.rows else 1, first.columns.get("ticker", 0))
    if own:
        names = ", ".join(str(table.ticker) for table in own)
        return Diagnostic("price-file-ambiguous", f"{names} may all be {listed.ticker}", place)
    names = ", ".join(dict.fromkeys(str(table.ticker)[:20] for table in tables[:5]))
    message = f"the rows are of {names or 'nobody'}, not of {listed.ticker}"
    hint = f"the share that is meant stands at {listed.place}"
    return Diagnostic("price-file-unknown", message, place, hint=hint)


def _moment(listed: Listed, root: Path, zone: str, day: date) -> tuple[Moment, tuple[Diagnostic, ...]]:
    """The exchange's sessions; what lies behind the note's date is left to the valuation, which leaves it aside."""
    now = datetime.combine(day, time(), UTC)
    # reading writes nothing: whoever fetches or runs nights keeps calendars
    calendars, told = calendars_of(Exchanges({listed.exchange: listed.place}, zone), now, root / FOLDER)
    unknown = tuple(each for each in told if each.code == "exchange-unknown")
    return Moment(calendar=calendars[listed.exchange], until=day), unknown


def _splits(found: VendorCloses, listed: Listed) -> Mapping[date, Decimal]:
    return {**found.events, **{split.date: split.ratio for split in listed.splits}}


def not_rows(source: SourceText) -> Diagnostic:
    """What is told where rows would be added to a vendor's own file."""
    message = "this is a vendor's own file; fetched closes are added to rows of date, close and source"
    hint = "move it into a folder and name that with --from: its closes are then fetched like any other's"
    return Diagnostic("price-file-recorded", message, source.place(0), severity=Severity.ERROR, hint=hint)
