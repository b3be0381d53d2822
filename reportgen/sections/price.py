"""What the price asks for: bridge to the price, implied premium, ranges of value, sensitivity."""

from __future__ import annotations

from reportgen.checks import as_of
from reportgen.figures import Form, write, write_date
from reportgen.model.charts import (
    ImpliedScale,
    Label,
    Ranges,
    ScaleMark,
    Step,
    StepKind,
    Tone,
    ValueRange,
    Waterfall,
)
from reportgen.model.note import (
    Beside,
    Block,
    Cell,
    Column,
    Drawing,
    Exhibit,
    Line,
    Mark,
    Number,
    Paragraph,
    Row,
    Scale,
    Section,
    Table,
)
from reportgen.model.opinion import RangeRow
from reportgen.sections.front import price_bands, scale_ends
from reportgen.sections.writer import Writer, exhibit, figure, join, text, words


def price(writer: Writer) -> Section:
    """The way from the parts to the price, and what would have to be true."""
    prose = writer.inputs.section("price")
    implied = writer.number("implied.premium")
    default = (
        join("The price asks for a premium of ", implied)
        if isinstance(implied, Number)
        else join("The price stands at ", writer.number("market.price"))
    )
    title = writer.line(prose.title) if prose else default
    blocks: list[Block] = [Paragraph(writer.line(each)) for each in prose.paragraphs] if prose else []
    blocks.append(_bridge(writer))
    left, right = _implied(writer), _ranges(writer)
    if left and right:
        blocks.append(Beside((left,), (right,), 56))
    else:
        blocks.extend(each for each in (left, right) if each)
    grid, scale = _grid(writer), _rating_scale(writer)
    blocks.append(Beside((grid,), (scale,), 87) if grid else scale)
    return Section("price", "Price", title, tuple(blocks))


def _bridge(writer: Writer) -> Exhibit:
    trading = writer.inputs.company.trading_currency
    steps = (*_parts(writer), *_to_target(writer), *_to_price(writer))
    inside = writer.label("valuation.equity_value_per_share")
    premium = writer.label("valuation.premium_per_share")
    gap = writer.label("implied.price_gap")
    groups = [(_INSIDE, inside)] if inside else []
    groups += [(_JUDGEMENT, premium)] if premium else []
    groups += [(_gap_group(writer), gap)] if gap else []
    spec = Waterfall(steps=steps, group_labels=tuple(groups))
    target, gap_number = writer.number("valuation.target_price", bare=True), writer.number("implied.price_gap", Form("plain", 0, 2), bare=True)
    title = writer.title("bridge", join("The bridge reaches ", target, "; the price needs another ", gap_number)
                         if writer.results.values.get("implied.price_gap", 0) > 0
                         else join("The bridge reaches ", target, ", above the price"))
    alt = f"Waterfall in {trading} a share: " + "; ".join(f"{step.name.replace(chr(10), ' ')} {step.label.text}" for step in steps)
    drawing = Drawing("bridge", spec, alt, 180, 54)
    paths = [step.label.path for step in steps if step.label.path]
    return exhibit("bridge", title, f"From the parts to the target and to the price, {trading} a share", drawing, source=writer.sources(paths))


_INSIDE, _JUDGEMENT = "Parts and bridge", "Judgement"


def _gap_group(writer: Writer) -> str:
    return "Only in the price" if writer.results.values["implied.price_gap"] >= 0 else "Above the price"


def _step(writer: Writer, name: str, path: str, kind: StepKind, group: str = "", *, sign: int = 1) -> Step | None:
    if not writer.has(path):
        return None
    value = writer.results.value(path) * sign
    moves = kind in ("part", "judgement", "gap")
    form = Form("plain", 0, 2, signed=moves)
    return Step(name=name, value=value, kind=kind, label=Label(text=write(value, form).text, path=path), group=group)


def _parts(writer: Writer) -> tuple[Step, ...]:
    steps = [
        _step(writer, part.short or part.label, f"valuation.parts.{name}.value_per_share", "part", _INSIDE)
        for name, part in writer.inputs.valuation.parts.items()
    ]
    steps.append(_step(writer, "Enterprise value", "valuation.enterprise_value_per_share", "total", _INSIDE))
    return tuple(step for step in steps if step)


