"""A set of results: what was reported against what was expected, the year before and the period just before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from reportgen.figures import Form
from reportgen.model.facts import Metric
from reportgen.model.note import Cell, Column, Exhibit, Line, Missing, Number, Row, Section, Table
from reportgen.model.periods import Period
from reportgen.sections.expected import dated, difference_form, expected_path
from reportgen.sections.figure_tables import level_form, own_unit
from reportgen.sections.prose import heading, prose
from reportgen.sections.writer import Writer, count, drawn, exhibit, figure, join, text, words
from reportgen.valuation.sequential import period_before

_CHANGE = Form("points", 0, 1, signed=True)
# Widths in per cent: what is counted in hundred thousands must not break.
_NAME, _LEVEL, _MOVED = 29.5, 16.5, 10.5
_SURPRISES: Mapping[str, str] = MappingProxyType({"previous": "revision", "consensus": "against_consensus"})
"""What a reported figure is held against besides earlier ones, and what tells the difference."""
_NAMES: Mapping[str, str] = MappingProxyType({"growth": "the year", "sequential": "the period before"})
_HEADS: Mapping[str, str] = MappingProxyType({"previous": "Our estimate", "consensus": "Consensus"})


@dataclass(frozen=True, slots=True)
class _Compared:
    """The period of the results and those that it is held against, as far as anything is known of them."""

    now: Period
    year_before: Period | None
    before: Period | None

    @property
    def others(self) -> tuple[tuple[Period, str], ...]:
        """Each with the name of the growth on it."""
        pairs = ((self.year_before, "growth"), (self.before, "sequential"))
        return tuple((period, growth) for period, growth in pairs if period is not None)


def results(writer: Writer) -> Section | None:
    """The verdict and the table; None where there is neither."""
    blocks = drawn((*prose(writer, "results"), results_table(writer)))
    return (
        Section("results", "Results", heading(writer, "results", _heading(writer)), tuple(blocks)) if blocks else None
    )


def results_table(writer: Writer) -> Exhibit | None:
    """The figures of the period beside earlier ones; None where the analysts have named none, or nothing is known."""
    chosen = writer.inputs.exhibits.results
    if chosen is None:
        return None
    metrics = [(name, metric) for name in chosen.metrics if (metric := writer.inputs.facts.metrics.get(name))]
    known = [(name, metric) for name, metric in metrics if writer.has(f"facts.{name}.{chosen.period}")]
    if not known:
        return None
    compared = _compared(writer, chosen.period, [name for name, _ in known])
    unit = next((metric.unit.typed for _, metric in known if metric.unit.symbol), "")
    rows = tuple(_row(writer, name, metric, compared, unit) for name, metric in known)
    month, day = writer.inputs.company.fiscal_year_end
    said = [f"{unit} unless stated"] if unit else []
    ended = f"years to {day} {date(2024, month, day):%B}"
    expected = _expected(writer, dict(known), chosen.period)
    paths = [f"facts.{name}.{period}" for name, _ in known for period in _periods(compared)]
    paths += [expected_path(writer, each, name, chosen.period) for name, _ in known for each in expected]
    surprises = _surprises(writer, dict(known), chosen.period, expected, unit) if expected else None
    tables = [each for each in (surprises, Table(_columns(compared), rows)) if each is not None]
    return exhibit(
        "results-table",
        writer.line(chosen.title) if chosen.title else _verdict(writer, dict(known), compared),
        "; ".join((*said, ended, "A actual; changes in %", *expected.values())),
        *tables,
        source=writer.sources(path for path in paths if writer.has(path)),
        note=_note(_unexpected(expected, chosen.period), writer.line(chosen.note) if chosen.note else ()),
    )


def _note(said: str, given: Line) -> Line:
    return join(said, " ", given) if said and given else given or (text(said) if said else ())


def _unexpected(expected: Mapping[str, str], now: Period) -> str:
    """Whose expectations a reader misses beside the results."""
    ours = f"We had published no estimate for {now.label()}"
    if not expected:
        return f"{ours}, and no consensus is known to us."
    said = {"previous": f"{ours}.", "consensus": "No consensus is known to us."}
    return " ".join(words for each, words in said.items() if each not in expected)


def _verdict(writer: Writer, metrics: Mapping[str, Metric], compared: _Compared) -> Line:
    """The first figure against what was expected and the year before, and how many rose with it."""
    name, metric = next(iter(metrics.items()))
    now = compared.now
    said = []
    apart = Form("percent", 0, 1, signed=True) if metric.unit.unit.powers else difference_form(metric)
    surprise = writer.number(expected_path(writer, "against_consensus", name, now), apart)
    if isinstance(surprise, Number):
        said.append(join(surprise, " points" if apart.style == "points" else "", " against consensus"))
    for _, growth in compared.others[:1]:
        moved = writer.number(f"analysis.{name}.{growth}.{now}", Form("percent", 0, 1, signed=True))
        if isinstance(moved, Number):
            said.append(join(moved, f" on {_NAMES[growth]}"))
    level = writer.number(f"facts.{name}.{now}", level_form(metric))
    first = join(f"{metric.label} in {now.label()}: ", join(*_between(said)) if said else level)
    rose = _rose(writer, metrics, compared)
    return join(first, f"; {rose}") if rose else first


def _between(lines: Sequence[Line]) -> Iterator[Line | str]:
    for number, line in enumerate(lines):
        yield from (", ", line) if number else (line,)


def _rose(writer: Writer, metrics: Mapping[str, Metric], compared: _Compared) -> str:
    """How many of the figures rose, of those that are known of both periods; nothing of a single one."""
    before = compared.others[0][0] if compared.others else None
    pairs = [(f"facts.{name}.{compared.now}", f"facts.{name}.{before}") for name in metrics]
    known = [(writer.value(now), writer.value(then)) for now, then in pairs if writer.has(now, then)]
    rose, total = sum(now > then for now, then in known), len(known)
    if total < 2:  # noqa: PLR2004 - the first figure has been told
        return ""
    compared_with = "" if total == len(metrics) else " that can be compared"
    if rose == total:
        return f"{'both' if total == 2 else f'all {count(total)}'} figures{compared_with} rose"  # noqa: PLR2004 - as above
    return f"{count(rose)} of {count(total)} figures{compared_with} rose"


def _heading(writer: Writer) -> Line:
    table = results_table(writer)
    return table.title if table else ()


def _expected(writer: Writer, metrics: Mapping[str, Metric], now: Period) -> Mapping[str, str]:
    """Whose expectations of the figures are known, each with the words that date it."""
    found = {}
    for each, said in (("previous", "our estimate"), ("consensus", "consensus")):
        paths = [expected_path(writer, each, name, now) for name in metrics]
        if any(writer.has(path) for path in paths):
            found[each] = f"{said} of {dated(writer, paths)}"
    return found


def _surprises(writer: Writer, metrics: Mapping[str, Metric], now: Period, expected: Iterable[str], unit: str) -> Table:
    """What was reported, what was expected of it, and the difference."""
    rows = []
    for name, metric in metrics.items():
        form = level_form(metric)
        levels = [writer.number(f"facts.{name}.{now}", form, bare=True)]
        cells = [_cell(levels[0], form)]
        for each in expected:
            level = writer.number(expected_path(writer, each, name, now), form, bare=True)
            surprise = writer.number(
                expected_path(writer, _SURPRISES[each], name, now), difference_form(metric), bare=True
            )
            levels.append(level)
            cells += [_cell(level, form), figure(surprise, pad=isinstance(surprise, Missing))]
        if any(isinstance(level, Number) for level in levels[1:]):
            rows.append(Row((words(_named(metric, unit)), *cells)))
    heads = [Column(head, tint=tint) for each in expected for head, tint in ((_HEADS[each], True), ("Surprise", False))]
    return Table((Column("", "left", 28.0), Column(f"{now.label()}A"), *heads), tuple(rows))


def _cell(number: Number | Missing, form: Form) -> Cell:
    return figure(number, pad=isinstance(number, Missing) or form.decimals == 0)


def _named(metric: Metric, unit: str) -> str:
    own = own_unit(metric, unit)
    return f"{metric.label}, {own}" if own else metric.label


def _compared(writer: Writer, now: Period, names: Sequence[str]) -> _Compared:
    def held(period: Period | None) -> Period | None:
        known = period is not None and any(writer.has(f"facts.{name}.{period}") for name in names)
        return period if known else None

    return _Compared(now, held(now.year_before()), held(period_before(now)))


def _periods(compared: _Compared) -> tuple[Period, ...]:
    return (compared.now, *(period for period, _ in compared.others))


def _columns(compared: _Compared) -> tuple[Column, ...]:
    pairs = ((f"{period.label()}A", "Change") for period, _ in compared.others)
    others = (Column(head, width=width) for pair in pairs for head, width in zip(pair, (_LEVEL, _MOVED), strict=True))
    return (Column("", "left", _NAME), Column(f"{compared.now.label()}A", width=_LEVEL), *others)


def _row(writer: Writer, name: str, metric: Metric, compared: _Compared, unit: str) -> Row:
    form = level_form(metric)
    numbers: list[Number | Missing] = [writer.number(f"facts.{name}.{compared.now}", form, bare=True)]
    for period, growth in compared.others:
        numbers.append(writer.number(f"facts.{name}.{period}", form, bare=True))
        numbers.append(writer.number(f"analysis.{name}.{growth}.{compared.now}", _CHANGE, bare=True))
    # what has no decimals, and a dash, stand over the figures of the others
    level = form.decimals == 0
    levels = (0, *range(1, len(numbers), 2))
    cells = (figure(each, pad=isinstance(each, Missing) or (level and n in levels)) for n, each in enumerate(numbers))
    return Row((words(_named(metric, unit)), *cells))
