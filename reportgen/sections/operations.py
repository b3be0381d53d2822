"""Operations: key figures, revenue by segment, deliveries against targets, the financial table."""

from __future__ import annotations

from reportgen.figures import Form
from reportgen.model.charts import (
    CumulativeLines,
    CumulativePath,
    Goal,
    Label,
    PathPoint,
    StackedBars,
    StackSeries,
    Tone,
)
from reportgen.model.note import Beside, Block, Drawing, Exhibit, Indicator, Indicators, Paragraph, Section, Subheading
from reportgen.model.opinion import ProgressExhibit, ProgressPoint, SegmentsExhibit
from reportgen.model.periods import Period
from reportgen.quantities import walk
from reportgen.sections.figure_tables import figure_table
from reportgen.sections.writer import Writer, exhibit, text

_TONES: tuple[Tone, ...] = ("d1", "d2", "d3", "d6", "d5")


def operations(writer: Writer) -> Section | None:
    """Indicators, charts with the prose beneath them, and the table of figures."""
    chosen = writer.inputs.exhibits
    prose = writer.inputs.section("operations")
    blocks: list[Block] = []
    if chosen.indicators:
        items = (Indicator(each.label, writer.line(each.value), writer.line(each.context)) for each in chosen.indicators)
        blocks.append(Indicators(tuple(items)))
    segments = _segments(writer, chosen.segments) if chosen.segments else None
    progress = _progress(writer, chosen.progress) if chosen.progress else None
    if segments and progress:
        blocks.append(Beside((segments,), (progress,)))
    else:
        blocks.extend(each for each in (segments, progress) if each)
    if prose:
        blocks.append(two_columns(writer, "operations"))
    table = figure_table(writer, "financials", chosen.financials, "Reported figures") if chosen.financials else None
    if table:
        blocks.append(table)
    if not blocks:
        return None
    title = writer.line(prose.title) if prose else text("Operations")
    return Section("operations", "Operations", title, tuple(blocks))


def two_columns(writer: Writer, anchor: str) -> Beside:
    """A section's paragraphs on the left, what stands under its small headings on the right."""
    section = writer.inputs.section(anchor)
    left: list[Block] = [Paragraph(writer.line(each)) for each in section.paragraphs] if section else []
    right: list[Block] = []
    for heading, paragraphs in section.asides if section else ():
        right.append(Subheading(writer.line(heading)))
        right.extend(Paragraph(writer.line(each)) for each in paragraphs)
    return Beside(tuple(left), tuple(right))


def _segments(writer: Writer, chosen: SegmentsExhibit) -> Exhibit | None:
    metrics = writer.inputs.facts.metrics
    totals = tuple(_value(writer, f"facts.{chosen.total}.{period}") for period in chosen.periods)
    if all(total is None for total in totals) or chosen.total not in metrics:
        return None
    tones = iter(_TONES)
    series, paths = [], []
    for name in chosen.segments:
        if name not in metrics:
            continue
        where = [_segment_path(chosen, name, period) for period in chosen.periods]
        last = writer.label(where[-1], Form("plain", metrics[name].unit.scale, 1))
        tone: Tone = "accent" if name == chosen.subject else next(tones, "d5")
        values = tuple(_value(writer, path) for path in where)
        label = chosen.short_names.get(name, metrics[name].label)
        series.append(StackSeries(name=label, tone=tone, values=values, last=last))
        paths.extend(where)
    unit = metrics[chosen.total].unit
    labels = tuple(
        writer.label(f"facts.{chosen.total}.{period}", Form("plain", unit.scale, 1)) for period in chosen.periods
    )
    periods = tuple(_head(period) for period in chosen.periods)
    spec = StackedBars(periods=periods, series=tuple(series), totals=totals, total_labels=labels)
    scaled = f"{unit.typed}" if unit.typed else ""
    shown = "; ".join(
        f"{period.label()} {label.text}" for period, label in zip(chosen.periods, labels, strict=True) if label
    )
    alt = f"Stacked bars of {metrics[chosen.total].label.lower()} by segment, {scaled}. Totals: {shown}."
    title = writer.line(chosen.title) if chosen.title else text(f"{metrics[chosen.total].label} by segment")
    paths.extend(f"facts.{chosen.total}.{period}" for period in chosen.periods)
    note = writer.line(chosen.note) if chosen.note else ()
    subtitle = f"{metrics[chosen.total].label} by segment, {scaled}; hatched: not split in our sources"
    drawing = Drawing("segments", spec, alt, 87, 54)
    return exhibit("segments", title, subtitle, drawing, source=writer.sources(paths), note=note)


