from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks import inputs_alone as checks
from tests.checks.examining import validation
from tests.workspaces import SAMPLE, Change

C, F = "xiaomi/company.yaml", "xiaomi/facts.yaml"
N, O, P = "xiaomi/note.md", "xiaomi/opinion.yaml", "xiaomi/prices.csv"  # noqa: E741 - the files' initials
V, REPORTED = "xiaomi/valuation.yaml", "xiaomi/reported.csv"

_FACTS = (SAMPLE / F).read_text(encoding="utf-8")
_S2 = _FACTS[_FACTS.index("  S2:\n") :]
_S2_DATE = _S2[_S2.index("    published: ") : _S2.index("    published_printed: ")]
_LAST = "  revenue_upside_case:\n"


def _metric(body: str, head: str = "label: New\n    unit: CNY bn") -> dict[str, Change]:
    return {F: [(_LAST, f"  new:\n    {head}\n{body}{_LAST}")]}


def _values(*facts: str) -> str:
    return "    values:\n" + "".join(f"      {fact}\n" for fact in facts)


_ONE, _TWO = "FY2022: {value: 1%s}", "FY2023: {value: 2%s}"
_STATUS, _SOURCE = ", status: actual", ", source: S1"


@pytest.mark.parametrize(
    ("facts", "paths"),
    [
        ((_ONE % _SOURCE,), []),
        ((_ONE % "",), ["metrics.new.values.FY2022"]),
        ((_ONE % "", _TWO % _SOURCE), ["metrics.new.values.FY2022"]),
        ((_ONE % "", _TWO % ""), ["metrics.new"]),
    ],
)
def test_fact_without_source(facts: tuple[str, ...], paths: list[str], tmp_path: Path) -> None:
    found = validation(checks.fact_without_source, tmp_path, _metric(_values(*facts)))
    assert [one.path for one in found] == paths


def test_the_source_of_a_metric_is_that_of_its_facts(tmp_path: Path) -> None:
    changes = _metric(_values(_ONE % "", _TWO % ""), "label: New\n    unit: CNY bn\n    source: S1\n    status: actual")
    assert validation(checks.fact_without_source, tmp_path, changes) == []
    assert validation(checks.fact_without_status, tmp_path, changes) == []


@pytest.mark.parametrize(
    ("facts", "paths"),
    [
        ((_ONE % _STATUS,), []),
        ((_ONE % "",), ["metrics.new.values.FY2022"]),
        ((_ONE % "", _TWO % ", status: estimate"), ["metrics.new.values.FY2022"]),
        ((_ONE % "", _TWO % ""), ["metrics.new"]),
    ],
)
def test_fact_without_status(facts: tuple[str, ...], paths: list[str], tmp_path: Path) -> None:
    found = validation(checks.fact_without_status, tmp_path, _metric(_values(*facts)))
    assert [one.path for one in found] == paths


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        (_metric(_values("FY2022: {value: 1, source: S4, published: 2023-01-01}")), []),
        (_metric(_values("FY2022: {value: 1, source: S1}")), []),
        (_metric(_values("FY2022: {value: 1, source: S4}")), ["metrics.new.values.FY2022"]),
        (_metric(_values("FY2022: {value: 1, source: S99}")), []),
        (
            {F: [(_S2_DATE, "")]},
            ["sources.S2"],
        ),
        ({V: [("value: 54.47x, source: S2", "value: 54.47x, source: S4")]}, ["peers.companies.xiaomi.multiple"]),
        ({V: [("value: 54.47x, source: S2", "value: 54.47x, source: S4, published: 2025-05-31")]}, []),
    ],
)
def test_fact_without_publication_date(changes: dict[str, Change], paths: list[str], tmp_path: Path) -> None:
    found = validation(checks.fact_without_publication_date, tmp_path, changes)
    assert [one.path for one in found] == paths


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (_metric(_values("FY2022: {value: 1, source: S9}")), [("facts.yaml", "S9")]),
        (_metric("", "label: New\n    unit: CNY bn\n    source: S9"), [("facts.yaml", "S9")]),
        (
            _metric(_values(_ONE % ", source: S9", _TWO % ", source: S9")),
            [("facts.yaml", "S9, here and 1 more time in this file")],
        ),
        (_metric(_values(_ONE % ", source: S8", _TWO % ", source: S9")), [("facts.yaml", "S8"), ("facts.yaml", "S9")]),
        ({REPORTED: [("2025Q2,115.96,S4", "2025Q2,115.96,S9")]}, [("reported.csv", "S9")]),
        ({P: [("42.48,S3", "42.48,S9")]}, [("prices.csv", "S9")]),
        ({V: [("value: 12 %, source: S3", "value: 12 %, source: S9")]}, [("valuation.yaml", "S9")]),
        ({C: [("price_source: S5", "price_source: S9")]}, [("company.yaml", "S9")]),
        ({O: [("First SU7 delivered, source: S1", "First SU7 delivered, source: S9")]}, [("opinion.yaml", "S9")]),
        (
            {
                O: [
                    (
                        "  - name: Geopolitical disruption\n    source: S2",
                        "  - name: Geopolitical disruption\n    source: S9",
                    )
                ]
            },
            [("opinion.yaml", "S9")],
        ),
        (
            {
                O: [
                    (
                        "look_for: Published scores\n    direction: either\n    source: S2",
                        "look_for: Published scores\n    direction: either\n    source: S9",
                    )
                ]
            },
            [("opinion.yaml", "S9")],
        ),
        ({O: [("2028\n      source: S2", "2028\n      source: S9")]}, [("opinion.yaml", "S9")]),
    ],
)
def test_unknown_source(changes: dict[str, Change], told: list[tuple[str, str]], tmp_path: Path) -> None:
    found = validation(checks.unknown_source, tmp_path, changes)
    assert [(one.location.file.rpartition("/")[2], one.message) for one in found] == [
        (file, f"no such source: {message}") for file, message in told
    ]