def _to_target(writer: Writer) -> tuple[Step, ...]:
    steps = []
    for name, item in writer.inputs.valuation.bridge.items():
        sign = 1 if item.sign == "add" else -1
        steps.append(_step(writer, item.label, f"valuation.bridge.{name}_per_share", "part", _INSIDE, sign=sign))
    steps.append(_step(writer, "Equity value", "valuation.equity_value_per_share", "total", _INSIDE))
    premium = writer.inputs.valuation.premium
    if premium:
        shown = writer.number("valuation.premium")
        rate = f" {shown.written.text}" if isinstance(shown, Number) else ""
        steps.append(_step(writer, f"Premium{rate}", "valuation.premium_per_share", "judgement", _JUDGEMENT))
    steps.append(_step(writer, "Target price", "valuation.target_price", "target", _JUDGEMENT if premium else _INSIDE))
    return tuple(step for step in steps if step)


def _to_price(writer: Writer) -> tuple[Step, ...]:
    day = as_of(writer.results, "market.price")
    dated = f", {write_date(day, short=True)}" if day else ""
    group = _gap_group(writer)
    steps = (
        _step(writer, "Not in the parts", "implied.price_gap", "gap", group),
        _step(writer, f"Price{dated}", "market.price", "price", group),
    )
    return tuple(step for step in steps if step)


def _implied(writer: Writer) -> Exhibit | None:
    if not writer.has("implied.premium", "valuation.premium", "valuation.target_price", "market.price"):
        return None
    values = writer.results.values
    trading = writer.inputs.company.trading_currency
    zero = Label(text=write(0.0, Form("percent", 0, 0)).text)
    base, note, at_price = (
        writer.label("valuation.equity_value_per_share"),
        writer.label("valuation.target_price"),
        writer.label("market.price"),
    )
    own, implied = writer.label("valuation.premium", bare=False), writer.label("implied.premium", bare=False)
    if not (base and note and at_price and own and implied):
        return None
    marks = (
        ScaleMark(position=0.0, above=zero, below=base, role="base"),
        ScaleMark(position=values["valuation.premium"], above=own, below=note, role="note"),
        ScaleMark(position=values["implied.premium"], above=implied, below=at_price, role="price"),
    )
    alt = f"Premium against {trading} a share: {own.text} gives {note.text}, {implied.text} gives the price of {at_price.text}."
    own_number, implied_number = writer.number("valuation.premium"), writer.number("implied.premium")
    title = writer.title("implied", join("The price needs ", implied_number, ", not ", own_number))
    explained = join(
        "Everything else held, target and price meet at a premium of ", implied_number, "; the note uses ", own_number,
        ". Each point is worth ", writer.number("valuation.premium_per_point"), ".",
    )  # fmt: skip
    drawing = Drawing("implied", ImpliedScale(marks=marks), alt, 56, 26)
    subtitle = f"What the price implies: premium and {trading}"
    source = writer.sources(["implied.premium"])
    return exhibit("implied", title, subtitle, drawing, Paragraph(explained), source=source)


def _ranges(writer: Writer) -> Exhibit | None:
    rows = [_range(writer, number, row) for number, row in enumerate(writer.inputs.exhibits.ranges)]
    held = tuple(row for row in rows if row)
    target, at = writer.label("valuation.target_price"), writer.label("market.price")
    if not held or target is None or at is None:
        return None
    values = writer.results.values
    spec = Ranges(
        rows=held,
        target=values["valuation.target_price"],
        target_label=Label(text=f"Target {target.text}", path=target.path),
        price=values["market.price"],
        price_label=Label(text=f"Price {at.text}", path=at.path),
    )
    inside = sum(row.low <= spec.price <= row.high for row in held)
    title = writer.title("ranges", text(f"The price lies inside {_count(inside)} of {_count(len(held))} ranges of value"))
    trading = writer.inputs.company.trading_currency
    alt = f"Ranges in {trading} a share: " + "; ".join(
        f"{row.name}, {row.detail}: {row.low_label.text} to {row.high_label.text}" for row in held
    )
    drawing = Drawing("ranges", spec, alt, 118, 10.0 + 8.4 * len(held))
    paths = [label.path for row in held for label in (row.low_label, row.high_label)]
    return exhibit("ranges", title, f"Value a share by method, {trading}", drawing, source=writer.sources(paths))


