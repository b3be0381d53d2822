"""Imports go down only: the contract of pyproject.toml holds, and it would be seen if it did not."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.workspaces import REPOSITORY

LINTER = Path(sys.executable).with_name("lint-imports")


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINTER, "--no-cache", "--config", root / "pyproject.toml"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_go_down_only() -> None:
    said = lint(REPOSITORY)
    assert said.returncode == 0, said.stdout


def test_an_import_that_goes_up_is_seen(tmp_path: Path) -> None:
    """A gate that never fails is none: figures, the lowest of all, must not know the command line."""
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    shutil.copytree(REPOSITORY / "reportgen", tmp_path / "reportgen", ignore=shutil.ignore_patterns("fonts", "*.pyc"))
    file = tmp_path / "reportgen" / "figures.py"
    file.write_text(f"{file.read_text(encoding='utf-8')}\nimport reportgen.build\n", encoding="utf-8")
    said = lint(tmp_path)
    assert said.returncode == 1
    assert "reportgen.figures -> reportgen.build" in said.stdout


def test_each_module_has_its_layer() -> None:
    """The contract is exhaustive, so that a stray module must be placed."""
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(each for each in contracts["contracts"] if each["type"] == "layers")
    assert layers["exhaustive"] is True


def test_the_layers_are_documented_as_they_are() -> None:
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(each for each in contracts["contracts"] if each["type"] == "layers")["layers"]
    told = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = " ".join(told[told.index("cli → ") :].partition("\n\n")[0].split())
    assert drawn.split(" → ") == layers


def test_the_core_reads_no_files_and_no_clock() -> None:
    """Everything from sections down takes values and returns values."""
    core = ("sections", "checks", "disclosures", "valuation", "model", "quantities")
    files = [each for name in core for each in (REPOSITORY / "reportgen" / name).rglob("*.py")]
    files += [REPOSITORY / "reportgen" / name for name in ("diagnostics.py", "figures.py")]
    forbidden = {
        "os",
        "pathlib",
        "io",
        "shutil",
        "subprocess",
        "socket",
        "time",
        "tempfile",
        "yaml",
        "jinja2",
        "random",
    }
    found = {
        f"{file.relative_to(REPOSITORY)}: {name}"
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in _imported(node)
        if name.partition(".")[0] in forbidden
    }
    assert found == set()


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
