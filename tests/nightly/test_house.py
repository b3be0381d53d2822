from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.diagnostics import ReportgenError, errors
from reportgen.nightly.house import read_terms
from tests.workspaces import workspace


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return workspace(tmp_path) / "inputs" / "house.yaml"


def test_a_sound_house_gives_its_terms(house: Path) -> None:
    house.write_text(house.read_text(encoding="utf-8") + "release: auto\nrecord: sqlite:///x\n", encoding="utf-8")
    terms, found = read_terms(house.parents[1])
    assert not errors(found)
    assert (terms.release, terms.record, terms.time_zone, terms.price_days) == (
        "auto",
        "sqlite:///x",
        "Asia/Hong_Kong",
        5,
    )


@pytest.mark.parametrize(
    ("spoilt", "time_zone", "price_days", "record"),
    [
        (lambda text: text + "mail: 3\n", "Asia/Hong_Kong", 5, "sqlite:///x"),
        (lambda text: text + "night: {seconds_per_company: 0}\n", "Asia/Hong_Kong", 5, "sqlite:///x"),
        (lambda text: text.replace("time_zone:", "time_zon:"), "UTC", 5, "sqlite:///x"),
        (lambda text: text.replace("certification:", "certificatio:"), "Asia/Hong_Kong", 5, "sqlite:///x"),
        (lambda text: text + "name: [\n", "UTC", None, "sqlite:///x"),
        (lambda _: "name: [\n", "UTC", None, None),
        (lambda _: "- a list\n", "UTC", None, None),
        (lambda _: "", "UTC", None, None),
    ],
)
def test_a_house_at_fault_gives_what_can_be_read_and_decides_nothing(
    house: Path, spoilt: Callable[[str], str], time_zone: str, price_days: int | None, record: str | None
) -> None:
    text = house.read_text(encoding="utf-8") + "release: auto\nrecord: sqlite:///x\n"
    house.write_text(spoilt(text), encoding="utf-8")
    terms, found = read_terms(house.parents[1])
    assert {each.location.file for each in errors(found)} == {"inputs/house.yaml"}
    assert (terms.time_zone, terms.price_days, terms.record) == (time_zone, price_days, record)
    assert (terms.release, terms.operator) == ("manual", None)


@pytest.mark.parametrize("line", ["record: [a]", 'record: "', "record: a\nrecord: b"])
def test_an_address_at_fault_has_its_place(house: Path, line: str) -> None:
    house.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(ReportgenError, match=r"see inputs/house.yaml:[12]"):
        read_terms(house.parents[1])
