"""Company facts, the investment plan, and the peers' multiples."""

from __future__ import annotations

from reportgen.checks import as_of
from reportgen.figures import TIMES, Form, write_date
from reportgen.model.note import Beside, Block, Column, Exhibit, Line, Missing, Number, Row, Section, Strong, Table, Text
from reportgen.sections.operations import two_columns
from reportgen.sections.writer import EMPTY, Writer, exhibit, figure, text, words


def plan(writer: Writer) -> Section | None:
    """What the company plans, what it is, and what its peers cost."""
    prose = writer.inputs.section("plan")
    blocks: list[Block] = [two_columns(writer, "plan")] if prose else []
    blocks.extend(each for each in (_plan(writer), _facts(writer)) if each)
    peers, views = _peers(writer), _views(writer)
    if peers and views:
        blocks.append(Beside((peers,), (views,)))
    else:
        blocks.extend(each for each in (peers, views) if each)
    if not blocks:
        return None
    title = writer.line(prose.title) if prose else text("Company, plan and peers")
    return Section("plan", "Company and plan", title, tuple(blocks))


def _plan(writer: Writer) -> Exhibit | None:
    chosen = writer.inputs.opinion.plan
    if chosen is None or not chosen.items:
        return None
    columns = (Column("Use", "left", 26.0), Column("Amount", "right", 12.0), Column("Share, %", "right", 10.0), Column("What for", "left", 52.0))
    rows, paths, wholes = [], [], []
    for number, item in enumerate(chosen.items):
        path = writer.results.resolve(item.amount) or item.amount
        paths.append(path)
        if item.of:
            wholes.append(writer.results.resolve(item.of) or item.of)
        share = writer.number(f"plan.{number + 1}.share", Form("points", 0, 1), bare=True) if item.of else Missing()
        rows.append(
            Row((
                words(writer.line(item.label)),
                figure(writer.number(path)),
                figure(share),
                words(writer.line(item.note) if item.note else ()),
            ))
        )  # fmt: skip
    if wholes:
        rows.append(Row((words("Whole plan"), figure(writer.number(wholes[0])), EMPTY, EMPTY), "total"))
    title = writer.title("plan", text("The investment plan"))
    subtitle = "Amounts over five years as the source gives them" if paths else ""
    return exhibit("investment-plan", title, subtitle, Table(columns, tuple(rows)), source=writer.sources([*paths, *wholes]))


def _facts(writer: Writer) -> Exhibit | None:
    chosen = writer.inputs.exhibits.company_facts
    if not chosen:
        return None
    columns = (Column("", "left", 36.0), Column("", "left", 64.0))
    lines = [(each.label, writer.line(each.value)) for each in chosen]
    rows = tuple(Row((words(label), words(line))) for label, line in lines)
    paths = [piece.path for _, line in lines for piece in line if isinstance(piece, Number)]
    description = writer.inputs.company.description
    title = writer.title("company_facts", text("The company in figures"))
    subtitle = description or f"{writer.inputs.company.name}, as its sources state"
    return exhibit("company-facts", title, subtitle, Table(columns, rows), source=writer.sources(paths))


def _peers(writer: Writer) -> Exhibit | None:
    peers = writer.inputs.valuation.peers
    if peers is None:
        return None
    columns = (Column("Company", "left", 40.0), Column("Ticker", "left", 24.0), Column(f"{peers.label}, {TIMES}", "right", 36.0))
    held = [(name, each) for name, each in peers.companies.items() if writer.has(f"peers.{name}.multiple")]
    ranked = sorted(held, key=lambda each: -writer.results.values[f"peers.{each[0]}.multiple"])
    rows = []
    for name, company in ranked:
        label: Line = (Strong((Text(company.name),)),) if company.subject else text(company.name)
        number = writer.number(f"peers.{name}.multiple", Form("multiple", 0, 2), bare=True)
        rows.append(Row((words(label), words(company.ticker or ""), figure(number))))
    if not rows:
        return None
    subject = next((name for name, each in ranked if each.subject), None)
    below = [each.name for name, each in ranked if subject and writer.results.values[f"peers.{name}.multiple"] > writer.results.values[f"peers.{subject}.multiple"]]
    default = text(f"{peers.label}: only {', '.join(below)} costs more") if below else text(f"{peers.label} beside peers")
    day = as_of(writer.results, f"peers.{ranked[0][0]}.multiple")
    subtitle = f"{peers.label}{f' as of {write_date(day)}' if day else ''}"
    paths = [f"peers.{name}.multiple" for name, _ in ranked]
    return exhibit("peers", writer.title("peers", default), subtitle, Table(columns, tuple(rows)), source=writer.sources(paths))


def _views(writer: Writer) -> Exhibit | None:
    chosen = writer.inputs.opinion.plan
    if chosen is None or not chosen.views:
        return None
    columns = (Column("Case", "left", 28.0), Column("What it says", "left", 58.0), Column("Source", "right", 14.0))
    rows = tuple(Row((words(view.label), words(writer.line(view.text)), words(view.source))) for view in chosen.views)
    names = dict.fromkeys(view.source for view in chosen.views)
    title = writer.title("views", text("Cases that others make"))
    return exhibit("views", title, "As the sources put them, not our view", Table(columns, rows), source=f"Source: {', '.join(names)}.")

