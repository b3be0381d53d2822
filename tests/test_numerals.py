"""Both sides of every rule: what is a number, and what only looks like one."""

from __future__ import annotations

import pytest

from reportgen.numerals import measured, numerals, plain_digits, states_date, states_number

_WIDE = "\uff13\uff16\uff16"  # 366 in full-width digits


def found(text: str, **known: tuple[str, ...]) -> list[str]:
    return [each.text for each in numerals(text, **known)]


@pytest.mark.parametrize(
    "text",
    [
        "SU7, YU7, 5G, MiLM2, Xring01, Phase-3 and 3D",
        "FY2024, FY2024A, 3Q24, 1H25, 9M24, LTM 2Q25, LTM2Q25E, 2024Q3, Q3 2024, S3",
        "on 14 November 2025, in 2025, mid-2025, the end of 2024, 2024/25, 2018–2024, the 1990s",
        "November 14, 2025; Jul 2025; 30 Jun 2025; 2025-06-30; 2025-07; at 18:00; by 31 March",
        "the 2nd of three, the 21st and the first",
        "the 2024 targets; the target for 2025, as raised",
        "one of three pillars, five parts, ten-year flows, a third of it, half of the value, Twelve months",
        "a 10-year DCF, the 52-week range, a 12-month horizon, 63-session mean",
        "Part number 1, No. 4, phase 3 of the plant and Exhibit 12",
        "Form 10-K, 8-K, a split 3:1 or 10-for-1",
        "IFRS 16, IAS 36, HKFRS 9, Rule 2711, Article 16(1), Section 13(d), Wi-Fi 6, Bluetooth 5.3, Industry 4.0",
        "the CSI 300, the S&P 500, a 3 nm chip on a 5nm process, 4Q and Q3’25, open 24/7",
        "1810.HK, see https://example.com/a1/22 or 9lives@example.com",
        "百度, 三一重工, 千问, 万科, H100 cars, m², CO₂ and A16 chips",
        "the reason is twofold; three times a year; a share of 2024 revenue; the target of 2025 deliveries",
        "Phase ③, part Ⅻ, SU7 cars and the SU7 US launch; the share in 2024, margins of 2024",
        "weaker by a hundredth; hundreds of shops; millions of users; the two points",
    ],
)
def test_names_dates_and_ordinals_are_no_numbers(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("an Item 7 million wide", ["7"]),
        ("3 nm of it", ["3"]),
        ("a Rule 12 %", ["12"]),
        ("two dollars, eleven cents or five yuan", ["two dollars", "eleven cents", "five yuan"]),
    ],
)
def test_what_only_begins_like_a_standard_is_a_number(text: str, numbers: list[str]) -> None:
    assert found(text) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("up 12 % to CNY 365.9 bn", ["12", "365.9"]),
        ("1,234 cars and −3.5 points", ["1,234", "−3.5"]),
        ("CNY12bn, USD5 and RMB300", ["12", "5", "300"]),
        ("HKD 2025 a share", ["2025"]),
        ("HKD 2025.50", ["2025.50"]),
        ("2025 cars, 2000 million, 2024 %", ["2025", "2000", "2024"]),
        ("3x, 20bn, 7m and 5K", ["3", "20", "7", "5"]),
        ("twenty per cent", ["twenty"]),
        ("ninety-nine shops", ["ninety-nine"]),
        ("one per cent, three million, a hundred", ["one per cent", "three million", "a hundred"]),
        ("in 10 years", ["10"]),
        ("a number 12 % larger, part 3.5", ["12", "3.5"]),
        ("63 sessions", ["63"]),
        ("1 of 4", ["1", "4"]),
        ("三百六十六 billion, 三百亿 and 二十", ["三百六十六", "三百亿", "二十"]),
        (f"{_WIDE} bn, ½ of it, ³⁶⁶ bn, Ⅻ, ③ and ٣", [_WIDE, "½", "³⁶⁶", "Ⅻ", "③", "٣"]),
        ("R365.9 bn, H365 bn, Q366 bn, R12%", ["365.9", "365", "366", "12"]),
        ("2024 basis points, 2030 percentage points", ["2024", "2030"]),
        ("A price of 2030. The share is 2023, the margin was 2019", ["2030", "2023", "2019"]),
        ("tenfold and five-fold", ["tenfold", "five-fold"]),
        ("a hundred million, several hundred million", ["a hundred million", "several hundred million"]),
        ("ten times earnings, a dozen, two dozen", ["ten times", "a dozen", "two dozen"]),
    ],
)
def test_quantities_are_numbers(text: str, numbers: list[str]) -> None:
    assert sorted(found(text)) == sorted(numbers)


def test_a_number_is_found_where_it_stands() -> None:
    (only,) = numerals("since 2024 it is 42")
    assert (only.start, only.text) == (17, "42")


def test_a_product_s_name_may_hold_digits() -> None:
    assert found("the Model 3 sells", names=("Model 3",)) == []
    assert found("the Model 31 sells", names=("Model 3",)) == ["31"]


@pytest.mark.parametrize("text", ["it says “more than 40,000 cars” (S4)", 'says "40,000", S4', "“40,000” [S4]"])
def test_a_quotation_names_its_source(text: str) -> None:
    assert found(text, sources=("S4",)) == []
    assert found(text, sources=("S5",)) == ["40,000"]
    assert found(text) == ["40,000"]


def test_any_digit() -> None:
    assert states_number("SU7")
    assert not states_number("none")


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("in FY2025", True),
        ("in 3Q25", True),
        ("by 2031", True),
        ("on 14 November 2025", True),
        ("since June 2025", True),
        ("2025-06-30", True),
        ("in nine months", False),
        ("a 10-year DCF", False),
        ("2025 cars", False),
        ("at 18:00", False),
    ],
)
def test_days_years_and_periods_are_dates(text: str, dated: bool) -> None:
    assert states_date(text) is dated


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Revenue up 30.5 % to CNY 116 bn", ["30.5", "116"]),
        ("A maker of 40,000 cars", ["40,000"]),
        ("10-Q 3Q22, SEC 0000950170-22-019867", []),
        ("36Kr and 3 others in 2024", []),
        ('"Up 30.5 %" (S1)', []),
    ],
)
def test_numbers_with_a_unit_are_no_part_of_a_name(text: str, numbers: list[str]) -> None:
    assert [each.text for each in measured(text, ("S1",))] == numbers


def test_digits_of_all_scripts_stay_in_their_places() -> None:
    assert plain_digits(f"{_WIDE} of ③½") == "366 of 31"
    assert states_number("½")
