"""What the tests of the record share: an open record in each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.record import Record, open_record
from tests.databases import address, postgres, postgres_address

__all__ = ["address", "postgres", "postgres_address"]


@pytest.fixture
def record(tmp_path: Path, address: str | None) -> Iterator[Record]:
    """An empty record, once in each database."""
    opened = open_record(tmp_path, address)
    yield opened
    opened.close()
