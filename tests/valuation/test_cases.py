"""All cases together are each what it is alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportgen.valuation.cases import Case, Replacement, evaluated
from tests.valuation.asked import asking

WACC = "WACC, value: 9 %"
TARGET = "valuation.target_price"


@given(st.lists(st.floats(0.05, 0.15), min_size=1, max_size=6), st.lists(st.floats(-0.02, 0.2), min_size=1, max_size=6))
def test_each_cell_is_its_own_evaluation_bit_for_bit(across: list[float], down: list[float]) -> None:
    graph = asking()
    first, second = (graph.build.scope.quantities[f"valuation.inputs.{key}"] for key in ("wacc", "growth_end"))
    cases = [Case("", (Replacement(first, a), Replacement(second, b)), graph.target) for a in across for b in down]
    together = evaluated(cases)
    assert [repr(one) for one in together] == [repr(evaluated([case])[0]) for case in cases]


def test_what_one_case_replaces_the_others_compute() -> None:
    graph = asking()
    quantities = graph.build.scope.quantities
    whole_value, wacc = quantities["valuation.equity_value"], quantities["valuation.inputs.wacc"]
    fixed = Case("", (Replacement(whole_value, 50e9),), graph.target)
    moved = Case("", (Replacement(wacc, 0.1),), graph.target)
    assert evaluated([fixed, moved]) == (*evaluated([fixed]), *evaluated([moved]))
    assert evaluated([fixed]) == (10.0,)
