"""Scopes give paths, keep the order of writing, and say what a result must be in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.figures import Form
from reportgen.quantities import SHARE, Scope, faults
from tests.quantities.leaves import CNY, HKD, place
from tests.quantities.leaves import given as leaf


def test_paths_say_where_a_quantity_stands() -> None:
    scope = Scope("valuation")
    assert scope.path("equity_value") == "valuation.equity_value"
    inner = scope.inside("parts").inside("iot")
    assert inner("value", leaf("a") + 1).path == "valuation.parts.iot.value"
    assert Scope()("price", leaf("b") + 1).path == "price"


def test_all_scopes_of_a_graph_share_one_register_in_the_order_of_writing() -> None:
    scope = Scope()
    inner = scope.inside("parts")
    inner("b", leaf("x") + 1)
    scope("a", leaf("y") + 1)
    scope.inside("bridge").add(leaf("bridge.cash"))
    assert list(scope.quantities) == list(inner.quantities) == ["parts.b", "a", "bridge.cash"]


def test_two_graphs_know_nothing_of_each_other() -> None:
    first, second = Scope(), Scope()
    first("a", leaf("x") + 1)
    assert list(second.quantities) == []


def test_the_register_is_read_only() -> None:
    scope = Scope()
    with pytest.raises(TypeError):
        scope.quantities["a"] = leaf("a")  # type: ignore[index]


def test_a_path_used_twice_is_our_own_mistake() -> None:
    scope = Scope("v")
    scope("a", leaf("x") + 1)
    with pytest.raises(ValueError, match=r"path used twice: v\.a"):
        scope("a", leaf("y") + 1)
    with pytest.raises(ValueError, match=r"path used twice: v\.a"):
        scope.add(leaf("v.a"))


@given(st.lists(st.sampled_from("abcdefgh"), unique=True))
def test_order_is_that_of_writing_whatever_the_names(names: list[str]) -> None:
    scope = Scope()
    for name in names:
        scope(name, leaf(f"leaf_{name}") + 1)
    assert list(scope.quantities) == names


def test_one_goes_on_with_the_node_returned() -> None:
    scope = Scope()
    anonymous = leaf("x", 2) + 1
    named = scope("a", anonymous, label="The sum", form=Form(decimals=2))
    assert named is scope.quantities["a"]
    assert named is not anonymous
    assert (named.label, named.form) == ("The sum", Form(decimals=2))
    assert (anonymous.path, anonymous.label) == ("", "")


def test_a_named_quantity_is_pointed_to_and_lends_its_label_and_unit() -> None:
    scope = Scope()
    shares = scope.add(leaf("facts.shares", 26.65e9, SHARE, label="Shares, June"))
    used = scope("valuation.shares", shares)
    assert used.operands == (shares,)
    assert used.unit == SHARE
    assert used.name == "Shares, June"
    assert scope("other.shares", shares, label="Shares").name == "Shares"


def test_a_result_in_another_unit_than_it_must_be_is_a_fault() -> None:
    scope = Scope("valuation")
    per_share, rate = leaf("per_share", 31.7, CNY / SHARE), leaf("rate", 1.13636, CNY / HKD)
    upside_down = scope("target", per_share * rate, unit=HKD / SHARE)
    assert upside_down.fault is not None
    assert upside_down.fault.code == "unit-of-result"
    assert upside_down.fault.place == place("per_share")
    assert "valuation.target comes out in CNY^2/HKD·share, but must be in HKD/share" in upside_down.fault.message
    assert scope("right", per_share / rate, unit=HKD / SHARE).fault is None


def test_no_unit_asked_for_is_no_unit_checked() -> None:
    assert Scope()("a", leaf("x", 1, CNY) * leaf("y", 1, HKD)).fault is None


def test_a_fault_below_is_not_told_again_by_the_name_above() -> None:
    scope = Scope()
    wrong = scope("sum", leaf("a", 1, CNY) + leaf("b", 1, HKD), unit=CNY)
    above = scope("per_share", wrong / leaf("shares", 1, SHARE), unit=CNY / SHARE)
    twice = scope("same", wrong, unit=CNY)
    found = faults([wrong, above, twice, *scope.quantities.values()])
    assert [(quantity.path, fault.code) for quantity, fault in found] == [("sum", "units-differ")]
