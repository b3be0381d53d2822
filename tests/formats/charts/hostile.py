"""Specs that no company should have, and one will."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

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

NAMES = (
    "",
    "A",
    "Smartphones",
    "Investments & non-core assets (strategic stakes, cash, property)",
    "<script>alert(1)</script>",
    "$x^2$ and \\frac{1}{2}",
    "R&D \"quoted\" 'single'",
    "小米集团控股有限公司及其附属公司",
    "Donaudampfschifffahrtsgesellschaftskapitänswitwe",
    "مجموعة",
    "\u202eevil\u202c name",
    "zero\x00byte\x1b[31m",
    "two\nlines of it",
    "\ud800",
    "🚗 cars 🚗",
    "e\u0301te\u0301",
    "]]> -->",
)

MAGNITUDES = (1e-6, 0.01, 1.0, 37.5, 1e4, 1e9, 1e15)
TONES: tuple[Tone, ...] = ("d1", "d2", "d3", "accent", "d6", "d5", "ink")
KINDS: tuple[StepKind, ...] = ("part", "total", "judgement", "target", "gap", "price")

names = st.one_of(st.sampled_from(NAMES), st.text(max_size=40))
tones = st.sampled_from(TONES)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@st.composite
def values(draw: st.DrawFn, *, least: float = -1.0) -> float:
    share = draw(st.floats(least, 1.0, allow_nan=False))
    return share * draw(st.sampled_from(MAGNITUDES))


@st.composite
def labels(draw: st.DrawFn) -> Label:
    text = draw(st.one_of(st.sampled_from(("", "0.0", "+1,234,567.8", "−3.86", "CNY 350.6 bn")), names))
    return Label(text=text, path=draw(st.sampled_from(("", "a.b", 'revenue["2024Q3"]', "<&>"))))


@st.composite
def price_charts(draw: st.DrawFn) -> PriceChart:
    first = draw(days)
    gaps = draw(st.lists(st.integers(1, 90), max_size=60))
    level = draw(values(least=0.0))
    closes, day = [], first
    for gap in gaps:
        closes.append(DatedPoint(day=day, value=level * draw(st.floats(0.1, 2.0))))
        day += timedelta(days=gap)
    horizon = draw(st.integers(0, 800))
    high = draw(st.sampled_from([None, *closes[:3]]))
    change = st.builds(
        RatingChange,
        # before, within and after the span of the chart
        day=st.sampled_from([first - timedelta(9), day, day + timedelta(9), *(close.day for close in closes)]),
        rating=st.sampled_from(("Neutral", "Buy", "Much better than all others", "")),
        target=values(),
        target_label=labels(),
    )
    return PriceChart(
        closes=tuple(closes),
        price=DatedPoint(day=day, value=level),
        price_label=draw(labels()),
        target=DatedPoint(day=day + timedelta(days=horizon), value=level * draw(st.floats(0.0, 3.0))),
        target_label=draw(labels()),
        high=high,
        high_label=draw(labels()) if high else None,
        events=tuple(Event(day=close.day, text=draw(names)) for close in closes[::7][:5]),
        changes=tuple(sorted(draw(st.lists(change, max_size=8)), key=lambda each: each.day)),
        horizon_text=draw(names),
    )


@st.composite
def waterfalls(draw: st.DrawFn) -> Waterfall:
    step = st.builds(
        Step,
        name=names,
        value=values(),
        kind=st.sampled_from(KINDS),
        label=labels(),
        group=st.sampled_from(("", "A", "B")),
    )
    steps = draw(st.lists(step, max_size=30))
    return Waterfall(steps=tuple(steps), group_labels=draw(st.sampled_from([(), (("A", Label(text="1,234.5")),)])))


@st.composite
def stacks(draw: st.DrawFn) -> StackedBars:
    count = draw(st.integers(0, 12))
    figures = st.lists(st.one_of(st.none(), values()), min_size=count, max_size=count).map(tuple)
    series = st.builds(StackSeries, name=names, tone=tones, values=figures, last=st.one_of(st.none(), labels()))
    period = st.tuples(st.sampled_from(("", "1Q", "FY2024A")), st.sampled_from(("", "2024", "2025")))
    return StackedBars(
        periods=tuple(draw(st.lists(period, min_size=count, max_size=count))),
        series=tuple(draw(st.lists(series, max_size=7))),
        totals=draw(figures),
        total_labels=tuple(draw(st.lists(st.one_of(st.none(), labels()), min_size=count, max_size=count))),
    )


@st.composite
def progress(draw: st.DrawFn) -> CumulativeLines:
    point = st.builds(
        PathPoint, month=st.floats(0, 12), value=values(), label=st.one_of(st.none(), labels()), floor=st.booleans()
    )
    points = st.lists(point, max_size=13).map(lambda found: tuple(sorted(found, key=lambda one: one.month)))
    paths = st.lists(st.builds(CumulativePath, name=names, tone=tones, points=points), max_size=4)
    goals = st.lists(st.builds(Goal, value=values(), label=labels(), name=names, past=st.booleans()), max_size=6)
    return CumulativeLines(paths=tuple(draw(paths)), goals=tuple(draw(goals)), pace_text=draw(names))


part_bars = st.lists(
    st.builds(PartBar, name=names, value=values(), label=labels(), detail=st.one_of(st.none(), labels()), tone=tones),
    max_size=30,
).map(lambda bars: PartBars(bars=tuple(bars)))


@st.composite
def football_fields(draw: st.DrawFn) -> Ranges:
    rows = []
    for _ in range(draw(st.integers(0, 12))):
        low, high = sorted((draw(values()), draw(values())))
        rows.append(
            ValueRange(
                name=draw(names),
                detail=draw(names),
                low=low,
                high=high,
                low_label=draw(labels()),
                high_label=draw(labels()),
                tone=draw(tones),
            )
        )
    return Ranges(
        rows=tuple(rows),
        target=draw(values()),
        target_label=draw(labels()),
        price=draw(values()),
        price_label=draw(labels()),
    )


tornado_bars = st.builds(
    TornadoBar,
    name=names,
    detail=names,
    low=st.one_of(st.none(), values()),
    high=st.one_of(st.none(), values()),
    low_label=labels(),
    high_label=labels(),
)
tornados = st.builds(Tornado, bars=st.lists(tornado_bars, max_size=30).map(tuple), base=values(), base_label=labels())


@st.composite
def histograms(draw: st.DrawFn) -> Histogram:
    counts = draw(st.lists(st.integers(0, 10_000_000), max_size=60))
    low, width = draw(values()), draw(values(least=0.0))
    priced = draw(st.booleans())
    return Histogram(
        edges=tuple(low + width * number for number in range(len(counts) + 1)),
        counts=tuple(counts),
        target=draw(values()),
        target_label=draw(labels()),
        price=draw(values()) if priced else None,
        price_label=draw(labels()) if priced else None,
    )


@st.composite
def fans(draw: st.DrawFn) -> Fan:
    years, pairs = draw(st.integers(0, 12)), draw(st.integers(0, 3))
    row = st.lists(st.one_of(st.none(), values()), min_size=years, max_size=years).map(tuple)
    lines = [FanLine(name=draw(names), values=draw(row), label=draw(labels())) for _ in range(2 * pairs + 1)]
    named = tuple(draw(names) for _ in range(years))
    return Fan(years=named, lines=tuple(lines), own=draw(row), own_name=draw(names))


implied_scales = st.lists(
    st.builds(
        ScaleMark, position=values(), above=labels(), below=labels(), role=st.sampled_from(("base", "note", "price"))
    ),
    max_size=5,
).map(lambda marks: ImpliedScale(marks=tuple(marks)))

timelines = st.builds(
    Timeline,
    today=days,
    milestones=st.lists(st.builds(Milestone, day=days, lead=names, text=names, past=st.booleans()), max_size=12).map(
        tuple
    ),
    undated=st.lists(names, max_size=12).map(tuple),
)

risk_matrices = st.builds(
    RiskMatrix,
    points=st.lists(
        st.builds(RiskPoint, number=st.integers(1, 120), name=names, size=values(), probability=st.integers(1, 3)),
        max_size=20,
    ).map(tuple),
    unit_text=names,
)

specs: st.SearchStrategy[ChartSpec] = st.one_of(
    price_charts(),
    waterfalls(),
    stacks(),
    progress(),
    part_bars,
    football_fields(),
    tornados,
    histograms(),
    fans(),
    implied_scales,
    timelines,
    risk_matrices,
)
