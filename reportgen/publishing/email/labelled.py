"""Each labelled figure of a mail, as it must stand behind its label and its company: written here a second time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.figures import Form, rounded, write, write_date
from reportgen.model.publication import Release
from reportgen.proofs.pages import squeezed
from reportgen.publishing.email.material import Material
from reportgen.publishing.email.pages import Released, moment

# Between two cells: an arrow, a colon, a mark, but no digit and no letter.
_GAP = r"[^0-9A-Za-z+\u2212\u2013]{0,6}"
_CAUSES = re.compile(r"([+\u2212][0-9.]+)points?comefromthepriceand([+\u2212][0-9.]+)points?fromthetarget")


def labelled_faults(words: str, notes: Sequence[Released]) -> Iterator[str]:
    """What does not stand in its place, of each note between its name and that of the next."""
    lines = squeezed(words)
    starts = [(lines.find(_name(each.material)), each) for each in notes]
    for start, each in starts:
        if start < 0:
            yield f"does not print {each.material.ticker} with its name"
            continue
        end = min((other for other, _ in starts if other > start), default=len(lines))
        block = lines[start:end]
        for said, pattern in _figures(each):
            if not re.search(pattern, block):
                yield f"does not print {said} in its place, for {each.material.name}"
        yield from (f"says {said}, for {each.material.name}" for said in _contrary(block, each))


def _name(material: Material) -> str:
    return squeezed(f"{material.name}{material.native_name}{material.ticker}")


def _figures(told: Released) -> Iterator[tuple[str, str]]:
    """Target, price and return with what moved them, and the inputs that changed."""
    now, before = told.release, told.before
    target, price, implied = money(now, "target_price"), money(now, "price"), percent(now.implied_return)
    day = _fixed(write_date(now.price_as_of, short=True)) if now.price_as_of else ""
    months = rf"(?:,{told.material.horizon_months}months)?"
    closed = rf"(?:,(?:closeof)?{day})?" if day else ""
    yield target, rf"Target{months}{_GAP}{_fixed(target)}{_moved(now, before, 'target_price')}(?![0-9])"
    yield price, rf"Price{closed}{_GAP}{_fixed(price)}{_moved(now, before, 'price')}(?![0-9])"
    # "Implied return", in the HTML of a digest "Return"
    yield implied, rf"[Rr]eturn{_GAP}{_fixed(implied)}{_points_moved(now, before)}(?![0-9])"


def _moved(now: Release, before: Release | None, field: str) -> str:
    """The change behind a figure, with what it was where that is said."""
    if before is None or now.currency != before.currency or not Decimal(getattr(before, field)):
        return ""
    share = Decimal(getattr(now, field)) / Decimal(getattr(before, field)) - 1
    if not share:
        return ""
    change = write(float(share), Form("percent", 0, 1, signed=True)).text
    return rf"{_GAP}{_fixed(change)}(?:from{_fixed(money(before, field))}|(?!from))"


def _points_moved(now: Release, before: Release | None) -> str:
    if before is None:
        return ""
    points = in_points(now.implied_return) - in_points(before.implied_return)
    if not points:
        return ""
    return rf"{_GAP}{_fixed(points_text(points))}(?:from{_fixed(percent(before.implied_return))}|(?!from))"


def _contrary(block: str, told: Released) -> Iterator[str]:
    """What a block says behind a label that is not so: causes, inputs, the version, days and moments."""
    now, before = told.release, told.before
    for version in re.findall(r"version([0-9]+)", block):
        if int(version) != now.version:
            yield f"version {version} and not {now.version}"
    published = squeezed(moment(now.released_at, told.material.time_zone))
    if re.search(r"[Pp]ublished[0-9]", block) and not re.search(rf"[Pp]ublished{re.escape(published)}", block):
        yield f"another moment than {published}"
    if before is not None:
        yield from _contrary_to_before(block, told, before)


def _contrary_to_before(block: str, told: Released, before: Release) -> Iterator[str]:
    """What moved since the release before, and why."""
    since = squeezed(write_date(before.as_of, short=True))
    if re.search(r"[Ww]hatmovedsince", block) and not re.search(rf"movedsince{re.escape(since)},", block):
        yield f"another day than {since}"
    wanted = _causes(told.release, before)
    for causes in _CAUSES.findall(block):
        if causes != wanted:
            yield f"{causes[0]} from the price and {causes[1]} from the target, and not {' and '.join(wanted)}"
    for label, earlier, later in told.told.inputs if "Whatmovedsince" in block else ():
        if not re.search(rf"{_fixed(label)}{_GAP}{_fixed(earlier)}{_GAP}{_fixed(later)}(?![0-9])", block):
            yield f"another change of {label} than from {earlier} to {later}"


def _causes(now: Release, before: Release) -> tuple[str, ...]:
    """How much of the change of the return comes from the price, and how much from the target."""
    target, old, new = Decimal(before.target_price), Decimal(before.price), Decimal(now.price)
    if not old or not new:
        return ()
    whole = in_points(now.implied_return) - in_points(before.implied_return)
    of_price = in_points(str(target / new - target / old))
    return tuple(
        squeezed(points_text(each)).removesuffix("s").removesuffix("point") for each in (of_price, whole - of_price)
    )


def _fixed(text: str) -> str:
    return re.escape(squeezed(text))


def money(release: Release, field: str) -> str:
    """An amount of the record as it is printed."""
    return f"{release.currency} {Decimal(getattr(release, field)):,f}"


def percent(fraction: str) -> str:
    """A fraction of the record as it is printed."""
    return write(float(fraction), Form("percent", 0, 1)).text


def in_points(fraction: str) -> Decimal:
    """A fraction in points with one decimal, as printed."""
    return rounded(float(fraction), -2, 1)


def points_text(points: Decimal) -> str:
    """A difference of two rates as it is printed."""
    return write(float(points) / 100, Form("points", 0, 1, signed=True)).text
