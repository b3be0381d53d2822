"""The charts of the sample, as data."""

from __future__ import annotations

from datetime import date

from reportgen.figures import DASH, TIMES
from reportgen.model import charts
from tests.formats.sample.pieces import AS_OF, label

CLOSES = (
    "2023-12-29 15.60 2024-01-31 12.32 2024-02-29 13.22 2024-03-28 14.94 2024-04-30 17.32 2024-05-31 17.48 "
    "2024-06-28 16.48 2024-07-31 16.84 2024-08-30 19.50 2024-09-30 22.50 2024-10-31 26.70 2024-11-29 27.75 "
    "2024-12-31 34.65 2025-01-28 38.15 2025-02-28 51.85 2025-03-31 49.20 2025-04-30 49.95 2025-05-30 50.95 "
    "2025-06-30 59.95 2025-07-31 53.15 2025-08-29 52.85 2025-09-30 54.00 2025-10-31 43.20 2025-11-14 42.48"
)
DAYS, VALUES = CLOSES.split()[::2], CLOSES.split()[1::2]
HISTORY = tuple(
    charts.DatedPoint(day=date.fromisoformat(day), value=float(close)) for day, close in zip(DAYS, VALUES, strict=True)
)

PRICE_CHART = charts.PriceChart(
    closes=HISTORY,
    price=HISTORY[-1],
    price_label=label("Price 42.48", "price"),
    target=charts.DatedPoint(day=date(2026, 11, 14), value=36.03),
    target_label=label("Target 36.03", "valuation.target_price"),
    high=charts.DatedPoint(day=date(2025, 6, 30), value=59.95),
    high_label=label("59.95, Jun 2025", "prices.high"),
    events=(
        charts.Event(day=date(2024, 4, 30), text="First SU7 delivered,\nspring 2024"),
        charts.Event(day=date(2025, 5, 30), text="YU7 launched,\nMay 2025"),
    ),
    horizon_text="12-month horizon",
)


def step(name: str, value: float, kind: charts.StepKind, text: str, group: str = "") -> charts.Step:
    return charts.Step(name=name, value=value, kind=kind, label=label(text, f"bridge.{name}"), group=group)


IN_PARTS, JUDGED, PRICED = "Parts and net cash", "Judgement", "Only in the price"
WATERFALL = charts.Waterfall(
    steps=(
        step("Smart-\nphones", 8.37, "part", "+8.37", IN_PARTS),
        step("IoT &\nlifestyle", 7.86, "part", "+7.86", IN_PARTS),
        step("Internet\nservices", 0.53, "part", "+0.53", IN_PARTS),
        step("Investments,\nnon-core", 14.95, "part", "+14.95", IN_PARTS),
        step("Others &\nservices", 0.15, "part", "+0.15", IN_PARTS),
        step("Enterprise\nvalue", 31.86, "total", "31.86", IN_PARTS),
        step("Net\ncash", 0.30, "part", "+0.30", IN_PARTS),
        step("Equity\nvalue", 32.17, "total", "32.17", IN_PARTS),
        step("Premium\n12 %", 3.86, "judgement", "+3.86", JUDGED),
        step("Target\nprice", 36.03, "target", "36.03", JUDGED),
        step("Not in\nthe parts", 6.45, "gap", "+6.45", PRICED),
        step("Price,\n14 Nov 2025", 42.48, "price", "42.48", PRICED),
    ),
    group_labels=(
        (IN_PARTS, label(f"{IN_PARTS}: 32.17")),
        (JUDGED, label(f"{JUDGED}: +3.86")),
        (PRICED, label(f"{PRICED}: +6.45")),
    ),
)

QUARTERS = (
    ("3Q", "2023"), ("4Q", "2023"), ("1Q", "2024"), ("2Q", "2024"), ("3Q", "2024"), ("4Q", "2024"), ("1Q", "2025"),
    ("2Q", "2025"),
)  # fmt: skip
TOTALS = (70.9, 73.2, 75.5, 88.9, 92.5, 109.0, 111.3, 116.0)
STACK = charts.StackedBars(
    periods=QUARTERS,
    series=(
        charts.StackSeries(
            name="Smartphones",
            tone="d1",
            values=(41.6, 44.2, None, None, 47.5, 51.3, 50.6, 45.5),
            last=label("45.5", "segments.smartphones"),
        ),
        charts.StackSeries(
            name="IoT & lifestyle",
            tone="d2",
            values=(20.7, None, None, None, None, 30.9, 32.3, 38.7),
            last=label("38.7", "segments.iot"),
        ),
        charts.StackSeries(
            name="Internet",
            tone="d3",
            values=(None, None, None, None, None, 9.3, 9.1, 9.1),
            last=label("9.1", "segments.internet"),
        ),
        charts.StackSeries(
            name="Cars & new",
            tone="accent",
            values=(None, None, None, None, 9.5, 16.7, 18.6, 21.3),
            last=label("21.3", "segments.cars"),
        ),
        charts.StackSeries(
            name="Others",
            tone="d6",
            values=(None, None, None, None, None, 0.8, 0.7, 1.4),
            last=label("1.4", "segments.others"),
        ),
    ),
    totals=TOTALS,
    total_labels=tuple(label(f"{total:.1f}", f"revenue[{index}]") for index, total in enumerate(TOTALS)),
)

