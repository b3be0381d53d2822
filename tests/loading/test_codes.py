"""Every code that reading, checking and valuing can emit has its reason, and every reason a code that is emitted."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reportgen import build, checks
from reportgen.loading.codes import RULES
from reportgen.loading.faults import WORDS
from tests.workspaces import REPOSITORY

_PACKAGES = ("loading", "checks", "model", "valuation", "quantities")
# the functions by which a finding is made, and which of their arguments is its code
_MAKERS = {
    "Diagnostic": 0,
    "Fault": 0,
    "ProseFault": 1,
    "RefusedError": 0,
    "Unresolved": 0,
    "_fault": 0,
    "_told": 1,
    "_unlike": 4,
    "found": 1,
    "misplaced": 0,
    "refuse": 0,
    "report": 0,
    "told": 1,
    "valid": 2,
}
_CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+\Z")


def _sources() -> Iterator[Path]:
    for package in _PACKAGES:
        yield from sorted((REPOSITORY / "reportgen" / package).rglob("*.py"))


def _emitted() -> set[str]:
    found = {code for code, _ in WORDS.values()}
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found.update(_codes_of(node))
    return found


def _codes_of(node: ast.AST) -> Iterator[str]:
    """The code in a call that makes a finding, or in a variable or a returned pair that is handed to one."""
    places: list[ast.expr] = []
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        position = _MAKERS.get(name)
        places = node.args[position : position + 1] if position is not None else []
        places += [each.value for each in node.keywords if each.arg == "code"]
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        places = [node.value] if node.value is not None and getattr(targets[0], "id", "") == "code" else []
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        places = node.value.elts[:1]
    for place in places:
        for each in ast.walk(place):
            if isinstance(each, ast.Constant) and isinstance(each.value, str) and _CODE.match(each.value):
                yield each.value


def test_every_code_that_is_emitted_has_its_reason() -> None:
    registered = {rule.code for rule in build.rules()}
    assert _emitted() - registered == set()


def test_every_reason_is_that_of_a_code_that_is_emitted() -> None:
    registered = {rule.code for rule in (*RULES, *checks.rules())}
    assert registered - _emitted() == {"acknowledged-not-found"} - _emitted()


def test_every_code_has_one_reason() -> None:
    counted = Counter(rule.code for rule in build.rules())
    assert [code for code, times in counted.items() if times > 1] == []


def test_reasons_are_sentences() -> None:
    for rule in (*RULES, *checks.rules()):
        assert _CODE.match(rule.code), rule
        assert rule.rationale[0].isupper(), rule
        assert rule.rationale.rstrip().endswith((".", "#b93a0e.")), rule
        assert not re.search(r"[Pp]ydantic|[Jj]inja|[Pp]ython|[Rr]egex|[Ee]xception|\bNone\b", rule.rationale), rule
