"""What the last note said, and what has changed since: ``previous.<path>`` and ``changes.<path>``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from reportgen.diagnostics import Location
from reportgen.figures import Form, write_date
from reportgen.model.earlier import Said
from reportgen.model.periods import read_period
from reportgen.quantities import SHARE, Origin, Quantity, Unit, currency_unit, leaf, literal, node
from reportgen.valuation.building import Building, above_zero, percent

TARGET, PRICE = "valuation.target_price", "market.price"
ADDED = ("previous.", "changes.")
"""How the paths begin that no input alone gives."""
_COMPARED = re.compile(
    r"market\.price|valuation\.(target_price|implied_return|enterprise_value(_per_share)?|equity_value(_per_share)?"
    r"|premium_value|premium_per_share|bridge\.\w+|parts\.\w+\.(enterprise_value|value_per_share))"
)
_ESTIMATE = re.compile(r"facts\.(?P<metric>[a-z][a-z0-9_]*)\.(?P<period>[A-Za-z0-9\-]+)")
_PART = re.compile(r"valuation\.parts\.\w+\.enterprise_value")


def enter_previous(build: Building) -> None:
    """The numbers of the last note that this one has as well, the parts that are gone, and the changes."""
    for path, before in _before(build):
        entered = _in_new_shares(build, before)
        now = build.scope.quantities.get(path)
        if now is not None:
            _enter_change(build, path, now, entered)


def _in_new_shares(build: Building, before: Quantity) -> Quantity:
    """The number itself; of a share of before a split, what it is for one of today."""
    ratio = build.inputs.company.new_for_old(_since(build), build.inputs.as_of)
    if ratio == 1 or before.origin is None or ("share", -1) not in before.unit.powers:
        return build.scope.add(before)
    said = build.scope.add(replace(before, path=f"{before.path}.said", label=f"{before.label}, as printed"))
    label = f"{before.label}, restated for splits"
    return build.scope(before.path, said / literal(ratio), label=label, form=before.form)


def _since(build: Building) -> date:
    """The day of the last note; splits after it, up to this one's, have made its shares others."""
    earlier, typed = build.inputs.earlier, build.inputs.opinion.previous
    return earlier.as_of if earlier is not None else typed.as_of if typed is not None else build.inputs.as_of


def _enter_change(build: Building, path: str, now: Quantity, before: Quantity) -> None:
    form = now.form or Form("plain", 0, 2)
    signed = Form("points", 0, 1, signed=True) if form.style == "percent" else replace(form, signed=True)
    build.scope(f"changes.{path}", now - before, label=f"{now.name}, change", form=signed)
    if (path in (TARGET, PRICE) or path.startswith("facts.")) and now.unit.powers and above_zero(before):
        label = f"{now.name}, change in per cent"
        build.scope(f"changes.{path}.relative", now / before - 1, label=label, form=percent(signed=True))


def _before(build: Building) -> Iterator[tuple[str, Quantity]]:
    inputs = build.inputs
    if inputs.earlier is None:
        yield from _typed(build)
        yield from _typed_estimates(build, frozenset())
        return
    archived = []
    place = Location(f"{inputs.earlier.archive}/note.json")
    said = f"Note of {write_date(inputs.earlier.as_of)}, version {inputs.earlier.version}"
    for path, number in inputs.earlier.numbers.items():
        found = _alike(build, path, number)
        if found is not None:
            day = inputs.earlier.as_of
            origin = Origin(source=said, as_of=day, published=day, place=place, typed=repr(number.value))
            unit, form = found
            label = f"{number.label}, {write_date(day, short=True)}"
            archived.append(path)
            yield path, leaf(f"previous.{path}", number.value, unit, origin=origin, label=label, form=form)
    yield from _typed_estimates(build, frozenset(archived))


def _alike(build: Building, path: str, number: Said) -> tuple[Unit, Form | None] | None:
    """Unit and form of what a number can be compared with: the same now, or the parts of which it was one."""
    if _COMPARED.fullmatch(path) is None and not _was_estimate(build, path):
        return None
    now = build.scope.quantities.get(path)
    if now is None and _PART.fullmatch(path):
        now = build.scope.quantities.get("valuation.enterprise_value")
    if now is None or now.faulty or (str(now.unit) if now.unit.powers else "") != number.unit:
        return None
    return now.unit, now.form


def _was_estimate(build: Building, path: str) -> bool:
    """Whether a figure of the last note was one of ours for a period that had not ended then."""
    match, earlier = _ESTIMATE.fullmatch(path), build.inputs.earlier
    metric = build.inputs.facts.metrics.get(match["metric"]) if match else None
    if match is None or earlier is None or metric is None or metric.is_expectation:
        return False
    return read_period(match["period"]).end(build.inputs.company.fiscal_year_end) > earlier.as_of


def _typed_estimates(build: Building, archived: Collection[str]) -> Iterator[tuple[str, Quantity]]:
    """Earlier estimates as facts.yaml gives them, where the last release has none."""
    given = set(archived)
    for name, metric in build.inputs.facts.metrics.items():
        for period in metric.values if metric.previous_estimate_of is not None else ():
            path, before = f"facts.{metric.previous_estimate_of}.{period}", build.find(f"facts.{name}.{period}")
            now = build.find(path)
            if before is None or now is None or now.unit != before.unit or path in given:
                continue
            given.add(path)
            yield (
                path,
                replace(node("same", before), path=f"previous.{path}", label=f"{now.name}, before", form=now.form),
            )


def _typed(build: Building) -> Iterator[tuple[str, Quantity]]:
    """The earlier target as opinion.yaml gives it."""
    previous, now = build.inputs.opinion.previous, build.scope.quantities.get(TARGET)
    if previous is None or now is None or now.faulty:
        return
    origin = Origin(
        source=build.inputs.house.name,
        as_of=previous.as_of,
        published=previous.as_of,
        place=build.inputs.place("opinion.yaml", ("previous", "target_price")),
        typed=str(previous.target_price),
    )
    unit = currency_unit(build.inputs.company.trading_currency) / SHARE
    label = f"{now.name}, {write_date(previous.as_of, short=True)}"
    value = float(previous.target_price)
    yield TARGET, leaf(f"previous.{TARGET}", value, unit, origin=origin, label=label, form=now.form)
