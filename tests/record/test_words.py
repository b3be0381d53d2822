from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.record.words import without_password


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("postgresql://me:geheim@host/db", "postgresql://me:***@host/db"),
        ("at postgresql+psycopg://me:ge/heim@host:5432/db now", "at postgresql+psycopg://me:***@host:5432/db now"),
        ("postgresql://me@host/db", "postgresql://me@host/db"),
    ],
)
def test_a_password_is_blotted_out(text: str, expected: str) -> None:
    assert without_password(text) == expected


@given(st.text(st.characters(categories=("L", "N")), min_size=8, max_size=30))
def test_no_password_survives(password: str) -> None:
    assert f":{password}@" not in without_password(f"cannot open postgresql://me:{password}@host/db")
