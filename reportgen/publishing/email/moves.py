"""What moved since the last release, and why as far as two releases tell: rating, target, price, return, inputs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from reportgen.figures import NBSP, Form, rounded, write
from reportgen.model.publication import Release
from reportgen.publishing.email.material import Input

Direction: TypeAlias = Literal["up", "down", "same", "first"]
SIGNS: dict[Direction, str] = {"up": "▲", "down": "▼", "same": "", "first": ""}
_PERCENT = Form("percent", 0, 1, signed=True)
_POINTS = Form("points", 0, 1, signed=True)
_INPUTS_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Move:
    """One figure now and at the last release; ``change`` tells the way between them, as printed."""

    what: str
    now: str
    before: str
    direction: Direction
    change: str = ""

    @property
    def sign(self) -> str:
        """An arrow for what moved, nothing for what stands."""
        return SIGNS[self.direction]


@dataclass(frozen=True, slots=True)
class Moves:
    """The four figures of a release against the one before, and why they moved in words."""

    rating: Move
    target: Move
    price: Move
    implied_return: Move
    reasons: tuple[str, ...]
    inputs: tuple[tuple[str, str, str], ...] = ()
    """Label, before, now, of the target's inputs that changed."""
    more_inputs: int = 0

    @property
    def figures(self) -> tuple[Move, ...]:
        """All four in the order of reading."""
        return (self.rating, self.target, self.price, self.implied_return)


@dataclass(frozen=True, slots=True)
class Told:
    """A release with the inputs of its target, and the classes of the rating system from the lowest to the highest."""

    release: Release
    inputs: Sequence[Input]
    ratings: Sequence[str]


def moves(now: Told, before: Told | None) -> Moves:
    """What moved from one release to the next; of a first release nothing has."""
    new = now.release
    target, price = money(new.currency, new.target_price), money(new.currency, new.price)
    implied = percent(new.implied_return)
    if before is None:
        return Moves(
            rating=Move("Rating", new.rating, "", "first"),
            target=Move("Target", target, "", "first"),
            price=Move("Price", price, "", "first"),
            implied_return=Move("Implied return", implied, "", "first"),
            reasons=(),
        )
    old = before.release
    changed = _changed_inputs(now.inputs, before.inputs)
    points = _in_points(Decimal(new.implied_return)) - _in_points(Decimal(old.implied_return))
    return Moves(
        rating=Move("Rating", new.rating, old.rating, _by_rank(new.rating, old.rating, now.ratings)),
        target=_amounts("Target", new, old, "target_price"),
        price=_amounts("Price", new, old, "price"),
        implied_return=Move(
            "Implied return",
            implied,
            percent(old.implied_return),
            _way(points),
            _points(points) if points else "",
        ),
        reasons=_reasons(new, old, changed),
        inputs=changed[:_INPUTS_AT_MOST],
        more_inputs=max(len(changed) - _INPUTS_AT_MOST, 0),
    )


def return_by_cause(new: Release, old: Release) -> tuple[Decimal, Decimal]:
    """The change of the implied return that comes from the price, and from the target: together exactly the change.

    The price moves first, at the old target; then the target, at the new price. Both are computed from the figures as
    printed, so that a reader can do it again.
    """
    before = Decimal(old.target_price) / Decimal(old.price)
    between = Decimal(old.target_price) / Decimal(new.price)
    after = Decimal(new.target_price) / Decimal(new.price)
    return between - before, after - between


def money(currency: str, digits: str) -> str:
    """An amount as in the record, written as in the note: ``HKD 1,036.03``."""
    return f"{currency}{NBSP}{Decimal(digits):,f}"


def percent(fraction: str) -> str:
    """A fraction as in the record, written as in the note: ``−15.2 %``."""
    return write(float(fraction), Form("percent", 0, 1)).text


def _amounts(what: str, new: Release, old: Release, field: str) -> Move:
    now, before = Decimal(getattr(new, field)), Decimal(getattr(old, field))
    text, earlier = money(new.currency, getattr(new, field)), money(old.currency, getattr(old, field))
    if new.currency != old.currency or not before:
        return Move(what, text, earlier, "same", "in another currency" if new.currency != old.currency else "")
    share = now / before - 1
    return Move(what, text, earlier, _way(share), write(float(share), _PERCENT).text if share else "")


def _in_points(fraction: Decimal) -> Decimal:
    """A return in points with one decimal, as printed."""
    return rounded(float(fraction), -2, 1)


def _points(points: Decimal) -> str:
    return write(float(points) / 100, _POINTS).text


def _way(change: Decimal) -> Direction:
    return "up" if change > 0 else "down" if change < 0 else "same"


def _by_rank(now: str, before: str, ratings: Sequence[str]) -> Direction:
    if now == before or now not in ratings or before not in ratings:
        return "same"
    return "up" if ratings.index(now) > ratings.index(before) else "down"


def _reasons(new: Release, old: Release, changed: Sequence[object]) -> tuple[str, ...]:
    same_target = (new.target_price, new.currency) == (old.target_price, old.currency)
    same_price = (new.price, new.currency) == (old.price, old.currency)
    if same_target and same_price:
        stands = "Rating, target and price stand" if new.rating == old.rating else "Target and price stand"
        return (f"{stands}; the text of the note is new.",)
    if same_target:
        only = "Only the price has moved; the target stands"
        return (f"{only}, and so does the rating." if new.rating == old.rating else f"{only}.",)
    count = "one" if len(changed) == 1 else str(len(changed))
    cause = f"with {count} of its inputs" if changed else "though none of its inputs has"
    why = f"The target moved {cause}."
    if same_price or new.currency != old.currency or not Decimal(old.price) or not Decimal(new.price):
        return (why,)
    # as printed: the two add up to the printed change
    whole = _in_points(Decimal(new.implied_return)) - _in_points(Decimal(old.implied_return))
    from_price = _in_points(return_by_cause(new, old)[0])
    parts = f"{_points(from_price)} come from the price and {_points(whole - from_price)} from the target"
    return (why, f"Of the change of the implied return {parts}.")


def _changed_inputs(now: Sequence[Input], before: Sequence[Input]) -> tuple[tuple[str, str, str], ...]:
    """Inputs whose printed figure changed, with dates where a newer figure took the place of an older one."""
    new, old = _by_place(now), _by_place(before)
    found = []
    for key in dict.fromkeys((*new, *old)):
        after, earlier = new.get(key), old.get(key)
        if after is None or earlier is None:
            there = after or earlier
            label = there.label if there else ""
            found.append((label, earlier.printed if earlier else "–", after.printed if after else "–"))
        elif (after.path, after.printed) != (earlier.path, earlier.printed):
            found.append((_newer(after.label, earlier.label), earlier.printed, after.printed))
    return tuple(found)


def _newer(now: str, before: str) -> str:
    """One label for a figure that took the place of an older one: ``Net cash, 30 Sep 2025, was 30 Jun 2025``."""
    name, comma, _ = now.rpartition(", ")
    older, _, earlier = before.rpartition(", ")
    if now == before:
        return now
    return f"{now}, was {earlier}" if comma and name == older else f"{now}, was {before}"


def _by_place(inputs: Sequence[Input]) -> dict[tuple[str, int], Input]:
    """Inputs by path; those of one metric by its name and their order, for a newer figure has another path."""
    seen: Counter[str] = Counter()
    found = {}
    for each in inputs:
        place = _place(each.path)
        found[place, seen[place]] = each
        seen[place] += 1
    return found


def _place(path: str) -> str:
    return path.rpartition(".")[0] if path.startswith("facts.") else path
