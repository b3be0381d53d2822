"""Facts and their series: sources, dates, sums, circles, and what was not known yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportgen.diagnostics import Severity
from reportgen.loading import load
from reportgen.valuation import value
from tests.bad.case import (
    DELIVERIES,
    NO_PRICE_CHART,
    REPORTED,
    C,
    Case,
    Expected,
    F,
    N,
    O,
    P,
    V,
    X,
    case,
    findings,
    verify,
)
from tests.workspaces import SAMPLE, workspace

_PRICES = (SAMPLE / P).read_text(encoding="utf-8")
_REPORTED = (SAMPLE / REPORTED).read_text(encoding="utf-8")
_UNUSED = "  unused:\n    label: Unused\n    unit: CNY bn\n    status: actual\n"
_THESIS = "## Thesis {#thesis}\n\n"
_LATER = "{value: 1, source: S3, published: 2025-11-15}"
_FACTS = (SAMPLE / F).read_text(encoding="utf-8")
_S5 = _FACTS[_FACTS.index("  S5:\n") : _FACTS.index("\nseries:")]
_PLAN = "  revenue_upside_case:\n"


def _metric(body: str) -> tuple[str, str]:
    """An edit that adds a metric."""
    return _PLAN, f"{_UNUSED}{body}{_PLAN}"


def _computed(name: str, of: str) -> str:
    formula = f"    formulas:\n      FY2024: {{sum: [{of}.FY2024]}}\n"
    return f"  {name}:\n    label: {name}\n    unit: CNY bn\n    status: actual\n{formula}"


def _prices(rows: str, *expected: Expected) -> Case:
    return Case(f"prices: {rows[:50]}", {P: [("2025-11-14,42.48,S3\n", f"2025-11-14,42.48,S3\n{rows}\n")]}, expected)


CASES = (
    # --- provenance
    Case(
        "a fact without a source",
        {F: [_metric("    values:\n      FY2024: {value: 1}\n")]},
        (Expected(F, "FY2024: ¦{value: 1}", "fact-without-source"),),
    ),
    case(
        "a fact without a status",
        F,
        "    status: actual\n    values:\n      2024Q3: {value: 17.1,",
        "    values:\n      2024Q3: {value: 17.1,",
        "2024Q3: ¦{value: 17.1,",
        "fact-without-status",
        "status: estimate",
    ),
    case(
        "a metric of a whole series without a status",
        F,
        "unit: m devices\n    status: actual",
        "unit: m devices",
        "shipments:\n    ¦label: Smartphones shipped",
        "fact-without-status",
        "none of its",
    ),
    case(
        "a source without a date",
        F,
        "    published: 2024-12-31\n    published_printed: end of",
        "    published_printed: end of",
        "S1:\n    ¦title",
        "fact-without-publication-date",
        "nor any of",
    ),
    Case(
        "one fact without a date",
        {DELIVERIES: [("2025Q1,75869,,S4,2025-05-27", "2025Q1,75869,,S4,")]},
        (Expected(DELIVERIES, "deliveries,¦2025Q1", "fact-without-publication-date"),),
    ),
    case(
        "a source that is not listed",
        F,
        "value: 17.1, source: S1",
        "value: 17.1, source: S9",
        "source: ¦S9",
        "unknown-source",
        "known: S1",
    ),
    Case(
        "a source taken away",
        {F: [(_S5, "")]},
        (
            Expected(C, "price_source: ¦S5", "unknown-source"),
            Expected(F, "value: 61.45, source: ¦S5", "unknown-source", "3 more times"),
        ),
    ),
    Case(
        "an actual of a year that has not ended",
        {F: [_metric("    values:\n      FY2025: {value: 1, source: S3}\n")]},
        (Expected(F, "FY2025: ¦{value: 1, source: S3}", "actual-before-period-end", "2025-12-31"),),
    ),
    # --- figures that disagree
    case(
        "a growth that does not follow",
        F,
        "2024Q3: {value: 30.5,",
        "2024Q3: {value: 35.0,",
        "2024Q3: ¦{value: 35.0,",
        "growth-follows-from-levels",
        "35.0",
    ),
    case(
        "a share that does not follow",
        F,
        "2024Q3: {value: 10.3,",
        "2024Q3: {value: 11.3,",
        "2024Q3: ¦{value: 11.3,",
        "share-follows-from-parts",
        "10.3",
    ),
    # --- formulas
    case(
        "a formula over itself",
        F,
        "{sum: [shipments.2025Q1, shipments.2025Q2]}",
        "{sum: [shipments.2025Q1, shipments.2025H1]}",
        "¦{sum: [shipments.2025Q1, shipments.2025H1]}",
        "circular-reference",
        "shipments.2025H1 ← shipments.2025H1",
    ),
    case(
        "a circle of three",
        F,
        "  revenue_upside_case:\n",
        "".join(_computed(name, of) for name, of in ("ab", "bc", "ca")) + "  revenue_upside_case:\n",
        "¦{sum: [b.FY2024]}",
        "circular-reference",
        "a.FY2024",
    ),
    case(
        "a formula over nothing",
        F,
        "{sum: [shipments.2025Q1, shipments.2025Q2]}",
        "{sum: [shipment.2025Q1, shipments.2025Q2]}",
        "¦shipment.2025Q1",
        "unknown-reference",
        "did you mean 'shipments.2025Q1'",
    ),
    case(
        "a formula of two operations",
        F,
        "{sum: [shipments.2025Q1, shipments.2025Q2]}",
        "{sum: [shipments.2025Q1], product: [shipments.2025Q2]}",
        "¦2025H1: {sum: [shipments.2025Q1], product",
        "formula-format",
        "exactly one",
    ),
    case(
        "a ratio of three",
        F,
        "{ratio: [car_revenue.2025Q2, revenue.2025Q2]}",
        "{ratio: [car_revenue.2025Q2, revenue.2025Q2, revenue.2025Q1]}",
        "{¦ratio: [car_revenue.2025Q2, revenue.2025Q2, revenue.2025Q1]}",
        "too-many",
        "at most 2",
    ),
    case(
        "a formula with a number in it",
        F,
        "{sum: [shipments.2025Q1, shipments.2025Q2]}",
        "{sum: [shipments.2025Q1, 7.5]}",
        "¦7.5]",
        "reference-format",
    ),
    case(
        "money added to cars",
        F,
        "{sum: [shipments.2025Q1, shipments.2025Q2]}",
        "{sum: [shipments.2025Q1, revenue.2025Q2]}",
        "¦{sum: [shipments.2025Q1, revenue.2025Q2]}",
        "units-differ",
        "CNY",
    ),
    case(
        "dollars from renminbi",
        F,
        "{difference: [plan_total.2025-05, plan_cars.2025-05, plan_ecosystem.2025-05]}",
        "{sum: [plan_total_cny.2025-05]}",
        "¦{sum: [plan_total_cny.2025-05]}",
        "unit-expected",
        "USD",
    ),
    case(
        "a value and a formula",
        F,
        "{ratio: [car_revenue.2025Q2, revenue.2025Q2]}",
        "{ratio: [car_revenue.2025Q2, revenue.2025Q2]}\n      2024Q3: {ratio: [car_revenue.2024Q3, revenue.2024Q3]}",
        "2024Q3: ¦{ratio: [car_revenue.2024Q3",
        "duplicate-key",
        "both",
    ),
    case(
        "a part that is not there",
        F,
        "sum_of: [revenue_smartphones, revenue_iot,",
        "sum_of: [revenue_smartphones, revenue_iots,",
        "¦revenue_iots",
        "unknown-metric",
        "revenue_iot",
    ),
    # --- CSV
    case(
        "a row twice",
        DELIVERIES,
        "deliveries,2025Q2,81302",
        "deliveries,2025Q1,81302",
        "¦deliveries,2025Q1,81302",
        "duplicate-key",
        "deliveries.csv:6:12",
    ),
    case(
        "a metric that is not declared",
        DELIVERIES,
        "deliveries,2025Q2,",
        "delivery,2025Q2,",
        "¦delivery,2025Q2,",
        "unknown-metric",
        "did you mean 'deliver",
    ),
    case(
        "a period that is none",
        DELIVERIES,
        "deliveries,2024Q2,",
        "deliveries,2024Q7,",
        "deliveries,¦2024Q7,",
        "period-unknown",
    ),
    case("a value that is no number", DELIVERIES, ",75869,", ",75 869,", ",¦75 869,", "number-format", "75869"),
    case("no value", DELIVERIES, ",75869,", ",,", "2025Q1,¦,", "csv-cells", "'value' is empty"),
    case(
        "a cell too many", DELIVERIES, ",more than", ",more, than", "¦deliveries,2025-10", "csv-cells", "double quotes"
    ),
    case(
        "a cell too few", DELIVERIES, ",,S4,2025-05-27", ",S4,2025-05-27", "¦deliveries,2025Q1", "csv-cells", "7 cells"
    ),
    case("an open quotation mark", DELIVERIES, ",more than", ',"more than', '¦"more than', "csv-cells", "not closed"),
    Case(
        "two columns that are none",
        {DELIVERIES: [("metric,period,value,at_least", "metric,period,vlaue,at_most")]},
        (
            Expected(DELIVERIES, "¦metric,period,vlaue", "csv-columns", "did you mean 'value'"),
            Expected(DELIVERIES, "¦metric,period,vlaue", "csv-columns", "'at_most'"),
            Expected(DELIVERIES, "¦metric,period,vlaue", "csv-columns", "'value' is missing"),
        ),
    ),
    case("a column twice", DELIVERIES, "at_least,source", "source,source", "¦metric,period", "csv-columns", "2 times"),
    case("a flag that is none", DELIVERIES, ",40000,true,", ",40000,yes,", ",¦yes,", "flag-format"),
    Case(
        "semicolons",
        {REPORTED: _REPORTED.replace(",", ";")},
        (Expected(REPORTED, "¦metric;period", "csv-columns", "semicolons"),),
    ),
    Case("tabs", {P: _PRICES.replace(",", "\t")}, (Expected(P, "¦date\tclose", "csv-columns", "tabs"),)),
    case(
        "a series outside the folder",
        F,
        "series: [reported.csv, deliveries.csv]",
        "series: [reported.csv, deliveries.csv, ../x.csv]",
        "¦../x.csv",
        "text-format",
        "same folder",
    ),
    case(
        "the prices as a series",
        F,
        "series: [reported.csv, deliveries.csv]",
        "series: [reported.csv, deliveries.csv, deliveries.txt]",
        "¦deliveries.txt",
        "text-format",
    ),
    # --- prices
    _prices("2025-11-13,0,S3", Expected(P, "2025-11-13,¦0", "price-not-positive")),
    _prices("2025-11-13,-42.48,S3", Expected(P, "2025-11-13,¦-42.48", "price-not-positive")),
    _prices("2025-11-13,n/a,S3", Expected(P, "2025-11-13,¦n/a", "number-format")),
    _prices("2025-11-13,NaN,S3", Expected(P, "2025-11-13,¦NaN", "number-not-finite")),
    _prices("2025-11-13,,S3", Expected(P, "2025-11-13,¦,S3", "csv-cells")),
    _prices('2025-11-13,"42,48",S3', Expected(P, '2025-11-13,¦"42,48"', "number-format")),
    _prices("13.11.2025,42.48,S3", Expected(P, "¦13.11.2025", "date-format")),
    _prices("2025-11-31,42.48,S3", Expected(P, "¦2025-11-31", "date-unknown")),
    _prices("2025-10-31,43.20,S5", Expected(P, "43.20,S5\n2025-11-14,42.48,S3\n¦2025-10-31", "duplicate-key")),
    _prices("2025-11-13,42.48,s3", Expected(P, "42.48,¦s3", "text-format")),
    _prices("2025-11-13,x,s3", Expected(P, "2025-11-13,¦x", "number-format"), Expected(P, "x,¦s3", "text-format")),
    # --- what was not known yet
    Case(
        "a later fact in prose, and in a formula that prose uses",
        {
            F: [
                _metric(
                    f"    values:\n      2025H1: {_LATER}\n    formulas:\n      2025-06: {{sum: [unused.2025H1]}}\n"
                )
            ],
            N: [(_THESIS, f'{_THESIS}It was {{{{ unused["2025H1"] | bn }}}}, {{{{ unused["2025-06"] | bn }}}}.\n\n')],
        },
        (
            Expected(N, 'It was ¦{{ unused["2025H1"]', "published-after-as-of", "2025-11-15"),
            Expected(N, '¦{{ unused["2025-06"]', "published-after-as-of", "2025-11-15"),
        ),
    ),
    Case(
        "a later fact in the valuation",
        {F: [("value: 7.1, source: S3,", "value: 7.1, source: S3, published: 2025-11-15,")]},
        (
            Expected(V, "fact: ¦net_cash", "published-after-as-of", "2025-11-15"),
            Expected(O, "Net cash of ¦{{ net_cash", "published-after-as-of"),
        ),
    ),
    Case(
        "a later source of an input",
        {V: [("result: {value: CNY 3.6 bn,", "result: {value: CNY 3.6 bn, published: 2025-11-15,")]},
        (Expected(V, "result: ¦{value: CNY 3.6 bn,", "published-after-as-of"),),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_findings(case: Case, tmp_path: Path) -> None:
    verify(case, tmp_path)


GOOD = (
    Case(
        "prices out of order", {P: "date,close,source\n2025-11-14,42.48,S3\n2025-10-31,43.20,S5\n", X: [NO_PRICE_CHART]}
    ),
    Case(
        "prices with a byte order mark, carriage returns and blanks",
        {P: ("\ufeff" + _PRICES.replace("\n", "\r\n").replace(",", " , ")).encode()},
    ),
    Case("prices with quotes", {P: [("2025-10-31,43.20,S5", '"2025-10-31","43.20","S5"')]}),
    _prices("2025-11-17,99.00,S5"),
    Case("rows of nothing", {DELIVERIES: [("deliveries,2025Q1", ",,,,,,,\ndeliveries,2025Q1")]}),
    Case(
        "a later fact that nothing uses",
        {F: [_metric("    values:\n      2025-06-30: {value: 1, source: S3, published: 2025-11-15}\n")]},
    ),
    Case(
        "a fact of the note's own day",
        {F: [_metric("    values:\n      2025-11-14: {value: 1, source: S3, published: 2025-11-14}\n")]},
    ),
    Case(
        "an estimate of a year to come",
        {F: [_metric("    values:\n      FY2030: {value: 1, source: S3, status: estimate}\n")]},
    ),
    Case(
        "an actual published on the last day of its period",
        {F: [_metric("    values:\n      FY2024: {value: 1, source: S1}\n")]},
    ),
)


@pytest.mark.parametrize("case", GOOD, ids=str)
def test_loads(case: Case, tmp_path: Path) -> None:
    verify(case, tmp_path)


def test_a_later_fact_that_nothing_uses_is_information(tmp_path: Path) -> None:
    root = workspace(
        tmp_path, {F: [_metric("    values:\n      2025-06-30: {value: 1, source: S3, published: 2025-11-15}\n")]}
    )
    later = [one for one in findings(root) if one.code == "published-after-as-of"]
    assert [(one.severity, one.path) for one in later] == [(Severity.INFO, "metrics.unused.values.2025-06-30")]


def test_a_rebuild_of_a_past_date_sees_only_what_was_known_then(tmp_path: Path) -> None:
    day = date(2025, 5, 1)
    inputs = load(workspace(tmp_path), "xiaomi", day).inputs
    assert inputs is not None
    results, _ = value(inputs)
    origins = [each.origin for each in results.quantities.values() if each.origin is not None]
    assert all(origin.published is None or origin.published <= day for origin in origins if origin.kind == "actual")
    assert "facts.revenue.FY2024" in results
    assert "facts.revenue.2025Q1" not in results
    assert "prices.2025-04-30" in results
    assert "prices.2025-05-30" not in results
