"""What is told only because something else is wrong.

One fault in the inputs leaves a gap: a fact that cannot be read, a part whose unit is wrong. Every formula, claim and
sentence that needs it then fails as well. Only the fault itself helps whoever has to put it right, so the rest is
dropped until it is; it comes back on its own if it was no mere consequence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pydantic_core import PydanticCustomError

from reportgen.checks import dependencies as needs
from reportgen.checks.walking import FACTS, PRICES, VALUATION
from reportgen.diagnostics import DataPath, Diagnostic, Severity
from reportgen.model.periods import Period, read_period

Steps: TypeAlias = tuple[str, ...]
Gaps: TypeAlias = Mapping[str, frozenset[Steps]]

_UNKNOWN = re.compile(r"no such figure: '([^']*)'")
_WHOLE_METRIC, _FIGURE = 2, 4
_ANY_PERIOD = "?"


def without_consequences(
    diagnostics: Iterable[Diagnostic], left_out: Mapping[str, frozenset[DataPath]]
) -> tuple[Diagnostic, ...]:
    """The findings of all stages without those that only follow from others.

    ``left_out`` names what could not be read, by file; what could not be computed is seen from the findings.
    """
    found = tuple(diagnostics)
    read = {file: frozenset(tuple(map(str, path)) for path in paths) for file, paths in left_out.items() if paths}
    no_target = frozenset(one.code for one in found if one.code in needs.LEAVES_NO_TARGET)
    gaps = _Gaps(read, _with_computed(read, found), no_target)
    return tuple(one for one in found if not _follows(one, gaps)) if gaps.all else found


@dataclass(frozen=True, slots=True)
class _Gaps:
    """By file: ``read`` are the paths that could not be read, ``all`` also those that could not be computed.

    ``no_target`` are the codes of what leaves the target without a figure.
    """

    read: Gaps
    all: Gaps
    no_target: frozenset[str]


def _with_computed(read: Gaps, found: Iterable[Diagnostic]) -> Gaps:
    every = {file: set(paths) for file, paths in read.items()}
    for one in found:
        in_prose = one.path != "" and _named(one) == one.path
        if in_prose or one.code not in needs.LEAVES_A_GAP or one.severity is not Severity.ERROR:
            continue
        file, path = _file(one), tuple(one.path.split("."))
        if path[0] == "facts":
            file, path = FACTS, ("metrics", path[1], "values", *path[2:])
        if file == FACTS and one.code == "duplicate-key":
            # one of the two was meant for a period that is now missing, and nobody knows which
            path = (*path[:_WHOLE_METRIC], "values", _ANY_PERIOD)
        every.setdefault(PRICES if one.code == "price-missing" else file, set()).add(path)
        if one.code in needs.LEAVES_NO_TARGET:
            every.setdefault(VALUATION, set()).add(("",))
    return {file: frozenset(paths) for file, paths in every.items()}


def _follows(one: Diagnostic, gaps: _Gaps) -> bool:
    if one.code == "acknowledged-not-found":
        return True
    if one.code == "target-without-figure":
        return bool(gaps.no_target - {one.code}) or _has_gap(gaps.read, VALUATION, needs.TARGET)
    if one.code in needs.OF_REFERENCES and any(_is_gone(each, gaps.all) for each in _references(one)):
        return True
    if one.code in needs.OF_THE_TARGET and _has_gap(gaps.all, VALUATION, needs.TARGET):
        return True
    if not one.path and one.code == "unknown-metric":
        return False
    return _follows_by_place(one, gaps.read) or _lacks_what_was_left_out(one, gaps.read.get(_file(one), frozenset()))


def _follows_by_place(one: Diagnostic, read: Gaps) -> bool:
    if one.code in ("unknown-metric", "exhibit-metric-unknown"):
        name = one.message.rpartition(": ")[2]
        return not read.get(FACTS, frozenset()).isdisjoint({(), ("metrics",), ("metrics", name)})
    if one.code == "definitions-differ":
        return any(path[-1] == "definition" for path in read.get(FACTS, frozenset()) if path)
    rules = [(file, first) for file, first, codes in needs.BY_PLACE if one.code in codes]
    return any(_has_gap(read, file, (first,) if first else ()) for file, first in rules)


def _lacks_what_was_left_out(one: Diagnostic, paths: frozenset[Steps]) -> bool:
    """Whether a figure is said to lack its source, date or status, and this was there but could not be read."""
    here = tuple(one.path.split("."))
    for path in paths if one.code in needs.LACKS_SOMETHING else ():
        # what a metric says holds for each of its figures
        above = path[:-1] if path[-1:] and path[-1] in needs.SAID_FOR_ALL else path
        if here[: len(above)] == above or above[: len(here)] == here:
            return True
    return False


def _has_gap(gaps: Gaps, file: str, first: Steps) -> bool:
    """Whether a file has a gap under some of its top-level keys, or anywhere."""
    return any(not first or not path or path[0] in first for path in gaps.get(file, frozenset()))


def _is_gone(reference: str, gaps: Gaps) -> bool:
    """Whether the quantity of a reference may be missing only because of a gap."""
    head, *rest = reference.removeprefix("facts.").split(".")
    made_from = needs.MADE_FROM.get(head)
    if made_from is None:
        return _is_fact_gone(head, rest[0] if rest else "", gaps)
    if head == "valuation" and reference != "valuation.implied_return":
        made_from = {file: first for file, first in made_from.items() if file != PRICES}
    if any(_has_gap(gaps, file, first) for file, first in made_from.items()):
        return True
    return head == "analysis" and len(rest) > 1 and _is_period_gone(rest[-1], gaps)


def _is_fact_gone(name: str, period: str, gaps: Gaps) -> bool:
    paths = gaps.get(FACTS, frozenset())
    whole = any(path in paths for path in ((), ("metrics",), ("metrics", name)))
    lists = any(
        len(path) == _WHOLE_METRIC + 1 and path[1] == name and path[2] in ("values", "formulas") for path in paths
    )
    return (
        whole
        or lists
        or any(
            len(path) >= _FIGURE and path[1] == name and (path[3] == period or _period(path[3]) is None)
            for path in paths
        )
    )


def _is_period_gone(text: str, gaps: Gaps) -> bool:
    """Whether any fact of a period or of the year before is missing: a growth or a margin may need it."""
    period = _period(text)
    before = period.year_before() if period else None
    wanted = {text, str(before)}
    paths = gaps.get(FACTS, frozenset())
    return any(len(path) <= _WHOLE_METRIC or (len(path) >= _FIGURE and path[3] in wanted) for path in paths)


def _period(text: str) -> Period | None:
    try:
        return read_period(text)
    except PydanticCustomError:
        return None


def _file(one: Diagnostic) -> str:
    name = one.location.file.rpartition("/")[2]
    # rows of a series are facts
    return FACTS if one.path.startswith("metrics.") else name


def _named(one: Diagnostic) -> str:
    """The reference that a finding says leads nowhere."""
    match = _UNKNOWN.match(one.message)
    return match[1] if match else ""


def _references(one: Diagnostic) -> tuple[str, ...]:
    named = _named(one)
    if named:
        return (named,)
    return (one.path, *re.findall(r"\b[a-z][a-z0-9_]*(?:\.[\w\-]+)+", one.message))
