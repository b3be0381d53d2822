"""Do the facts agree with each other? Each check recomputes what a source states from what sources print."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date

from reportgen.checks.dates import as_of
from reportgen.checks.tolerance import Bounds, apart, bounds, disjoint, half_unit, quotient_bounds
from reportgen.checks.transposing import transposed
from reportgen.checks.walking import FACTS, VALUATION, found, ten_times
from reportgen.diagnostics import DataPath, Diagnostic, Severity
from reportgen.figures import write
from reportgen.model.amounts import in_unit
from reportgen.model.assumptions import Input
from reportgen.model.facts import Metric
from reportgen.model.inputs import Inputs
from reportgen.model.prose import Reference
from reportgen.model.references import Unresolved, printed_reference
from reportgen.model.results import Results
from reportgen.quantities import Quantity, Unit

_CAPITALISATION_TOLERANCE = 0.02
# So near to each other are two figures of which one is the other in another unit.
_SAME = 1.1
# Renminbi or Hong Kong dollars are seven or eight to a dollar.
_LEAST, _MOST = 6.2, 8.4


def parts_sum_to_total(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """Parts that do not add up to their total point to a slipped digit, a wrong period or a forgotten part.

    The tolerance is what the rounding of each printed figure allows.
    """
    for name, metric in inputs.facts.metrics.items():
        for period in (*metric.values, *metric.formulas) if metric.sum_of else ():
            whole = results.quantities.get(f"facts.{name}.{period}")
            parts = [results.quantities.get(f"facts.{part}.{period}") for part in metric.sum_of or ()]
            present = [part for part in parts if part is not None]
            # a rest by subtraction makes the sum right by construction
            if whole is None or len(present) < len(parts) or any(whole in part.operands for part in present):
                continue
            message = _sum_fault(inputs, results, whole, present)
            if message:
                path = ("metrics", name, "values" if period in metric.values else "formulas", str(period))
                hint = _exchanged(inputs, results, whole, present)
                yield found(inputs, "parts-sum-to-total", message, FACTS, path, hint=hint)


def _sum_fault(inputs: Inputs, results: Results, whole: Quantity, parts: list[Quantity]) -> str:
    foreign = next((part for part in parts if part.unit != whole.unit), None)
    if foreign is not None:
        return f"its part {foreign.name} is {in_unit(foreign.unit)}, but {whole.name} is {in_unit(whole.unit)}"
    total = sum(results.values[part.path] for part in parts)
    allowed = sum(half_unit(inputs, each) for each in (*parts, whole))
    if not math.isfinite(total) or not apart(total, results.values[whole.path], allowed):
        return ""
    form = results.form(whole.path)
    stated, computed = write(results.values[whole.path], form).text, write(total, form).text
    return f"{whole.name} is {stated}, but its parts add up to {computed}"


def _exchanged(inputs: Inputs, results: Results, whole: Quantity, parts: list[Quantity]) -> str:
    allowed = sum(half_unit(inputs, each) for each in (*parts, whole))
    return transposed(inputs, results, whole, parts, allowed)


def growth_follows_from_levels(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A stated growth rate must follow from the two levels, or one of the three figures is wrong."""
    for name, metric in inputs.facts.metrics.items():
        for period in metric.values if metric.growth_of else ():
            before = period.year_before()
            now = bounds(inputs, results, f"facts.{metric.growth_of}.{period}")
            then = bounds(inputs, results, f"facts.{metric.growth_of}.{before}")
            ratio = quotient_bounds(now, then) if now and then else None
            if ratio is not None:
                growth = (ratio[0] - 1, ratio[1] - 1)
                stated = f"facts.{name}.{period}"
                yield from _unlike(inputs, results, stated, growth, "growth-follows-from-levels", "the levels give")


