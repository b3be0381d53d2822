"""Catalysts and risks: timeline, tables, and the sizes that the valuation gives them."""

from __future__ import annotations

from datetime import date

from reportgen.figures import Form, write_date
from reportgen.model.charts import Milestone, RiskMatrix, RiskPoint, Timeline
from reportgen.model.note import (
    Beside,
    Block,
    Cell,
    Column,
    Direction,
    Dots,
    Drawing,
    Exhibit,
    Line,
    Missing,
    Number,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from reportgen.model.opinion import Catalyst, Risk
from reportgen.sections.writer import Writer, exhibit, figure, join, text, words

_LEVELS = {"low": 1, "medium": 2, "high": 3}


def risks(writer: Writer) -> Section:
    """What may happen, when, and what it would do to the target."""
    prose = writer.inputs.section("risks")
    title = writer.line(prose.title) if prose else text("Catalysts and risks")
    blocks: list[Block] = [Paragraph(writer.line(each)) for each in prose.paragraphs] if prose else []
    blocks.extend(each for each in (_timeline(writer), _catalysts(writer), _risks(writer)) if each)
    matrix, mitigants = _matrix(writer), _mitigants(writer)
    if matrix and mitigants:
        blocks.append(Beside((matrix,), (mitigants,), 87))
    else:
        blocks.extend(each for each in (matrix, mitigants) if each)
    return Section("risks", "Catalysts and risks", title, tuple(blocks))


def _timeline(writer: Writer) -> Exhibit | None:
    opinion, today = writer.inputs.opinion, writer.inputs.as_of
    # the axis shows a year back; what is older is history of the company, not of the note
    recent = [each for each in opinion.milestones if date(today.year - 1, 1, 1) <= each.day <= today]
    marks = [Milestone(day=each.day, lead=each.printed, text=each.text, past=True) for each in recent[-3:]]
    for catalyst in opinion.catalysts:
        day = catalyst.day or catalyst.by
        if day is not None and day > today:
            lead = f"{'' if catalyst.day else 'by '}{write_date(day, short=True)}"
            marks.append(Milestone(day=day, lead=lead, text=catalyst.event, past=False))
    undated = tuple(each.event for each in opinion.catalysts if each.day is None and each.by is None)
    if not marks:
        return None
    spec = Timeline(today=today, milestones=tuple(sorted(marks, key=lambda mark: mark.day)), undated=undated)
    alt = "Timeline: " + "; ".join(f"{mark.lead} {mark.text}" for mark in spec.milestones)
    alt += f". Without a date: {', '.join(undated)}." if undated else "."
    dated = sum(not mark.past for mark in marks)
    total = len(opinion.catalysts)
    default = text(f"{_count(dated)} of {_count(total).lower()} catalysts carry a date" if undated else "Every catalyst carries a date")
    names = dict.fromkeys(each.source for each in (*recent, *opinion.catalysts) if each.source)
    source = f"Source: {', '.join(sorted(names))}." if names else f"Source: {writer.inputs.house.name}."
    drawing = Drawing("timeline", spec, alt, 180, 40)
    subtitle = "Past milestones (hollow), dated catalysts (filled) and catalysts without a date"
    return exhibit("timeline", writer.title("timeline", default), subtitle, drawing, source=source)


_COUNTS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def _count(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def _catalysts(writer: Writer) -> Exhibit | None:
    chosen = writer.inputs.opinion.catalysts
    if not chosen:
        return None
    columns = (
        Column("Date", "left", 14.0), Column("Event", "left", 24.0), Column("What to look for", "left", 38.0),
        Column("Direction", "left", 10.0), Column("Size", "right", 7.0), Column("Source", "right", 7.0),
    )  # fmt: skip
    rows = tuple(_catalyst_row(writer, number, each) for number, each in enumerate(chosen))
    trading = writer.inputs.company.trading_currency
    subtitle = f"Direction for the value; size in {trading} a share"
    title = writer.title("catalysts", text("What could move the value, and what to look for"))
    names = dict.fromkeys(each.source for each in chosen if each.source)
    source = f"Source: {', '.join(names)}; {writer.inputs.house.name}." if names else f"Source: {writer.inputs.house.name}."
    return exhibit("catalysts", title, subtitle, Table(columns, rows), source=source)


def _catalyst_row(writer: Writer, number: int, catalyst: Catalyst) -> Row:
    day = catalyst.day or catalyst.by
    when = f"{'' if catalyst.day else 'by '}{write_date(day, short=True)}" if day else ""
    return Row(
        (
            words(text(when) if when else (Missing(),)),
            words((Strong((Text(catalyst.event),)),)),
            words(writer.line(catalyst.look_for)),
            Cell(Direction(catalyst.direction)),
            figure(_size(writer, "catalysts", number)),
            words(text(catalyst.source) if catalyst.source else (Missing(),)),
        )
    )


def _size(writer: Writer, kind: str, number: int) -> Number | Missing:
    return writer.number(f"scenarios.{kind}.{number + 1}.change", bare=True)


def _risks(writer: Writer) -> Exhibit:
    columns = (
        Column("", "left", 3.0), Column("Risk", "left", 29.0), Column("Probability", "left", 12.0),
        Column("Size", "right", 7.0), Column("What it moves", "left", 23.0), Column("Indicator, last reading", "left", 26.0),
    )  # fmt: skip
    rows = tuple(_risk_row(writer, number, risk) for number, risk in enumerate(writer.inputs.opinion.risks))
    trading = writer.inputs.company.trading_currency
    minus = "\u2212"
    subtitle = f"Size in {trading} a share, from the valuation with one input changed; {minus} lowers the target, + proves it too low"
    title = writer.title("risks", _largest(writer))
    paths = [f"scenarios.risks.{number + 1}" for number in range(len(rows)) if writer.has(f"scenarios.risks.{number + 1}")]
    names = dict.fromkeys(each.source for each in writer.inputs.opinion.risks if each.source)
    told = f" Risks without a size: {', '.join(names)}." if names else ""
    source = f"{writer.sources(paths, own=True)}{told} A dash means that no size or probability can be given."
    return exhibit("risks-to-target", title, subtitle, Table(columns, rows), source=source)


def _largest(writer: Writer) -> Line:
    sizes = {
        number: abs(writer.results.value(f"scenarios.risks.{number + 1}.change"))
        for number in range(len(writer.inputs.opinion.risks))
        if writer.has(f"scenarios.risks.{number + 1}.change")
        and writer.results.value(f"scenarios.risks.{number + 1}.change") < 0
    }
    if not sizes:
        return text("Risks to the target")
    largest = max(sizes, key=lambda number: sizes[number])
    trading = writer.inputs.company.trading_currency
    form = Form("plain", 0, 2, trading)
    return join("The largest risk would change the target by ", _unsigned(writer, largest, form))


def _unsigned(writer: Writer, number: int, form: Form) -> Number | Missing:
    return writer.number(f"scenarios.risks.{number + 1}.change", Form(form.style, form.scale, form.decimals, form.symbol))


def _risk_row(writer: Writer, number: int, risk: Risk) -> Row:
    level = _LEVELS.get(risk.probability or "", 0)
    probability = Cell(Dots(level, (risk.probability or "").capitalize())) if level else words((Missing(),))
    return Row(
        (
            words(str(number + 1)),
            words((Strong(writer.line(risk.name)),)),
            probability,
            figure(_size(writer, "risks", number)),
            words(writer.line(risk.moves) if risk.moves else (Missing(),)),
            words(writer.line(risk.indicator) if risk.indicator else (Missing(),)),
        )
    )


def _matrix(writer: Writer) -> Exhibit | None:
    points = []
    for number, risk in enumerate(writer.inputs.opinion.risks):
        path = f"scenarios.risks.{number + 1}.change"
        if risk.probability and writer.has(path):
            name = "".join(piece.text for piece in writer.line(risk.name) if isinstance(piece, Text)).strip()
            size, level = writer.results.value(path), _LEVELS[risk.probability]
            points.append(RiskPoint(number=number + 1, name=_short(name), size=size, probability=level))
    if len(points) < 2:  # noqa: PLR2004 - a matrix of one point shows nothing
        return None
    trading = writer.inputs.company.trading_currency
    spec = RiskMatrix(points=tuple(points), unit_text=f"Size, {trading} a share")
    alt = "Risks by size and probability: " + "; ".join(
        f"{point.number} {point.name}, {point.size:+.2f}, {('low', 'medium', 'high')[point.probability - 1]}" for point in points
    )
    title = writer.title("risk_matrix", text("Size against probability"))
    source = f"Source: {writer.inputs.house.name}. Risks without a size are left out."
    drawing = Drawing("risk-matrix", spec, alt, 87, 42)
    subtitle = f"Size in {trading} a share; probability as the analysts judge it"
    return exhibit("risk-matrix", title, subtitle, drawing, source=source)


def _short(name: str) -> str:
    """The first two words, which is what fits beside a point."""
    return " ".join(name.split()[:2])


def _mitigants(writer: Writer) -> Exhibit | None:
    known = [(number, risk.mitigant) for number, risk in enumerate(writer.inputs.opinion.risks) if risk.mitigant]
    if not known:
        return None
    columns = (Column("", "left", 6.0), Column("What would soften it", "left", 94.0))
    rows = tuple(Row((words(str(number + 1)), words(writer.line(mitigant)))) for number, mitigant in known)
    title = writer.title("mitigants", text("What would soften the risks"))
    subtitle = "By the numbers of the table of risks; for the others we know of nothing"
    return exhibit("mitigants", title, subtitle, Table(columns, rows), source=f"Source: {writer.inputs.house.name}.")
