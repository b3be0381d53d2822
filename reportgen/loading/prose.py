"""Read prose: Markdown in which numbers are references.

Each ``{{ … }}`` is parsed by Jinja's own parser in its sandbox and then translated, not run: names, subscripts, the
filters of ``figures.FORMS`` and ``claim`` get through, everything else is a diagnostic. What prose can reach is thus
exactly the quantities of the graph.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reportgen.diagnostics import Location
from reportgen.figures import FORMS
from reportgen.loading.files import SourceText
from reportgen.loading.yaml_text import Scalar
from reportgen.model.prose import Bold, Claim, Comparison, Filter, Piece, Prose, ProseFault, Reference, Words

FILTERS = (*FORMS, "as_of", "period")
_EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
# "{#anchor}" at the end of a heading is Markdown's, not Jinja's
_STATEMENT = re.compile(r"\{%|\{#(?![A-Za-z0-9_-]+\}\s*$)|\{\{|\}\}", re.MULTILINE)
_BASE = 0xE000
_MARK = re.compile(r"[\ue000-\uf8ff]")
_COMPARISONS: dict[str, Comparison] = {"gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "eq": "=="}


class _RefusedError(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True, slots=True)
class Marked:
    """A text whose references are replaced by single private characters, and what they stand for."""

    text: str
    pieces: tuple[Reference | Claim, ...]
    faults: tuple[ProseFault, ...]


def read_prose(text: str) -> Prose:
    """A field of prose. Bold is the only mark-up; faults are kept in the value, with their offset."""
    source, start = _source_of(text)
    marked = mark_references(text, source, start)
    children = _markdown().parseInline(marked.text)[0].children or []
    pieces, faults = pieces_of(children, marked.pieces)
    return Prose(pieces, text, (*marked.faults, *faults))


def mark_references(text: str, source: SourceText | None, start: int) -> Marked:
    """Take the references out of a text. ``start`` is where the text begins in its file."""
    pieces: list[Reference | Claim] = []
    faults: list[ProseFault] = []
    found_private = _MARK.search(text)
    if found_private:
        faults.append(ProseFault(found_private.start(), "control-character", "a private-use character stands here"))
        text = _MARK.sub(" ", text)
    behind = start

    def replace(match: re.Match[str]) -> str:
        nonlocal behind
        place, behind = _place(match[0], source, behind)
        try:
            pieces.append(_translate(match[1], place))
        except _RefusedError as problem:
            faults.append(ProseFault(match.start(), problem.code, problem.message))
            return ""
        return chr(_BASE + len(pieces) - 1)

    marked = _EXPRESSION.sub(replace, text)
    stray = _STATEMENT.search(marked)
    if stray:
        message = f"{stray[0]!r}: prose holds references in {{{{ }}}} and nothing else of Jinja"
        faults.append(ProseFault(max(0, text.find(stray[0])), "prose-statement", message))
        marked = _STATEMENT.sub("", marked)
    return Marked(marked, tuple(pieces), tuple(faults))


def pieces_of(
    tokens: list[Token], references: tuple[Reference | Claim, ...]
) -> tuple[tuple[Piece, ...], tuple[ProseFault, ...]]:
    """The pieces of an inline text."""
    pieces: list[Piece] = []
    faults: list[ProseFault] = []
    bold: list[Words | Reference | Claim] | None = None
    for token in tokens:
        match token.type:
            case "strong_open":
                bold = []
            case "strong_close":
                pieces.append(Bold(tuple(bold or ())))
                bold = None
            case "text" | "text_special" | "code_inline" | "html_inline":
                (pieces if bold is None else bold).extend(_split(token.content, references))
            case "softbreak" | "hardbreak":
                (pieces if bold is None else bold).append(Words(" "))
            case "em_open" | "em_close":
                pass
            case other:
                kind = other.removesuffix("_open").removesuffix("_close")
                faults.append(ProseFault(0, "prose-markup", f"{kind}: prose knows paragraphs and **bold** only"))
    return tuple(pieces), tuple(dict.fromkeys(faults))


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


@cache
def _markdown() -> MarkdownIt:
    # raw HTML stays text, and is escaped when printed
    return MarkdownIt("commonmark", {"html": False}).disable(["autolink", "backticks", "entity"])


def _split(text: str, references: tuple[Reference | Claim, ...]) -> Iterator[Words | Reference | Claim]:
    behind = 0
    for match in _MARK.finditer(text):
        if match.start() > behind:
            yield Words(text[behind : match.start()])
        yield references[ord(match[0]) - _BASE]
        behind = match.end()
    if behind < len(text):
        yield Words(text[behind:])


def _source_of(text: str) -> tuple[SourceText | None, int]:
    return (text.source, text.index) if isinstance(text, Scalar) else (None, 0)


def _place(snippet: str, source: SourceText | None, behind: int) -> tuple[Location, int]:
    if source is None:
        return Location(""), behind
    found = source.text.find(snippet, behind)
    if found < 0:
        return source.place(behind), behind
    return source.place(found), found + len(snippet)


def _translate(expression: str, place: Location) -> Reference | Claim:
    try:
        tree = _environment().parse("{{" + expression + "}}")
    except (TemplateSyntaxError, RecursionError) as problem:
        message = f"not readable: {{{{{expression[:60]}}}}}: {getattr(problem, 'message', 'nested too deep')}"
        raise _RefusedError("prose-expression", message) from None
    body = tree.body[0] if len(tree.body) == 1 else None
    inner = body.nodes[0] if isinstance(body, nodes.Output) and len(body.nodes) == 1 else None
    if isinstance(inner, nodes.Call):
        return _claim(inner, place)
    return _reference(inner, place)


def _reference(node: nodes.Node | None, place: Location) -> Reference:
    filters: list[Filter] = []
    while isinstance(node, nodes.Filter):
        filters.append(_filter(node))
        node = node.node
    return Reference(".".join(_steps(node)), tuple(reversed(filters)), place)


def _filter(node: nodes.Filter) -> Filter:
    if node.name not in FILTERS:
        close = difflib.get_close_matches(node.name, FILTERS, 1)
        hint = f"; did you mean {close[0]!r}?" if close else "; known: " + ", ".join(FILTERS)
        raise _RefusedError("unknown-filter", f"no such form: {node.name!r}{hint}")
    arguments = []
    for each in node.args:
        if not isinstance(each, nodes.Const) or not isinstance(each.value, int | float | str):
            raise _RefusedError("prose-expression", f"{node.name} takes plain numbers only")
        arguments.append(each.value)
    if node.kwargs or node.dyn_args or node.dyn_kwargs or len(arguments) > 1:
        raise _RefusedError("prose-expression", f"{node.name} takes at most one number")
    if any(not isinstance(each, int) or not 0 <= each <= 6 for each in arguments):  # noqa: PLR2004 - decimals
        raise _RefusedError("prose-expression", f"{node.name} takes a number of decimals from 0 to 6")
    return Filter(node.name, tuple(arguments))


def _steps(node: nodes.Node | None) -> list[str]:
    if isinstance(node, nodes.Name):
        return [_step(node.name)]
    if isinstance(node, nodes.Getattr):
        return [*_steps(node.node), _step(node.attr)]
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return [*_steps(node.node), _step(str(node.arg.value))]
    message = "prose names a number, such as {{ revenue[\"2024Q3\"] | bn }}; it computes nothing and calls nothing"
    raise _RefusedError("prose-expression", message)


def _step(text: str) -> str:
    if text.startswith("_") or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,99}", text):
        raise _RefusedError("prose-unsafe", f"prose reaches quantities only, not {text[:40]!r}")
    return text


def _claim(node: nodes.Call, place: Location) -> Claim:
    if not isinstance(node.node, nodes.Name) or node.node.name != "claim":
        raise _RefusedError("prose-unsafe", "prose calls nothing but claim(words, comparison)")
    if len(node.args) != 2 or node.kwargs or node.dyn_args or node.dyn_kwargs:  # noqa: PLR2004
        raise _RefusedError("prose-expression", 'write {{ claim("higher than Apple\'s", a > b) }}')
    words, compared = node.args
    if (
        not isinstance(words, nodes.Const)
        or not isinstance(words.value, str)
        or not isinstance(compared, nodes.Compare)
        or len(compared.ops) != 1
        or compared.ops[0].op not in _COMPARISONS
    ):
        raise _RefusedError("prose-expression", 'write {{ claim("higher than Apple\'s", a > b) }}')
    right = compared.ops[0].expr
    bound: Reference | float
    if isinstance(right, nodes.Const) and isinstance(right.value, int | float):
        bound = float(right.value)
    else:
        bound = _reference(right, place)
    return Claim(words.value, _reference(compared.expr, place), _COMPARISONS[compared.ops[0].op], bound, place)
