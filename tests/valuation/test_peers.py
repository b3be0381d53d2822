"""The multiples of the company and its peers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportgen.figures import TIMES, write
from tests.workspaces import SMALL, Valued, sample, small_workspace, valued

PEERS = """\
peers:
  label: Trailing P/E
  companies:
    small: {name: Small, subject: true, multiple: {value: 12.5x, source: P, as_of: 2025-01-31}}
    other: {name: Other, multiple: {value: 15x, source: P, as_of: 2025-01-30}}
"""


def small(tmp_path: Path, peers: str, as_of: date | None = None) -> Valued:
    return valued(small_workspace(tmp_path, {"valuation.yaml": SMALL["valuation.yaml"] + peers}), as_of=as_of)


def test_each_company_has_its_multiple_with_source_and_date(tmp_path: Path) -> None:
    found = small(tmp_path, PEERS)
    assert found.faults == ()
    assert (found["peers.small.multiple"], found["peers.other.multiple"]) == (12.5, 15.0)
    other = found.quantity("peers.other.multiple")
    assert other.name == "Other, Trailing P/E"
    assert other.origin is not None
    assert (other.origin.source, other.origin.as_of) == ("P", date(2025, 1, 30))
    assert write(12.5, found.results.form("peers.small.multiple")).text == f"12.5{TIMES}"


def test_without_peers_there_are_none(tmp_path: Path) -> None:
    assert not any(path.startswith("peers.") for path in small(tmp_path, "").results.values)


@pytest.mark.parametrize("amount", ["USD 15", "15 shares", "15 USD/share"])
def test_a_multiple_is_a_pure_number(tmp_path: Path, amount: str) -> None:
    found = small(tmp_path, PEERS.replace("15x", amount))
    assert found.codes == ["unit-expected"]
    assert found.faults[0].path == "peers.companies.other.multiple.value"
    assert "a multiple such as 35.3x is needed" in found.faults[0].message
    assert "peers.small.multiple" in found.results


def test_a_multiple_published_later_is_left_out_with_a_fault(tmp_path: Path) -> None:
    found = small(tmp_path, PEERS, date(2025, 1, 30))
    assert "peers.other.multiple" not in found.results
    assert [each.path for each in found.faults if each.path.startswith("peers.")] == [
        "peers.companies.small.multiple", "peers.companies.other.multiple",
    ]  # fmt: skip


def test_xiaomi_stands_between_apple_and_tesla() -> None:
    found = sample()
    apple, xiaomi, tesla = (found[f"peers.{name}.multiple"] for name in ("apple", "xiaomi", "tesla"))
    assert (apple, xiaomi, tesla) == (35.28, 54.47, 62.17)


# ---- how the peers spread -------------------------------------------------------------------------------------------


def spread(tmp_path: Path, *multiples: float) -> Valued:
    others = "".join(
        f"    other{number}: {{name: Other {number}, multiple: {{value: {multiple}x, source: P, as_of: 2025-01-30}}}}\n"
        for number, multiple in enumerate(multiples)
    )
    return small(tmp_path, PEERS.partition("    other:")[0] + others)


def test_the_spread_leaves_the_company_itself_out(tmp_path: Path) -> None:
    found = spread(tmp_path, 10, 40, 20, 30)
    names = ("highest", "upper_quartile", "median", "lower_quartile", "lowest")
    # by linear interpolation between ranks, as QUARTILE.INC
    assert [found[f"peers.statistics.{name}"] for name in names] == [40, 32.5, 25, 17.5, 10]
    assert found.faults == ()


def test_five_peers_have_their_own_quartiles(tmp_path: Path) -> None:
    found = spread(tmp_path, 5, 1, 4, 2, 3)
    assert [found[f"peers.statistics.{name}"] for name in ("upper_quartile", "median", "lower_quartile")] == [4, 3, 2]


def test_three_peers_are_too_few(tmp_path: Path) -> None:
    assert not any(path.startswith("peers.statistics") for path in spread(tmp_path, 10, 20, 30).results.values)
