"""What a page says beside its text: of the clean page nothing is said; a wrong number is found, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from reportgen.proofs.beside import number_beside
from reportgen.proofs.reading import read_back
from tests.proofs.test_reading import finished, sizes

FAULTS: Mapping[str, Callable[[str], str]] = {
    "the title of the window": lambda page: re.sub(r"<title>[^<]*", "<title>Target 36.30", page, count=1),
    "what is read aloud": lambda page: page.replace("<button ", '<button title="36.30" ', 1),
    "the name of a chart": lambda page: page.replace("gives 36.03 for", "gives 36.30 for", 1),
    "words before the text": lambda page: page.replace("<main", "<p>36.30</p><main", 1),
    "words behind the text": lambda page: page.replace("</main>", "</main><footer>36.30</footer>", 1),
}  # fmt: skip


def test_of_a_clean_page_nothing_is_said() -> None:
    assert tuple(number_beside(finished().note, finished().screen)) == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_single_fault_is_found_and_nothing_else(name: str) -> None:
    broken = FAULTS[name](finished().screen)
    assert broken != finished().screen
    (found,) = read_back(finished().note, pdf=None, html=broken, pictures=sizes())
    assert (found.code, "36.30" in found.message) == ("number-unknown", True)
