"""``subscribers.yaml``: who gets which notes, when, and in which form."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import model_validator

from reportgen.folders import COMPANY
from reportgen.model.addresses import Address
from reportgen.model.base import Model, Name, as_text, refuse, typed

ALL = "all"


def _read_chosen(value: object) -> tuple[str, ...] | str:
    """``all``, or a list of companies' folders."""
    if value == ALL:
        return ALL
    if not isinstance(value, list | tuple):
        raise refuse("subscription-format", "write all, or a list of companies: [xiaomi, acme]")
    names = tuple(as_text(each) for each in value)
    wrong = next((name for name in names if not re.fullmatch(COMPANY, name)), None)
    if wrong is not None:
        raise refuse("company-name", f"not a company's name: {wrong[:60]!r}")
    return tuple(dict.fromkeys(names))


Chosen: TypeAlias = tuple[str, ...] | Literal["all"]
Companies = Annotated[
    Chosen,
    *typed(
        _read_chosen,
        {
            "anyOf": [
                {"const": ALL},
                {"type": "array", "items": {"type": "string", "pattern": f"^{COMPANY}$"}, "minItems": 1},
            ]
        },
    ),
]


class Subscription(Model):
    """One person, or one mailbox, that gets notes."""

    address: Address
    name: Name | None = None
    """As it stands in To; without one the address stands alone."""
    companies: Companies = ()
    """Folders below inputs/, or all."""
    sectors: tuple[Name, ...] = ()
    """Sectors as companies name them in company.yaml: whoever joins the sector later is included."""
    timing: Literal["immediate", "digest"] = "immediate"
    """Each note when it is released, or one mail a day with all of them."""
    form: Literal["attached", "linked"] = "attached"
    """With the PDF, or with a link to it."""

    @model_validator(mode="after")
    def _wants_something(self) -> Subscription:
        if not self.companies and not self.sectors:
            raise refuse("subscription-empty", "name companies, sectors, or write companies: all")
        return self


class Subscribers(Model):
    """``subscribers.yaml``."""

    subscribers: tuple[Subscription, ...] = ()
