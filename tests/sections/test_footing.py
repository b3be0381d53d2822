from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.figures import Form, write
from reportgen.model.note import Missing, Number
from reportgen.sections.footing import Printed, chain_foots, foots, moves, remark


def printed(value: float | None, decimals: int = 1) -> Printed:
    return Missing() if value is None else Number("a.path", value, write(value, Form("plain", 0, decimals), bare=True))


@pytest.mark.parametrize(
    ("terms", "total", "adds"),
    [
        ([1.0, 2.0], 3.0, True),
        # 0.14 + 0.14 prints as 0.1 + 0.1, the total as 0.3
        ([0.14, 0.14], 0.28, False),
        # 0.15 + 0.15 prints as 0.2 + 0.2
        ([0.15, 0.15], 0.30, False),
        ([-1.24, 3.0], 1.76, True),
        ([None, 3.0], 3.0, True),
        ([], 0.0, True),
        ([1.0], None, True),
    ],
)
def test_printed_terms_add_up_or_not(terms: list[float | None], total: float | None, adds: bool) -> None:
    assert foots([printed(term) for term in terms], printed(total)) is adds


def test_a_chain_goes_from_level_to_level() -> None:
    chain = [(printed(31.86, 2), moves([printed(31.86, 2)])), (printed(32.17, 2), moves([printed(0.30, 2)]))]
    assert not chain_foots(chain)
    chain[1] = (printed(32.16, 2), moves([printed(0.30, 2)]))
    assert chain_foots(chain)


def test_each_step_of_a_chain_begins_at_the_printed_level() -> None:
    """An error of rounding is told where it is made and not carried on."""
    first = (printed(10.0), moves([printed(10.0)]))
    wrong = (printed(12.1), moves([printed(2.0)]))
    right = (printed(13.1), moves([printed(1.0)]))
    assert not chain_foots([first, wrong, right])
    assert chain_foots([first, (printed(12.0), moves([printed(2.0)])), (printed(13.0), moves([printed(1.0)]))])


def test_what_is_subtracted_has_a_sign() -> None:
    assert moves([printed(30.5)], -1) == (Decimal("-30.5"),)
    assert chain_foots([(printed(100.0), moves([printed(100.0)])), (printed(69.5), moves([printed(30.5)], -1))])


def test_a_missing_level_proves_nothing() -> None:
    assert chain_foots(
        [(printed(1.0), moves([printed(1.0)])), (printed(None), ()), (printed(7.0), moves([printed(2.0)]))]
    )


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({}, ""),
        ({"CNY bn": True, "percentages": True}, ""),
        ({"percentages": False}, " Percentages may not add due to rounding."),
        (
            {"CNY bn": False, "percentages": True, "HKD a share": False},
            " CNY bn and HKD a share may not add due to rounding.",
        ),
        (
            {"CNY bn": False, "percentages": False, "HKD a share": False},
            " CNY bn, percentages and HKD a share may not add due to rounding.",
        ),
    ],
)
def test_only_columns_that_do_not_add_are_named(columns: dict[str, bool], sentence: str) -> None:
    assert remark(columns) == sentence
