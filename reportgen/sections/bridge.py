"""The waterfall: from the parts to the target, and from the target to the price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checks import as_of
from reportgen.figures import Form, write, write_date
from reportgen.model.charts import Label, Step, StepKind, Waterfall
from reportgen.model.note import Drawing, Exhibit, Line, Number
from reportgen.sections.footing import remark
from reportgen.sections.writer import Writer, exhibit, join, read, spoken

_JUDGEMENT = "Judgement"
_MOVES: tuple[StepKind, ...] = ("part", "judgement", "gap")

# More steps than this lie one below the other, and need height instead of width.
_STANDING = 16
_HEIGHT, _ROW = 54.0, 4.6


def bridge(writer: Writer) -> Exhibit:
    """The exhibit, with a remark where the printed steps do not add up to the printed levels."""
    steps = tuple(step for step in (*_inside(writer), *_to_target(writer), *_to_price(writer)) if step is not None)
    told = "; ".join(f"{' '.join(step.name.split())} {step.label.text}" for step in steps)
    height = _HEIGHT if len(steps) <= _STANDING else _ROW * (len(steps) + 1)
    return exhibit(
        "bridge",
        writer.title("bridge", _title(writer)),
        f"From the parts to the target and to the price, {writer.trading} a share",
        Drawing(
            "bridge",
            Waterfall(steps=steps, group_labels=tuple(_groups(writer))),
            spoken(f"Waterfall in {writer.trading} a share: {told}."),
            180,
            height,
        ),
        source=writer.sources(step.label.path for step in steps) + remark({"steps": _steps_foot(steps)}),
    )


def _title(writer: Writer) -> Line:
    target = writer.number("valuation.target_price", bare=True)
    gap = writer.number("implied.price_gap", Form("plain", 0, 2), bare=True)
    if writer.value("implied.price_gap") > 0:
        return join("The bridge reaches ", target, "; the price needs another ", gap)
    return join("The bridge reaches ", target, ", which the price does not exceed")


def _groups(writer: Writer) -> Iterator[tuple[str, Label]]:
    told = (
        (_parts_group(writer), "valuation.equity_value_per_share"),
        (_JUDGEMENT, "valuation.premium_per_share"),
        (_gap_group(writer), "implied.price_gap"),
    )
    for name, path in told:
        label = writer.label(path)
        if label:
            yield name, Label(text=f"{name}: {label.text}", path=label.path)


def _parts_group(writer: Writer) -> str:
    return "Parts and bridge" if writer.inputs.valuation.bridge else "Parts"


def _gap_group(writer: Writer) -> str:
    return "Only in the price" if writer.value("implied.price_gap") >= 0 else "Not in the price"


# ---- steps ----------------------------------------------------------------------------------------------------------


def _inside(writer: Writer) -> Iterator[Step | None]:
    """The parts, the bridge, and the levels between them. A level that only repeats its neighbour is left out."""
    valuation, group = writer.inputs.valuation, _parts_group(writer)
    for name, part in valuation.parts.items():
        yield _step(writer, part.short or part.label, f"valuation.parts.{name}.value_per_share", "part", group)
    if len(valuation.parts) > 1 and (valuation.bridge or valuation.premium):
        yield _step(writer, "Enterprise value", "valuation.enterprise_value_per_share", "total", group)
    for name, item in valuation.bridge.items():
        sign = 1 if item.sign == "add" else -1
        yield _step(writer, item.label, f"valuation.bridge.{name}_per_share", "part", group, sign=sign)
    if valuation.bridge and valuation.premium:
        yield _step(writer, "Equity value", "valuation.equity_value_per_share", "total", group)


def _to_target(writer: Writer) -> Iterator[Step | None]:
    premium = writer.inputs.valuation.premium
    if premium:
        shown = writer.number("valuation.premium")
        rate = f" {shown.written.text}" if isinstance(shown, Number) else ""
        name = "Discount" if writer.value("valuation.premium") < 0 else "Premium"
        yield _step(writer, f"{name}{rate}", "valuation.premium_per_share", "judgement", _JUDGEMENT)
    yield _step(writer, "Target price", "valuation.target_price", "target", _JUDGEMENT if premium else "")


def _to_price(writer: Writer) -> Iterator[Step | None]:
    day, group = as_of(writer.results, "market.price"), _gap_group(writer)
    above = writer.value("implied.price_gap") >= 0
    yield _step(writer, "Not in the parts" if above else "Not in the price", "implied.price_gap", "gap", group)
    yield _step(writer, f"Price, {write_date(day, short=True)}" if day else "Price", "market.price", "price", group)


def _step(writer: Writer, name: str, path: str, kind: StepKind, group: str, *, sign: int = 1) -> Step | None:
    if not writer.has(path):
        return None
    value = writer.value(path) * sign
    label = write(value, Form("plain", 0, 2, signed=kind in _MOVES)).text
    return Step(name=name, value=value, kind=kind, label=Label(text=label, path=path), group=group)


def _steps_foot(steps: Sequence[Step]) -> bool:
    """Whether a reader who adds the printed moves arrives at each printed level."""
    level = Decimal(0)
    for step in steps:
        shown = read(step.label.text)
        if step.kind not in _MOVES and step is not steps[0] and level != shown:
            return False
        level = level + shown if step.kind in _MOVES else shown
    return True
