from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportgen.checks import fit_to_publish as checks
from reportgen.diagnostics import Severity
from tests.checks.examining import checked, valued
from tests.workspaces import SAMPLE, Change

F, H, P = "xiaomi/facts.yaml", "house.yaml", "xiaomi/prices.csv"
O, V = "xiaomi/opinion.yaml", "xiaomi/valuation.yaml"  # noqa: E741 - the file's initial
_OPINION = (SAMPLE / O).read_text(encoding="utf-8")
_OVERRIDE = _OPINION[_OPINION.index("override:") : _OPINION.index("acknowledged:")]
PEERS = tuple(f"peers.{name}.multiple" for name in ("xiaomi", "apple", "tesla"))
_PARTS = (SAMPLE / V).read_text(encoding="utf-8")


def _priced(target: str, price: str, rating: str, *, override: bool) -> dict[str, Change]:
    """A valuation of one part, without bridge, premium and conversion, so that the target is what it says."""
    valuation = (
        "method: sum_of_parts\nas_of: 2025-11-14\nparts:\n  all: {method: given, label: All, stated_method: x, "
        f"value: {{value: HKD {target}, source: S3, as_of: 2025-11-14}}}}\n"
        "shares: {basis: basic, count: {value: 1 shares, source: S3, as_of: 2025-11-14}}\n"
    )
    opinion = _OPINION.replace("rating: Neutral", f"rating: {rating}")
    company = (SAMPLE / "xiaomi/company.yaml").read_text(encoding="utf-8")
    return {
        V: valuation,
        P: f"date,close,source\n2025-11-14,{price},S3\n",
        O: opinion if override else opinion.replace(_OVERRIDE, ""),
        "xiaomi/company.yaml": company.replace("reporting_currency: CNY", "reporting_currency: HKD"),
    }


@pytest.mark.parametrize(("billions", "lines"), [("9999999", []), ("10000000", [22])])
def test_figure_too_large(billions: str, lines: list[int], tmp_path: Path) -> None:
    found = checked(checks.figure_too_large, tmp_path, {V: [("CNY 12.5 bn", f"CNY {billions} bn")]})
    assert [(one.location.file, one.location.line) for one in found] == [(f"inputs/{V}", line) for line in lines]


@pytest.mark.parametrize(
    ("target", "price", "rating", "severity", "says"),
    [
        ("36.00", "40.00", "Neutral", None, ""),  # −10 % exactly
        ("9.27", "10.30", "Neutral", None, ""),  # −10 % exactly, and less in binary
        ("36.00", "40.00", "Sell", Severity.ERROR, "−10.00"),
        ("899.90", "1000.00", "Sell", None, ""),  # −10.01 %
        ("899.90", "1000.00", "Neutral", Severity.ERROR, "−10.01"),
        ("900.00", "1000.00", "Neutral", None, ""),
        ("44.00", "40.00", "Neutral", None, ""),  # +10 % exactly
        ("44.00", "40.00", "Buy", Severity.ERROR, "10.00"),
        ("1100.10", "1000.00", "Buy", None, ""),  # +10.01 %
        ("1100.10", "1000.00", "Neutral", Severity.ERROR, "10.01"),
        ("40.00", "40.00", "Neutral", None, ""),
        ("40.00", "40.00", "Hold", None, ""),  # a rating that does not exist is told on its own
    ],
)  # fmt: skip
def test_rating_matches_return(
    target: str, price: str, rating: str, severity: Severity | None, says: str, tmp_path: Path
) -> None:
    found = checked(checks.rating_matches_return, tmp_path, _priced(target, price, rating, override=False))
    assert [(one.severity, one.path) for one in found] == ([(severity, "rating")] if severity else [])
    assert all(says in one.message for one in found)


