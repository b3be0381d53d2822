"""What follows from the facts: growth on the year, margins, multiples at the price, performance, progress."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reportgen.diagnostics import DataPath
from reportgen.figures import Form, write_date
from reportgen.model.facts import latest_close
from reportgen.model.opinion import TableRow
from reportgen.quantities import PURE, SHARE, Quantity, currency_unit, total
from reportgen.valuation.building import Building, above_zero, per_share, percent
from reportgen.valuation.facts_graph import period_of


def enter_analysis(build: Building) -> None:
    """``analysis.…``, ``performance.…``, ``progress.…`` and ``peers.…`` as far as the facts allow."""
    _growth(build)
    for path, row, periods in _rows(build):
        for period in periods:
            _row(build, path, row, period)
    _performance(build)
    _progress(build)
    _earnings_ranges(build)
    _plan_shares(build)


def _growth(build: Building) -> None:
    for name, metric in build.inputs.facts.metrics.items():
        if not metric.unit.unit.powers:
            continue
        for period in dict.fromkeys((*metric.values, *metric.formulas)):
            before = period.year_before()
            now = build.find(f"facts.{name}.{period}")
            then = build.find(f"facts.{name}.{before}") if before else None
            # growth from a loss, or from nothing, has no meaning
            if now is not None and then is not None and above_zero(then):
                label = f"{metric.label}, growth on the year, {period.label()}"
                path = f"analysis.{name}.growth.{period}"
                build.scope(path, now / then - 1, label=label, form=percent(signed=True))


def _rows(build: Building) -> Iterator[tuple[DataPath, TableRow, tuple[str, ...]]]:
    exhibits = build.inputs.exhibits
    for name, table in (("key_figures", exhibits.key_figures), ("financials", exhibits.financials)):
        for number, row in enumerate(table.rows if table else ()):
            yield (name, "rows", number), row, tuple(str(period) for period in table.periods) if table else ()


def _row(build: Building, place: DataPath, row: TableRow, period: str) -> None:
    figure = build.find(f"facts.{row.metric}.{period}")
    path = analysis_path(row, period)
    if figure is None or path is None:
        return
    if row.show == "margin":
        _margin(build, (*place, "over"), row, figure, path)
    # a multiple of a quarter or a half would read as one of a year
    elif build.find(path) is None and period_of(figure.path).kind in ("year", "trailing"):
        _market_multiple(build, row, figure, path)


def _margin(build: Building, place: DataPath, row: TableRow, figure: Quantity, path: str) -> None:
    period = str(period_of(figure.path))
    base = build.find(f"facts.{row.over}.{period}") if row.over is not None else None
    if base is None:
        return
    entered = build.find(path)
    if entered is None:
        name, _, printed = figure.name.rpartition(", ")
        build.scope(path, figure / base, label=f"{name}, margin, {printed}", form=percent(), unit=PURE)
    elif entered.operands[1] is not base:
        message = f"a margin of {row.metric} stands in another row over a different metric; a note shows one"
        build.report("margin-twice", message, place, file="exhibits.yaml")


def _market_multiple(build: Building, row: TableRow, figure: Quantity, path: str) -> None:
    company = build.inputs.company
    worth, what = "market.enterprise_value", "Enterprise value at the market"
    if row.show == "price_multiple":
        converted = company.reporting_currency != company.trading_currency
        worth, what = "market.capitalisation_reporting" if converted else "market.capitalisation", "Price"
    price = build.scope.quantities.get(worth)
    # nor has a multiple of a loss
    if price is not None and not price.faulty and above_zero(figure):
        label = f"{what} over {_within(figure.name)}"
        build.scope(path, price / figure, label=label, form=Form("multiple", 0, 1), unit=PURE)


def _within(name: str) -> str:
    """A name as it stands within a sentence; EBITDA and R&D stay as they are."""
    return name if name[:2].isupper() else f"{name[0].lower()}{name[1:]}"


def analysis_path(row: TableRow, period: str) -> str | None:
    """The path of a computed row of a table; None for levels and growth, which stand on their own."""
    match row.show:
        case "margin":
            return f"analysis.{row.metric}.margin.{period}"
        case "price_multiple":
            return f"analysis.{row.metric}.price_multiple.{period}"
        case "enterprise_multiple":
            return f"analysis.{row.metric}.enterprise_multiple.{period}"
        case _:
            return None


def _performance(build: Building) -> None:
    price = build.scope.quantities.get("market.price")
    if price is None or not build.inputs.closes:
        return
    seen: set[date] = set()
    for day in _reference_days(build.inputs.as_of):
        close = latest_close(build.inputs.closes, day)
        # an older close would call last year's price last month's
        if close is None or close.day in seen or (day - close.day).days > 7:  # noqa: PLR2004 - a week of holidays
            continue
        seen.add(close.day)
        base = build.scope.quantities[f"prices.{close.day}"]
        label = f"Since {write_date(close.day, short=True)}"
        build.scope(f"performance.{close.day}", price / base - 1, label=label, form=percent(signed=True).bare())


def _reference_days(as_of: date) -> tuple[date, ...]:
    """The ends of the last month, of the month three before it, of last year, and of the month a year before."""
    month_end = as_of.replace(day=1) - timedelta(days=1)
    return (month_end, _months_before(month_end, 3), date(as_of.year - 1, 12, 31), _months_before(month_end, 12))


def _months_before(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - months
    return date(whole // 12, whole % 12 + 1, 1) - timedelta(days=1)


def _progress(build: Building) -> None:
    exhibit = build.inputs.exhibits.progress
    if exhibit is None:
        return
    for year, points in exhibit.years.items():
        for place, point in enumerate(points):
            found: list[Quantity] = []
            for number, reference in enumerate(point.sum):
                quantity = build.find(reference)
                if quantity is None:
                    path = ("progress", "years", str(year), place, "sum", number)
                    build.unknown_reference(reference, path, file="exhibits.yaml")
                else:
                    found.append(quantity)
            full = f"progress.{point.through}"
            if build.find(full) is not None:
                message = f"{point.through} stands here a second time"
                build.report("duplicate-key", message, ("progress", "years", str(year), place), file="exhibits.yaml")
            elif len(found) == len(point.sum):
                label = f"{exhibit.noun} in {year.year} by the end of {point.through.label()}"
                build.scope(full, total(tuple(found)), label=label, form=found[0].form)


def _earnings_ranges(build: Building) -> None:
    """Value per share at two multiples of a profit: ``ranges.<n>.low`` and ``.high``."""
    shares = build.scope.quantities.get("valuation.shares")
    rate = build.scope.quantities.get("valuation.exchange_rate")
    trading = build.inputs.company.trading_currency
    # a missing rate is reported where it is missing
    if rate is None and trading != build.inputs.company.reporting_currency:
        return
    for number, row in enumerate(build.inputs.exhibits.ranges):
        if row.earnings is None:
            continue
        for end, reference in (("low", row.earnings.low), ("high", row.earnings.high)):
            multiple, profit = build.find(reference), build.find(row.earnings.profit)
            for found, name, text in ((multiple, end, reference), (profit, "profit", row.earnings.profit)):
                if found is None:
                    build.unknown_reference(text, ("ranges", number, "earnings", name), file="exhibits.yaml")
            if multiple is not None and profit is not None and shares is not None and above_zero(profit):
                worth = multiple * profit / shares
                label = f"{row.name}, {end} end"
                build.scope(
                    f"ranges.{number + 1}.{end}",
                    worth if rate is None else worth * rate,
                    label=label,
                    form=per_share(trading),
                    unit=currency_unit(trading) / SHARE,
                )


def _plan_shares(build: Building) -> None:
    """Each line of the investment plan as a share of the whole, and the whole itself: ``plan.<n>.share``."""
    plan = build.inputs.opinion.plan
    wholes = {item.of: build.find(item.of) for item in (plan.items if plan else ()) if item.of is not None}
    if len(wholes) == 1 and (whole := next(iter(wholes.values()))) is not None:
        build.scope("plan.whole.share", whole / whole, label=f"{whole.name}, all of it", form=percent(), unit=PURE)
    for number, item in enumerate(plan.items if plan else ()):
        found = [build.find(reference) for reference in (item.amount, item.of) if reference is not None]
        for key, reference, quantity in zip(("amount", "of"), (item.amount, item.of), found, strict=False):
            if quantity is None and reference is not None:
                build.unknown_reference(reference, ("plan", "items", number, key), file="opinion.yaml")
        if len(found) == 2 and found[0] is not None and found[1] is not None:  # noqa: PLR2004 - part and whole
            label = f"{found[0].name}, share of the plan"
            build.scope(f"plan.{number + 1}.share", found[0] / found[1], label=label, form=percent(), unit=PURE)
