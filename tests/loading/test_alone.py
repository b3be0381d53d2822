"""A valuation file with no company around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import errors
from reportgen.loading import load_valuation
from reportgen.valuation import value

TEXT = """\
method: whole_company
as_of: 2025-01-31
currency: USD
basis: {illustrative: true}
parts:
  firm: {method: given, label: The firm, stated_method: DCF, value: USD 100 m}
shares: {count: 8 m shares, basis: basic}
"""


def written(folder: Path, text: str, name: str = "case.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_what_the_file_says_stands_for_a_company(tmp_path: Path) -> None:
    text = TEXT + "title: A try\ntrading_currency: HKD\nexchange_rate: 7.8 HKD/USD\nrounding: 0.5\n"
    loaded = load_valuation(written(tmp_path, text))
    assert loaded.diagnostics == ()
    inputs = loaded.inputs
    assert inputs is not None
    assert (inputs.slug, inputs.company.name, str(inputs.as_of)) == ("case", "A try", "2025-01-31")
    assert (inputs.company.reporting_currency, inputs.company.trading_currency) == ("USD", "HKD")
    results, _ = value(inputs)
    assert results.values["valuation.target_price"] == 97.5


def test_the_target_is_rounded_to_a_hundredth_unless_told(tmp_path: Path) -> None:
    loaded = load_valuation(written(tmp_path, TEXT.replace("8 m", "7 m")))
    assert loaded.inputs is not None
    assert value(loaded.inputs)[0].values["valuation.target_price"] == 14.29


def test_the_name_of_the_file_stands_for_a_title(tmp_path: Path) -> None:
    inputs = load_valuation(written(tmp_path, TEXT, "a_try.yaml")).inputs
    assert inputs is not None
    assert inputs.company.name == "a_try"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("currency: USD\n", "", "missing-key", 1),
        ("currency: USD", "currency: RMB", "currency-unknown", 3),
        ("method: whole_company", "method: hole_company", "unknown-value", 1),
        ("as_of: 2025-01-31", "as_of: 31/1/2025", "date-format", 2),
        ("label: The firm, ", "", "missing-key", 6),
    ],
)
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, old: str, new: str, code: str, line: int) -> None:
    loaded = load_valuation(written(tmp_path, TEXT.replace(old, new)))
    assert [(each.code, each.location.line) for each in errors(loaded.diagnostics)] == [(code, line)]


def test_what_can_be_read_is_valued_though_something_cannot(tmp_path: Path) -> None:
    loaded = load_valuation(written(tmp_path, TEXT + "premium: {label: P, rate: much}\n"))
    assert [each.code for each in loaded.diagnostics] == ["amount-format"]
    assert loaded.inputs is not None
    assert loaded.left_out["valuation.yaml"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[1, 2]", b"a: b: c", b"a: &x 1\nb: *x\n"])
def test_what_is_no_valuation_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(content)
    loaded = load_valuation(file)
    assert loaded.inputs is None
    assert errors(loaded.diagnostics)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    loaded = load_valuation(tmp_path / "none.yaml")
    assert loaded.inputs is None
    assert [each.code for each in loaded.diagnostics] == ["missing-file"]
