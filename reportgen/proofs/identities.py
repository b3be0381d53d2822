"""What a reader can recompute from the printed figures: each a path, what it follows from, and how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.checks.tolerance import Bounds, half_unit
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results
from reportgen.proofs.figures_printed import exactly, minus, over, plus, times
from reportgen.proofs.flows import flow_identities, flow_sums
from reportgen.proofs.identity import Identity, change, signed
from reportgen.quantities import operands

_V = "valuation"
_RATE, _SHARES = f"{_V}.exchange_rate", f"{_V}.shares"
_CAPITAL = "market.capitalisation"
# Figures on the way that are printed nowhere; an identity goes on to what they stand on.
_BETWEEN = (f"{_V}.target_price_unrounded", f"{_CAPITAL}_reporting", ".terminal.flow")
_LENGTH = ".year_length."


def identities(inputs: Inputs, results: Results) -> Iterator[Identity]:
    """Every identity that holds for this note by the way its figures were made."""
    found = (
        *_levels(inputs), *_per_share(inputs), *_market(inputs), *_rows(results), *_plan(inputs),
        *flow_identities(inputs, results),
    )  # fmt: skip
    yield from (each for each in found if _made_so(results, each))
    yield from _sums(inputs, results)
    yield from flow_sums(inputs, results)


def _made_so(results: Results, identity: Identity) -> bool:
    """Whether the figure stands on just these operands; another method makes another identity."""
    made = _operands(results, identity.path)
    between = {each for each in made if each.endswith(_BETWEEN) and each not in identity.operands}
    for inner in between:
        made = (made - {inner}) | _operands(results, inner)
    return bool(made) and made - {f"{_V}.target_price_step"} == set(identity.operands)


def _operands(results: Results, path: str) -> set[str]:
    """What a figure stands on: of a row its last year, and no length of a year that is a whole one."""
    quantity = results.quantities.get(path)
    found = {each.path for each in operands(quantity)} if quantity is not None else set()
    cells = {
        f"{each}.{axis[-1]}" if each in results.rows and (axis := results.rows[each].axis) else each for each in found
    }
    return {each for each in cells if not (_LENGTH in each and results.value(each) == 1)}


def _levels(inputs: Inputs) -> Iterator[Identity]:
    """From the parts to the adjusted equity value, and each part's share."""
    whole, equity, premium = f"{_V}.enterprise_value", f"{_V}.equity_value", f"{_V}.premium"
    parts = tuple(f"{_V}.parts.{name}.enterprise_value" for name in inputs.valuation.parts)
    yield Identity("total-foots", whole, parts, plus)
    for name, part in zip(inputs.valuation.parts, parts, strict=True):
        yield Identity("share-foots", f"{_V}.parts.{name}.share_of_total", (part, whole), over)
    items = tuple(f"{_V}.bridge.{name}" for name in inputs.valuation.bridge)
    signs = tuple(item.sign == "add" for item in inputs.valuation.bridge.values())
    yield Identity("total-foots", equity, (whole, *items), signed(signs))
    yield Identity("total-foots", f"{_V}.premium_value", (equity, premium), times)
    yield Identity("total-foots", f"{_V}.adjusted_equity_value", (equity, premium), _raised)
    step = float(inputs.house.rounding.target_price)
    for adjusted in (f"{_V}.adjusted_equity_value", equity):
        yield Identity("target-foots", f"{_V}.value_per_share", (adjusted, _SHARES), over)
    for rate in ((_RATE,), ()):
        yield Identity("target-foots", f"{_V}.target_price", (f"{_V}.value_per_share", *rate), times, step / 2)


def _per_share(inputs: Inputs) -> Iterator[Identity]:
    """Amounts of the reporting currency as a share's, in the trading currency."""
    pairs = [(f"{_V}.{name}", f"{_V}.{name}_per_share") for name in ("enterprise_value", "equity_value")]
    pairs.append((f"{_V}.premium_value", f"{_V}.premium_per_share"))
    pairs += [
        (f"{_V}.parts.{name}.enterprise_value", f"{_V}.parts.{name}.value_per_share") for name in inputs.valuation.parts
    ]
    pairs += [(f"{_V}.bridge.{name}", f"{_V}.bridge.{name}_per_share") for name in inputs.valuation.bridge]
    for amount, per in pairs:
        yield Identity("per-share-foots", per, (amount, _SHARES), over)
        yield Identity("per-share-foots", per, (amount, _SHARES, _RATE), _converted)


