from __future__ import annotations

from pathlib import Path

from reportgen.model.note import Facts
from reportgen.sections.market_data import analysts, market_data, notes, performance
from reportgen.sections.writer import plain
from tests.sections.composing import sample, small, spaced
from tests.workspaces import SMALL

VOLUME = """\
  daily_volume:
    label: Volume
    unit: thousand shares
    source: P
    status: actual
    definition: mean of 20 sessions
    values:
      2024-12-31: {value: 900}
      2025-01-31: {value: 1250}
"""


def rows(facts: Facts | None) -> dict[str, str]:
    assert facts is not None
    return {spaced(plain(label)): spaced(plain(value)) for label, value in facts.rows}


def test_the_sample_s_market_data() -> None:
    assert rows(market_data(sample())) == {
        "Exchange, ticker": "XHKG, XIAOMI-W",
        "Reports in / trades in": "CNY / HKD",
        "Market value, HKD bn": "1,132.1",
        "EV at market, CNY bn": "989.1",
        "Net cash, CNY bn†": "7.1",
        "Shares, bn, as stated†": "26.65",
        "Free float, %": "",
        "52-week range, HKD": "26.80 – 61.45",
        "Volume, m shares a day*": "164.2",
        "Turnover, HKD bn a day*": "8.3",
        "HKD per CNY": "1.13636",
        "Fiscal year ends": "31 December",
    }


def test_the_free_float_is_told_where_it_is_known(tmp_path: Path) -> None:
    assert rows(market_data(small(tmp_path, "two currencies")))["Free float, %"] == "61.5"


def test_a_free_float_typed_as_a_multiple_is_told_in_per_cent(tmp_path: Path) -> None:
    typed = [('unit: "%", source: P, status: actual, values: {2025-01-31: {value: 61.5}}',
              "unit: x, source: P, status: actual, values: {2025-01-31: {value: 0.615}}")]  # fmt: skip
    found = rows(market_data(small(tmp_path, "two currencies", changes={"facts.yaml": typed})))
    assert found["Free float, %"] == "61.5"


def test_each_figure_stands_under_its_own_unit(tmp_path: Path) -> None:
    """Debt typed in millions is told in the scale of the head, shares typed in millions name theirs."""
    found = rows(market_data(small(tmp_path, "twelve parts, bridge and premium")))
    assert found["Net debt, USD m†"] == "30.5"
    assert found["Shares, m, diluted†"] == "50"
    assert found["Market value, USD m"] == "400.0"


def test_shares_counted_one_by_one_have_no_scale(tmp_path: Path) -> None:
    writer = small(tmp_path, changes={"valuation.yaml": [("50 m shares", "50000000 shares")]})
    assert rows(market_data(writer))["Shares, diluted†"] == "50,000,000"


def test_debt_typed_in_billions_stands_in_millions_beside_small_parts(tmp_path: Path) -> None:
    facts = (
        SMALL["facts.yaml"]
        .replace(
            "unit: USD m\n    source: P\n    status: actual\n    values:\n      2024",
            "unit: USD bn\n    source: P\n    status: actual\n    values:\n      2024",
        )
        .replace("30.5", "0.0305")
    )
    writer = small(tmp_path, "a negative part", {"facts.yaml": facts})
    assert rows(market_data(writer))["Net debt, USD m†"] == "30.5"


def test_the_latest_figure_is_taken_and_scaled(tmp_path: Path) -> None:
    writer = small(tmp_path, changes={"facts.yaml": SMALL["facts.yaml"] + VOLUME})
    assert rows(market_data(writer))["Volume, m shares a day*"] == "1.3"
    assert any(spaced(plain(line)) == "* Mean of 20 sessions to 31 Jan 2025. Source: P." for line in notes(writer))


def test_a_mark_is_set_only_where_a_note_explains_it(tmp_path: Path) -> None:
    writer = small(tmp_path)
    found = rows(market_data(writer))
    assert found["Volume, m shares a day"] == ""
    assert not any(plain(line).startswith("*") for line in notes(writer))


def test_one_currency_has_no_rate(tmp_path: Path) -> None:
    assert "USD per USD" not in rows(market_data(small(tmp_path)))


def test_a_fiscal_year_may_end_on_any_day(tmp_path: Path) -> None:
    writer = small(tmp_path, changes={"company.yaml": [("fiscal_year_end: 12-31", "fiscal_year_end: 06-30")]})
    assert rows(market_data(writer))["Fiscal year ends"] == "30 June"


def test_performance_is_told_since_days_with_a_close(tmp_path: Path) -> None:
    assert rows(performance(sample())) == {
        "Since 31 Oct 2025": "−1.7", "Since 31 Jul 2025": "−20.1", "Since 31 Dec 2024": "+22.6",
        "Since 31 Oct 2024": "+59.1", "Relative to an index": "",
    }  # fmt: skip
    assert performance(small(tmp_path, "price typed")) is None


def test_notes_name_the_days_of_balance_sheet_figures(tmp_path: Path) -> None:
    lines = [spaced(plain(line)) for line in notes(small(tmp_path, "twelve parts, bridge and premium"))]
    assert lines == [
        "† On 31 Dec 2024 and 31 Jan 2025. Source: P.",
        "A dash means that there is no figure, not zero.",
    ]


def test_analysts_stand_with_the_lead_first() -> None:
    assert list(rows(analysts(sample())).items()) == [
        ("Lead Analyst", "lead@example.com"),
        ("Second Analyst", "second@example.com"),
    ]
