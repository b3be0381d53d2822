"""Texts as if they had been read from a file."""

from __future__ import annotations

from reportgen.loading.files import SourceText
from reportgen.loading.yaml_text import YamlText, read_yaml

FILE = "inputs/x/a.yaml"


def source(text: str, file: str = FILE) -> SourceText:
    """A file's text; its hash is of no interest."""
    return SourceText(file, text, "")


def read(text: str) -> YamlText:
    """A text read as YAML."""
    return read_yaml(source(text))
