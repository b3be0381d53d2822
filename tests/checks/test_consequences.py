from __future__ import annotations

import pytest

from reportgen.checks import without_consequences
from reportgen.diagnostics import DataPath, Diagnostic, Location, Severity

_WARNING, _INFO = Severity.WARNING, Severity.INFO


def _one(code: str, file: str, path: str = "", message: str = "x", severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(code, message, Location(f"inputs/x/{file}", 5, 1), path, severity)


def _unknown(file: str, path: str, reference: str) -> Diagnostic:
    return _one("unknown-reference", file, path, f"no such figure: {reference!r}")


def _prose(reference: str, file: str = "note.md") -> Diagnostic:
    return _unknown(file, reference, reference)


_LOADING = _one("number-format", "facts.yaml", "metrics.sales.values.FY2024.value")
_SALES: dict[str, frozenset[DataPath]] = {
    "facts.yaml": frozenset(
        {("metrics", "sales", "values", "FY2024", "value"), ("metrics", "sales", "values", "FY2024")}
    )
}
_PART: dict[str, frozenset[DataPath]] = {"valuation.yaml": frozenset({("parts", "iot")})}
_PEER: dict[str, frozenset[DataPath]] = {"valuation.yaml": frozenset({("peers", "companies", "a")})}
_PRICE: dict[str, frozenset[DataPath]] = {"prices.csv": frozenset({()})}


@pytest.mark.parametrize(
    ("left_out", "reference", "kept"),
    [
        ({}, "sales.FY2024", True),
        (_SALES, "sales.FY2024", False),
        (_SALES, "facts.sales.FY2024", False),
        (_SALES, "sales.FY2023", True),
        (_SALES, "sale.FY2024", True),
        (_SALES, "profit.FY2024", True),
        (_SALES, "valuation.premium", True),
        (_SALES, "analysis.sales.growth.FY2024", False),
        (_SALES, "analysis.sales.growth.FY2025", False),
        (_SALES, "analysis.profit.margin.FY2024", False),
        (_SALES, "analysis.sales.growth.FY2023", True),
        ({"facts.yaml": frozenset({("metrics", "sales")})}, "sales.FY2030", False),
        ({"facts.yaml": frozenset({("metrics", "sales", "values")})}, "sales.FY2030", False),
        ({"facts.yaml": frozenset({("metrics", "sales", "values", "FY24")})}, "sales.FY2030", False),
        ({"facts.yaml": frozenset({("metrics", "sales", "formulas", "FY2030")})}, "sales.FY2030", False),
        ({"facts.yaml": frozenset({("metrics",)})}, "profit.FY2030", False),
        ({"facts.yaml": frozenset({("sources", "S1")})}, "sales.FY2024", True),
        (_PART, "valuation.parts.iot.enterprise_value", False),
        (_PART, "valuation.target_price", False),
        (_PART, "implied.premium", False),
        (_PART, "market.enterprise_value", False),
        (_PART, "scenarios.risks.1.change", False),
        (_PART, "peers.a.multiple", True),
        (_PART, "sales.FY2024", True),
        (_PEER, "peers.a.multiple", False),
        (_PEER, "valuation.target_pric", True),
        (_PRICE, "market.price", False),
        (_PRICE, "prices.2025-11-14", False),
        (_PRICE, "performance.2025-10-31", False),
        (_PRICE, "valuation.implied_return", False),
        (_PRICE, "valuation.target_pric", True),
        ({"exhibits.yaml": frozenset({("progress",)})}, "progress.2025-09", False),
        ({"exhibits.yaml": frozenset({("progress",)})}, "ranges.1.low", True),
        ({"exhibits.yaml": frozenset({("key_figures", "rows", 2)})}, "analysis.sales.margin.FY2024", False),
        ({"opinion.yaml": frozenset({("risks", 0, "effect")})}, "scenarios.risks.1.change", False),
        ({"opinion.yaml": frozenset({("risks", 0, "effect")})}, "plan.1.share", True),
        ({"opinion.yaml": frozenset({("plan", "items", 0)})}, "plan.1.share", False),
        ({"house.yaml": frozenset({("ratings", "bands", 0)})}, "house.ratings.1_sell.upper", False),
    ],
)
def test_a_reference_to_what_is_left_out(left_out: dict[str, frozenset[DataPath]], reference: str, kept: bool) -> None:
    assert bool(without_consequences([_prose(reference)], left_out)) is kept


def test_what_caused_it_all_is_kept() -> None:
    assert without_consequences([_LOADING, _prose("sales.FY2024")], _SALES) == (_LOADING,)


@pytest.mark.parametrize(
    ("cause", "reference", "kept"),
    [
        (_unknown("facts.yaml", "metrics.sales.formulas.FY2024.sum.0", "sale.FY2024"), "sales.FY2024", False),
        (_unknown("facts.yaml", "metrics.sales.formulas.FY2024.sum.0", "sale.FY2024"), "sales.FY2023", True),
        (_one("circular-reference", "facts.yaml", "metrics.sales.formulas.FY2024"), "sales.FY2024", False),
        (_one("duplicate-key", "deliveries.csv", "metrics.sales.values.FY2024"), "sales.FY2031", False),
        (_one("units-differ", "facts.yaml", "facts.sales.FY2024"), "sales.FY2024", False),
        (_one("unit-expected", "valuation.yaml", "parts.iot.value.value"), "valuation.target_price", False),
        (_one("unit-expected", "valuation.yaml", "peers.companies.a.multiple.value"), "valuation.target_pric", True),
        (_one("units-differ", "valuation.yaml", "valuation.enterprise_value"), "valuation.target_price", False),
        (_one("exchange-rate-missing", "valuation.yaml"), "valuation.target_price", False),
        (_one("price-missing", "valuation.yaml"), "market.price", False),
        (_one("price-missing", "valuation.yaml"), "valuation.target_pric", True),
        (_one("published-after-as-of", "valuation.yaml", "parts.iot.value"), "implied.premium", False),
        (
            _one("published-after-as-of", "facts.yaml", "metrics.sales.values.FY2024", severity=_INFO),
            "sales.FY2024",
            True,
        ),
        (_one("effect-input", "opinion.yaml", "risks.0.effect.path"), "scenarios.risks.1", False),
        (_one("unknown-source", "valuation.yaml", "parts.iot.value.source"), "valuation.target_pric", True),
        (_prose("valuation.target_pric"), "valuation.targt_price", True),
        (_prose("valuation.target_pric", "valuation.yaml"), "valuation.targt_price", True),
    ],
)
def test_a_reference_to_what_could_not_be_computed(cause: Diagnostic, reference: str, kept: bool) -> None:
    found = without_consequences([cause, _prose(reference)], {})
    assert found == ((cause, _prose(reference)) if kept else (cause,))


def test_a_chain_of_formulas_is_told_at_its_beginning() -> None:
    first = _unknown("facts.yaml", "metrics.a.formulas.FY2024.sum.0", "nothing.FY2024")
    second = _unknown("facts.yaml", "metrics.b.formulas.FY2024.sum.0", "a.FY2024")
    third = _unknown("valuation.yaml", "bridge.x.amount.fact", "b.FY2024")
    assert without_consequences([third, second, first, _prose("valuation.target_price")], {}) == (first,)


@pytest.mark.parametrize(
    ("left_out", "one", "kept"),
    [
        (_PART, _one("rating-matches-return", "opinion.yaml", "rating"), False),
        (_PEER, _one("rating-matches-return", "opinion.yaml", "rating"), True),
        (_PART, _one("target-not-positive", "valuation.yaml", "parts"), False),
        (_PART, _one("market-capitalisation-matches", "valuation.yaml", "stated_market_capitalisation"), False),
        (_PRICE, _one("rating-matches-return", "opinion.yaml", "rating"), False),
        (_PRICE, _one("price-missing", "valuation.yaml"), False),
        (_PRICE, _one("stale-figure", "prices.csv", "price", severity=_WARNING), False),
        (
            {"house.yaml": frozenset({("ratings", "bands", 1)})},
            _one("rating-bands-touch", "house.yaml", "ratings.bands.1"),
            False,
        ),
        ({"house.yaml": frozenset({("ratings", "bands", 1)})}, _one("unknown-rating", "opinion.yaml", "rating"), False),
        (
            {"house.yaml": frozenset({("analysts", "second")})},
            _one("unknown-analyst", "company.yaml", "analysts.1"),
            False,
        ),
        ({"house.yaml": frozenset({("branding",)})}, _one("unknown-analyst", "company.yaml", "analysts.1"), True),
        ({"facts.yaml": frozenset({("sources", "S1")})}, _one("unknown-source", "facts.yaml"), False),
        (
            {"facts.yaml": frozenset({("metrics", "a")})},
            _one("unknown-metric", "facts.yaml", "metrics.b.sum_of.0", "no such metric: a"),
            False,
        ),
        (
            {"facts.yaml": frozenset({("metrics", "a")})},
            _one("unknown-metric", "facts.yaml", "metrics.b.sum_of.0", "no such metric: c"),
            True,
        ),
        (
            {"facts.yaml": frozenset({("metrics", "a")})},
            _one("unknown-metric", "reported.csv", "", "no such metric: 'a'"),
            True,
        ),
        (
            {"facts.yaml": frozenset({("metrics", "a", "definition")})},
            _one("definitions-differ", "valuation.yaml", "bridge.x"),
            False,
        ),
        (
            {"facts.yaml": frozenset({("metrics", "a", "label")})},
            _one("definitions-differ", "valuation.yaml", "bridge.x"),
            True,
        ),
        (
            {"facts.yaml": frozenset({("metrics", "a", "values", "FY2024", "status")})},
            _one("fact-without-status", "facts.yaml", "metrics.a.values.FY2024"),
            False,
        ),
        (
            {"facts.yaml": frozenset({("metrics", "a", "values", "FY2024", "status")})},
            _one("fact-without-status", "facts.yaml", "metrics.a.values.FY2023"),
            True,
        ),
        (
            {"facts.yaml": frozenset({("metrics", "a", "status")})},
            _one("fact-without-status", "facts.yaml", "metrics.a.values.FY2023"),
            False,
        ),
        (
            {"facts.yaml": frozenset({("metrics", "a", "status")})},
            _one("fact-without-status", "facts.yaml", "metrics.b.values.FY2023"),
            True,
        ),
        (
            {"valuation.yaml": frozenset({("premium", "rate", "source")})},
            _one("input-without-source", "valuation.yaml", "premium.rate"),
            False,
        ),
        (
            {"valuation.yaml": frozenset({("premium", "rate", "as_of")})},
            _one("input-without-date", "valuation.yaml", "premium.rate"),
            False,
        ),
        ({"opinion.yaml": frozenset({("override",)})}, _one("rating-matches-return", "opinion.yaml", "rating"), False),
        (
            {"opinion.yaml": frozenset({("previous",)})},
            _one("previous-rating-missing", "opinion.yaml", "action"),
            False,
        ),
        ({"note.md": frozenset({()})}, _one("thesis-missing", "note.md"), False),
        (_SALES, _one("acknowledged-not-found", "opinion.yaml", "acknowledged.0", severity=_WARNING), False),
        ({}, _one("acknowledged-not-found", "opinion.yaml", "acknowledged.0", severity=_WARNING), True),
        (_PART, _one("claim-holds", "note.md", "valuation.target_price", "valuation.target_price is 5"), False),
        (_PART, _one("claim-holds", "note.md", "sales.FY2024", "sales.FY2024 is 5 and profit.FY2024 is 6"), True),
        (_PART, _one("claim-holds", "note.md", "sales.FY2024", "sales.FY2024 is 5 and implied.premium is 6"), False),
        (_PART, _one("accent-contrast", "house.yaml", "branding.accent"), True),
        ({"facts.yaml": frozenset()}, _one("unknown-source", "facts.yaml"), True),
    ],
)
def test_findings_that_follow_from_what_is_left_out(
    left_out: dict[str, frozenset[DataPath]], one: Diagnostic, kept: bool
) -> None:
    assert bool(without_consequences([one], left_out)) is kept


def test_shares_of_zero_are_told_once() -> None:
    cause = _one("not-positive", "facts.yaml", "metrics.shares.values.FY2024.value")
    follows = [
        _one("target-without-figure", "valuation.yaml", "valuation.value_per_share"),
        _one("no-figure", "note.md", "valuation.target_price", "valuation.target_price has no figure"),
        _one("no-figure", "note.md", "implied.premium", "implied.premium has no figure"),
    ]
    assert without_consequences([*follows, cause], {}) == (cause,)


def test_a_target_without_a_figure_is_told_at_what_divides_by_zero() -> None:
    cause = _one("target-without-figure", "valuation.yaml", "valuation.parts.others.metric")
    follows = _one("no-figure", "note.md", "valuation.target_price", "valuation.target_price has no figure")
    assert without_consequences([follows, cause], {}) == (cause,)
    assert without_consequences([cause], _PART) == ()