PATHS = charts.CumulativeLines(
    paths=(
        charts.CumulativePath(
            name="2025",
            tone="accent",
            points=(
                charts.PathPoint(month=0, value=0),
                charts.PathPoint(month=3, value=75.9, label=label("75.9", "deliveries.1Q25")),
                charts.PathPoint(month=6, value=157.2, label=label("157.2", "deliveries.1H25")),
                charts.PathPoint(month=7, value=187.6),
                charts.PathPoint(month=8, value=224.0),
                charts.PathPoint(month=9, value=266.0, label=label("266.0", "deliveries.9M25")),
                charts.PathPoint(month=10, value=306.0, label=label("Oct: more than 306.0"), floor=True),
            ),
        ),
        charts.CumulativePath(
            name="in 2024",
            tone="d1",
            points=(
                charts.PathPoint(month=3, value=0),
                charts.PathPoint(month=4, value=7.1),
                charts.PathPoint(month=6, value=27.3, label=label("27.3", "deliveries.1H24")),
                charts.PathPoint(month=12, value=136.9, label=label("136.9", "deliveries.2024")),
            ),
        ),
    ),
    goals=(
        charts.Goal(value=350, label=label("350.0", "target_2025"), name="target 2025"),
        charts.Goal(value=120, label=label("120"), name="2024 targets, as raised", past=True),
        charts.Goal(value=100, label=label("100"), name="2024 targets, as raised", past=True),
        charts.Goal(value=70, label=label("70"), name="2024 targets, as raised", past=True),
    ),
    pace_text="even pace",
)

IMPLIED = charts.ImpliedScale(
    marks=(
        charts.ScaleMark(position=0.0, above=label("0 %"), below=label("32.17", "value_per_share"), role="base"),
        charts.ScaleMark(
            position=0.374, above=label("12 %", "premium"), below=label("36.03", "valuation.target_price"), role="note"
        ),
        charts.ScaleMark(
            position=1.0, above=label("32.1 %", "implied_premium"), below=label("42.48", "price"), role="price"
        ),
    )
)


def value_range(name: str, detail: str, low: float, high: float, tone: charts.Tone) -> charts.ValueRange:
    return charts.ValueRange(
        name=name,
        detail=detail,
        low=low,
        high=high,
        low_label=label(f"{low:.2f}", f"ranges.{detail}.low"),
        high_label=label(f"{high:.2f}", f"ranges.{detail}.high"),
        tone=tone,
    )


RANGES = charts.Ranges(
    rows=(
        value_range("52-week trading range", "to 14 Nov 2025", 26.80, 61.45, "d6"),
        value_range(f"P/E of 14{DASH}30{TIMES}", "on LTM adjusted net profit", 21.53, 46.15, "d2"),
        value_range("Sum of the parts", "premium 0 to 12 %", 32.17, 36.03, "d1"),
        value_range("Sum of the parts", "investments at book to +20 %", 33.24, 36.03, "d1"),
    ),
    target=36.03,
    target_label=label("Target 36.03", "valuation.target_price"),
    price=42.48,
    price_label=label("Price 42.48", "price"),
)

TIMELINE = charts.Timeline(
    today=AS_OF,
    milestones=(
        charts.Milestone(day=date(2024, 11, 12), lead="12 Nov 2024", text="MiLM2 language model", past=True),
        charts.Milestone(day=date(2025, 5, 22), lead="May 2025", text="YU7 launched", past=True),
        charts.Milestone(day=date(2025, 10, 31), lead="Oct 2025", text="Over 40,000 cars in one month", past=True),
        charts.Milestone(day=date(2025, 12, 31), lead="31 Dec 2025", text="350,000 cars due for 2025", past=False),
        charts.Milestone(day=date(2026, 3, 31), lead="by 31 Mar 2026", text="Annual results", past=False),
        charts.Milestone(day=date(2026, 8, 31), lead="by 31 Aug 2026", text="Interim results", past=False),
        charts.Milestone(day=date(2026, 11, 14), lead="14 Nov 2026", text="Target falls due", past=False),
    ),
    undated=("3Q25 results", "YU7 sales in Europe", "Phase-3 factory complete", "MiMo benchmark results"),
)

RISKS = charts.RiskMatrix(
    points=(
        charts.RiskPoint(number=1, name="Premium", size=-3.86, probability=2),
        charts.RiskPoint(number=2, name="Book value", size=-2.79, probability=1),
        charts.RiskPoint(number=3, name="Cash twice", size=-0.34, probability=3),
        charts.RiskPoint(number=4, name="Renminbi", size=-0.36, probability=2),
        charts.RiskPoint(number=8, name="Market's premium", size=6.45, probability=2),
    ),
    unit_text="Size, HKD per share",
)
