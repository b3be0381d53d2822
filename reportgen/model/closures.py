"""Days on which an exchange did not open though its calendar says so: typhoons, strikes, mourning."""

from __future__ import annotations

from pydantic import Field

from reportgen.model.base import Day, Model, Text
from reportgen.model.company import Exchange


class Closure(Model):
    """One exchange stayed closed on one day."""

    date: Day
    exchange: Exchange
    """ISO 10383 code, such as XHKG."""
    reason: Text


class Closures(Model):
    """``closures.yaml``: what no calendar could know beforehand."""

    closures: tuple[Closure, ...] = Field(default=())
