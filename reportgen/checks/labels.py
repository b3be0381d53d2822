"""What the label of a metric says of its figures: whether they add up over time, and whether they can be below zero."""

from __future__ import annotations

import re

from reportgen.model.facts import Metric
from reportgen.quantities import SHARE

# Figures of a day that are named after a flow.
_OF_A_DAY = re.compile(r"deferred|payable|receivable|accrued|retained|prepaid|unearned|unbilled|a day\b", re.IGNORECASE)
_ADDS = re.compile(
    r"\b(?:revenues?|sales|turnover|profit|income|earnings|loss|deliver\w*|shipments|shipped|sold|produced|production"
    r"|cash flow|expenditure|expenses?|costs?|compensation|depreciation|amortisation|amortization|research)\b",
    re.IGNORECASE,
)
_SOLD = re.compile(r"\b(?:revenues?|sales|turnover|deliver\w*|shipments|shipped|sold)\b", re.IGNORECASE)
_SPENT = re.compile(
    r"^(?:cars? produced|production|capital expenditure|depreciation|research|selling|stock-based compensation"
    r"|share-based (?:compensation|payments))\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"^(?:(?:total|current|non-current|finance|operating|gross) )?"
    r"(?:assets|inventor(?:y|ies)|debt|borrowings|leases?|lease liabilities|cash and cash equivalents|liabilities)\b",
    re.IGNORECASE,
)
REVENUE = re.compile(r"(?:total |net )?(?:revenues?|sales|turnover)", re.IGNORECASE)
EARNED = re.compile(
    r"(?:net (?:income|profit|loss|earnings)|profit (?:after tax|for the (?:period|year)))(?:,? attribut.*)?",
    re.IGNORECASE,
)
GROSS = re.compile(r"gross profit", re.IGNORECASE)
OPERATING = re.compile(r"operating (?:profit|income)", re.IGNORECASE)
COST_LINE = re.compile(
    r"(?:research(?: and development)?|selling(?:, general,? (?:and )?administrative)?|stock-based compensation"
    r"|share-based compensation|depreciation|amorti[sz]ation|capital expenditure"
    r"|(?:marketing|administrative) expenses?)",
    re.IGNORECASE,
)
_ASSET = re.compile(
    r"(?:inventor(?:y|ies)|cash and cash equivalents|short-term investments|goodwill|property, plant and equipment"
    r"|(?:trade )?receivables|intangible assets|current assets)",
    re.IGNORECASE,
)
_REMAINS = re.compile(r"profit|income|earnings|loss|ebit|cash flow", re.IGNORECASE)
_COUNT = re.compile(
    r"^(?:(?:basic|diluted|ordinary|total|issued|weighted|average)[ ,]+)*shares\b(?! (?:traded|bought|sold|repurchased|"
    r"granted|short|held|issued|per|a)\b)",
    re.IGNORECASE,
)


def adds_up(metric: Metric) -> bool:
    """Whether the figures of shorter periods make those of longer ones: what is sold, earned or spent, not held."""
    return counted(metric) and bool(_ADDS.search(metric.label)) and not _OF_A_DAY.search(metric.label)


def counted(metric: Metric) -> bool:
    """Whether the figures are amounts or counts: no rates, and nothing for each share or car."""
    powers = metric.unit.unit.powers
    return bool(powers) and all(power > 0 for _, power in powers)


def volatile(metric: Metric) -> bool:
    """Whether the metric is what remains after costs: it may fall to a tenth in a year and come back."""
    return bool(_REMAINS.search(metric.label)) and "gross" not in metric.label.casefold()


def sold_or_spent(metric: Metric) -> bool:
    """Whether figures are of what is sold, made or spent, of which a part of a year is no more than the year."""
    return counted(metric) and not metric.growth_of and bool(_SOLD.search(metric.label) or _SPENT.search(metric.label))


def never_below_zero(metric: Metric) -> bool:
    """Whether figures cannot be negative, but for the sign of costs that a table may give to all of them."""
    return counted(metric) and bool(_SPENT.search(metric.label) or _HELD.search(metric.label) or is_sold(metric))


def is_sold(metric: Metric) -> bool:
    """Whether the metric is what is sold: revenue, deliveries."""
    return counted(metric) and not volatile(metric) and bool(_SOLD.search(metric.label))


def is_share_count(metric: Metric) -> bool:
    """Whether the metric counts all shares of the company."""
    return metric.unit.unit == SHARE and bool(_COUNT.search(metric.label))


def is_asset(metric: Metric) -> bool:
    """Whether the metric is one of the assets that a balance sheet adds up."""
    return counted(metric) and bool(_ASSET.fullmatch(metric.label))