@pytest.mark.parametrize(
    ("fact", "fires"),
    [
        ("FY2024: {value: 1, source: S4, published: 2024-12-31, status: actual}", False),
        ("FY2024: {value: 1, source: S4, published: 2024-12-30, status: actual}", True),
        ("FY2024: {value: 1, source: S4, published: 2024-12-30, status: estimate}", False),
        ("2025-11: {value: 1, source: S3, status: actual}", True),
        ("2025-10: {value: 1, source: S3, status: actual}", False),
        ("2025-11-14: {value: 1, source: S3, status: actual}", False),
        ("2025-11-15: {value: 1, source: S3, status: actual}", True),
        ("FY2025: {value: 1, source: S99, status: actual}", False),
    ],
)
def test_actual_before_period_end(fact: str, fires: bool, tmp_path: Path) -> None:
    assert bool(validation(checks.actual_before_period_end, tmp_path, _metric(_values(fact)))) is fires


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("sum_of: [revenue, profit]", []),
        ("sum_of: [revenue, profits]", [("metrics.new.sum_of.1", "did you mean 'profit'?")]),
        ("difference_of: [revenue, profits]", [("metrics.new.difference_of.1", "did you mean 'profit'?")]),
        ("balance_of: revenue", []),
        ("balance_of: revenues", [("metrics.new.balance_of", "did you mean 'revenue'?")]),
        ("growth_of: zzzzzz", [("metrics.new.growth_of", "")]),
        ("share_of: {part: revenue, whole: profit}", []),
        (
            "share_of: {part: revenu, whole: profi}",
            [
                ("metrics.new.share_of.part", "did you mean 'revenue'?"),
                ("metrics.new.share_of.whole", "did you mean 'profit'?"),
            ],
        ),
    ],
)
def test_unknown_metric(line: str, told: list[tuple[str, str]], tmp_path: Path) -> None:
    found = validation(checks.unknown_metric, tmp_path, _metric(f"    {line}\n"))
    assert [(one.path, one.hint) for one in found] == told


