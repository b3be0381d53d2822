"""What the night needs to know of the house."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import available_timezones

from reportgen.diagnostics import Diagnostic, errors
from reportgen.nightly.fingerprints import HOUSE, file_hash, house_key

if TYPE_CHECKING:
    from reportgen.loading.house import ReadHouse
    from reportgen.model.house import House


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The house's name, clock and limits, and where its record is."""

    name: str
    language: str
    time_zone: str
    accent: str
    accent_soft: str
    record: str | None
    release: str
    seconds: int
    megabytes: int
    price_days: int | None
    """None where house.yaml is at fault there, so that nothing is called old."""
    operator: str | None
    notes: str
    """The hash of what it says of notes."""

    def as_dict(self) -> dict[str, object]:
        """As JSON holds it."""
        return asdict(self)


def terms_from(found: Mapping[str, object]) -> Terms:
    """Back from JSON. Raises TypeError for anything else."""
    kinds = {"seconds": int, "megabytes": int, "price_days": int}
    for each in fields(Terms):
        wanted = kinds.get(each.name, str)
        value = found.get(each.name)
        if not isinstance(value, wanted) and not (value is None and each.name in ("record", "operator")):
            raise TypeError("not what was kept")
    return Terms(**cast("dict[str, Any]", dict(found)))


def terms_key(root: Path) -> str:
    """The hash of ``house.yaml`` under which its terms are kept; empty where it cannot be read."""
    try:
        return file_hash(root / HOUSE)
    except OSError:
        return ""


def read_terms(root: Path) -> tuple[Terms, tuple[Diagnostic, ...]]:
    """The terms in ``house.yaml``, and what is wrong with it; what is wrong stands on no page but as a stand-in.

    Raises ReportgenError where it does not say where the record is.
    """
    # a quiet night knows the terms already, and spares itself the models
    from reportgen.loading.house import read_house, record_named  # noqa: PLC0415 - see above

    read = read_house(root)
    if read.house is not None and not errors(read.diagnostics):
        return _terms(read.house, house_key(root)), read.diagnostics
    notes = house_key(root)
    terms = _stand_in(read, notes) if read.house is None else _terms(read.house, notes)
    # a house at fault decides nothing: it only has a name and a clock
    return replace(terms, record=record_named(root), release="manual", operator=None), read.diagnostics


def _stand_in(read: ReadHouse, notes: str) -> Terms:
    """What can be read of a house that cannot be used, so that its night still has a page."""
    from reportgen.model.house import Night  # noqa: PLC0415 - see above

    def known(value: object, pattern: str, otherwise: str) -> str:
        return value if isinstance(value, str) and re.fullmatch(pattern, value) else otherwise

    branding = read.data.get("branding")
    colours: Mapping[str, object] = branding if isinstance(branding, dict) else {}
    days = read.data.get("staleness_days")
    price_days = days.get("price") if isinstance(days, dict) else None
    zone, limits = read.data.get("time_zone"), Night()
    return Terms(
        name=known(read.data.get("name"), r"[^\n<]{1,120}", "house.yaml at fault"),
        language=known(read.data.get("language"), "[a-z]{2}(-[A-Za-z0-9]+)*", "en"),
        time_zone=zone if isinstance(zone, str) and zone in available_timezones() else "UTC",
        accent=known(colours.get("accent"), "#[0-9a-fA-F]{6}", "#555555"),
        accent_soft=known(colours.get("accent_soft"), "#[0-9a-fA-F]{6}", "#dddddd"),
        record=None,
        release="manual",
        seconds=limits.seconds_per_company,
        megabytes=limits.megabytes_per_company,
        price_days=int(price_days) if isinstance(price_days, str) and re.fullmatch("[0-9]{1,4}", price_days) else None,
        operator=None,
        notes=notes,
    )


def _terms(house: House, notes: str) -> Terms:
    return Terms(
        name=house.name,
        language=house.language,
        time_zone=house.time_zone,
        accent=house.branding.accent,
        accent_soft=house.branding.accent_soft,
        record=house.record,
        release=house.release,
        seconds=house.night.seconds_per_company,
        megabytes=house.night.megabytes_per_company,
        price_days=house.staleness_days.price,
        operator=house.mail.operator if house.mail else None,
        notes=notes,
    )
