"""Of a clean mail nothing is said; one wrong figure in its HTML, its text or its subject is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from reportgen.publishing.email import Letter
from reportgen.publishing.email.pages import Released
from reportgen.publishing.email.proving import mail_faults
from tests.publishing.email.letters import a_note, letter, page, sample

OWN = ("Example Research",)
FIRST = Released(a_note(), sample())
SECOND = Released(
    a_note(
        version=2,
        rating="Buy",
        target_price="48.20",
        price="41.10",
        implied_return="0.172749",
        as_of=date(2025, 11, 20),
    ),
    sample(),
    a_note(),
    sample(),
)


def swapped(old: str, new: str) -> Callable[[Letter], Letter]:
    """A passage changed wherever it stands in HTML and text."""

    def change(made: Letter) -> Letter:
        assert old in made.html
        return replace(made, html=made.html.replace(old, new), text=made.text.replace(old, new))

    return change


FAULTS: Mapping[str, tuple[Callable[[Letter], Letter], str]] = {
    "a digit of the target": (
        swapped("HKD\u00a048.20", "HKD\u00a048.30"),
        "HTML prints '48.30', which neither the note nor the record holds",
    ),
    "target and price in each other's places": (
        lambda made: swapped("@", "HKD\u00a041.10")(
            swapped("HKD\u00a041.10", "HKD\u00a048.20")(swapped("HKD\u00a048.20", "@")(made))
        ),
        "HTML does not print HKD 48.20 in its place, for Xiaomi Corporation",
    ),
    "what moved": (swapped("+33.8", "+38.3"), "HTML prints '+38.3', which neither the note nor the record holds"),
    "the sign of the return": (
        swapped("17.3\u202f%", "\u221217.3\u202f%"),
        "HTML prints '\u221217.3', which neither the note nor the record holds",
    ),
    "the change of the target at the price": (
        lambda made: swapped("@", "+33.8")(swapped("+33.8", "\u22123.2")(swapped("\u22123.2", "@")(made))),
        "HTML does not print HKD 48.20 in its place, for Xiaomi Corporation",
    ),
    "the price of another day": (
        swapped("close of 14\u00a0Nov\u00a02025", "close of 20\u00a0Nov\u00a02025"),
        "HTML does not print HKD 41.10 in its place, for Xiaomi Corporation",
    ),
    "price and target as causes of each other's part": (
        lambda made: swapped("@", "+29.7")(swapped("+29.7", "+2.8")(swapped("+2.8", "@")(made))),
        "HTML says +29.7 from the price and +2.8 from the target, and not +2.8 and +29.7, for Xiaomi Corporation",
    ),
    "another version": (swapped("version 2", "version 1"), "HTML says version 1 and not 2, for Xiaomi Corporation"),
    "another day of the release before": (
        swapped("moved since 14\u00a0Nov\u00a02025", "moved since 20\u00a0Nov\u00a02025"),
        "HTML says another day than 14Nov2025, for Xiaomi Corporation",
    ),
    "a number of the template": (
        lambda made: replace(made, html=made.html.replace("</body>", "<p>A fifth of it is 17.25</p></body>")),
        "HTML prints '17.25', which neither the note nor the record holds",
    ),
    "a word of the program": (
        lambda made: replace(made, text=f"{made.text}None\n"),
        "text prints 'None', a word of the program",
    ),
    "braces": (
        lambda made: replace(made, text=f"{made.text}{{{{ page }}}}\n"),
        "text prints '{{', a word of the program",
    ),
    "a digit of the subject": (
        lambda made: replace(made, subject=made.subject.replace("36.03", "36.30")),
        "subject prints '36.30', which neither the note nor the record holds",
    ),
}


@pytest.mark.parametrize("told", [FIRST, SECOND])
def test_of_a_clean_mail_nothing_is_said(told: Released) -> None:
    assert mail_faults(letter(page(told)), [told], OWN) == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_single_fault_is_found(name: str) -> None:
    fault, says = FAULTS[name]
    clean = letter(page(SECOND))
    found = mail_faults(fault(clean), [SECOND], OWN)
    assert found
    assert found[0] == says, found


def test_what_comes_from_price_and_target_is_computed_again() -> None:
    made = letter(page(SECOND))
    before, mark, after = made.text.partition("come from the price")
    assert mark
    wrong = f"{before} or 9.9 points {mark}{after}"
    assert mail_faults(replace(made, text=wrong), [SECOND], OWN) == (
        "text prints '9.9', which neither the note nor the record holds",
    )
