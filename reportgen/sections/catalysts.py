"""What may move the value: the timeline, and the table of catalysts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportgen.figures import write_date
from reportgen.model.charts import Milestone, Timeline
from reportgen.model.note import Cell, Column, Direction, Drawing, Exhibit, Line, Missing, Row, Strong, Table, Text
from reportgen.model.opinion import Catalyst
from reportgen.model.opinion import Milestone as Past
from reportgen.sections.lineage import numbers_in
from reportgen.sections.writer import Writer, capital, count, exhibit, figure, listed, spoken, text, words

# More of what has happened would push what is to come off the line.
_MOST_PAST = 3


def timeline(writer: Writer) -> Exhibit | None:
    """Milestones behind, dated catalysts ahead, and a bin for those without a date; None where nothing has a date."""
    past, catalysts = _recent(writer), writer.inputs.opinion.catalysts
    marks = sorted((*_behind(past), *_ahead(writer)), key=lambda mark: mark.day)
    if not marks:
        return None
    undated = tuple(each.event for each in catalysts if _day(each) is None)
    sources = [*(each.source for each in past), *(each.source for each in catalysts)]
    told = "; ".join(f"{mark.lead} {mark.text}" for mark in marks)
    alt = f"Timeline: {told}." + (f" Without a date: {', '.join(undated)}." if undated else "")
    spec = Timeline(today=writer.inputs.as_of, milestones=tuple(marks), undated=undated)
    return exhibit(
        "timeline",
        writer.title("timeline", text(_title(catalysts, tuple(marks)))),
        f"Past milestones (hollow{_left_out(writer)}), dated catalysts (filled) and catalysts without a date",
        Drawing("timeline", spec, spoken(alt), 180, 36),
        source=writer.sources((), typed=sources),
    )


def _title(catalysts: tuple[Catalyst, ...], marks: tuple[Milestone, ...]) -> str:
    """How many catalysts carry a date, and the next of them; without any the last milestone."""
    if not catalysts:
        return f"The latest milestone: {marks[-1].text}, {marks[-1].lead}"
    dated, ahead = sum(_day(each) is not None for each in catalysts), [mark for mark in marks if not mark.past]
    following = f", the next {'' if ahead[0].lead.startswith('by ') else 'on '}{ahead[0].lead}" if ahead else ""
    if dated == len(catalysts):
        return f"Every catalyst carries a date{following}"
    carry = "carries" if dated == 1 else "carry"
    return f"{capital(count(dated))} of {count(len(catalysts))} catalysts {carry} a date{following}"


def _left_out(writer: Writer) -> str:
    """That there are more milestones behind than the line has room for."""
    behind = _behind_us(writer)
    return f"; the last {count(_MOST_PAST)} of {count(len(behind))}" if len(behind) > _MOST_PAST else ""


def _recent(writer: Writer) -> tuple[Past, ...]:
    return _behind_us(writer)[-_MOST_PAST:]


def _behind_us(writer: Writer) -> tuple[Past, ...]:
    """The axis shows a year back; what is older is history of the company, not of the note."""
    today = writer.inputs.as_of
    since = date(today.year - 1, 1, 1)
    held = [each for each in writer.inputs.opinion.milestones if since <= each.day <= today]
    return tuple(sorted(held, key=lambda each: each.day))


def _behind(past: tuple[Past, ...]) -> Iterator[Milestone]:
    for each in past:
        yield Milestone(day=each.day, lead=each.printed, text=each.text, past=True)


def _ahead(writer: Writer) -> Iterator[Milestone]:
    for catalyst in writer.inputs.opinion.catalysts:
        day = _day(catalyst)
        if day is not None and day > writer.inputs.as_of:
            yield Milestone(day=day, lead=_when(catalyst), text=catalyst.event, past=False)


def _day(catalyst: Catalyst) -> date | None:
    return catalyst.day or catalyst.by


def _when(catalyst: Catalyst) -> str:
    day = _day(catalyst)
    return f"{'' if catalyst.day else 'by '}{write_date(day, short=True)}" if day else ""


def catalysts(writer: Writer) -> Exhibit | None:
    """The table; None where there is no catalyst."""
    chosen = writer.inputs.opinion.catalysts
    if not chosen:
        return None
    sized = any(writer.has(_change(number)) for number in range(len(chosen)))
    columns = (
        Column("Date", "left", 14.0), Column("Event", "left", 24.0),
        Column("What to look for", "left", 38.0 if sized else 45.0), Column("Direction", "left", 10.0),
        *((Column("Size", "right", 7.0),) if sized else ()), Column("Source", "right", 7.0),
    )  # fmt: skip
    rows = tuple(_row(writer, number, each, sized=sized) for number, each in enumerate(chosen))
    told = [writer.line(each.look_for) for each in chosen]
    paths = [number.path for number in numbers_in(told)]
    title = writer.title("catalysts", text(_directions(chosen)))
    subtitle = f"Direction for the value{f'; size in {writer.trading} a share' if sized else ''}"
    source = writer.sources(paths, typed=(each.source for each in chosen), own=True)
    return exhibit("catalysts", title, subtitle, Table(columns, rows), source=source)


def _directions(chosen: tuple[Catalyst, ...]) -> str:
    """How many point up, how many down, and how many may turn out either way."""
    ways = (("up", "up"), ("down", "down"), ("either", "either way"))
    found = [(sum(each.direction == direction for each in chosen), said) for direction, said in ways]
    held = [(number, said) for number, said in found if number]
    verb = "points" if held[0][0] == 1 else "point"
    if len(held) == 1:
        every = {1: "The only catalyst", 2: "Both catalysts"}.get(len(chosen), f"All {count(len(chosen))} catalysts")
        return f"{every} {verb} {held[0][1]}"
    rest = listed([f"{count(number)} {said}" for number, said in held[1:]])
    return capital(f"{count(held[0][0])} of {count(len(chosen))} catalysts {verb} {held[0][1]}, {rest}")


def _change(number: int) -> str:
    return f"scenarios.catalysts.{number + 1}.change"


def _row(writer: Writer, number: int, catalyst: Catalyst, *, sized: bool) -> Row:
    size = (figure(writer.number(_change(number), bare=True)),) if sized else ()
    return Row(
        (
            words(_or_dash(_when(catalyst))),
            words((Strong((Text(catalyst.event),)),)),
            words(writer.line(catalyst.look_for)),
            Cell(Direction(catalyst.direction)),
            *size,
            words(_or_dash(catalyst.source or "")),
        )
    )


def _or_dash(said: str) -> Line:
    return text(said) if said else (Missing(),)
