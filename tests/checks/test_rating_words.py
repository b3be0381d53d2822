from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks.rating_words import rating_contradicts_words
from tests.checks.examining import checked

_THESIS = "## Thesis {#thesis}\n\n"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The rating is Buy.", 1),
        ("We rate the shares Buy.", 1),
        ("We rate it a sell.", 1),
        ("The shares are rated Sell; so be it.", 1),
        ("**Our rating remains Buy.** It does.", 1),
        ("The rating is Neutral.", 0),
        ("The previous opinion was that the rating is Buy.", 0),
        ("If the premium lasts, the rating is Buy.", 0),
        ("Other brokers say that the shares are rated Buy.", 0),
        ("The rating is not Buy.", 0),
    ],
)
def test_the_rating_that_prose_names(text: str, count: int, tmp_path: Path) -> None:
    found = checked(rating_contradicts_words, tmp_path, {"xiaomi/note.md": [(_THESIS, f"{_THESIS}{text}\n\n")]})
    assert [one.code for one in found] == ["rating-contradicts-words"] * count


@pytest.mark.parametrize(
    ("heading", "count"), [("Why Sell", 1), ("Why Neutral and not Buy", 0), ("Why a Buy would need more", 0)]
)
def test_a_heading_names_the_rating(heading: str, count: int, tmp_path: Path) -> None:
    found = checked(rating_contradicts_words, tmp_path, {"xiaomi/note.md": [("Why Neutral and not Sell", heading)]})
    assert len(found) == count
