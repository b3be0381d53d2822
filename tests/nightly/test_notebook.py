from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from reportgen.nightly.house import read_terms
from reportgen.nightly.knowledge import Knowledge
from reportgen.nightly.notebook import FILE, Notebook, read_notebook, write_notebook
from tests.workspaces import REPOSITORY, workspace

KNOWN = Knowledge("A & B", date(2025, 11, 14), {date(2025, 11, 14): 3}, (date(2025, 11, 1),))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "record").mkdir()
    terms, _ = read_terms(REPOSITORY)
    assert terms is not None
    write_notebook(tmp_path, Notebook({"h": terms}, {"a": KNOWN, "b": None}, {"build": "there are warnings"}))
    return tmp_path


def test_what_is_kept_comes_back(root: Path) -> None:
    found = read_notebook(root)
    assert found.knowledge == {"a": KNOWN, "b": None}
    assert found.considered == {"build": "there are warnings"}
    assert found.terms["h"].time_zone == "Asia/Hong_Kong"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"format": "reportgen.nightly 1"}'],
)
def test_whatever_else_is_there_is_as_good_as_nothing(root: Path, content: bytes) -> None:
    (root / FILE).write_bytes(content)
    assert read_notebook(root) == Notebook()


@pytest.mark.parametrize(
    ("where", "value"),
    [("code", "other"), ("terms", {"h": {"name": 1}}), ("knowledge", {"a": {"name": "A"}}), ("knowledge", [1]),
     ("knowledge", {"a": {"name": "A", "opinion": "soon", "closes": {}, "published": []}})],
)  # fmt: skip
def test_a_part_that_is_not_as_expected_spoils_the_whole(root: Path, where: str, value: object) -> None:
    found = json.loads((root / FILE).read_bytes())
    (root / FILE).write_text(json.dumps({**found, where: value}), encoding="utf-8")
    assert read_notebook(root) == Notebook()


def test_nowhere_to_keep_it_is_no_fault(tmp_path: Path) -> None:
    write_notebook(tmp_path / "nowhere", Notebook())
    assert read_notebook(tmp_path / "nowhere") == Notebook()


def test_the_terms_of_a_house_at_fault_are_as_far_as_they_can_be_read(tmp_path: Path) -> None:
    root = workspace(tmp_path, {"house.yaml": [("horizon_months: 12", "horizon_months: many")]})
    terms, faults = read_terms(root)
    assert (terms.price_days, terms.release) == (5, "manual")
    assert [each.location.file for each in faults] == ["inputs/house.yaml"]
