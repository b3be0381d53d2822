from __future__ import annotations

from pathlib import Path

from reportgen.model.charts import Tornado
from reportgen.sections.tornado import tornado
from tests.sections.composing import drawing, said, sample
from tests.sections.test_scenarios import section, shown


def test_the_tornado_stands_about_the_target(tmp_path: Path) -> None:
    exhibit = shown(section(tmp_path))[1]
    spec = drawing(exhibit).spec
    assert isinstance(spec, Tornado)
    assert spec.base == 22.6
    assert (spec.bars[0].name, spec.bars[0].low, spec.bars[0].high) == ("WACC", 28.29, 18.59)
    assert said(exhibit)[0] == "WACC: the largest swing, from USD 18.59 to USD 28.29"


def test_without_a_declaration_there_is_none() -> None:
    assert tornado(sample()) is None
