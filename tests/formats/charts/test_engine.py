from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

DRAW = """
from reportgen.formats.charts import draw
from tests.formats.charts.samples import STACKED
print(draw(STACKED, name="c", width=87, height=52))
"""
FONTS = """
from reportgen.formats.charts import engine
from matplotlib import font_manager
for weight in engine.WEIGHTS:
    found = font_manager.findfont(engine.FontProperties(family="Inter", weight=weight))
    assert found == str(engine.font_file(weight)), found
assert len(font_manager.fontManager.ttflist) == 5
"""


def run(code: str, home: Path, **environment: str) -> str:
    inherited = {name: value for name, value in os.environ.items() if name != "MPLCONFIGDIR"}
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**inherited, "HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stderr == ""
    return result.stdout


def test_drawing_writes_nothing_into_the_home(tmp_path: Path) -> None:
    run(DRAW, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_every_process_draws_the_same_bytes(tmp_path: Path) -> None:
    assert run(DRAW, tmp_path, PYTHONHASHSEED="1") == run(DRAW, tmp_path, PYTHONHASHSEED="2")


def test_each_weight_of_inter_is_found_under_its_own_name(tmp_path: Path) -> None:
    run(FONTS, tmp_path)
