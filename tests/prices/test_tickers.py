from __future__ import annotations

import pytest

from reportgen.prices.tickers import means, named_in_file_name
from tests.sources.vendors import company


@pytest.mark.parametrize(
    ("name", "ticker", "exchange"),
    [
        ("1810.HK", "1810.HK", "XHKG"),
        ("1810.hk", "1810", "XHKG"),
        ("01810.HK", "1810.HK", "XHKG"),
        ("1810 HK", "1810.HK", "XHKG"),
        ("1810 HK Equity", "1810.HK", "XHKG"),
        ("0700.HK", "700 HK", "XHKG"),
        ("AAPL", "AAPL", "XNAS"),
        ("AAPL.US", "AAPL", "XNAS"),
        ("aapl.us", "AAPL US", "XNYS"),
        ("BRK-B.US", "BRK.B", "XNYS"),
        ("BRK/B", "BRK.B", "XNYS"),
        ("600519", "600519.SS", "XSHG"),
        ("600519.SH", "600519.SS", "XSHG"),
        ("000001", "000001.SZ", "XSHE"),
        ("7203.T", "7203", "XTKS"),
        ("7203.jp", "7203.T", "XTKS"),
        ("VOD.L", "VOD", "XLON"),
        ("sap.de", "SAP", "XETR"),
        ("005930.KS", "005930", "XKRX"),
    ],
)
def test_what_a_vendor_calls_a_listing(name: str, ticker: str, exchange: str) -> None:
    assert means(name, company("x", ticker, exchange))


@pytest.mark.parametrize(
    ("name", "ticker", "exchange"),
    [
        ("1810", "1810.HK", "XHKG"),
        ("1810.US", "1810.HK", "XHKG"),
        ("18100.HK", "1810.HK", "XHKG"),
        ("AAPL.HK", "AAPL", "XNAS"),
        ("AAPL.L", "AAPL", "XNAS"),
        ("BRK.A", "BRK.B", "XNYS"),
        ("BRK", "BRK.B", "XNYS"),
        ("600519.SZ", "600519.SS", "XSHG"),
        ("1", "000001.SZ", "XSHE"),
        ("VOD", "VOD.L", "XLON"),
        ("00700", "700.HK", "XHKG"),
        ("", "AAPL", "XNAS"),
        ("...", "AAPL", "XNAS"),
    ],
)
def test_what_may_be_another_share_is_not_taken(name: str, ticker: str, exchange: str) -> None:
    assert not means(name, company("x", ticker, exchange))


@pytest.mark.parametrize(
    ("stem", "slugs"),
    [
        ("1810.HK_yfinance_flat_20180709-20251030", ["xiaomi"]),
        ("stooq_web_tsla_us_d", ["tesla"]),
        ("tsla.us", ["tesla"]),
        ("TSLA", ["tesla"]),
        ("TSLA_daily", ["tesla"]),
        ("D_daily", ["dominion"]),
        ("daily_TSLA", []),
        ("600519_eastmoney_qfq", ["moutai"]),
        ("1810 HK Equity", ["xiaomi"]),
        ("prices", []),
        ("", []),
        ("1810.HK and tsla.us", ["tesla", "xiaomi"]),
    ],
)
def test_what_the_name_of_a_file_speaks_of(stem: str, slugs: list[str]) -> None:
    companies = (
        company("xiaomi", "1810.HK", "XHKG"),
        company("tesla", "TSLA", "XNAS"),
        company("dominion", "D", "XNYS"),
        company("moutai", "600519.SS", "XSHG"),
    )
    assert sorted(each.slug for each in named_in_file_name(stem, companies)) == slugs
