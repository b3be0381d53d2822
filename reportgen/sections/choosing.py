"""What of a section its type of note shows: all of it, or the blocks that the type names, in its order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from reportgen.model.layout import Shown
from reportgen.model.note import (
    Beside,
    Block,
    DisclosureGroup,
    Disclosures,
    Exhibit,
    Indicators,
    Paragraph,
    Section,
    Subheading,
)
from reportgen.sections.small_print import small_height

PROSE, INDICATORS = "prose", "indicators"

FRONT = ("thesis", "results", INDICATORS, "changes", "price-chart", "small-price-chart", "key-figures", "results-table",
         "valuation-summary", "market-data", "performance", "analysts")  # fmt: skip
"""What the first page can show. ``results`` is the prose of that name, or the thesis where there is none."""

FRONT_OF_ALL = ("thesis", "price-chart", "key-figures", "market-data", "performance", "analysts")
"""What it shows where a type does not say."""

BLOCKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "changed": (PROSE, "value-changes"),
        "results": (PROSE, "results-table"),
        "thesis": (PROSE,),
        "valuation": (PROSE, "sum-of-parts", "bridge", "value-by-part", "dcf-tables"),
        "price": (PROSE, "implied", "ranges", "sensitivity", "rating-scale"),
        "scenarios": (PROSE, "named-scenarios", "tornado", "further-grids", "price-implies", "simulation", "drivers",
                      "fan"),
        "operations": (PROSE, INDICATORS, "segments", "progress", "key-figures", "revisions", "expectations",
                       "financials"),
        "plan": (PROSE, "investment-plan", "company-facts", "peers", "views"),
        "risks": (PROSE, "timeline", "catalysts", "risks-to-target", "risk-matrix"),
        "esg": (PROSE,),
        "disclosures": (PROSE, "origins", "certification", "ratings", "rating-distribution", "rating-history",
                        "method", "override", "limits", "left-out", "conflicts", "conflicts-in-brief", "times",
                        "statements", "sources", "publisher", "pointer"),
    }
)  # fmt: skip
"""The blocks of each section by the names that a type may use."""

_ALIKE = (("statement-", "statements"), ("dcf-", "dcf-tables"), ("sensitivity-", "further-grids"))


def chosen(section: Section, shown: Shown) -> Section | None:
    """The section with the blocks that its type names, in its order; None where nothing of them is left."""
    if not shown.blocks:
        return section
    found = [(_place(block, shown.blocks), kept) for block in section.blocks for kept in _kept(block, shown.blocks)]
    found.sort(key=lambda each: each[0])
    return replace(section, blocks=tuple(block for _, block in found)) if found else None


def _kept(block: Block, names: Sequence[str]) -> tuple[Block, ...]:
    """The block, or what is left of it: what stood beside something that is left out gets the whole width."""
    match block:
        case Beside():
            left = tuple(kept for each in block.left for kept in _kept(each, names))
            right = tuple(kept for each in block.right for kept in _kept(each, names))
            return (replace(block, left=left, right=right),) if left and right else (*left, *right)
        case Disclosures():
            return _even([each for each in (*block.left, *block.right) if _named(each.id) in names])
        case _:
            return (block,) if _name(block) in names else ()


def _place(block: Block, names: Sequence[str]) -> int:
    """The first place that anything in the block has among the names."""
    return min((names.index(name) for name in _names(block) if name in names), default=len(names))


def _names(block: Block) -> Iterable[str]:
    match block:
        case Beside():
            return [name for each in (*block.left, *block.right) for name in _names(each)]
        case Disclosures():
            return [_named(each.id) for each in (*block.left, *block.right)]
        case _:
            return (_name(block),)


def _name(block: Block) -> str:
    match block:
        case Exhibit():
            return _named(block.id)
        case Paragraph() | Subheading():
            return PROSE
        case Indicators():
            return INDICATORS
        case _:
            return ""


def _even(groups: Sequence[DisclosureGroup]) -> tuple[Block, ...]:
    """Small print in two columns, parted where the longer one is shortest."""
    if not groups:
        return ()
    cuts = range(1, len(groups) + 1)
    cut = min(cuts, key=lambda at: max(small_height(groups[:at]), small_height(groups[at:])))
    return (Disclosures(tuple(groups[:cut]), tuple(groups[cut:])),)


def _named(name: str) -> str:
    """The name under which a type chooses it: of several alike there is one name."""
    return next((common for start, common in _ALIKE if name.startswith(start)), name)
