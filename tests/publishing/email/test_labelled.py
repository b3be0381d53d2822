"""Figures stand behind the label and the company that they are of; the mails themselves are in test_proving."""

from __future__ import annotations

import pytest

from reportgen.publishing.email.labelled import labelled_faults
from reportgen.publishing.email.pages import Released
from tests.publishing.email.letters import a_note, sample

ONE = Released(a_note(), sample())
OTHER = Released(
    a_note(target_price="61.20", price="58.00", implied_return="0.055172"),
    sample(name="Other Company", native_name="", ticker="OTH"),
)
SAID = "{name} {native} {ticker} Target {target} Price {price} Return {back} Published 14 November 2025, 18:00 HKT"
FIRST = {"target": "HKD 36.03", "price": "HKD 42.48", "back": "\u221215.2 %"}
SECOND = {"target": "HKD 61.20", "price": "HKD 58.00", "back": "5.5 %"}


def digest(first: dict[str, str], second: dict[str, str]) -> str:
    one = SAID.format(name="Xiaomi Corporation", native="小米集團", ticker="1810.HK", **first)
    return f"{one} {SAID.format(name='Other Company', native='', ticker='OTH', **second)}"


@pytest.mark.parametrize(
    ("words", "faults"),
    [
        (digest(FIRST, SECOND), []),
        (digest(SECOND, FIRST), ["HKD 36.03", "HKD 42.48", "\u221215.2", "HKD 61.20", "HKD 58.00", "5.5"]),
        (digest(FIRST | {"target": "HKD 61.20"}, SECOND), ["HKD 36.03"]),
        (digest(FIRST, SECOND).replace("OTH", "ONE"), ["OTH with its name"]),
        (digest(FIRST, SECOND).replace("18:00", "08:00", 1), ["another moment"]),
    ],
)
def test_each_figure_is_of_its_company(words: str, faults: list[str]) -> None:
    found = list(labelled_faults(words, [ONE, OTHER]))
    assert len(found) == len(faults), found
    for said, says in zip(found, faults, strict=True):
        assert says in said.replace("\xa0", " ")
