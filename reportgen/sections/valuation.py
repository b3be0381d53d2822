"""The valuation: the reasons, the sum of the parts, the bridge to target and price, and the value by part."""

from __future__ import annotations

from reportgen.checks import band_of
from reportgen.figures import Form
from reportgen.model.charts import Label, PartBar, PartBars, Tone
from reportgen.model.methods import BookValuePart, GivenPart, MultiplePart
from reportgen.model.note import Drawing, Exhibit, Line, Section
from reportgen.sections.bridge import bridge
from reportgen.sections.dcf_table import dcf_tables
from reportgen.sections.messages import holding_half
from reportgen.sections.parts_table import sum_of_parts
from reportgen.sections.prose import heading, prose
from reportgen.sections.writer import Writer, drawn, exhibit, join, listed, spoken, text

# So few parts are compared as well by the bars in the table.
_FEW = 3


def valuation(writer: Writer) -> Section:
    """Prose, the sum of the parts with its rail to the target, the way on to the price, and the value by part."""
    target = writer.number("valuation.target_price")
    title = heading(writer, "valuation", join("The parts lead to a target of ", target))
    override = (_override(writer),) if writer.inputs.opinion.override is not None else ()
    told = prose(writer, "valuation", beside=override)
    blocks = (*told, sum_of_parts(writer), bridge(writer), _value_by_part(writer), *dcf_tables(writer))
    return Section("valuation", "Valuation", title, tuple(drawn(blocks)))


def _override(writer: Writer) -> Line:
    """Both ratings and the reason, as the override asks for."""
    opinion = writer.inputs.opinion
    due = band_of(writer.inputs, writer.results.values["valuation.implied_return"])
    reason = writer.line(opinion.override.reason) if opinion.override else ()
    implied = writer.number("valuation.implied_return")
    if due.name == opinion.rating:
        return join(f"Rated {opinion.rating}, as the implied return of ", implied, " asks for. ", reason)
    said = f"Rated {opinion.rating}; by the implied return of "
    return join(said, implied, f" it would be {due.name} ({due.meaning}). ", reason)


def _value_by_part(writer: Writer) -> Exhibit | None:
    parts = writer.inputs.valuation.parts
    if len(parts) <= _FEW:
        return None
    bars = sorted((_bar(writer, name) for name in parts), key=lambda bar: -bar.value)
    unit = writer.money_unit()
    told = "; ".join(f"{bar.name} {bar.label.text} {unit}, {bar.detail.text if bar.detail else ''}" for bar in bars)
    tones = {bar.tone for bar in bars}
    colours = f"; navy: as a source states it, teal: {_teal(writer)}" if len(tones) > 1 else ""
    return exhibit(
        "value-by-part",
        writer.title("value_by_part", _more_than_half(writer)),
        f"Enterprise value by part, {unit} and share of the total{colours}",
        Drawing(
            "value-by-part",
            PartBars(bars=tuple(bars)),
            spoken(f"Horizontal bars of value by part: {told}"),
            180,
            8.0 + 4.6 * len(bars),
        ),
        source=writer.sources(f"valuation.parts.{name}.share_of_total" for name in parts),
    )


def _teal(writer: Writer) -> str:
    """What the parts are that no source values."""
    ours = [part for name, part in writer.inputs.valuation.parts.items() if not _sourced(writer, name)]
    by_few = all(isinstance(part, MultiplePart | BookValuePart) for part in ours)
    return "by a multiple or book value" if by_few else "by the house"


def _sourced(writer: Writer, name: str) -> bool:
    """Whether a source states the part's value; the house's own amount is none of a source."""
    part = writer.inputs.valuation.parts[name]
    return isinstance(part, GivenPart) and not writer.own(f"valuation.parts.{name}.enterprise_value")


def _bar(writer: Writer, name: str) -> PartBar:
    part, stem = writer.inputs.valuation.parts[name], f"valuation.parts.{name}"
    tone: Tone = "d1" if _sourced(writer, name) else "d2"
    return PartBar(
        name=part.label,
        value=writer.value(f"{stem}.enterprise_value"),
        label=writer.label(f"{stem}.enterprise_value", writer.money_form()) or Label(text=""),
        detail=writer.label(f"{stem}.share_of_total", Form("percent", 0, 1), bare=False),
        tone=tone,
    )


def _more_than_half(writer: Writer) -> Line:
    """The fewest parts that hold more than half of the value."""
    parts = writer.inputs.valuation.parts
    shares = {part.label: writer.value(f"valuation.parts.{name}.share_of_total") for name, part in parts.items()}
    held = holding_half(shares) if writer.value("valuation.enterprise_value") > 0 else []
    if not held:
        return join("The parts come to ", writer.number("valuation.enterprise_value", writer.money_form()))
    alone = " alone" if len(held) == 1 else ""
    return text(f"More than half of the value lies in {listed(held)}{alone}")
