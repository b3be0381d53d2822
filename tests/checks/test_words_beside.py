"""Words directly beside one figure: what is reported, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks.words_true import word_contradicts_number
from tests.checks.examining import checked

_THESIS = "## Thesis {#thesis}\n\n"
GROWTH = "{{ analysis.revenue.growth.FY2024 | pct | absolute }}"  # 35.0 %
FELL = "{{ analysis.revenue.growth.FY2023 | pct }}"  # −3.2 %
RETURN = "{{ valuation.implied_return | pct | absolute }}"  # −15.2 %
SHARE = "{{ valuation.parts.internet.share_of_total | pct }}"  # 17.8 %
NOW, THEN = "{{ revenue.FY2024 | bn }}", "{{ revenue.FY2023 | bn }}"  # 365.9 and 271.0


def told(folder: Path, text: str) -> list[str]:
    found = checked(word_contradicts_number, folder, {"xiaomi/note.md": [(_THESIS, f"{_THESIS}{text}\n\n")]})
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (f"Revenue fell {GROWTH}.", f"Revenue rose {GROWTH}."),
        (f"Revenue rose by {FELL}.", f"Revenue fell by {FELL}."),
        (f"Revenue slid {GROWTH} in FY2024.", f"Revenue jumped {GROWTH} in FY2024."),
        (f"We see {RETURN} of upside.", f"We see {RETURN} of downside."),
        (f"There is upside of {RETURN}.", f"There is downside of {RETURN}."),
        (f"Revenue plunged from {THEN} to {NOW}.", f"Revenue jumped from {THEN} to {NOW}."),
        (f"Revenue slid to {NOW} from {THEN}.", f"Revenue climbed to {NOW} from {THEN}."),
        (f"A drop from {THEN} to {NOW}.", f"A rise from {THEN} to {NOW}."),
        (f"Revenue was flat at {NOW} after {THEN}.", f"Revenue was {NOW} after {THEN}."),
        (f"Revenue fell {GROWTH} to {NOW} from {THEN}.", f"Revenue rose {GROWTH} to {NOW} from {THEN}."),
        (f"Revenue more than doubled, {GROWTH}.", f"Revenue rose, {GROWTH}."),
        (f"Revenue tripled ({GROWTH}).", f"Revenue grew ({GROWTH})."),
        (f"Revenue more than doubled to {NOW} from {THEN}.", f"Revenue rose to {NOW} from {THEN}."),
        (f"It was {NOW}, more than twice the {THEN} of before.", f"It was {NOW}, more than the {THEN} of before."),
        (f"Over half ({SHARE}) is internet.", f"Under half ({SHARE}) is internet."),
        (f"Nearly all of the value, {SHARE}, is internet.", f"A part of the value, {SHARE}, is internet."),
        (
            "Revenue was USD {{ revenue.FY2024 | bn | bare }} billion.",
            "Revenue was CNY {{ revenue.FY2024 | bn | bare }} billion.",
        ),
        (
            "Revenue was {{ revenue.FY2024 | bn | bare }} million.",
            "Revenue was {{ revenue.FY2024 | bn | bare }} billion.",
        ),
        ("It was {{ revenue.FY2024 | bn | bare }} per cent.", f"It was {NOW}, per cent or not."),
        (f"Revenue in FY2023 was {NOW}.", f"Revenue in FY2024 was {NOW}."),
        (f"Revenue of {NOW} in FY2023.", f"Revenue of {NOW} in FY2024."),
        (f"{{{{ claim('fell from', revenue.FY2023 < revenue.FY2024) }}}} {THEN} to {NOW}.", f"It is {THEN} to {NOW}."),
    ],
)
def test_a_contradiction_is_reported_and_the_truth_is_not(tmp_path: Path, wrong: str, right: str) -> None:
    assert set(told(tmp_path, wrong)) == {"word-contradicts-number"}
    assert told(tmp_path, right) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Costs fell, and revenue grew {GROWTH}.",
        f"Revenue did not fall {GROWTH}.",
        f"Growth fell to {GROWTH}.",
        f"The loss fell {GROWTH}.",
        f"Half of the shops closed, and {SHARE} of the value is internet.",
        f"Revenue was {NOW}, above {THEN}, after {NOW}.",
        f"The first half brought {SHARE}.",
        f"Revenue was up to {THEN} and {NOW}.",
        "The target of {{ delivery_target.FY2025 | count }} in FY2024 prices.",
        f"Revenue was {NOW} in FY2023 prices.",
    ],
)
def test_what_leaves_doubt_is_left_alone(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []
