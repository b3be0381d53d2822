from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reportgen.commands.common import FINE, PROBLEMS, USAGE
from tests.conftest import Run
from tests.sources.vendors import FLAT
from tests.workspaces import workspace

LINE = re.compile(r"\S+:\d+:\d+: (error|warning): .+ \[[a-z-]+\]")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = workspace(tmp_path)
    (made / "vendor").mkdir()
    (made / "vendor" / "1810.HK.csv").write_text(FLAT)
    return made


def test_closes_are_fetched_and_a_second_time_there_is_nothing_new(reportgen: Run, root: Path) -> None:
    said = reportgen("fetch", "prices", "--from", root / "vendor", "--root", root)
    assert said.status == FINE
    assert said.out == "xiaomi: 4 closes added, 0 agree; the last is of 2025-11-14\n"
    assert "price-contradicted" in said.err
    again = reportgen("fetch", "prices", "--from", root / "vendor", "--root", root, "xiaomi")
    assert (again.status, again.out) == (FINE, "xiaomi: nothing new; the last is of 2025-11-14\n")


def test_what_is_refused_is_told_with_its_place_and_the_status_is_one(reportgen: Run, root: Path) -> None:
    (root / "vendor" / "1810.HK.csv").write_text("<html>Sign in</html>")
    before = (root / "inputs" / "xiaomi" / "prices.csv").read_bytes()
    said = reportgen("fetch", "prices", "--from", root / "vendor", "--root", root)
    assert said.status == PROBLEMS
    assert LINE.match(said.err)
    assert f"{root}/vendor/1810.HK.csv:1:1: error: " in said.err
    assert said.out == "xiaomi: refused, prices.csv stays as it is; the last is of 2025-11-14\n"
    assert (root / "inputs" / "xiaomi" / "prices.csv").read_bytes() == before


def test_a_dry_run_for_machines(reportgen: Run, root: Path) -> None:
    before = (root / "inputs" / "xiaomi" / "prices.csv").read_bytes()
    said = reportgen("fetch", "prices", "--from", root / "vendor", "--root", root, "--dry-run", "--json")
    told = json.loads(said.out)
    assert told["companies"] == [
        {
            "company": "xiaomi",
            "state": "changed",
            "files": ["1810.HK.csv"],
            "added": 4,
            "revised": 0,
            "agreeing": 0,
            "last": "2025-11-14",
        }
    ]
    assert [each["code"] for each in told["diagnostics"]] == ["price-contradicted"]
    assert (root / "inputs" / "xiaomi" / "prices.csv").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "nowhere"),
        ("--from", "vendor", "--root", "vendor"),
        ("--from", "vendor", "--as-of", "yesterday"),
        (),
    ],
)
def test_a_wrong_call_is_told(
    reportgen: Run, root: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    assert reportgen("fetch", "prices", *arguments).status == USAGE


def test_every_code_of_a_fetch_is_explained(reportgen: Run) -> None:
    text = "".join(path.read_text() for path in sorted(Path("reportgen/prices").glob("*.py")))
    codes = set(re.findall(r'"((?:price|exchange|calendar|closure)-[a-z-]+)"', text)) | {"price-source-missing"}
    assert len(codes) >= 29
    for code in sorted(codes):
        assert reportgen("explain", code).status == FINE, code
