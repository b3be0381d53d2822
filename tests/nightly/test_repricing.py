from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from tests.coverage_list import PLAIN
from tests.nights import SAMPLE_NIGHT, states, tonight
from tests.workspaces import workspace

NEXT = date(2025, 11, 17)


def values(root: Path, day: date) -> dict[str, float]:
    found: Any = json.loads((root / "output" / "xiaomi" / str(day) / "note.json").read_text(encoding="utf-8"))
    return {each["path"]: each["value"] for each in found["quantities"]}


def test_a_new_close_of_xiaomi_moves_all_that_hangs_on_the_price_and_not_the_target(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    template = root / "templates" / "initiation" / "note.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text(PLAIN, encoding="utf-8")
    assert states(tonight(root)) == {"xiaomi": "built"}
    with (root / "inputs" / "xiaomi" / "prices.csv").open("a", encoding="utf-8") as file:
        file.write(f"{NEXT},40.00,S5\n")
    assert states(tonight(root, NEXT)) == {"xiaomi": "built"}
    old, new = values(root, SAMPLE_NIGHT), values(root, NEXT)
    assert (old["market.price"], new["market.price"]) == (42.48, 40.00)
    assert new["valuation.target_price"] == old["valuation.target_price"] == 36.03
    assert new["valuation.implied_return"] == 36.03 / 40.00 - 1
    change = 40.00 / 42.48
    assert abs(new["market.capitalisation"] / old["market.capitalisation"] - change) < 1e-12
    # what the price implies: a premium on an equity value that has not moved
    assert abs((1 + new["implied.premium"]) / (1 + old["implied.premium"]) - change) < 1e-12
