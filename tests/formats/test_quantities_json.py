from __future__ import annotations

import dataclasses
import json
import math

from reportgen.formats.quantities_json import quantities_json
from tests.commands.reading import Files
from tests.sections.composing import sample, spaced


def test_every_quantity_and_scenario_is_there_once(sample_files: Files) -> None:
    results = sample().results
    assert [each["path"] for each in sample_files.data["quantities"]] == list(results.quantities)
    assert [each["path"] for each in sample_files.data["scenarios"]] == list(results.scenarios)


def test_each_quantity_has_an_origin_that_leads_on(sample_files: Files) -> None:
    known = set(sample_files.values)
    for each in sample_files.data["quantities"]:
        origin = each["origin"]
        if origin["kind"] == "formula":
            assert origin["formula"]
            assert set(origin["operands"]) <= known
        else:
            assert origin["typed"]
            assert origin["place"].startswith("inputs/")


def test_a_scenario_says_what_it_replaces_and_how_it_prints(sample_files: Files) -> None:
    risk = next(each for each in sample_files.data["scenarios"] if each["path"] == "scenarios.risks.1")
    assert risk["evaluates"] == "valuation.target_price"
    assert risk["replaced"] == {"valuation.premium": 0.0}
    assert spaced(risk["printed"]).endswith(f"{risk['value']:.2f}")


def test_what_has_no_figure_is_null_and_the_text_stays_json() -> None:
    writer = sample()
    path = "valuation.implied_return"
    results = dataclasses.replace(writer.results, values={**writer.results.values, path: math.nan})
    text = quantities_json(writer.inputs, results).decode()
    assert "NaN" not in text
    found = next(each for each in json.loads(text)["quantities"] if each["path"] == path)
    assert found["value"] is None
