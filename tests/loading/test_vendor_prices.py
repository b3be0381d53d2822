"""A vendor's file dropped in as prices.csv gives the closes that a fetch would take from it, or says why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.fetching import Wish, fetch_prices
from reportgen.loading import load
from reportgen.model.facts import Close
from reportgen.sections.price_chart import price_chart
from tests.bad.case import NO_PRICE_CHART, C, P, X, findings
from tests.sections.composing import drawing, writer_at
from tests.sources.vendors import CLOSES, DAYS, EASTMONEY, FLAT, LAYOUTS, SHARED, STOOQ_BULK, STOOQ_WEB, TICKERS, YAHOO
from tests.workspaces import Change, workspace

OWN = "date,close,source\n" + "".join(f"{day},{close},S5\n" for day, close in zip(DAYS, CLOSES, strict=True))
PLAIN = STOOQ_WEB.replace("\r", "")
REAL = {
    "1810.HK_yahoo_classic_20180709-20201009.csv": ("1810.HK", "XHKG"),
    "1810.HK_yahoo_classic_20230417-20240416.csv": ("1810.HK", "XHKG"),
    "1810.HK_yf_history_tz_20200102-20250718.csv": ("1810.HK", "XHKG"),
    "1810.HK_yfinance_flat_20180709-20251030.csv": ("1810.HK", "XHKG"),
    "1810.HK_yfinance_flat_20210104-20260326.csv": ("1810.HK", "XHKG"),
    "1810.HK_yfinance_multiindex_20180709-20251030.csv": ("1810.HK", "XHKG"),
    "tsla.us.txt": ("TSLA", "XNAS"),
    "hsi/0005.HK.csv": ("0005.HK", "XHKG"),
}


def with_prices(tmp_path: Path, text: str | bytes, changes: Mapping[str, Change] | None = None) -> Path:
    return workspace(tmp_path, {P: text, X: [NO_PRICE_CHART], **(changes or {})})


def closes(root: Path) -> list[tuple[date, Decimal, str]]:
    loaded = load(root, "xiaomi")
    assert loaded.inputs is not None, [each.text() for each in loaded.diagnostics]
    return [(each.day, each.close, each.source) for each in loaded.inputs.closes]


def told(root: Path) -> list[str]:
    """What is said of prices and of where they come from: name of the file, line, column, code."""
    found = load(root, "xiaomi").diagnostics
    return [
        f"{Path(each.location.file).name}:{each.location.line}:{each.location.column} {each.code}" for each in found
    ]


def faults(root: Path) -> list[Diagnostic]:
    """What all stages say, but for mere information."""
    return [each for each in findings(root) if each.severity is not Severity.INFO]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_the_closes_of_the_own_form(tmp_path: Path, name: str) -> None:
    wanted = closes(with_prices(tmp_path / "own", OWN))
    assert [str(close) for _, close, _ in wanted] == list(CLOSES)
    root = with_prices(tmp_path / "vendor", LAYOUTS[name][1])
    assert closes(root) == wanted
    assert [each.code for each in findings(root)] == [each.code for each in findings(tmp_path / "own" / "workspace")]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_a_chart_of_its_closes(tmp_path: Path, name: str) -> None:
    writer = writer_at(with_prices(tmp_path, LAYOUTS[name][1]), "xiaomi")
    points = drawing(price_chart(writer)).spec.closes  # type: ignore[union-attr]
    assert [(each.day, f"{each.value:.2f}") for each in points] == list(zip(DAYS, CLOSES, strict=True))
    assert writer.value("market.price") == float(CLOSES[-1])


def test_a_close_knows_its_cell_and_a_comment_above_does_no_harm(tmp_path: Path) -> None:
    loaded = load(with_prices(tmp_path, f"# downloaded\n\n{PLAIN}"), "xiaomi")
    assert loaded.inputs is not None
    assert str(loaded.inputs.closes[0].place) == "inputs/xiaomi/prices.csv:4:27"


@pytest.mark.parametrize(
    ("line", "code"), [("", "price-source-missing"), ("price_source: S99\n", "unknown-source")], ids=["none", "unknown"]
)
def test_the_source_of_a_vendor_s_closes_is_asked_for(tmp_path: Path, line: str, code: str) -> None:
    root = with_prices(tmp_path, YAHOO, {C: [("price_source: S5\n", line)]})
    (fault,) = [each for each in findings(root) if each.severity is Severity.ERROR]
    assert (fault.code, fault.location.file) == (code, f"inputs/{C}")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (PLAIN.replace("42.1,42.6,41.9,42.2", "42.1,42.6,41.9,42.7"), "4:27 price-outside-range"),
        (PLAIN.replace("Open,High,Low,Close", "Open,Close,Low,High"), "2:17 price-outside-range"),
        (PLAIN.replace("Date,Open,High,Low,Close", "Close,Open,High,Low,Date"), "2:27 price-date-format"),
        (PLAIN.replace("2025-11-12", "12/11/2025"), "4:1 price-date-format"),
        (PLAIN + "2025-11-14,43,43.1,42.2,42.4,1400\n", "7:25 price-date-twice"),
        (PLAIN.replace("42.1,42.6,41.9,42.2", "421,426,419,422"), "4:24 price-jump"),
        (PLAIN.replace("42.1,42.6,41.9,42.2", "42.1,42.6,41.9,NaN"), "4:27 price-close-unreadable"),
        (PLAIN.replace("42.1,42.6,41.9,42.2", "42.1,42.6,41.9,-42.2"), "4:27 price-not-positive"),
        (PLAIN.replace("Close", "Last"), "1:20 price-file-layout"),
        (PLAIN.replace(",", ";"), "1:1 price-file-layout"),
        (PLAIN.partition("\n")[2], "1:1 price-file-layout"),
        ("Date,Close\n", "1:1 price-file-empty"),
        ("<!doctype html>\n<p>Log in</p>\n", "1:1 price-file-html"),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", "1:1 price-file-pointer"),
        (TICKERS.replace("1810.HK", "TSLA"), "4:1 price-file-unknown"),
        (STOOQ_BULK.replace("1810.HK", "1811.HK"), "2:1 price-file-unknown"),
        (STOOQ_BULK.replace(",D,", ",W,"), "2:9 price-not-daily"),
        ("Date,Close,Currency\n2025-11-14,42.36,USD\n", "2:18 price-currency"),
        (EASTMONEY.replace("41.8000000000", "41.8012345678").replace("42.36", "42.367"), "6:26 price-adjusted"),
    ],
)
def test_what_is_no_good_price_is_told_at_its_cell(tmp_path: Path, text: str, place: str) -> None:
    root = with_prices(tmp_path, text)
    assert f"prices.csv:{place}" in told(root)
    # nothing is told only because the prices could not be read
    assert {(each.severity, each.location.file) for each in faults(root)} == {(Severity.ERROR, f"inputs/{P}")}


def test_shuffled_rows_are_told_and_rows_from_the_last_day_on_are_turned(tmp_path: Path) -> None:
    head, *body = PLAIN.splitlines()
    shuffled = "\n".join([head, body[0], body[3], body[1], body[4], body[2]])
    assert told(with_prices(tmp_path / "1", shuffled)) == ["prices.csv:4:1 price-date-order"]
    assert closes(with_prices(tmp_path / "2", "\n".join([head, *body[::-1]]))) == closes(
        with_prices(tmp_path / "3", OWN)
    )


def test_an_adjusted_series_begins_where_nothing_has_moved_it(tmp_path: Path) -> None:
    root = with_prices(tmp_path, FLAT.replace("42.060001373291016", "42.0654321"))
    assert [day for day, _, _ in closes(root)] == list(DAYS[3:])
    assert "prices.csv:4:12 price-adjusted" in told(root)
    # Yahoo's unadjusted column stands beside the adjusted one, whose figures are not looked at
    assert len(closes(with_prices(tmp_path / "2", YAHOO))) == 5


def test_a_weekend_a_gap_and_days_after_the_note(tmp_path: Path) -> None:
    rows = "2025-10-02,41.5,42.2,41.4,41.9,1000\n2025-10-04,41.5,42.2,41.4,41.7,1000\n"
    head, _, rest = PLAIN.partition("\n")
    later = "2026-01-05,42.5,43.2,42.4,42.9,1000\n"
    root = with_prices(tmp_path, f"{head}\n{rows}{rest}{later}")
    assert told(root) == [
        "prices.csv:3:1 price-without-session",
        "prices.csv:4:27 price-gap",
    ]
    last = [each for each in findings(root) if each.code == "published-after-as-of" and "prices" in each.location.file]
    assert [each.location.line for each in last] == [9]
    points = drawing(price_chart(writer_at(root, "xiaomi"))).spec.closes  # type: ignore[union-attr]
    assert [each.day for each in points] == [date(2025, 10, 2), *DAYS]


def test_an_exchange_that_nobody_knows_is_told(tmp_path: Path) -> None:
    root = with_prices(tmp_path, YAHOO, {C: [("exchange: XHKG", "exchange: XXXX")]})
    assert [each.rpartition(" ")[2] for each in told(root)] == ["exchange-unknown"]
    assert len(closes(root)) == 5


def test_where_other_files_cannot_be_read_they_are_told_and_not_the_prices(tmp_path: Path) -> None:
    root = with_prices(tmp_path, YAHOO, {C: "name: [\n"})
    assert {each.location.file for each in faults(root)} == {"inputs/xiaomi/company.yaml"}


def test_a_file_of_many_shares_gives_those_of_the_company(tmp_path: Path) -> None:
    other = STOOQ_BULK.partition("\n")[2].replace("1810.HK", "0700.HK").replace("41.8", "41.7")
    assert closes(with_prices(tmp_path / "1", STOOQ_BULK + other)) == closes(with_prices(tmp_path / "2", OWN))


def test_a_fetch_does_not_add_rows_to_a_vendor_s_own_file(tmp_path: Path) -> None:
    root = with_prices(tmp_path, YAHOO)
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "1810.HK.csv").write_text(FLAT)
    found = fetch_prices(root, Wish(folder=tmp_path / "vendor"), datetime(2025, 11, 17, 9, tzinfo=UTC))
    assert [each.code for each in found.diagnostics if each.severity is Severity.ERROR] == ["price-file-recorded"]
    assert (root / "inputs" / P).read_text() == YAHOO


def test_reading_writes_nothing(tmp_path: Path) -> None:
    root = with_prices(tmp_path, YAHOO)
    before = sorted(root.rglob("*"))
    closes(root)
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("name", REAL)
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"needs the real files in {SHARED}")
def test_a_real_file_gives_what_a_fetch_takes_from_it(tmp_path: Path, name: str) -> None:
    content = (SHARED / "prices" / name).read_bytes()
    ticker, exchange = REAL[name]
    listing = {C: [("ticker: 1810.HK", f"ticker: {ticker}"), ("exchange: XHKG", f"exchange: {exchange}")]}
    dropped = closes(with_prices(tmp_path / "dropped", content, listing))
    root = with_prices(tmp_path / "fetched", OWN, listing)
    (root / "inputs" / P).unlink()
    (tmp_path / f"{ticker} {exchange}").mkdir()
    folder = tmp_path / "vendor"
    folder.mkdir()
    (folder / f"{ticker}.csv").write_bytes(content)
    fetch_prices(root, Wish(folder=folder), datetime(2026, 11, 20, 9, tzinfo=UTC))
    assert dropped == closes(root)
    assert len(dropped) > 30


def test_a_close_is_a_close_whatever_it_was_read_from(tmp_path: Path) -> None:
    loaded = load(with_prices(tmp_path, YAHOO), "xiaomi")
    assert loaded.inputs is not None
    assert {type(each) for each in loaded.inputs.closes} == {Close}


def long_file(*strays: int, swapped: bool = False) -> str:
    """Sixty sessions to the note's date, some with a close that is not quoted; a share opens near its last close."""
    days = [each for number in range(90, -1, -1) if (each := DAYS[-1] - timedelta(number)).weekday() < 5]
    rows, before = [], Decimal("40.00")
    for number, day in enumerate(days):
        opened = before + Decimal("0.10")
        before = opened + (Decimal("0.60") if number % 2 else Decimal("-0.50"))
        close = before + Decimal("0.0013") if number in strays else before
        first, last = (close, opened) if swapped else (opened, close)
        rows.append(f"{day},{first},{max(opened, before) + 1},{min(opened, before) - 1},{last},1000\n")
    return "Date,Open,High,Low,Close,Volume\n" + "".join(rows)


