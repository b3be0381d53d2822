"""Why the codes of the valuation exist."""

from __future__ import annotations

from reportgen.diagnostics import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "units-differ",
        "Renminbi cannot be added to Hong Kong dollars, nor shares to money. Convert one side with an exchange "
        "rate, or look for the figure whose unit was typed wrong.",
    ),
    Rule(
        "unit-of-result",
        "A formula that must end in money per share and ends in anything else multiplies where it should divide, or"
        " leaves out the exchange rate.",
    ),
    Rule(
        "unit-expected",
        "Each input of the valuation has the unit that its place asks for: parts are money, a premium is a rate, "
        "shares are shares, and an exchange rate is trading currency per reporting currency and not the other way "
        "round.",
    ),
    Rule(
        "circular-reference",
        "Figures that are computed from each other in a circle have no value at all. One of them must be given.",
    ),
    Rule(
        "exchange-rate-missing",
        "The company reports in one currency and its shares trade in another. Without a rate a value per share "
        "cannot be set against the price.",
    ),
    Rule(
        "exchange-rate-not-needed",
        "Where the company reports in the currency its shares trade in, a rate would multiply the target by "
        "something it does not need.",
    ),
    Rule(
        "price-missing",
        "The return that a target implies is measured against the price on the note's date, or the last one before it.",
    ),
    Rule(
        "effect-input",
        "The size of a risk or a catalyst is the target computed again with one input changed. It must be an input "
        "on which the target depends, or the change would print as zero.",
    ),
    Rule(
        "margin-twice",
        "A margin is a figure over one base. Two margins of the same figure over different bases would share one "
        "name, and readers would compare what cannot be compared.",
    ),
)
