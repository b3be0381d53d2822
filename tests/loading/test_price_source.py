from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.loading import load
from reportgen.loading.price_source import listed_of, price_source_fault
from tests.workspaces import Change, small_workspace

SOURCED = ("analysts: [lead]\n", "analysts: [lead]\nprice_source: P\n")


@pytest.mark.parametrize(
    ("edits", "known", "line"),
    [([SOURCED], ("P",), None), ([SOURCED], ("Q",), 10), ([], ("P",), 1), ([SOURCED], (), 10)],
)
def test_the_source_of_closes_is_one_of_the_facts(
    tmp_path: Path, edits: Change, known: tuple[str, ...], line: int | None
) -> None:
    inputs = load(small_workspace(tmp_path, {"company.yaml": edits}), "small").inputs
    assert inputs is not None
    fault = price_source_fault(inputs.company, known, inputs.places["company.yaml"])
    assert (fault and (fault.code, fault.location.line)) == (line and ("price-source-missing", line))


def test_who_is_listed_where(tmp_path: Path) -> None:
    inputs = load(small_workspace(tmp_path, {"company.yaml": [SOURCED]}), "small").inputs
    assert inputs is not None
    listed = listed_of("small", inputs.company, inputs.places["company.yaml"], "inputs/small/prices.csv")
    assert (listed.ticker, listed.exchange, listed.currency, listed.source) == ("SML", "XNYS", "USD", "P")
    assert str(listed.place) == "inputs/small/company.yaml:2:19"
