from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportgen.model.within import within


@dataclass(frozen=True)
class Leaf:
    name: str
    inner: object = None


@dataclass(frozen=True)
class Tree:
    first: Leaf
    rest: tuple[object, ...] = ()
    day: date = date(2025, 1, 31)
    kind: type = Leaf


TREE = Tree(Leaf("a", Leaf("b")), ("c", [Leaf("d"), 1], Tree(Leaf("e"))))


def test_what_is_found_comes_in_the_order_of_reading_and_is_not_entered() -> None:
    assert [each.name for each in within(TREE, Leaf)] == ["a", "d", "e"]


def test_several_kinds_are_found_in_one_walk() -> None:
    assert list(within(TREE, str, int)) == ["a", "b", "c", "d", 1, "e"]


def test_a_document_can_be_what_is_looked_for() -> None:
    assert list(within(TREE, Tree)) == [TREE]


def test_of_what_is_no_document_nothing_is_found() -> None:
    assert list(within(date(2025, 1, 31), str)) == []
    assert list(within(Leaf, str)) == []
