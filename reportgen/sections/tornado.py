"""Inputs moved one at a time."""

from __future__ import annotations

from reportgen.figures import Form
from reportgen.model.charts import Label, Tornado, TornadoBar
from reportgen.model.note import Drawing, Exhibit, Line
from reportgen.model.results import Swung
from reportgen.sections.writer import Writer, exhibit, join, spoken, text

_TARGET = "valuation.target_price"


def tornado(writer: Writer) -> Exhibit | None:
    """The exhibit; None where no tornado is declared, or none of its inputs can be moved."""
    swung, base = writer.results.uses.tornado, writer.label(_TARGET)
    declared = writer.inputs.valuation.tornado
    if not swung or base is None or declared is None:
        return None
    bars = tuple(_bar(writer, each) for each in swung)
    spec = Tornado(bars=bars, base=writer.value(_TARGET), base_label=Label(text=f"Target {base.text}", path=base.path))
    told = "; ".join(f"{bar.name}, {bar.detail}: {bar.low_label.text} to {bar.high_label.text}" for bar in bars)
    return exhibit(
        "tornado",
        writer.line(declared.title) if declared.title else writer.title("tornado", _title(writer, swung[0])),
        f"Target, {writer.trading}, with one input moved at a time; teal: its low end, navy: its high end",
        Drawing("tornado", spec, spoken(f"Horizontal bars about the target: {told}."), 180, 10.0 + 6.6 * len(bars)),
        source=writer.sources((path for each in swung for path in (each.low_path, each.high_path)), own=True),
    )


def _bar(writer: Writer, swung: Swung) -> TornadoBar:
    low, high = (writer.label(path, Form("plain", 0, 2)) for path in (swung.low_path, swung.high_path))
    return TornadoBar(
        name=swung.label,
        detail=f"{swung.low} to {swung.high}",
        low=writer.value(swung.low_path) if low else None,
        high=writer.value(swung.high_path) if high else None,
        low_label=low or Label(text="n.m."),
        high_label=high or Label(text="n.m."),
    )


def _title(writer: Writer, largest: Swung) -> Line:
    if not writer.has(largest.low_path, largest.high_path):
        return text(f"{largest.label}: the largest swing, to no meaningful figure")
    ends = sorted((largest.low_path, largest.high_path), key=writer.value)
    first, last = (writer.number(path) for path in ends)
    return join(f"{largest.label}: the largest swing, from ", first, " to ", last)
