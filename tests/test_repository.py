"""The repository keeps its own rules: budgets, mirrored tests, no traces of a machine, no clock."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from reportgen.build import rules
from tests.workspaces import REPOSITORY

PACKAGE = REPOSITORY / "reportgen"
MODULE_LINES, FUNCTION_LINES = 400, 50

_DATA = (
    "addresses assumptions charts closures codes company earlier edition facts forecast house inputs layout mail "
    "mail_codes methods "
    "night_codes note opinion prose publication results subscribers valuation"
)

# Modules without a test file of their name, by folder, and where what they do is tested instead.
ELSEWHERE: Mapping[str, tuple[str, str]] = {
    ".": ("__main__ exchanges folders settling", "with the commands that use them"),
    "checks": ("dependencies transposing walking", "with the checks that use them"),
    "commands": ("building common signing tables", "test_cli.py and the tests of what they call run each command"),
    "formats": ("codes drawings environment", "test_formats.py, test_html.py and tests/commands/test_failures.py"),
    "formats/charts": (
        "axes boxes colours flags goals rows slotnames steps timeline_rows undated waterfall_rows",
        "each is seen in the kind of chart that it draws",
    ),
    "formats/excel": (
        "excel case_sheets cases layout paper scenarios sheets workings",
        "test_recalculated.py and test_workbook.py look at whole files",
    ),
    "loading": ("house listings", "test_workspace.py and tests/bad load them"),
    "model": (
        _DATA,
        "they are data; tests/bad reads them from files, good and bad",
    ),
    "nightly": (
        "entries house nursery page planning printing settling standing tasks worker",
        "tests/nightly runs whole nights",
    ),
    "proofs": (
        (
            "codes drawn figures_printed grading identities identity matching pages pieces printed_page printed_texts "
            "remarks"
        ),
        "test_footing.py, test_flows.py, test_reading.py, test_typed.py",
    ),
    "publishing/email": ("faults material relay tokens", "tests/publishing/email and tests/sending"),
    "record": ("codes connecting nights outbox", "test_opening.py, test_entering.py and tests/sending"),
    "record/migrations": ("env", "tests/record/test_opening.py migrates databases"),
    "record/migrations/versions": ("0001_tables", "tests/record/test_opening.py migrates databases"),
    "schedule": ("crontab night_process units", "test_installing.py and test_foreground.py"),
    "sending": ("archive claiming composing leaving office previewing reporting", "tests/sending sends whole mails"),
    "prices": (
        "adjustments codes examining findings layouts neighbours prices quotes tables values vendor_text",
        "tests/sources and tests/loading/test_vendor_prices.py read whole files",
    ),
    "sources": ("merging sources values", "tests/sources reads whole files"),
    "valuation": ("building codes guards part policy valuation views", "with the methods that use them"),
}

# Files whose exceptions to the linter still owe a reason; none may be added.
OWING = {
    "reportgen/formats/charts/png.py", "reportgen/model/facts.py", "reportgen/publishing/email/faults.py",
    "reportgen/record/opening.py", "reportgen/record/tables.py", "reportgen/schedule/foreground.py",
    "tests/bad/test_hostile.py", "tests/record/test_opening.py", "tests/sending/offices.py",
    "tests/sending/test_trying.py",
}  # fmt: skip

_MACHINE = re.compile(r"/(?:home|Users|work)/[A-Za-z0-9._-]+|[A-Z]:\\Users")
_ADDRESS = re.compile(r"\w+://\S+")
_CLOCK = re.compile(
    r"\b(?:date|datetime)\.(?:today|now|utcnow)\(|\btime\.(?:time|time_ns|localtime|gmtime|strftime)\(|\bctime\("
)


def tracked() -> tuple[Path, ...]:
    """The files under version control; all files where git is not at hand."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    names = listed.stdout.decode().split("\0")
    return tuple(REPOSITORY / name for name in names if name and (REPOSITORY / name).is_file())


