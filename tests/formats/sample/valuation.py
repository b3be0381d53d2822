"""The section on the value of the parts."""

from __future__ import annotations

from reportgen.figures import TIMES
from reportgen.model.note import (
    Badge,
    Bar,
    Beside,
    Cell,
    Column,
    Content,
    Paragraph,
    Rail,
    Row,
    RowKind,
    Section,
    Table,
)
from tests.formats.sample.drawings import IMPLIED, RANGES, WATERFALL
from tests.formats.sample.pieces import (
    MINUS_TEN,
    NONE,
    PLUS_TEN,
    RETURN,
    badge,
    bold,
    cells,
    chart,
    cny,
    exhibit,
    hkd,
    line,
    number,
    percent,
    words,
)


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
