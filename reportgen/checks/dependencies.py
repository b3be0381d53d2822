"""Which findings may be mere consequences of a gap in the inputs, and which quantities are made from which file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from reportgen.checks.walking import COMPANY, EXHIBITS, FACTS, HOUSE, NOTE, OPINION, PRICES, VALUATION

Steps: TypeAlias = tuple[str, ...]

LEAVES_NO_TARGET = frozenset(
    {
        "bridge-without-enterprise-value",
        "date-order",
        "exchange-rate-missing",
        "fade-too-short",
        "flow-before-valuation",
        "flow-format",
        "growth-below-wacc",
        "level-missing",
        "list-length",
        "not-positive",
        "return-not-positive",
        "revenue-before-missing",
        "rounding-step",
        "rows-differ",
        "shares-missing",
        "target-without-figure",
        "unit-of-result",
        "units-differ",
        "value-range",
        "weights-sum-to-one",
    }
)
"""What leaves the target without a figure, wherever it is found."""

LEAVES_A_GAP = LEAVES_NO_TARGET | {
    "circular-reference",
    "duplicate-key",
    "effect-input",
    "price-missing",
    "published-after-as-of",
    "unit-expected",
    "unknown-reference",
}
"""What leaves a quantity out when the valuation is built."""

OF_REFERENCES = frozenset(
    {"claim-holds", "effect-input", "form-does-not-fit", "no-date", "no-figure", "unknown-reference"}
)
"""What is said of references, and follows if what they name is missing."""

OF_THE_TARGET = frozenset(
    {
        "effect-input",
        "market-capitalisation-matches",
        "premium-on-negative-equity",
        "rating-matches-return",
        "target-not-positive",
    }
)
"""What is said of the target or of what leads to it, and is wrong if a part of the valuation is missing."""

TARGET: Steps = (
    "", "basis", "inputs", "parts", "bridge", "premium", "shares", "exchange_rate", "roll_forward", "price",
    "peer_sets",
)  # fmt: skip
"""The top-level keys of the valuation that the target is made from; "" is a fault without a key of its own."""

BY_PLACE: tuple[tuple[str, str, frozenset[str]], ...] = (
    (COMPANY, "analysts", frozenset({"unknown-analyst"})),
    (FACTS, "sources", frozenset({"unknown-source", "fact-without-publication-date"})),
    (VALUATION, "exchange_rate", frozenset({"exchange-rate-missing"})),
    (VALUATION, "price", frozenset({"price-missing"})),
    (VALUATION, "shares", frozenset({"shares-missing"})),
    (PRICES, "", frozenset({"price-missing", "stale-figure", "exchange-rate-older-than-price"}) | OF_THE_TARGET),
    (HOUSE, "ratings", frozenset({"rating-bands-touch", "rating-matches-return", "unknown-rating"})),
    (HOUSE, "analysts", frozenset({"unknown-analyst"})),
    (OPINION, "override", frozenset({"rating-matches-return"})),
    (OPINION, "previous", frozenset({"previous-rating-missing"})),
    (NOTE, "", frozenset({"thesis-missing", "thesis-pillar-without-date", "thesis-pillar-without-number"})),
)
"""Where something under a top-level key of a file (or anywhere in it) could not be read, these codes follow."""

LACKS_SOMETHING = frozenset(
    {
        "fact-without-publication-date",
        "fact-without-source",
        "fact-without-status",
        "input-without-date",
        "input-without-source",
        "stale-figure",
    }
)
"""What is said of a figure that lacks something."""

SAID_FOR_ALL = frozenset({"published", "source", "status"})
"""What a metric may say for all its figures."""

MADE_FROM: Mapping[str, Mapping[str, Steps]] = MappingProxyType(
    {
        "analysis": {EXHIBITS: ("key_figures", "financials", "results"), VALUATION: TARGET, PRICES: ()},
        "house": {HOUSE: ("ratings",)},
        "implied": {VALUATION: TARGET, PRICES: ()},
        "market": {VALUATION: TARGET, PRICES: ()},
        "peers": {VALUATION: ("peers",)},
        "performance": {PRICES: ()},
        "plan": {OPINION: ("plan",)},
        "prices": {PRICES: ()},
        "progress": {EXHIBITS: ("progress",)},
        "ranges": {EXHIBITS: ("ranges",), VALUATION: TARGET},
        "scenarios": {
            EXHIBITS: ("ranges",),
            OPINION: ("risks", "catalysts"),
            VALUATION: (*TARGET, "scenarios", "sensitivity", "tornado", "implied"),
            PRICES: (),
        },
        "valuation": {VALUATION: TARGET, PRICES: ()},
    }
)
"""For each kind of quantity the files, and the top-level keys in them, that it is made from; () is the whole file."""
