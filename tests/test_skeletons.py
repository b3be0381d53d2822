"""New workspaces and companies can be filled in and built; the schemas are those of the models."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from reportgen.build import build, examine
from reportgen.commands.common import FINE, PROBLEMS, USAGE
from reportgen.skeletons import SCHEMAS
from tests.commands.reading import Files, files_of
from tests.conftest import Run
from tests.workspaces import REPOSITORY, SAMPLE

# A key with nothing behind it but a comment; and a mapping whose value is missing.
BLANK = re.compile(r"^(?P<key>\s*(?:- )?[\w-]+:)(?: \{value: \})?\s+# (?P<example>.+)$", re.MULTILINE)
BLANK_CLOSE = re.compile(r"For example: (\S+)")


def fill_in(folder: Path) -> None:
    """Put the example of its comment into every blank."""
    for file in files_of(folder):
        text = file.read_text(encoding="utf-8")
        filled = BLANK.sub(r"\g<key> \g<example>", text)
        close = BLANK_CLOSE.search(filled)
        filled += f"{close[1]}\n" if close else ""
        file.write_text(filled, encoding="utf-8")


@pytest.fixture
def fresh(reportgen: Run, tmp_path: Path) -> Path:
    """A workspace with a company, as the commands make them."""
    root = tmp_path / "coverage"
    assert reportgen("init", root).status == FINE
    assert reportgen("new", "acme", "--root", root).status == FINE
    return root


def test_a_new_workspace_holds_all_its_folders(reportgen: Run, tmp_path: Path) -> None:
    root = tmp_path / "coverage"
    said = reportgen("init", root)
    assert all((root / name).is_dir() for name in ("inputs", "templates", "fonts", "output", "schema"))
    written = {str(each) for each in files_of(root)}
    assert {line for line in said.out.splitlines() if not line.startswith("Next:")} == written
    assert (root / ".gitignore").is_file()


def test_what_is_there_is_never_overwritten(reportgen: Run, fresh: Path) -> None:
    before = {each: each.read_bytes() for each in files_of(fresh)}
    for arguments in (("init", fresh), ("new", "acme", "--root", fresh)):
        said = reportgen(*arguments)
        assert said.status == USAGE
        assert "is there already; nothing was changed" in said.err
    assert {each: each.read_bytes() for each in files_of(fresh)} == before


def test_each_blank_is_told_with_its_place(reportgen: Run, fresh: Path) -> None:
    said = reportgen("check", "acme", "--root", fresh)
    assert said.status == PROBLEMS
    blanks = {
        f"inputs/acme/{file.name}:{number}:"
        for file in files_of(fresh / "inputs" / "acme")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if BLANK.match(line)
    }
    assert len(blanks) > 15
    # only the day on which a source came out may be left open: then its facts must say it
    assert {each for each in blanks if each not in said.out} <= {"inputs/acme/facts.yaml:6:"}


def test_with_its_examples_filled_in_a_new_company_has_no_faults(reportgen: Run, fresh: Path) -> None:
    fill_in(fresh / "inputs" / "acme")
    said = reportgen("check", "acme", "--root", fresh)
    assert (said.status, said.out) == (FINE, "")
    results = examine(fresh, "acme").results
    assert results is not None
    # (12.3 × 2.5 − 1.2) ÷ 0.5
    assert results.value("valuation.target_price") == pytest.approx(59.10)
    files = Files(build(fresh, "acme", formats_wanted=("html",)).folder)
    assert "USD 59.10" in files.screen.text


def test_the_committed_schemas_are_those_of_the_models(reportgen: Run, tmp_path: Path) -> None:
    said = reportgen("schema", "--root", tmp_path)
    assert said.status == FINE
    written = {each.name: each.read_text(encoding="utf-8") for each in files_of(tmp_path / "schema")}
    committed = {each.name: each.read_text(encoding="utf-8") for each in files_of(REPOSITORY / "schema")}
    assert set(written) == {f"{name}.schema.json" for name, _ in SCHEMAS}
    assert written == committed, "run 'reportgen schema'"


class _AsTyped(yaml.SafeLoader):
    """Reads YAML as editors do for a schema: dates are text, and so is the word ``on``."""


_OTHERWISE = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
_AsTyped.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag not in _OTHERWISE]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_AsTyped.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), ["t", "f"])


def _sample_files() -> list[tuple[str, Path]]:
    names = {name for name, _ in SCHEMAS}
    return [(each.stem, each) for each in files_of(SAMPLE) if each.suffix == ".yaml" and each.stem in names]


def _worked_files() -> list[tuple[str, Path]]:
    found = sorted((REPOSITORY / "tests" / "worked").glob("*.yaml"))
    return [("valuation", each) for each in found if ".expected" not in each.name]


_FILES = [*_sample_files(), *_worked_files()]


@pytest.mark.parametrize(("name", "file"), _FILES, ids=lambda each: str(getattr(each, "name", each)))
def test_the_sample_inputs_fit_their_schemas(name: str, file: Path) -> None:
    schema: dict[str, Any] = json.loads((REPOSITORY / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    data = yaml.load(file.read_text(encoding="utf-8"), _AsTyped)  # noqa: S506 - a safe loader
    faults = [
        f"{error.json_path}: {error.message}" for error in jsonschema.Draft202012Validator(schema).iter_errors(data)
    ]
    assert faults == []


def test_a_schema_finds_what_is_misspelt() -> None:
    schema = json.loads((REPOSITORY / "schema" / "company.schema.json").read_text(encoding="utf-8"))
    data = yaml.load((SAMPLE / "xiaomi" / "company.yaml").read_text(encoding="utf-8"), _AsTyped)  # noqa: S506 - as above
    data["sektor"] = data.pop("sector")
    assert not jsonschema.Draft202012Validator(schema).is_valid(data)


def test_each_sample_file_names_its_schema_for_editors() -> None:
    for name, file in _sample_files():
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        named = (file.parent / first.partition("$schema=")[2]).resolve()
        assert named == REPOSITORY / "schema" / f"{name}.schema.json"
