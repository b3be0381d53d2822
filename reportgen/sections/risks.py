"""Catalysts and risks: timeline, tables, and the sizes that the valuation gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.figures import MINUS, NBSP, Form, write
from reportgen.model.charts import RiskMatrix, RiskPoint
from reportgen.model.note import (
    Cell,
    Column,
    Dots,
    Drawing,
    Exhibit,
    Line,
    Missing,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from reportgen.model.opinion import Risk
from reportgen.model.prose import Prose
from reportgen.sections.catalysts import catalysts, timeline
from reportgen.sections.lineage import numbers_in
from reportgen.sections.prose import heading, prose
from reportgen.sections.writer import Writer, capital, count, drawn, exhibit, figure, join, plain, spoken, text, words

_LEVELS = {"low": 1, "medium": 2, "high": 3}
_NAMES = {level: name for name, level in _LEVELS.items()}

# Letters beyond which a text takes a second line in any case.
_LONG = 40

# The matrix in millimetres: as low as it may be, what each risk beyond the first dozen adds, and as high as it gets.
_LOWEST, _ROOMY, _MORE, _HIGHEST = 38.0, 12, 2.0, 110.0

# Words that cannot end a name that was cut short.
_OPEN = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "its", "keeps", "not", "of", "on", "the", "to"})


@dataclass(frozen=True, slots=True)
class _Told:
    """A risk where it stands in the note, counted from 1, and where its size stands in the results."""

    number: int
    risk: Risk
    path: str


def risks(writer: Writer) -> Section:
    """What may happen, when, and what it would do to the target."""
    told, bare = _ranked(writer)
    blocks = drawn(
        (
            *prose(writer, "risks"),
            timeline(writer),
            catalysts(writer),
            _risks(writer, told, bare),
            _matrix(writer, told),
        )
    )
    short = "Catalysts and risks" if writer.inputs.opinion.catalysts else "Risks"
    return Section("risks", short, heading(writer, "risks", _heading(writer, told)), tuple(blocks))


def _heading(writer: Writer, told: Sequence[_Told]) -> Line:
    """How much may happen, and the largest of it."""
    held, known = len(writer.inputs.opinion.catalysts), len(writer.inputs.opinion.risks)
    counted = [_counted(held, "catalyst")] if held else []
    said = capital(" and ".join([*counted, _counted(known, "risk")]))
    # the largest is told first
    largest = next((each for each in told if writer.has(each.path)), None)
    if largest is None:
        return text(f"{said}, {'without a size' if known == 1 else 'none with a size'}")
    size = writer.number(largest.path, Form("plain", 0, 2, writer.trading, signed=True))
    return join(f"{said}, {'of' if known == 1 else 'the largest of'} ", size, " a share")


def _counted(number: int, noun: str) -> str:
    return f"{count(number)} {noun}{'' if number == 1 else 's'}"


def _ranked(writer: Writer) -> tuple[tuple[_Told, ...], tuple[Risk, ...]]:
    """The risks of which something is known, the largest first, then the likeliest; and those of which nothing is."""
    chosen = [(risk, f"scenarios.risks.{number}.change") for number, risk in enumerate(writer.inputs.opinion.risks, 1)]
    known = [(risk, path) for risk, path in chosen if writer.has(path) or _known(risk)]

    def rank(each: tuple[Risk, str]) -> tuple[bool, float, int]:
        risk, path = each
        return not writer.has(path), -abs(writer.value(path)), -_LEVELS.get(risk.probability or "", 0)

    ranked = sorted(known, key=rank)
    bare = tuple(risk for risk, path in chosen if (risk, path) not in known)
    return tuple(_Told(number, *each) for number, each in enumerate(ranked, 1)), bare


def _known(risk: Risk) -> bool:
    return any((risk.probability, risk.moves, risk.indicator, risk.mitigant))


def _risks(writer: Writer, told: Sequence[_Told], bare: Sequence[Risk]) -> Exhibit | None:
    if not told and not bare:
        return None
    named = dict.fromkeys(each.source for each in writer.inputs.opinion.risks if each.source)
    without = f" Risks without a size: {', '.join(named)}." if named else ""
    dash = " A dash means that nothing is known of it." if _dashes(writer, told) else ""
    paths = [each.path.removesuffix(".change") for each in told if writer.has(each.path)]
    body: list[Table | Paragraph] = [_table(writer, told)] if told else []
    return exhibit(
        "risks-to-target",
        writer.title("risks", _largest(writer, told)),
        f"Size in {writer.trading} a share, from the valuation with one input changed; "
        f"{MINUS} lowers the target, + proves it too low"
        if paths
        else "No size is known of any of them",
        *body,
        *([Paragraph(_without_more(writer, bare))] if bare else []),
        source=f"{writer.sources([*paths, *_quoted(writer)], own=True)}{without}{dash}",
    )


def _table(writer: Writer, told: Sequence[_Told]) -> Table:
    """A row for each risk with all that is known of it; what would soften any stands in the last column."""
    softened = any(each.risk.mitigant for each in told)
    heads = ("What it moves", "Indicator, last reading", "What speaks against it")
    rows = tuple(_row(writer, each, softened=softened) for each in told)
    fixed = (4.0, 12.0, 8.0)
    name, *rest = _widths(rows, (1, 4, 5, 6) if softened else (1, 4, 5), 100.0 - sum(fixed))
    columns = (
        Column("", "left", fixed[0]), Column("Risk", "left", name), Column("Probability", "left", fixed[1]),
        Column("Size", "right", fixed[2]),
        *(Column(head, "left", width) for head, width in zip(heads, rest, strict=False)),
    )  # fmt: skip
    return Table(columns, rows)


def _widths(rows: Sequence[Row], places: Sequence[int], width: float) -> list[float]:
    """The width of each column of words, half of it alike and half by the longest of its words."""
    longest = [max(min(len(_said(row.cells[place])), _LONG) for row in rows) for place in places]
    return [round(width / 2 / len(places) + width / 2 * each / sum(longest), 1) for each in longest]


def _said(cell: Cell) -> str:
    return plain(cell.content) if isinstance(cell.content, tuple) else ""


def _without_more(writer: Writer, bare: Sequence[Risk]) -> Line:
    """Risks that a row of dashes would say nothing about, in words."""
    pieces: list[Line | str] = []
    for number, each in enumerate(bare):
        pieces += ["; " if number else "", writer.line(each.name)]
    return join("Neither sized nor judged: ", *pieces, ". No probability, size or indicator of it is known."
                if len(bare) == 1 else ". No probability, size or indicator of them is known.")  # fmt: skip


def _quoted(writer: Writer) -> Iterator[str]:
    """The figures that the words of the risks name."""
    for risk in writer.inputs.opinion.risks:
        for said in (risk.name, risk.moves, risk.indicator, risk.mitigant):
            yield from (number.path for number in numbers_in(writer.line(said) if said else ()))


def _dashes(writer: Writer, told: Sequence[_Told]) -> bool:
    softened = any(each.risk.mitigant for each in told)
    return any(
        not writer.has(each.path)
        or not all((each.risk.probability, each.risk.moves, each.risk.indicator, each.risk.mitigant or not softened))
        for each in told
    )


def _largest(writer: Writer, told: Sequence[_Told]) -> Line:
    """The risk that would take most from the target."""
    largest = min(told, key=lambda each: writer.value(each.path), default=None)
    if largest is None or writer.value(largest.path) >= 0:
        raising = any(writer.has(each.path) for each in told)
        return text(
            "Every risk with a size proves the target too low" if raising else "No risk to the target has a size"
        )
    size = writer.number(largest.path, Form("plain", 0, 2, writer.trading))
    return join("The largest risk to the target, ", size, " a share: ", writer.line(largest.risk.name))


def _row(writer: Writer, told: _Told, *, softened: bool) -> Row:
    risk = told.risk
    level = _LEVELS.get(risk.probability or "", 0)
    probability = Cell(Dots(level, (risk.probability or "").capitalize())) if level else words((Missing(),))
    cells = (
        words(str(told.number)),
        words((Strong(writer.line(risk.name)),)),
        probability,
        figure(writer.number(told.path, bare=True)),
        words(_moved(writer, risk)),
        words(_or_dash(writer, risk.indicator)),
    )
    return Row((*cells, words(_or_dash(writer, risk.mitigant))) if softened else cells)


def _moved(writer: Writer, risk: Risk) -> Line:
    """What the risk moves, and where to, as its size was computed."""
    if risk.moves is None or risk.effect is None:
        return _or_dash(writer, risk.moves)
    to, by = risk.effect.becomes, risk.effect.changes_by
    if to is not None:
        return join(writer.line(risk.moves), f" → {write(to.base, to.form).text}")
    if by is not None:
        return join(writer.line(risk.moves), f", by {write(by.base, replace(by.form, signed=True)).text}")
    return join(writer.line(risk.moves), " → what the price implies")


def _or_dash(writer: Writer, said: Prose | None) -> Line:
    return writer.line(said) if said else (Missing(),)


# ---- size against probability ---------------------------------------------------------------------------------------


def _matrix(writer: Writer, told: Sequence[_Told]) -> Exhibit | None:
    points = tuple(_points(writer, told))
    if len(points) < 2:  # noqa: PLR2004 - a matrix of one point shows nothing
        return None
    levels = ("low", "medium", "high")
    listed = "; ".join(
        f"{point.number} {point.name}, {point.size:+.2f}, {levels[point.probability - 1]}" for point in points
    )
    left_out = len(points) < len(writer.inputs.opinion.risks)
    return exhibit(
        "risk-matrix",
        writer.title("risk_matrix", _likeliest(writer, told, points)),
        f"Size in {writer.trading} a share; probability as the analysts judge it",
        Drawing(
            "risk-matrix",
            RiskMatrix(points=points, unit_text=f"Size, {writer.trading} a share"),
            spoken(f"Risks by size and probability: {listed}."),
            180,
            min(_LOWEST + _MORE * max(len(points) - _ROOMY, 0), _HIGHEST),
        ),
        source=f"Source:{NBSP}{writer.house_name}.{' Risks without a size are left out.' if left_out else ''}",
    )


def _likeliest(writer: Writer, told: Sequence[_Told], points: Sequence[RiskPoint]) -> Line:
    """The largest of the risks that are likeliest."""
    level = max(point.probability for point in points)
    likely = [point for point in points if point.probability == level]
    first = max(likely, key=lambda point: abs(point.size))
    said = f"the only risk of {_NAMES[level]} probability"
    if len(likely) > 1:
        tied = sum(abs(point.size) == abs(first.size) for point in likely) > 1
        said = f"{'as large as any' if tied else 'the largest'} of {count(len(likely))} of {_NAMES[level]} probability"
    path = next(each.path for each in told if each.number == first.number)
    size = writer.number(path, Form("plain", 0, 2, writer.trading, signed=True))
    return join(f"{first.name}: {said}, ", size)


def _points(writer: Writer, told: Sequence[_Told]) -> Iterator[RiskPoint]:
    for each in told:
        if each.risk.probability and writer.has(each.path):
            yield RiskPoint(
                number=each.number,
                name=each.risk.short or _first_words(writer, each.risk),
                size=writer.value(each.path),
                probability=_LEVELS[each.risk.probability],
            )


def _first_words(writer: Writer, risk: Risk) -> str:
    """The first two words, which is what fits beside a point, without an open end."""
    name = "".join(piece.text for piece in writer.line(risk.name) if isinstance(piece, Text))
    kept = name.split()[:2]
    while len(kept) > 1 and kept[-1].lower() in _OPEN:
        kept.pop()
    return " ".join(kept)
