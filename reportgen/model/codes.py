"""Why the codes of the readers of single values exist, and those of references."""

from __future__ import annotations

from reportgen.diagnostics import Rule

RULES: tuple[Rule, ...] = (
    # --- any value
    Rule(
        "value-missing",
        "A key without a value looks answered and is not. Either the figure is known and belongs here, or the whole"
        " line is taken out.",
    ),
    Rule(
        "wrong-type",
        "Each place of a file holds one kind of thing: one value, a list, or a mapping of keys to values. Another "
        "kind would have to be guessed at, and a guess can end in the target price.",
    ),
    Rule(
        "flag-format",
        "Yes, no, on, off, 1 and 0 mean different things to different programs. true and false mean the same to all.",
    ),
    Rule(
        "key-format",
        "Keys become parts of paths such as valuation.parts.smartphones.enterprise_value, which prose, tables and "
        "the audit trail all use; so they are lower-case letters, digits and underscores.",
    ),
    # --- texts and names
    Rule(
        "text-too-long",
        "A text of this length is a pasted document and not a field of a note. It would push everything else off "
        "its page.",
    ),
    Rule(
        "control-character",
        "Invisible characters break search, can turn the direction in which a line is read, and so can make a "
        "printed figure look like another one. They usually come in by copying from a PDF or a web page.",
    ),
    Rule("name-format", "A name is printed in heads, tables and captions, which have one line for it."),
    Rule(
        "name-too-long",
        "A name of more than 120 characters fits into no head and no table. It is likely a description, which has a"
        " field of its own.",
    ),
    Rule(
        "name-markup",
        "A name with mark-up in it was copied from a web page. It would print with its tags, or be taken for a "
        "command by whatever shows the note.",
    ),
    # --- numbers, amounts, units
    Rule(
        "number-format",
        "A comma is a thousands separator in one country and the decimal point in the next. Numbers are typed in "
        "digits with a decimal point and nothing else, so that 1,5 never becomes 15.",
    ),
    Rule(
        "number-not-finite",
        "Data feeds write NaN or infinity where they have no figure. Computed with, it would spread through the "
        "valuation; an entry without a figure is left out instead.",
    ),
    Rule(
        "number-too-long",
        "No reported figure has more than 25 digits. One that has is a slip of the keyboard, a phone number, or "
        "several cells run together.",
    ),
    Rule(
        "amount-format",
        "An amount is a number with its unit, as it is said aloud: CNY 7.1 bn, 12 %, 0.3x, 26.65 bn shares. A bare "
        "number does not say whether it counts millions or billions.",
    ),
    Rule(
        "unit-unknown",
        "A unit that is not known cannot be checked when figures are added or converted, and unchecked units are "
        "the most expensive mistakes in a valuation. Currencies are written as ISO 4217 codes: CNY, not RMB.",
    ),
    Rule("currency-unknown", "Currencies are written as their ISO 4217 codes, so that $ is never the wrong dollar."),
    # --- dates, periods
    Rule(
        "date-format",
        "A date such as 03/04/2025 is in March for some readers and in April for others. Dates are typed as "
        "YYYY-MM-DD, times as YYYY-MM-DD HH:MM.",
    ),
    Rule(
        "date-unknown",
        "The day is not in the calendar, so one of its digits is wrong, and with it the age of the figure.",
    ),
    Rule(
        "period-unknown",
        "A figure counts for a quarter, a half, nine months, a year, twelve months to a quarter, or a day. If its "
        "period cannot be told, neither growth nor a sum over periods can be computed.",
    ),
    Rule(
        "year-end-format",
        "The end of the fiscal year decides when each quarter ends, and so how old each figure is.",
    ),
    # --- the company, the house
    Rule(
        "ticker-format",
        "Readers type the ticker into a terminal. It is letters and digits, with the dots, dashes and slashes that "
        "exchanges use; NO and 0700 are tickers like any other.",
    ),
    Rule(
        "exchange-format",
        "The exchange is named by its market identifier code (ISO 10383), which is the same in every system: XHKG.",
    ),
    Rule("time-zone-unknown", "The time of completion is printed with its zone, which must be one that exists."),
    Rule(
        "logo-format",
        "The logo is one file of the workspace's folder templates/, as SVG or PNG, which screen and paper both show.",
    ),
    Rule("colour-format", "The accent colour goes to screen and paper alike, and its contrast is checked: #b93a0e."),
    # --- facts and formulas, figures of the valuation
    Rule(
        "reference-format",
        "A figure is used by naming it: the metric, a dot, the period. A number in its place would lose its source.",
    ),
    Rule(
        "formula-format",
        "A formula is one operation over named figures, so that it can be read, explained and recomputed by hand.",
    ),
    Rule(
        "expectation-format",
        "A metric states one kind of expectation: the consensus, the company's guidance, or our own estimate before. "
        "Ends are those of a consensus or of guidance; of our own there is one figure.",
    ),
    Rule(
        "input-format",
        "Where a figure can be given in one of several ways, exactly one of them is given. Two could disagree, and "
        "none is a hole.",
    ),
    # --- methods of valuation
    Rule(
        "course-format",
        "How a figure runs over the years is told in one way: an amount for all of them, a list, a fade from one "
        "figure to another, or growth from a base. Two ways could disagree.",
    ),
    Rule(
        "flow-format",
        "Flows are given, or they follow from drivers that are complete. With both, one of them would be read and "
        "change nothing; with a gap, the flow would lack what it is made of.",
    ),
    Rule(
        "reinvestment-format",
        "What growth takes is told in one way: by sales to capital, by a rate, by amounts, or item by item. Two ways "
        "would count the same capital twice.",
    ),
    Rule(
        "terminal-format",
        "Most of the value of a forecast often lies after it. What follows is told in exactly one form, or in several "
        "with a weight each; what that form would not use is refused, since a figure that is typed and changes "
        "nothing deceives whoever typed it.",
    ),
    Rule(
        "distribution-format",
        "Each shape of distribution is drawn from figures of its own. With one too few it has no shape, and one too "
        "many would not be used.",
    ),
    # --- references in prose
    Rule(
        "unknown-reference",
        "Every number in a note is a figure with a source or a formula. A name that leads nowhere would print a "
        "hole, or tempt someone to type the number instead.",
    ),
    Rule(
        "published-after-as-of",
        "A note may only use what was known on its date; anything else is hindsight. A figure published later is "
        "left out, and whatever asks for it is told so.",
    ),
    Rule(
        "no-figure",
        "A division by zero lies behind this quantity, so it has no value that could be printed or compared.",
    ),
    Rule(
        "no-date",
        "A computed quantity stands on figures of several days and has no date of its own. Name one of these "
        "figures instead.",
    ),
    Rule(
        "form-does-not-fit",
        "A rate printed as billions or a market value printed as a percentage is a number that no reader can use.",
    ),
)
