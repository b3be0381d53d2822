"""Commands that draw nothing load nothing that draws."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# sqlalchemy is not among them: the rules of the record are loaded with all others
HEAVY = ("matplotlib", "weasyprint", "pandas", "exchange_calendars", "rich", "fontTools", "pypdfium2", "xlsxwriter")
PROGRAM = """\
import sys
from reportgen.cli import main
sys.argv = ["reportgen", *sys.argv[1:]]
try:
    main()
except SystemExit as ended:
    status = ended.code or 0
print(status, *sorted(name for name in {heavy} if name in sys.modules))
"""


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (("--version",), set()),
        (("--help",), set()),
        # glyphs are looked up in the fonts
        (("check", "xiaomi"), {"fontTools"}),
        (("explain", "xiaomi", "valuation.target_price"), {"fontTools"}),
        (("explain", "rating-matches-return"), set()),
        (("build", "xiaomi", "--format", "json"), {"fontTools"}),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_what_a_command_does_not_need_is_not_loaded(
    sample_root: Path, tmp_path: Path, arguments: tuple[str, ...], allowed: set[str]
) -> None:
    more = ["--out", str(tmp_path)] if arguments[0] == "build" else []
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(heavy=HEAVY), *arguments, *more],
        cwd=sample_root,
        capture_output=True,
        text=True,
        check=True,
    )
    status, *loaded = said.stdout.splitlines()[-1].split()
    assert status == "0"
    assert set(loaded) <= allowed
