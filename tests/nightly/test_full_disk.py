from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta

import pytest

from reportgen.diagnostics import ReportgenError
from tests.coverage_list import CoverageList
from tests.nights import SAMPLE_NIGHT, builds, damaged, last_builds_of, outcomes, stamps, states, tonight

NEXT = SAMPLE_NIGHT + timedelta(days=3)


@pytest.fixture
def small_disk(covered: CoverageList) -> Iterator[CoverageList]:
    """The notes on a disk of their own that has hardly any space left."""
    output = covered.root / "output"
    kept = output.rename(covered.root / "kept")
    output.mkdir()
    if os.geteuid() != 0 or not mounted(output, "mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs"):
        pytest.skip("only root can mount a small disk")
    try:
        shutil.copytree(kept, output, dirs_exist_ok=True)
        filler = output / "filler"
        filler.write_bytes(bytes(shutil.disk_usage(output).free - 100_000))
        yield covered
    finally:
        subprocess.run(["umount", str(output)], check=True)


def mounted(place: os.PathLike[str], *command: str) -> bool:
    return shutil.which("mount") is not None and subprocess.run([*command, str(place)], check=False).returncode == 0


def test_a_full_disk_costs_the_new_notes_and_none_of_the_old(small_disk: CoverageList) -> None:
    root = small_disk.root
    before, standing = stamps(root), builds(root)
    for slug in small_disk.companies:
        with (small_disk.inputs(slug) / "prices.csv").open("a", encoding="utf-8") as file:
            file.write(f"{NEXT},{small_disk.companies[slug].price},S5\n")
    with pytest.raises(ReportgenError, match="No space left"):
        tonight(root, NEXT)  # not even its page can be written
    assert {each.reason for each in last_builds_of(root).values()} == {"disk"}
    assert stamps(root) == before
    assert builds(root) == standing
    (root / "output" / "filler").unlink()
    assert not damaged(root)
    assert set(states(tonight(root, NEXT)).values()) == {"built"}
    assert outcomes(root)[1] == "look"
