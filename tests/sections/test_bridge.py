from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from reportgen.model.charts import Step, Waterfall
from reportgen.sections.bridge import bridge
from reportgen.sections.writer import Writer, read
from tests.commands.small import VARIANTS, parts
from tests.sections.composing import drawing, said, sample, small
from tests.workspaces import SMALL


def steps(writer: Writer) -> tuple[Step, ...]:
    spec = drawing(bridge(writer)).spec
    assert isinstance(spec, Waterfall)
    return spec.steps


def test_the_sample_goes_from_the_parts_to_the_price() -> None:
    found = steps(sample())
    assert [(step.kind, step.label.text) for step in found] == [
        ("part", "+8.37"), ("part", "+7.86"), ("part", "+0.53"), ("part", "+14.95"), ("part", "+0.15"),
        ("total", "31.86"), ("part", "+0.30"), ("total", "32.17"), ("judgement", "+3.86"), ("target", "36.03"),
        ("gap", "+6.45"), ("price", "42.48"),
    ]  # fmt: skip
    assert said(bridge(sample()))[0] == "The bridge reaches 36.03; the price needs another 6.45"


@pytest.mark.parametrize("variant", VARIANTS)
def test_unrounded_moves_lead_to_each_level(tmp_path: Path, variant: str) -> None:
    level = 0.0
    for step in steps(small(tmp_path, variant)):
        moves = step.kind in ("part", "judgement", "gap")
        # the target is rounded to the house's step
        assert moves or level == pytest.approx(step.value, abs=0.006)
        level = level + step.value if moves else step.value


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_level_only_repeats_the_one_before(tmp_path: Path, variant: str) -> None:
    levels = ("total", "target", "price")
    assert not [pair for pair in pairwise(steps(small(tmp_path, variant))) if all(step.kind in levels for step in pair)]


def test_groups_say_what_they_add_up_to(tmp_path: Path) -> None:
    spec = drawing(bridge(sample())).spec
    assert isinstance(spec, Waterfall)
    assert [label.text for _, label in spec.group_labels] == [
        "Parts and bridge: 32.17", "Judgement: +3.86", "Only in the price: +6.45",
    ]  # fmt: skip
    spec = drawing(bridge(small(tmp_path))).spec
    assert isinstance(spec, Waterfall)
    assert [label.text for _, label in spec.group_labels] == ["Parts: 10.00", "Not in the price: −2.00"]
    assert {step.group for step in spec.steps if step.kind == "target"} == {""}


def test_a_target_above_the_price_leaves_a_gap_below(tmp_path: Path) -> None:
    exhibit = bridge(small(tmp_path))
    assert said(exhibit)[0] == "The bridge reaches 10.00, which the price does not exceed"
    assert [step.name for step in steps(small(tmp_path))][-2:] == ["Not in the price", "Price, 31\u00a0Jan\u00a02025"]


def test_a_discount_is_called_one(tmp_path: Path) -> None:
    names = [step.name for step in steps(small(tmp_path, "a discount"))]
    assert "Discount −5\u202f%" in names


def test_what_is_subtracted_goes_down(tmp_path: Path) -> None:
    debt = next(step for step in steps(small(tmp_path, "a negative part")) if step.name == "Net debt")
    assert debt.value < 0
    assert read(debt.label.text) < 0


@pytest.mark.parametrize(
    ("values", "rounds"), [({"One": "300", "Other": "250"}, False), ({"One": "250.25", "Other": "250.25"}, True)]
)
def test_rounding_is_told_where_the_steps_show_it(tmp_path: Path, values: dict[str, str], rounds: bool) -> None:
    exhibit = bridge(small(tmp_path, changes={"valuation.yaml": parts(values)}))
    assert ("Steps may not add due to rounding." in said(exhibit)[2]) is rounds


def test_more_steps_than_can_stand_get_more_height(tmp_path: Path) -> None:
    assert drawing(bridge(small(tmp_path))).height == 54.0
    many = drawing(bridge(small(tmp_path, "twelve parts, bridge and premium")))
    assert many.height > 80.0


def test_the_alternative_text_tells_every_step(tmp_path: Path) -> None:
    told = "The whole +10.00; Target price 10.00; Not in the price −2.00; Price, 31 Jan 2025 8.00"
    assert drawing(bridge(small(tmp_path))).alt == f"Waterfall in USD a share: {told}."


def test_short_names_stand_under_the_bars() -> None:
    assert [step.name for step in steps(sample())][:2] == ["Smart\u00adphones", "IoT & lifestyle"]
    assert SMALL["valuation.yaml"].count("short:") == 0
