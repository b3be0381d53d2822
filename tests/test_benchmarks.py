"""The naive side of the benchmarks keeps up with what the note draws."""

from __future__ import annotations

import runpy
from typing import get_args

from reportgen.model.charts import ChartSpec
from tests.workspaces import REPOSITORY


def test_every_kind_of_chart_has_a_naive_version() -> None:
    naive = runpy.run_path(str(REPOSITORY / "benchmarks" / "naive_charts.py"))
    assert set(naive["DRAWERS"]) == set(get_args(ChartSpec))
