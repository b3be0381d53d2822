"""Small files in the layouts of vendors, typed for the tests: a share of Hong Kong in a week of November 2025."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Location, Severity
from reportgen.model.company import Split
from reportgen.model.facts import Close
from reportgen.prices.calendars import Calendar
from reportgen.prices.sessions import Exchanges, calendars_of
from reportgen.prices.values import Listed
from reportgen.sources import Asked, Fetched, fetch

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
NOW = datetime(2025, 11, 17, 9, tzinfo=UTC)
"""A Monday, an hour after Hong Kong has closed."""

DAYS = tuple(date(2025, 11, day) for day in (10, 11, 12, 13, 14))
CLOSES = ("41.80", "42.06", "42.20", "43.16", "42.36")

YAHOO = """\
Date,Open,High,Low,Close,Adj Close,Volume
2025-11-10,41.500000,42.200001,41.400002,41.799999,41.100000,1000
2025-11-11,41.900002,42.500000,41.700001,42.060001,41.350000,1100
2025-11-12,42.099998,42.599998,41.900002,42.200001,41.500000,1200
2025-11-13,42.400002,43.200001,42.299999,43.160000,42.400000,1300
2025-11-14,43.000000,43.099998,42.200001,42.360001,41.650000,1400
"""
FLAT = """\
Date,Close,High,Low,Open,Volume
2025-11-10,41.79999923706055,42.20000076293945,41.400001525878906,41.5,1000
2025-11-11,42.060001373291016,42.5,41.70000076293945,41.900001525878906,1100
2025-11-12,42.20000076293945,42.599998474121094,41.900001525878906,42.099998474121094,1200
2025-11-13,43.15999984741211,43.20000076293945,42.29999923706055,42.400001525878906,1300
2025-11-14,42.36000061035156,43.099998474121094,42.20000076293945,43.0,1400
"""
TICKERS = """\
Price,Close,High,Low,Open,Volume
Ticker,1810.HK,1810.HK,1810.HK,1810.HK,1810.HK
Date,,,,,
2025-11-10,41.79999923706055,42.20000076293945,41.400001525878906,41.5,1000
2025-11-11,42.060001373291016,42.5,41.70000076293945,41.900001525878906,1100
2025-11-12,42.20000076293945,42.599998474121094,41.900001525878906,42.099998474121094,1200
2025-11-13,43.15999984741211,43.20000076293945,42.29999923706055,42.400001525878906,1300
2025-11-14,42.36000061035156,43.099998474121094,42.20000076293945,43.0,1400
"""
HISTORY = """\
Date,Open,High,Low,Close,Volume,Dividends,Stock Splits
2025-11-10 00:00:00+08:00,41.5,42.20000076293945,41.400001525878906,41.79999923706055,1000,0.0,0.0
2025-11-11 00:00:00+08:00,41.900001525878906,42.5,41.70000076293945,42.060001373291016,1100,0.0,0.0
2025-11-12 00:00:00+08:00,42.099998474121094,42.599998474121094,41.900001525878906,42.20000076293945,1200,0.0,0.0
2025-11-13 00:00:00+08:00,42.400001525878906,43.20000076293945,42.29999923706055,43.15999984741211,1300,0.0,0.0
2025-11-14 00:00:00+08:00,43.0,43.099998474121094,42.20000076293945,42.36000061035156,1400,0.0,0.0
"""
STOOQ_BULK = """\
<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\r
1810.HK,D,20251110,000000,41.5,42.2,41.4,41.8,1000,0\r
1810.HK,D,20251111,000000,41.9,42.5,41.7,42.06,1100,0\r
1810.HK,D,20251112,000000,42.1,42.6,41.9,42.2,1200,0\r
1810.HK,D,20251113,000000,42.4,43.2,42.3,43.16,1300,0\r
1810.HK,D,20251114,000000,43,43.1,42.2,42.36,1400,0\r
"""
STOOQ_WEB = """\
Date,Open,High,Low,Close,Volume\r
2025-11-10,41.5,42.2,41.4,41.8,1000\r
2025-11-11,41.9,42.5,41.7,42.06,1100\r
2025-11-12,42.1,42.6,41.9,42.2,1200\r
2025-11-13,42.4,43.2,42.3,43.16,1300\r
2025-11-14,43,43.1,42.2,42.36,1400\r
"""
EASTMONEY = """\
date,open,close,high,low,volume,amount
2025-11-10,41.5000000000,41.8000000000,42.2000000000,41.4000000000,1000,41800.0000
2025-11-11,41.9000000000,42.0600000000,42.5000000000,41.7000000000,1100,46266.0000
2025-11-12,42.1000000000,42.2000000000,42.6000000000,41.9000000000,1200,50640.0000
2025-11-13,42.4000000000,43.1600000000,43.2000000000,42.3000000000,1300,56108.0000
2025-11-14,43.0000000000,42.3600000000,43.1000000000,42.2000000000,1400,59304.0000
"""
NAMED = """\
date,open,high,low,close,volume,Name\r
2025-11-10,41.5,42.2,41.4,41.8,1000,1810.HK\r
2025-11-11,41.9,42.5,41.7,42.06,1100,1810.HK\r
2025-11-12,42.1,42.6,41.9,42.2,1200,1810.HK\r
2025-11-13,42.4,43.2,42.3,43.16,1300,1810.HK\r
2025-11-14,43,43.1,42.2,42.36,1400,1810.HK\r
"""

LAYOUTS = {
    "1810.HK_yahoo.csv": ("Yahoo download", YAHOO),
    "1810.HK_flat.csv": ("yfinance table", FLAT),
    "tickers.csv": ("yfinance table with tickers", TICKERS),
    "1810.HK.csv": ("yfinance history", HISTORY),
    "bulk.txt": ("Stooq bulk", STOOQ_BULK),
    "stooq_web_1810_hk_d.csv": ("Stooq download", STOOQ_WEB),
    "01810_HK_eastmoney.csv": ("Eastmoney", EASTMONEY),
    "names.csv": ("daily table with names", NAMED),
}
"""The layout and the text of each file, by its name."""


@cache
def calendars() -> dict[str, Calendar]:
    """The real calendars that the tests need."""
    here = Location("company.yaml")
    made, _ = calendars_of(Exchanges(dict.fromkeys(("XHKG", "XNYS", "XNAS", "XSHG", "XLON"), here)), NOW)
    return made


def company(
    slug: str = "acme",
    ticker: str = "1810.HK",
    exchange: str = "XHKG",
    *,
    text: str = "",
    closes: tuple[Close, ...] = (),
    splits: tuple[Split, ...] = (),
) -> Listed:
    """A company that prices are fetched for."""
    return Listed(
        slug=slug,
        ticker=ticker,
        exchange=exchange,
        currency="HKD",
        source="S1",
        splits=splits,
        place=Location(f"inputs/{slug}/company.yaml", 3, 11),
        file=f"inputs/{slug}/prices.csv",
        text=text,
        closes=closes,
    )


def recorded(*rows: tuple[str, str, str]) -> Listed:
    """The company with closes that it has already: day, close, source."""
    text = "date,close,source\n" + "".join(f"{','.join(row)}\n" for row in rows)
    closes = tuple(
        Close(day=date.fromisoformat(day), close=Decimal(close), source=source, place=Location("prices.csv", number))
        for number, (day, close, source) in enumerate(rows, 2)
    )
    return company(text=text, closes=closes)


def fetched(
    folder: Path, files: Mapping[str, str | bytes], *companies: Listed, now: datetime = NOW, **said: object
) -> Fetched:
    """What a fetch makes of some files for some companies, by default for one."""
    for name, content in files.items():
        place = folder / "vendor" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    asked = Asked(now=now, calendars=calendars(), **said)  # type: ignore[arg-type]
    return fetch("prices", folder / "vendor", companies or (company(),), asked)


def told(found: Fetched, severity: Severity | None = Severity.ERROR) -> list[str]:
    """The codes of what was found, with line and column."""
    return [f"{each.location.line}:{each.location.column} {each.code}" for each in of(found, severity)]


def codes(found: Fetched, severity: Severity | None = Severity.ERROR) -> list[str]:
    """The codes of what was found, each once."""
    return sorted({each.code for each in of(found, severity)})


def of(found: Fetched, severity: Severity | None) -> list[Diagnostic]:
    """What was found of one severity, or all."""
    return [each for each in found.diagnostics if severity is None or each.severity is severity]


def rows(found: Fetched) -> list[str]:
    """The rows of prices.csv of the only company, without comments and the head."""
    (merged,) = found.companies
    lines = (merged.text or "").splitlines()
    return [line for line in lines if not line.startswith("#") and line != "date,close,source"]
