"""What the night needs to know of the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from reportgen.diagnostics import Diagnostic
from reportgen.nightly.fingerprints import file_hash

if TYPE_CHECKING:
    from reportgen.model.house import House

HOUSE = "inputs/house.yaml"


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
    price_days: int
    operator: str | None

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


def read_terms(root: Path) -> tuple[Terms | None, tuple[Diagnostic, ...]]:
    """The terms in ``house.yaml``; none where it cannot be used, for the reasons given."""
    # a quiet night knows the terms already, and spares itself the models
    from reportgen.loading.house import load_house  # noqa: PLC0415 - see above

    house, found = load_house(root)
    return (_terms(house) if house else None), found


def _terms(house: House) -> Terms:
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
    )
