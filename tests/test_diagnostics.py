from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import (
    DataPath,
    Diagnostic,
    Location,
    Places,
    ReportgenError,
    Severity,
    dotted,
    errors,
    in_order,
)

locations = st.builds(Location, st.sampled_from(["a.yaml", "b.yaml"]), st.integers(1, 30), st.integers(1, 9))
diagnostics = st.builds(
    Diagnostic,
    code=st.sampled_from(["one-rule", "other-rule"]),
    message=st.sampled_from(["this", "that"]),
    location=locations,
    severity=st.sampled_from(Severity),
)


def test_a_place_reads_as_editors_open_it() -> None:
    assert str(Location("inputs/xiaomi/valuation.yaml", 13, 5)) == "inputs/xiaomi/valuation.yaml:13:5"
    assert str(Location("inputs/house.yaml")) == "inputs/house.yaml:1:1"


def test_line_nine_comes_before_line_ten() -> None:
    assert Location("a.yaml", 9, 80) < Location("a.yaml", 10, 1) < Location("b.yaml", 1, 1)


@given(st.lists(diagnostics))
def test_findings_are_sorted_by_place_and_told_once(found: list[Diagnostic]) -> None:
    told = in_order(found)
    assert set(told) == set(found)
    assert len(told) == len(set(found))
    assert [each.location for each in told] == sorted(each.location for each in told)


@given(st.permutations([Diagnostic(code, "x", Location("a", line)) for code in "ab" for line in (1, 2, 3)]))
def test_the_order_does_not_depend_on_the_order_of_finding(found: list[Diagnostic]) -> None:
    assert in_order(found) == in_order(reversed(found))


def test_only_errors_stop_a_build() -> None:
    found = [Diagnostic("c", "m", Location("f"), severity=severity) for severity in Severity]
    assert [each.severity for each in errors(found)] == [Severity.ERROR]


def test_a_finding_is_an_error_unless_it_says_otherwise() -> None:
    assert Diagnostic("c", "m", Location("f")).severity is Severity.ERROR


def test_as_json_a_finding_is_flat_and_complete() -> None:
    found = Diagnostic("unknown-key", "no such key", Location("f.yaml", 2, 3), "parts.x", Severity.WARNING, "look")
    assert json.loads(json.dumps(found.as_dict())) == {
        "file": "f.yaml",
        "line": 2,
        "column": 3,
        "severity": "warning",
        "path": "parts.x",
        "message": "no such key",
        "code": "unknown-key",
        "hint": "look",
    }


@pytest.mark.parametrize(
    ("path", "text"),
    [((), ""), (("parts",), "parts"), (("risks", 0, "effect", "path"), "risks.0.effect.path")],
)
def test_a_path_prints_with_dots(path: DataPath, text: str) -> None:
    assert dotted(path) == text


class TestPlaces:
    places = Places(
        "valuation.yaml",
        values={(): Location("valuation.yaml", 1, 1), ("parts", "iot"): Location("valuation.yaml", 5, 5)},
        keys={("parts",): Location("valuation.yaml", 3, 1), ("parts", "iot"): Location("valuation.yaml", 4, 3)},
    )

    def test_a_value_and_its_key_have_each_their_place(self) -> None:
        assert self.places.of(("parts", "iot")).line == 5
        assert self.places.of(("parts", "iot"), key=True).line == 4

    def test_where_one_is_missing_the_other_stands_in(self) -> None:
        assert self.places.of(("parts",)).line == 3

    def test_what_the_file_does_not_hold_is_shown_at_its_nearest_ancestor(self) -> None:
        assert self.places.of(("parts", "iot", "value", "as_of")).line == 5
        assert self.places.of(("parts", "cars", "value")).line == 3
        assert self.places.of(("bridge", 3)).line == 1

    def test_an_empty_file_has_a_first_line(self) -> None:
        assert Places("empty.yaml", {}, {}).of(("a", "b")) == Location("empty.yaml", 1, 1)


def test_findings_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Diagnostic("c", "m", Location("f")).code = "d"  # type: ignore[misc]


def test_faults_of_the_environment_are_exceptions() -> None:
    with pytest.raises(ReportgenError, match="disk"):
        raise ReportgenError("the disk is full")
