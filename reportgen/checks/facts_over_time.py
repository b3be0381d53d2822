"""Do the figures of shorter periods make those of longer ones?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.checks.labels import adds_up, counted
from reportgen.checks.spans import made_of
from reportgen.checks.tolerance import apart, half_unit
from reportgen.checks.transposing import transposed
from reportgen.checks.walking import told
from reportgen.diagnostics import Diagnostic
from reportgen.figures import write
from reportgen.model.inputs import Inputs
from reportgen.model.periods import Period
from reportgen.model.results import Results

# A sum of stocks is no multiple of a year's; what is this far off is another kind of figure.
_SAME_KIND = 0.5


def periods_sum_to_longer(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """Four quarters make the year, three months the quarter: a figure in the wrong row, or a slipped digit, shows.

    Told of amounts and counts only, within what the rounding of each allows, and not of stocks, which do not add.
    """
    for name, metric in inputs.facts.metrics.items():
        # what is rated, or counted for one share, does not add, nor does "more than"
        for periods in made_of(inputs, metric) if counted(metric) else ():
            if not any(metric.values[each].at_least for each in periods):
                yield from _longer(inputs, results, name, periods)


def _longer(inputs: Inputs, results: Results, name: str, periods: Sequence[Period]) -> Iterator[Diagnostic]:
    """A diagnostic if the first period is not the sum of the others."""
    held = [results.quantities.get(f"facts.{name}.{period}") for period in periods]
    quantities = [each for each in held if each is not None]
    if len(quantities) < len(periods):
        return
    whole, *parts = quantities
    stated, total = results.values[whole.path], sum(results.values[each.path] for each in parts)
    allowed = sum(half_unit(inputs, each) for each in quantities)
    flow = adds_up(inputs.facts.metrics[name]) or abs(stated - total) < _SAME_KIND * abs(stated)
    if apart(stated, total, allowed) and flow:
        form = results.form(whole.path)
        shown = ", ".join(map(str, periods[1:]))
        message = f"{write(stated, form).text}, but {shown} add up to {write(total, form).text}"
        hint = transposed(inputs, results, whole, parts, allowed)
        yield told(inputs, "periods-sum-to-longer", message, name, periods[0], hint=hint)
