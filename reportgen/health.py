"""What ``doctor`` looks at: everything of the machine that a build needs, with the way to mend what is wrong."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from io import StringIO
from pathlib import Path

from reportgen.bookkeeping import address_of, record_of
from reportgen.build import damaged_fonts, fonts_of, templates_of
from reportgen.diagnostics import ReportgenError
from reportgen.folders import PACKAGE
from reportgen.record import record_exists, refuse_damage

LIBRARIES = (
    "weasyprint", "matplotlib", "jinja2", "pydantic", "pyyaml", "numpy", "fonttools", "markdown-it-py", "typer",
)  # fmt: skip
LEAST_PYTHON = (3, 11)
LEAST_PANGO = 14400  # 1.44, which WeasyPrint asks for
LEAST_ROOM = 100.0  # MB: some hundred notes
APT = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is fine, what was seen, and how to mend it."""

    what: str
    fine: bool
    said: str
    remedy: str = ""

    def as_dict(self) -> dict[str, str | bool]:
        """The finding as a flat mapping for JSON."""
        return asdict(self)


def examine_machine(root: Path) -> tuple[Finding, ...]:
    """Every finding, the fine ones too."""
    return tuple(look(root) for look in LOOKS)


def _python(_: Path) -> Finding:
    said = f"{platform.python_version()} at {sys.executable}"
    fine = sys.version_info >= LEAST_PYTHON
    return Finding("Python", fine, said, "" if fine else "install Python 3.11 or newer, then run scripts/setup.sh")


def _libraries(_: Path) -> Finding:
    found, missing = [], []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        remedy = "pip install reportgen, or sh scripts/setup.sh in a checkout"
        return Finding("Python libraries", fine=False, said=f"missing: {', '.join(missing)}", remedy=remedy)
    return Finding("Python libraries", fine=True, said=", ".join(found))


def _pango(_: Path) -> Finding:
    """WeasyPrint loads Pango when it is imported; what it prints then is for developers."""
    try:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            from weasyprint.text.ffi import pango  # noqa: PLC0415 - the thing that is being looked at

            number = pango.pango_version()
    except OSError as problem:
        said = f"cannot be loaded: {str(problem).splitlines()[0]}"
        return Finding("Pango and HarfBuzz", fine=False, said=said, remedy=f"as root: {APT}")
    seen = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    fine = number >= LEAST_PANGO
    return Finding("Pango and HarfBuzz", fine, f"Pango {seen}", "" if fine else "Pango 1.44 or newer is needed")


def _fonts(root: Path) -> Finding:
    folder = PACKAGE / "fonts"
    wrong = damaged_fonts(folder)
    if wrong:
        said = f"missing or changed in {folder}: {', '.join(wrong)}"
        return Finding("Fonts", fine=False, said=said, remedy="install reportgen again")
    try:
        fonts = fonts_of(root)
    except ReportgenError as problem:
        remedy = "take it out of the folder fonts/ of the workspace, or replace it"
        return Finding("Fonts", fine=False, said=str(problem), remedy=remedy)
    pack = f", and {len(fonts.pack)} of the workspace" if fonts.pack else ""
    return Finding("Fonts", fine=True, said=f"{len(fonts.print)} faces, all as shipped, in {folder}{pack}")


def _templates(root: Path) -> Finding:
    folders = templates_of(root)
    if any((folder / "_base" / "page.html.j2").is_file() for folder in folders):
        return Finding("Templates", fine=True, said=", ".join(str(folder) for folder in folders))
    remedy = "install reportgen again, or restore templates/_base"
    return Finding("Templates", fine=False, said="templates/_base/page.html.j2 is nowhere to be found", remedy=remedy)


def _workspace(root: Path) -> Finding:
    if (root / "inputs").is_dir():
        return Finding("Workspace", fine=True, said=str(root.resolve()))
    remedy = "go to a workspace, use --root, or 'reportgen init DIR'"
    return Finding("Workspace", fine=False, said=f"no folder inputs/ in {root.resolve()}", remedy=remedy)


def _output(root: Path) -> Finding:
    folder = root / "output"
    where = folder if folder.is_dir() else root
    try:
        with tempfile.TemporaryFile(dir=where):
            pass
    except OSError as problem:
        said = f"{where.resolve()}: {problem.strerror or problem}"
        return Finding("Output folder", fine=False, said=said, remedy="make it writable, or use --out DIR")
    space = os.statvfs(where)
    free = space.f_bavail * space.f_frsize / 1e6
    fine = free > LEAST_ROOM
    remedy = "" if fine else "make room on the disk"
    return Finding("Output folder", fine, f"{where.resolve()}, {free:,.0f} MB free", remedy)


def _mail(root: Path) -> Finding:
    """Whether notes can be mailed: the settings, the secrets, the way to the relay."""
    from reportgen.sending.trying import look  # noqa: PLC0415 - loads the record's library

    fine, said, remedy = look(root)
    return Finding("Mail", fine, said, remedy)


def _record(root: Path) -> Finding:
    """Whether the record opens; none is made by looking."""
    try:
        if not (root / "inputs").is_dir() or not record_exists(root, address_of(root)):
            return Finding("Record", fine=True, said="none yet; the first build makes it")
        record = record_of(root)
        try:
            refuse_damage(record)
        except ReportgenError:
            record.close()
            raise
    except ReportgenError as problem:
        remedy = "until then nothing can be released, sent or built by night"
        return Finding("Record", fine=False, said=str(problem), remedy=remedy)
    place = record.place
    record.close()
    return Finding("Record", fine=True, said=place)


LOOKS: tuple[Callable[[Path], Finding], ...] = (
    _python, _libraries, _pango, _fonts, _templates, _workspace, _output, _mail, _record,
)  # fmt: skip
