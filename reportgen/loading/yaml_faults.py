"""What is wrong with a text that cannot be read as YAML, in words that help to put it right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import yaml

from reportgen.diagnostics import Diagnostic
from reportgen.loading.files import SourceText

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "mapping values are not allowed in this context": "a ': ' in a value: put it in quotes, or see the indentation",
        "could not find expected ':'": "a ':' is missing after the key on this line or the one before",
        "did not find expected key": "a key is expected here; look at the indentation and the quotes of this line",
        "did not find expected '-' indicator": "an entry '- …' is expected here; look at the indentation",
        "did not find expected ',' or ']'": "a list in [ ] is not closed, or a comma is missing in it",
        "did not find expected ',' or '}'": "a mapping in { } is not closed, or a comma is missing in it",
        "did not find expected node content": "a value is expected here",
        "found unexpected end of stream": "a quotation mark is opened and not closed",
        "found unexpected document indicator": "a quotation mark is opened and not closed before this line",
        "found unknown escape character": "a backslash in double quotes; use single quotes, or write it twice",
        "found character that cannot start any token": "this character cannot begin a value; put the text in quotes",
        "did not find expected comment or line break": "the text after '|' or '>' begins on the next line",
        "did not find expected <document start>": "text after the end of the document",
        "block sequence entries are not allowed in this context": "a list '- …' begins on a line of its own",
        "found incompatible YAML document": "only YAML 1.1 and 1.2 are read",
    }
)

BRACES = "a text that begins with {{ stands in quotes: '{{ … }}'"
_BARE_BRACES = re.compile(r"[^'\"#]*(?:: |- )\{\{")


def index_of(mark: Any) -> int:  # noqa: ANN401 - the types of the two parsers' marks differ
    """The character of the text at which a mark stands."""
    return int(mark.index) if mark is not None else 0


def syntax_fault(source: SourceText, problem: yaml.MarkedYAMLError) -> Diagnostic:
    """Where and why the reading of YAML broke off."""
    index = index_of(problem.problem_mark or problem.context_mark)
    return _tab(source, index) or _syntax(source, problem, index)


def unreadable_character(source: SourceText, problem: yaml.reader.ReaderError) -> Diagnostic:
    """The control character that YAML refuses; the parser counts its place in bytes."""
    before = source.text.encode()[: int(problem.position)]
    place = source.place(len(before.decode("utf-8", "ignore")))
    code = problem.character if isinstance(problem.character, int) else ord(str(problem.character)[:1] or "\0")
    return Diagnostic("control-character", f"a control character (U+{code:04X}) may not stand in a text", place)


def _tab(source: SourceText, index: int) -> Diagnostic | None:
    """A tab that indents the line where the parser gave up, or one beside it."""
    lines = source.text.split("\n")
    number = source.place(index).line - 1
    for each in (number, number + 1, number - 1):
        indent = re.match(r" *\t", lines[each]) if 0 <= each < len(lines) else None
        if indent:
            start = sum(len(line) + 1 for line in lines[:each])
            place = source.place(start + indent.end() - 1)
            return Diagnostic("yaml-tab", "a tab may not indent a line", place, hint="indent with spaces")
    return None


def _syntax(source: SourceText, problem: yaml.MarkedYAMLError, index: int) -> Diagnostic:
    words = _WORDS.get(problem.problem or "", problem.problem or "no reason is known")
    quoted = problem.context is not None and "quoted scalar" in problem.context
    if quoted and problem.context_mark is not None and "not closed" in words:
        # where the quotation begins helps more than where the file ends
        index = index_of(problem.context_mark)
        words = "the quotation mark that opens here is not closed"
    line = source.text.split("\n")[source.place(index).line - 1]
    if _BARE_BRACES.match(line):
        words = BRACES
    return Diagnostic("yaml-syntax", f"not readable as YAML: {words}", source.place(index))
