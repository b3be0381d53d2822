"""Ranges of value a share by method, with target and price across them."""

from __future__ import annotations

from reportgen.figures import Form, write
from reportgen.model.charts import Label, Ranges, Tone, ValueRange
from reportgen.model.note import Drawing, Exhibit, Line
from reportgen.model.opinion import RangeRow
from reportgen.sections.writer import Writer, count, exhibit, spoken, text

_STATED: Tone = "d6"


def ranges(writer: Writer, width: float = 118) -> Exhibit | None:
    """The exhibit, so many millimetres wide; None where no range has both of its ends."""
    rows = [_range(writer, number, row) for number, row in enumerate(writer.inputs.exhibits.ranges)]
    held = tuple(row for row in rows if row)
    target, price = writer.label("valuation.target_price"), writer.label("market.price")
    if not held or target is None or price is None:
        return None
    spec = Ranges(
        rows=held,
        target=writer.value("valuation.target_price"),
        target_label=Label(text=f"Target {target.text}", path=target.path),
        price=writer.value("market.price"),
        price_label=Label(text=f"Price {price.text}", path=price.path),
    )
    told = "; ".join(f"{row.name}, {row.detail}: {row.low_label.text} to {row.high_label.text}" for row in held)
    alt = spoken(f"Ranges in {writer.trading} a share: {told}.")
    return exhibit(
        "ranges",
        writer.title("ranges", _title(spec)),
        _subtitle(writer, spec),
        Drawing("ranges", spec, alt, width, 10.0 + 7.8 * len(held)),
        source=writer.sources(label.path for row in held for label in (row.low_label, row.high_label)),
    )


def _computed(spec: Ranges) -> list[ValueRange]:
    """The ranges of value: what a source states, such as that in which the shares traded, is none."""
    return [row for row in spec.rows if row.tone != _STATED]


def _subtitle(writer: Writer, spec: Ranges) -> str:
    computed, all_of = len(_computed(spec)), len(spec.rows)
    stated = "" if computed == all_of else ", and what sources state" if computed else ", as sources state it"
    return f"Value a share by method{stated}, {writer.trading}"


def _title(spec: Ranges) -> Line:
    counted = _computed(spec) or spec.rows
    inside, total = sum(row.low <= spec.price <= row.high for row in counted), len(counted)
    if total == 1:
        return text(f"The price lies {'inside' if inside else 'outside'} the range of value")
    if inside == 0:
        return text(f"The price lies outside all {count(total)} ranges of value")
    if inside == total:
        return text(f"The price lies inside all {count(total)} ranges of value")
    return text(f"The price lies inside {count(inside)} of {count(total)} ranges of value")


def _range(writer: Writer, number: int, row: RangeRow) -> ValueRange | None:
    tone: Tone = _STATED
    if row.facts is not None:
        paths = [writer.results.resolve(each) or "" for each in (row.facts.low, row.facts.high)]
    elif row.earnings is not None:
        paths, tone = [f"ranges.{number + 1}.{end}" for end in ("low", "high")], "d2"
    else:
        paths, tone = [f"scenarios.ranges.{number + 1}.{end}" for end in ("low", "high")], "d1"
    low, high = (writer.label(path, Form("plain", 0, 2)) for path in paths)
    if low is None or high is None:
        return None
    ends = sorted((writer.value(label.path), label.text, label.path) for label in (low, high))
    (first, first_text, first_path), (last, last_text, last_path) = ends
    return ValueRange(
        name=row.name,
        detail=_detail(row),
        low=first,
        high=last,
        low_label=Label(text=first_text, path=first_path),
        high_label=Label(text=last_text, path=last_path),
        tone=tone,
    )


def _detail(row: RangeRow) -> str:
    """The words of the row, with the values of its input where they ask for them."""
    if row.input is None:
        return row.detail
    low, high = (write(each.base, each.form).text for each in (row.input.low, row.input.high))
    return row.detail.replace("{low}", low).replace("{high}", high)
