"""An opinion that its own numbers contradict, and a house whose rules do not hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import Severity
from tests.bad.case import C, Case, Expected, F, H, N, O, V, case, findings, verify
from tests.workspaces import SAMPLE, workspace

_OPINION = (SAMPLE / O).read_text(encoding="utf-8")
_OVERRIDE = _OPINION[_OPINION.index("override:") : _OPINION.index("acknowledged:")]
_WARNING = Severity.WARNING
_NO_OVERRIDE = (_OVERRIDE, "")

CASES = (
    # --- rating
    Case(
        "a rating against its return",
        {O: [_NO_OVERRIDE]},
        (Expected(O, "rating: ¦Neutral", "rating-matches-return", "−15.18"),),
    ),
    Case(
        "an override that is not needed",
        {O: [("rating: Neutral", "rating: Sell")]},
        (
            Expected(N, "¦### Why Neutral", "rating-contradicts-words", "'Why Neutral'", _WARNING),
            Expected(O, "override:\n  ¦reason", "rating-matches-return", "not needed", _WARNING),
        ),
    ),
    case("an override without a reason", O, _OVERRIDE, "override: {}\n\n", "¦override: {}", "missing-key", "'reason'"),
    case("an override of nothing", O, _OVERRIDE, "override:\n  reason:\n\n", "reason:¦\n\nack", "value-missing"),
    case(
        "a rating that is none",
        O,
        "rating: Neutral",
        "rating: Netural",
        "rating: ¦Netural",
        "unknown-rating",
        "did you mean 'Neutral'",
    ),
    case(
        "a rating of another house",
        O,
        "rating: Neutral",
        "rating: Overweight",
        "rating: ¦Overweight",
        "unknown-rating",
        "Sell, Neutral, Buy",
    ),
    case(
        "an upgrade from nothing",
        O,
        "action: initiation",
        "action: upgrade",
        "action: ¦upgrade",
        "previous-rating-missing",
        "previous rating",
    ),
    case(
        "a previous rating that is none",
        O,
        "action: initiation",
        "action: upgrade\nprevious: {rating: Hold, target_price: 30, as_of: 2025-05-31}",
        "rating: ¦Hold",
        "unknown-rating",
        "Neutral",
    ),
    case(
        "a previous target without a date",
        O,
        "action: initiation",
        "action: upgrade\nprevious: {rating: Sell, target_price: 30}",
        "¦previous: {",
        "missing-key",
        "'as_of'",
    ),
    case(
        "a note completed before its date",
        O,
        "2025-11-14 18:00",
        "2025-11-13 18:00",
        "completed: ¦2025-11-13",
        "completed-before-as-of",
    ),
    Case(
        "a catalyst of last week",
        {O: [("day: 2025-12-31", "day: 2025-11-13")]},
        (Expected(O, "- ¦event: Delivery target", "catalyst-in-the-past", "2025-11-13", _WARNING),),
    ),
    Case(
        "a deadline of last week",
        {O: [("by: 2026-03-31", "by: 2025-11-13")]},
        (Expected(O, "- ¦event: Annual", "catalyst-in-the-past", "2025-11-13", _WARNING),),
    ),
    # --- what is acknowledged
    Case(
        "an acknowledgement of nothing",
        {O: [("code: cash-counted-twice", "code: stale-figure")]},
        (
            Expected(O, "code: ¦stale-figure", "acknowledged-not-found", "nothing", _WARNING),
            Expected(V, "net_cash:\n    ¦label", "cash-counted-twice", "0.30", _WARNING),
        ),
    ),
    Case(
        "a code that is misspelt",
        {O: [("code: cash-counted-twice", "code: cash-counted-twise")]},
        (
            Expected(O, "code: ¦cash-counted-twise", "acknowledged-not-found", "'cash-counted-twice'", _WARNING),
            Expected(V, "net_cash:\n    ¦label", "cash-counted-twice", "", _WARNING),
        ),
    ),
    Case(
        "an acknowledgement of an error",
        {O: [_NO_OVERRIDE, ("code: cash-counted-twice", "code: rating-matches-return")]},
        (
            Expected(O, "rating: ¦Neutral", "rating-matches-return"),
            Expected(O, "code: ¦rating-matches", "acknowledged-not-found", "only warnings", _WARNING),
            Expected(V, "net_cash:\n    ¦label", "cash-counted-twice", "", _WARNING),
        ),
    ),
    Case(
        "cash twice without an acknowledgement",
        {O: [(_OPINION[_OPINION.index("  - code: cash") : _OPINION.index("  - code: definitions")], "")]},
        (Expected(V, "net_cash:\n    ¦label", "cash-counted-twice", "Investments", _WARNING),),
    ),
    Case(
        "two kinds of cash, one of them without a definition",
        {F: [("    definition: cash less debt as the sum-of-the-parts report counts them\n", "")]},
        (
            Expected(V, "net_cash:\n    ¦label", "definitions-differ", "net_cash"),
            Expected(O, "code: ¦definitions-differ", "acknowledged-not-found", "only warnings", _WARNING),
        ),
    ),
    # --- age
    Case(
        "a price of last week",
        {H: [("price: 5", "price: 0")], "xiaomi/prices.csv": [("2025-11-14,42.48,S3", "2025-11-13,42.48,S3")]},
        (Expected("xiaomi/prices.csv", "¦2025-11-13", "stale-figure", "1 day old; 0", _WARNING),),
    ),
    Case(
        "an old exchange rate",
        {V: [("1.13636 HKD/CNY, source: S3, as_of: 2025-11-14", "1.13636 HKD/CNY, source: S3, as_of: 2025-11-08")]},
        (
            Expected(V, "exchange_rate: ¦{", "exchange-rate-older-than-price", "2025-11-08", _WARNING),
            Expected(V, "exchange_rate: ¦{", "stale-figure", "6 days", _WARNING),
        ),
    ),
    # --- the house
    case(
        "bands with a gap",
        H,
        "lower: 10 %",
        "lower: 11 %",
        "- ¦name: Buy",
        "rating-bands-touch",
        "Buy must begin where Neutral ends",
    ),
    case(
        "bands that overlap",
        H,
        "upper: -10 %",
        "upper: -5 %",
        "- ¦name: Neutral",
        "rating-bands-touch",
        "Neutral must begin where Sell ends",
    ),
    Case(
        "bands upside down",
        {
            H: [
                ("      lower: -10 %\n      upper: 10 %", "      lower: 10 %\n      upper: -10 %"),
                (
                    "upper: -10 %\n      meaning: implied return below",
                    "upper: 10 %\n      meaning: implied return below",
                ),
                ("lower: 10 %\n      meaning", "lower: -10 %\n      meaning"),
            ]
        },
        (Expected(H, "- ¦name: Neutral", "rating-bands-touch", "not above"),),
    ),
    Case(
        "a band in money",
        {H: [("lower: 10 %", "lower: HKD 10")]},
        (
            Expected(H, "- ¦name: Buy", "rating-bands-touch", "a rate such as"),
            Expected(H, "- ¦name: Buy", "rating-bands-touch", "must begin"),
        ),
    ),
    case(
        "no open band",
        H,
        "    - name: Sell\n",
        "    - name: Sell\n      lower: -100 %\n",
        "bands:                                # a shared bound belongs to the band nearer to zero\n    ¦- name",
        "rating-bands-touch",
        "every return",
    ),
    case(
        "two bands of one name",
        H,
        "- name: Buy",
        "- name: Neutral",
        "- ¦name: Neutral\n      lower: 10 %",
        "rating-bands-touch",
        "second band",
    ),
    case("an accent that is too pale", H, '"#b93a0e"', '"#f2a07f"', 'accent: ¦"#f2a07f"', "accent-contrast", "4.5"),
    case(
        "an analyst whom nobody knows",
        C,
        "[lead, second]",
        "[lead, third]",
        "¦third",
        "unknown-analyst",
        "lead, second",
    ),
    case("no analysts", C, "[lead, second]", "[]", "¦analysts: []", "too-few"),
    case("no thesis", N, "{#thesis}", "{#price}", "", "thesis-missing"),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_findings(case: Case, tmp_path: Path) -> None:
    verify(case, tmp_path)


@pytest.mark.parametrize(
    ("price", "rating"),
    [
        ("40.00", "Neutral"),  # 36.03 / 40 − 1 = −9.925 %
        ("42.48", "Sell"),
        ("32.76", "Neutral"),  # +9.98 %
        ("32.75", "Buy"),  # +10.02 %
        ("36.03", "Neutral"),
    ],
)
def test_the_rating_that_is_due_is_accepted(price: str, rating: str, tmp_path: Path) -> None:
    changes = {"xiaomi/prices.csv": [("2025-11-14,42.48,S3", f"2025-11-14,{price},S3")]}
    others = {"Sell", "Neutral", "Buy"} - {rating}
    text = _OPINION.replace(_OVERRIDE, "")
    due = workspace(tmp_path, {**changes, O: text.replace("rating: Neutral", f"rating: {rating}")})
    assert "rating-matches-return" not in _codes(due)
    for other in sorted(others):
        root = workspace(tmp_path, {**changes, O: text.replace("rating: Neutral", f"rating: {other}")})
        assert "rating-matches-return" in _codes(root)


def _codes(root: Path) -> set[str]:
    return {one.code for one in findings(root) if one.severity is not Severity.INFO}