@pytest.mark.parametrize(
    ("typed", "source", "dated"),
    [
        ("{value: 12 %, source: S3, as_of: 2025-11-14}", False, False),
        ("{value: 12 %, judgement: true}", False, False),
        ("{value: 12 %, as_of: 2025-11-14}", True, False),
        ("{value: 12 %, source: S3}", False, True),
        ("{value: 12 %}", True, True),
        ("{value: 12 %, judgement: false}", True, True),
        ("{fact: car_revenue_share.2024Q3}", False, False),
    ],
)
def test_input_without_source_or_date(typed: str, source: bool, dated: bool, tmp_path: Path) -> None:
    changes: dict[str, Change] = {V: [("{value: 12 %, source: S3, as_of: 2025-11-14, judgement: true}", typed)]}
    assert [one.path for one in validation(checks.input_without_source, tmp_path, changes)] == ["premium.rate"] * source
    assert [one.path for one in validation(checks.input_without_date, tmp_path, changes)] == ["premium.rate"] * dated


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({V: [("1.13636 HKD/CNY", "0.00001 HKD/CNY")]}, []),
        ({V: [("1.13636 HKD/CNY", "0 HKD/CNY")]}, ["exchange_rate.value"]),
        ({V: [("1.13636 HKD/CNY", "-1 HKD/CNY")]}, ["exchange_rate.value"]),
        ({V: [("count: {fact: shares.2025-06-30}", "count: {value: 0 shares}")]}, ["shares.count.value"]),
        ({V: [("premium:\n", "price: {value: HKD 0}\npremium:\n")]}, ["price.value"]),
        ({F: [("value: 26.65,", "value: 0,")]}, ["metrics.shares.values.2025-06-30.value"]),
        ({F: [("value: 26.024498124", "value: -1")]}, ["metrics.shares_vendor.values.2025-09-01.value"]),
        ({F: [("value: 7.1,", "value: -7.1,")]}, []),
        (_metric(_values("2025-11-14: {value: 0, source: S3}"), "label: New\n    unit: HKD/CNY"), []),
        (
            {
                **_metric(_values("2025-11-14: {value: 0, source: S3}"), "label: New\n    unit: HKD/CNY"),
                V: [
                    (
                        "exchange_rate: {value: 1.13636 HKD/CNY, source: S3, as_of: 2025-11-14}",
                        "exchange_rate: {fact: new.2025-11-14}",
                    )
                ],
            },
            ["metrics.new.values.2025-11-14.value"],
        ),
    ],
)
def test_not_positive(changes: dict[str, Change], paths: list[str], tmp_path: Path) -> None:
    assert [one.path for one in validation(checks.not_positive, tmp_path, changes)] == paths


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({O: [("rating: Neutral", "rating: Buy")]}, []),
        ({O: [("rating: Neutral", "rating: neutral")]}, [("rating", "did you mean 'Neutral'?")]),
        ({O: [("rating: Neutral", "rating: Outperform")]}, [("rating", "possible: Sell, Neutral, Buy")]),
        (
            {
                O: [
                    (
                        "action: initiation",
                        "action: upgrade\nprevious: {rating: Sel, target_price: 1, as_of: 2025-01-01}",
                    )
                ]
            },
            [("previous.rating", "did you mean 'Sell'?")],
        ),
    ],
)
def test_unknown_rating(changes: dict[str, Change], told: list[tuple[str, str]], tmp_path: Path) -> None:
    assert [(one.path, one.hint) for one in validation(checks.unknown_rating, tmp_path, changes)] == told


@pytest.mark.parametrize(
    ("listed", "paths"),
    [("[second]", []), ("[third]", ["analysts.0"]), ("[lead, third, fourth]", ["analysts.1", "analysts.2"])],
)
def test_unknown_analyst(listed: str, paths: list[str], tmp_path: Path) -> None:
    found = validation(checks.unknown_analyst, tmp_path, {C: [("[lead, second]", listed)]})
    assert [one.path for one in found] == paths


_PREVIOUS = "\nprevious: {rating: Sell, target_price: 30, as_of: 2025-05-31}"


@pytest.mark.parametrize(
    ("action", "fires"),
    [
        ("initiation", False),
        ("upgrade", True),
        ("downgrade", True),
        ("reiteration", True),
        (f"upgrade{_PREVIOUS}", False),
    ],
)
def test_previous_rating_missing(action: str, fires: bool, tmp_path: Path) -> None:
    changes: dict[str, Change] = {O: [("action: initiation", f"action: {action}")]}
    assert bool(validation(checks.previous_rating_missing, tmp_path, changes)) is fires


@pytest.mark.parametrize(
    ("completed", "fires"), [("2025-11-14 00:00", False), ("2025-11-20 09:00", False), ("2025-11-13 23:59", True)]
)
def test_completed_before_as_of(completed: str, fires: bool, tmp_path: Path) -> None:
    changes: dict[str, Change] = {O: [("2025-11-14 18:00", completed)]}
    assert bool(validation(checks.completed_before_as_of, tmp_path, changes)) is fires


@pytest.mark.parametrize(("old", "new", "fires"), [("x", "x", False), ("{#thesis}", "{#price}", True)])
def test_thesis_missing(old: str, new: str, fires: bool, tmp_path: Path) -> None:
    note = (SAMPLE / N).read_text(encoding="utf-8").replace(old, new)
    assert bool(validation(checks.thesis_missing, tmp_path, {N: note})) is fires


def test_a_thesis_of_nothing_is_missing(tmp_path: Path) -> None:
    found = validation(checks.thesis_missing, tmp_path, {N: "# a\n\nb\n\n## c {#thesis}\n\n## d {#plan}\n\ne\n"})
    assert [(one.code, one.location.file) for one in found] == [("thesis-missing", "inputs/xiaomi/note.md")]
