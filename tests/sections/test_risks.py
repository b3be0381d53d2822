from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from reportgen.model.charts import RiskMatrix
from reportgen.model.note import Exhibit, Paragraph, Section
from reportgen.sections.risks import risks
from reportgen.sections.writer import Writer, plain
from tests.commands.small import SMALLEST
from tests.sections.composing import drawing, exhibits, said, sample, small, spaced, table

EFFECT = "effect: {{path: valuation.parts.whole.enterprise_value, becomes: USD {} m}}"
WORSE = f"{{name: Worse parts, probability: high, mitigant: Time, {EFFECT.format(420)}}}"
BETTER = f"{{name: The better of two worlds, probability: low, {EFFECT.format(550)}}}"
UNSIZED = "{name: Unknown, source: P}"


def with_risks(tmp_path: Path, *chosen: str) -> Writer:
    listed = "".join(f"  - {each}\n" for each in chosen)
    opinion = SMALLEST["opinion.yaml"].replace("  - {name: Anything}\n", listed)
    return small(tmp_path, changes={"opinion.yaml": opinion})


def exhibit(section: Section, name: str) -> Exhibit:
    return next(each for each in exhibits(section.blocks) if each.id == name)


def text_of(found: Exhibit) -> str:
    return "".join(spaced(plain(each.line)) for each in found.body if isinstance(each, Paragraph))


def names(section: Section) -> list[str]:
    return [each.id for each in exhibits(section.blocks)]


def test_the_sample_shows_all_of_it() -> None:
    assert names(risks(sample())) == ["timeline", "catalysts", "risks-to-target", "risk-matrix"]


def test_one_risk_is_a_table_and_nothing_else(tmp_path: Path) -> None:
    section = risks(with_risks(tmp_path, UNSIZED))
    assert names(section) == ["risks-to-target"]
    assert (plain(section.title), section.short) == ("One risk, without a size", "Risks")
    assert said(exhibit(section, "risks-to-target"))[0] == "No risk to the target has a size"
    raising = risks(with_risks(tmp_path / "up", BETTER, UNSIZED))
    assert said(exhibit(raising, "risks-to-target"))[0] == "Every risk with a size proves the target too low"


def test_sizes_come_from_the_valuation(tmp_path: Path) -> None:
    found = exhibit(risks(with_risks(tmp_path, WORSE, BETTER, UNSIZED)), "risks-to-target")
    assert [row[:4] for row in table(found)] == [
        ["1", "Worse parts", "High", "−1.60"],
        ["2", "The better of two worlds", "Low", "+1.00"],
    ]
    assert said(found)[0] == "The largest risk to the target, USD −1.60 a share: Worse parts"
    assert said(found)[2].endswith("Risks without a size: P. A dash means that nothing is known of it.")
    assert text_of(found) == "Neither sized nor judged: Unknown. No probability, size or indicator of it is known."


def test_a_dash_is_explained_only_where_there_is_one(tmp_path: Path) -> None:
    full = WORSE.replace("{name:", "{moves: M, indicator: I, name:")
    assert "dash" not in said(exhibit(risks(with_risks(tmp_path, full)), "risks-to-target"))[2]
    assert "dash" in said(exhibit(risks(with_risks(tmp_path, WORSE)), "risks-to-target"))[2]


def test_a_matrix_needs_two_points(tmp_path: Path) -> None:
    assert "risk-matrix" not in names(risks(with_risks(tmp_path, WORSE, UNSIZED)))
    section = risks(with_risks(tmp_path, WORSE, BETTER))
    spec = drawing(exhibit(section, "risk-matrix")).spec
    assert isinstance(spec, RiskMatrix)
    assert [(point.number, point.probability) for point in spec.points] == [(1, 3), (2, 1)]
    assert [point.size for point in spec.points] == pytest.approx([-1.6, 1.0])
    assert "left out" not in said(exhibit(section, "risk-matrix"))[2]
    more = risks(with_risks(tmp_path, WORSE, BETTER, UNSIZED))
    assert said(exhibit(more, "risk-matrix"))[2].endswith("Risks without a size are left out.")


LIKELY = f"{{name: Likely too, probability: high, {EFFECT.format(460)}}}"


@pytest.mark.parametrize(
    ("chosen", "title"),
    [
        ((WORSE, BETTER), "Worse parts: the only risk of high probability, USD −1.60"),
        ((LIKELY, WORSE, BETTER), "Worse parts: the largest of two of high probability, USD −1.60"),
        ((WORSE, WORSE), "Worse parts: as large as any of two of high probability, USD −1.60"),
        ((BETTER, BETTER.replace("550", "560")), "The better: the largest of two of low probability, USD +1.20"),
    ],
)
def test_the_matrix_names_the_largest_of_the_likeliest(tmp_path: Path, chosen: tuple[str, ...], title: str) -> None:
    assert said(exhibit(risks(with_risks(tmp_path, *chosen)), "risk-matrix"))[0] == title