def test_a_single_close_that_is_not_quoted_is_left_out_alone(tmp_path: Path) -> None:
    whole = closes(with_prices(tmp_path / "1", long_file()))
    root = with_prices(tmp_path / "2", long_file(40))
    assert len(closes(root)) == len(whole) - 1
    assert [each for each in told(root) if "42:" in each] == ["prices.csv:42:30 price-not-quoted"]
    moved = with_prices(tmp_path / "3", long_file(*range(41)))
    assert len(closes(moved)) <= len(whole) - 40
    assert any(each.endswith("price-adjusted") for each in told(moved))


def test_behind_the_notes_date_no_close_is_judged(tmp_path: Path) -> None:
    text = long_file(50)
    day = date.fromisoformat(text.splitlines()[50].partition(",")[0])
    root = with_prices(tmp_path, text)
    assert "price-not-quoted" not in [each.code for each in load(root, "xiaomi", day).diagnostics]
    assert "price-not-quoted" in [each.code for each in load(root, "xiaomi").diagnostics]


def test_opens_and_closes_that_are_exchanged_are_refused(tmp_path: Path) -> None:
    assert "price-columns-swapped" not in "".join(told(with_prices(tmp_path / "1", long_file())))
    assert "prices.csv:2:30 price-columns-swapped" in told(with_prices(tmp_path / "2", long_file(swapped=True)))
