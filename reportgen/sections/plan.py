"""Company facts, the investment plan, and the peers' multiples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reportgen.checks import as_of
from reportgen.figures import NBSP, TIMES, Form, write_date
from reportgen.model.note import (
    Beside,
    Block,
    Column,
    Exhibit,
    Line,
    Missing,
    Number,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from reportgen.model.opinion import Plan, PlanItem
from reportgen.model.valuation import PeerCompany
from reportgen.quantities import walk
from reportgen.sections.footing import Printed, apart_by_rounding, remark
from reportgen.sections.lineage import numbers_in
from reportgen.sections.messages import foremost
from reportgen.sections.prose import heading, prose
from reportgen.sections.writer import EMPTY, Writer, capital, count, drawn, exhibit, figure, join, text, words
from reportgen.valuation.peers import STATISTICS

_MULTIPLE = Form("multiple", 0, 2)
_SHARE, _OF_WHOLE = Form("points", 0, 1), Form("percent", 0, 1)


def plan(writer: Writer) -> Section | None:
    """What the company plans, what it is, and what its peers cost; None where there is nothing of it."""
    peers, views = _peers(writer), _views(writer)
    last: list[Block] = [Beside((peers,), (views,))] if peers and views else drawn((peers, views))
    blocks = drawn((*prose(writer, "plan"), _plan(writer), _facts(writer), *last))
    if not blocks:
        return None
    title = heading(writer, "plan", _heading(writer))
    return Section("plan", "Company and plan", title, tuple(blocks))


def _heading(writer: Writer) -> Line:
    """The size of the plan; without one what the peers cost, the first fact, or who makes the cases."""
    said = (_plan_size(writer), _peer_span(writer), *(each.title for each in (_facts(writer), _views(writer)) if each))
    # where all is prose, its own title stands
    return next((line for line in said if line), ())


def _plan_size(writer: Writer) -> Line:
    chosen = writer.inputs.opinion.plan
    items = chosen.items if chosen else ()
    wholes = list(dict.fromkeys(_path(writer, item.of) for item in items if item.of))
    if not items:
        return ()
    size = join(" of ", _amount(writer, wholes[0])) if len(wholes) == 1 else ()
    return join("A plan", size, f" with {_uses(len(items))}")


def _peer_span(writer: Writer) -> Line:
    """How many peers there are, and between which multiples; nothing of none."""
    peers = writer.inputs.valuation.peers
    held = sorted(_multiple(name) for name, company in _valued_peers(writer) if not company.subject)
    if peers is None or not held:
        return ()
    ends = [writer.number(path, _MULTIPLE) for path in (min(held, key=writer.value), max(held, key=writer.value))]
    counted = f"{capital(count(len(held)))} peer{'' if len(held) == 1 else 's'} at {peers.label}"
    same = len({writer.value(path) for path in held}) == 1
    return join(f"{counted} of ", ends[0]) if same else join(f"{counted} from ", ends[0], " to ", ends[1])


# ---- the investment plan --------------------------------------------------------------------------------------------


def _plan(writer: Writer) -> Exhibit | None:
    chosen = writer.inputs.opinion.plan
    if chosen is None or not chosen.items:
        return None
    wholes = list(dict.fromkeys(_path(writer, item.of) for item in chosen.items if item.of))
    paths = [_path(writer, item.amount) for item in chosen.items]
    unit = _common_unit([_amount(writer, path) for path in (*paths, *wholes)])
    columns = (
        Column("Use", "left", 21.5), Column(f"Amount, {unit}" if unit else "Amount", "right", 9.5),
        Column("Share, %", "right", 8.0), Column("What for", "left", 61.0),
    )  # fmt: skip
    rows = [_plan_row(writer, number, item, bare=bool(unit)) for number, item in enumerate(chosen.items)]
    if len(wholes) == 1:
        share = writer.number("plan.whole.share", _SHARE, bare=True)
        amount = _amount(writer, wholes[0], bare=bool(unit))
        rows.append(Row((words("Whole plan"), figure(amount), figure(share), EMPTY), "total"))
    return exhibit(
        "investment-plan",
        writer.title("plan", _largest_use(writer, chosen, wholes)),
        f"Amounts as the source gives them{', and their share of the whole' if wholes else ''}",
        Table(columns, tuple(rows)),
        source=writer.sources([*paths, *wholes]) + remark(_plan_foots(writer, chosen, wholes)),
    )


def _largest_use(writer: Writer, chosen: Plan, wholes: Sequence[str]) -> Line:
    """What most of the plan is for, where its amounts can be compared."""
    items = chosen.items
    amounts = {str(number): _path(writer, item.amount) for number, item in enumerate(items)}
    units = {writer.results.form(path).symbol for path in amounts.values() if writer.has(path)}
    if len(units) != 1 or not all(writer.has(path) for path in amounts.values()):
        return text(f"The plan names {_uses(len(items))}")
    largest = foremost({number: writer.value(path) for number, path in amounts.items()})
    number, said = int(largest[0]), "the largest use" if len(largest) == 1 else "as large a use as any"
    first = join(writer.line(items[number].label), f": {said}, ")
    if len(wholes) == 1 and all(item.of for item in items):
        return join(first, writer.number(f"plan.{number + 1}.share", _OF_WHOLE), " of the plan")
    return join(first, _amount(writer, amounts[largest[0]]))


def _uses(number: int) -> str:
    return "one use" if number == 1 else f"{count(number)} uses"


def _common_unit(amounts: Sequence[Printed]) -> str:
    """The currency and scale of all amounts, for the head of their column; nothing where they differ."""
    units = {f"{each.written.symbol}{each.written.suffix}".strip() for each in amounts if isinstance(each, Number)}
    return units.pop().replace(NBSP, " ") if len(units) == 1 else ""


def _plan_row(writer: Writer, number: int, item: PlanItem, *, bare: bool) -> Row:
    share = writer.number(f"plan.{number + 1}.share", _SHARE, bare=True) if item.of else Missing()
    amount = _amount(writer, _path(writer, item.amount), bare=bare)
    note = writer.line(item.note) if item.note else ()
    return Row((words(writer.line(item.label)), figure(amount), figure(share), words(note)))


def _path(writer: Writer, reference: str) -> str:
    return writer.results.resolve(reference) or reference


def _amount(writer: Writer, path: str, *, bare: bool = False) -> Printed:
    """What is computed gets as many decimals as the figures it comes from: a rest of 28 is no 3.0."""
    quantity = writer.results.quantities.get(path)
    if quantity is None or quantity.origin is not None:
        return writer.number(path, bare=bare)
    typed = [each.form.decimals for each in walk([quantity]) if each.origin is not None and each.form is not None]
    form = replace(writer.results.form(path), decimals=max(typed, default=1))
    return writer.number(path, form, bare=bare)


def _plan_foots(writer: Writer, chosen: Plan, wholes: Sequence[str]) -> Mapping[str, bool]:
    """Which columns add up to the whole as printed; lines of which the plan names no whole claim nothing."""
    if len(wholes) != 1 or not all(item.of for item in chosen.items):
        return {}
    numbers = range(1, len(chosen.items) + 1)
    amounts = [_amount(writer, _path(writer, item.amount)) for item in chosen.items]
    shares = [writer.number(f"plan.{number}.share", _SHARE, bare=True) for number in numbers]
    # a plan may well be named in part only; what is missing is not rounding
    return {
        "amounts": not apart_by_rounding(amounts, _amount(writer, wholes[0])),
        "shares": not apart_by_rounding(shares, writer.number("plan.whole.share", _SHARE, bare=True)),
    }


# ---- facts, peers, views --------------------------------------------------------------------------------------------


def _facts(writer: Writer) -> Exhibit | None:
    chosen = writer.inputs.exhibits.company_facts
    if not chosen:
        return None
    lines = [(each.label, writer.line(each.value)) for each in chosen]
    company = writer.inputs.company
    return exhibit(
        "company-facts",
        writer.title("company_facts", join(f"{lines[0][0]}: ", lines[0][1])),
        company.description or f"{company.name}, as its sources state",
        Table(
            (Column("", "left", 30.0), Column("", "left", 70.0)),
            tuple(Row((words(label), words(line))) for label, line in lines),
        ),
        source=writer.sources(number.path for number in numbers_in(lines)),
    )


def _peers(writer: Writer) -> Exhibit | None:
    peers = writer.inputs.valuation.peers
    ranked = sorted(_valued_peers(writer), key=lambda each: -writer.value(_multiple(each[0])))
    if peers is None or not ranked:
        return None
    columns = (
        Column("Company", "left", 40.0), Column("Ticker", "left", 24.0),
        Column(f"{peers.label}, {TIMES}", "right", 36.0),
    )  # fmt: skip
    day = as_of(writer.results, _multiple(ranked[0][0]))
    rows = (*(_peer_row(writer, name, company) for name, company in ranked), *_statistics(writer))
    return exhibit(
        "peers",
        writer.title("peers", _rank(writer, peers.label, ranked)),
        f"{peers.label}{f' as of {write_date(day)}' if day else ''}",
        Table(columns, rows),
        source=writer.sources(_multiple(name) for name, _ in ranked),
    )


def _valued_peers(writer: Writer) -> Iterator[tuple[str, PeerCompany]]:
    peers = writer.inputs.valuation.peers
    for name, company in peers.companies.items() if peers else ():
        if writer.has(_multiple(name)):
            yield name, company


def _peer_row(writer: Writer, name: str, company: PeerCompany) -> Row:
    label: Line = (Strong((Text(company.name),)),) if company.subject else text(company.name)
    number = writer.number(_multiple(name), _MULTIPLE, bare=True)
    return Row((words(label), words(company.ticker or ""), figure(number)))


def _statistics(writer: Writer) -> Iterator[Row]:
    """How the peers spread, the company itself left out."""
    for number, (name, (label, _)) in enumerate(STATISTICS.items()):
        found = writer.number(f"peers.statistics.{name}", _MULTIPLE, bare=True)
        if isinstance(found, Number):
            said = f"{label} of the peers" if number == 0 else label
            yield Row((words(said), EMPTY, figure(found)), "break" if number == 0 else "sub")


def _rank(writer: Writer, label: str, ranked: Sequence[tuple[str, PeerCompany]]) -> Line:
    """Where the company of the note stands among its peers; without it, or without them, how far they spread."""
    subject = next((name for name, company in ranked if company.subject), None)
    if subject is None or len(ranked) == 1:
        return _spread(writer, label, ranked)
    dearer = [each for name, each in ranked if writer.value(_multiple(name)) > writer.value(_multiple(subject))]
    if not dearer:
        return text(f"{label}: no peer costs more")
    if len(dearer) == 1:
        return text(f"{label}: only {dearer[0].name} costs more")
    return text(f"{label}: {count(len(dearer))} of {count(len(ranked) - 1)} peers cost more")


def _spread(writer: Writer, label: str, ranked: Sequence[tuple[str, PeerCompany]]) -> Line:
    highest, lowest = (writer.number(_multiple(name), _MULTIPLE) for name, _ in (ranked[0], ranked[-1]))
    if len(ranked) == 1:
        return join(f"{label} of {ranked[0][1].name} alone: ", highest)
    return join(f"{label} from ", lowest, f" for {ranked[-1][1].name} to ", highest, f" for {ranked[0][1].name}")


def _multiple(name: str) -> str:
    return f"peers.{name}.multiple"


def _views(writer: Writer) -> Exhibit | None:
    chosen = writer.inputs.opinion.plan
    if chosen is None or not chosen.views:
        return None
    columns = (Column("Case", "left", 28.0), Column("What it says", "left", 58.0), Column("Source", "right", 14.0))
    rows = tuple(Row((words(view.label), words(writer.line(view.text)), words(view.source))) for view in chosen.views)
    names = dict.fromkeys(view.source for view in chosen.views)
    first = chosen.views[0]
    title = writer.title("views", join(f"{first.label}: ", writer.line(first.text)))
    source = f"Source:{NBSP}{', '.join(names)}."
    return exhibit("views", title, "As the sources put them, not our view", Table(columns, rows), source=source)
