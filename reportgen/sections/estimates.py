"""Our estimates for the years to come: old and new, and beside what others and the company itself expect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.model.facts import End, Expectation, Metric
from reportgen.model.note import Cell, Column, Exhibit, Line, Missing, Number, Row, Table
from reportgen.model.periods import Period
from reportgen.sections.expected import (
    dated,
    difference_form,
    expected_path,
    head,
    is_pure,
    stated_path,
)
from reportgen.sections.figure_tables import level_form, own_unit
from reportgen.sections.footing import Printed
from reportgen.sections.writer import Writer, exhibit, figure, join, printed_value, text, words


@dataclass(frozen=True, slots=True)
class _Estimate:
    """What is expected of a metric in a period."""

    name: str
    metric: Metric
    period: Period

    @property
    def path(self) -> str:
        """Our own figure."""
        return f"facts.{self.name}.{self.period}"


# ---- old and new ----------------------------------------------------------------------------------------------------


def revisions(writer: Writer) -> Exhibit | None:
    """Each estimate as it was, as it is, and the change; None where no earlier one is known."""
    revised = [each for each in _estimates(writer) if writer.has(each.path, _before(writer, each))]
    if not revised:
        return None
    names = list(dict.fromkeys(each.name for each in revised))
    periods = list(dict.fromkeys(each.period for each in revised))
    unit = _unit(revised)
    heads = [f"{head(writer, period)}\n{what}" for period in periods for what in ("old", "new", "change")]
    columns = (Column("", "left", 25.0), *(Column(each, tint=each.endswith("new")) for each in heads))
    rows = tuple(_revised(writer, name, periods, unit) for name in names)
    olds = [_before(writer, each) for each in revised]
    said = [f"{unit} unless stated"] if unit else []
    said += [_changes_in(each.metric for each in revised), f"old: {dated(writer, olds)}"]
    return exhibit(
        "revisions",
        writer.title("revisions", _moved(writer, revised[0])),
        "; ".join(said),
        Table(columns, rows),
        source=writer.sources([*olds, *(each.path for each in revised)], own=True),
    )


def _before(writer: Writer, each: _Estimate) -> str:
    return expected_path(writer, "previous", each.name, each.period)


def _moved(writer: Writer, first: _Estimate) -> Line:
    form = level_form(first.metric)
    before, now = writer.number(_before(writer, first), form), writer.number(first.path, form)
    name = join(f"Estimates: {first.metric.label}, {head(writer, first.period)}, ")
    if isinstance(before, Number) and isinstance(now, Number) and before.written == now.written:
        return join(name, "stands at ", now)
    return join(name, "goes from ", before, " to ", now)


def _revised(writer: Writer, name: str, periods: Sequence[Period], unit: str) -> Row:
    metric = writer.inputs.facts.metrics[name]
    cells: list[Cell] = []
    for period in periods:
        each = _Estimate(name, metric, period)
        change = writer.number(expected_path(writer, "revision", name, period), difference_form(metric), bare=True)
        old = writer.number(_before(writer, each), level_form(metric), bare=True)
        new = writer.number(each.path, level_form(metric), bare=True)
        cells += [_level(metric, old), _level(metric, new), _padded(change)]
    return Row((words(_named(metric, unit)), *cells))


# ---- consensus and guidance -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Held:
    """An estimate beside what is held against it; a dash where nothing is."""

    estimate: _Estimate
    ours: Printed
    consensus: tuple[Printed, ...]
    """Its mean, our difference from it, its ends, and of how many estimates it is."""
    guidance: tuple[Printed, Printed]


_HEADS = ("Cons.\nmean", "vs\ncons.", "Cons.\nlow", "Cons.\nhigh", "Cons.\nnumber")
_GUIDANCE = ("Guided\nlow", "Guided\nhigh", "Ours\nis")


def expectations(writer: Writer) -> Exhibit | None:
    """Our estimates against consensus and guidance, a row for each period; None where nobody else is known."""
    held = [each for each in (_held(writer, one) for one in _estimates(writer)) if _has_any(each)]
    if not held:
        return None
    unit = _unit([each.estimate for each in held])
    shown = [place for place in range(len(_HEADS)) if any(isinstance(each.consensus[place], Number) for each in held)]
    guided = any(isinstance(number, Number) for each in held for number in each.guidance)
    heads = (*(_HEADS[place] for place in shown), *(_GUIDANCE if guided else ()))
    columns = (Column("", "left", 27.0), Column("Ours", tint=True), *(Column(each) for each in heads))
    rows = tuple(_row(each, before, shown, guided=guided, unit=unit) for each, before in _with_before(held))
    numbers = [number for each in held for number in (each.ours, *each.consensus, *each.guidance)]
    return exhibit(
        "expectations",
        writer.title("expectations", _title(held)),
        _subtitle(writer, held, unit),
        Table(columns, rows),
        source=writer.sources((number.path for number in numbers if isinstance(number, Number)), own=True),
    )


def _held(writer: Writer, each: _Estimate) -> _Held:
    def stated(path: str) -> Printed:
        return writer.number(path, level_form(each.metric), bare=True)

    def end(kind: Expectation, which: End) -> Printed:
        return stated(stated_path(writer, kind, each.name, each.period, which))

    mean = stated_path(writer, "consensus", each.name, each.period)
    count = mean.replace("facts.", "analysis.", 1).replace(f".{each.period}", f".number_of_estimates.{each.period}")
    apart = writer.number(
        expected_path(writer, "against_consensus", each.name, each.period), difference_form(each.metric), bare=True
    )
    one = stated(stated_path(writer, "guidance", each.name, each.period))
    low, high = end("guidance", "low"), end("guidance", "high")
    # a single figure is both ends
    guidance = (one, one) if isinstance(low, Missing) and isinstance(high, Missing) else (low, high)
    ends = (end("consensus", "low"), end("consensus", "high"))
    return _Held(each, stated(each.path), (stated(mean), apart, *ends, writer.number(count, bare=True)), guidance)


def _has_any(held: _Held) -> bool:
    others = (*held.consensus, *held.guidance)
    return isinstance(held.ours, Number) and any(isinstance(each, Number) for each in others)


def _with_before(held: Sequence[_Held]) -> Iterator[tuple[_Held, str]]:
    before = ""
    for each in held:
        yield each, before
        before = each.estimate.name


def _row(held: _Held, before: str, shown: Sequence[int], *, guided: bool, unit: str) -> Row:
    each = held.estimate
    period = f"{each.period.label()}E"
    again = each.name == before
    label = period if again else f"{_named(each.metric, unit)}, {period}"
    cells = [_level(each.metric, held.ours)]
    for place in shown:
        number = held.consensus[place]
        cells.append(_padded(number) if place == 1 else _level(each.metric, number))
    if guided:
        cells += [_level(each.metric, number) for number in held.guidance]
        cells.append(words(_verdict(held)) if _verdict(held) else figure(Missing()))
    return Row((words(label), *cells), "sub" if again else "plain")


def _verdict(held: _Held) -> str:
    """Where our figure stands to the company's own, as a reader sees both."""
    low, high = (printed_value(each) if isinstance(each, Number) else None for each in held.guidance)
    ours = printed_value(held.ours) if isinstance(held.ours, Number) else None
    if ours is None or (low is None and high is None):
        return ""
    if low is not None and ours < low:
        return "below"
    if high is not None and ours > high:
        return "above"
    return "in line" if low == high else "within"


