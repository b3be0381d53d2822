"""The value over random draws of its inputs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal

from reportgen.figures import NBSP, SCALE_WORDS, Form, write
from reportgen.model.charts import Fan, FanLine, Histogram, Label
from reportgen.model.note import Column, Drawing, Exhibit, Line, Row, Table
from reportgen.model.results import Fan as Fanned
from reportgen.model.results import Simulated
from reportgen.model.valuation import SHAPES, Distribution
from reportgen.sections.writer import Writer, capital, count, exhibit, figure, join, read, spoken, text, words

_ABOVE = "scenarios.simulation.above_price"
_SHOWN = 10
# As many as leave room for values of six digits.
_PRINTED = (5, 25, 50, 75, 95)
_MOST = 0.5
_WHOLE = 100


def simulation(writer: Writer) -> Exhibit | None:
    """How often which value comes out, with the percentiles below; None without a simulation."""
    simulated = writer.results.uses.simulated
    target, price = writer.label("valuation.target_price"), writer.label("market.price")
    if simulated is None or target is None or len(simulated.edges) == 0:
        return None
    spec = Histogram(
        edges=simulated.edges,
        counts=simulated.counts,
        target=writer.value("valuation.target_price"),
        target_label=Label(text=f"Target {target.text}", path=target.path),
        price=writer.value("market.price") if price else None,
        price_label=Label(text=f"Price {price.text}", path=price.path) if price else None,
    )
    paths = [f"scenarios.simulation.p{each}" for each, _ in simulated.percentiles]
    told = ", ".join(f"{each} % below {value:.2f}" for each, value in simulated.percentiles)
    return exhibit(
        "simulation",
        writer.title("simulation", _title(writer)),
        f"Value a share before rounding, {writer.trading}, how often in {simulated.draws:,} random draws",
        Drawing("simulation", spec, spoken(f"Histogram of values in {writer.trading} a share: {told}."), 118, 44),
        _percentiles(writer),
        source=writer.sources(paths, own=True),
        note=text(f"{_not_meaningful(simulated)}{_beyond(simulated)}"),
    )


def _title(writer: Writer) -> Line:
    if not writer.has(_ABOVE):
        low, high = (writer.number(f"scenarios.simulation.p{each}") for each in (25, 75))
        return join("Half of all draws lie between ", low, " and ", high)
    return join("The value lies above the price in ", writer.number(_ABOVE, Form("percent", 0, 0)), " of all draws")


def _percentiles(writer: Writer) -> Table:
    columns = tuple(Column(f"{each} %") for each in _PRINTED)
    cells = tuple(figure(writer.number(f"scenarios.simulation.p{each}", bare=True)) for each in _PRINTED)
    mean, deviation = (figure(writer.number(f"scenarios.simulation.{each}", bare=True)) for each in ("mean", "sd"))
    heads = (Column("Below", "left"), *columns, Column("Mean"), Column("St. dev."))
    return Table(heads, (Row((words("Value"), *cells, mean, deviation)),))


def _not_meaningful(simulated: Simulated) -> str:
    if not simulated.not_meaningful:
        return f"Seed {simulated.seed}."
    share = write(simulated.not_meaningful / simulated.draws, Form("percent", 0, 1)).text
    left = f"{simulated.not_meaningful:,} draws ({share}) have no meaningful figure and are left out"
    return f"Seed {simulated.seed}; {left}."


def _beyond(simulated: Simulated) -> str:
    many = f"{simulated.beyond:,} draws lie" if simulated.beyond > 1 else "One draw lies"
    return f" {many} beyond the ends and in the outermost bars." if simulated.beyond else ""


def drivers(writer: Writer) -> Exhibit | None:
    """Which inputs the spread comes from."""
    simulated = writer.results.uses.simulated
    if simulated is None or not simulated.edges:
        return None
    shown = simulated.shares[:_SHOWN]
    written = [write(share, Form("percent", 0, 0)) for _, _, share in shown]
    drawn = {each.path: _distribution(each) for each in _declared(writer)}
    rows = tuple(
        Row((words(label), words(drawn.get(path, "")), words(each.text)))
        for (path, label, _), each in zip(shown, written, strict=True)
    )
    rest = len(simulated.shares) - len(shown)
    return exhibit(
        "drivers",
        text(f"{'Most' if shown[0][2] > _MOST else 'The largest share'} of the spread comes from {shown[0][1]}"),
        "Share of the variance that each drawn input explains; drawn from mean and deviation, or low, mode and high",
        Table((Column("Input", "left", 40), Column("Drawn from", "left", 44), Column("Share", "right", 16)), rows),
        source=writer.sources(["scenarios.simulation.p50"], own=True),
        note=text(" ".join(_under_shares(sum(read(each.digits) for each in written), rest))),
    )


def _declared(writer: Writer) -> tuple[Distribution, ...]:
    simulation = writer.inputs.valuation.simulation
    return simulation.inputs if simulation is not None else ()


def _distribution(drawn: Distribution) -> str:
    """Its shape with the figures that it was typed with, in one unit: "pert 7, 16, 26 %"."""
    figures = [getattr(drawn, name) for name in SHAPES[drawn.shape]]
    whole, digits = write(figures[-1].base, figures[-1].form), [write(each.base, each.form).digits for each in figures]
    symbol = f"{whole.symbol}{NBSP}" if whole.symbol else ""
    return f"{drawn.shape} {symbol}{', '.join(digits)}{whole.suffix}"


def _under_shares(printed: Decimal | int, rest: int) -> Iterator[str]:
    """What is left out, and that shares miss the whole where they do: those of all, or more than all of it."""
    if rest:
        yield f"{count(rest).capitalize()} more are left out."
    if printed > _WHOLE or (printed != _WHOLE and not rest):
        yield "Shares may not add due to rounding."


# ---- the forecast over the years ------------------------------------------------------------------------------------


def fan(writer: Writer) -> Exhibit | None:
    """How the forecast spreads from year to year; None where no row is named for it, or no draw has a figure."""
    held = writer.results.uses.simulated.fan if writer.results.uses.simulated else None
    if held is None:
        return None
    form = writer.results.form(f"{held.path}.{held.years[-1]}")
    last = [writer.label(_in_fan(share, held.years[-1])) for share, _ in held.percentiles]
    labels = [label for label in last if label is not None]
    if len(labels) < len(last):
        return None
    rate = form.style in ("percent", "points")
    scale = 10.0**form.scale * (0.01 if rate else 1.0)
    lines = tuple(
        FanLine(name=f"{share} %", values=tuple(_known(each / scale) for each in values), label=label)
        for (share, values), label in zip(held.percentiles, labels, strict=True)
    )
    own = tuple(_known(each / scale) for each in held.own)
    told = ", ".join(f"{line.name} below {line.label.text}" for line in lines)
    # not the head of a table of flows, which is sought on every page
    years = tuple(year.removeprefix("FY") for year in held.years)
    unit = "%" if rate else " ".join(each for each in (form.symbol, SCALE_WORDS[form.scale], form.noun) if each)
    return exhibit(
        "fan",
        writer.title("fan", _fanned(writer, held)),
        f"{capital(held.label)}{f', {unit}' if unit else ''}, by fiscal year. "
        "Bands: 5 to 95 % and 25 to 75 % of all draws; line: median",
        Drawing(
            "fan",
            Fan(years=years, lines=lines, own=own, own_name="this note"),
            spoken(f"Bands of {held.label} from {held.years[0]} to {held.years[-1]}, in the last year: {told}."),
            180,
            56,
        ),
        source=writer.sources([_in_fan(50, held.years[-1])], own=True),
    )


def _fanned(writer: Writer, held: Fanned) -> Line:
    """Between which ends half of all draws lie in the last year."""
    low, high = (writer.number(_in_fan(share, held.years[-1])) for share in (25, 75))
    what = held.label.rpartition(": ")[2]
    return join("Half of all draws give ", low, " to ", high, f" of {what} in {held.years[-1]}")


def _in_fan(share: int, year: str) -> str:
    return f"scenarios.simulation.fan.p{share}.{year}"


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