def _segment_path(chosen: SegmentsExhibit, name: str, period: Period) -> str:
    reference = chosen.stand_ins.get(name, {}).get(period)
    return f"facts.{reference}" if reference else f"facts.{name}.{period}"


def _value(writer: Writer, path: str) -> float | None:
    """The value in the units of the chart: billions of money, as every chart of segments is drawn."""
    quantity = writer.results.quantities.get(path)
    if quantity is None or not writer.has(path):
        return None
    scale = quantity.form.scale if quantity.form else 0
    return writer.results.values[path] / float(10**scale)


def _head(period: Period) -> tuple[str, str]:
    if period.kind == "quarter":
        return f"{period.index}Q", str(period.year)
    if period.kind == "half":
        return f"{period.index}H", str(period.year)
    return period.label(), ""


def _progress(writer: Writer, chosen: ProgressExhibit) -> Exhibit | None:
    paths: list[CumulativePath] = []
    used: list[str] = []
    for number, (year, points) in enumerate(chosen.years.items()):
        current = number == len(chosen.years) - 1
        held = [_point(writer, point, last=place == len(points) - 1) for place, point in enumerate(points)]
        drawn = tuple(point for point in held if point is not None)
        used.extend(f"progress.{point.through}" for point in points)
        if drawn:
            paths.append(CumulativePath(name=str(year.year), tone="accent" if current else "d1", points=drawn))
    goals = []
    for goal in chosen.goals:
        path = writer.results.resolve(goal.reference)
        label = writer.label(path, Form("plain", 3, 1 if not goal.past else 0)) if path else None
        if path and label:
            goals.append(Goal(value=writer.results.value(path) / 1e3, label=label, name=goal.name, past=goal.past))
            used.append(path)
    if not paths:
        return None
    spec = CumulativeLines(paths=tuple(paths), goals=tuple(goals), pace_text="even pace")
    told = "; ".join(f"{path.name}: {path.points[-1].label.text if path.points[-1].label else ''}" for path in paths)
    aims = "; ".join(f"{goal.name} {goal.label.text}" for goal in goals)
    alt = f"{chosen.noun} since January, thousand, at the last point of each year: {told}. Targets: {aims}."
    title = writer.line(chosen.title) if chosen.title else text(chosen.noun)
    note = writer.line(chosen.note) if chosen.note else ()
    drawing = Drawing("progress", spec, alt, 87, 54)
    subtitle = f"{chosen.noun} since January, thousand"
    return exhibit("progress", title, subtitle, drawing, source=writer.sources(used), note=note)


def _point(writer: Writer, point: ProgressPoint, *, last: bool) -> PathPoint | None:
    path = f"progress.{point.through}"
    if not writer.has(path):
        return None
    leaves = [each for each in walk([writer.results.quantities[path]]) if each.origin is not None]
    floor = any(each.origin is not None and each.origin.floor for each in leaves)
    end = point.through.end(writer.inputs.company.fiscal_year_end)
    quarter = end.month % 3 == 0
    label = writer.label(path, Form("plain", 3, 1)) if quarter or last else None
    if label and floor:
        label = Label(text=f"more than {label.text}", path=label.path)
    return PathPoint(month=float(end.month), value=writer.results.values[path] / 1e3, label=label, floor=floor)
