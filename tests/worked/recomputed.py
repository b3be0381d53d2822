"""Valuations of this folder once more, in plain arithmetic that shares nothing with the product."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

Figures: TypeAlias = Mapping[str, float | Sequence[float]]

RECOMPUTED: Mapping[str, Callable[[], Figures]] = MappingProxyType({})
