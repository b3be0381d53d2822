"""What README says can be typed can be typed, and what can be typed stands in README."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.core
import typer.main

from reportgen.cli import app
from reportgen.commands.common import FINE, PROBLEMS
from tests.conftest import Run
from tests.workspaces import REPOSITORY, workspace

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
# Options that every program of this kind has.
_USUAL = {"--help", "--install-completion", "--show-completion"}


def blocks() -> Iterator[list[str]]:
    """The indented blocks of commands, without their comments."""
    for block in re.findall(r"(?:^    \S.*\n)+", README, re.MULTILINE):
        lines = [re.sub(r"\s+# .*$", "", line.strip()) for line in block.splitlines()]
        if all(re.match(r"(?:sh |cd |pip |reportgen )", line) for line in lines):
            yield lines


def commands(group: typer.core.TyperGroup, before: str = "") -> Iterator[tuple[str, set[str]]]:
    """Each command as it is typed, with its long options."""
    for name, each in sorted(group.commands.items()):
        typed = f"{before} {name}".strip()
        if isinstance(each, typer.core.TyperGroup):
            yield from commands(each, typed)
            continue
        options = {option for one in each.params for option in one.opts if option.startswith("--")}
        yield typed, options - _USUAL


OPTIONS = dict(commands(typer.main.get_group(app)))


def test_the_first_steps_can_be_typed_one_after_the_other(
    reportgen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = next(block for block in blocks() if any("reportgen init" in line for line in block))
    monkeypatch.chdir(tmp_path)
    done = []
    for step in steps:
        program, *arguments = shlex.split(step)
        if program == "cd":
            monkeypatch.chdir(Path.cwd() / arguments[0])
        elif program == "reportgen":
            said = reportgen(*arguments)
            # an empty skeleton has blanks, which check and build tell
            blank = arguments[0] in ("check", "build")
            assert said.status == (PROBLEMS if blank else FINE), said.err
            assert "Traceback" not in said.err
            done.append(arguments[0])
    assert done[:4] == ["init", "new", "check", "build"]


def test_the_scripts_that_are_named_exist_and_pass_their_arguments_on() -> None:
    scripts = {line.split()[1] for block in blocks() for line in block if line.startswith("sh ")}
    assert scripts >= {"scripts/build.sh", "scripts/test.sh"}
    for name in scripts:
        assert (REPOSITORY / name).is_file()
    last = (REPOSITORY / "scripts/build.sh").read_text(encoding="utf-8").strip().splitlines()[-1]
    assert last == 'exec .venv/bin/reportgen build "$@"'


def test_the_sample_is_built_as_described(reportgen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ``scripts/build.sh xiaomi`` runs, in a copy."""
    root = workspace(tmp_path)
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    monkeypatch.chdir(root)
    assert reportgen("build", "xiaomi", "--format", "json").status == FINE
    assert "`output/xiaomi/2025-11-14/`" in README
    assert (root / "output/xiaomi/2025-11-14/note.json").is_file()


@pytest.mark.parametrize("name", list(OPTIONS))
def test_each_command_and_each_option_is_documented(name: str) -> None:
    assert f"reportgen {name}" in README
    assert {each for each in OPTIONS[name] if each not in README} == set()


def test_each_command_that_is_named_exists() -> None:
    known = {name.split()[0] for name in OPTIONS}
    named = set(re.findall(r"`reportgen ([a-z]+)\b", README))
    assert named <= known


def test_each_file_that_is_linked_exists() -> None:
    linked = re.findall(r"\]\(([^)#]+)\)", README)
    assert linked
    assert [each for each in linked if not each.startswith("http") and not (REPOSITORY / each).exists()] == []


def test_the_exit_statuses_are_those_of_the_program() -> None:
    assert "Exit status: 0 fine, 1 problems in the inputs, 2 usage, 3 environment." in README
