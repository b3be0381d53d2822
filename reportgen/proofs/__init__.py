"""The three promises about numbers: none is typed, what is printed foots, and the finished page is read back."""

from __future__ import annotations

from reportgen.proofs.footing import page_foots
from reportgen.proofs.reading import read_back
from reportgen.proofs.typed import number_typed

__all__ = ["number_typed", "page_foots", "read_back"]
