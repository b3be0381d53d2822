"""A graph is evaluated like plain numpy, for one scenario or for many, with any node replaced."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from reportgen.figures import NBSP
from reportgen.quantities import (
    PURE,
    SHARE,
    Array,
    Quantity,
    Scope,
    evaluate,
    explain,
    faults,
    formula,
    place_of,
    plan,
    substituted,
    total,
    walk,
)
from tests.quantities.leaves import CNY, HKD, Graph, bits, graphs
from tests.quantities.leaves import given as leaf

MANY = 5000
ALL_OPERATIONS = ("add", "subtract", "multiply", "divide", "negate", "minimum", "maximum", "round_to")
columns = arrays.arrays(np.float64, st.integers(1, 7), elements=st.floats(-100, 100))


def value(quantity: Quantity) -> float:
    return float(evaluate(plan([quantity]))[quantity][0])


@given(graphs(ALL_OPERATIONS), st.data())
def test_column_k_is_the_single_evaluation_bit_for_bit(graph: Graph, data: st.DataObject) -> None:
    width = data.draw(st.integers(2, 9))
    column = arrays.arrays(np.float64, width, elements=st.floats(-100, 100))
    varied = data.draw(st.lists(st.sampled_from(graph.inputs), unique=True, min_size=1))
    replaced: dict[Quantity, Array] = {each: data.draw(column) for each in varied}
    steps = plan(graph.nodes)
    together = evaluate(steps, replaced)
    for k in range(width):
        alone = evaluate(steps, {each: array[k] for each, array in replaced.items()})
        for each in graph.nodes:
            assert bits(together[each][k : k + 1]) == bits(alone[each])


@given(graphs(ALL_OPERATIONS))
def test_replacing_an_input_by_itself_changes_nothing(graph: Graph) -> None:
    steps = plan(graph.nodes)
    untouched = evaluate(steps)
    for each in graph.inputs:
        assert each.value is not None
        again = evaluate(steps, {each: each.value})
        assert all(bits(again[node]) == bits(untouched[node]) for node in graph.nodes)


@given(graphs(ALL_OPERATIONS))
def test_replacing_a_node_by_its_own_value_changes_nothing(graph: Graph) -> None:
    steps = plan(graph.nodes)
    untouched = evaluate(steps)
    for each in graph.nodes:
        again = evaluate(steps, {each: untouched[each]})
        assert all(bits(again[node]) == bits(untouched[node]) for node in graph.nodes)


@given(graphs(ALL_OPERATIONS), st.data(), columns)
def test_where_a_replacement_is_nan_a_node_keeps_its_own_value(
    graph: Graph, data: st.DataObject, column: Array
) -> None:
    moved, other = data.draw(st.sampled_from(graph.inputs)), data.draw(st.sampled_from(graph.nodes))
    level = np.where(np.arange(column.size) % 2, np.nan, 3.0)
    varying = {moved: column} if other is moved else {moved: column, other: level}
    for steps in (plan(graph.nodes), plan(graph.nodes, varying=varying)):
        together = evaluate(steps, varying)
        for k in range(column.size):
            alone = {each: array[k] for each, array in varying.items() if not np.isnan(array[k])}
            single = evaluate(plan(graph.nodes), alone)
            assert all(bits(together[each][k : k + 1]) == bits(single[each]) for each in graph.nodes)


@given(graphs(), st.floats(-10, 10), columns)
def test_a_replaced_intermediate_cuts_off_its_inputs(graph: Graph, level: float, column: Array) -> None:
    middle = graph.top
    above = (middle + 1) * 3
    steps = plan([above])
    fixed = evaluate(steps, {middle: level})[above]
    moved = evaluate(steps, {middle: level, **dict.fromkeys(graph.inputs, column)})[above]
    assert set(bits(moved)) == set(bits(fixed))
    assert fixed[0] == (level + 1) * 3


@given(
    st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=8),
    st.floats(-1e12, 1e12),
    st.floats(-0.9, 2),
    st.floats(1e6, 1e11),
    st.floats(0.01, 200),
)
def test_a_sum_of_parts_is_what_plain_numpy_makes_of_it(
    parts: list[float], net_cash: float, premium: float, shares: float, rate: float
) -> None:
    leaves = tuple(leaf(f"parts.{place}", part, CNY) for place, part in enumerate(parts))
    equity = total(leaves) + leaf("net_cash", net_cash, CNY)
    target = equity * (1 + leaf("premium", premium)) / leaf("shares", shares, SHARE) * leaf("fx", rate, HKD / CNY)
    assert target.unit == HKD / SHARE
    by_hand = np.float64(parts[0])
    for part in parts[1:]:
        by_hand = by_hand + part
    by_hand = (by_hand + net_cash) * (1 + premium) / shares * rate
    assert bits(evaluate(plan([target]))[target]) == bits(np.array([by_hand]))


@given(st.lists(st.floats(1e6, 1e12), min_size=1, max_size=6), st.floats(-1e11, 1e11), st.floats(-0.5, 0.5))
def test_a_thousand_times_the_money_is_a_thousand_times_the_value_per_share(
    parts: list[float], debt: float, premium: float
) -> None:
    money = [leaf(f"parts.{place}", part, CNY) for place, part in enumerate(parts)]
    owed = leaf("debt", debt, CNY)
    per_share = (total(tuple(money)) - owed) * (1 + leaf("premium", premium)) / leaf("shares", 26.65e9, SHARE)
    steps = plan([per_share])
    larger = {each: (each.value or 0.0) * 1000 for each in (*money, owed)}
    scale = (sum(parts) + abs(debt)) / 26.65e9 * 1000
    difference = evaluate(steps, larger)[per_share][0] - 1000 * evaluate(steps)[per_share][0]
    assert abs(difference) <= 1e-12 * scale


def test_a_target_that_does_not_vary_is_as_wide_as_the_others() -> None:
    moved, still = leaf("a", 1) + 1, leaf("b", 5) * 2
    found = evaluate(plan([moved, still]), {moved.operands[0]: np.array([1.0, 2.0, 3.0])})
    assert found[moved].tolist() == [2, 3, 4]
    assert found[still].tolist() == [10, 10, 10]


def test_without_replacement_every_target_has_one_column() -> None:
    target = leaf("a", 1) + 1
    assert evaluate(plan([target]))[target].shape == (1,)


def test_an_input_can_be_a_target() -> None:
    price = leaf("price", 42.48)
    assert evaluate(plan([price]))[price].tolist() == [42.48]
    assert evaluate(plan([price]), {price: np.array([1.0, 2.0])})[price].tolist() == [1, 2]


def test_no_target_is_no_work() -> None:
    assert evaluate(plan([])) == {}


def test_targets_are_kept_though_others_use_them() -> None:
    first = leaf("a", 3) + 1
    second = first * 2
    third = second - first
    found = evaluate(plan([third, first, second]))
    assert [found[each][0] for each in (first, second, third)] == [4, 8, 4]


def test_what_is_replaced_but_not_used_does_nothing() -> None:
    target, stranger = leaf("a", 3) + 1, leaf("b", 1)
    assert evaluate(plan([target]), {stranger: np.array([1.0, 2.0])})[target].tolist() == [4]


def test_columns_of_different_length_are_refused() -> None:
    left, right = leaf("a", 1), leaf("b", 2)
    with pytest.raises(ValueError, match="broadcast"):
        evaluate(plan([left + right]), {left: np.ones(2), right: np.ones(3)})


def test_the_callers_arrays_are_left_alone() -> None:
    column = np.array([1.0, 2.0])
    quantity = leaf("a", 0)
    outcome = evaluate(plan([quantity, -quantity]), {quantity: column})
    assert column.tolist() == [1, 2]
    with pytest.raises(ValueError, match="read-only"):
        outcome[quantity][0] = 9


def test_a_faulty_graph_is_not_evaluated() -> None:
    wrong = leaf("a", 1, CNY) + leaf("b", 1, HKD)
    with pytest.raises(ValueError, match=r"units differ: a \(CNY\) and b \(HKD\)"):
        plan([wrong * 2])


@given(graphs(ALL_OPERATIONS))
def test_the_walk_meets_every_node_once_operands_first(graph: Graph) -> None:
    met = list(walk([graph.top]))
    assert len(met) == len(set(met))
    assert met[-1] is graph.top
    for place, each in enumerate(met):
        assert set(each.operands) <= set(met[:place])


def test_the_walk_keeps_the_order_of_writing() -> None:
    a, b, c = leaf("a"), leaf("b"), leaf("c")
    assert [each.path for each in walk([total((b, c, a)), a]) if each.path] == ["b", "c", "a"]


class TestFiveThousand:
    """Neither many terms nor great depth meets a limit of Python's."""

    terms = tuple(leaf(f"t{place}", float(place), CNY) for place in range(MANY))

    def chain(self) -> Quantity:
        quantity = self.terms[0]
        for term in self.terms[1:]:
            quantity = quantity + term
        return quantity

    def right_chain(self) -> Quantity:
        quantity = self.terms[-1]
        for term in reversed(self.terms[:-1]):
            quantity = term + quantity
        return quantity

    def test_terms_of_one_sum(self) -> None:
        summed = total(self.terms)
        assert value(summed) == MANY * (MANY - 1) / 2
        assert formula(summed).count(" + ") == MANY - 1

    def test_depth_to_the_left_and_to_the_right(self) -> None:
        for deep in (self.chain(), self.right_chain()):
            assert value(deep) == MANY * (MANY - 1) / 2
            assert deep.unit == CNY
            assert not faults([deep])
            assert len(list(walk([deep]))) == 2 * MANY - 1
            assert formula(deep).count(" + ") == MANY - 1
        assert place_of(self.chain()) == place_of(self.terms[0])

    def test_a_fault_at_the_bottom(self) -> None:
        deep = leaf("home", 1, CNY) + leaf("foreign", 1, HKD)
        for term in self.terms:
            deep = deep - term
        assert len(faults([deep])) == 1
        assert deep.faulty

    def test_depth_of_named_quantities_is_explained(self) -> None:
        scope = Scope()
        quantity = scope.add(leaf("start", 1, PURE))
        for place in range(MANY):
            quantity = scope(f"step_{place}", quantity + 1)
        found = evaluate(plan(scope.quantities.values()))
        values = {path: float(found[each][0]) for path, each in scope.quantities.items()}
        explanation = explain(quantity, values)
        depth = 0
        while explanation.operands:
            (explanation,) = explanation.operands
            depth += 1
        assert depth == MANY
        assert explanation.quantity.path == "start"

    def test_numbers_are_put_into_a_deep_formula(self) -> None:
        values = {each.path: each.value or 0.0 for each in self.terms}
        assert substituted(self.chain(), values).startswith(f"CNY{NBSP}0 + CNY{NBSP}1 + CNY{NBSP}2 + ")
