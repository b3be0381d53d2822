"""``reportgen value``, ``simulate`` and ``implied``: the valuation on its own, and what it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.commands import common
from reportgen.commands.common import FINE, PROBLEMS, AsJson, AsOf, Root
from reportgen.diagnostics import Diagnostic, Severity, errors

if TYPE_CHECKING:
    from reportgen.model.amounts import Amount
    from reportgen.model.inputs import Inputs

Target = Annotated[
    str, typer.Argument(help="A company, or a valuation.yaml that stands alone.", metavar="COMPANY|FILE")
]


def value(target: Target, as_of: AsOf = None, root: Root = Path(), as_json: AsJson = False) -> None:
    """Value a company, or a valuation file alone: the results, with every quantity on the way.

    Examples: reportgen value xiaomi; reportgen value tests/worked/two_stage_fcff.yaml --json
    """
    from reportgen.valuing import value_json, value_lines, valued

    folder, day = common.place_of(target, root, as_of)
    inputs, results, found = valued(folder, target, day)
    common.show(found, least=Severity.WARNING)
    if inputs is not None and results is not None:
        typer.echo(value_json(inputs, results) if as_json else "\n".join(value_lines(inputs, results)))
    raise typer.Exit(PROBLEMS if errors(found) else FINE)


def simulate(
    target: Target,
    draws: Annotated[
        int | None, typer.Option("--draws", min=1, max=10_000_000, help="How many; by default as declared.")
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", min=0, help="Of the streams; by default as declared.")] = None,
    as_of: AsOf = None,
    root: Root = Path(),
    as_json: AsJson = False,
) -> None:
    """Draw the inputs at random as 'simulation' in valuation.yaml says, and tell how the value is spread.

    Examples: reportgen simulate acme --draws 100000 --seed 1; reportgen simulate docs/uses.yaml --json
    """
    from reportgen.valuation import simulated
    from reportgen.valuing import simulated_json, simulated_lines

    inputs, problems = _read(target, root, as_of)
    if inputs.valuation.simulation is None:
        common.usage(f"{target}: valuation.yaml declares no 'simulation'")
    result, found = simulated(inputs, draws=draws, seed=seed)
    # the same was told when the inputs were read
    common.show([one for one in found if one not in problems], least=Severity.WARNING)
    if result is None:
        raise typer.Exit(PROBLEMS)
    typer.echo(simulated_json(result) if as_json else "\n".join(simulated_lines(result)))
    raise typer.Exit(PROBLEMS if errors(problems) else FINE)


def implied(
    target: Target,
    path: Annotated[str, typer.Argument(help="An input: valuation.inputs.wacc.", metavar="PATH")],
    low: Annotated[str | None, typer.Option("--low", help="Seek from here; with --high.")] = None,
    high: Annotated[str | None, typer.Option("--high", help="Seek up to here; with --low.")] = None,
    as_of: AsOf = None,
    root: Root = Path(),
    as_json: AsJson = False,
) -> None:
    """Seek the value of one input at which the target before rounding equals the share price.

    Without --low and --high it is sought as declared under 'implied', or farther and farther from its own value.

    Example: reportgen implied docs/uses.yaml valuation.inputs.wacc --low "5 %" --high "15 %"
    """
    from reportgen.valuation import asked
    from reportgen.valuing import answer_json

    between = _between(low, high)
    inputs, problems = _read(target, root, as_of)
    answer, found = asked(inputs, path, between)
    for one in found:
        typer.echo(f"reportgen: {one.message}{f'; {one.hint}' if one.hint else ''}", err=True)
    if answer is None:
        if not found:
            typer.echo("reportgen: without a target and a price nothing is implied", err=True)
        raise typer.Exit(PROBLEMS)
    typer.echo(answer_json(answer) if as_json else f"{answer.label}: {answer.said}")
    raise typer.Exit(FINE if answer.roots and not errors(problems) else PROBLEMS)


def _read(target: str, root: Path, as_of: str | None) -> tuple[Inputs, tuple[Diagnostic, ...]]:
    from reportgen.valuing import valued

    folder, day = common.place_of(target, root, as_of)
    inputs, _, found = valued(folder, target, day)
    common.show(found, least=Severity.WARNING)
    if inputs is None:
        raise typer.Exit(PROBLEMS)
    return inputs, found


def _between(low: str | None, high: str | None) -> tuple[Amount, Amount] | None:
    from pydantic_core import PydanticCustomError

    from reportgen.model.amounts import read_amount

    if low is None and high is None:
        return None
    if low is None or high is None:
        common.usage("--low and --high go together")
    try:
        return read_amount(low), read_amount(high)
    except PydanticCustomError as problem:
        common.usage(problem.message())
