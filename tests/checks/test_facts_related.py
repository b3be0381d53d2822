"""Errors as they stand in real publications, of invented companies, and figures as odd as sound companies have them.

A row is what is wrong, the metrics as they would be typed, and what is to be found: codes with the figure at fault. A
row without codes is sound, or wrong in a way that nothing beside it tells; docs/numbers.md has the same list.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from reportgen.diagnostics import Severity
from tests.checks.test_facts_plausible import metric, told

SEASON = "2022Q1 20.1, 2022Q2 24.3, 2022Q3 26.2, 2022Q4 41.0, 2023Q1 24.0, 2023Q2 29.4, 2023Q3 31.1, 2023Q4 49.5"
IDENTITIES = {
    "parts-sum-to-total",
    "growth-follows-from-levels",
    "share-follows-from-parts",
    "difference-follows-from-parts",
}
PERCENT = '"%"'
GROWTH, SHARE = "growth_of: sales", "share_of: {{part: {}, whole: {}}}"


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong, in which metrics, and what is found: pairs of code and ``metric.period``."""

    name: str
    metrics: tuple[str, ...]
    found: tuple[tuple[str, str], ...] = ()
    hint: str = ""

    def __str__(self) -> str:
        return self.name


def slip(name: str, *metrics: str, code: str, at: str, hint: str = "", other: str = "") -> Slip:
    """``other`` is a second code by which the same figure is told."""
    return Slip(name, metrics, ((code, at), *([(other, at)] if other else [])), hint)


def sound(name: str, *metrics: str) -> Slip:
    return Slip(name, metrics)


def sales(values: str, unit: str = "USD m") -> str:
    return metric("sales", values, unit=unit)


def gross(values: str) -> str:
    return metric("gross", values, label="Gross profit")


def turnover(values: str) -> str:
    return metric("whole", values, label="Turnover", more="sum_of: [one, rest]")


def of(part: str, whole: str) -> str:
    return SHARE.format(part, whole)


