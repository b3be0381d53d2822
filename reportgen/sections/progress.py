"""What has been reached within each year, against its goals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reportgen.figures import SCALE_WORDS, Form, rounded_in
from reportgen.model.charts import CumulativeLines, CumulativePath, Goal, Label, PathPoint
from reportgen.model.note import Drawing, Exhibit, Line
from reportgen.model.opinion import ProgressExhibit, ProgressPoint
from reportgen.quantities import walk
from reportgen.sections.writer import Writer, exhibit, join, spoken

_QUARTER = 3
# From how much on things are told in thousands, millions, billions.
_SCALES = ((2e9, 9), (2e6, 6), (2e3, 3))


def progress(writer: Writer, chosen: ProgressExhibit) -> Exhibit | None:
    """The exhibit; None where nothing has been reached yet, as far as the sources tell."""
    scale = _scale(writer, chosen)
    paths = tuple(_paths(writer, chosen, scale))
    if not paths:
        return None
    goals = tuple(_goals(writer, chosen, scale))
    told = "; ".join(f"{path.name}: {path.points[-1].label.text if path.points[-1].label else ''}" for path in paths)
    aims = "; ".join(f"{goal.name} {goal.label.text}" for goal in goals)
    what = ", ".join(word for word in (f"{chosen.noun} since January", SCALE_WORDS[scale]) if word)
    alt = f"{what}, at the last point of each year: {told}." + (f" Targets: {aims}." if aims else "")
    spec = CumulativeLines(paths=paths, goals=goals, pace_text="even pace")
    return exhibit(
        "progress",
        writer.line(chosen.title) if chosen.title else _title(writer, chosen),
        what,
        Drawing("progress", spec, spoken(alt), 87, 52),
        source=writer.sources([*_reached(chosen), *(goal.label.path for goal in goals)]),
        note=writer.line(chosen.note) if chosen.note else (),
    )


def _title(writer: Writer, chosen: ProgressExhibit) -> Line:
    """What has been reached at last, and at the same point of the year before."""
    points = [point for each in chosen.years.values() for point in each if writer.has(f"progress.{point.through}")]
    last = points[-1]
    least = "more than " if _floor(writer, f"progress.{last.through}") else ""
    reached = writer.number(f"progress.{last.through}")
    said = join(f"{chosen.noun}: {least}", reached, f" by the end of {last.through.label()}")
    before = next((point for point in points if point.through == last.through.year_before()), None)
    return said if before is None else join(said, ", after ", writer.number(f"progress.{before.through}"))


def _reached(chosen: ProgressExhibit) -> list[str]:
    return [f"progress.{point.through}" for points in chosen.years.values() for point in points]


def _scale(writer: Writer, chosen: ProgressExhibit) -> int:
    goals = [writer.results.resolve(goal.reference) or "" for goal in chosen.goals]
    largest = max((abs(writer.value(path)) for path in (*_reached(chosen), *goals)), default=0.0)
    return next((scale for least, scale in _SCALES if largest >= least), 0)


def _paths(writer: Writer, chosen: ProgressExhibit, scale: int) -> Iterator[CumulativePath]:
    """A line for each year; the last year is the current one."""
    for number, (year, points) in enumerate(chosen.years.items()):
        held = [_point(writer, point, scale, last=point is points[-1]) for point in points]
        drawn = tuple(point for point in held if point is not None)
        if drawn and drawn[0].month <= _QUARTER:
            # nothing had been reached when the year began; of a line that begins later no more is known
            drawn = (PathPoint(month=0.0, value=0.0), *drawn)
        current = number == len(chosen.years) - 1
        if drawn:
            yield CumulativePath(name=str(year.year), tone="accent" if current else "d1", points=drawn)


def _point(writer: Writer, point: ProgressPoint, scale: int, *, last: bool) -> PathPoint | None:
    path = f"progress.{point.through}"
    if not writer.has(path):
        return None
    floor = _floor(writer, path)
    month = point.through.end(writer.inputs.company.fiscal_year_end).month
    # lettered at the ends of quarters only: the months between stand too close
    form = _below(writer.value(path), _form(scale)) if floor else _form(scale)
    label = writer.label(path, form) if last or month % 3 == 0 else None
    if label and floor:
        label = Label(text=f"more than {label.text}", path=label.path)
    return PathPoint(month=float(month), value=writer.value(path) / 10.0**scale, label=label, floor=floor)


def _below(value: float, form: Form) -> Form:
    """With as many decimals as it takes not to print more than the value: "more than 306.0" is more than is known."""
    while rounded_in(value, form) > Decimal(f"{value:.15g}").scaleb(-form.scale) and form.decimals < form.scale:
        form = replace(form, decimals=form.decimals + 1)
    return form


def _floor(writer: Writer, path: str) -> bool:
    """Whether a source gives no more than what has been reached at least."""
    origins = [each.origin for each in walk([writer.results.quantities[path]]) if each.origin is not None]
    return any(origin.floor for origin in origins)


def _goals(writer: Writer, chosen: ProgressExhibit, scale: int) -> Iterator[Goal]:
    for goal in chosen.goals:
        path = writer.results.resolve(goal.reference) or ""
        label = writer.label(path, Form("plain", scale, 0) if goal.past else _form(scale))
        if label:
            yield Goal(value=writer.value(path) / 10.0**scale, label=label, name=goal.name, past=goal.past)


def _form(scale: int) -> Form:
    """What is counted one by one has no decimals."""
    return Form("plain", scale, 1 if scale else 0)
