from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.model.note import DisclosureGroup, Text
from reportgen.proofs.footing import page_foots
from reportgen.sections import compose
from reportgen.sections.house_ratings import DISTRIBUTION
from tests.proofs.test_footing import changed, codes, sample


@pytest.mark.parametrize("coverage", [(), (("Buy", 1),), (("Accumulate", 2), ("Buy", 1), ("Sell", 3))])
def test_the_table_of_ratings_foots(coverage: tuple[tuple[str, int], ...]) -> None:
    _, inputs, results = sample()
    inputs = replace(inputs, coverage=coverage)
    assert page_foots(compose(inputs, results), inputs, results) == ()


@pytest.mark.parametrize(
    ("printed", "instead", "code"),
    [
        (": 3 companies", ": 4 companies", "total-foots"),
        (": 3 companies", ": all companies", "total-foots"),
        ("2 companies, 67", "3 companies, 67", "total-foots"),
        ("2 companies, 67", "2 companies, 66", "share-foots"),
        ("2 companies, 67", "two companies, 67", "total-foots"),
        ("2 companies, 67", "2 companies, 68", "rounding-remark-true"),
    ],
)
def test_a_table_of_ratings_that_does_not_foot_is_found(printed: str, instead: str, code: str) -> None:
    _, inputs, results = sample()
    inputs = replace(inputs, coverage=(("Buy", 2),))

    def wrong(piece: object) -> object:
        if not isinstance(piece, DisclosureGroup) or piece.id != DISTRIBUTION:
            return piece
        return changed_words(piece, printed, instead)

    note = compose(inputs, results)
    broken = changed(note, wrong)
    assert broken != note
    assert code in codes(page_foots(broken, inputs, results))


def changed_words(group: DisclosureGroup, printed: str, instead: str) -> DisclosureGroup:
    def line(pieces: tuple[object, ...]) -> tuple[Text, ...]:
        return tuple(Text(each.text.replace(printed, instead)) for each in pieces if isinstance(each, Text))

    rows = tuple((label, line(value)) for label, value in group.rows)
    return replace(group, paragraphs=tuple(line(each) for each in group.paragraphs), rows=rows)
