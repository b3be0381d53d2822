"""Rating history and disclosures."""

from __future__ import annotations

from reportgen.figures import NBSP
from reportgen.model.note import (
    Bar,
    Beside,
    Block,
    Cell,
    Column,
    DisclosureGroup,
    Disclosures,
    Line,
    Missing,
    Number,
    PageRef,
    Row,
    Section,
    Table,
)
from tests.formats.sample.drawings import PRICE_CHART
from tests.formats.sample.pieces import (
    MINUS_TEN,
    NONE,
    PLUS_TEN,
    bold,
    cells,
    chart,
    exhibit,
    fact,
    line,
    number,
    percent,
    words,
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
