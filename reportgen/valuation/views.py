"""The steps to the target once more, a share and in the trading currency, and each part's share of the total."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reportgen.quantities import Quantity, Scope, total
from reportgen.valuation.bridge import PER_SHARE_NAME
from reportgen.valuation.building import Building, per_share, percent


def enter_per_share_views(
    scope: Scope, build: Building, count: Quantity, rate: Quantity | None, equity: Quantity
) -> None:
    """Each part, bridge item and subtotal as trading currency per share, and each part's share of the total."""
    currency = build.inputs.company.trading_currency

    def view(quantity: Quantity) -> Quantity:
        return quantity / count * rate if rate is not None else quantity / count

    known, per = dict(scope.quantities), per_share(currency)
    whole = known.get("valuation.enterprise_value")
    if whole is not None:
        _views_of_parts(scope, build, known, whole, view)
    label = "Target without the premium" if "valuation.premium_value" in known else "Equity value a share"
    without = scope("equity_value_per_share", view(equity), label=label, form=per)
    if "valuation.premium_value" in known:
        form = per_share(currency, signed=True)
        scope("premium_per_share", view(known["valuation.premium_value"]), label="Premium a share", form=form)
        # not the premium over its points: a premium of nothing has a value a point as well
        scope("premium_per_point", without / 100, label="One point of premium, a share", form=per)


def _views_of_parts(
    scope: Scope,
    build: Building,
    known: Mapping[str, Quantity],
    whole: Quantity,
    view: Callable[[Quantity], Quantity],
) -> None:
    currency = build.inputs.company.trading_currency
    per = per_share(currency)
    shares_of_total: list[Quantity] = []
    for path, quantity in known.items():
        stem = path.removeprefix("valuation.")
        if path.startswith("valuation.parts.") and path.endswith(".enterprise_value") and path.count(".") == 3:  # noqa: PLR2004 - no part within a part
            inner = stem.removesuffix(".enterprise_value")
            label = f"{quantity.name}, share of EV"
            shares_of_total.append(scope(f"{inner}.share_of_total", quantity / whole, label=label, form=percent()))
            scope(f"{inner}.value_per_share", view(quantity), label=f"{quantity.name}, a share", form=per)
        elif path.startswith("valuation.bridge.") and path.count(".") == 2:  # noqa: PLR2004 - no part within a part
            label = f"{quantity.name}, a share"
            scope(f"{stem}{PER_SHARE_NAME}", view(quantity), label=label, form=per_share(currency, signed=True))
    scope("share_of_total", total(tuple(shares_of_total)), label="All parts, share of EV", form=percent())
    scope("enterprise_value_per_share", view(whole), label="Enterprise value a share", form=per)
