"""Read one ``{{ … }}`` of prose.

It is parsed by Jinja's own parser in its sandbox and then translated, never run: names, subscripts, the filters of
``figures.FORMS`` and ``claim`` get through, everything else is refused. What prose can reach is thus exactly the
quantities of the graph.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from inspect import signature
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic_core import PydanticCustomError

from reportgen.diagnostics import Location
from reportgen.figures import FORMS
from reportgen.model.base import read_text
from reportgen.model.prose import Claim, Comparison, Filter, Reference

FILTERS = (*FORMS, "as_of", "period")
_WITH_DECIMALS = frozenset(name for name, form in FORMS.items() if len(signature(form).parameters) > 1)
_DECIMALS_AT_MOST = 6
_CHARACTERS_AT_MOST = 500
_COMPARISONS: dict[str, Comparison] = {"gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "eq": "=="}
_NAMES_ONLY = 'prose names a number, such as {{ revenue["2024Q3"] | bn }}; it computes nothing and calls nothing'
_LIKE_A_CLAIM = 'write a claim as {{ claim("higher than Apple\'s", a > b) }}'


class RefusedError(Exception):
    """Why an expression is not read."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def translate(expression: str, place: Location) -> Reference | Claim:
    """The reference or the claim between the braces. Raises RefusedError for anything else."""
    if len(expression) > _CHARACTERS_AT_MOST:
        raise RefusedError("prose-expression", f"more than {_CHARACTERS_AT_MOST} characters between {{{{ and }}}}")
    if "\\" in expression:
        raise RefusedError("prose-expression", f"{_shown(expression)} holds a backslash, which has no meaning here")
    try:
        tree = _parsed(expression)
    except (TemplateSyntaxError, RecursionError, ValueError):
        raise RefusedError("prose-expression", f"{_shown(expression)} is not readable; {_advice(expression)}") from None
    body = tree.body[0] if len(tree.body) == 1 else None
    inner = body.nodes[0] if isinstance(body, nodes.Output) and len(body.nodes) == 1 else None
    return _claim(inner, place) if isinstance(inner, nodes.Call) else _reference(inner, place)


@lru_cache(maxsize=2048)  # a note names most of its figures more than once, and every text is read twice
def _parsed(expression: str) -> nodes.Template:
    # the spaces keep a sign from being taken for Jinja's control of white space
    return _environment().parse("{{ " + expression + " }}")


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _shown(expression: str) -> str:
    text = expression.strip()
    return "{{ " + (text if len(text) <= 60 else text[:57] + "…") + " }}"  # noqa: PLR2004 - one line of a terminal


def _advice(expression: str) -> str:
    period = re.search(r"([a-z_0-9]+)\.([0-9][A-Za-z0-9\-]*)", expression)
    if period:
        return f'a period that begins with a digit stands in brackets: {period[1]}["{period[2]}"]'
    return 'write {{ revenue["2024Q3"] | bn }}'


def _reference(node: nodes.Node | None, place: Location) -> Reference:
    filters: list[Filter] = []
    while isinstance(node, nodes.Filter):
        filters.append(_filter(node))
        node = node.node
    return Reference(".".join(reversed([*_steps(node)])), tuple(reversed(filters)), place)


def _filter(node: nodes.Filter) -> Filter:
    if node.name not in FILTERS:
        close = difflib.get_close_matches(node.name, FILTERS, 1)
        hint = f"; did you mean {close[0]!r}?" if close else "; known: " + ", ".join(FILTERS)
        raise RefusedError("unknown-filter", f"no such form: {node.name[:40]!r}{hint}")
    given: list[Any] = [each.value if isinstance(each, nodes.Const) else None for each in node.args]
    if node.kwargs or node.dyn_args or node.dyn_kwargs or len(given) > 1:
        raise RefusedError("prose-expression", f"{node.name!r} takes at most one number")
    if given and node.name not in _WITH_DECIMALS:
        raise RefusedError("prose-expression", f"{node.name!r} takes no number")
    if any(type(each) is not int or not 0 <= each <= _DECIMALS_AT_MOST for each in given):
        raise RefusedError(
            "prose-expression", f"{node.name!r} takes a number of decimals from 0 to {_DECIMALS_AT_MOST}"
        )
    return Filter(node.name, tuple(given))


def _steps(node: nodes.Node | None) -> Iterator[str]:
    """The steps of a path, the last first."""
    while isinstance(node, nodes.Getattr | nodes.Getitem):
        if isinstance(node, nodes.Getattr):
            yield _step(node.attr)
        elif isinstance(node.arg, nodes.Const):
            yield _step(str(node.arg.value))
        else:
            raise RefusedError("prose-expression", _NAMES_ONLY)
        node = node.node
    if not isinstance(node, nodes.Name):
        raise RefusedError("prose-expression", _NAMES_ONLY)
    yield _step(node.name)


def _step(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,99}", text):
        raise RefusedError("prose-unsafe", f"prose reaches the figures of the note only, not {text[:40]!r}")
    return text


def _claim(node: nodes.Call, place: Location) -> Claim:
    if not isinstance(node.node, nodes.Name) or node.node.name != "claim":
        raise RefusedError("prose-unsafe", "prose calls nothing but claim(words, comparison)")
    if node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) != 2:  # noqa: PLR2004 - words, comparison
        raise RefusedError("prose-expression", _LIKE_A_CLAIM)
    said, compared = node.args
    if not isinstance(said, nodes.Const) or not isinstance(compared, nodes.Compare) or len(compared.ops) != 1:
        raise RefusedError("prose-expression", _LIKE_A_CLAIM)
    comparison = _COMPARISONS.get(compared.ops[0].op)
    if comparison is None:
        raise RefusedError("prose-expression", f"{_LIKE_A_CLAIM}; a claim compares with <, <=, >, >= or ==")
    bound = _bound(compared.ops[0].expr, place)
    return Claim(_said(said.value), _reference(compared.expr, place), comparison, bound, place)


def _said(value: object) -> str:
    try:
        return read_text(value)
    except PydanticCustomError as problem:
        raise RefusedError(problem.type, problem.message()) from None


def _bound(node: nodes.Node, place: Location) -> Reference | float:
    """What the claim compares with: a number, or another reference."""
    sign = 1
    if isinstance(node, nodes.Neg):
        sign, node = -1, node.node
    if isinstance(node, nodes.Const) and type(node.value) in (int, float):
        try:
            number = float(node.value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise RefusedError("prose-expression", "the number of the comparison is too large")
        return sign * number
    if sign < 0:
        raise RefusedError("prose-expression", _NAMES_ONLY)
    return _reference(node, place)
