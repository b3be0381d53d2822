"""What a released note said in numbers, from its archive; rating, target and price from the record itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportgen.model.earlier import Earlier, Said
from reportgen.model.publication import Release
from reportgen.quantities import SHARE, currency_unit

_FILE = "note.json"


def earlier_of(root: Path, release: Release) -> Earlier:
    """The numbers of a release. Where its archive is gone, or not what was released, those that the record has."""
    per_share = str(currency_unit(release.currency) / SHARE)
    known = {
        "valuation.target_price": Said("Target price", per_share, float(release.target_price)),
        "market.price": Said("Share price", per_share, float(release.price)),
        "valuation.implied_return": Said("Implied return", "", float(release.implied_return)),
    }
    return Earlier(release.version, release.as_of, release.archive, known | dict(_archived(root, release)))


def _archived(root: Path, release: Release) -> Mapping[str, Said]:
    try:
        content = (root / release.archive / _FILE).read_bytes()
        if hashlib.sha256(content).hexdigest() != release.files.get(_FILE):
            return {}
        return {each["path"]: _said(each) for each in json.loads(content)["quantities"] if each["value"] is not None}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _said(quantity: Mapping[str, Any]) -> Said:
    return Said(str(quantity["label"]), str(quantity["unit"]), float(quantity["value"]))
