"""The first page of the sample."""

from __future__ import annotations

from reportgen.figures import NBSP, TIMES
from reportgen.model.note import (
    Column,
    Facts,
    Front,
    Link,
    Missing,
    PageRef,
    RatingCard,
    RatingRow,
    Table,
)
from tests.formats.sample.drawings import PRICE_CHART
from tests.formats.sample.pieces import (
    MINUS_TEN,
    PLUS_TEN,
    PRICE,
    RETURN,
    TARGET,
    band,
    bold,
    chart,
    cny,
    exhibit,
    fact,
    hkd,
    line,
    number,
    percent,
    row,
)

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
        percent("parts.devices.share", "50.9"), "; internet services give ", percent("parts.internet.share", "1.7"),
        ".",
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
