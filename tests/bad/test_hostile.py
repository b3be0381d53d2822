"""Third-party collections of what goes wrong; the tests skip where these are not at hand."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen.loading.documents import validate_document
from reportgen.loading.files import SourceText, decode
from reportgen.loading.note_text import read_note_text
from reportgen.loading.prose import read_prose
from reportgen.loading.rows import read_rows
from reportgen.loading.series import SERIES_COLUMNS, SERIES_NEEDED, read_closes
from reportgen.loading.yaml_text import Data, read_yaml
from reportgen.model.company import Company
from tests.bad.case import C, N, O, P, findings
from tests.workspaces import REPOSITORY, SAMPLE, workspace

HOSTILE = REPOSITORY.parent / "shared" / "data" / "hostile"
SUITE = HOSTILE / "yaml-test-suite"
_COMPANY = (SAMPLE / C).read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(not HOSTILE.is_dir(), reason="../shared/data/hostile is not here")


def _source(text: str | bytes, file: str = "inputs/x.yaml") -> SourceText | None:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    source = decode(file, data)
    return source if isinstance(source, SourceText) else None


def _texts() -> Iterator[tuple[str, str]]:
    """Each file of the YAML test suite, and each document in it with its signs for invisible characters resolved."""
    for path in sorted(SUITE.glob("*.yaml")):
        whole = path.read_text(encoding="utf-8")
        yield path.stem, whole
        for number, test in enumerate(yaml.safe_load(whole)):
            text = str(test.get("yaml") or "")
            for sign, meant in (
                ("␣", " "),
                ("—", ""),
                ("»", "\t"),
                ("↵", ""),
                ("∎\n", ""),
                ("∎", ""),
                ("←", "\r"),
                ("⇔", "\ufeff"),
            ):
                text = text.replace(sign, meant)
            yield f"{path.stem}-{number}", text


def _as_text(data: Any) -> Any:  # noqa: ANN401 - any YAML
    """Data in which an empty value, however it is written, is the same."""
    if isinstance(data, dict):
        return {key: _as_text(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_as_text(value) for value in data]
    return None if data in ("", "~", "null") else data


def test_every_document_of_the_yaml_test_suite_is_read_or_refused() -> None:
    read = 0
    for name, text in _texts():
        source = _source(text)
        if source is None:
            continue
        result = read_yaml(source)
        assert result.data is None or isinstance(result.data, dict | list | str), name
        assert result.data is not None or result.diagnostics, f"{name}: nothing is read and nothing is said"
        if not result.diagnostics:
            read += 1
            assert _as_text(result.data) == _as_text(yaml.load(source.text, yaml.CBaseLoader)), name  # noqa: S506
    assert read > 300


def test_every_document_of_the_yaml_test_suite_is_told_of_within_its_lines() -> None:
    for name, text in _texts():
        source = _source(text)
        for one in read_yaml(source).diagnostics if source else ():
            assert source is not None
            lines = source.text.split("\n")
            assert 1 <= one.location.line <= len(lines), name
            assert 1 <= one.location.column <= len(lines[one.location.line - 1]) + 1, name


def _naughty() -> list[str]:
    return [str(each) for each in json.loads((HOSTILE / "blns.json").read_text(encoding="utf-8"))]


def _quoted(text: str) -> str:
    return json.dumps(text)


def _company(name: str, ticker: str) -> tuple[Data, tuple[str, ...]]:
    text = _COMPANY.replace("name: Xiaomi Corporation", f"name: {_quoted(name)}")
    source = _source(text.replace("ticker: 1810.HK", f"ticker: {_quoted(ticker)}"))
    assert source is not None
    read = read_yaml(source)
    document = validate_document(Company, read)
    codes = (*read.diagnostics, *document.diagnostics)
    return read.data, tuple(one.code for one in codes)


def test_every_naughty_string_as_a_name_and_a_ticker_loads_or_is_told_of() -> None:
    for text in _naughty():
        data, codes = _company(text, text)
        assert data is not None or codes, repr(text)


def test_every_naughty_string_as_prose_is_read_or_told_of() -> None:
    for text in _naughty():
        read_prose(text)
        source = _source(f"# {text}\n\n{text}\n\n## {text} {{#thesis}}\n\n{text}\n", "inputs/xiaomi/note.md")
        if source is not None:
            note, diagnostics = read_note_text(source)
            assert note is not None or diagnostics, repr(text)


@pytest.mark.slow
def test_a_workspace_of_naughty_strings_is_examined_to_its_end(tmp_path: Path) -> None:
    for text in _naughty()[::10]:
        clean = text.encode("utf-8", "surrogatepass")
        changes = {
            C: [
                ("name: Xiaomi Corporation", f"name: {_quoted(text)}"),
                ("ticker: 1810.HK", f"ticker: {_quoted(text)}"),
            ],
            O: [("look_for: Published scores", f"look_for: {_quoted(text)}")],
        }
        root = workspace(tmp_path, changes)
        (root / "inputs" / N).write_bytes((SAMPLE / N).read_bytes() + b"\n" + clean + b"\n")
        findings(root)


def test_real_company_names_load() -> None:
    with (HOSTILE / "odd_company_names.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    told = {name: set(codes) for name in names if (codes := _company(name, "1810.HK")[1])}
    assert len(names) > 3000
    # some feeds put the name in the company's own script on a second line; that has a key of its own
    assert all(codes == {"name-format"} for name, codes in told.items() if "\n" in name)
    others = {name: codes for name, codes in told.items() if "\n" not in name}
    assert len(others) < len(names) / 200, others


@pytest.mark.parametrize("path", sorted((HOSTILE / "csv").glob("*.csv")), ids=lambda path: path.stem)
def test_csv_that_is_none_of_ours_is_told_of_in_its_head(path: Path, tmp_path: Path) -> None:
    source = decode("inputs/xiaomi/prices.csv", path.read_bytes())
    assert isinstance(source, SourceText)
    closes, diagnostics = read_closes(source)
    assert closes is None
    assert {one.code for one in diagnostics} == {"csv-columns"}
    assert not read_rows(source, SERIES_COLUMNS, SERIES_NEEDED).readable
    assert {one.location.file for one in findings(workspace(tmp_path, {P: path.read_bytes()}))} == {f"inputs/{P}"}