def modules() -> tuple[Path, ...]:
    return tuple(sorted(PACKAGE.rglob("*.py")))


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function without its docstring."""
    first = function.body[0]
    docstring = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    spared = (first.end_lineno or 0) - first.lineno + 1 if docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - spared


def test_modules_stay_short() -> None:
    long = {}
    for file in modules():
        count = len(file.read_text(encoding="utf-8").splitlines())
        if count > MODULE_LINES:
            long[str(file.relative_to(REPOSITORY))] = count
    assert long == {}


def test_functions_stay_short() -> None:
    long = {
        f"{file.relative_to(REPOSITORY)}:{function.lineno} {function.name}": lines_of(function)
        for file in modules()
        for function in functions(file)
        if lines_of(function) > FUNCTION_LINES
    }
    assert long == {}


def test_tests_mirror_the_package() -> None:
    """``reportgen/a/b.py`` is tested by ``tests/a/test_b.py``, a package by a test file of its own name."""
    without = []
    for file in modules():
        name = file.relative_to(PACKAGE)
        stem = name.parent.name if name.name == "__init__.py" else name.stem
        if stem in ELSEWHERE.get(str(name.parent), ("", ""))[0].split():
            continue
        wanted = REPOSITORY / "tests" / name.parent / f"test_{stem}.py"
        if not wanted.is_file() and not _is_empty(file):
            without.append(str(name))
    assert without == []


def test_what_is_tested_elsewhere_still_exists() -> None:
    gone = [
        f"{folder}/{stem}"
        for folder, (stems, reason) in ELSEWHERE.items()
        for stem in stems.split()
        if not reason or not ((PACKAGE / folder / f"{stem}.py").is_file() or Path(folder).name == stem)
    ]
    assert gone == []


def _is_empty(file: Path) -> bool:
    """A module that only says what it is, or passes names on."""
    body = ast.parse(file.read_text(encoding="utf-8")).body
    passed = (ast.Import, ast.ImportFrom, ast.Expr, ast.Assign)
    return file.name == "__init__.py" and all(isinstance(node, passed) for node in body)


def test_nothing_but_the_command_line_may_ask_for_the_time() -> None:
    asking = {
        f"{file.relative_to(REPOSITORY)}: {found[0]}"
        for file in modules()
        for found in _CLOCK.finditer(file.read_text(encoding="utf-8"))
        if file.name != "cli.py" and "commands" not in file.parts
    }
    assert asking == set()


def test_no_file_tells_of_a_machine() -> None:
    """Paths of somebody's machine, and hosts that only one network knows."""
    traces = []
    for file in tracked():
        if file.suffix in {".ttf", ".woff2", ".png", ".pdf"} or file == Path(__file__):
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        name = file.relative_to(REPOSITORY)
        traces += [f"{name}: {found[0]}" for found in _MACHINE.finditer(text)]
        traces += [f"{name}: {found[0]}" for found in _ADDRESS.finditer(text) if file.suffix == ".lock"]
    assert traces == []


def test_each_exception_to_the_linter_has_a_reason() -> None:
    bare = []
    for file in (*modules(), *sorted((REPOSITORY / "tests").rglob("*.py"))):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            found = re.search(r"# (?:noqa(?::|\b)|type: ignore)(?P<codes>[^#-]*)(?P<reason>- \S+ \S+.*)?$", line)
            told = found is None or found["reason"] or "type: ignore" in line
            if not told and file != Path(__file__):
                bare.append((str(file.relative_to(REPOSITORY)), number))
    assert [each for each in bare if each[0] not in OWING] == []


def test_each_code_that_is_told_is_registered_once() -> None:
    """Every code that stands in a call of Diagnostic, or is reported, has one rationale."""
    registered = [each.code for each in rules()]
    assert len(registered) == len(set(registered))
    told = {code for file in modules() for code in _codes(file)}
    assert len(told) > 30
    assert told - set(registered) == set()


def _codes(file: Path) -> Iterator[str]:
    """The first argument of Diagnostic(…), refuse(…), report(…) and the like, where it is written out."""
    callers = {"Diagnostic": 0, "refuse": 0, "report": 0, "misplaced": 0, "found": 1, "_fault": 0, "ProseFault": 1}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        place = callers.get(name)
        if place is None or len(node.args) <= place:
            continue
        code = node.args[place]
        if (
            isinstance(code, ast.Constant)
            and isinstance(code.value, str)
            and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", code.value)
        ):
            yield code.value


def test_the_rules_of_contributing_are_the_ones_that_are_kept() -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"{MODULE_LINES} lines" in text
    assert f"functions below {FUNCTION_LINES}" in text
