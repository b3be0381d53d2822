"""A valuation.yaml that stands alone: a published valuation retyped, a model to try, without a company around it."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from reportgen.diagnostics import Diagnostic, Location, Places, in_order
from reportgen.loading.documents import Document, validate_document
from reportgen.loading.files import read_source
from reportgen.loading.prose import read_prose
from reportgen.loading.workspace import Loaded
from reportgen.loading.yaml_text import read_yaml
from reportgen.model.assumptions import with_basis
from reportgen.model.company import Company, Listing
from reportgen.model.facts import Facts
from reportgen.model.house import House, Ratings, Rounding
from reportgen.model.inputs import Inputs
from reportgen.model.opinion import Exhibits, Opinion
from reportgen.model.prose import Prose
from reportgen.model.valuation import Valuation

_FILES = ("house.yaml", "company.yaml", "facts.yaml", "prices.csv", "opinion.yaml", "exhibits.yaml")
_M = TypeVar("_M", bound=BaseModel)
_STEP = Decimal("0.01")


def load_valuation(file: Path) -> Loaded:
    """The inputs that a valuation file holds, with no facts, prices or opinion beside it; and what is wrong with it."""
    source = read_source(file.parent, file.name)
    if isinstance(source, Diagnostic):
        return Loaded(None, (), (source,), {})
    text = read_yaml(source)
    if text.data is None:
        return Loaded(None, (source,), text.diagnostics, {})
    document: Document[Valuation] = validate_document(Valuation, text, {"prose": read_prose})
    found = [*text.diagnostics, *document.diagnostics]
    known = document.model is not None and document.model.currency is not None
    if not (isinstance(text.data, dict) and "currency" in text.data):
        hint = "currency: USD"
        found.append(Diagnostic("missing-key", "'currency' is missing", Location(file.name), "currency", hint=hint))
    left_out = {"valuation.yaml": document.left_out}
    # without a currency nothing would fit, and each figure would be told
    inputs = _inputs(file, document.model, document.places) if known and document.model is not None else None
    return Loaded(inputs, (source,), in_order(found), left_out)


def _inputs(file: Path, valuation: Valuation, places: Places) -> Inputs:
    nothing = Prose(())
    empty = {name: Places(name, {}, {}) for name in _FILES}
    title = valuation.title or file.stem
    currency = valuation.currency or ""
    # only what a valuation asks for is there: a name, two currencies, a step
    company = _only(
        Company,
        name=title,
        native_name=None,
        listing=_only(Listing, ticker="", exchange=""),
        reporting_currency=currency,
        trading_currency=valuation.trading_currency or currency,
        fiscal_year_end=(12, 31),
    )
    house = _only(
        House,
        name="the analyst",
        rounding=_only(Rounding, target_price=_STEP if valuation.rounding is None else valuation.rounding),
        ratings=_only(Ratings, bands=()),
    )
    opinion = _only(
        Opinion,
        as_of=valuation.as_of,
        completed=datetime.combine(valuation.as_of, time()),
        rating="",
        risks=(),
        catalysts=(),
        plan=None,
    )
    return Inputs(
        slug=file.stem,
        as_of=valuation.as_of,
        house=house,
        company=company,
        facts=_only(Facts, sources=dict(valuation.sources), metrics={}, series=()),
        closes=(),
        valuation=with_basis(valuation),
        opinion=opinion,
        exhibits=Exhibits(),
        conflicts=None,
        headline=nothing,
        standfirst=nothing,
        sections=(),
        places={**empty, "house.yaml": _of_house(places), "valuation.yaml": places},
    )


def _of_house(places: Places) -> Places:
    """The places of what the house says otherwise: the step of the target."""
    return Places(places.file, {("rounding", "target_price"): places.of(("rounding",))}, {})


def _only(model: type[_M], **given: Any) -> _M:  # noqa: ANN401 - fields of any type
    """A model with these fields and no others."""
    return model.model_construct(**given)
