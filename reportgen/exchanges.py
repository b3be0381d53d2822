"""The calendars of all exchanges on which the companies of a workspace trade."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from reportgen.diagnostics import Diagnostic
from reportgen.loading.listings import Listing, closures, exchanges_named, zone_of_house
from reportgen.prices.calendars import Calendar
from reportgen.prices.sessions import FOLDER, Exchanges, calendars_of
from reportgen.publishing import write_whole


def calendars_of_workspace(
    root: Path, listed: Sequence[Listing], now: datetime
) -> tuple[dict[str, Calendar], tuple[Diagnostic, ...]]:
    """A calendar for each exchange by its ISO 10383 code, less the closures that ``inputs/closures.yaml`` adds.

    They are kept in ``.cache/calendars`` of the workspace, because to compute them takes more than a second.
    """
    days, found = closures(root)
    exchanges = Exchanges(exchanges_named(listed), zone_of_house(root), days)
    calendars, more = calendars_of(exchanges, now, root / FOLDER, write_whole)
    return calendars, (*found, *more)
