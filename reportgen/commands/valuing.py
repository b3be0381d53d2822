"""``reportgen value``: the valuation on its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reportgen.commands import common
from reportgen.commands.common import FINE, PROBLEMS, AsJson, AsOf, Root
from reportgen.diagnostics import Severity, errors

Target = Annotated[
    str, typer.Argument(help="A company, or a valuation.yaml that stands alone.", metavar="COMPANY|FILE")
]


def value(target: Target, as_of: AsOf = None, root: Root = Path(), as_json: AsJson = False) -> None:
    """Value a company, or a valuation file alone: the results, with every quantity on the way.

    Examples: reportgen value xiaomi; reportgen value tests/worked/two_stage_fcff.yaml --json
    """
    from reportgen.valuing import value_json, value_lines, valued

    alone = target.endswith((".yaml", ".yml"))
    inputs, results, found = valued(root if alone else common.workspace(root), target, common.day(as_of))
    common.show(found, least=Severity.WARNING)
    if inputs is not None and results is not None:
        typer.echo(value_json(inputs, results) if as_json else "\n".join(value_lines(results)))
    raise typer.Exit(PROBLEMS if errors(found) else FINE)
