"""The three promises about numbers: none is typed, what is printed foots, and the finished page is read back."""

from __future__ import annotations

from reportgen.proofs.footing import footing
from reportgen.proofs.reading import read_back
from reportgen.proofs.typed import number_typed

__all__ = ["footing", "number_typed", "read_back"]
