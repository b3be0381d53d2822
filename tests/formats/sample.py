"""A whole note as compose would make it: the first company's five pages, with every kind of block in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reportgen.figures import DASH, MINUS, NBSP, THIN, TIMES, Written
from reportgen.model import charts
from reportgen.model.note import (
    Badge,
    BadgeKind,
    Band,
    Bar,
    Beside,
    Block,
    Cell,
    Column,
    Content,
    Direction,
    DisclosureGroup,
    Disclosures,
    Dots,
    Drawing,
    Exhibit,
    Facts,
    Front,
    Indicator,
    Indicators,
    Inline,
    Line,
    Lineage,
    Link,
    Mark,
    Masthead,
    Missing,
    Note,
    Number,
    Operand,
    PageRef,
    Paragraph,
    Rail,
    RatingCard,
    RatingRow,
    Row,
    RowKind,
    Scale,
    Section,
    Strong,
    Table,
    Text,
)

AS_OF = date(2025, 11, 14)


def number(path: str, digits: str, symbol: str = "", suffix: str = "") -> Number:
    value = float(digits.replace(",", "").replace(MINUS, "-"))
    return Number(path, value, Written(symbol, digits.replace("-", MINUS), suffix))


def hkd(path: str, digits: str) -> Number:
    return number(path, digits, "HKD")


def cny(path: str, digits: str) -> Number:
    return number(path, digits, "CNY", f"{NBSP}bn")


def percent(path: str, digits: str) -> Number:
    return number(path, digits, suffix=f"{THIN}%")


def line(*pieces: Inline | str) -> Line:
    return tuple(Text(piece) if isinstance(piece, str) else piece for piece in pieces)


def bold(*pieces: Inline | str) -> Strong:
    return Strong(line(*pieces))


def label(text: str, path: str = "") -> charts.Label:
    return charts.Label(text=text, path=path)


def cells(path: str, texts: str) -> tuple[Cell, ...]:
    """Figures parted by blanks; a lone dash is a missing figure, a trailing ~ pads a whole number."""
    return tuple(
        Cell((Missing(),), pad=True)
        if text == DASH
        else Cell((number(f"{path}[{index}]", text.rstrip("~")),), pad=text.endswith("~"))
        for index, text in enumerate(texts.split())
    )


def words(*texts: Inline | str) -> tuple[Cell, ...]:
    return tuple(Cell(line(text)) for text in texts)


def row(name: str, path: str, texts: str, kind: RowKind = "plain") -> Row:
    return Row((*words(name), *cells(path, texts)), kind)


TARGET = hkd("valuation.target_price", "36.03")
PRICE = hkd("price", "42.48")
RETURN = percent("implied_return", "-15.2")
MINUS_TEN = percent("policy.neutral.low", "-10")
PLUS_TEN = percent("policy.neutral.high", "+10")

CLOSES = (
    "2023-12-29 15.60 2024-01-31 12.32 2024-02-29 13.22 2024-03-28 14.94 2024-04-30 17.32 2024-05-31 17.48 "
    "2024-06-28 16.48 2024-07-31 16.84 2024-08-30 19.50 2024-09-30 22.50 2024-10-31 26.70 2024-11-29 27.75 "
    "2024-12-31 34.65 2025-01-28 38.15 2025-02-28 51.85 2025-03-31 49.20 2025-04-30 49.95 2025-05-30 50.95 "
    "2025-06-30 59.95 2025-07-31 53.15 2025-08-29 52.85 2025-09-30 54.00 2025-10-31 43.20 2025-11-14 42.48"
).split()
HISTORY = tuple(
    charts.DatedPoint(day=date.fromisoformat(day), value=float(close))
    for day, close in zip(CLOSES[::2], CLOSES[1::2], strict=True)
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
    group_labels=((IN_PARTS, label("32.17")), (JUDGED, label("+3.86")), (PRICED, label("+6.45"))),
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


def exhibit(
    count: int, title: Line, subtitle: str, *body: Table | Rail | Scale | Drawing | Paragraph, source: str = ""
) -> Exhibit:
    return Exhibit(f"exhibit-{count}", count, title, line(subtitle), body, line(source) if source else ())


def chart(name: str, spec: charts.ChartSpec, alt: str, width: float, height: float) -> Drawing:
    return Drawing(name, spec, alt, width, height)


YEARS = ("FY2022A", "FY2023A", "FY2024A")
KEY_FIGURES = Table(
    (
        Column("", "left", 26),
        *(Column(year, width=12.2) for year in YEARS),
        Column("LTM\n2Q25A", width=12.4),
        Column("FY2025E", width=12.5, tint=True),
        Column("FY2026E", width=12.5, tint=True),
    ),
    (
        row("Revenue", "revenue", "280.0 271.0 365.9 428.8 – –"),
        row("growth, %", "revenue_growth", "– -3.2 +35.0 – – –", "sub"),
        row("Operating profit", "operating_profit", "2.8 20.0 24.5 – – –"),
        row("Adjusted net profit", "adjusted_net_profit", "8.5 19.3 27.2 36.1 – –"),
        row("growth, %", "profit_growth", "– +126.3 +41.3 – – –", "sub"),
        row(f"Price / adj. profit, {TIMES}", "pe", "117.0 51.7 36.6 27.6 – –"),
        row(f"EV / sales, {TIMES}", "ev_to_sales", "3.5 3.7 2.7 2.3 – –"),
    ),
)


def band(name: str, high: Number | None, width: float, *, active: bool = False) -> Band:
    return Band(name, None, high, active, width)


CARD = RatingCard(
    rating="Neutral",
    action="Initiation; no earlier rating or target",
    rows=(
        RatingRow("Target, 12 months", (TARGET,), "target"),
        RatingRow(f"Price, 14{NBSP}Nov{NBSP}2025", (PRICE,), "strong"),
        RatingRow("Implied return", (RETURN,), "strong"),
        RatingRow("Dividend yield", (Missing(),)),
        RatingRow("Expected total return", (Missing(),)),
    ),
    bands=(
        band("Sell", MINUS_TEN, 1 / 3),
        band("Neutral", PLUS_TEN, 1 / 3, active=True),
        band("Buy", None, 1 / 3),
    ),
    implied_return=RETURN,
    marker=0.247,
    override=line(
        bold("Override."), " The implied return lies in the Sell band; ", PageRef("the valuation", "valuation"),
        " gives the reason.",
    ),
)  # fmt: skip

THESIS = (
    line(
        bold("Almost half of the value is a portfolio."), " Investments and non-core assets are ",
        cny("parts.investments", "350.6"), ", or ", percent("parts.investments.share", "46.9"), " of parts worth ",
        cny("enterprise_value", "747.3"), ", and stand at book value plus ", percent("uplift", "20"), ". Smartphones (",
        cny("parts.smartphones", "196.3"), ") and IoT (", cny("parts.iot", "184.3"), ") give another ",
        percent("parts.devices.share", "50.9"), "; internet services give ", percent("parts.internet.share", "1.7"), ".",
    ),
    line(
        bold("The cars run ahead of plan."), " Xiaomi delivered ", number("deliveries.9M25", "265,967"),
        " cars in nine months, ", percent("deliveries.progress", "76.0"), " of the 2025 target of ",
        number("target_2025", "350,000"), ", and more than ", number("deliveries.october", "40,000"),
        " in October. Cars brought ", cny("segments.cars.2Q25", "20.6"), " in 2Q25, or ",
        percent("segments.cars.share", "17.8"), " of revenue, after ", cny("segments.cars.3Q24", "9.5"), " and ",
        percent("segments.cars.share.3Q24", "10.3"), " in 3Q24. Yet the valuation has no part of its own for them.",
    ),
    line(
        bold("The premium is a judgement, and the price has gone past it."), " It is worth ",
        hkd("premium.value", "3.86"), " of the target, or ", hkd("premium.point", "0.32"),
        " a point. Target and price would meet at a premium of ", percent("implied_premium", "32.1"),
        "; we cannot show what would earn the other ", number("premium.gap", "20.1", suffix=f"{NBSP}points"), ".",
    ),
    line(
        bold("Profit has caught up with the multiple."), " Adjusted net profit reached ", cny("profit.ltm", "36.1"),
        " in the twelve months to June 2025, after ", cny("profit.2024", "27.2"), " in FY2024. At the price the shares"
        " cost ", number("pe.ltm", "27.6", suffix=f"{NBSP}times"), " that; from the listing in 2018 to the end of 2024"
        " they mostly stood between ", number("pe.low", "14"), " and ", number("pe.high", "30", suffix=f"{NBSP}times"),
        ".",
    ),
)  # fmt: skip


def fact(name: str, value: Inline | str) -> tuple[Line, Line]:
    return line(name), line(value)


SIDE = (
    Facts(
        "Market data",
        (
            fact("Exchange, short name", "XHKG, XIAOMI-W"),
            fact("Reports in / trades in", "CNY / HKD"),
            fact("Market value, HKD bn", number("market_value", "1,132.1")),
            fact("EV at market, CNY bn", number("ev_at_market", "989.1")),
            fact("Net cash, CNY bn†", number("net_cash", "7.1")),
            fact("Shares, bn†", number("shares", "26.65")),
            fact("Free float, %", Missing()),
            (
                line("52-week high / low, HKD"),
                line(number("prices.high_52", "61.45"), " / ", number("prices.low_52", "26.80")),
            ),
            fact("Volume, m shares a day*", number("volume", "164.2")),
            fact("Turnover, HKD bn a day*", number("turnover", "8.3")),
            fact("HKD per CNY", number("fx", "1.13636")),
            fact("Fiscal year ends", f"31{NBSP}December"),
            fact("Next results", Missing()),
        ),
    ),
    Facts(
        "Performance, %",
        (
            fact("Since 31 Oct 2025", number("performance.1", "-1.7")),
            fact("Since 31 Jul 2025", number("performance.3", "-20.1")),
            fact("Since 31 Dec 2024", number("performance.ytd", "+22.6")),
            fact("Relative to an index", Missing()),
        ),
    ),
    Facts(
        "Analysts",
        (
            fact("Lead Analyst", Link("lead@example.com", "mailto:lead@example.com")),
            fact("Second Analyst", Link("second@example.com", "mailto:second@example.com")),
        ),
        (line("* Mean of 63 sessions to 14 Nov 2025."), line("† On 30 Jun 2025. Source: S3, S5.")),
    ),
)

FRONT = Front(
    company="Xiaomi Corporation",
    native_name="小米集团",
    ticker="1810.HK",
    headline=line("Priced for the cars, valued on the investments"),
    standfirst=line(
        "Xiaomi’s parts add up to ", bold(hkd("value_per_share", "32.17")), " a share, and a premium of ",
        percent("premium", "12"), " for quality lifts the target to ", bold(TARGET), ". The price of ", bold(PRICE),
        " asks for a premium of ", percent("implied_premium", "32.1"), ".",
    ),
    card=CARD,
    thesis=THESIS,
    exhibits=(
        exhibit(
            1,
            line("The shares have fallen by a fifth since July and still stand above the target"),
            f"Share price, HKD, month-end closes and the close of 14{NBSP}November{NBSP}2025",
            chart("price", PRICE_CHART, "Line of month-end closes from 15.60 to 42.48, target 36.03.", 118, 54),
            source="Source: S5; target, Example Research.",
        ),
        exhibit(
            2,
            line("Key figures: profit has grown faster than revenue"),
            "CNY bn unless stated; years to 31 December; A actual, E estimate; multiples at HKD 42.48",
            KEY_FIGURES,
            source="Source: S3, S4, S5; Example Research. Shares of 30 June 2025. This note holds no forecasts: a dash "
            "means that there is no figure, not zero.",
        ),
    ),
    side=SIDE,
    side_notes=(),
)  # fmt: skip


def part(name: str, badge: Badge, given: Content, figures: tuple[str, str, float, str]) -> Row:
    value, share, bar, per_share = figures
    path = f"parts.{name}"
    return Row(
        (
            *words(name),
            Cell(badge),
            Cell(given),
            *cells(f"{path}.value", value),
            *cells(f"{path}.share", share),
            Cell(Bar(bar)),
            *cells(f"{path}.per_share", per_share),
        )
    )


def sum_row(name: str, badge: Content, given: Content, figures: tuple[str, str, str], kind: RowKind) -> Row:
    value, share, per_share = figures
    return Row(
        (
            *words(name), Cell(badge), Cell(given), *cells(f"sums.{name}", value),
            *(cells(f"sums.{name}.share", share) or (Cell(()),)), Cell(()), *cells(f"sums.{name}.per_share", per_share),
        ),
        kind,
    )  # fmt: skip


def badge(text: str, kind: BadgeKind) -> Badge:
    return Badge(text, kind)


NONE: Line = (Missing(),)
DCF = badge("10-year DCF", "dcf")
PARTS = Table(
    (
        Column("Part", "left", 27.5), Column("Method", "left", 18), Column("Input", "right", 11),
        Column("CNY bn", "right", 11), Column("% of EV", "right", 9), Column("", "left", 14.5),
        Column("HKD a share", "right", 9),
    ),
    (
        part("Smartphones (hardware)", DCF, NONE, ("196.3", "26.3", 0.56, "8.37")),
        part("IoT & lifestyle products", DCF, NONE, ("184.3", "24.7", 0.526, "7.86")),
        part("Internet services", DCF, NONE, ("12.5", "1.7", 0.036, "0.53")),
        part(
            "Investments & non-core assets", badge("Adjusted book", "book"), line(percent("uplift", "+20")),
            ("350.6", "46.9", 1.0, "14.95"),
        ),
        part(
            "Others & services", badge("EV / sales", "multiple"), line(number("multiple", "0.3", suffix=TIMES)),
            ("3.6", "0.5", 0.01, "0.15"),
        ),
        sum_row("Enterprise value", (), (), ("747.3", "100.0", "31.86"), "total"),
        sum_row("Net cash", badge("30 Jun 2025", "book"), (), ("+7.1", "", "+0.30"), "plain"),
        sum_row("Equity value", (), (), ("754.4", "", "32.17"), "total"),
        sum_row(
            "Premium for quality", badge("Judgement", "judgement"), line(percent("premium", "12")),
            ("+90.5", "", "+3.86"), "plain",
        ),
        sum_row("Adjusted equity, target price", (), (), ("844.9", "", "36.03"), "target"),
    ),
)  # fmt: skip

RAIL = Rail(
    (
        (number("adjusted_equity", "844.9"), "CNY bn, adjusted equity", False),
        (number("shares", "26.65"), "bn shares, 30 Jun 2025", False),
        (number("value_per_share_cny", "31.70"), "CNY a share", False),
        (number("fx", "1.13636"), "HKD per CNY", False),
        (number("valuation.target_price", "36.03"), "HKD, target price", True),
    ),
    ("÷", "=", TIMES, "="),
)

VALUATION = Section(
    "valuation",
    "Valuation",
    line(
        "Valuation: the parts give ", number("value_per_share", "32.17"), ", judgement adds ",
        number("premium.value", "3.86"),
    ),
    (
        Beside(
            (
                Paragraph(
                    line(
                        "Five parts make an enterprise value of ", cny("enterprise_value", "747.3"),
                        ". Three of them, ", percent("parts.dcf.share", "52.6"), " of it, are discounted cash flows"
                        " whose results we take from S3, which does not give their inputs. The largest part is the book"
                        " value of the investments, raised by ", percent("uplift", "20"), ".",
                    )
                ),
            ),
            (
                Paragraph(
                    line(
                        bold("Why Neutral and not Sell."), " An implied return of ", RETURN,
                        " lies below our Neutral band of ", MINUS_TEN, " to ", PLUS_TEN, ". We override it: the whole"
                        " gap rests on one judgement, the premium, and the cars, which run ahead of plan, have no part"
                        " of their own.",
                    )
                ),
            ),
        ),
        exhibit(
            3,
            line("The largest part is a portfolio, not a business"),
            "Sum of the parts, 14 November 2025; HKD per share at 26.65 bn shares and 1.13636 HKD per CNY",
            PARTS,
            RAIL,
            source="Source: S3; Example Research. Percentages and HKD do not add due to rounding. The target is"
            " computed from the unrounded 31.7046.",
        ),
        exhibit(
            4,
            line(
                "The bridge reaches ", number("valuation.target_price", "36.03"), "; the price needs another ",
                number("gap", "6.45"),
            ),
            "From the parts to the target and to the price, HKD per share",
            chart("bridge", WATERFALL, "Waterfall from the parts, 32.17, to the target, 36.03.", 180, 52),
            source="Source: S3 (parts, shares, exchange rate), S5 (price); Example Research.",
        ),
        Beside(
            (
                exhibit(
                    5,
                    line("The price needs ", percent("implied_premium", "32.1"), ", not ", percent("premium", "12")),
                    "What the price implies: premium and HKD",
                    chart("implied", IMPLIED, "The price stands at a premium of 32.1 %.", 56, 22),
                    Paragraph(
                        line(
                            "Everything else held, target and price meet at a premium of ",
                            bold(percent("implied_premium", "32.1")), "; the note uses ",
                            bold(percent("premium", "12")), ". Each point is worth ", hkd("premium.point", "0.32"), ".",
                        )
                    ),
                    source="Source: Example Research.",
                ),
            ),
            (
                exhibit(
                    6,
                    line("The price is inside the earnings range, above every sum of the parts"),
                    "Value per share by method, HKD",
                    chart("ranges", RANGES, "Four ranges of value, the target and the price across them.", 118, 42),
                    source="Source: S1 (P/E range), S3, S4, S5; Example Research. LTM: twelve months to 30 June 2025.",
                ),
            ),
            56,
        ),
    ),
)  # fmt: skip

HISTORY_COLUMNS = (
    Column("", "left", 32),
    *(Column(head, width=9.6) for head in (*YEARS, "1H25A", "2Q25A")),
    Column("FY2025E", width=10, tint=True),
    Column("FY2026E", width=10, tint=True),
)
THREE_YEARS = Table(
    HISTORY_COLUMNS,
    (
        row("Smartphones", "smartphones", "167.2 157.5 191.8 96.1 45.5 – –"),
        row("IoT & lifestyle products", "iot", "79.8 80.1 104.1 71.0 38.7 – –"),
        row("Internet services", "internet", "28.3 30.1 34.1 18.2 9.1 – –"),
        row("Smart cars and new initiatives", "cars", "– – 32.8 39.9 21.3 – –"),
        row("Others", "others", "4.7 3.3 3.1 2.0 1.4 – –"),
        row("Revenue", "revenue", "280.0 271.0 365.9 227.2 116.0 – –", "total"),
        row("growth on the year, %", "growth", "– -3.2 +35.0 +38.2 +30.5 – –", "sub"),
        row("Gross profit", "gross_profit", "47.6 57.5 76.6 – 26.1 – –"),
        row("margin, %", "gross_margin", "17.0 21.2 20.9 – 22.5 – –", "sub"),
        row("Operating profit", "operating_profit", "2.8 20.0 24.5 – 13.4 – –"),
        row("margin, %", "operating_margin", "1.0 7.4 6.7 – 11.6 – –", "sub"),
        row("Profit before tax", "profit_before_tax", "– 22.0 28.1 – – – –"),
        row("Profit for the period", "profit", "2.5 17.5 23.6 – – – –"),
        row("Adjusted net profit", "adjusted_net_profit", "8.5 19.3 27.2 21.5 10.8 – –", "total"),
        row("margin, %", "net_margin", "3.0 7.1 7.4 9.5 9.3 – –", "sub"),
        row("of which new business", "new_business", "– – -6.2 – – – –", "sub"),
        row("Research and development", "research", "– – 24.1 – – – –"),
        row("Cars delivered", "cars_delivered", "– – 136,854~ 157,171~ 81,302~ – –"),
        row("Smartphones shipped, m", "shipments", "– – – 84.2 42.4 – –"),
        row("Earnings per share, adjusted, CNY", "eps", "– – – – – – –"),
        row(f"Price / adjusted profit at HKD 42.48, {TIMES}", "pe", "117.0 51.7 36.6 – – – –"),
    ),
)


def indicator(name: str, value: Number, context: Line) -> Indicator:
    return Indicator(name, (value,), context)


OPERATIONS = Section(
    "operations",
    "Operations",
    line("Operations: the cars grow, the phones carry"),
    (
        Indicators(
            (
                indicator(
                    "Revenue, 2Q25, CNY bn", number("r", "116.0"), line(percent("g", "+30.5"), " on the year")
                ),
                indicator("Gross margin, 2Q25", percent("gm", "22.5"), line("FY2024A: ", percent("gm24", "20.9"))),
                indicator("Operating margin, 2Q25", percent("om", "11.6"), line("FY2024A: ", percent("om24", "6.7"))),
                indicator(
                    "Adj. profit, 1H25, CNY bn", number("ap", "21.5"), line(percent("apg", "+69.8"), " on the year")
                ),
                indicator(
                    "Cars, nine months",
                    number("deliveries.9M25", "265,967"),
                    line(percent("deliveries.progress", "76.0"), " of 2025 target"),
                ),
            )
        ),
        Beside(
            (
                exhibit(
                    7,
                    line("Car revenue has more than doubled in three quarters"),
                    "Revenue by segment, CNY bn; hatched: not split in our sources",
                    chart("segments", STACK, "Stacked quarterly revenue by segment.", 87, 54),
                    source="Source: S4. 2Q23 and earlier left out; 1Q24 is the nine months less 2Q24 and 3Q24. Cars &"
                    " new: smart cars and other new initiatives (3Q24: cars only). Others by subtraction.",
                ),
                Paragraph(
                    line(
                        "Cars and the other new initiatives brought ", cny("cars.1H25", "39.9"), " in the first half of"
                        " 2025, above the ", cny("cars.2024", "32.8"), " of all FY2024, with ",
                        number("deliveries.1Q25", "75,869"), " and ", number("deliveries.2Q25", "81,302"), " cars in"
                        " the two quarters. Their adjusted loss was ", cny("cars.loss", "6.2"), " in FY2024.",
                    )
                ),
            ),
            (
                exhibit(
                    8,
                    line("Three quarters of the target delivered in three quarters"),
                    "Cars delivered since January, thousand",
                    chart("deliveries", PATHS, "Deliveries since January in 2024 and 2025.", 87, 54),
                    source="Source: S1, S2 (targets), S4 (deliveries; October 2025 is given as more than 40,000, the"
                    " hollow point is therefore a floor). Points are the months that the sources give.",
                ),
                Paragraph(
                    line(
                        "Smartphones still give two fifths of revenue, but ", cny("phones.2Q25", "45.5"), " in 2Q25 is"
                        " less than the ", cny("phones.1Q25", "50.6"), " of 1Q25. IoT took over as the engine: ",
                        cny("iot.2Q25", "38.7"), " in 2Q25, after ", cny("iot.1Q25", "32.3"), " in 1Q25 and ",
                        cny("iot.4Q24", "30.9"), " in 4Q24.",
                    )
                ),
            ),
        ),
        exhibit(
            9,
            line("Three years of history: the adjusted margin has more than doubled since FY2022"),
            "CNY bn unless stated; years to 31 December; A actual, E estimate",
            THREE_YEARS,
            source="Source: S3, S4; Example Research. Adjusted net profit is the company’s non-IFRS measure. Others of"
            " FY2023A to 2Q25A by subtraction. A dash means that our sources give no figure.",
        ),
    ),
)  # fmt: skip


def catalyst(day: str, event: str, look: str, direction: Direction, source: str) -> Row:
    when: Inline | str = day or Missing()
    return Row((*words(when, bold(event), look), Cell(direction), Cell(NONE), *words(source or Missing())))


UP, EITHER = Direction("up"), Direction("either")
CATALYSTS = Table(
    (
        Column("Date", "left", 14.5), Column("Event", "left", 21), Column("What to look for", "left", 35.5),
        Column("Direction", "left", 12), Column("Size", "right", 8), Column("Source", "right", 9),
    ),
    (
        catalyst("31 Dec 2025", "Delivery target for 2025", "84,033 cars were left after September", UP, "S2, S4"),
        catalyst("by 31 Mar 2026", "Annual results FY2025", "Car margin, 17.1 % in 3Q24; book values", EITHER, "HKEX"),
        catalyst("by 31 Aug 2026", "Interim results", "Net cash, its definition", EITHER, "HKEX"),
        catalyst("", "3Q25 results", "First balance sheet after 30 June 2025", EITHER, ""),
        catalyst("", "YU7 sales in Europe", "Deliveries outside China", UP, "S2"),
        catalyst("", "Phase-3 factory complete", "Capacity; no figure in our sources", UP, "S2"),
        catalyst("", "MiMo benchmark results", "Published scores", EITHER, "S2"),
    ),
)  # fmt: skip


def sensitivity(uplift: str, figures: str) -> Row:
    made = cells(f"sensitivity[{uplift}]", figures.replace("*", ""))
    marks = ["strong" if text.endswith("*") else "" for text in figures.split()]
    if uplift == "20":
        made = (*made[:2], Cell(made[2].content, mark="framed"), *made[3:])
    return Row(
        (
            Cell((percent(f"uplifts[{uplift}]", uplift),)),
            *(replace(cell, mark="strong") if mark else cell for cell, mark in zip(made, marks, strict=True)),
        )
    )


SENSITIVITY = Table(
    (
        Column("Uplift", "left", 16),
        *(Column(f"{head}{THIN}%", width=14) for head in ("0", "6", "12", "18", "24", "32.1")),
    ),
    (
        sensitivity("0", "29.68 31.46 33.24 35.02 36.80 39.19"),
        sensitivity("10", "30.92 32.78 34.63 36.49 38.34 40.83"),
        sensitivity("20", "32.17 34.10 36.03 37.96 39.89 42.48*"),
        sensitivity("30", "33.41 35.42 37.42 39.43 41.43 44.13*"),
    ),
)
BY_PRICE = Scale(
    line("The rating that the target gives, by share price, HKD"),
    (
        band("Buy", number("policy.buy_below", "32.75"), 0.31),
        band("Neutral", number("policy.sell_above", "40.03"), 0.33),
        band("Sell", None, 0.36),
    ),
    (Mark(line("Target ", number("valuation.target_price", "36.03")), 0.457),
     Mark(line("Price ", number("price", "42.48")), 0.75, "ink")),
)  # fmt: skip


def risk(count: int, name: str, chance: Content, size: str, moves: str, reading: str) -> Row:
    return Row(
        (
            *words(str(count), bold(name)),
            Cell(chance),
            *cells(f"risks[{count}].size", size),
            *words(moves or Missing(), reading or Missing()),
        )
    )


MEDIUM, LOW, HIGH = Dots(2, "Medium"), Dots(1, "Low"), Dots(3, "High")
RISK_TABLE = Table(
    (
        Column("", "left", 2.8), Column("Risk", "left", 31.6), Column("Probability", "left", 14),
        Column("Size", "right", 7), Column("What it moves", "left", 20.6), Column("Indicator, last reading", "left", 24),
    ),
    (
        risk(1, "Premium of 12 % not earned", MEDIUM, "-3.86", "Premium, 12 %", "Implied premium, 32.1 %"),
        risk(2, "Investments worth book, not 20 % more", LOW, "-2.79", "Investments, 350.6", "Fair values, –"),
        risk(3, "Cash counted twice", HIGH, "-0.34", "Net cash, 7.1", "Definition of net cash, –"),
        risk(4, "Renminbi 1 % weaker", MEDIUM, "-0.36", "HKD per CNY", "HKD per CNY, 1.13636"),
        risk(5, "Safety recall of a car", NONE, DASH, "No part of its own", "Cars a month, 40,000+ in Oct"),
        risk(6, "Margin erosion in cars", NONE, DASH, "No part of its own", "Car gross margin, 17.1 % in 3Q24"),
        risk(7, "Geopolitical disruption", NONE, DASH, "", ""),
        risk(8, "The market keeps its 32.1 %", MEDIUM, "+6.45", "Premium, 12 %", "Share price, HKD 42.48"),
    ),
)  # fmt: skip

RISK_SECTION = Section(
    "risks",
    "Catalysts and risks",
    line("Catalysts and risks: two judgements matter most"),
    (
        exhibit(
            10,
            line("The car target is tested at the year’s end, the results in March"),
            "Past milestones (hollow), dated catalysts (filled) and catalysts without a date",
            chart("timeline", TIMELINE, "Timeline from November 2024 to November 2026.", 180, 43),
            source="Source: S1, S2, S4. Deadlines for results: HKEX Main Board Rule 13.49.",
        ),
        exhibit(
            11,
            line("Only three of seven catalysts carry a date"),
            "Direction for the value: ▲ up, ▼ down, ◆ either; size in HKD per share",
            CATALYSTS,
        ),
        Beside(
            (
                exhibit(
                    12,
                    line("Only the premium and the book value are large"),
                    "Size in HKD per share; probability as judged by the analysts",
                    chart("risk-matrix", RISKS, "Size against probability of five risks.", 87, 42),
                    source="Source: Example Research. Risks 5 to 7 have no size and are left out.",
                ),
            ),
            (
                exhibit(
                    13,
                    line("A premium of ", percent("premium.test", "24"), " does not reach the price"),
                    "Target, HKD, by premium (across) and uplift on book value (down)",
                    SENSITIVITY,
                    Paragraph(line("Framed: this note. Bold: at or above the price of ", PRICE, ".")),
                    BY_PRICE,
                ),
            ),
        ),
        exhibit(
            14,
            line("Judgements weigh more than the exchange rate"),
            "Size in HKD per share, at the note’s premium of 12 % where it applies; − lowers the target, + proves it"
            " too low",
            RISK_TABLE,
            source="Source: S2 (risks 5 to 7), S3, S4; Example Research. A dash means that no size or probability can"
            " be given from our sources.",
        ),
    ),
)


def origin(name: str, printed: Number, formula: str, source: str) -> Row:
    return Row((*words(name), Cell((bold(printed),)), *words(formula, source)))


ORIGINS = Table(
    (
        Column("Figure", "left", 31), Column("Printed", "right", 9), Column("Formula", "left", 42.5),
        Column("Source, as of", "left", 17.5),
    ),
    (
        origin(
            "Enterprise value, CNY bn", number("enterprise_value", "747.3"), "196.3 + 184.3 + 12.5 + 350.6 + 3.6",
            "S3, 14 Nov 2025",
        ),
        origin("Equity value, CNY bn", number("equity_value", "754.4"), "747.3 + net cash 7.1", "S3, 30 Jun 2025"),
        origin(
            "Target price, HKD", number("valuation.target_price", "36.03"),
            "754.4 × (1 + 12 %) ÷ 26.65 bn × 1.13636", "S3, 14 Nov 2025",
        ),
        origin("Implied return, %", number("implied_return", "-15.2"), "36.03 ÷ 42.48 − 1", "S5, 14 Nov 2025"),
        origin(
            "Market value, HKD bn", number("market_value", "1,132.1"), "42.48 × 26.65 bn", "S5; S3, 30 Jun 2025"
        ),
        origin(
            "Deliveries against the 2025 target, %", number("deliveries.progress", "76.0"),
            "(75,869 + 81,302 + 108,796) ÷ 350,000", "S2, S4, to 30 Sep 2025",
        ),
    ),
)  # fmt: skip

CHANGES = Table(
    (Column("Date", "left", 36), Column("Rating", "left", 24), Column("Target", width=20), Column("Price", width=20)),
    (
        Row((*words("14 Nov 2025", "Neutral"), *cells("changes[0]", "36.03 42.48"))),
        Row((*words("before", Missing()), Cell(NONE), Cell(NONE)), "sub"),
    ),
)
DISTRIBUTION = Table(
    (Column("", "left", 23), Column("", "left", 55), Column("", "right", 22)),
    tuple(
        Row((*words(name), Cell(Bar(bar, "ink")), Cell((percent(f"distribution.{name}", digits),))))
        for name, bar, digits in (("Buy", 0.0, "0"), ("Neutral", 1.0, "100"), ("Sell", 0.0, "0"))
    ),
)


def small(name: str, title: str, *paragraphs: Line) -> DisclosureGroup:
    return DisclosureGroup(name, title, paragraphs)


DISCLOSURES: tuple[Block, ...] = (
    Beside(
        (
            exhibit(
                15,
                line("Coverage begins with this note"),
                "Month-end closes, HKD, with ratings and targets",
                chart("rating-history", PRICE_CHART, "Closes with the first rating and target.", 118, 48),
                source="Source: S5; Example Research. Month-end closes stand in for daily ones.",
            ),
        ),
        (
            exhibit(16, line("Changes of rating and target"), "Target and price at release, HKD", CHANGES),
            exhibit(
                17,
                line("Distribution of ratings"),
                "One company rated on 14 November 2025",
                DISTRIBUTION,
                source="Of these, clients for investment banking in the last 12 months: 0 %.",
            ),
        ),
        118,
    ),
    exhibit(
        18,
        line("Where the numbers come from"),
        "The figures that carry the note; each is computed from unrounded operands and can be opened in the HTML"
        " edition",
        ORIGINS,
    ),
    Disclosures(
        (
            small(
                "certification", "Analyst certification",
                line("Each analyst named on ", PageRef("the first page", "summary"), " certifies that this note states"
                     " his or her own views on the company and its shares, and that no part of his or her pay was, is"
                     " or will be tied to the rating or to the views in it."),
            ),
            small(
                "ratings", "Meaning of the ratings",
                line(bold("Buy"), ": implied return above ", PLUS_TEN, " in 12 months. ", bold("Neutral"), ": from ",
                     MINUS_TEN, " to ", PLUS_TEN, ". ", bold("Sell"), ": below ", MINUS_TEN, ". The return is absolute"
                     " and leaves out dividends where no yield is given. A rating outside its band is an override; the"
                     " note says so on its first page and gives the reason. ", bold("This note holds an override.")),
            ),
            small(
                "method", "Valuation method",
                line("Sum of the parts as of 14 November 2025: three discounted cash flows over ten years, one adjusted"
                     " book value and one multiple of sales, plus net cash of 30 June 2025, raised by a premium of ",
                     percent("premium", "12"), ", divided by ", number("shares", "26.65", suffix=f"{NBSP}bn"),
                     " shares and changed into Hong Kong dollars at ", number("fx", "1.13636"), "."),
            ),
        ),
        (
            DisclosureGroup(
                "conflicts", "Conflicts of interest", (),
                tuple(
                    fact(name, "No")
                    for name in (
                        "Holding of 1 % or more of the market value", "Holding by an analyst or household",
                        "Market making in the shares", "Investment banking for the company, last 12 months",
                        "Officer of the company", "Pay or other services from the company, last 12 months",
                    )
                ),
            ),
            small(
                "times", "Prices and times",
                line("Prices are closing prices in Hong Kong on 14 November 2025. Production was completed and the note"
                     " first released on 14 November 2025, 18:00 HKT. It was not shown to the company."),
            ),
            small(
                "sources", "Sources",
                line(bold("S1"), " Wang Xiaojuan, article on the first car year, December 2024."),
                line(bold("S3"), " Independent sum-of-the-parts report, 14 November 2025."),
                line(bold("S5"), " Daily price history of a vendor, month-end closes."),
            ),
        ),
    ),
)  # fmt: skip
BACK = Section("disclosures", "Disclosures", line("Rating history and disclosures"), DISCLOSURES)

TARGET_LINEAGE = Lineage(
    path="valuation.target_price",
    name="Target price, 12 months",
    printed=f"HKD{NBSP}36.03",
    unrounded="36.027857",
    formula=f"adjusted equity value ÷ shares {TIMES} HKD per CNY",
    substituted=f"844.928 bn ÷ 26.65 bn {TIMES} 1.13636",
    operands=(
        Operand("Adjusted equity value", "adjusted_equity", f"CNY{NBSP}844.928{NBSP}bn", ""),
        Operand("Equity value", "equity_value", "754.4", "S3, 30 Jun 2025", 1),
        Operand("1 + premium", "", f"{TIMES} 1.12", "judgement", 1),
        Operand("Shares", "shares", "÷ 26.65 bn", "S3, 30 Jun 2025"),
        Operand("HKD per CNY", "fx", f"{TIMES} 1.13636", "S3, 14 Nov 2025"),
    ),
    source="S3 Independent sum-of-the-parts report on Xiaomi",
    as_of="14 November 2025",
    place="inputs/xiaomi/valuation.yaml:31:3",
    used_in=("implied return", "rating", "Exhibits 1, 3, 4, 6, 13"),
)


def numbers(item: object) -> list[Number]:
    """Every number below a value, in the order of its fields."""
    if isinstance(item, Number):
        return [item]
    if isinstance(item, tuple):
        return [found for part in item for found in numbers(part)]
    names = getattr(type(item), "__dataclass_fields__", ())
    return [found for name in names for found in numbers(getattr(item, name))]


def lineages(note: Note) -> tuple[Lineage, ...]:
    """One for every path: the target's in full, the others as facts."""
    first = {item.path: item for item in reversed(numbers((note.front, note.sections)))}
    plain = tuple(
        Lineage(
            path, path.rsplit(".", 1)[-1].replace("_", " ").capitalize(), item.written.text, str(item.value), "", "",
            (), "S4 Results announcements of the company", "30 Jun 2025", "inputs/xiaomi/facts.yaml:12:3", ("Exhibit 3",),
        )
        for path, item in sorted(first.items())
        if path != TARGET_LINEAGE.path
    )  # fmt: skip
    return (TARGET_LINEAGE, *plain)


def note(*, draft: bool = False) -> Note:
    """The sample, as a release or as a draft."""
    made = Note(
        title="Xiaomi Corporation: Priced for the cars, valued on the investments",
        subject="Initiation of coverage, Neutral, target HKD 36.03",
        authors=("Lead Analyst", "Second Analyst"),
        keywords=("1810.HK", "Neutral", "equity research"),
        as_of=AS_OF,
        masthead=Masthead(
            house="Example Research",
            note_type="Initiation of coverage",
            sector="Consumer electronics and cars",
            country="China, listed in Hong Kong",
            completed=f"14{NBSP}November{NBSP}2025, 18:00{NBSP}HKT",
            language="en",
            draft=draft,
            accent="#b93a0e",
            accent_soft="#f2d8cb",
        ),
        header_left=line(bold("Xiaomi Corporation"), "  1810.HK"),
        header_right=line(bold("Neutral"), "  Target ", TARGET, "  Price ", PRICE, f"  14{NBSP}November{NBSP}2025"),
        front=FRONT,
        sections=(VALUATION, OPERATIONS, RISK_SECTION, BACK),
    )
    return replace(made, lineages=lineages(made))
