from __future__ import annotations

from reportgen.model.opinion import Exhibits, Opinion
from reportgen.model.schema import schema_of


def test_a_field_is_described_by_the_text_below_it() -> None:
    catalyst = schema_of(Opinion)["$defs"]["Catalyst"]["properties"]
    assert catalyst["by"]["description"] == "A deadline instead of a day."
    assert "description" not in catalyst["day"]


def test_the_bare_schema_has_the_same_keys_and_no_texts() -> None:
    bare, described = Exhibits.model_json_schema(), schema_of(Exhibits)
    assert set(bare["properties"]) == set(described["properties"])
    assert not any("description" in each for each in bare["properties"].values())
