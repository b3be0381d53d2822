"""The exhibits of the first note as chart specs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reportgen.model.charts import (
    ChartSpec,
    CumulativeLines,
    CumulativePath,
    DatedPoint,
    Event,
    Fan,
    FanLine,
    Goal,
    Histogram,
    ImpliedScale,
    Label,
    Milestone,
    PartBar,
    PartBars,
    PathPoint,
    PriceChart,
    Ranges,
    RatingChange,
    RiskMatrix,
    RiskPoint,
    ScaleMark,
    StackedBars,
    StackSeries,
    Step,
    StepKind,
    Timeline,
    Tone,
    Tornado,
    TornadoBar,
    ValueRange,
    Waterfall,
)

CLOSES = (
    ("2023-12-29", 15.60), ("2024-01-31", 12.32), ("2024-02-29", 13.22), ("2024-03-28", 14.94),
    ("2024-04-30", 17.32), ("2024-05-31", 17.48), ("2024-06-28", 16.48), ("2024-07-31", 16.84),
    ("2024-08-30", 19.50), ("2024-09-30", 22.50), ("2024-10-31", 26.70), ("2024-11-29", 27.75),
    ("2024-12-31", 34.65), ("2025-01-28", 38.15), ("2025-02-28", 51.85), ("2025-03-31", 49.20),
    ("2025-04-30", 49.95), ("2025-05-30", 50.95), ("2025-06-30", 59.95), ("2025-07-31", 53.15),
    ("2025-08-29", 52.85), ("2025-09-30", 54.00), ("2025-10-31", 43.20),
)  # fmt: skip

TODAY = date(2025, 11, 14)


def label(text: str, path: str = "") -> Label:
    return Label(text=text, path=path)


def point(day: str | date, value: float) -> DatedPoint:
    return DatedPoint(day=date.fromisoformat(day) if isinstance(day, str) else day, value=value)


PRICE = PriceChart(
    closes=tuple(point(*close) for close in CLOSES),
    price=point(TODAY, 42.48),
    price_label=label("Price 42.48", "price"),
    target=point("2026-11-14", 36.03),
    target_label=label("Target 36.03", "valuation.target_price"),
    high=point("2025-06-30", 59.95),
    high_label=label("59.95, Jun 2025", "prices.month_end.high"),
    events=(
        Event(day=date(2024, 4, 30), text="First SU7 delivered,\nspring 2024"),
        Event(day=date(2025, 5, 30), text="YU7 launched,\nMay 2025"),
    ),
    horizon_text="12-month horizon",
)


def change(day: str, rating: str, target: float) -> RatingChange:
    text = f"{target:.2f}"
    return RatingChange(day=date.fromisoformat(day), rating=rating, target=target, target_label=label(text))


RATED = replace(
    PRICE,
    changes=(
        change("2024-05-20", "Buy", 25.0),
        change("2024-11-19", "Buy", 38.0),
        change("2025-05-27", "Neutral", 55.0),
    ),
)

PARTS, JUDGEMENT, PRICED = "parts", "judgement", "gap"


def step(name: str, value: float, kind: StepKind, text: str, group: str) -> Step:
    return Step(
        name=name, value=value, kind=kind, label=label(text, f"bridge.{'_'.join(name.lower().split())}"), group=group
    )


WATERFALL = Waterfall(
    steps=(
        step("Smart\u00adphones", 8.37, "part", "+8.37", PARTS),
        step("IoT & lifestyle", 7.86, "part", "+7.86", PARTS),
        step("Internet services", 0.53, "part", "+0.53", PARTS),
        step("Investments, non-core", 14.95, "part", "+14.95", PARTS),
        step("Others & services", 0.15, "part", "+0.15", PARTS),
        step("Enterprise value", 31.86, "total", "31.86", PARTS),
        step("Net cash", 0.30, "part", "+0.30", PARTS),
        step("Equity value", 32.17, "total", "32.17", PARTS),
        step("Premium\n12\u202f%", 3.86, "judgement", "+3.86", JUDGEMENT),
        step("Target price", 36.03, "target", "36.03", JUDGEMENT),
        step("Not in the parts", 6.45, "gap", "+6.45", PRICED),
        step("Price,\n14 Nov 2025", 42.48, "price", "42.48", PRICED),
    ),
    group_labels=(
        (PARTS, label("Parts and net cash: 32.17", "valuation.equity_per_share")),
        (JUDGEMENT, label("Judgement: +3.86", "valuation.premium_per_share")),
        (PRICED, label("Only in the price: +6.45", "valuation.gap_to_price")),
    ),
)

QUARTERS = (
    ("3Q", "2023"), ("4Q", "2023"), ("1Q", "2024"), ("2Q", "2024"),
    ("3Q", "2024"), ("4Q", "2024"), ("1Q", "2025"), ("2Q", "2025"),
)  # fmt: skip
TOTALS = (70.9, 73.2, 75.5, 88.9, 92.5, 109.0, 111.3, 116.0)


def layer(name: str, tone: Tone, values: tuple[float | None, ...]) -> StackSeries:
    return StackSeries(name=name, tone=tone, values=values, last=label(f"{values[-1]:.1f}", f"revenue.{tone}[2025Q2]"))


STACKED = StackedBars(
    periods=QUARTERS,
    series=(
        layer("Smartphones", "d1", (41.6, 44.2, None, None, 47.5, 51.3, 50.6, 45.5)),
        layer("IoT & lifestyle", "d2", (20.7, None, None, None, None, 30.9, 32.3, 38.7)),
        layer("Internet", "d3", (None, None, None, None, None, 9.3, 9.1, 9.1)),
        layer("Cars & new", "accent", (None, None, None, None, 9.5, 16.7, 18.6, 21.3)),
        layer("Others", "d6", (None, None, None, None, None, 0.8, 0.7, 1.4)),
    ),
    totals=TOTALS,
    total_labels=tuple(label(f"{total:.1f}", f"revenue[{index}]") for index, total in enumerate(TOTALS)),
)


def reached(month: float, value: float, text: str = "", *, floor: bool = False) -> PathPoint:
    return PathPoint(month=month, value=value, label=label(text, f"cars[{month}]") if text else None, floor=floor)


CUMULATIVE = CumulativeLines(
    paths=(
        CumulativePath(
            name="in 2025",
            tone="accent",
            points=(
                reached(0, 0),
                reached(3, 75.9, "75.9"),
                reached(6, 157.2, "157.2"),
                reached(7, 187.7),
                reached(8, 224.0),
                reached(9, 266.0, "266.0"),
                reached(10, 306.0, "Oct: more than 306.0", floor=True),
            ),
        ),
        CumulativePath(
            name="in 2024",
            tone="d1",
            points=(reached(3, 0), reached(4, 7.1), reached(6, 27.3, "27.3"), reached(12, 136.9, "136.9")),
        ),
    ),
    goals=(
        Goal(value=350.0, label=label("350.0", "goals.2025"), name="target 2025"),
        *(
            Goal(value=goal, label=label(f"{goal}", f"goals.2024[{goal}]"), name="2024 targets, as raised", past=True)
            for goal in (70, 100, 120)
        ),
    ),
    pace_text="even pace",
)


def part(name: str, value: float, share: str) -> PartBar:
    return PartBar(
        name=name, value=value, label=label(f"{value:.1f}", f"parts.{name}"), detail=label(share, f"shares.{name}")
    )


PART_BARS = PartBars(
    bars=(
        part("Investments & non-core assets", 350.6, "46.9\u202f%"),
        part("Smartphones (hardware)", 196.3, "26.3\u202f%"),
        part("IoT & lifestyle products", 184.3, "24.7\u202f%"),
        part("Internet services", 12.5, "1.7\u202f%"),
        part("Others & services", 3.6, "0.5\u202f%"),
    )
)


def span(name: str, detail: str, low: float, high: float, tone: Tone) -> ValueRange:
    return ValueRange(
        name=name,
        detail=detail,
        low=low,
        high=high,
        low_label=label(f"{low:.2f}", f"low.{detail}"),
        high_label=label(f"{high:.2f}", f"high.{detail}"),
        tone=tone,
    )


RANGES = Ranges(
    rows=(
        span("52-week trading range", "to 14 Nov 2025", 26.80, 61.45, "d6"),
        span("P/E of 14–30×", "on LTM adjusted net profit", 21.53, 46.15, "d2"),
        span("Sum of the parts", "premium 0 to 12\u202f%", 32.17, 36.03, "d1"),
        span("Sum of the parts", "investments at book to +20\u202f%", 33.24, 36.03, "d1"),
    ),
    target=36.027857,
    target_label=label("Target 36.03", "valuation.target_price"),
    price=42.48,
    price_label=label("Price 42.48", "price"),
)


def swing(name: str, detail: str, low: float | None, high: float | None) -> TornadoBar:
    return TornadoBar(
        name=name,
        detail=detail,
        low=low,
        high=high,
        low_label=label("n.m." if low is None else f"{low:.2f}", "" if low is None else f"low.{name}"),
        high_label=label("n.m." if high is None else f"{high:.2f}", "" if high is None else f"high.{name}"),
    )


TORNADO = Tornado(
    bars=(
        swing("WACC", "8\u202f% to 10\u202f%", 28.29, 18.59),
        swing("Terminal growth", "2\u202f% to 4\u202f%", 21.30, 24.39),
        swing("Phones: operating margin", "7\u202f% … 11\u202f% to 9\u202f% … 13\u202f%", 21.20, 24.01),
        swing("Growth of cars", "36\u202f% to 54\u202f%", 22.58, 22.63),
        swing("Terminal growth of cars", "2\u202f% to 9\u202f%", 22.35, None),
    ),
    base=22.60,
    base_label=label("Target 22.60", "valuation.target_price"),
)

HISTOGRAM = Histogram(
    edges=tuple(15.0 + number for number in range(11)),
    counts=(198, 395, 886, 1102, 1156, 949, 659, 452, 233, 130),
    target=22.60,
    target_label=label("Target 22.60", "valuation.target_price"),
    price=17.50,
    price_label=label("Price 17.50", "price"),
)

FAN = Fan(
    years=("2024E", "2025E", "2026E", "2027E"),
    lines=tuple(
        FanLine(
            name=f"{share} %",
            values=tuple(10.0 + year * rise for year in range(4)),
            label=label(f"{10 + 3 * rise:.1f}".replace("-", "\u2212"), f"fan.p{share}.2027E"),
        )
        for share, rise in ((5, -4.0), (25, 1.0), (50, 2.0), (75, 2.1), (95, 8.0))
    ),
    own=(10.0, 12.5, 14.0, 17.0),
    own_name="this note",
)

IMPLIED = ImpliedScale(
    marks=(
        ScaleMark(
            position=0.0, above=label("0\u202f%", "premium.none"), below=label("32.17", "value.none"), role="base"
        ),
        ScaleMark(position=12.0, above=label("12\u202f%", "premium"), below=label("36.03", "target"), role="note"),
        ScaleMark(position=32.06, above=label("32.1\u202f%", "implied"), below=label("42.48", "price"), role="price"),
    )
)


def milestone(day: str, lead: str, text: str) -> Milestone:
    on = date.fromisoformat(day)
    return Milestone(day=on, lead=lead, text=text, past=on < TODAY)


TIMELINE = Timeline(
    today=TODAY,
    milestones=(
        milestone("2024-11-12", "12 Nov 2024", "MiLM2 language model"),
        milestone("2025-05-30", "May 2025", "YU7 launched"),
        milestone("2025-10-31", "Oct 2025", "Over 40,000 cars in one month"),
        milestone("2025-12-31", "31 Dec 2025", "350,000 cars due for 2025"),
        milestone("2026-03-31", "by 31 Mar 2026", "Annual results"),
        milestone("2026-08-31", "by 31 Aug 2026", "Interim results"),
        milestone("2026-11-14", "14 Nov 2026", "Target falls due"),
    ),
    undated=("3Q25 results", "YU7 sales in Europe", "Phase-3 factory complete", "MiMo benchmark results"),
)

RISKS = RiskMatrix(
    points=(
        RiskPoint(number=1, name="Premium", size=-3.86, probability=2),
        RiskPoint(number=2, name="Book value", size=-2.79, probability=1),
        RiskPoint(number=3, name="Cash twice", size=-0.34, probability=3),
        RiskPoint(number=4, name="Renminbi", size=-0.36, probability=2),
        RiskPoint(number=8, name="Market’s premium", size=6.45, probability=2),
    ),
    unit_text="HKD per share",
)

# Each exhibit with the size that it has in print, in millimetres.
EXHIBITS: tuple[tuple[str, ChartSpec, float, float], ...] = (
    ("price", PRICE, 118.0, 50.0),
    ("rated", RATED, 118.0, 47.0),
    ("waterfall", WATERFALL, 180.0, 51.0),
    ("stacked", STACKED, 87.0, 52.0),
    ("cumulative", CUMULATIVE, 87.0, 50.0),
    ("part-bars", PART_BARS, 118.0, 26.0),
    ("ranges", RANGES, 118.0, 40.0),
    ("tornado", TORNADO, 180.0, 43.0),
    ("histogram", HISTOGRAM, 118.0, 44.0),
    ("fan", FAN, 180.0, 42.0),
    ("implied", IMPLIED, 56.0, 21.0),
    ("timeline", TIMELINE, 180.0, 42.0),
    ("risks", RISKS, 87.0, 43.0),
)