def _title(held: Sequence[_Held]) -> Line:
    """Of the first estimate with a consensus how far ours is from it; else that the company's own is what there is."""
    for each in held:
        apart = each.consensus[1]
        if isinstance(apart, Number):
            of = f"{each.estimate.metric.label}, {each.estimate.period.label()}E: "
            return join(of, apart, f" {_in(each.estimate.metric)} against consensus".replace("  ", " "))
    first = next((each for each in held if _verdict(each)), None)
    if first is None:
        return text("Only the spread of consensus is known, not its mean")
    where = {"below": "below", "above": "above", "in line": "in line with", "within": "within"}[_verdict(first)]
    of = f"{first.estimate.metric.label}, {first.estimate.period.label()}E: "
    return join(of, first.ours, f" is {where} the company's guidance")


def _in(metric: Metric) -> str:
    return {"%": "%", "points": "points"}.get(_changes_unit(metric), "")


def _subtitle(writer: Writer, held: Sequence[_Held], unit: str) -> str:
    said = [f"{unit} unless stated"] if unit else []
    consensus = dated(writer, (each.consensus[0].path for each in held if isinstance(each.consensus[0], Number)))
    if consensus:
        said += [f"cons.: consensus of {consensus}", _changes_in(each.estimate.metric for each in held)]
    numbers = (number for each in held for number in each.guidance)
    guidance = dated(writer, (number.path for number in numbers if isinstance(number, Number)))
    return "; ".join([*said, *([f"guidance: {guidance}"] if guidance else [])])


# ---- both -----------------------------------------------------------------------------------------------------------


def _estimates(writer: Writer) -> Iterator[_Estimate]:
    chosen, metrics = writer.inputs.exhibits.estimates, writer.inputs.facts.metrics
    for name in chosen.metrics if chosen else ():
        for period in chosen.periods if chosen and name in metrics else ():
            yield _Estimate(name, metrics[name], period)


def _unit(estimates: Iterable[_Estimate]) -> str:
    """The unit of the first amount; the others name their own."""
    return next((each.metric.unit.typed for each in estimates if each.metric.unit.symbol), "")


def _named(metric: Metric, unit: str) -> str:
    own = own_unit(metric, unit)
    return f"{metric.label} ({own})" if own else metric.label


def _changes_in(metrics: Iterable[Metric]) -> str:
    rates = any(is_pure(each) for each in metrics)
    return "changes in %, of rates in points" if rates else "changes in %"


def _changes_unit(metric: Metric) -> str:
    return "points" if is_pure(metric) else "%"


def _level(metric: Metric, number: Printed) -> Cell:
    form = level_form(metric)
    return figure(number, pad=form.decimals == 0 or isinstance(number, Missing))


def _padded(number: Printed) -> Cell:
    return figure(number, pad=isinstance(number, Missing))
