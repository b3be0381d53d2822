"""The section on the company's business."""

from __future__ import annotations

from reportgen.figures import TIMES
from reportgen.model.note import (
    Beside,
    Column,
    Indicator,
    Indicators,
    Line,
    Number,
    Paragraph,
    Section,
    Table,
)
from tests.formats.sample.drawings import PATHS, STACK
from tests.formats.sample.front import YEARS
from tests.formats.sample.pieces import chart, cny, exhibit, line, number, percent, row

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
            " FY2023A to 2Q25A by subtraction. A dash means that there is no figure, or none that means anything.",
        ),
    ),
)  # fmt: skip
