"""A whole note as compose would make it: the first company's five pages, with every kind of block in them."""

from __future__ import annotations

from tests.formats.sample.drawings import RISKS
from tests.formats.sample.operations import THREE_YEARS
from tests.formats.sample.pieces import TARGET, chart, exhibit
from tests.formats.sample.whole import note, numbers

__all__ = ["RISKS", "TARGET", "THREE_YEARS", "chart", "exhibit", "note", "numbers"]