def _market(inputs: Inputs) -> Iterator[Identity]:
    """What price and target give together."""
    price, target, equity = "market.price", f"{_V}.target_price", f"{_V}.equity_value"
    yield Identity("return-foots", f"{_V}.implied_return", (target, price), change)
    paid, earned = f"{_V}.dividends", "market.dividend_yield"
    yield Identity("return-foots", earned, (paid, price), over)
    yield Identity("return-foots", earned, (paid, _RATE, price), _earned)
    yield Identity("return-foots", f"{_V}.total_return", (f"{_V}.implied_return", earned), plus)
    yield Identity("return-foots", "implied.price_gap", (price, target), minus)
    yield Identity("return-foots", _CAPITAL, (price, _SHARES), times)
    yield Identity("return-foots", "implied.premium", (_CAPITAL, _RATE, equity), _asked)
    yield Identity("return-foots", "implied.premium", (_CAPITAL, equity), change)
    yield Identity("return-foots", "implied.premium_gap", ("implied.premium", f"{_V}.premium"), minus)
    items = tuple(f"{_V}.bridge.{name}" for name in inputs.valuation.bridge)
    signs = tuple(item.sign != "add" for item in inputs.valuation.bridge.values())
    yield Identity("return-foots", "market.enterprise_value", (_CAPITAL, *items), signed(signs))


def _rows(results: Results) -> Iterator[Identity]:
    """Growth, margins, multiples, changes and differences of the tables of figures."""
    for path in results.quantities:
        if path.startswith("changes.facts."):
            made = tuple(each.path for each in operands(results.quantities[path]))
            yield Identity("difference-foots", path, made, change if path.endswith(".relative") else minus)
        if not path.startswith("analysis."):
            continue
        _, metric, kind, period = path.split(".", 3)
        made = tuple(each.path for each in operands(results.quantities[path]))
        if kind in ("growth", "sequential"):
            yield Identity("growth-foots", path, made, change)
        elif kind == "against_consensus":
            yield Identity("difference-foots", path, made, minus if _is_rate(results, made) else change)
        elif kind == "margin":
            yield Identity("share-foots", path, made, over)
        elif f"{_CAPITAL}_reporting" in made:
            yield Identity("multiple-foots", path, (_CAPITAL, _RATE, f"facts.{metric}.{period}"), _double_quotient)
        else:
            yield Identity("multiple-foots", path, made, over)


def _is_rate(results: Results, paths: Sequence[str]) -> bool:
    """Whether figures are pure numbers, between which a difference is told and no rate."""
    return all(not results.quantities[path].unit.powers for path in paths if path in results.quantities)


def _plan(inputs: Inputs) -> Iterator[Identity]:
    plan = inputs.opinion.plan
    for number, item in enumerate(plan.items if plan else ()):
        if item.of:
            yield Identity(
                "share-foots", f"plan.{number + 1}.share", (f"facts.{item.amount}", f"facts.{item.of}"), over
            )


def _sums(inputs: Inputs, results: Results) -> Iterator[Identity]:
    """Metrics that are the sum of others, within the digits in which their sources print them."""
    for name, metric in inputs.facts.metrics.items():
        for period in (*metric.values, *metric.formulas) if metric.sum_of else ():
            whole = f"facts.{name}.{period}"
            parts = tuple(f"facts.{part}.{period}" for part in metric.sum_of or ())
            held = [results.quantities.get(path) for path in (whole, *parts)]
            slack = sum(half_unit(inputs, each) for each in held if each is not None)
            if None not in held:
                yield Identity("total-foots", whole, parts, plus, slack)


# ---- formulas -------------------------------------------------------------------------------------------------------


def _raised(amount: Bounds, rate: Bounds) -> Bounds:
    return times(amount, plus(exactly(1.0), rate))


def _converted(amount: Bounds, count: Bounds, rate: Bounds) -> Bounds:
    return times(over(amount, count), rate)


def _earned(paid: Bounds, rate: Bounds, price: Bounds) -> Bounds:
    return over(times(paid, rate), price)


def _asked(capital: Bounds, rate: Bounds, equity: Bounds) -> Bounds:
    return change(over(capital, rate), equity)


def _double_quotient(capital: Bounds, rate: Bounds, figure: Bounds) -> Bounds:
    return over(over(capital, rate), figure)
