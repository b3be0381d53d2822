"""YAML that is broken, doubled, nested or clever."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad.case import C, Case, Expected, F, H, O, V, X, case, findings, verify
from tests.workspaces import workspace

_BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{below}'] * 9)}]\n" for below, name in zip("abcdefgh", "bcdefghi", strict=True)
)

CASES = (
    # --- cannot be read: one finding, and nothing of the file is used
    case("a colon too many", C, "sector: ", "sector: cars: ", "sector: cars¦: ", "yaml-syntax", "in quotes"),
    case(
        "a quotation mark too few",
        V,
        "label: Net cash",
        'label: "Net cash',
        'label: ¦"Net cash',
        "yaml-syntax",
        "not closed",
    ),
    case("a bracket too few", C, "[lead, second]", "[lead, second", "price_source¦: S5", "yaml-syntax", "not closed"),
    case(
        "a brace too few",
        V,
        "as_of: 2025-11-14}\n  iot",
        "as_of: 2025-11-14\n  iot",
        "iot¦:",
        "yaml-syntax",
        "not closed",
    ),
    case(
        "a value that begins with %", O, "rating: Neutral", "rating: %Neutral", "rating: ¦%", "yaml-syntax", "in quotes"
    ),
    case(
        "a value that begins with @", O, "rating: Neutral", "rating: @Neutral", "rating: ¦@", "yaml-syntax", "in quotes"
    ),
    case(
        "a backslash in double quotes",
        C,
        "name: Xiaomi C",
        'short: "a\\q"\nname: Xiaomi C',
        '¦\\q"',
        "yaml-syntax",
        "twice",
    ),
    case("a line out of step", C, "sector:", " sector:", " sector¦:", "yaml-syntax", "indentation"),
    case("a list in the middle of a mapping", C, "sector: ", "- a\nsector: ", "¦- a\n", "yaml-syntax"),
    case("a tab before a key", C, "  ticker:", "\tticker:", "¦\tticker:", "yaml-tab", "spaces"),
    case("a tab after spaces", F, "    label: Shares\n", "  \tlabel: Shares\n", "  ¦\tlabel: Shares\n", "yaml-tab"),
    case("a tab before a list entry", H, "    - name: Sell", "\t- name: Sell", "¦\t- name: Sell", "yaml-tab"),
    case("a second document", C, "sector:", "---\nsector:", "¦---", "yaml-documents"),
    case(
        "an instruction to YAML", H, "name: Example Research\n", "%YAML 1.1\n---\nname: E\n", "¦%YAML", "yaml-directive"
    ),
    case("a list as a key", C, "sector:", "? [a, b]\n: c\nsector:", "? ¦[a, b]", "yaml-key"),
    case("a control character", C, "sector: Cons", "sector: 電\x07Cons", "電¦\x07", "control-character", "U+0007"),
    case("a null byte", C, "sector: Cons", "sector: 電\x00Cons", "電¦\x00", "control-character", "U+0000"),
    Case("a list instead of a file", {C: "- name: X\n"}, (Expected(C, "¦- name: X", "wrong-type", "mapping"),)),
    Case("a text instead of a file", {C: "Xiaomi\n"}, (Expected(C, "¦Xiaomi", "wrong-type", "mapping"),)),
    # --- can be read, and is refused
    case("a key twice", C, "sector:", "name: Y\nsector:", "¦name: Y", "duplicate-key", "first on line 2"),
    case(
        "a part twice",
        V,
        "  internet:",
        "  iot:",
        "¦iot:\n    method: given\n    label: Internet",
        "duplicate-key",
        "first",
    ),
    case("an anchor", C, "country: China", "country: &c China", "country: ¦&c", "yaml-alias", "write the value out"),
    case("an alias", C, "country: China, listed in Hong Kong", "country: *c", "country: ¦*c", "yaml-alias", "quotes"),
    case("a type", C, "country: China", "country: !!str China", "country: ¦!!str", "yaml-tag", "leave it out"),
    case("an object of Python", C, "country: C", "country: !!python/name:os.system C", "¦!!python", "yaml-tag"),
    case("a merge of mappings", C, "sector:", "<<: {a: b}\nsector:", "¦<<:", "unknown-key"),
    Case(
        "two anchors and an alias",
        {C: [("name: Xiaomi C", "name: &a Xiaomi C"), ("country: China, listed in Hong Kong", "country: *a")]},
        (Expected(C, "name: ¦&a", "yaml-alias"),),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_findings(case: Case, tmp_path: Path) -> None:
    verify(case, tmp_path)


@pytest.mark.parametrize("file", [C, H, F, V, O, X])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name: " + "[" * 10_000, "yaml-too-deep"),
        ("{a: " * 10_000, "yaml-too-deep"),
        ("- " * 10_000, "yaml-too-deep"),
        ("? " * 10_000, "yaml-key"),
        ("".join(" " * depth + "a:\n" for depth in range(1000)), "yaml-too-deep"),
        ("a: [" + "x, " * 100_001 + "]", "yaml-too-large"),
        ("%TAG !a! b\n" * 100_000 + "---\na: 1\n", "yaml-directive"),
    ],
    ids=["lists", "mappings", "entries", "keys", "indentation", "entries in a row", "directives"],
)
def test_a_bomb_is_one_finding(file: str, text: str, code: str, tmp_path: Path) -> None:
    (found,) = findings(workspace(tmp_path, {file: text}))
    assert (found.location.file, found.code) == (f"inputs/{file}", code)


def test_an_alias_bomb_is_told_once_for_each_anchor(tmp_path: Path) -> None:
    found = findings(workspace(tmp_path, {V: _BOMB}))
    aliases = [one for one in found if one.code == "yaml-alias"]
    assert [one.location.line for one in aliases] == list(range(1, 10))
    assert {one.code for one in found} == {"yaml-alias", "unknown-key", "missing-key"}
