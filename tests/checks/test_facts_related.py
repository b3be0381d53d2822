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


def slip(name: str, *metrics: str, code: str, at: str, hint: str = "") -> Slip:
    return Slip(name, metrics, ((code, at),), hint)


def sound(name: str, *metrics: str) -> Slip:
    return Slip(name, metrics)


def sales(values: str, unit: str = "USD m") -> str:
    return metric("sales", values, unit=unit)


def gross(values: str) -> str:
    return metric("gross", values, label="Gross profit")


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
         code="share-follows-from-parts", at="part.FY2024", hint="10^2 apart"),
    slip("earnings a share in cents",
         metric("profit", "FY2024 152.0"), metric("count", "FY2024 100.0", unit="m shares"),
         metric("eps", "FY2024 152", unit="USD/share", more=of("profit", "count")),
         code="share-follows-from-parts", at="eps.FY2024", hint="10^2 apart"),
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
