"""A metric by segment over periods, as stacked bars."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.figures import Form
from reportgen.model.charts import StackedBars, StackSeries, Tone
from reportgen.model.note import Drawing, Exhibit, Line, Missing
from reportgen.model.opinion import SegmentsExhibit
from reportgen.model.periods import Period
from reportgen.sections.footing import apart_by_rounding, remark
from reportgen.sections.messages import foremost
from reportgen.sections.writer import Writer, exhibit, join, spoken

_TONES: tuple[Tone, ...] = ("d1", "d2", "d3", "d6", "d5")


def segments(writer: Writer, chosen: SegmentsExhibit) -> Exhibit | None:
    """The exhibit; None where there is no total in any of the periods."""
    total = writer.inputs.facts.metrics.get(chosen.total)
    if total is None or not any(writer.has(path) for path in _totals(chosen)):
        return None
    form = Form("plain", total.unit.scale, 1)
    series = tuple(_series(writer, chosen, form))
    labels = tuple(writer.label(path, form) for path in _totals(chosen))
    totals = tuple(_value(writer, path, form) for path in _totals(chosen))
    labelled = zip(chosen.periods, labels, strict=True)
    told = "; ".join(f"{period.label()} {label.text}" for period, label in labelled if label)
    alt = spoken(f"Stacked bars of {total.label} by segment, {total.unit.typed}. Totals: {told}.")
    spec = StackedBars(
        periods=tuple(_head(period) for period in chosen.periods), series=series, totals=totals, total_labels=labels
    )
    hatched = "; hatched: not split in our sources" if _unsplit(series, totals) else ""
    paths = [_path(chosen, name, period) for name in chosen.segments for period in chosen.periods]
    return exhibit(
        "segments",
        writer.line(chosen.title) if chosen.title else _largest(writer, chosen, total.unit.form(1)),
        f"{total.label} by segment, {total.unit.typed}{hatched}",
        Drawing("segments", spec, alt, 87, 52),
        source=writer.sources((*paths, *_totals(chosen))) + remark({"segments": _last_foots(writer, chosen, form)}),
        note=writer.line(chosen.note) if chosen.note else (),
    )


def _largest(writer: Writer, chosen: SegmentsExhibit, form: Form) -> Line:
    """The largest segment of the last period that is split, beside the total."""
    own, label = writer.inputs.facts.metrics, writer.inputs.facts.metrics[chosen.total].label
    for period in reversed(chosen.periods):
        paths = {own[name].label: _path(chosen, name, period) for name in chosen.segments if name in own}
        most = foremost({name: writer.value(path) for name, path in paths.items() if writer.has(path)})
        whole = writer.number(f"facts.{chosen.total}.{period}", form)
        if most and not isinstance(whole, Missing):
            said = "The largest segment is" if len(most) == 1 else "No segment is larger than"
            return join(
                f"{said} {most[0]}: ", writer.number(paths[most[0]], form), " of ", whole, f" in {period.label()}"
            )
    period = next(each for each in reversed(chosen.periods) if writer.has(f"facts.{chosen.total}.{each}"))
    return join(f"{label}, not split: ", writer.number(f"facts.{chosen.total}.{period}", form), f" in {period.label()}")


def _totals(chosen: SegmentsExhibit) -> list[str]:
    return [f"facts.{chosen.total}.{period}" for period in chosen.periods]


def _series(writer: Writer, chosen: SegmentsExhibit, form: Form) -> Iterator[StackSeries]:
    metrics, tones = writer.inputs.facts.metrics, iter(_TONES)
    for name in chosen.segments:
        if name not in metrics:
            continue
        where = [_path(chosen, name, period) for period in chosen.periods]
        tone: Tone = "accent" if name == chosen.subject else next(tones, "d5")
        yield StackSeries(
            name=chosen.short_names.get(name, metrics[name].label),
            tone=tone,
            values=tuple(_value(writer, path, form) for path in where),
            last=writer.label(where[-1], form),
        )


def _path(chosen: SegmentsExhibit, name: str, period: Period) -> str:
    reference = chosen.stand_ins.get(name, {}).get(period)
    return f"facts.{reference}" if reference else f"facts.{name}.{period}"


def _value(writer: Writer, path: str, form: Form) -> float | None:
    """The value in the scale of the total, in which the whole chart is drawn."""
    return writer.value(path) / 10.0**form.scale if writer.has(path) else None


def _head(period: Period) -> tuple[str, str]:
    if period.kind == "quarter":
        return f"{period.index}Q", str(period.year)
    if period.kind == "half":
        return f"{period.index}H", str(period.year)
    return period.label(), ""


def _unsplit(series: tuple[StackSeries, ...], totals: tuple[float | None, ...]) -> bool:
    """Whether in some period less is split than there is; the chart takes half a per cent of the total for rounding."""
    for place, total in enumerate(totals):
        split = sum(each.values[place] or 0.0 for each in series)
        if total is not None and total - split > abs(total) / 200:
            return True
    return False


def _last_foots(writer: Writer, chosen: SegmentsExhibit, form: Form) -> bool:
    """Whether the printed segments of the last period add up to its printed total; only they are lettered."""
    last = chosen.periods[-1]
    terms = [writer.number(_path(chosen, name, last), form) for name in chosen.segments]
    total = writer.number(f"facts.{chosen.total}.{last}", form)
    unknown = any(isinstance(each, Missing) for each in (*terms, total))
    # what is further apart is not split in the sources, and hatched
    return unknown or not apart_by_rounding(terms, total)
