"""Why the codes of prices, of fetching them and of calendars exist."""

from __future__ import annotations

from reportgen.diagnostics import Rule

_FILES: tuple[Rule, ...] = (
    Rule("price-file-empty", "A download that broke off leaves an empty file or a head without rows."),
    Rule("price-file-unreadable", "What is no text in UTF-8, or cannot be read at all, cannot be told to be prices."),
    Rule("price-file-html", "Vendors answer with a web page where a login has run out or too much was asked for."),
    Rule("price-file-pointer", "A checkout without Git LFS holds pointers of three lines in place of the files."),
    Rule(
        "price-file-layout",
        "Which column is the close is never guessed: the first row must name the columns as a known vendor does, or at "
        "least a date and a close among columns that are known.",
    ),
    Rule("price-file-cells", "A row with more cells than the head has moved its figures into other columns."),
    Rule("price-file-ending", "Spreadsheets and archives are not opened; prices come as text with commas."),
    Rule("price-file-unknown", "A file is taken only for the share that its name or its rows name."),
    Rule(
        "price-file-ambiguous",
        "A price under the wrong company is worse than none: where two companies may be meant, or the file's name and "
        "its rows name different shares, a person decides.",
    ),
    Rule("price-file-missing", "A company without a fresh file keeps its old closes, and somebody should know."),
    Rule(
        "price-source-missing",
        "Every close names its source in facts.yaml, which the note prints below its chart. A vendor's rows have no "
        "column for it, so company.yaml says it for all of them.",
    ),
    Rule(
        "price-file-recorded",
        "Fetched closes are added as rows that name their source. A vendor's own file in that place has no room for "
        "them, and rewriting it would lose what it is.",
    ),
)

_ROWS: tuple[Rule, ...] = (
    Rule(
        "price-date-format",
        "In 08-02-2013 the day and the month can be confused, and half the rows would move by months. A moment with a "
        "zone must be the beginning of a day where the exchange is, or its day is not certain.",
    ),
    Rule("price-date-order", "A vendor's rows go up or down by day. Shuffled rows were worked on by someone."),
    Rule("price-date-twice", "Of two closes for one day one is wrong, and the file does not say which."),
    Rule("price-in-future", "Nobody knows the close of a day that has not come; the day or the year is mistyped."),
    Rule("price-before-close", "During a session vendors print the last price as if it were the close."),
    Rule(
        "price-without-session",
        "On a weekend or holiday of the exchange nothing closes. The row is a repetition, of another exchange, or the "
        "calendar lacks a special session; it is left out and told.",
    ),
    Rule(
        "price-no-trade", "Where nobody traded, vendors repeat the last close or write nothing: no close of that day."
    ),
    Rule("price-close-unreadable", "A close is a number. NaN, words and empty cells among others are damage."),
    Rule("price-not-daily", "Weekly, monthly and minute bars close at other moments than days do."),
    Rule("price-currency", "A price in another currency, or in pence, is wrong by a factor that may look like a move."),
    Rule(
        "price-outside-range",
        "A close lies between the day's low and high, but for a few that an exchange fixes by its own rule. Where many "
        "lie outside, the columns are not what their names say.",
    ),
    Rule(
        "price-adjusted",
        "A note quotes prices as they were. Vendors move earlier ones for later dividends and splits, and change them "
        "again with each dividend; such rows are told by prices that the exchange cannot quote, and left out.",
    ),
    Rule(
        "price-not-quoted",
        "A single close with more decimals than the exchange quotes is a slip, an average or a trade outside of the "
        "order book. Those around it are as they were quoted, so that it alone is left out.",
    ),
    Rule(
        "price-columns-swapped",
        "A share opens near the close of the day before. Where it is the closes that lie near the opens before them, "
        "the names of the two columns are exchanged, and each close is that of a morning.",
    ),
    Rule(
        "price-jump",
        "A price at five times yesterday's or a fifth of it is a lost decimal point, pence for pounds, or another "
        "share, unless a split is on record.",
    ),
    Rule(
        "price-gap",
        "A vendor's rows that lack more than five sessions, or typed ones that lack a month or ten sessions: a file is "
        "missing, or the share was suspended. The chart does not join what lies before and behind.",
    ),
    Rule(
        "price-revised",
        "What was recorded has been printed. A vendor who now tells another close for the same day has corrected, "
        "adjusted or confused something; somebody must look before the record is changed.",
    ),
    Rule("price-contradicted", "A close that was recorded from another source stays, but the two should agree."),
)

_CALENDARS: tuple[Rule, ...] = (
    Rule("exchange-unknown", "Without a calendar a holiday cannot be told from a missing price."),
    Rule("calendar-ends", "Some exchanges publish their holidays a year ahead; behind the last nothing is certain."),
    Rule("closure-without-session", "A closed day that was no session changes nothing; most often it is mistyped."),
)

RULES: tuple[Rule, ...] = (*_FILES, *_ROWS, *_CALENDARS)
