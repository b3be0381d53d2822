from __future__ import annotations

import pytest

from reportgen.diagnostics import Location
from reportgen.loading.expressions import FILTERS, RefusedError, translate
from reportgen.model.prose import Claim, Filter, Reference

_PLACE = Location("note.md", 3, 4)


def _reference(path: str, *filters: Filter) -> Reference:
    return Reference(path, filters, _PLACE)


@pytest.mark.parametrize(
    ("expression", "reference"),
    [
        ("revenue", _reference("revenue")),
        (" revenue.FY2024 ", _reference("revenue.FY2024")),
        ('revenue["2024Q3"]', _reference("revenue.2024Q3")),
        ("revenue['2024-09-30']", _reference("revenue.2024-09-30")),
        ('analysis.revenue.growth["2025Q2"]', _reference("analysis.revenue.growth.2025Q2")),
        ("revenue[2024]", _reference("revenue.2024")),
        ("(revenue)", _reference("revenue")),
        ("revenue.FY2024 | bn", _reference("revenue.FY2024", Filter("bn"))),
        ("a.b | bn(2) | signed", _reference("a.b", Filter("bn", (2,)), Filter("signed"))),
        ("a.b\n | bn", _reference("a.b", Filter("bn"))),
        ('scenarios.risks["1"].change', _reference("scenarios.risks.1.change")),
    ],
)
def test_references(expression: str, reference: Reference) -> None:
    assert translate(expression, _PLACE) == reference


@pytest.mark.parametrize("name", FILTERS)
def test_every_form_is_known(name: str) -> None:
    assert translate(f"a.b | {name}", _PLACE) == _reference("a.b", Filter(name))


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("decimals", [0, 6])
def test_forms_take_decimals_unless_they_print_none(name: str, decimals: int) -> None:
    expression = f"a.b | {name}({decimals})"
    if name in ("signed", "unsigned", "absolute", "bare", "as_of", "period"):
        with pytest.raises(RefusedError, match="takes no number"):
            translate(expression, _PLACE)
    else:
        assert translate(expression, _PLACE) == _reference("a.b", Filter(name, (decimals,)))


@pytest.mark.parametrize(("comparison", "sign"), [("<", "<"), ("<=", "<="), (">", ">"), (">=", ">="), ("==", "==")])
def test_claims(comparison: str, sign: str) -> None:
    expected = Claim("more than", _reference("a.b"), sign, _reference("c.d"), _PLACE)  # type: ignore[arg-type]
    assert translate(f'claim("more than", a.b {comparison} c.d)', _PLACE) == expected


@pytest.mark.parametrize(("typed", "bound"), [("0", 0.0), ("1.5", 1.5), ("-0.1", -0.1), ("1e3", 1000.0)])
def test_claims_against_a_number(typed: str, bound: float) -> None:
    claim = translate(f"claim('x', a.b > {typed})", _PLACE)
    assert isinstance(claim, Claim)
    assert claim.right == bound


@pytest.mark.parametrize(
    ("expression", "code", "says"),
    [
        ("", "prose-expression", "not readable"),
        ("deliveries.2025Q1", "prose-expression", 'deliveries["2025Q1"]'),
        ("a | nope", "unknown-filter", "known: bn"),
        ("a | mony", "unknown-filter", "did you mean 'money'"),
        ("_a", "prose-unsafe", "'_a'"),
        ("a._b", "prose-unsafe", "'_b'"),
        ("a['b c']", "prose-unsafe", "'b c'"),
        ("a[b]", "prose-expression", "names a number"),
        ("a + b", "prose-expression", "names a number"),
        ("-a", "prose-expression", "names a number"),
        ("f()", "prose-unsafe", "calls nothing but claim"),
        ("a.claim('x', a > b)", "prose-unsafe", "calls nothing but claim"),
        ("claim('x')", "prose-expression", "write a claim as"),
        ("claim('x', a > b, c)", "prose-expression", "write a claim as"),
        ("claim('x', a)", "prose-expression", "write a claim as"),
        ("claim(x, a > b)", "prose-expression", "write a claim as"),
        ("- a -", "prose-expression", "not readable"),
        ("claim(5, a > b)", "wrong-type", "one value is needed"),
        ("claim('x', a in b)", "prose-expression", "write a claim as"),
        ("claim('x', a > 'b')", "prose-expression", "names a number"),
        ("claim('x', a > true)", "prose-expression", "names a number"),
        ("claim('x', a > -b)", "prose-expression", "names a number"),
        ("claim('x', 5 > a)", "prose-expression", "names a number"),
        (f"claim('x', a > {'9' * 400})", "prose-expression", "too large"),
        ("claim('\u202e', a > b)", "control-character", "U+202E"),
        ("a\\b", "prose-expression", "backslash"),
        ("a" * 501, "prose-expression", "more than 500"),
        ("a, b", "prose-expression", "names a number"),
        ("a }} {{ b", "prose-expression", ""),
        ("'a' %}", "prose-expression", ""),
    ],
)
def test_what_is_refused(expression: str, code: str, says: str) -> None:
    with pytest.raises(RefusedError) as refused:
        translate(expression, _PLACE)
    assert refused.value.code == code
    assert says in refused.value.message


def test_the_longest_expression_is_read() -> None:
    path = ".".join("a" * 249)
    assert translate(path, _PLACE) == _reference(path)
