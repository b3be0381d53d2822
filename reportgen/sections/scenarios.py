"""What if: scenarios, inputs moved one at a time, further grids, what the price implies, random draws."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from reportgen.model.note import Beside, Block, Cell, Column, Exhibit, Line, Row, Section, Table
from reportgen.model.results import Answer
from reportgen.model.valuation import Case
from reportgen.quantities import printed, printed_finely
from reportgen.sections.prose import heading, prose
from reportgen.sections.sensitivity import further_grids
from reportgen.sections.simulation import drivers, fan, simulation
from reportgen.sections.tornado import tornado
from reportgen.sections.writer import EMPTY, Writer, capital, drawn, exhibit, figure, join, text, words

_WEIGHTED = "scenarios.weighted"


def scenarios(writer: Writer) -> Section | None:
    """The section; None where nothing is declared."""
    exhibits = drawn((_named(writer), tornado(writer), *_in_pairs(list(further_grids(writer))), _implied(writer)))
    simulated, driven = simulation(writer), drivers(writer)
    if simulated is not None and driven is not None:
        exhibits.append(Beside((simulated,), (driven,), 118))
    exhibits.extend(drawn((fan(writer),)))
    if not exhibits:
        return None
    title = heading(writer, "scenarios", _heading(writer))
    return Section("scenarios", "Scenarios", title, (*prose(writer, "scenarios"), *exhibits))


def _in_pairs(exhibits: list[Exhibit]) -> list[Block]:
    pairs = zip_longest(exhibits[::2], exhibits[1::2])
    return [one if other is None else Beside((one,), (other,), 87) for one, other in pairs]


def _heading(writer: Writer) -> Line:
    """Between which ends the target moves in scenarios and swings; without them what the first exhibit tells."""
    swung = [path for each in writer.results.uses.tornado for path in (each.low_path, each.high_path)]
    paths = [*(f"scenarios.cases.{key}" for key in writer.inputs.valuation.scenarios), *swung]
    held = sorted((path for path in paths if writer.has(path)), key=writer.value)
    if held and writer.value(held[0]) < writer.value(held[-1]):
        alone = held[0] in swung and held[-1] in swung
        moving = "Single inputs" if alone else "Scenarios"
        return join(f"{moving} move the target from ", writer.number(held[0]), " to ", writer.number(held[-1]))
    others = (simulation(writer), _implied(writer), *further_grids(writer), _named(writer), tornado(writer))
    return next((each.title for each in others if each is not None), ())


# ---- named scenarios ------------------------------------------------------------------------------------------------


def _named(writer: Writer) -> Exhibit | None:
    declared = writer.inputs.valuation.scenarios
    if not declared:
        return None
    weighted = writer.has(_WEIGHTED)
    rows = [_case(writer, key, case) for key, case in declared.items()]
    if weighted:
        whole = (words("Weighted by probability"), EMPTY, figure(writer.number(_WEIGHTED, bare=True)))
        rows.append(Row((*whole, _in_percent(writer, f"{_WEIGHTED}.return", signed=True), EMPTY), "total"))
    columns = (
        Column("Scenario", "left", 20), Column("Probability,\n%", "right", 11),
        Column(f"Target,\n{writer.trading}", "right", 10), Column("Return,\n%", "right", 9),
        Column("What differs from this note", "left", 50),
    )  # fmt: skip
    paths = [f"scenarios.cases.{key}" for key in declared]
    return exhibit(
        "named-scenarios",
        writer.title("scenarios", _title(writer, paths)),
        "Target in each scenario, and the return it would bring at the share price",
        Table(columns, tuple(rows)),
        source=writer.sources([*paths, *(f"valuation.scenarios.{key}.probability" for key in declared)], own=True),
    )


def _case(writer: Writer, key: str, case: Case) -> Row:
    path = f"scenarios.cases.{key}"
    probability = f"valuation.scenarios.{key}.probability"
    differs = "; ".join(_differs(writer, key, each) for each in case.replace) or "Nothing"
    reason = join(". ", writer.line(case.reason)) if case.reason is not None else ()
    return Row(
        (
            words(case.label),
            _in_percent(writer, probability) if probability in writer.results else EMPTY,
            _or_not_meaningful(writer, path),
            _in_percent(writer, f"{path}.return", signed=True),
            Cell(join(differs, reason)),
        )
    )


def _in_percent(writer: Writer, path: str, *, signed: bool = False) -> Cell:
    form = replace(writer.results.form(path), signed=True) if signed and path in writer.results else None
    return figure(writer.number(path, form, bare=True))


def _differs(writer: Writer, key: str, path: str) -> str:
    """``Premium 0 % instead of 12 %``."""
    results = writer.results
    scenario = results.scenarios.get(f"scenarios.cases.{key}")
    held = results.replaced_in(scenario) if scenario is not None else ()
    for quantity, value, own in held:
        if quantity.path == path:
            instead = "" if quantity.axis is not None else f" instead of {printed(quantity, own)}"
            return f"{quantity.name} {printed_finely(quantity, value)}{instead}"
    return path


def _or_not_meaningful(writer: Writer, path: str) -> Cell:
    if path in writer.results and not writer.has(path):
        return words("n.m.")
    return figure(writer.number(path, bare=True))


def _title(writer: Writer, paths: list[str]) -> Line:
    if writer.has(_WEIGHTED):
        against = "above" if writer.value(_WEIGHTED) > writer.value("market.price") else "below"
        if writer.value(_WEIGHTED) == writer.value("market.price"):
            against = "at"
        return join("Weighted by probability the scenarios give ", writer.number(_WEIGHTED), f", {against} the price")
    held = sorted((path for path in paths if writer.has(path)), key=writer.value)
    if not held:
        return text("No scenario gives a meaningful target")
    if writer.value(held[0]) == writer.value(held[-1]):
        return join(
            f"{'The scenario gives' if len(paths) == 1 else 'The scenarios give'} a target of ", writer.number(held[0])
        )
    return join("The target lies between ", writer.number(held[0]), " and ", writer.number(held[-1]))


# ---- what the price implies -----------------------------------------------------------------------------------------


def _implied(writer: Writer) -> Exhibit | None:
    answers = writer.results.uses.answers
    if not answers:
        return None
    rows = tuple(_answer(writer, each) for each in answers)
    columns: tuple[Column, ...] = (
        Column("Input", "left", 34), Column("This note", "right", 16),
        Column("The price implies", "right", 18), Column("", "left", 32),
    )  # fmt: skip
    if all(row.cells[-1] == words("") for row in rows):
        # no remark: the figures end with the rule
        rows = tuple(replace(row, cells=row.cells[:-1]) for row in rows)
        columns = (Column("Input", "left", 60), Column("This note", "right", 20), Column("The price implies"))
    return exhibit(
        "price-implies",
        writer.title("price_implied", _implied_title(writer, answers)),
        join("Each input alone at which the value equals the price of ", writer.number("market.price")),
        Table(columns, rows),
        source=writer.sources((each.result for each in answers if each.result), own=True),
    )


def _answer(writer: Writer, answer: Answer) -> Row:
    own = writer.number(answer.path) if answer.path in writer.results else None
    found = figure(writer.number(answer.result)) if answer.result else words("none")
    remark = "" if len(answer.roots) == 1 else capital(answer.said)
    return Row((words(answer.label), words("by year") if own is None else figure(own), found, words(remark)))


def _implied_title(writer: Writer, answers: tuple[Answer, ...]) -> Line:
    first = next((each for each in answers if each.result), None)
    if first is None:
        return text(f"{'This input' if len(answers) == 1 else 'No input'} alone does not bring the value to the price")
    if first.path not in writer.results:
        return join(f"{first.label}: the price implies ", writer.number(first.result), " in every year")
    return join(
        f"{first.label}: the price implies ", writer.number(first.result), ", this note has ", writer.number(first.path)
    )
