"""Do the facts agree with each other? Each check recomputes what a source states from what sources print."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.inputs_alone import FACTS, VALUATION, found
from reportgen.checks.tolerance import bounds, half_unit, quotient_bounds
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.figures import write
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results

_CAPITALISATION_TOLERANCE = 0.02


def parts_sum_to_total(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """Parts that do not add up to their total point to a slipped digit, a wrong period or a forgotten part. The
    tolerance is what the rounding of each printed figure allows."""
    for name, metric in inputs.facts.metrics.items():
        for period in (*metric.values, *metric.formulas) if metric.sum_of else ():
            whole = results.quantities.get(f"facts.{name}.{period}")
            parts = [results.quantities.get(f"facts.{part}.{period}") for part in metric.sum_of or ()]
            present = [part for part in parts if part is not None]
            # a rest by subtraction makes the sum right by construction
            if whole is None or len(present) < len(parts) or any(whole in part.operands for part in present):
                continue
            difference = sum(results.values[part.path] for part in present) - results.values[whole.path]
            allowed = sum(half_unit(inputs, each) for each in (*present, whole))
            if abs(difference) > allowed * (1 + 1e-9):
                form = results.form(whole.path)
                message = f"the parts of {whole.name} differ from it by {write(difference, form).text}"
                path = ("metrics", name, "values" if period in metric.values else "formulas", str(period))
                yield found(inputs, "parts-sum-to-total", message, FACTS, path)


def growth_follows_from_levels(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A stated growth rate must follow from the two levels, or one of the three figures is wrong."""
    for name, metric in inputs.facts.metrics.items():
        for period in metric.values if metric.growth_of else ():
            before = period.year_before()
            now = bounds(inputs, results, f"facts.{metric.growth_of}.{period}")
            then = bounds(inputs, results, f"facts.{metric.growth_of}.{before}")
            stated = bounds(inputs, results, f"facts.{name}.{period}")
            ratio = quotient_bounds(now, then) if now and then else None
            if ratio is None or stated is None:
                continue
            if stated[1] < ratio[0] - 1 or stated[0] > ratio[1] - 1:
                form = results.form(f"facts.{name}.{period}")
                low, high = write(ratio[0] - 1, form).text, write(ratio[1] - 1, form).text
                message = f"stated as {write(sum(stated) / 2, form).text}, but the levels give {_span(low, high)}"
                yield found(inputs, "growth-follows-from-levels", message, FACTS, ("metrics", name, "values", str(period)))


def share_follows_from_parts(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A stated share of a total must be the part over the whole of the same period."""
    for name, metric in inputs.facts.metrics.items():
        for period in metric.values if metric.share_of else ():
            share = metric.share_of
            part = bounds(inputs, results, f"facts.{share.part}.{period}") if share else None
            whole = bounds(inputs, results, f"facts.{share.whole}.{period}") if share else None
            stated = bounds(inputs, results, f"facts.{name}.{period}")
            ratio = quotient_bounds(part, whole) if part and whole else None
            if ratio is None or stated is None:
                continue
            if stated[1] < ratio[0] or stated[0] > ratio[1]:
                form = results.form(f"facts.{name}.{period}")
                span = _span(write(ratio[0], form).text, write(ratio[1], form).text)
                message = f"stated as {write(sum(stated) / 2, form).text}, but part over whole gives {span}"
                yield found(inputs, "share-follows-from-parts", message, FACTS, ("metrics", name, "values", str(period)))


def market_capitalisation_matches(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A stated market capitalisation must be price times shares; 2 % apart means another share count, date or currency."""
    stated = inputs.valuation.stated_market_capitalisation
    worth = results.values.get("market.capitalisation")
    if stated is None or stated.value is None or not worth:
        return
    path = ("stated_market_capitalisation",)
    if stated.value.unit != results.quantities["market.capitalisation"].unit:
        message = f"stated in {stated.value.unit}, but the shares trade in {inputs.company.trading_currency}"
        yield found(inputs, "market-capitalisation-matches", message, VALUATION, path)
    elif abs(stated.value.base / worth - 1) > _CAPITALISATION_TOLERANCE:
        own = write(worth, results.form("market.capitalisation")).text
        message = f"stated as {stated.value.typed}, but price × shares is {own}"
        yield found(inputs, "market-capitalisation-matches", message, VALUATION, path)


def definitions_differ(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """Two balance-sheet figures that both read as cash and are far apart follow different definitions, which the note
    must name; a reader would otherwise take one for the other."""
    for name, item in inputs.valuation.bridge.items():
        if not item.is_cash or item.amount.fact is None:
            continue
        own = results.values.get(f"valuation.bridge.{name}")
        used = item.amount.fact.partition(".")[0]
        others = [
            (other, path)
            for other, metric in inputs.facts.metrics.items()
            if other != used and "cash" in metric.label.lower().split() and "flow" not in metric.label.lower()
            for path in results.values
            if path.startswith(f"facts.{other}.")
        ]
        if own is None or not others:
            continue
        other, latest = others[-1]
        apart = abs(results.values[latest] - own)
        undefined = [key for key in (used, other) if inputs.facts.metrics[key].definition is None]
        if apart > abs(own) / 2:
            printed = write(results.values[latest], results.form(latest)).text
            message = f"{item.label} stands beside {results.quantities[latest].name} of {printed}"
            if undefined:
                message += f"; {undefined[0]} does not say what it counts"
            severity = Severity.ERROR if undefined else Severity.WARNING
            yield found(inputs, "definitions-differ", message, VALUATION, ("bridge", name), severity=severity)


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"