SLIPS = (
    # --- units
    slip("365.9 亿 read as billion among other years", sales("FY2022 28.0, FY2023 27.1, FY2024 365.9, FY2025 31.0"),
         code="power-of-ten-slip", at="sales.FY2024"),
    slip("365.9 亿 read as billion, two years alone",
         sales("FY2023 31.1, FY2024 365.9"), gross("FY2023 6.6, FY2024 7.7"),
         code="unit-slip", at="sales.FY2024", hint="in which unit do the sources print revenue?"),
    slip("billion read as 亿, two years alone", sales("FY2023 271.0, FY2024 36.6"), gross("FY2023 21.5, FY2024 26.6"),
         code="unit-slip", at="sales.FY2024"),
    slip("thousands in one quarter of millions", sales("2024Q1 412.0, 2024Q2 431.0, 2024Q3 455210, 2024Q4 497.0"),
         code="power-of-ten-slip", at="sales.2024Q3"),
    slip("a decimal point for the comma of thousands", sales("FY2022 1190, FY2023 1.234, FY2024 1310"),
         code="decimal-for-thousands", at="sales.FY2023"),
    slip("the same with one other year", sales("FY2023 1190, FY2024 1.234"),
         code="decimal-for-thousands", at="sales.FY2024", hint="is it 1234?"),
    slip("a share as a fraction in a row of per cent", sales("FY2024 500.0"), metric("cars", "FY2024 116.0"),
         metric("part", "FY2024 0.232", unit=PERCENT, more=of("cars", "sales")),
         code="share-follows-from-parts", at="part.FY2024", hint="a hundred times apart"),
    slip("earnings a share in cents",
         metric("profit", "FY2024 152.0"), metric("count", "FY2024 100.0", unit="m shares"),
         metric("eps", "FY2024 152", unit="USD/share", more=of("profit", "count")),
         code="share-follows-from-parts", at="eps.FY2024", hint="a hundred times apart"),
    slip("earnings a share in another currency", metric("profit", "FY2024 720.0", unit="CNY m"),
         metric("count", "FY2024 100.0", unit="m shares"),
         metric("eps", "FY2024 1.00", unit="CNY/share", more=of("profit", "count")),
         code="share-follows-from-parts", at="eps.FY2024", hint="another currency"),
    slip("one year in dollars in a row of renminbi",
         sales("FY2021 246.0, FY2022 38.4, FY2023 271.0, FY2024 297.0", "CNY m"),
         code="currency-slip", at="sales.FY2022"),
    slip("a margin above all of revenue", metric("rate", "FY2024 232", unit=PERCENT, label="Gross margin"),
         code="part-exceeds-whole", at="rate.FY2024"),
    # --- digits and signs
    slip("digits transposed in a year of deliveries",
         metric("cars", "FY2024 138654, 2024Q1 20000, 2024Q2 27307, 2024Q3 39790, 2024Q4 49757", unit="cars"),
         code="periods-sum-to-longer", at="cars.FY2024"),
    slip("growth of 30.5 % stated where levels give 35.0 %", sales("FY2023 100.0, FY2024 135.0"),
         metric("rise", "FY2024 30.5", unit=PERCENT, more=GROWTH), code="growth-follows-from-levels", at="rise.FY2024"),
    slip("the sign of a fall lost", sales("FY2023 100.0, FY2024 88.0"),
         metric("rise", "FY2024 12.0", unit=PERCENT, more=GROWTH),
         code="growth-follows-from-levels", at="rise.FY2024", hint="has a sign been lost?"),
    slip("a margin of 23.2 % where levels give 20.2 %", sales("FY2024 500.0"), metric("gross", "FY2024 101.0"),
         metric("rate", "FY2024 23.2", unit=PERCENT, more=of("gross", "sales")),
         code="share-follows-from-parts", at="rate.FY2024"),
    slip("revenue a car that no deliveries give", sales("2024Q4 16.3", "CNY bn"),
         metric("cars", "2024Q4 69697", unit="cars"),
         metric("each", "2024Q4 324000", unit="CNY/car", more=of("sales", "cars")),
         code="share-follows-from-parts", at="each.2024Q4"),
    slip("parts that miss their total", metric("whole", "FY2024 97.5", more="sum_of: [one, two]"),
         metric("one", "FY2024 54.2"), metric("two", "FY2024 34.3"), code="parts-sum-to-total", at="whole.FY2024"),
    slip("the sign of a loss lost in a part", metric("whole", "FY2024 90.1", more="sum_of: [one, two]"),
         metric("one", "FY2024 97.3"), metric("two", "FY2024 7.2"), code="parts-sum-to-total", at="whole.FY2024"),
    slip("net cash that cash and debt do not leave",
         metric("net", "2024-12-31 71.0", more="difference_of: [funds, owed]"),
         metric("funds", "2024-12-31 151.6"), metric("owed", "2024-12-31 60.6"),
         code="difference-follows-from-parts", at="net.2024-12-31"),
    slip("net debt typed as net cash", metric("net", "2024-12-31 20.0", more="difference_of: [funds, owed]"),
         metric("funds", "2024-12-31 40.6"), metric("owed", "2024-12-31 60.6"),
         code="difference-follows-from-parts", at="net.2024-12-31", hint="has a sign been lost?"),
    slip("two sources that disagree", sales("FY2024 365.9"),
         metric("vendor", "FY2024 359.6", label="Sales, a vendor's", more="restates: sales"),
         code="sources-disagree", at="vendor.FY2024"),
    # --- rows and columns
    slip("last year's figure in this year's row", sales("FY2022 412.7, FY2023 447.3, FY2024 447.3"),
         code="figure-repeated", at="sales.FY2024"),
    slip("twelve months in the row of the year", sales("FY2023 1201.4, LTM2024Q2 1288.9, FY2024 1288.9"),
         code="figure-repeated", at="sales.FY2024"),
    slip("nine months in the row of the year", sales("9M2024 903.1, FY2024 903.1"),
         code="figure-repeated", at="sales.FY2024"),
    slip("columns of two years exchanged", sales("FY2023 135.0, FY2024 100.0"),
         metric("rise", "FY2024 35.0", unit=PERCENT, more=GROWTH), code="growth-follows-from-levels", at="rise.FY2024"),
    slip("the half in the row of the second quarter", sales(SEASON.replace("2023Q2 29.4", "2023Q2 53.4")),
         code="cumulative-in-quarter", at="sales.2023Q2"),
    slip("nine months in the row of the third quarter", sales(SEASON.replace("2023Q3 31.1", "2023Q3 84.5")),
         code="cumulative-in-quarter", at="sales.2023Q3"),
    slip("a quarter above its year", sales("FY2024 297.4, 2024Q4 871.2"), code="part-exceeds-whole", at="sales.2024Q4"),
    slip("gross profit above revenue", gross("FY2024 131.0"), code="part-exceeds-whole", at="gross.FY2024"),
    slip("one figure in two rows", metric("tax", "FY2023 10.31, FY2024 1231.4"),
         metric("costs", "FY2023 978.2, FY2024 1231.4"),
         code="figure-copied", at="costs.FY2024"),
    slip("nine months in the row of the quarter", sales("FY2023 271.0, 2024Q3 186.4, 9M2024 186.4"),
         code="figure-repeated", at="sales.9M2024"),
    slip("the quarter in the row of the half", sales("FY2023 271.0, 2024Q1 91.3, 2024Q2 95.7, 2024H1 95.7"),
         code="figure-repeated", at="sales.2024H1", other="periods-sum-to-longer"),
    slip("the half in the row of a quarter that fell",
         sales("2021Q1 184.9, 2021Q2 201.3, 2022Q1 310.0, 2022Q2 564.7, 2022Q3 343.8"),
         code="cumulative-in-quarter", at="sales.2022Q2"),
    # --- a month, a quarter and a year beside each other
    slip("one month with a digit too many",
         metric("cars", "2025Q1 75869, 2025Q2 81302, 2025-07 304520, 2025-08 36396, 2025-09 41948", unit="cars",
                label="Cars delivered"),
         code="power-of-ten-slip", at="cars.2025-07"),
    slip("a missing digit in a quarter of a business that doubles",
         metric("cars", "2020Q1 88496, 2020Q4 180667, 2021Q1 184877, 2021Q2 201304, 2021Q3 24139, 2021Q4 308650, "
                "2022Q1 310048", unit="cars", label="Cars delivered"),
         code="power-of-ten-slip", at="cars.2021Q3"),
    slip("tenfold nine months after years", metric("used", "FY2019 1.37, FY2020 1.57, FY2021 1.91, 9M2022 17.50",
                                                   label="Depreciation"),
         code="power-of-ten-slip", at="used.9M2022"),
    slip("百万 read as 千万 in the last of three quarters",
         metric("phones", "2024Q3 43.1, 2025Q1 41.8, 2025Q2 424", unit="m devices", label="Smartphones shipped"),
         code="power-of-ten-slip", at="phones.2025Q2"),
    slip("months that miss their quarter", metric("cars", "2025Q3 108796, 2025-07 30452, 2025-08 36936, 2025-09 41948",
                                                  unit="cars", label="Cars delivered"),
         code="periods-sum-to-longer", at="cars.2025Q3", hint="exchanged"),
    slip("a month above its quarter", metric("cars", "2025Q3 108796, 2025-07 304520", unit="cars",
                                             label="Cars delivered"),
         code="part-exceeds-whole", at="cars.2025-07"),
    slip("a restated nine months above the year", metric("paid", "FY2021 2.121, 9M2021 2.563",
                                                         label="Stock-based compensation"),
         code="part-exceeds-whole", at="paid.9M2021"),
    slip("inventory above all assets", metric("stock", "2022-09-30 103.27", label="Inventory"),
         metric("all", "2022-09-30 74.4", label="Total assets"), code="part-exceeds-whole", at="stock.2022-09-30"),
    slip("a part that leaves less than nothing of revenue",
         turnover("FY2023 100.0, FY2024 110.0"), metric("one", "FY2023 90.0, FY2024 190.0"),
         metric("rest", "FY2023 10.0", more="balance_of: whole"),
         code="part-exceeds-whole", at="whole.FY2024"),
    # --- signs and order
    slip("a loss before tax without its brackets", metric("before", "FY2019 0.665", label="Income before taxes"),
         metric("tax", "FY2019 0.110", label="Income tax"), metric("net", "FY2019 -0.862", label="Net income"),
         code="sign-lost", at="before.FY2019", hint="other sign"),
    slip("a net loss without its brackets", metric("before", "FY2019 -0.665", label="Income before taxes"),
         metric("tax", "FY2019 0.110", label="Income tax"), metric("net", "FY2019 0.862", label="Net income"),
         code="sign-lost", at="net.FY2019"),
    slip("tax with the sign of a benefit", metric("before", "FY2021 6.343", label="Profit before tax"),
         metric("tax", "FY2021 -0.699", label="Income tax"), metric("net", "FY2021 5.519", label="Net profit"),
         code="sign-lost", at="tax.FY2021"),
    slip("one year of spending with a minus", metric("spent", "FY2023 4.67, FY2024 -5.30", label="Capital expenditure"),
         code="sign-lost", at="spent.FY2024"),
    slip("the low end above the high end", metric("low", "FY2024 41", unit="x", label="Low end of the range"),
         metric("high", "FY2024 30", unit="x", label="High end of the range"),
         code="low-above-high", at="low.FY2024"),
    slip("more basic shares than diluted ones", metric("basic", "2024Q3 50.1", unit="m shares", label="Basic shares"),
         metric("diluted", "2024Q3 48.6", unit="m shares", label="Diluted shares"),
         code="low-above-high", at="basic.2024Q3"),
    slip("the basic count as the diluted one in a year of profit",
         metric("basic", "FY2023 50.1, FY2024 50.6", unit="m shares", label="Basic shares"),
         metric("diluted", "FY2023 51.9, FY2024 50.6", unit="m shares", label="Diluted shares"),
         metric("net", "FY2024 5.2", label="Net income"), code="diluted-as-basic", at="diluted.FY2024"),
    # --- the share: it closed at 9.50 and 8.00, and there are 50 m
    slip("shares from before a split", metric("count", "2024-12-31 16.7", unit="m shares", label="Shares outstanding"),
         code="share-counts-differ", at="count.2024-12-31"),
    slip("receipts of five shares for shares", metric("count", "2024-12-31 10.0", unit="m shares", label="Shares"),
         code="share-counts-differ", at="count.2024-12-31"),
    slip("a high of 52 weeks with digits exchanged", metric("high_52_weeks", "2025-01-31 7.90", unit="USD"),
         code="range-holds-closes", at="high_52_weeks.2025-01-31"),
    slip("a high of 52 weeks from before a split", metric("high_52_weeks", "2025-01-31 31.20", unit="USD"),
         code="range-holds-closes", at="high_52_weeks.2025-01-31"),
    slip("a low of 52 weeks above the price", metric("low_52_weeks", "2025-01-31 8.10", unit="USD"),
         code="range-holds-closes", at="low_52_weeks.2025-01-31"),
    slip("a price with digits exchanged", metric("price", "2025-01-29 0.80", unit="USD", label="Share price, close"),
         code="price-near-closes", at="price.2025-01-29"),
    slip("a price from before a split", metric("price", "2024-12-30 28.50", unit="USD", label="Closing price"),
         code="price-near-closes", at="price.2024-12-30"),
    slip("a fall by more than all",
         metric("growth", "2025-01 -233", unit='"%"', label="Growth of market capitalisation"),
         code="fall-beyond-all", at="growth.2025-01"),
    slip("turnover that is not volume at the price", metric("daily_volume", "2025-01-31 16.42", unit="m shares"),
         metric("daily_turnover", "2025-01-31 1478", unit="USD m"),
         code="turnover-follows-from-volume", at="daily_turnover.2025-01-31"),
    slip("a market value in another currency", metric("worth", "2025-01-15 55.1", label="Market capitalisation"),
         code="capitalisation-near-price", at="worth.2025-01-15"),
    slip("a market value of one class of shares", metric("worth", "2025-01-15 301.0", label="Market value"),
         code="capitalisation-near-price", at="worth.2025-01-15"),
    # --- rates that are declared nowhere
    slip("a gross margin that no gross profit gives", gross("FY2024 23.2"),
         metric("rate", "FY2024 20.2", unit=PERCENT, label="Gross margin"),
         code="rate-follows-by-name", at="rate.FY2024"),
    slip("growth that levels do not give", metric("rise", "FY2024 15.0", unit=PERCENT, label="Revenue growth"),
         code="rate-follows-by-name", at="rise.FY2024"),
    slip("earnings a share from before a split", metric("net", "FY2024 5.2", label="Net income"),
         metric("count", "FY2024 50.0", unit="m shares", label="Diluted shares"),
         metric("eps", "FY2024 0.312", unit="USD/share", label="Diluted EPS"),
         code="rate-follows-by-name", at="eps.FY2024"),
)  # fmt: skip

