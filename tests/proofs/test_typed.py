"""The first promise: a number that is typed is found where it stands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from reportgen.diagnostics import Diagnostic, Severity, dotted
from reportgen.loading import load
from reportgen.model.company import Company
from reportgen.model.facts import Facts
from reportgen.model.house import House
from reportgen.model.layout import Layout
from reportgen.model.opinion import Conflicts, Exhibits, Opinion
from reportgen.model.valuation import Valuation
from reportgen.proofs.printed_texts import NAMES, printed_texts, text_fields
from reportgen.proofs.typed import number_typed
from tests.bad.case import C, Expected, F, H, N, O, V, X
from tests.workspaces import SAMPLE, Change, workspace


def typed(root: Path, *, draft: bool = True) -> list[Diagnostic]:
    loaded = load(root, "xiaomi")
    assert loaded.inputs is not None
    texts = {file.file: file.text for file in loaded.files}
    return list(number_typed(replace(loaded.inputs, draft=draft), texts))


def test_the_sample_types_no_number(tmp_path: Path) -> None:
    assert typed(workspace(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "at"),
    [
        (N, "Priced for the cars", "Priced for 12 cars", "Priced for ¦12 cars"),
        (N, "**The cars keep pace", "**The cars keep 3.5 % pace", "The cars keep ¦3.5 % pace"),
        (N, "### Peers", "### Peers at 62x", "### Peers at ¦62x"),
        (N, "Five parts add up", "Twenty parts add up", "¦Twenty parts add up"),
        (N, 'claim("above Apple"', 'claim("54 % above Apple"', '¦{{ claim("54 % above Apple"'),
        (O, "Costs are in renminbi as well", "80 % of costs are in renminbi", "¦80 % of costs are"),
        (O, "Delivery target for 2025", "Delivery of 350,000 cars", "Delivery of ¦350,000 cars"),
        (O, "Neutral until the parts say", "Neutral until 5 parts say", "Neutral until ¦5 parts say"),
        (X, "so the hollow point is a floor", "so 40,000 is a floor", "so ¦40,000 is a floor"),
        (X, "title: Key figures", "title: 7 key figures", "title: ¦7 key figures"),
        (V, "label: Net cash", "label: Net cash of 7.1", "label: Net cash of ¦7.1"),
        (O, "printed: May 2025,", "printed: May 2025 at 12 %,", "May 2025 at ¦12 %"),
        (F, "Article on Xiaomi's first", "Article on 40,000 cars of Xiaomi's first", "Article on ¦40,000 cars"),
        (V, "name: Apple", "name: Apple at 33x", "name: Apple at ¦33x"),
        (C, "since spring 2024", "since spring 2024 and 2 years", "spring 2024 and ¦2 years"),
    ],
)
def test_a_typed_number_is_found(tmp_path: Path, file: str, old: str, new: str, at: str) -> None:
    root = workspace(tmp_path, {file: [(old, new)]})
    (found,) = typed(root)
    assert (found.code, found.severity) == ("number-typed", Severity.WARNING)
    assert found.location == Expected(file, at, "number-typed").place(root)


def test_a_release_does_not_pass_with_a_typed_number(tmp_path: Path) -> None:
    (found,) = typed(workspace(tmp_path, {N: [("Priced for the cars", "Priced for 12 cars")]}), draft=False)
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(
    "changes",
    [
        {N: [("Priced for the cars", "Priced for the Model 3")], C: [("analysts:", "names: [Model 3]\nanalysts:")]},
        {N: [("### Peers", "### Peers and “more than 40,000 cars” (S4)")]},
    ],
)
def test_names_and_quotations_with_their_source_are_no_numbers(tmp_path: Path, changes: Mapping[str, Change]) -> None:
    assert typed(workspace(tmp_path, changes)) == []


# ---- every printed text ---------------------------------------------------------------------------------------------

_FILES = ("company", "facts", "valuation", "opinion", "exhibits", "house", "conflicts")
_PLANTED = "CNY 36.6 bn "


@pytest.mark.parametrize("slug", ["xiaomi", "tesla"])
@pytest.mark.parametrize("file", _FILES)
def test_a_number_planted_in_any_text_of_a_file_is_found_there(tmp_path: Path, file: str, slug: str) -> None:
    """Of every text of a sample, and of what is named nowhere in a list of fields."""
    shutil.copytree(SAMPLE, tmp_path / "inputs")
    inputs = load(tmp_path, slug).inputs
    assert inputs is not None
    document, name = getattr(inputs, file), f"{file}.yaml"
    # a row of a series file has no place in the YAML; an input that is taken from another stands twice in the model
    places = {path: inputs.places[name].values.get(path) for path, _ in printed_texts(document)}
    held = {place for place in places.values() if place is not None and place.file.endswith(name)}
    assert held
    path = tmp_path / next(iter(held)).file
    lines = path.read_text(encoding="utf-8").split("\n")
    for place in sorted(held, reverse=True):
        _plant(lines, place.line - 1, place.column - 1)
    path.write_text("\n".join(lines), encoding="utf-8")
    loaded = load(tmp_path, slug)
    assert loaded.inputs is not None, [one.text() for one in loaded.diagnostics]
    found = list(number_typed(loaded.inputs, {each.file: each.text for each in loaded.files}))
    paths = {dotted(path) for path, place in places.items() if place in held}
    assert {one.path for one in found if one.location.file.endswith(name) and one.path} >= paths


def _plant(lines: list[str], line: int, column: int) -> None:
    """A number before the words of a value, quoted, plain or in lines of its own."""
    if lines[line][column] in "|>":
        line, column = line + 1, len(lines[line + 1]) - len(lines[line + 1].lstrip())
    elif lines[line][column] in "\"'":
        column += 1
    lines[line] = lines[line][:column] + _PLANTED + lines[line][column:]


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for each in get_args(annotation):
        yield from _models(each)


def _every_model() -> set[type[BaseModel]]:
    found: set[type[BaseModel]] = set()
    left: list[type[BaseModel]] = [Company, Facts, Valuation, Opinion, Exhibits, House, Conflicts]
    while left:
        model = left.pop()
        if model not in found:
            found.add(model)
            left.extend(each for field in model.model_fields.values() for each in _models(field.annotation))
    return found


def _words(schema: object) -> bool:
    """Whether a field's schema is that of words, or a list of them, or a mapping to them."""
    if isinstance(schema, dict):
        sized = ("minLength" in schema or "maxLength" in schema) and "format" not in schema
        words = "string" in schema.get("type", ()) and sized
        return words or any(map(_words, schema.values()))
    return isinstance(schema, list) and any(map(_words, schema))