@pytest.mark.parametrize(
    ("target", "rating", "severity", "path"),
    [
        ("30.00", "Neutral", Severity.INFO, "rating"),
        ("30.00", "Buy", Severity.INFO, "rating"),
        ("30.00", "Sell", Severity.WARNING, "override"),
        ("36.00", "Neutral", Severity.WARNING, "override"),
    ],
)
def test_an_override_answers_a_contradiction_and_nothing_else(
    target: str, rating: str, severity: Severity, path: str, tmp_path: Path
) -> None:
    found = checked(checks.rating_matches_return, tmp_path, _priced(target, "40.00", rating, override=True))
    assert [(one.severity, one.path) for one in found] == [(severity, path)]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, ["HKD\xa00.30 a share"]),
        ({V: [("    contains_cash: true\n", "")]}, []),
        ({V: [("    is_cash: true\n", "")]}, []),
        ({V: [("sign: add", "sign: subtract")]}, []),
        ({F: [("value: 7.1,", "value: -7.1,")]}, []),
        ({F: [("value: 7.1,", "value: -7.1,")], V: [("sign: add", "sign: subtract")]}, ["HKD\xa00.30 a share"]),
        ({F: [("value: 7.1,", "value: 0,")]}, []),
        ({F: [("value: 26.65,", "value: 0,")]}, ["holds cash already"]),
    ],
)
def test_cash_counted_twice(changes: dict[str, Change], says: list[str], tmp_path: Path) -> None:
    found = checked(checks.cash_counted_twice, tmp_path, changes)
    assert len(found) == len(says)
    assert all(said in one.message for one, said in zip(found, says, strict=True))


@pytest.mark.parametrize(
    ("net_cash", "negative"), [("7.1", False), ("-747.2", False), ("-747.3", True), ("-800", True)]
)
def test_premium_on_negative_equity(net_cash: str, negative: bool, tmp_path: Path) -> None:
    changes: dict[str, Change] = {F: [("value: 7.1,", f"value: {net_cash},")]}
    assert bool(checked(checks.premium_on_negative_equity, tmp_path, changes)) is negative


def test_without_a_premium_equity_below_zero_is_no_matter_of_the_premium(tmp_path: Path) -> None:
    premium = _PARTS[_PARTS.index("premium:\n") : _PARTS.index("shares:\n")]
    changes: dict[str, Change] = {
        F: [("value: 7.1,", "value: -800,")],
        V: [(premium, "")],
        O: _OPINION[: _OPINION.index("risks:")] + "risks: [{name: x}]\n",
        "xiaomi/exhibits.yaml": None,
    }
    assert checked(checks.premium_on_negative_equity, tmp_path, changes) == []
    (found,) = checked(checks.target_not_positive, tmp_path, changes)
    assert "−" in found.message


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, []),
        ({F: [("value: 7.1,", "value: -747.3,")]}, ["the target comes out at HKD\xa00.00"]),
        ({F: [("value: 7.1,", "value: -800,")]}, ["the target comes out at HKD\xa0−"]),
    ],
)
def test_target_not_positive(changes: dict[str, Change], says: list[str], tmp_path: Path) -> None:
    found = checked(checks.target_not_positive, tmp_path, changes)
    assert len(found) == len(says)
    assert all(one.message.startswith(said) or said in one.message for one, said in zip(found, says, strict=True))


@pytest.mark.parametrize(
    ("changes", "path", "place"),
    [
        ({}, "", ""),
        ({F: [("value: 26.65,", "value: 0,")]}, "valuation.value_per_share", "valuation.yaml"),
        ({V: [("0.3x", "0x")]}, "valuation.parts.others.metric", "valuation.yaml"),
        ({V: [("value: 20 %", "value: -100 %")]}, "valuation.parts.investments.book_value", "valuation.yaml"),
        ({H: [("target_price: 0.01", "target_price: 0")]}, "valuation.target_price", ""),
    ],
)
def test_target_without_figure(changes: dict[str, Change], path: str, place: str, tmp_path: Path) -> None:
    found = checked(checks.target_without_figure, tmp_path, changes)
    assert [one.path for one in found] == [path] * bool(path)
    assert all(one.location.file.endswith(place) for one in found)
    assert all("divides by zero" in one.message for one in found)


@pytest.mark.parametrize(
    ("changes", "day", "paths"),
    [
        ({}, date(2025, 11, 19), []),
        ({}, date(2025, 11, 20), ["price", "exchange_rate"]),
        ({H: [("price: 5", "price: 6")]}, date(2025, 11, 20), ["exchange_rate"]),
        ({H: [("exchange_rate: 5", "exchange_rate: 6")]}, date(2025, 11, 20), ["price"]),
        ({H: [("balance_sheet: 200", "balance_sheet: 137")]}, None, []),  # 30 June to 14 November
        ({H: [("balance_sheet: 200", "balance_sheet: 136")]}, None, ["shares.count", "bridge.net_cash"]),
        ({H: [("reported: 200", "reported: 137")]}, None, [*PEERS]),
        ({H: [("reported: 200", "reported: 136")]}, None, ["metrics.revenue", *PEERS]),
        ({H: [("reported: 200", "reported: 0")], "xiaomi/exhibits.yaml": None}, None, [*PEERS]),
    ],
)
def test_stale_figure(changes: dict[str, Change], day: date | None, paths: list[str], tmp_path: Path) -> None:
    found = checked(checks.stale_figure, tmp_path, changes, day)
    assert [one.path for one in found] == paths
    assert {one.severity for one in found} <= {Severity.WARNING}


