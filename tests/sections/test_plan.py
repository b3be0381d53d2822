from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.note import Exhibit, Section, Table
from reportgen.sections.plan import plan
from reportgen.sections.writer import Writer, plain
from tests.commands.small import SMALLEST
from tests.sections.composing import exhibits, said, sample, small, spaced, table
from tests.workspaces import SMALL

PEERS = """\
peers:
  label: EV / sales
  companies:
"""
PEER = "    {key}: {{name: {name}, multiple: {{value: {multiple}x, source: P, as_of: 2025-01-31}}{subject}}}\n"

AMOUNT = """\
  {name}:
    {{label: {name}, unit: USD m, source: P, status: estimate, values: {{FY2024: {{value: {value}}}}}}}
"""


def exhibit(section: Section | None, name: str) -> Exhibit:
    assert section is not None
    return next(each for each in exhibits(section.blocks) if each.id == name)


def with_peers(tmp_path: Path, subject: float | None, *others: float) -> Writer:
    rows = [
        PEER.format(key=f"p{number}", name=f"Peer {number}", multiple=each, subject="")
        for number, each in enumerate(others)
    ]
    if subject is not None:
        rows.append(PEER.format(key="own", name="Small", multiple=subject, subject=", subject: true"))
    return small(tmp_path, changes={"valuation.yaml": SMALL["valuation.yaml"] + PEERS + "".join(rows)})


def test_the_sample_s_plan_adds_up() -> None:
    rows = table(exhibit(plan(sample()), "investment-plan"))
    assert [row[:3] for row in rows] == [
        ["Electric cars", "10", "35.7"], ["Ecosystem", "15", "53.6"],
        ["Not allotted by the source", "3", "10.7"], ["Whole plan", "28", "100.0"],
    ]  # fmt: skip
    assert "rounding" not in said(exhibit(plan(sample()), "investment-plan"))[2]


def test_what_is_computed_has_the_decimals_of_what_it_comes_from() -> None:
    """28 − 10 − 15 is 3, not 3.0."""
    assert table(exhibit(plan(sample()), "investment-plan"))[2][1] == "3"


def heads(found: Exhibit) -> list[str]:
    return [column.head for body in found.body if isinstance(body, Table) for column in body.columns]


def planned(tmp_path: Path, one: str, two: str, whole: str, of: str = ", of: whole.FY2024") -> Writer:
    values = (("one", one), ("two", two), ("whole", whole))
    facts = "".join(AMOUNT.format(name=name, value=value) for name, value in values)
    rows = "".join(f"    - {{label: {name}, amount: {name.lower()}.FY2024{of}}}\n" for name in ("One", "Two"))
    items = f"plan:\n  items:\n{rows}"
    changes = {"facts.yaml": SMALL["facts.yaml"] + facts, "opinion.yaml": SMALLEST["opinion.yaml"] + items}
    return small(tmp_path, changes=changes)


@pytest.mark.parametrize(
    ("one", "two", "whole", "told"),
    [("10.1", "20.2", "30.3", False), ("10.1", "20.1", "30.3", True), ("10", "20", "90", False)],
)
def test_amounts_that_do_not_add_are_told_unless_the_plan_has_more(
    tmp_path: Path, one: str, two: str, whole: str, told: bool
) -> None:
    source = said(exhibit(plan(planned(tmp_path, one, two, whole)), "investment-plan"))[2]
    assert ("Amounts may not add due to rounding." in source) is told


def test_shares_that_do_not_add_are_told(tmp_path: Path) -> None:
    """Two shares of 16.65 % and 83.35 % print as 16.7 and 83.4."""
    found = exhibit(plan(planned(tmp_path, "16.65", "83.35", "100.00")), "investment-plan")
    assert [row[2] for row in table(found)] == ["16.7", "83.4", "100.0"]
    assert "Shares may not add due to rounding." in said(found)[2]


def test_the_unit_stands_in_the_head_unless_amounts_differ_in_it(tmp_path: Path) -> None:
    assert heads(exhibit(plan(sample()), "investment-plan"))[1] == "Amount, USD bn"
    facts = SMALL["facts.yaml"] + AMOUNT.format(name="one", value="1")
    facts += AMOUNT.format(name="two", value="2").replace("USD m", "USD bn")
    rows = "".join(f"    - {{label: {name}, amount: {name}.FY2024}}\n" for name in ("one", "two"))
    opinion = f"{SMALLEST['opinion.yaml']}plan:\n  items:\n{rows}"
    mixed = exhibit(plan(small(tmp_path, changes={"facts.yaml": facts, "opinion.yaml": opinion})), "investment-plan")
    assert heads(mixed)[1] == "Amount"
    assert [row[1] for row in table(mixed)] == ["USD 1 m", "USD 2 bn"]


