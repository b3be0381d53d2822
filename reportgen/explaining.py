"""What ``explain`` prints: a number as a tree down to its facts, or the reason why a check exists."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from reportgen.build import rules
from reportgen.diagnostics import Diagnostic
from reportgen.model.results import Results
from reportgen.quantities import Explanation, Quantity, exact
from reportgen.quantities import explain as explain_quantity
from reportgen.valuing import valued

WIDTH = 100


def explain_code(code: str) -> tuple[bool, str]:
    """The rationale of a code, and whether there is one of that name."""
    known = {rule.code: rule.rationale for rule in rules()}
    if code in known:
        return True, f"{code}\n{textwrap.fill(' '.join(known[code].split()), WIDTH)}"
    close = difflib.get_close_matches(code, known, 3)
    hint = f"did you mean {', '.join(close)}?" if close else "codes stand in brackets at the end of each diagnostic"
    return False, f"reportgen: no such code: {code!r}; {hint}"


def explain_number(
    root: Path, slug: str, path: str, as_of: date | None = None
) -> tuple[bool, str, tuple[Diagnostic, ...]]:
    """The tree under a number: formula, numbers put in, operands, sources; whether it was found; all diagnostics."""
    _, results, diagnostics = valued(root, slug, as_of)
    if results is None:
        return False, "", diagnostics
    if path in results.rows:
        return True, "\n".join(_lines(explain_quantity(results.rows[path], results.values), "", "")), ()
    full = results.resolve(path)
    if full is None:
        close = difflib.get_close_matches(path, results.known_paths(), 5, cutoff=0.4)
        inside = [each for each in results.known_paths() if path in each][:8]
        listed = "\n  ".join(dict.fromkeys([*close, *inside]))
        hint = f"; near it:\n  {listed}" if listed else ""
        return False, f"reportgen: no such number: {path!r}{hint}", diagnostics
    return True, "\n".join(_scenario(results, full) if full in results.scenarios else _tree(results, full)), ()


def _tree(results: Results, path: str) -> list[str]:
    return list(_lines(explain_quantity(results.quantities[path], results.values), "", ""))


def _lines(one: Explanation, first: str, rest: str) -> Iterator[str]:
    shown = "by year" if one.cells else one.printed
    yield f"{first}{one.quantity.name} = {shown}   {one.quantity.path}"
    inner = f"{rest}│  " if one.operands else f"{rest}   "
    if one.cells:
        yield from textwrap.wrap(
            "   ".join(f"{label} {text}" for label, text in one.cells),
            WIDTH,
            initial_indent=inner,
            subsequent_indent=inner,
        )
    if one.repeated:
        yield f"{inner}explained above"
        return
    if one.formula:
        yield f"{inner}= {one.formula}"
    if one.substituted:
        yield f"{inner}= {one.substituted}"
        yield f"{inner}unrounded {exact(one.value)}"
    yield from (f"{inner}{words}" for words in _origin(one.quantity))
    for place, operand in enumerate(one.operands):
        last = place == len(one.operands) - 1
        yield from _lines(operand, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  "))


def _origin(quantity: Quantity) -> Iterator[str]:
    origin = quantity.origin
    if origin is None:
        return
    dated = f", as of {origin.as_of}" if origin.as_of else ""
    published = f", published {origin.published}" if origin.published else ""
    floor = ", the source says more than this" if origin.floor else ""
    yield f"{origin.kind}: typed {origin.typed!r}, source {origin.source}{dated}{published}{floor}"
    if origin.note:
        yield f"note: {origin.note}"
    if origin.url:
        yield f"read at {origin.url}"
    yield f"in {origin.place}"


def _scenario(results: Results, path: str) -> list[str]:
    scenario = results.scenarios[path]
    lines = [f"{scenario.label} = {exact(scenario.value)}   {path}"]
    if scenario.formula:
        return [*lines, f"   = {scenario.formula}"]
    for each, value, own in results.replaced_in(scenario):
        lines.append(f"   with {each.path} = {exact(value)} instead of {exact(own)}")
    lines.append(f"   {scenario.target} is computed again; in the note it is {exact(results.values[scenario.target])}:")
    return lines + [f"   {line}" for line in _tree(results, scenario.target)]
