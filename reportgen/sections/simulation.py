"""The value over random draws of its inputs."""

from __future__ import annotations

from reportgen.figures import Form, write
from reportgen.model.charts import Histogram, Label
from reportgen.model.note import Column, Drawing, Exhibit, Line, Row, Table
from reportgen.model.results import Simulated
from reportgen.sections.writer import Writer, count, exhibit, figure, join, spoken, text, words

_ABOVE = "scenarios.simulation.above_price"
_SHOWN = 10
_MOST = 0.5


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
        _percentiles(writer, simulated, paths),
        source=writer.sources(paths, own=True),
        note=text(_not_meaningful(simulated)),
    )


def _title(writer: Writer) -> Line:
    if not writer.has(_ABOVE):
        return text("How far the value may lie from the target")
    return join("The value lies above the price in ", writer.number(_ABOVE, Form("percent", 0, 0)), " of all draws")


def _percentiles(writer: Writer, simulated: Simulated, paths: list[str]) -> Table:
    columns = tuple(Column(f"{each} %") for each, _ in simulated.percentiles)
    cells = tuple(figure(writer.number(path, bare=True)) for path in paths)
    mean, deviation = (figure(writer.number(f"scenarios.simulation.{each}", bare=True)) for each in ("mean", "sd"))
    heads = (Column("Below", "left"), *columns, Column("Mean"), Column("St. dev."))
    return Table(heads, (Row((words("Value"), *cells, mean, deviation)),))


def _not_meaningful(simulated: Simulated) -> str:
    if not simulated.not_meaningful:
        return f"Seed {simulated.seed}."
    share = write(simulated.not_meaningful / simulated.draws, Form("percent", 0, 1)).text
    left = f"{simulated.not_meaningful:,} draws ({share}) have no meaningful figure and are left out"
    return f"Seed {simulated.seed}; {left}."


def drivers(writer: Writer) -> Exhibit | None:
    """Which inputs the spread comes from."""
    simulated = writer.results.uses.simulated
    if simulated is None or not simulated.edges:
        return None
    shown = simulated.shares[:_SHOWN]
    rows = tuple(Row((words(label), words(write(share, Form("percent", 0, 0)).text))) for _, label, share in shown)
    rest = len(simulated.shares) - len(shown)
    return exhibit(
        "drivers",
        text(f"{shown[0][1]} explains {'most' if shown[0][2] > _MOST else 'the largest share'} of the spread"),
        "Share of the variance that each drawn input explains",
        Table((Column("Input", "left", 76), Column("Share", "right", 24)), rows),
        source=writer.sources(["scenarios.simulation.p50"], own=True),
        note=text(f"{count(rest).capitalize()} more are left out.") if rest else (),
    )