@pytest.mark.parametrize(
    ("one", "two", "of", "title"),
    [
        ("10", "20", True, "Two: the largest use, 66.7 % of the plan"),
        ("15", "15", True, "One: as large a use as any, 50.0 % of the plan"),
        ("10", "20", False, "Two: the largest use, USD 20 m"),
    ],
)
def test_the_title_tells_the_largest_use(tmp_path: Path, one: str, two: str, of: bool, title: str) -> None:
    found = exhibit(plan(planned(tmp_path, one, two, "30", *([] if of else [""]))), "investment-plan")
    assert said(found)[0] == title


def test_amounts_in_two_currencies_are_not_compared(tmp_path: Path) -> None:
    amounts = [AMOUNT.format(name="one", value="10"), AMOUNT.format(name="two", value="20").replace("USD", "EUR")]
    rows = "".join(f"    - {{label: {name}, amount: {name.lower()}.FY2024}}\n" for name in ("One", "Two"))
    changes = {
        "facts.yaml": SMALL["facts.yaml"] + "".join(amounts),
        "opinion.yaml": f"{SMALLEST['opinion.yaml']}plan:\n  items:\n{rows}",
    }
    assert said(exhibit(plan(small(tmp_path, changes=changes)), "investment-plan"))[0] == "The plan names two uses"


def test_without_a_title_of_its_own_the_section_tells_the_plan(tmp_path: Path) -> None:
    whole, parts = plan(planned(tmp_path, "10", "20", "30")), plan(planned(tmp_path / "b", "10", "20", "30", of=""))
    peers = plan(with_peers(tmp_path / "c", 9.0, 4.0, 5.0))
    assert [spaced(plain(each.title)) for each in (whole, parts, peers) if each] == [
        "A plan of USD 30 m with two uses",
        "A plan with two uses",
        "Two peers at EV / sales from 4.00× to 5.00×",
    ]
    one = plan(with_peers(tmp_path / "d", 9.0, 4.0))
    assert one is not None
    assert spaced(plain(one.title)) == "One peer at EV / sales of 4.00×"
    alike = plan(with_peers(tmp_path / "e", 9.0, 4.0, 4.0))
    assert alike is not None
    assert spaced(plain(alike.title)) == "Two peers at EV / sales of 4.00×"


def test_amounts_without_a_whole_have_no_share(tmp_path: Path) -> None:
    found = exhibit(plan(planned(tmp_path, "1", "2", "3", of="")), "investment-plan")
    assert table(found) == [["One", "1", "", ""], ["Two", "2", "", ""]]
    assert said(found)[1] == "Amounts as the source gives them"


@pytest.mark.parametrize(
    ("subject", "others", "title"),
    [
        (3.0, (2.0, 4.0), "EV / sales: only Peer 1 costs more"),
        (3.0, (4.0, 5.0, 2.0), "EV / sales: two of three peers cost more"),
        (9.0, (4.0, 5.0), "EV / sales: no peer costs more"),
        (None, (4.0, 5.0), "EV / sales from 4.00× for Peer 0 to 5.00× for Peer 1"),
        (3.0, (), "EV / sales of Small alone: 3.00×"),
        (5.0, (5.0, 5.0), "EV / sales: no peer costs more"),
    ],
)
def test_the_title_tells_the_company_s_place_among_its_peers(
    tmp_path: Path, subject: float | None, others: tuple[float, ...], title: str
) -> None:
    assert said(exhibit(plan(with_peers(tmp_path, subject, *others)), "peers"))[0] == title


def test_peers_stand_in_the_order_of_their_multiples() -> None:
    rows = table(exhibit(plan(sample()), "peers"))
    assert rows == [["Tesla", "TSLA", "62.17"], ["Xiaomi", "1810.HK", "54.47"], ["Apple", "AAPL", "35.28"]]
    assert said(exhibit(plan(sample()), "peers"))[1] == "Trailing P/E as of 31 May 2025"


def test_company_facts_collect_their_sources() -> None:
    found = exhibit(plan(sample()), "company-facts")
    assert said(found)[2].startswith("Source: S1, S2, S4")
    assert ["Gross margin of the cars, 3Q24", "17.1 %"] in table(found)


def test_views_are_those_of_the_sources() -> None:
    found = exhibit(plan(sample()), "views")
    assert said(found)[2] == "Source: S2."
    assert table(found)[0] == ["Upside case", "Revenue of USD 100 bn by 2028", "S2"]


def test_where_there_is_nothing_of_it_the_section_is_left_out(tmp_path: Path) -> None:
    assert plan(small(tmp_path)) is None


def test_four_peers_have_their_spread_below_them(tmp_path: Path) -> None:
    rows = table(exhibit(plan(with_peers(tmp_path, 99.0, 10.0, 40.0, 20.0, 30.0)), "peers"))
    assert [row[0] for row in rows[-5:]] == [
        "Highest of the peers",
        "Upper quartile",
        "Median",
        "Lower quartile",
        "Lowest",
    ]
    assert [row[-1] for row in rows[-5:]] == ["40.00", "32.50", "25.00", "17.50", "10.00"]
    assert len(table(exhibit(plan(with_peers(tmp_path, 99.0, 10.0, 40.0, 20.0)), "peers"))) == 4
