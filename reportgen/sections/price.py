"""What the price asks for: implied premium, ranges of value, sensitivity, rating by price."""

from __future__ import annotations

from reportgen.figures import Form, write
from reportgen.model.charts import ImpliedScale, Label, ScaleMark
from reportgen.model.note import Beside, Block, Drawing, Exhibit, Line, Mark, Number, Paragraph, Scale, Section
from reportgen.sections.prose import heading, prose
from reportgen.sections.ranges import ranges
from reportgen.sections.rating import price_bands, scale_position
from reportgen.sections.sensitivity import sensitivity
from reportgen.sections.writer import Writer, drawn, exhibit, join, text

# Of the narrowest scale: the words of a pointer, and the half of them that reaches beyond it.
_WORDS, _EDGE = 0.22, 0.1


def price(writer: Writer) -> Section:
    """What would have to be true for the price to be right, and which rating each price would give."""
    blocks = (*prose(writer, "price"), *_exhibits(writer))
    return Section("price", "Price", heading(writer, "price", _title(writer)), blocks)


def _exhibits(writer: Writer) -> tuple[Block, ...]:
    """Side by side where there are two for a row; the narrow one of the implied premium takes what there is."""
    implied, grid, scale = _implied(writer), sensitivity(writer), _rating_scale(writer)
    field = ranges(writer, 118 if implied else 180)
    if implied and not field and not grid:
        return (Beside((implied,), (scale,), 56),)
    first: list[Block] = [Beside((implied,), (field,), 56)] if implied and field else drawn((implied, field))
    return (*first, Beside((grid,), (scale,), 87) if grid else scale)


def _title(writer: Writer) -> Line:
    implied = writer.number("implied.premium")
    if isinstance(implied, Number) and implied.value > 0:
        return join("The price asks for a premium of ", implied)
    gap = writer.number("implied.price_gap", Form("plain", 0, 2, writer.trading))
    if isinstance(gap, Number) and gap.value > 0:
        return join("The price stands ", gap, " above the target")
    return join("To the target the price leaves a return of ", writer.number("valuation.implied_return"))


def _implied(writer: Writer) -> Exhibit | None:
    """The premium at which the target would meet the price, beside the one of the note."""
    marks = _marks(writer)
    own, implied = writer.number("valuation.premium"), writer.number("implied.premium")
    if marks is None or not isinstance(own, Number) or not isinstance(implied, Number):
        return None
    told = [f"{mark.above.text} gives {mark.below.text}" for mark in marks[1:]]
    explained = join(
        "Everything else held, target and price meet at a premium of ", implied, "; the note uses ", own,
        ". Each point is worth ", writer.number("valuation.premium_per_point"), ".",
    )  # fmt: skip
    alt = f"Premium against {writer.trading} a share: {' for the note, '.join(told)}, the price."
    return exhibit(
        "implied",
        writer.title("implied", join("The price needs ", implied, ", not ", own)),
        f"What the price implies: premium and {writer.trading}",
        Drawing("implied", ImpliedScale(marks=marks), alt, 56, 26),
        Paragraph(explained),
        source=writer.sources(["implied.premium"]),
    )


def _marks(writer: Writer) -> tuple[ScaleMark, ScaleMark, ScaleMark] | None:
    none = Label(text=write(0.0, Form("percent", 0, 0)).text)
    own, implied = writer.label("valuation.premium", bare=False), writer.label("implied.premium", bare=False)
    base = writer.label("valuation.equity_value_per_share")
    target, at_price = writer.label("valuation.target_price"), writer.label("market.price")
    if not (own and implied and base and target and at_price):
        return None
    return (
        ScaleMark(position=0.0, above=none, below=base, role="base"),
        ScaleMark(position=writer.value("valuation.premium"), above=own, below=target, role="note"),
        ScaleMark(position=writer.value("implied.premium"), above=implied, below=at_price, role="price"),
    )


def _rating_scale(writer: Writer) -> Exhibit:
    """Which rating the target would give at which price: the price axis runs against the axis of returns."""
    scale = Scale(text("The rating that this target gives, by share price"), price_bands(writer), _pointers(writer))
    return exhibit(
        "rating-scale",
        writer.title("rating_scale", join("At the price the return is ", writer.number("valuation.implied_return"))),
        f"Share prices in {writer.trading} at which the rating would change",
        scale,
        source=writer.sources(["valuation.implied_return"], own=True),
    )


def _pointers(writer: Writer) -> tuple[Mark, ...]:
    """Target and price on the scale; where they would stand on each other's words, in one."""
    target, price_number = writer.number("valuation.target_price", bare=True), writer.number("market.price", bare=True)
    at_target, at_price = _place(writer, "valuation.target_price"), _place(writer, "market.price")
    if abs(at_target - at_price) < _WORDS:
        return (Mark(join("Target ", target, ", price ", price_number), at_target, "accent"),)
    return (
        Mark(join("Target ", target), at_target, "accent"),
        Mark(join("Price ", price_number), at_price, "ink"),
    )


def _place(writer: Writer, path: str) -> float:
    """Where a share price stands on the scale: a higher one is a lower return, so it reads from right to left."""
    place = 1 - scale_position(writer, writer.value("valuation.target_price") / writer.value(path) - 1)
    return min(max(place, _EDGE), 1 - _EDGE)