def test_every_text_of_every_model_is_read_or_a_name() -> None:
    """By the schema that an editor knows; prose is read wherever it stands, and names are named one by one."""
    models = _every_model()
    for model in models:
        names, properties = NAMES.get(model.__name__, frozenset()), _properties(model)
        assert names <= set(properties), model
        for name, field in model.model_fields.items():
            read = name in text_fields(model) or "Prose" in str(field.annotation)
            assert (read or name in names) == _words(properties.get(field.alias or name)), (model, name)
    assert set(NAMES) <= {model.__name__ for model in models}


def _properties(model: type[BaseModel]) -> dict[str, object]:
    """The properties of a model's own schema, wherever a reference to itself has moved it."""
    wanted = {field.alias or name for name, field in model.model_fields.items()}
    left: list[object] = [model.model_json_schema()]
    for each in left:
        if isinstance(each, dict):
            found = each.get("properties")
            if isinstance(found, dict) and set(found) == wanted:
                return found
        left.extend(each.values() if isinstance(each, dict) else each if isinstance(each, list) else ())
    raise AssertionError(model)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Holding of 1 % or more of the shares, last 12 months", []),
        ("under section 4, rule 2711, of the ordinance of 2003", []),
        ("Revenue of 36.6 bn", ["36.6"]),
        ("HKD 5 m of fees", ["5"]),
        ("three million of them", ["three million"]),
        ("at 12x, after 40,000 cars", ["12", "40,000"]),
    ],
)
def test_a_house_states_percentages_but_no_amounts(tmp_path: Path, text: str, found: list[str]) -> None:
    root = workspace(
        tmp_path, {H: [("title: Copyright\n    text: >-\n", f"title: Copyright\n    text: >-\n      {text}\n")]}
    )
    assert [one.message for one in typed(root)] == [f"the number {each!r} is typed" for each in found]


@pytest.mark.parametrize(
    ("old", "new", "fires"),
    [
        ("    label: Revenue\n", "    label: Revenue, 36.6 bn\n", True),
        ("definition: cash less debt", "definition: cash less debt of 3", True),
        ("definition: cash less debt", "definition: cash less debt, mean of 30 days", False),
        ("“net debt of −7.1”", "net debt of −7.1", True),
        ("note: the last of three", "note: the twentieth of thirty", True),
    ],
)
def test_words_of_facts(tmp_path: Path, old: str, new: str, fires: bool) -> None:
    assert [one.code for one in typed(workspace(tmp_path, {F: [(old, new)]}))] == ["number-typed"] * fires


def test_the_words_of_a_banner_are_read(tmp_path: Path) -> None:
    loaded = load(workspace(tmp_path), "xiaomi")
    assert loaded.inputs is not None
    inputs = replace(loaded.inputs, layout=Layout("flash", "Our 10 best"))
    (found,) = number_typed(inputs, {file.file: file.text for file in loaded.files})
    assert (found.location.file, found.path) == ("templates/flash/sections.txt", "title")


@pytest.mark.parametrize("title", ["“Up 30.5 %”, a release on Xiaomi's first", "Form 10-K of 2024 on Xiaomi's first"])
def test_a_quoted_title_and_a_form_are_names(tmp_path: Path, title: str) -> None:
    assert typed(workspace(tmp_path, {F: [("Article on Xiaomi's first", title)]})) == []
