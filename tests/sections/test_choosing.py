from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.disclosures import required
from reportgen.model.layout import Layout, Shown
from reportgen.model.note import Beside, Block, Disclosures, Note, Number, PageRef, Section
from reportgen.sections import SECTIONS, compose, numbers_in
from reportgen.sections.choosing import BLOCKS, FRONT, chosen
from reportgen.sections.disclosures import disclosures
from reportgen.sections.writer import Writer
from tests.commands.small import VARIANTS
from tests.sections.composing import exhibits, sample, small


def section(name: str, *blocks: str, writer: Writer | None = None) -> Section:
    used = writer or sample()
    found = SECTIONS[name](used) if name in SECTIONS else disclosures(used, required(used.inputs)[0], None)
    assert found is not None
    kept = chosen(found, Shown(name, blocks))
    assert kept is not None
    return kept


def note(*shown: Shown, front: tuple[str, ...] = ()) -> Note:
    layout = Layout("x", front=front, sections=shown)
    return compose(replace(sample().inputs, layout=layout), sample().results)


def names(blocks: tuple[Block, ...]) -> list[str]:
    return [each.id for each in exhibits(blocks)]


def test_each_section_that_can_be_named_is_there() -> None:
    assert set(BLOCKS) == {*SECTIONS, "disclosures"}


@pytest.mark.parametrize("variant", VARIANTS)
def test_each_exhibit_can_be_named(tmp_path: Path, variant: str) -> None:
    writer = small(tmp_path, variant)
    for name, compose_section in SECTIONS.items():
        found = compose_section(writer)
        if found is not None:
            whole = chosen(found, Shown(name, BLOCKS[name]))
            assert whole is not None
            assert sorted(names(whole.blocks)) == sorted(names(found.blocks))
    small_print = [each for each in compose(writer.inputs, writer.results).sections if each.id == "disclosures"]
    assert {each for one in small_print for each in names(one.blocks)} <= set(BLOCKS["disclosures"])
    assert {each.id for each in compose(writer.inputs, writer.results).front.exhibits} <= set(FRONT)


def test_without_names_all_is_shown() -> None:
    assert section("price") == SECTIONS["price"](sample())


def test_blocks_stand_in_the_order_of_their_names() -> None:
    assert names(section("risks", "risks-to-target", "catalysts").blocks) == ["risks-to-target", "catalysts"]


def test_what_stood_beside_something_left_out_gets_the_whole_width() -> None:
    found = section("price", "sensitivity")
    assert names(found.blocks) == ["sensitivity"]
    assert not any(isinstance(each, Beside) for each in found.blocks)


def test_nothing_left_is_no_section() -> None:
    found = SECTIONS["price"](sample())
    assert found is not None
    assert chosen(found, Shown("price", ("prose",))) is None


def test_small_print_is_chosen_by_group_in_even_columns() -> None:
    (small_print,) = section("disclosures", "certification", "ratings", "conflicts", "statements").blocks
    assert isinstance(small_print, Disclosures)
    left, right = ([each.id for each in side] for side in (small_print.left, small_print.right))
    assert {*left, *right} == {"certification", "ratings", "conflicts", "statement-1", "statement-2", "statement-3"}
    assert left
    assert right


def test_exhibits_are_numbered_as_they_are_shown() -> None:
    found = note(Shown("risks"), Shown("valuation", ("sum-of-parts",)), Shown("disclosures"), front=("key-figures",))
    assert [each.id for each in found.sections] == ["risks", "valuation", "disclosures"]
    numbers = [each.number for each in found.front.exhibits]
    numbers += [each.number for part in found.sections for each in exhibits(part.blocks)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_number_shown_has_its_lineage() -> None:
    found = note(Shown("changed"), Shown("disclosures"), front=("indicators", "results-table", "valuation-summary"))
    shown = {each.path for each in numbers_in((found.front, found.sections)) if isinstance(each, Number)}
    assert shown <= {each.path for each in found.lineages}


@pytest.mark.parametrize(
    ("shown", "anchor"),
    [
        ((Shown("valuation"), Shown("disclosures")), "valuation"),
        ((Shown("valuation", ("sum-of-parts",)), Shown("disclosures")), "override"),
        ((Shown("disclosures", ("certification", "override")),), "override"),
        ((Shown("disclosures", ("certification",)),), None),
    ],
)
def test_the_reason_of_the_override_is_where_the_card_says(shown: tuple[Shown, ...], anchor: str | None) -> None:
    found = note(*shown)
    references = [each.anchor for each in found.front.card.override if isinstance(each, PageRef)]
    assert references == ([anchor] if anchor else [])
    if anchor is None:
        assert len(found.front.card.override) > 2


def test_a_section_follows_another_only_where_that_is_shown() -> None:
    flowing = Shown("valuation", same_page=True)
    assert not note(flowing, Shown("disclosures")).sections[0].new_page
    # nothing has changed, so the valuation comes first
    assert note(Shown("changed"), flowing, Shown("disclosures")).sections[0].new_page
