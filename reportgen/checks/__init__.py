"""Checks: do the inputs and the results agree with themselves, and is the note fit to publish?"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from reportgen.checks import (
    claims_true,
    exhibits_complete,
    expectations,
    facts_agree,
    facts_by_name,
    facts_far_off,
    facts_of_the_market,
    facts_over_time,
    facts_plausible,
    facts_related,
    facts_signed,
    fit_to_publish,
    house_rules,
    inputs_alone,
    market_metrics,
    prices_plausible,
    printed_dates,
    prose_true,
    rating_words,
    thesis,
    words_true,
)
from reportgen.checks.consequences import without_consequences
from reportgen.checks.dates import as_of
from reportgen.checks.ratings import band_of
from reportgen.diagnostics import Diagnostic, Rule, Severity, dotted
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results

Validation: TypeAlias = Callable[[Inputs], Iterator[Diagnostic]]
Check: TypeAlias = Callable[[Inputs, Results], Iterator[Diagnostic]]

VALIDATIONS: tuple[Validation, ...] = (
    inputs_alone.fact_without_source,
    inputs_alone.fact_without_status,
    inputs_alone.fact_without_publication_date,
    inputs_alone.unknown_source,
    inputs_alone.actual_before_period_end,
    inputs_alone.unknown_metric,
    inputs_alone.input_without_source,
    inputs_alone.input_without_date,
    inputs_alone.not_positive,
    inputs_alone.said_elsewhere,
    house_rules.rating_bands_touch,
    house_rules.band_meaning_differs,
    inputs_alone.unknown_rating,
    inputs_alone.unknown_analyst,
    house_rules.rounding_step,
    inputs_alone.previous_rating_missing,
    inputs_alone.completed_before_as_of,
    inputs_alone.thesis_missing,
    house_rules.accent_contrast,
    exhibits_complete.exhibit_metric_unknown,
    exhibits_complete.exhibit_title_unknown,
    exhibits_complete.margin_without_base,
    exhibits_complete.progress_period_differs,
    printed_dates.printed_year_differs,
    market_metrics.market_metric_unit,
    market_metrics.free_float_range,
    expectations.expectation_not_estimate,
    expectations.expectation_unit_differs,
    expectations.expectation_dated_later,
    expectations.expectation_stated_twice,
    expectations.estimate_exhibit_period_over,
)

OF_FACTS: tuple[Check, ...] = (
    facts_agree.parts_sum_to_total,
    facts_agree.growth_follows_from_levels,
    facts_agree.share_follows_from_parts,
    facts_agree.difference_follows_from_parts,
    facts_agree.market_capitalisation_matches,
    facts_agree.definitions_differ,
    facts_agree.figures_left_out,
    facts_plausible.power_of_ten_slip,
    facts_plausible.decimal_for_thousands,
    facts_plausible.figure_repeated,
    facts_over_time.periods_sum_to_longer,
    facts_plausible.sources_disagree,
    facts_related.figure_copied,
    facts_related.part_exceeds_whole,
    facts_related.currency_slip,
    facts_related.cumulative_in_quarter,
    facts_related.unit_slip,
    facts_by_name.rate_follows_by_name,
    facts_signed.sign_lost,
    facts_signed.fall_beyond_all,
    facts_signed.low_above_high,
    facts_of_the_market.range_holds_closes,
    facts_of_the_market.price_near_closes,
    facts_of_the_market.turnover_follows_from_volume,
    facts_of_the_market.capitalisation_near_price,
    facts_of_the_market.share_counts_differ,
    facts_of_the_market.diluted_as_basic,
    facts_of_the_market.exchange_rate_unlikely,
    facts_far_off.figure_above_bound,
    facts_far_off.target_below_delivered,
    facts_far_off.currencies_disagree,
    prices_plausible.close_leaps,
    prices_plausible.close_alone,
)
"""What a release does not pass with, unless it is acknowledged: a figure or a close that is likely wrong."""

CHECKS: tuple[Check, ...] = (
    *OF_FACTS,
    expectations.consensus_after_results,
    expectations.estimate_of_reported_period,
    fit_to_publish.rating_matches_return,
    fit_to_publish.cash_counted_twice,
    fit_to_publish.premium_on_negative_equity,
    fit_to_publish.figure_too_large,
    fit_to_publish.target_not_positive,
    fit_to_publish.target_without_figure,
    fit_to_publish.stale_figure,
    fit_to_publish.exchange_rate_older_than_price,
    fit_to_publish.catalyst_in_the_past,
    exhibits_complete.exhibit_reference_prints,
    prose_true.reference_prints,
    prose_true.claim_holds,
    claims_true.claim_contradicts_words,
    words_true.word_contradicts_number,
    rating_words.rating_contradicts_words,
    thesis.thesis_pillar_without_number,
    thesis.thesis_pillar_without_date,
)

_OF_A_VALUATION: tuple[tuple[Validation, ...], tuple[Check, ...]] = (
    (
        inputs_alone.unknown_source,
        inputs_alone.input_without_source,
        inputs_alone.input_without_date,
        inputs_alone.not_positive,
    ),
    (
        fit_to_publish.cash_counted_twice,
        fit_to_publish.premium_on_negative_equity,
        fit_to_publish.figure_too_large,
        fit_to_publish.target_not_positive,
        fit_to_publish.target_without_figure,
    ),
)

# what keeps a figure from being there, or a reference from printing, has codes of its own
_PASSING_ON: tuple[Check, ...] = (
    exhibits_complete.exhibit_reference_prints,
    facts_agree.figures_left_out,
    prose_true.reference_prints,
)

_TRUE = "a figure that is true is acknowledged with its reason in opinion.yaml"

_NOT_FOUND = Rule(
    "acknowledged-not-found",
    "An acknowledgement is printed with its reason. One that answers no warning any more tells the reader of a flaw "
    "that the note does not have, and one of an error answers what has to be put right instead.",
)

__all__ = [
    "CHECKS",
    "OF_FACTS",
    "VALIDATIONS",
    "as_of",
    "band_of",
    "check",
    "check_valuation",
    "rules",
    "validate",
    "without_consequences",
]


def validate(inputs: Inputs) -> tuple[Diagnostic, ...]:
    """Every fault of the inputs that can be seen before anything is valued."""
    return tuple(diagnostic for validation in VALIDATIONS for diagnostic in validation(inputs))


def check(inputs: Inputs, results: Results) -> tuple[Diagnostic, ...]:
    """Every fault of the results.

    Warnings that the opinion acknowledges with a reason become information; of the rest, those of facts stop a release.
    """
    found = tuple((each, diagnostic) for each in CHECKS for diagnostic in each(inputs, results))
    told = tuple(_weighed(inputs, one, of_facts=each in OF_FACTS) for each, one in found)
    return (*told, *_not_needed(inputs, tuple(one for _, one in found)))


def _weighed(inputs: Inputs, one: Diagnostic, *, of_facts: bool) -> Diagnostic:
    """A warning by what the opinion says of it, and by whether the note is a draft."""
    if one.severity is not Severity.WARNING:
        return one
    if one.code in {each.code for each in inputs.opinion.acknowledged}:
        return replace(one, severity=Severity.INFO, message=f"{one.message}; acknowledged with a reason")
    if of_facts and not inputs.draft:
        hint = f"{one.hint}; {_TRUE}" if one.hint else _TRUE
        return replace(one, severity=Severity.ERROR, hint=hint)
    return one


def check_valuation(inputs: Inputs, results: Results) -> tuple[Diagnostic, ...]:
    """Every fault of a valuation that stands alone, its inputs and its results."""
    validations, judgements = _OF_A_VALUATION
    found = (one for validation in validations for one in validation(inputs))
    return (*found, *(one for judgement in judgements for one in judgement(inputs, results)))


def rules() -> tuple[Rule, ...]:
    """The code and the rationale of every check."""
    functions = [each for each in (*VALIDATIONS, *CHECKS) if each not in _PASSING_ON]
    told = [Rule(each.__name__.replace("_", "-"), inspect.cleandoc(each.__doc__ or "")) for each in functions]
    return (*told, _NOT_FOUND)


def _not_needed(inputs: Inputs, found: tuple[Diagnostic, ...]) -> Iterator[Diagnostic]:
    """A warning for each acknowledgement that acknowledges nothing."""
    severities = {one.code: one.severity for one in found}
    for number, each in enumerate(inputs.opinion.acknowledged):
        severity = severities.get(each.code)
        if severity is Severity.WARNING:
            continue
        message, hint = f"nothing is found that {each.code!r} would acknowledge", ""
        if severity is not None:
            message = f"{each.code!r} is an {severity.value} here; only warnings are acknowledged"
        else:
            close = difflib.get_close_matches(each.code, [rule.code for rule in rules()], 1)
            hint = f"did you mean {close[0]!r}?" if close and close[0] != each.code else ""
        path = ("acknowledged", number, "code")
        place = inputs.place("opinion.yaml", path)
        yield Diagnostic(_NOT_FOUND.code, message, place, dotted(path), Severity.WARNING, hint)
