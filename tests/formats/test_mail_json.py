"""What a mail needs of a note is archived with it."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

from reportgen.build import Built
from reportgen.formats.mail_json import mail_json
from reportgen.model.note import Front, Note


def note_of(built: Built) -> Note:
    note = built.examined.note
    assert note is not None
    return note


def found(built: Built, note: Note | None = None) -> dict[str, object]:
    examined = built.examined
    assert examined.inputs is not None
    assert examined.results is not None
    content: dict[str, object] = json.loads(mail_json(note or note_of(built), examined.inputs, examined.results))
    return content


def test_the_words_of_the_first_page_and_the_inputs_of_the_target(sample_built: Built) -> None:
    content = found(sample_built)
    assert content["headline"] == "Priced for the cars, valued on the investments"
    assert content["ratings"] == ["Sell", "Neutral", "Buy"]
    assert content["draft"] is True
    points = content["points"]
    assert isinstance(points, list)
    assert len(points) == 4
    inputs = content["inputs"]
    assert isinstance(inputs, list)
    told = {each["path"]: each["printed"] for each in inputs}
    assert told["valuation.premium"] == "12\u202f%"
    assert "market.price" not in told


def test_the_chart_is_the_price_or_else_the_bridge(sample_built: Built) -> None:
    content = found(sample_built)["chart"]
    assert isinstance(content, dict)
    assert content["alt"].startswith("Line of closing prices")
    assert base64.b64decode(content["png"]).startswith(b"\x89PNG")
    assert len(base64.b64decode(content["png"])) < 150_000
    assert content["width"] == 552
    note = note_of(sample_built)
    without = replace(note, front=_without_chart(note.front))
    bridge = found(sample_built, without)["chart"]
    assert isinstance(bridge, dict)
    assert bridge["alt"].startswith("Waterfall")
    assert found(sample_built, replace(without, sections=()))["chart"] is None


def _without_chart(front: Front) -> Front:
    return replace(front, exhibits=tuple(each for each in front.exhibits if each.id != "price-chart"))


def test_the_same_note_gives_the_same_bytes(sample_built: Built) -> None:
    assert found(sample_built) == found(sample_built)