_OTHERS = "result: {value: CNY 3.6 bn, source: S3, as_of: 2025-11-14}"


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({V: [(_OTHERS, _OTHERS.replace("2025-11-14", "2025-04-28"))]}, []),  # 200 days
        (
            {V: [(_OTHERS, _OTHERS.replace("2025-11-14", "2025-04-27"))]},
            ["valuation.parts.others.stated_value"],
        ),
        ({V: [(_OTHERS, "result: {fact: revenue_others.FY2022}")]}, ["facts.revenue_others.FY2022"]),
        # a metric is as young as its latest figure beneath the target
        ({V: [(_OTHERS, "result: {fact: revenue.FY2024}")]}, []),
        ({H: [("reported: 200", "reported: 166")]}, [*PEERS]),
    ],
)
def test_what_the_target_and_the_peers_stand_on_is_not_old(
    changes: dict[str, Change], paths: list[str], tmp_path: Path
) -> None:
    assert [one.path for one in checked(checks.stale_figure, tmp_path, changes)] == paths


def test_a_stale_price_is_told_at_its_row(tmp_path: Path) -> None:
    found = checked(checks.stale_figure, tmp_path, None, date(2025, 11, 20))
    assert found[0].location.file == "inputs/xiaomi/prices.csv"
    assert found[1].location.file == "inputs/xiaomi/valuation.yaml"


def test_an_estimate_of_a_day_to_come_does_not_keep_a_metric_young(tmp_path: Path) -> None:
    added = "revenue,FY2030,999,S4,2025-08-19,,"
    reported = (SAMPLE / "xiaomi/reported.csv").read_text(encoding="utf-8")
    head, rows = reported.split("\n", 2)[1], reported.split("\n", 2)[2]
    with_status = (
        f"{head},status\n" + "\n".join(f"{row},actual" for row in rows.strip().split("\n")) + f"\n{added},estimate\n"
    )
    changes: dict[str, Change] = {"xiaomi/reported.csv": with_status, H: [("reported: 200", "reported: 136")]}
    assert [one.path for one in checked(checks.stale_figure, tmp_path, changes)] == ["metrics.revenue", *PEERS]


@pytest.mark.parametrize(("rate_day", "fires"), [("2025-11-14", False), ("2025-11-15", False), ("2025-11-13", True)])
def test_exchange_rate_older_than_price(rate_day: str, fires: bool, tmp_path: Path) -> None:
    old = "1.13636 HKD/CNY, source: S3, as_of: 2025-11-14"
    changes: dict[str, Change] = {V: [(old, old.replace("2025-11-14", rate_day))]}
    found = checked(checks.exchange_rate_older_than_price, tmp_path, changes)
    assert [one.severity for one in found] == [Severity.WARNING] * fires


@pytest.mark.parametrize(
    ("old", "new", "fires"),
    [
        ("day: 2025-12-31", "day: 2025-11-14", False),
        ("day: 2025-12-31", "day: 2025-11-13", True),
        ("by: 2026-03-31", "by: 2025-11-14", False),
        ("by: 2026-03-31", "by: 2025-11-13", True),
    ],
)
def test_catalyst_in_the_past(old: str, new: str, fires: bool, tmp_path: Path) -> None:
    found = checked(checks.catalyst_in_the_past, tmp_path, {O: [(old, new)]})
    assert [one.severity for one in found] == [Severity.WARNING] * fires


def test_the_target_is_what_the_valuation_of_these_tests_says(tmp_path: Path) -> None:
    _, results = valued(tmp_path, _priced("9.27", "10.30", "Neutral", override=False))
    assert results.values["valuation.target_price"] == pytest.approx(9.27)
    assert results.values["valuation.implied_return"] < -0.1
