"""A small coverage list whose notes stand since the sample's night, made once and copied for each test."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.coverage_list import CoverageList, coverage_list
from tests.nights import tonight


@pytest.fixture(scope="session")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> CoverageList:
    """Three companies after their first night; not to be changed."""
    covered = coverage_list(tmp_path_factory.mktemp("first-night"), 3, lean=True, plain=True)
    tonight(covered.root)
    return covered


@pytest.fixture
def covered(first_night: CoverageList, tmp_path: Path) -> CoverageList:
    """Three companies whose notes stand since the sample's night."""
    root = tmp_path / "coverage"
    shutil.copytree(first_night.root, root)
    return replace(first_night, root=root)
