"""Whatever lies in the folder: nothing but a diagnostic, or closes that a note can be built from."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reportgen.loading.files import SourceText, decode
from reportgen.loading.series import read_closes
from reportgen.sources import Fetched
from tests.sources.vendors import LAYOUTS, fetched, recorded

CELLS = st.sampled_from(
    (
        "",
        ",",
        "\n",
        "\r",
        '"',
        "\x00",
        "NaN",
        "1e300",
        "1e-300",
        "-1",
        "0001-01-01",
        "9999-12-31",
        "٣",
        "#",
        "🚗",
        "Date",
        "<",
        "Ticker",
        "Price",
        "  ",
    )
)
EDITS = st.lists(st.tuples(st.integers(0, 600), st.integers(0, 30), CELLS), min_size=1, max_size=5)
LISTED = recorded(("2025-11-07", "42.00", "S1"), ("2025-11-12", "42.20", "S1"))


def fetch(content: bytes, name: str) -> Fetched:
    with tempfile.TemporaryDirectory() as folder:
        return fetched(Path(folder), {name: content}, LISTED)


def check(found: Fetched) -> None:
    (merged,) = found.companies
    assert all(each.location.line >= 1 and each.code for each in found.diagnostics)
    if merged.text is not None:
        source = decode("inputs/acme/prices.csv", merged.text.encode())
        assert isinstance(source, SourceText)
        closes, faults = read_closes(source)
        assert closes is not None
        assert faults == ()
        assert len(closes.rows) == 2 + merged.added


@given(st.sampled_from(sorted(LAYOUTS)), EDITS)
def test_a_damaged_file(name: str, edits: list[tuple[int, int, str]]) -> None:
    text = LAYOUTS[name][1]
    for place, length, piece in edits:
        text = text[:place] + piece + text[place + length :]
    check(fetch(text.encode(), f"1810.HK {name}"))


@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    check(fetch(content, "1810.HK.csv"))


@given(st.text(max_size=300))
def test_any_text_below_a_head(text: str) -> None:
    check(fetch(f"Date,Close\n{text}".encode(errors="replace"), "1810.HK.csv"))
