"""Where a company's fetched or dropped-in closes come from, and what its prices are read for."""

from __future__ import annotations

from collections.abc import Collection

from reportgen.diagnostics import Diagnostic, Places
from reportgen.model.company import Company
from reportgen.prices.values import Listed


def price_source_fault(company: Company, known: Collection[str], places: Places) -> Diagnostic | None:
    """Why closes that do not name their source themselves cannot be printed, if so."""
    named = company.price_source
    if named is not None and named in known:
        return None
    missing = "'price_source' is missing: where do closes come from?"
    message = f"no such source in facts.yaml: {named}" if named else missing
    hint = f"known: {', '.join(known)}" if known else "name one under 'sources' in facts.yaml"
    place = places.of(("price_source",))
    return Diagnostic("price-source-missing", message, place, "price_source", hint=hint)


def listed_of(slug: str, company: Company, places: Places, file: str) -> Listed:
    """The company as one that prices are read for; ``file`` is its ``prices.csv``."""
    return Listed(
        slug=slug,
        ticker=company.listing.ticker,
        exchange=company.listing.exchange,
        currency=company.trading_currency,
        source=company.price_source or "",
        splits=company.splits,
        place=places.of(("listing", "ticker")),
        file=file,
    )
