"""Small print on ratings: those that this company has had, and how those of the house are distributed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.figures import Form, write, write_date
from reportgen.model.note import DisclosureGroup, Line, Missing, Text
from reportgen.sections.footing import ROUNDED
from reportgen.sections.given_before import Given, given_before
from reportgen.sections.writer import Writer, join, read, text

HISTORY, DISTRIBUTION = "rating-history", "rating-distribution"
_SHARE = Form("percent", 0, 0)


def rating_history(writer: Writer) -> Iterator[DisclosureGroup]:
    """The ratings and targets before this note's, the latest first; nothing where there are none."""
    given = [*given_before(writer, writer.inputs.as_of)]
    if given:
        rows = tuple(_given(writer, each) for each in reversed(given))
        held = f"a rating and a target hold until the next{_restated(writer, given)}"
        said = f"Target and price in {writer.trading}; {held}."
        yield DisclosureGroup(HISTORY, "Earlier ratings and targets", (text(said),), rows)


def _given(writer: Writer, given: Given) -> tuple[Line, Line]:
    target = write(given.target, writer.results.form("valuation.target_price"), bare=True).text
    price = (
        Missing()
        if given.price is None
        else Text(write(given.price, writer.results.form("market.price"), bare=True).text)
    )
    return text(f"{write_date(given.day, short=True)}: {given.rating}"), join(f"target {target}, price ", price)


def _restated(writer: Writer, given: list[Given]) -> str:
    last = writer.inputs.as_of
    days = [each.day for each in given if writer.inputs.company.new_for_old(each.day, last) != 1]
    return f"; those to {write_date(max(days))} restated for splits since" if days else ""


def rating_distribution(writer: Writer) -> Iterator[DisclosureGroup]:
    """How many of the house's companies have each rating; nothing where no other has been released."""
    counts = _counts(writer)
    whole = sum(counts.values())
    if not writer.inputs.coverage:
        return
    shares = {name: write(number / whole, _SHARE) for name, number in counts.items()}
    adds = sum(read(each.digits) for each in shares.values()) == 100  # noqa: PLR2004 - per cent
    said = (
        f"As of {write_date(writer.inputs.as_of)}: {whole} companies, this one with the rating of this note, "
        "the others as released before that day. Which of them were clients for investment banking is not recorded."
        f"{'' if adds else ROUNDED}"
    )
    rows = tuple((text(name), text(f"{_companies(counts[name])}, {each.text}")) for name, each in shares.items())
    yield DisclosureGroup(DISTRIBUTION, "Distribution of ratings", (text(said),), rows)


def _counts(writer: Writer) -> Mapping[str, int]:
    """By rating in the order of the house's bands, those without a company too; then names that it no longer uses."""
    inputs = writer.inputs
    counts = dict.fromkeys((band.name for band in inputs.house.ratings.bands), 0) | dict(inputs.coverage)
    return counts | {inputs.opinion.rating: counts.get(inputs.opinion.rating, 0) + 1}


def _companies(number: int) -> str:
    return f"{number:,} {'company' if number == 1 else 'companies'}"
