"""What follows from the facts: growth on the year, margins, multiples at the price, performance, progress."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from reportgen.figures import Form, write_date
from reportgen.model.facts import latest_close
from reportgen.model.opinion import TableRow
from reportgen.quantities import Quantity, total
from reportgen.valuation.building import Building, per_share, percent
from reportgen.valuation.facts_graph import period_of


def enter_analysis(build: Building) -> None:
    """``analysis.…``, ``performance.…``, ``progress.…`` and ``peers.…`` as far as the facts allow."""
    _growth(build)
    for row, periods in _rows(build):
        for period in periods:
            _row(build, row, period)
    _performance(build)
    _progress(build)
    _earnings_ranges(build)


def _growth(build: Building) -> None:
    for name, metric in build.inputs.facts.metrics.items():
        if not metric.unit.unit.powers:
            continue
        for period in (*metric.values, *metric.formulas):
            before = period.year_before()
            now = build.find(f"facts.{name}.{period}")
            then = build.find(f"facts.{name}.{before}") if before else None
            if now is not None and then is not None:
                label = f"{metric.label}, growth on the year, {period.label()}"
                path = f"analysis.{name}.growth.{period}"
                build.scope(path, now / then - 1, label=label, form=percent(signed=True))


def _rows(build: Building) -> Iterable[tuple[TableRow, tuple[str, ...]]]:
    exhibits = build.inputs.exhibits
    for table in (exhibits.key_figures, exhibits.financials):
        for row in table.rows if table else ():
            yield row, tuple(str(period) for period in table.periods) if table else ()


def _row(build: Building, row: TableRow, period: str) -> None:
    figure = build.find(f"facts.{row.metric}.{period}")
    metric = build.inputs.facts.metrics.get(row.metric)
    path = analysis_path(row, period)
    if figure is None or metric is None or path is None or build.find(path) is not None:
        return
    quantities = build.scope.quantities
    if row.show == "margin" and row.over is not None:
        base = build.find(f"facts.{row.over}.{period}")
        label = f"{metric.label}, margin, {figure.name.rpartition(', ')[2]}"
        if base is not None:
            build.scope(path, figure / base, label=label, form=percent())
        return
    # a multiple of a quarter or a half would read as one of a year
    if period_of(figure.path).kind not in ("year", "trailing"):
        return
    worth = "market.capitalisation_reporting" if row.show == "price_multiple" else "market.enterprise_value"
    if row.show == "price_multiple" and build.inputs.company.reporting_currency == build.inputs.company.trading_currency:
        worth = "market.capitalisation"
    price = quantities.get(worth)
    if price is not None and not price.faulty:
        what = "Price" if row.show == "price_multiple" else "Enterprise value at the market"
        label = f"{what} over {figure.name[0].lower()}{figure.name[1:]}"
        build.scope(path, price / figure, label=label, form=Form("multiple", 0, 1))


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
            if len(found) == len(point.sum):
                label = f"{exhibit.noun} in {year.year} by the end of {point.through.label()}"
                build.scope(f"progress.{point.through}", total(tuple(found)), label=label, form=found[0].form)


def _earnings_ranges(build: Building) -> None:
    """Value per share at two multiples of a profit: ``ranges.<n>.low`` and ``.high``."""
    shares = build.scope.quantities.get("valuation.shares")
    rate = build.scope.quantities.get("valuation.exchange_rate")
    for number, row in enumerate(build.inputs.exhibits.ranges):
        if row.earnings is None:
            continue
        for end, reference in (("low", row.earnings.low), ("high", row.earnings.high)):
            multiple, profit = build.find(reference), build.find(row.earnings.profit)
            for found, name, text in ((multiple, end, reference), (profit, "profit", row.earnings.profit)):
                if found is None:
                    build.unknown_reference(text, ("ranges", number, "earnings", name), file="exhibits.yaml")
            if multiple is not None and profit is not None and shares is not None:
                worth = multiple * profit / shares
                label = f"{row.name}, {end} end"
                form = per_share(build.inputs.company.trading_currency)
                build.scope(f"ranges.{number + 1}.{end}", worth if rate is None else worth * rate, label=label, form=form)