_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")


def _count(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def _range(writer: Writer, number: int, row: RangeRow) -> ValueRange | None:
    tone: Tone = "d6"
    if row.facts is not None:
        paths = [writer.results.resolve(each) or "" for each in (row.facts.low, row.facts.high)]
    elif row.earnings is not None:
        paths, tone = [f"ranges.{number + 1}.{end}" for end in ("low", "high")], "d2"
    else:
        paths, tone = [f"scenarios.ranges.{number + 1}.{end}" for end in ("low", "high")], "d1"
    if not writer.has(*paths):
        return None
    form = Form("plain", 0, 2)
    labels = [writer.label(path, form) for path in paths]
    if labels[0] is None or labels[1] is None:
        return None
    low, high = (writer.results.value(path) for path in paths)
    return ValueRange(
        name=row.name, detail=row.detail, low=low, high=high, low_label=labels[0], high_label=labels[1], tone=tone
    )


def _grid(writer: Writer) -> Exhibit | None:
    chosen = writer.inputs.exhibits.sensitivity
    if chosen is None:
        return None
    trading = writer.inputs.company.trading_currency
    width = (100.0 - 16.0) / len(chosen.across.values)
    heads = [write(each.base, each.form).text for each in chosen.across.values]
    columns = (Column(chosen.down.label, "left", 16.0), *(Column(head, "right", width) for head in heads))
    at_price = writer.results.values["market.price"]
    rows = []
    for row, amount in enumerate(chosen.down.values):
        cells = []
        for column, across in enumerate(chosen.across.values):
            path = f"scenarios.sensitivity.{row + 1}.{column + 1}"
            base = _is_base(writer, chosen.down.path, amount.base) and _is_base(writer, chosen.across.path, across.base)
            above = writer.has(path) and writer.results.value(path) >= at_price
            mark = "framed" if base else "strong" if above else ""
            cells.append(Cell((writer.number(path, bare=True),), mark=mark))
        rows.append(Row((words(write(amount.base, amount.form).text), *cells)))
    paths = [f"scenarios.sensitivity.{row + 1}.1" for row in range(len(rows))]
    subtitle = f"Target, {trading}, by {chosen.across.label.lower()} (across) and {chosen.down.label.lower()} (down)"
    default = _grid_title(writer)
    title = writer.line(chosen.title) if chosen.title else writer.title("sensitivity", default)
    note = join("Framed: this note. Bold: at or above the price of ", writer.number("market.price"), ".")
    return exhibit("sensitivity", title, subtitle, Table(columns, tuple(rows)), source=writer.sources(paths), note=note)


def _grid_title(writer: Writer) -> Line:
    price = writer.results.values["market.price"]
    cells = [each.value for path, each in writer.results.scenarios.items() if path.startswith("scenarios.sensitivity.")]
    reached = sum(value >= price for value in cells)
    if reached == 0:
        return text("No cell of the grid reaches the price")
    return text(f"{_count(reached).capitalize()} of {len(cells)} cells reach the price")


def _is_base(writer: Writer, path: str, value: float) -> bool:
    return writer.results.values.get(path) == value


def _rating_scale(writer: Writer) -> Exhibit:
    """Which rating the target would give at which price: the price axis runs against the axis of returns."""
    target, price = writer.results.values["valuation.target_price"], writer.results.values["market.price"]
    low, high = scale_ends(writer)
    # a higher price is a lower return, so that the scale of returns reads from right to left
    def at(value: float) -> float:
        implied = target / value - 1
        return min(max((high - implied) / (high - low), 0.02), 0.98)

    marks = (
        Mark(join("Target ", writer.number("valuation.target_price", bare=True)), at(target), "accent"),
        Mark(join("Price ", writer.number("market.price", bare=True)), at(price), "ink"),
    )
    rating = Scale(text("The rating that this target gives, by share price"), price_bands(writer), marks)
    implied = writer.number("valuation.implied_return")
    title = writer.title("rating_scale", join("At the price the return is ", implied))
    return exhibit("rating-scale", title, f"Share prices in {writer.inputs.company.trading_currency} at which the rating would change", rating, source=writer.sources(["valuation.implied_return"], own=True))