def share_follows_from_parts(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A stated share of a total must be the part over the whole of the same period."""
    for name, metric in inputs.facts.metrics.items():
        for period in metric.values if metric.share_of else ():
            share = metric.share_of
            part = bounds(inputs, results, f"facts.{share.part}.{period}") if share else None
            whole = bounds(inputs, results, f"facts.{share.whole}.{period}") if share else None
            ratio = quotient_bounds(part, whole) if part and whole else None
            if ratio is not None:
                stated = f"facts.{name}.{period}"
                yield from _unlike(inputs, results, stated, ratio, "share-follows-from-parts", "part over whole gives")


def difference_follows_from_parts(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A stated difference, such as net cash, must be the first figure less the others of the same period."""
    for name, metric in inputs.facts.metrics.items():
        for period in metric.values if metric.difference_of else ():
            paths = [f"facts.{part}.{period}" for part in metric.difference_of or ()]
            held = [each for path in paths if (each := bounds(inputs, results, path)) is not None]
            if len(held) == len(paths):
                (low, high), others = held[0], held[1:]
                rest = (low - sum(each[1] for each in others), high - sum(each[0] for each in others))
                stated = f"facts.{name}.{period}"
                yield from _unlike(inputs, results, stated, rest, "difference-follows-from-parts", "the others leave")


def _unlike(
    inputs: Inputs, results: Results, stated: str, computed: Bounds, code: str, words: str
) -> Iterator[Diagnostic]:
    """A diagnostic if no value that a stated figure may stand for lies within the bounds of the computed one."""
    held = bounds(inputs, results, stated)
    if held is not None and all(math.isfinite(each) for each in (*held, *computed)) and disjoint(held, computed):
        form = results.form(stated)
        low, high = (write(each, form).text for each in computed)
        span = low if low == high else f"{low} to {high}"
        message = f"stated as {write(results.values[stated], form).text}, but {words} {span}"
        _, name, period = stated.split(".")
        path = ("metrics", name, "values", period)
        yield found(inputs, code, message, FACTS, path, hint=_likely(results.values[stated], sum(computed) / 2))


def _likely(stated: float, computed: float) -> str:
    """What is most likely wrong, by how far two figures are apart."""
    if not stated or not computed:
        return ""
    ratio = max(abs(stated / computed), abs(computed / stated))
    if stated * computed < 0 and ratio < _SAME:
        return "has a sign been lost?"
    power = round(math.log10(ratio))
    if power and abs(math.log10(ratio) - power) < math.log10(_SAME):
        return f"they are {ten_times(power)} apart: is it a matter of units, of cents or of per cent?"
    return "they are about seven times apart: is it another currency?" if _LEAST < ratio < _MOST else ""


def market_capitalisation_matches(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A stated market capitalisation is price times shares; 2 % apart means another share count, date or currency."""
    stated = inputs.valuation.stated_market_capitalisation
    own = results.values.get("market.capitalisation", 0.0)
    if stated is None or not own or not math.isfinite(own):
        return
    path: DataPath = ("stated_market_capitalisation",)
    code = "market-capitalisation-matches"
    if stated.fact is not None:
        reference = Reference(stated.fact, (), inputs.place(VALUATION, (*path, "fact")))
        printed = printed_reference(reference, results)
        if isinstance(printed, Unresolved):
            yield found(inputs, printed.code, printed.message, VALUATION, (*path, "fact"), hint=printed.hint)
    told = _told(results, stated)
    if told is None:
        return
    value, unit, text = told
    if unit != results.quantities["market.capitalisation"].unit:
        message = f"stated in {unit}, but the shares trade in {inputs.company.trading_currency}"
        yield found(inputs, code, message, VALUATION, path)
    elif apart(value / own, 1, _CAPITALISATION_TOLERANCE):
        computed = write(own, results.form("market.capitalisation")).text
        yield found(inputs, code, f"stated as {text}, but price × shares is {computed}", VALUATION, path)


def _told(results: Results, stated: Input) -> tuple[float, Unit, str] | None:
    """Value, unit and print of a figure of the valuation, typed or taken from a fact; None if there is none."""
    if stated.value is not None:
        return stated.value.base, stated.value.unit, stated.value.typed
    path = results.resolve(stated.fact or "")
    if path is None or path not in results.quantities or not math.isfinite(results.values[path]):
        return None
    return results.values[path], results.quantities[path].unit, write(results.values[path], results.form(path)).text


def definitions_differ(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """Two balance-sheet figures that both read as cash and are far apart follow different definitions.

    The note must name them; a reader would otherwise take one for the other.
    """
    for name, item in inputs.valuation.bridge.items():
        own = results.values.get(f"valuation.bridge.{name}")
        used = (item.amount.fact or "").removeprefix("facts.").partition(".")[0]
        if not item.is_cash or own is None or used not in inputs.facts.metrics:
            continue
        other = _latest_other_cash(inputs, results, used)
        if other is None or not abs(results.values[other[1]] - own) > abs(own) / 2:
            continue
        key, path = other
        undefined = [each for each in (used, key) if inputs.facts.metrics[each].definition is None]
        message = (
            f"{item.label} is {write(own, results.form(f'valuation.bridge.{name}')).text}, and stands beside "
            f"{results.quantities[path].name} of {write(results.values[path], results.form(path)).text}"
        )
        if undefined:
            message += f"; {' and '.join(undefined)}: no 'definition' says what is counted"
        severity = Severity.ERROR if undefined else Severity.WARNING
        yield found(inputs, "definitions-differ", message, VALUATION, ("bridge", name), severity=severity)


def _latest_other_cash(inputs: Inputs, results: Results, used: str) -> tuple[str, str] | None:
    """Metric and path of the latest figure of another metric that is called cash."""
    dated: list[tuple[date, str, str]] = []
    for name, metric in inputs.facts.metrics.items():
        if name == used or not _is_cash(metric):
            continue
        for path in results.values:
            day = as_of(results, path) if path.startswith(f"facts.{name}.") else None
            if day is not None and math.isfinite(results.values[path]):
                dated.append((day, name, path))
    return max(dated)[1:] if dated else None


def _is_cash(metric: Metric) -> bool:
    words = metric.label.lower().split()
    return "cash" in words and "flow" not in words and bool(metric.unit.unit.currency)


def figures_left_out(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A computed figure that stands on one published later is left out with it; the note then misses both."""
    for name, metric in inputs.facts.metrics.items():
        for period in metric.formulas:
            published = results.later.get(f"facts.{name}.{period}")
            if published is not None:
                message = (
                    f"left out: it stands on a figure published on {published}, after the note's date {inputs.as_of}"
                )
                path = ("metrics", name, "formulas", str(period))
                yield found(inputs, "published-after-as-of", message, FACTS, path, severity=Severity.INFO)
