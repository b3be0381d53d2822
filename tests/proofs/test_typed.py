"""The first promise: a number that is typed is found where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.loading import load
from reportgen.proofs.typed import number_typed
from tests.bad.case import C, Expected, N, O, V, X
from tests.workspaces import Change, workspace


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
