from __future__ import annotations

import pytest

from reportgen.diagnostics import DataPath
from reportgen.loading.documents import validate_document
from reportgen.loading.missing import with_what_follows
from reportgen.model.facts import Facts
from tests.loading.sources import read

_FACTS = """
sources: {S1: {title: x}}
metrics:
  total: {label: T, unit: CNY, sum_of: [part, other, rest], values: {FY2024: {value: 9}, FY2023: {value: 8}}}
  part: {label: P, unit: CNY, values: {FY2024: {value: 4}, FY2023: {value: 3}}}
  other: {label: O, unit: CNY, values: {FY2023: {value: 3}}}
  rest: {label: R, unit: CNY, balance_of: total}
  double: {label: D, unit: CNY, formulas: {FY2024: {sum: [part.FY2024, part.FY2024]}, FY2023: {sum: [part.FY2023]}}}
  again: {label: A, unit: CNY, formulas: {FY2024: {sum: [double.FY2024]}}}
  free: {label: F, unit: CNY, formulas: {FY2024: {sum: [facts.total.FY2024]}}}
"""


def _missing(*left_out: DataPath) -> set[str]:
    facts = validate_document(Facts, read(_FACTS)).model
    assert facts is not None
    return {".".join(map(str, path[1:])) for path in with_what_follows(facts, frozenset(left_out)) - set(left_out)}


@pytest.mark.parametrize(
    ("left_out", "follows"),
    [
        ((), set()),
        (
            (("metrics", "part", "values", "FY2024"),),
            {"double.formulas.FY2024", "again.formulas.FY2024", "rest.values.FY2024"},
        ),
        ((("metrics", "part", "values", "FY2023"),), {"double.formulas.FY2023", "rest.values.FY2023"}),
        ((("metrics", "other", "values", "FY2024"),), {"rest.values.FY2024"}),
        ((("metrics", "total", "values", "FY2024"),), {"rest.values.FY2024", "free.formulas.FY2024"}),
        ((("metrics", "double"),), {"again.formulas.FY2024"}),
        ((("metrics", "double", "formulas", "FY2024"),), {"again.formulas.FY2024"}),
        ((("metrics", "part", "values", "FY2024", "note"),), set()),
        ((("sources", "S1"),), set()),
    ],
)
def test_what_follows_from_a_figure_that_is_left_out(left_out: tuple[DataPath, ...], follows: set[str]) -> None:
    assert _missing(*left_out) == follows
