"""Names of attachments that survive every system."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.publishing.email.names import attachment_name

DAY = date(2025, 11, 14)


def test_the_companys_own_script_and_ascii() -> None:
    found = attachment_name("小米集團", "Xiaomi Corporation", "1810.HK", DAY)
    assert (found.name, found.ascii) == (
        "小米集團 1810.HK 2025-11-14.pdf",
        "Xiaomi Corporation 1810.HK 2025-11-14.pdf",
    )


@pytest.mark.parametrize(
    ("name", "file", "ascii_file"),
    [
        ("A/B\\C: D*?", "A B C D T 2025-11-14.pdf", "A B C D T 2025-11-14.pdf"),
        ("..", "note T 2025-11-14.pdf", "note T 2025-11-14.pdf"),
        ("Société Générale", "Société Générale T 2025-11-14.pdf", "Societe Generale T 2025-11-14.pdf"),
        ("Socie\u0301te\u0301", "Société T 2025-11-14.pdf", "Societe T 2025-11-14.pdf"),
        ("a\r\nb\u202ec", "a b c T 2025-11-14.pdf", "a bc T 2025-11-14.pdf"),
        ("腾讯", "腾讯 T 2025-11-14.pdf", "note T 2025-11-14.pdf"),
    ],
)
def test_odd_names(name: str, file: str, ascii_file: str) -> None:
    found = attachment_name("", name, "T", DAY)
    assert found.name == file
    assert found.ascii == ascii_file


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_name_is_a_path_or_empty(native: str, name: str) -> None:
    found = attachment_name(native, name, "1810.HK", DAY)
    for each in (found.name, found.ascii):
        assert each.endswith(" 1810.HK 2025-11-14.pdf")
        assert not set('/\\:*?"<>|\r\n\0') & set(each)
        assert not each.startswith((".", " "))
        assert len(each) <= 110
        assert unicodedata.is_normalized("NFC", each)
    assert found.ascii.isascii()
