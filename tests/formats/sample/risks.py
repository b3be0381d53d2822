"""The section on catalysts and risks."""

from __future__ import annotations

from dataclasses import replace

from reportgen.figures import DASH, THIN
from reportgen.model.note import (
    Beside,
    Cell,
    Column,
    Content,
    Direction,
    Dots,
    Inline,
    Mark,
    Missing,
    Paragraph,
    Row,
    Scale,
    Section,
    Table,
)
from tests.formats.sample.drawings import RISKS, TIMELINE
from tests.formats.sample.pieces import NONE, PRICE, band, bold, cells, chart, exhibit, line, number, percent, words


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
        Column("Size", "right", 7), Column("What it moves", "left", 20.6),
        Column("Indicator, last reading", "left", 24),
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
