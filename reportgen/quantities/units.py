"""Units: products of currencies and counted things. Scale words and % are ways of writing and never get in here."""

from __future__ import annotations

from dataclasses import dataclass

_CURRENCIES = (
    "AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP GHS HKD HUF IDR ILS INR ISK JOD JPY KES "
    "KRW KWD KZT LKR MAD MOP MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD "
    "UAH USD UYU VND ZAR"
)
_COUNTED = (
    "share car vehicle unit device phone user subscriber member customer account employee store site hour day month "
    "year tonne barrel ounce litre seat room bed kilometre watt gpu chip patent"
)
CURRENCIES = frozenset(_CURRENCIES.split())
COUNTED = frozenset(_COUNTED.split())


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of symbols with whole powers, in a fixed order; no symbols is a pure number.

    ``CNY/share`` is ``(("CNY", 1), ("share", -1))``.
    """

    powers: tuple[tuple[str, int], ...] = ()

    def __mul__(self, other: Unit) -> Unit:
        return _unit(self, other, 1)

    def __truediv__(self, other: Unit) -> Unit:
        return _unit(self, other, -1)

    def __str__(self) -> str:
        above = "·".join(_raised(symbol, power) for symbol, power in self.powers if power > 0)
        below = "·".join(_raised(symbol, -power) for symbol, power in self.powers if power < 0)
        if not below:
            return above or "pure number"
        return f"{above or '1'}/{below}"

    @property
    def currency(self) -> str | None:
        """The currency that the unit counts once, as in CNY or CNY/share; None otherwise."""
        found = [symbol for symbol, power in self.powers if symbol in CURRENCIES and power == 1]
        return found[0] if len(found) == 1 and not self._is_exchange_rate else None

    @property
    def _is_exchange_rate(self) -> bool:
        return {power for symbol, power in self.powers if symbol in CURRENCIES} == {1, -1}


PURE = Unit()


def currency_unit(code: str) -> Unit:
    """The unit of money in a currency."""
    return Unit(((code, 1),))


def counted_unit(noun: str) -> Unit:
    """The unit of a counted thing, such as ``share``."""
    return Unit(((noun, 1),))


SHARE = counted_unit("share")
CONDITION = Unit((("condition", 1),))
"""What a comparison gives: no number that could be added to another."""


def _unit(left: Unit, right: Unit, sign: int) -> Unit:
    powers = dict(left.powers)
    for symbol, power in right.powers:
        powers[symbol] = powers.get(symbol, 0) + sign * power
    return Unit(tuple(sorted((symbol, power) for symbol, power in powers.items() if power)))


def _raised(symbol: str, power: int) -> str:
    return symbol if power == 1 else f"{symbol}^{power}"
