"""The command line: what each command takes, prints and ends with."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.core
import typer.main

from reportgen import __version__
from reportgen.cli import app
from reportgen.commands.common import ENVIRONMENT, FINE, PROBLEMS, USAGE
from tests.commands.small import company
from tests.conftest import Run
from tests.workspaces import workspace


def _commands(group: typer.core.TyperGroup, before: str = "") -> Iterator[str]:
    """Each command as it is typed: "build", "mail show"."""
    for name, each in sorted(group.commands.items()):
        typed = f"{before} {name}".strip()
        if isinstance(each, typer.core.TyperGroup):
            yield from _commands(each, typed)
        else:
            yield typed


COMMANDS = tuple(_commands(typer.main.get_group(app)))
LINE = re.compile(r"inputs/[\w./-]+:\d+:\d+: (error|warning|info): (.+: )?.+ \[[a-z0-9-]+\]")


def test_the_version_is_that_of_the_package(reportgen: Run) -> None:
    said = reportgen("--version")
    assert (said.status, said.out.split()) == (FINE, ["reportgen", __version__])


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_each_command_has_an_example(reportgen: Run, name: str) -> None:
    said = reportgen(*name.split(), "--help")
    assert said.status == FINE
    assert re.search(rf"Examples?: reportgen {name}\b", " ".join(said.out.split()))


def test_without_a_command_the_commands_are_listed(reportgen: Run) -> None:
    said = reportgen("--help")
    assert said.status == FINE
    assert all(re.search(rf"^\W*{name.split()[0]}\b", said.out, re.MULTILINE) for name in COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("build", "--nonsense"),
        ("build", "--format", "docx"),
        ("build", "--format", ","),
        ("build", "--as-of", "14.11.2025"),
        ("check", "--as-of", "2025-02-30"),
        ("build", "--root", "/nowhere/at/all"),
        ("check", "--root", "/nowhere/at/all"),
        ("new", "acme", "--root", "/nowhere/at/all"),
        ("new", "Acme Corporation"),
        ("explain", "no-such-code"),
        ("explain",),
    ],
)
def test_a_wrong_command_line_is_told_in_one_line(
    reportgen: Run, sample_root: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(sample_root)
    said = reportgen(*arguments)
    assert said.status == USAGE
    assert said.out == ""
    assert "Traceback" not in said.err
    assert said.err.strip()


def test_a_workspace_without_a_company_asks_for_one(reportgen: Run, tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    for name in ("build", "check"):
        said = reportgen(name, "--root", tmp_path)
        assert said.status == USAGE
        assert "reportgen new" in said.err


# ---- check ----------------------------------------------------------------------------------------------------------


def test_check_prints_each_diagnostic_with_its_place(reportgen: Run, sample_root: Path) -> None:
    said = reportgen("check", "xiaomi", "--root", sample_root)
    assert said.status == FINE
    lines = [line for line in said.out.splitlines() if not line.startswith("    hint: ")]
    assert lines
    assert all(LINE.fullmatch(line) for line in lines)
    assert said.err.strip() == f"0 errors, 0 warnings, {len(lines)} info"


def test_check_gives_machines_the_same_list(reportgen: Run, tmp_path: Path) -> None:
    root = workspace(tmp_path, {"xiaomi/opinion.yaml": [("rating: Neutral", "rating: Netural")]})
    text, data = reportgen("check", "--root", root), reportgen("check", "--json", "--root", root)
    assert (text.status, data.status) == (PROBLEMS, PROBLEMS)
    told = [
        "{file}:{line}:{column}: {severity}: {path}{message} [{code}]{hint}".format(
            **each
            | {"path": each["path"] and each["path"] + ": ", "hint": each["hint"] and f"\n    hint: {each['hint']}"}
        )
        for each in json.loads(data.out)
    ]
    assert "\n".join(told) == text.out.rstrip("\n")


def test_what_stands_in_the_house_is_told_once_for_all_companies(reportgen: Run, tmp_path: Path) -> None:
    root = company(tmp_path, changes={"../house.yaml": [('accent: "#b93a0e"', 'accent: "#fff59d"')]})
    said = reportgen("check", "--root", root)
    assert said.out.count("inputs/house.yaml:") == 1


# ---- explain --------------------------------------------------------------------------------------------------------


def test_explain_leads_a_number_down_to_its_facts(reportgen: Run, sample_root: Path) -> None:
    said = reportgen("explain", "xiaomi", "valuation.target_price", "--root", sample_root)
    assert said.status == FINE
    for expected in ("HKD 36.03", "36.027857", "source S3", "as of 2025-11-14", "inputs/xiaomi/valuation.yaml:"):
        assert expected in said.out.replace("\u00a0", " ")


def test_explain_tells_why_a_check_exists(reportgen: Run) -> None:
    said = reportgen("explain", "rating-matches-return")
    assert said.status == FINE
    assert len(said.out.split()) > 10


def test_explain_of_an_unknown_number_names_those_near_it(reportgen: Run, sample_root: Path) -> None:
    said = reportgen("explain", "xiaomi", "valuation.target", "--root", sample_root)
    assert said.status == USAGE
    assert "valuation.target_price" in said.err


def test_explain_of_a_company_alone_asks_for_a_number(reportgen: Run, sample_root: Path) -> None:
    said = reportgen("explain", "xiaomi", "--root", sample_root)
    assert said.status == USAGE
    assert "explain xiaomi valuation.target_price" in said.err


# ---- build ----------------------------------------------------------------------------------------------------------


def test_build_tells_what_it_wrote_with_size_and_time(reportgen: Run, sample_root: Path, tmp_path: Path) -> None:
    said = reportgen("build", "xiaomi", "--root", sample_root, "--out", tmp_path, "--format", "json")
    assert said.status == FINE
    folder = tmp_path / "xiaomi" / "2025-11-14"
    written = sorted(each.name for each in folder.iterdir())
    assert written == ["manifest.json", "note.json"]
    for name in written:
        size = (folder / name).stat().st_size
        assert f"{folder / name}  {size / 1000:,.1f} kB" in said.out
    assert re.search(r"^xiaomi: draft built in \d+\.\d\d s$", said.out, re.MULTILINE)


def test_a_page_of_an_earlier_build_does_not_stay_beside_a_new_one(reportgen: Run, tmp_path: Path) -> None:
    root = company(tmp_path)
    common = ("build", "small", "--root", root)
    assert reportgen(*common, "--format", "html,json").status == FINE
    (page,) = (root / "output" / "small").rglob("note.html")
    assert reportgen(*common, "--format", "json").status == FINE
    assert sorted(each.name for each in page.parent.iterdir()) == ["manifest.json", "note.json"]


def test_formats_come_in_any_order_and_each_once(reportgen: Run, sample_root: Path, tmp_path: Path) -> None:
    said = reportgen("build", "xiaomi", "--root", sample_root, "--out", tmp_path, "--format", " html,json , html")
    assert said.status == FINE
    written = {each.name for each in (tmp_path / "xiaomi" / "2025-11-14").iterdir()}
    assert written == {"manifest.json", "note.html", "note.json"}


def test_a_note_is_written_to_output_of_its_workspace(reportgen: Run, tmp_path: Path) -> None:
    root = company(tmp_path)
    assert reportgen("build", "small", "--root", root, "--format", "json").status == FINE
    assert (root / "output" / "small" / "2025-01-31" / "note.json").is_file()


def test_another_date_is_another_folder_and_sees_what_was_known(reportgen: Run, tmp_path: Path) -> None:
    root = company(tmp_path, changes={"opinion.yaml": [("rating: Buy", "rating: Neutral")]})
    for day, status in (("2025-02-07", PROBLEMS), ("2025-01-15", PROBLEMS)):
        said = reportgen("build", "small", "--root", root, "--as-of", day, "--format", "json")
        assert said.status == status
    assert not (root / "output").exists()


def test_lenience_lets_unfit_notes_through_but_not_broken_ones(reportgen: Run, tmp_path: Path) -> None:
    root = company(tmp_path, changes={"opinion.yaml": [("rating: Buy", "rating: Sell")]})
    arguments = ("build", "small", "--root", root, "--format", "json")
    assert reportgen(*arguments).status == PROBLEMS
    said = reportgen(*arguments, "--draft")
    assert said.status == FINE
    assert "warning: rating: " in said.err
    root = company(
        tmp_path,
        changes={
            "facts.yaml": [
                (
                    "unit: USD m\n    source: P\n    status: actual\n    values:\n      FY2023",
                    "unit: USX m\n    source: P\n    status: actual\n    values:\n      FY2023",
                )
            ]
        },
    )
    assert reportgen(*arguments, "--draft").status == PROBLEMS


def test_a_build_without_a_figure_for_the_target_never_ends_well(reportgen: Run, tmp_path: Path) -> None:
    given = "{value: USD 500 m, source: P, as_of: 2025-01-31}"
    backed_out = f"{{value: 0x, judgement: true}}\n    multiple_of: EV / sales\n    result: {given}"
    part = "method: given\n    label: The whole\n    stated_method: 10-year DCF\n    value: " + given
    broken = "method: multiple\n    label: The whole\n    multiple: " + backed_out
    root = company(tmp_path, changes={"valuation.yaml": [(part, broken)]})
    for more in ((), ("--draft",)):
        said = reportgen("build", "small", "--root", root, "--format", "json", *more)
        assert said.status == PROBLEMS
        assert "Traceback" not in said.err


# ---- the terminal ---------------------------------------------------------------------------------------------------


def _on_a_terminal(arguments: list[str], *, out: Path) -> tuple[str, str]:
    """What goes to a terminal on stderr, and what to a file on stdout."""
    ours, theirs = pty.openpty()
    program = Path(sys.executable).with_name("reportgen")
    with out.open("wb") as file:
        process = subprocess.Popen([program, *arguments], stdout=file, stderr=theirs, stdin=subprocess.DEVNULL)
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        process.wait(timeout=60)
    os.close(ours)
    return shown.decode(errors="replace"), out.read_text(encoding="utf-8")


def test_a_bar_is_shown_on_a_terminal_for_more_than_one_company(tmp_path: Path) -> None:
    root = company(tmp_path)
    common = ["--root", str(root), "--format", "json"]
    shown, printed = _on_a_terminal(["build", *common], out=tmp_path / "both.txt")
    assert "Building small" in shown
    assert "Building xiaomi" in shown
    # the bar must not swallow what belongs to stdout
    assert "Building" not in printed
    assert printed.count("note.json") == 2
    assert "2 of 2 notes built" in printed
    shown, _ = _on_a_terminal(["build", "small", *common], out=tmp_path / "one.txt")
    assert "Building" not in shown


def test_without_a_terminal_there_is_no_bar(reportgen: Run, tmp_path: Path) -> None:
    said = reportgen("build", "--root", company(tmp_path), "--format", "json")
    assert said.status == FINE
    assert "Building" not in said.out + said.err


def test_a_terminal_that_knows_no_minus_gets_an_answer(command: Run, sample_root: Path) -> None:
    said = command("check", "xiaomi", "--root", sample_root, environment={"PYTHONIOENCODING": "latin-1"})
    assert said.status == FINE
    assert "?15.18" in said.out


def test_a_fault_of_the_machine_has_its_own_status(reportgen: Run, sample_root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    said = reportgen("build", "xiaomi", "--root", sample_root, "--out", tmp_path / "file", "--format", "json")
    assert said.status == ENVIRONMENT
    assert len(said.err.splitlines()) == 1
    assert "file" in said.err
