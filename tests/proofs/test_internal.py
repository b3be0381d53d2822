"""Words of the program are found, and words that only look like them are not."""

from __future__ import annotations

import pytest

from reportgen.proofs.internal import internal_words


@pytest.mark.parametrize("word", ["None", "nan", "NaN", "{{", "%}", "Undefined", "TO-DO", "FIX-ME", "X-XX"])
def test_a_word_of_the_program_is_found(word: str) -> None:
    printed = word.replace("-", "")
    assert list(internal_words(f"The target is {printed} a share")) == [(printed, f"The target is {printed} a share")]


@pytest.mark.parametrize("words", ["None of the parts", "finance", "nano", "annulled", "{sense}"])
def test_a_word_of_the_language_is_not(words: str) -> None:
    assert list(internal_words(words)) == []
