"""Catalysts and risks: timeline, tables, and the sizes that the valuation gives them."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.figures import MINUS, Form
from reportgen.model.charts import RiskMatrix, RiskPoint
from reportgen.model.note import (
    Beside,
    Block,
    Cell,
    Column,
    Dots,
    Drawing,
    Exhibit,
    Line,
    Missing,
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
from reportgen.sections.writer import Writer, drawn, exhibit, figure, join, spoken, text, words

_LEVELS = {"low": 1, "medium": 2, "high": 3}

# The matrix in millimetres: as low as it may be, what each risk beyond the first dozen adds, and as high as it gets.
_LOWEST, _ROOMY, _MORE, _HIGHEST = 42.0, 12, 2.0, 110.0

# Words that cannot end a name that was cut short.
_OPEN = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "its", "keeps", "not", "of", "on", "the", "to"})


def risks(writer: Writer) -> Section:
    """What may happen, when, and what it would do to the target."""
    matrix, mitigants = _matrix(writer), _mitigants(writer)
    last: list[Block] = [Beside((matrix,), (mitigants,), 87)] if matrix and mitigants else drawn((matrix, mitigants))
    blocks = drawn((*prose(writer, "risks"), timeline(writer), catalysts(writer), _risks(writer), *last))
    default = "Catalysts and risks" if writer.inputs.opinion.catalysts else "Risks"
    return Section("risks", default, heading(writer, "risks", text(default)), tuple(blocks))


def _change(number: int) -> str:
    return f"scenarios.risks.{number + 1}.change"


def _risks(writer: Writer) -> Exhibit:
    chosen = writer.inputs.opinion.risks
    columns = (
        Column("", "left", 4.0), Column("Risk", "left", 28.0), Column("Probability", "left", 12.0),
        Column("Size", "right", 7.0), Column("What it moves", "left", 23.0),
        Column("Indicator, last reading", "left", 26.0),
    )  # fmt: skip
    rows = tuple(_row(writer, number, risk) for number, risk in enumerate(chosen))
    paths = [f"scenarios.risks.{number + 1}" for number in range(len(rows)) if writer.has(_change(number))]
    names = dict.fromkeys(each.source for each in chosen if each.source)
    told = f" Risks without a size: {', '.join(names)}." if names else ""
    dash = " A dash means that no size or probability can be given." if _dashes(writer) else ""
    return exhibit(
        "risks-to-target",
        writer.title("risks", _largest(writer)),
        f"Size in {writer.trading} a share, from the valuation with one input changed; "
        f"{MINUS} lowers the target, + proves it too low",
        Table(columns, rows),
        source=f"{writer.sources([*paths, *_told(writer)], own=True)}{told}{dash}",
    )


def _told(writer: Writer) -> Iterator[str]:
    """The figures that the words of the table name."""
    for risk in writer.inputs.opinion.risks:
        for said in (risk.name, risk.moves, risk.indicator):
            yield from (number.path for number in numbers_in(writer.line(said) if said else ()))


def _dashes(writer: Writer) -> bool:
    risks_told = enumerate(writer.inputs.opinion.risks)
    return any(risk.probability is None or not writer.has(_change(number)) for number, risk in risks_told)


def _largest(writer: Writer) -> Line:
    """The risk that would take most from the target."""
    numbers = [number for number in range(len(writer.inputs.opinion.risks)) if writer.value(_change(number)) < 0]
    if not numbers:
        return text("Risks to the target")
    largest = min(numbers, key=lambda number: writer.value(_change(number)))
    size = writer.number(_change(largest), Form("plain", 0, 2, writer.trading))
    return join("The largest of the risks to the target: ", size)


def _row(writer: Writer, number: int, risk: Risk) -> Row:
    level = _LEVELS.get(risk.probability or "", 0)
    probability = Cell(Dots(level, (risk.probability or "").capitalize())) if level else words((Missing(),))
    return Row(
        (
            words(str(number + 1)),
            words((Strong(writer.line(risk.name)),)),
            probability,
            figure(writer.number(_change(number), bare=True)),
            words(_or_dash(writer, risk.moves)),
            words(_or_dash(writer, risk.indicator)),
        )
    )


def _or_dash(writer: Writer, said: Prose | None) -> Line:
    return writer.line(said) if said else (Missing(),)


# ---- size against probability ---------------------------------------------------------------------------------------


def _matrix(writer: Writer) -> Exhibit | None:
    points = tuple(_points(writer))
    if len(points) < 2:  # noqa: PLR2004 - a matrix of one point shows nothing
        return None
    levels = ("low", "medium", "high")
    told = "; ".join(
        f"{point.number} {point.name}, {point.size:+.2f}, {levels[point.probability - 1]}" for point in points
    )
    left_out = len(points) < len(writer.inputs.opinion.risks)
    return exhibit(
        "risk-matrix",
        writer.title("risk_matrix", text("Size against probability")),
        f"Size in {writer.trading} a share; probability as the analysts judge it",
        Drawing(
            "risk-matrix",
            RiskMatrix(points=points, unit_text=f"Size, {writer.trading} a share"),
            spoken(f"Risks by size and probability: {told}."),
            87,
            min(_LOWEST + _MORE * max(len(points) - _ROOMY, 0), _HIGHEST),
        ),
        source=f"Source: {writer.inputs.house.name}.{' Risks without a size are left out.' if left_out else ''}",
    )


def _points(writer: Writer) -> Iterator[RiskPoint]:
    for number, risk in enumerate(writer.inputs.opinion.risks):
        if risk.probability and writer.has(_change(number)):
            yield RiskPoint(
                number=number + 1,
                name=risk.short or _first_words(writer, risk),
                size=writer.value(_change(number)),
                probability=_LEVELS[risk.probability],
            )


def _first_words(writer: Writer, risk: Risk) -> str:
    """The first two words, which is what fits beside a point, without an open end."""
    name = "".join(piece.text for piece in writer.line(risk.name) if isinstance(piece, Text))
    kept = name.split()[:2]
    while len(kept) > 1 and kept[-1].lower() in _OPEN:
        kept.pop()
    return " ".join(kept)


def _mitigants(writer: Writer) -> Exhibit | None:
    chosen = writer.inputs.opinion.risks
    known = [(number, risk.mitigant) for number, risk in enumerate(chosen) if risk.mitigant]
    if not known:
        return None
    columns = (Column("", "left", 8.0), Column("What would soften it", "left", 92.0))
    lines = [(number, writer.line(mitigant)) for number, mitigant in known]
    rows = tuple(Row((words(str(number + 1)), words(line))) for number, line in lines)
    title = writer.title("mitigants", text("What would soften the risks"))
    others = "; for the others we know of nothing" if len(known) < len(chosen) else ""
    subtitle = f"Numbered as in the table of risks{others}"
    source = writer.sources((number.path for number in numbers_in(lines)), own=True)
    return exhibit("mitigants", title, subtitle, Table(columns, rows), source=source)