SOUND = (
    sound("a start-up that grows tenfold", sales("FY2022 0.4, FY2023 4.1, FY2024 43.0")),
    sound("one that takes its gross profit along", sales("FY2023 0.4, FY2024 4.2"), gross("FY2023 0.05, FY2024 0.5")),
    sound("one without a gross profit yet", sales("FY2023 0.4, FY2024 4.2"), gross("FY2023 -0.3, FY2024 -0.4")),
    sound("seasonal quarters", sales(SEASON)),
    sound("a toy maker's last quarter", sales("FY2024 200.0, 2024Q1 11.0, 2024Q2 14.0, 2024Q3 23.0, 2024Q4 152.0")),
    sound("quarters that double and go on",
          sales("2022Q1 20.0, 2022Q2 20.0, 2022Q3 20.0, 2023Q1 20.0, 2023Q2 40.0, 2023Q3 80.0")),
    sound("a quarter that doubles for good",
          sales("2022Q1 20.0, 2022Q2 20.0, 2022Q3 20.0, 2023Q1 20.0, 2023Q2 40.0, 2023Q3 41.0")),
    sound("shares after a split", metric("count", "FY2022 100.4, FY2023 1004.0, FY2024 1006.0", unit="m shares")),
    sound("basic and diluted shares in a year of loss",
          metric("basic", "FY2022 1004.5, FY2023 1012.6", unit="m shares"),
          metric("diluted", "FY2022 1004.5, FY2023 1029.8", unit="m shares")),
    sound("a profit that recovers", metric("profit", "FY2022 14.1, FY2023 2.0, FY2024 14.9, FY2025 23.0")),
    sound("a quarter's profit above the year's", metric("profit", "FY2024 5.1, 2024Q3 8.2")),
    sound("growth above one hundred per cent",
          metric("rise", "FY2024 233", unit=PERCENT, label="Growth of gross margin")),
    sound("a restatement within rounding", sales("FY2024 365.9"),
          metric("vendor", "FY2024 365.91", label="Sales, restated", more="restates: sales")),
    sound("two names for one thing", metric("one", "FY2023 1004.5, FY2024 1231.4"),
          metric("two", "FY2023 1004.5, FY2024 1231.4")),
    sound("sevenfold growth that stays", sales("FY2021 31.0, FY2022 33.0, FY2023 231.0, FY2024 240.0")),
    sound("cash that is the same at both ends", metric("funds", "FY2024 903.1, 2024Q4 903.1, 2024H2 903.1")),
    sound("units that grow from few to many", metric("cars", "2024Q1 7, 2024Q2 6921", unit="cars")),
    sound("net cash within rounding", metric("net", "2024-12-31 91.0", more="difference_of: [funds, owed]"),
          metric("funds", "2024-12-31 151.64"), metric("owed", "2024-12-31 60.6")),
    sound("sales that began in the last quarter", sales("FY2024 136.9, 2024Q4 136.9")),
    sound("seasons over two years",
          sales("2023Q1 11.0, 2023Q2 14.0, 2023Q3 23.0, 2023Q4 152.0, 2024Q1 12.0, 2024Q2 15.0, 2024Q3 24.0, "
                "2024Q4 160.0")),
    sound("months that are more than so many, beside their quarter",
          metric("cars", "2025Q3 108796, 2025-07 30452, 2025-08 36396, 2025-09 41948", unit="cars",
                 label="Cars delivered")),
    sound("a second quarter of twice the first in every year",
          sales("2022Q1 20.0, 2022Q2 41.0, 2022Q3 22.0, 2023Q1 21.0, 2023Q2 43.0, 2023Q3 23.0")),
    sound("costs with a minus in every year",
          metric("spent", "FY2023 -4.67, FY2024 -5.30", label="Capital expenditure")),
    sound("a benefit of tax", metric("before", "FY2019 -0.665", label="Income before taxes"),
          metric("tax", "FY2019 -0.210", label="Income tax"), metric("net", "FY2019 -0.461", label="Net income")),
    sound("a loss of what was discontinued", metric("before", "FY2019 5.1", label="Profit before tax"),
          metric("tax", "FY2019 1.2", label="Income tax"), metric("net", "FY2019 -2.4", label="Net profit")),
    sound("deferred revenue, which does not add", metric("owed", "FY2024 97.3, 2024Q1 91.3, 2024Q2 95.7, 2024Q3 96.1, "
                                                         "2024Q4 97.3", label="Deferred revenue")),
    sound("eliminations below zero", turnover("FY2023 100.0, FY2024 110.0"),
          metric("one", "FY2023 90.0, FY2024 121.0"),
          metric("rest", "FY2023 10.0", label="Eliminations between segments", more="balance_of: whole")),
    sound("as many diluted shares as basic ones in a loss",
          metric("basic", "FY2023 50.1, FY2024 50.6", unit="m shares", label="Basic shares"),
          metric("diluted", "FY2023 51.9, FY2024 50.6", unit="m shares", label="Diluted shares"),
          metric("net", "FY2024 -5.2", label="Net income")),
    sound("new shares, and shares bought back", metric("count", "2024-06-30 41.0", unit="m shares", label="Shares"),
          metric("bought", "FY2024 1.1", unit="m shares", label="Shares bought back")),
    sound("a share that was higher between two closes", metric("high_52_weeks", "2025-01-31 11.80", unit="USD"),
          metric("low_52_weeks", "2025-01-31 7.20", unit="USD")),
    sound("a price between two closes", metric("price", "2025-01-29 9.10", unit="USD", label="Share price, open")),
    sound("a price of a day without closes", metric("price", "2023-01-31 3.10", unit="USD", label="Share price")),
    sound("a price that somebody aims at", metric("price", "2025-01-31 31.0", unit="USD", label="Target share price")),
    sound("a fall of nearly all", metric("growth", "2025-01 -99", unit='"%"', label="Growth of market capitalisation")),
    sound("a profit that became a loss", metric("growth", "FY2024 -233", unit='"%"', label="Growth of net profit")),
    sound("turnover at prices of the year", metric("daily_volume", "2025-01-31 16.4", unit="m shares"),
          metric("daily_turnover", "2025-01-31 139", unit="USD m")),
    sound("a market value with some shares fewer", metric("worth", "2025-01-15 410", label="Market capitalisation"),
          metric("rise", "2025-01-15 12", unit="USD m", label="Growth of market capitalisation")),
    sound("a margin and growth on restated figures", gross("FY2024 23.2"),
          metric("rate", "FY2024 23.3", unit=PERCENT, label="Gross margin"),
          metric("rise", "FY2024 25.8", unit=PERCENT, label="Revenue growth")),
    sound("earnings a share with minorities", metric("net", "FY2024 5.2", label="Net income"),
          metric("count", "FY2024 50.0", unit="m shares", label="Diluted shares"),
          metric("eps", "FY2024 0.091", unit="USD/share", label="Diluted EPS")),
    # wrong, but nothing stands beside it that would tell
    sound("two figures alone", sales("FY2023 36.1, FY2024 365.9")),
    sound("a plausible digit in a single figure", sales("FY2024 359.6")),
)  # fmt: skip


@pytest.mark.parametrize("case", [*SLIPS, *SOUND], ids=str)
def test_what_is_told(case: Slip, tmp_path: Path) -> None:
    found = told(tmp_path, *case.metrics)
    places = tuple((one.code, one.path.removeprefix("metrics.").replace(".values", "")) for one in found)
    assert places == case.found, [one.text() for one in found]
    for one in found:
        assert one.severity is (Severity.ERROR if one.code in IDENTITIES else Severity.WARNING)
        assert case.hint in one.hint
