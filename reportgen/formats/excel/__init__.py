"""``model.xlsx``: the valuation as a workbook in which every number is typed, or a live formula over those that are."""

from __future__ import annotations

from reportgen.figures import NBSP
from reportgen.formats.excel.paper import Head
from reportgen.formats.excel.workbook import workbook
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results

__all__ = ["Head", "model_workbook", "workbook"]


def model_workbook(inputs: Inputs, results: Results) -> bytes:
    """The model of a note."""
    company = inputs.company
    reporting, trading = company.reporting_currency, company.trading_currency
    both = f"{reporting} reported, {trading} traded" if reporting != trading else reporting
    head = Head(
        company=company.name,
        ticker=company.listing.ticker,
        house=inputs.house.name,
        as_of=inputs.as_of,
        currencies=both,
        draft=inputs.draft,
        parts=tuple((f"valuation.parts.{name}", part.label) for name, part in inputs.valuation.parts.items()),
        sources=tuple((key, source.title.replace(NBSP, " ")) for key, source in inputs.facts.sources.items()),
    )
    return workbook(head, results)
