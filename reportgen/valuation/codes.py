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
        "split-unclear",
        "Closes before a split are divided by its ratio, unless they are told in new shares already. Where the closes "
        "around the split fit neither, the chart would show a fall or a rise that nobody saw.",
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
    # --- forecasts
    Rule(
        "list-length",
        "A list of figures over the years has one for each year of the forecast, no more and no fewer. One that is "
        "short or long moves every figure after the slip into another year.",
    ),
    Rule(
        "fade-too-short",
        "A fade leads from one figure to another over years, so it has to end later than it begins.",
    ),
    Rule(
        "flow-before-valuation",
        "What was paid before the day of the valuation is no part of the value. Flows with dates come after that day, "
        "each later than the one before.",
    ),
    Rule(
        "revenue-before-missing",
        "What follows the change in revenue needs, in the first year, the revenue of the year before. Without it that "
        "change would be taken for the whole revenue, or for nothing.",
    ),
    Rule(
        "growth-below-wacc",
        "Flows that grow for ever as fast as they are discounted, or faster, have no finite value; the formula would "
        "give a negative one, or one near infinity. No company grows faster than its economy for ever.",
    ),
    Rule(
        "return-not-positive",
        "What growth takes is growth divided by the return on new capital. At a return of nothing or less no amount "
        "of capital would bring that growth.",
    ),
    Rule(
        "value-range",
        "What is owned, weighed, counted or left of something is a share of it, and a tax a share of a profit, from 0 "
        "to 100 %; a cost of capital, a volatility, a time, losses carried forward and sales to capital are not below "
        "0, nor is the strike of an option, which Black and Scholes need above 0. What lies outside is a slip of the "
        "sign or of the decimal point, and would count more than there is, or its opposite.",
    ),
    Rule(
        "date-order",
        "A value can be carried forward to the day of the target, but not back: a target before the day of the "
        "valuation is one of the two dates typed wrong.",
    ),
    # --- the whole
    Rule(
        "weights-sum-to-one",
        "The weights of methods, or of terminal values, share out one value. Where they add up to more or less than "
        "100 %, part of the value is made up or lost.",
    ),
    Rule(
        "level-missing",
        "A multiple gives the value of the whole enterprise or that of the equity, and debt is taken off the first "
        "only. Where its name does not tell (EV / … or P / …), the file has to.",
    ),
    Rule(
        "shares-missing",
        "Without a number of shares a value of the company is no value per share.",
    ),
    Rule(
        "bridge-without-enterprise-value",
        "A bridge takes enterprise value to equity value, and a premium can be on either. Where a method gives equity "
        "value, or a value per share, there is no enterprise value: debt would be taken off a second time.",
    ),
    # --- rows
    Rule(
        "rows-differ",
        "Figures over unlike years cannot be added or multiplied year by year; the third year of one is not the third "
        "of the other.",
    ),
    Rule(
        "row-expected",
        "A total over the years, or the figure of the year before, needs a figure for each year and not one alone.",
    ),
    # --- what a valuation is asked
    Rule(
        "range-order",
        "A range runs from its lower to its upper end, and a step moves something. The other way round, low and high "
        "would change places in every table without a word.",
    ),
    Rule(
        "probability-range",
        "A probability lies between 0 and 100 %. What lies outside is a slip, and would give a case more than all the "
        "weight there is, or less than none.",
    ),
    Rule(
        "probability-missing",
        "A weighted value needs the probability of every scenario; a missing one would count as nothing. Give all of "
        "them, or none where the scenarios are not weighed.",
    ),
    Rule(
        "probabilities-sum-to-one",
        "The scenarios are all that may happen, so their probabilities add up to 100 %. Otherwise the weighted value "
        "is too low or too high by what is missing or too much.",
    ),
    Rule(
        "scenario-without-figure",
        "A scenario in which the target has no meaningful figure, such as growth not below the discount rate, says "
        "nothing, and leaves the weighted value without a figure too. In a grid such cells are printed as n.m.",
    ),
    Rule(
        "price-not-reached",
        "What the price implies for an input is the value of it at which the target equals the price. Where the "
        "target does not get there, the input alone cannot explain the price.",
    ),
    Rule(
        "fan-of-years",
        "A fan chart shows how a forecast spreads from year to year. It needs a row over years that depends on an "
        "input that is drawn, or its bands would have no width.",
    ),
    Rule(
        "distribution-width",
        "A distribution without a positive width draws one value only, or none: its low end must be below its high "
        "end, its standard deviation above zero, and a lognormal figure above zero.",
    ),
    Rule(
        "correlation-input",
        "A correlation ties two different inputs that are both drawn, once, by a number above −1 and below 1.",
    ),
    Rule(
        "correlation-matrix",
        "Correlations must be possible together: if the first input moves with the second and the second with the "
        "third, the first cannot move against the third as much as one likes. Their matrix must be positive-definite.",
    ),
)