def test_the_heading_counts_and_tells_the_largest(tmp_path: Path) -> None:
    section = risks(with_risks(tmp_path, WORSE, BETTER, UNSIZED))
    assert spaced(plain(section.title)) == "Three risks, the largest of USD −1.60 a share"
    alone = risks(with_risks(tmp_path, BETTER))
    assert spaced(plain(alone.title)) == "One risk, of USD +1.00 a share"


def test_short_names_have_no_open_end(tmp_path: Path) -> None:
    spec = drawing(exhibit(risks(with_risks(tmp_path, WORSE, BETTER)), "risk-matrix")).spec
    assert isinstance(spec, RiskMatrix)
    assert [point.name for point in spec.points] == ["Worse parts", "The better"]
    spec = drawing(exhibit(risks(sample()), "risk-matrix")).spec
    assert isinstance(spec, RiskMatrix)
    assert [point.number for point in spec.points if point.name == "No premium"] == [2]


def test_a_short_name_of_its_own_stands_in_the_matrix(tmp_path: Path) -> None:
    named = BETTER.replace("{name:", "{short: Two worlds, name:")
    spec = drawing(exhibit(risks(with_risks(tmp_path, WORSE, named)), "risk-matrix")).spec
    assert isinstance(spec, RiskMatrix)
    assert [point.name for point in spec.points] == ["Worse parts", "Two worlds"]


def test_the_source_line_names_what_the_words_quote(tmp_path: Path) -> None:
    quoting = risks(with_risks(tmp_path, "{name: Unknown, mitigant: 'At {{ market.price }}'}"))
    plainly = risks(with_risks(tmp_path, "{name: A, mitigant: B}"))
    assert said(exhibit(quoting, "risks-to-target"))[2].startswith("Source: P; ")
    assert not said(exhibit(plainly, "risks-to-target"))[2].startswith("Source: P")


def test_the_largest_comes_first_and_then_the_likeliest(tmp_path: Path) -> None:
    likely, unlikely = "{name: Likely, probability: high}", "{name: Unlikely, probability: low}"
    section = risks(with_risks(tmp_path, UNSIZED, unlikely, likely, BETTER, WORSE))
    found = exhibit(section, "risks-to-target")
    assert [row[:2] for row in table(found)] == [
        ["1", "Worse parts"], ["2", "The better of two worlds"], ["3", "Likely"], ["4", "Unlikely"],
    ]  # fmt: skip
    spec = drawing(exhibit(section, "risk-matrix")).spec
    assert isinstance(spec, RiskMatrix)
    assert [(point.number, point.name) for point in spec.points] == [(1, "Worse parts"), (2, "The better")]


def test_what_would_soften_a_risk_stands_in_its_row(tmp_path: Path) -> None:
    assert [row[-1] for row in table(exhibit(risks(with_risks(tmp_path, BETTER, WORSE)), "risks-to-target"))] == [
        "Time", "",
    ]  # fmt: skip
    assert len(table(exhibit(risks(with_risks(tmp_path, BETTER)), "risks-to-target"))[0]) == 6


def test_forty_risks_stand_in_one_table_and_those_without_anything_in_words(tmp_path: Path) -> None:
    bare = [f"{{name: Bare {number}}}" for number in range(1, 3)]
    found = exhibit(risks(with_risks(tmp_path, *bare, *[WORSE] * 38)), "risks-to-target")
    assert [row[0] for row in table(found)] == [str(number) for number in range(1, 39)]
    assert text_of(found).startswith("Neither sized nor judged: Bare 1; Bare 2. ")


def test_without_risks_there_is_no_table() -> None:
    opinion = sample().inputs.opinion.model_copy(update={"risks": ()})
    without = Writer(dataclasses.replace(sample().inputs, opinion=opinion), sample().results)
    assert names(risks(without)) == ["timeline", "catalysts"]


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        ("becomes: USD 420 m", "The whole → USD 420 m"),
        ("changes_by: -16 %", "The whole, by −16 %"),
        ("becomes_price_implied: true", "The whole → what the price implies"),
    ],
)
def test_what_a_risk_moves_says_where_to(tmp_path: Path, effect: str, said: str) -> None:
    path = "valuation.parts.whole.enterprise_value"
    writer = with_risks(tmp_path, f"{{name: Worse, moves: The whole, effect: {{path: {path}, {effect}}}}}")
    ((*_, moves, _),) = table(exhibit(risks(writer), "risks-to-target"))
    assert moves == said
