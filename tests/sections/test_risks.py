from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.charts import RiskMatrix
from reportgen.model.note import Exhibit, Section
from reportgen.sections.risks import risks
from reportgen.sections.writer import Writer, plain
from tests.commands.small import SMALLEST
from tests.sections.composing import drawing, exhibits, said, sample, small, table

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


def names(section: Section) -> list[str]:
    return [each.id for each in exhibits(section.blocks)]


def test_the_sample_shows_all_of_it() -> None:
    assert names(risks(sample())) == ["timeline", "catalysts", "risks-to-target", "risk-matrix", "mitigants"]


def test_one_risk_is_a_table_and_nothing_else(tmp_path: Path) -> None:
    section = risks(with_risks(tmp_path, UNSIZED))
    assert names(section) == ["risks-to-target"]
    assert (plain(section.title), section.short) == ("Risks", "Risks")
    assert said(exhibit(section, "risks-to-target"))[0] == "Risks to the target"


def test_sizes_come_from_the_valuation(tmp_path: Path) -> None:
    found = exhibit(risks(with_risks(tmp_path, WORSE, BETTER, UNSIZED)), "risks-to-target")
    assert [row[:4] for row in table(found)] == [
        ["1", "Worse parts", "High", "−1.60"],
        ["2", "The better of two worlds", "Low", "+1.00"],
        ["3", "Unknown", "", ""],
    ]
    assert said(found)[0] == "The largest of the risks to the target: USD −1.60"
    assert said(found)[2].endswith("Risks without a size: P. A dash means that no size or probability can be given.")


def test_a_dash_is_explained_only_where_there_is_one(tmp_path: Path) -> None:
    assert "dash" not in said(exhibit(risks(with_risks(tmp_path, WORSE)), "risks-to-target"))[2]


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


def test_short_names_have_no_open_end(tmp_path: Path) -> None:
    spec = drawing(exhibit(risks(with_risks(tmp_path, WORSE, BETTER)), "risk-matrix")).spec
    assert isinstance(spec, RiskMatrix)
    assert [point.name for point in spec.points] == ["Worse parts", "The better"]
    spec = drawing(exhibit(risks(sample()), "risk-matrix")).spec
    assert isinstance(spec, RiskMatrix)
    assert spec.points[0].name == "Premium"


def test_a_short_name_of_its_own_stands_in_the_matrix(tmp_path: Path) -> None:
    named = BETTER.replace("{name:", "{short: Two worlds, name:")
    spec = drawing(exhibit(risks(with_risks(tmp_path, WORSE, named)), "risk-matrix")).spec
    assert isinstance(spec, RiskMatrix)
    assert [point.name for point in spec.points] == ["Worse parts", "Two worlds"]


def test_the_source_lines_name_what_the_words_quote(tmp_path: Path) -> None:
    quoting = "{name: Unknown, moves: '{{ market.price }}', mitigant: 'At {{ market.price }}'}"
    section, plainly = risks(with_risks(tmp_path, quoting)), risks(with_risks(tmp_path, "{name: A, mitigant: B}"))
    for name in ("risks-to-target", "mitigants"):
        assert said(exhibit(section, name))[2].startswith("Source: P; ")
        assert not said(exhibit(plainly, name))[2].startswith("Source: P")


def test_mitigants_are_numbered_as_in_the_table(tmp_path: Path) -> None:
    section = risks(with_risks(tmp_path, UNSIZED, WORSE))
    assert table(exhibit(section, "mitigants")) == [["2", "Time"]]
    assert (
        said(exhibit(section, "mitigants"))[1] == "Numbered as in the table of risks; for the others we know of nothing"
    )
    alone = risks(with_risks(tmp_path, WORSE))
    assert said(exhibit(alone, "mitigants"))[1] == "Numbered as in the table of risks"
