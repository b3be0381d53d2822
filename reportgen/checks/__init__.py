"""Checks: do the inputs and the results agree with themselves, and is the note fit to publish?"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from reportgen.checks import facts_agree, fit_to_publish, inputs_alone
from reportgen.checks.fit_to_publish import as_of, band_of
from reportgen.diagnostics import Diagnostic, Rule, Severity
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
    inputs_alone.not_positive,
    inputs_alone.rating_bands_touch,
    inputs_alone.unknown_rating,
    inputs_alone.unknown_analyst,
    inputs_alone.rounding_step,
    inputs_alone.previous_rating_missing,
    inputs_alone.completed_before_as_of,
    inputs_alone.thesis_missing,
    inputs_alone.accent_contrast,
)

CHECKS: tuple[Check, ...] = (
    facts_agree.parts_sum_to_total,
    facts_agree.growth_follows_from_levels,
    facts_agree.share_follows_from_parts,
    facts_agree.market_capitalisation_matches,
    facts_agree.definitions_differ,
    fit_to_publish.rating_matches_return,
    fit_to_publish.cash_counted_twice,
    fit_to_publish.premium_on_negative_equity,
    fit_to_publish.target_not_positive,
    fit_to_publish.stale_figure,
    fit_to_publish.exchange_rate_older_than_price,
    fit_to_publish.catalyst_in_the_past,
    fit_to_publish.reference_prints,
    fit_to_publish.claim_holds,
)

__all__ = ["CHECKS", "VALIDATIONS", "as_of", "band_of", "check", "rules", "validate"]


def validate(inputs: Inputs) -> tuple[Diagnostic, ...]:
    """Every fault of the inputs that can be seen before anything is valued."""
    return tuple(diagnostic for validation in VALIDATIONS for diagnostic in validation(inputs))


def check(inputs: Inputs, results: Results) -> tuple[Diagnostic, ...]:
    """Every fault of the results; warnings that the opinion acknowledges with a reason become information."""
    found = tuple(diagnostic for each in CHECKS for diagnostic in each(inputs, results))
    known = {each.code for each in inputs.opinion.acknowledged}
    told = tuple(
        replace(one, severity=Severity.INFO, message=f"{one.message}; acknowledged with a reason")
        if one.severity is Severity.WARNING and one.code in known
        else one
        for one in found
    )
    return (*told, *_not_needed(inputs, found))


def rules() -> tuple[Rule, ...]:
    """The code and the rationale of every check."""
    functions = (*VALIDATIONS, *CHECKS)
    return tuple(Rule(each.__name__.replace("_", "-"), inspect.cleandoc(each.__doc__ or "")) for each in functions)


def _not_needed(inputs: Inputs, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    codes = {one.code for one in found}
    return tuple(
        Diagnostic(
            "acknowledged-not-found",
            f"nothing is found that {each.code!r} would acknowledge",
            inputs.place("opinion.yaml", ("acknowledged", number)),
            severity=Severity.WARNING,
        )
        for number, each in enumerate(inputs.opinion.acknowledged)
        if each.code not in codes
    )


def without_consequences(found, left_out):  # type: ignore[no-untyped-def]
    return tuple(found)
