from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.diagnostics import ReportgenError, Severity
from reportgen.model.company import Split
from reportgen.sources import Asked
from reportgen.sources.prices_folder import fetch_prices
from tests.sources.vendors import (
    FLAT,
    HISTORY,
    LAYOUTS,
    NOW,
    SHARED,
    STOOQ_BULK,
    STOOQ_WEB,
    YAHOO,
    calendars,
    codes,
    company,
    fetched,
    of,
    recorded,
    rows,
    told,
)

XIAOMI = "1810.HK XHKG"
PLAIN = STOOQ_WEB.replace("\r", "")
HEAD = "Date,Open,High,Low,Close,Volume\n"


def row(day: str, close: str, volume: int = 9) -> str:
    return f"{day},{close},{close},{close},{close},{volume}\n"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("2025-11-12", "12-11-2025", "4:1 price-date-format"),
        ("2025-11-12", "11/12/2025", "4:1 price-date-format"),
        ("2025-11-12", "2025/11/12", "4:1 price-date-format"),
        ("2025-11-12", "12.11.25", "4:1 price-date-format"),
        ("2025-11-12", "2025-11-31", "4:1 price-date-format"),
        ("2025-11-12", "\uff12025-11-12", "4:1 price-date-format"),
        ("2025-11-12", "", "4:1 price-date-format"),
        ("2025-11-12", "2025-11-18", "4:1 price-in-future"),
        ("42.1,42.6,41.9,42.2", "42.1,42.6,41.9,", "4:27 price-close-unreadable"),
        ("42.1,42.6,41.9,42.2", "42.1,42.6,41.9,NaN", "4:27 price-close-unreadable"),
        ("42.1,42.6,41.9,42.2", "42.1,42.6,41.9,inf", "4:27 price-close-unreadable"),
        ("42.1,42.6,41.9,42.2", "42.1,42.6,41.9,1_000", "4:27 price-close-unreadable"),
        ("42.1,42.6,41.9,42.2", "42.1,42.6,41.9,1e300", "4:27 price-close-unreadable"),
        ("42.1,42.6,41.9,42.2", "42.1,42.6,41.9,-42.2", "4:27 price-not-positive"),
        ("42.1,42.6,41.9,42.2", "42.1,42.6,41.9,0", "4:27 price-not-positive"),
        ("42.1,42.6,41.9,42.2", "0,0,0,0", "4:18 price-not-positive"),
        ("42.1,42.6,41.9,42.2", "42.1,42.6,41.9,42.7", "4:27 price-outside-range"),
        ("42.1,42.6,41.9,42.2", "42.1,42.6,41.9,41.8", "4:27 price-outside-range"),
    ],
)
def test_a_row_that_is_no_price_stops_its_file_at_its_cell(tmp_path: Path, old: str, new: str, place: str) -> None:
    assert PLAIN.count(old) == 1
    found = fetched(tmp_path, {"1810.HK.csv": PLAIN.replace(old, new)})
    # a day in the future is out of order as well
    assert place in told(found)
    assert found.companies[0].state == "refused"
    assert found.companies[0].text is None


@pytest.mark.parametrize(
    ("times", "refused"), [("10", True), ("0.1", True), ("5", True), ("4.9", False), ("0.21", False)]
)
def test_a_leap_overnight_is_refused_from_five_times_on(tmp_path: Path, times: str, refused: bool) -> None:
    close = (Decimal("42.2") * Decimal(times)).quantize(Decimal("0.01"))
    text = HEAD + row("2025-11-12", "42.2") + row("2025-11-13", str(close)) + row("2025-11-14", str(close))
    found = fetched(tmp_path, {"1810.HK.csv": text})
    assert codes(found) == (["price-jump"] if refused else [])
    assert (found.companies[0].state == "refused") is refused


def test_a_leap_from_what_is_recorded_is_one_too(tmp_path: Path) -> None:
    before = recorded(("2025-11-07", "4.20", "S1"))
    assert codes(fetched(tmp_path, {"1810.HK.csv": PLAIN}, before)) == ["price-jump"]


def test_a_split_on_record_explains_a_leap_on_its_day_and_of_its_size(tmp_path: Path) -> None:
    text = HEAD + row("2025-11-12", "420") + row("2025-11-13", "42") + row("2025-11-14", "42.36")
    for day, ratio, fine in (("2025-11-13", "10", True), ("2025-11-12", "10", False), ("2025-11-13", "0.1", False)):
        split = Split(date=date.fromisoformat(day), ratio=Decimal(ratio))
        found = fetched(tmp_path, {"1810.HK.csv": text}, company(splits=(split,)))
        assert (codes(found) == []) is fine


def test_prices_that_a_vendor_tells_in_new_shares_are_left_out_before_the_split(tmp_path: Path) -> None:
    listed = recorded(("2025-11-11", "420.60", "S1"), ("2025-11-12", "422.00", "S1"))
    split = Split(date=date(2025, 11, 13), ratio=Decimal(10))
    listed = company(text=listed.text, closes=listed.closes, splits=(split,))
    found = fetched(tmp_path, {"1810.HK.csv": PLAIN}, listed)
    assert told(found) == []
    assert rows(found) == ["2025-11-11,420.60,S1", "2025-11-12,422.00,S1", "2025-11-13,43.16,S1", "2025-11-14,42.36,S1"]


def test_a_split_in_the_file_itself_does_the_same(tmp_path: Path) -> None:
    split = HISTORY.replace("1300,0.0,0.0", "1300,0.0,10.0")
    found = fetched(tmp_path, {"1810.HK.csv": split}, recorded(("2025-11-12", "422.00", "S1")))
    assert told(found) == []
    assert rows(found) == ["2025-11-12,422.00,S1", "2025-11-13,43.16,S1", "2025-11-14,42.36,S1"]


def test_shuffled_rows_are_refused_and_their_number_is_told(tmp_path: Path) -> None:
    head, *body = PLAIN.splitlines()
    shuffled = "\n".join([head, body[0], body[3], body[1], body[4], body[2]])
    found = fetched(tmp_path, {"1810.HK.csv": shuffled})
    assert told(found) == ["4:1 price-date-order"]
    assert "2 of 5 rows" in found.diagnostics[0].message


def test_a_day_twice_is_refused_where_its_closes_differ_and_told_where_they_agree(tmp_path: Path) -> None:
    line = "2025-11-14,43,43.1,42.2,42.36,1400\n"
    found = fetched(tmp_path, {"1810.HK.csv": PLAIN + line})
    assert (codes(found), codes(found, Severity.WARNING)) == ([], ["price-date-twice"])
    assert len(rows(found)) == 5
    other = fetched(tmp_path, {"1810.HK.csv": PLAIN + line.replace("42.36", "42.4")})
    assert told(other) == ["7:25 price-date-twice"]
    assert "42.4 here and at 42.36" in other.diagnostics[0].message


def test_days_without_a_session_and_a_session_that_is_still_open_are_left_out(tmp_path: Path) -> None:
    text = PLAIN + row("2025-11-15", "42.36") + row("2025-11-17", "42.5")
    before_close = datetime(2025, 11, 17, 7, 59, tzinfo=UTC)
    found = fetched(tmp_path, {"1810.HK.csv": text}, now=before_close)
    assert told(found, Severity.WARNING) == ["7:1 price-without-session", "8:27 price-before-close"]
    assert rows(found)[-1] == "2025-11-14,42.36,S1"
    assert rows(fetched(tmp_path, {"1810.HK.csv": text}))[-1] == "2025-11-17,42.50,S1"
    holiday = HEAD + row("2025-10-28", "40") + row("2025-10-29", "40.1") + row("2025-10-30", "40.2")
    assert codes(fetched(tmp_path / "2", {"1810.HK.csv": holiday}), Severity.WARNING) == ["price-without-session"]


def test_a_day_after_the_one_on_which_the_file_was_retrieved_is_refused(tmp_path: Path) -> None:
    assert told(fetched(tmp_path, {"1810.HK.csv": PLAIN}, as_of=date(2025, 11, 13))) == ["6:1 price-in-future"]
    found = fetched(tmp_path, {"1810.HK.csv": PLAIN}, as_of=date(2025, 11, 14))
    assert "retrieved 2025-11-14: " in str(found.companies[0].text)


def test_a_day_on_which_nobody_traded_is_left_out_but_a_close_without_volume_stays(tmp_path: Path) -> None:
    text = (
        HEAD
        + row("2025-11-11", "42")
        + row("2025-11-12", "42", 0)
        + row("2025-11-13", "43", 0)
        + row("2025-11-14", "44")
    )
    found = fetched(tmp_path, {"1810.HK.csv": text})
    assert told(found, Severity.WARNING) == ["3:21 price-no-trade"]
    assert [each[:10] for each in rows(found)] == ["2025-11-11", "2025-11-13", "2025-11-14"]
    no_volumes = text.replace(",9\n", ",0\n")
    assert len(rows(fetched(tmp_path / "2", {"1810.HK.csv": no_volumes}))) == 4
    nothing = text.replace("2025-11-12,42,42,42,42,0", "2025-11-12,NaN,null,,nan,0")
    assert told(fetched(tmp_path / "3", {"1810.HK.csv": nothing}), Severity.WARNING) == ["3:1 price-no-trade"]


def test_a_few_closes_outside_the_range_are_told_and_many_refused(tmp_path: Path) -> None:
    days = [f"2025-{month:02}-{day:02}" for month in (9, 10) for day in range(1, 31)]
    sessions = [
        day
        for day in days
        if date.fromisoformat(day).weekday() < 5 and day not in ("2025-10-01", "2025-10-07", "2025-10-29")
    ]
    lines = [row(day, "42") for day in sessions] + [
        row(f"2025-08-{day:02}", "42") for day in range(11, 30) if day not in (16, 17, 23, 24)
    ]
    lines.sort()
    assert len(lines) >= 50
    lines[7] = lines[7].replace("42,42,42,42", "42,42,42,42.5")
    found = fetched(tmp_path, {"1810.HK.csv": HEAD + "".join(lines)})
    assert (codes(found), codes(found, Severity.WARNING)) == ([], ["price-outside-range"])
    lines[9] = lines[9].replace("42,42,42,42", "42,42,42,42.5")
    assert codes(fetched(tmp_path, {"1810.HK.csv": HEAD + "".join(lines)})) == ["price-outside-range"]


def test_other_currencies_and_other_periods_are_refused(tmp_path: Path) -> None:
    text = "Date,Close,Currency\n2025-11-14,42.36,HKD\n"
    assert told(fetched(tmp_path, {"1810.HK.csv": text})) == []
    for other in ("CNY", "GBp", "hkd"):
        found = fetched(tmp_path, {"1810.HK.csv": text.replace("HKD", other)})
        assert told(found) == ["2:18 price-currency"]
    weekly = STOOQ_BULK.replace(",D,20251112", ",W,20251112")
    assert told(fetched(tmp_path / "2", {"bulk.txt": weekly})) == ["4:9 price-not-daily"]


def test_missing_sessions_are_told_from_the_sixth_on(tmp_path: Path) -> None:
    five = HEAD + row("2025-11-06", "42") + row("2025-11-14", "42")
    assert codes(fetched(tmp_path, {"1810.HK.csv": five}), Severity.WARNING) == []
    six = HEAD + row("2025-11-05", "42") + row("2025-11-14", "42")
    found = fetched(tmp_path, {"1810.HK.csv": six})
    assert codes(found, Severity.WARNING) == ["price-gap"]
    assert found.diagnostics[0].message.startswith("6 sessions of XHKG between 2025-11-05 and 2025-11-14")


def test_a_changed_past_close_is_refused_with_both_values_until_it_is_accepted(tmp_path: Path) -> None:
    listed = recorded(("2025-11-12", "42.25", "S1"), ("2025-11-13", "43.16", "S1"))
    found = fetched(tmp_path, {"1810.HK.csv": PLAIN}, listed)
    assert told(found) == ["4:27 price-revised"]
    (only,) = found.diagnostics
    assert "42.20 here, but 42.25 is recorded at prices.csv:2:1" in only.message
    assert found.companies[0].text is None
    accepted = fetched(tmp_path, {"1810.HK.csv": PLAIN}, listed, accept_revisions=True)
    assert (codes(accepted), codes(accepted, Severity.WARNING)) == ([], ["price-revised"])
    assert "2025-11-12,42.20,S1" in rows(accepted)
    assert (accepted.companies[0].added, accepted.companies[0].revised, accepted.companies[0].agreeing) == (3, 1, 1)


def test_a_close_from_another_source_stays_whatever_the_vendor_says(tmp_path: Path) -> None:
    listed = recorded(("2025-11-14", "42.48", "S3"))
    for accept in (False, True):
        found = fetched(tmp_path, {"1810.HK.csv": PLAIN}, listed, accept_revisions=accept)
        assert (codes(found), codes(found, Severity.WARNING)) == ([], ["price-contradicted"])
        assert rows(found)[-1] == "2025-11-14,42.48,S3"


def test_two_files_that_contradict_each_other_are_refused_even_where_revisions_are_accepted(tmp_path: Path) -> None:
    files = {"1810.HK_1.csv": PLAIN, "1810.HK_2.csv": PLAIN.replace("43.1,42.2,42.36", "43.1,42.2,42.4")}
    found = fetched(tmp_path, files, accept_revisions=True)
    assert codes(found) == ["price-date-twice"]
    assert "1810.HK_1.csv:6:" in found.diagnostics[0].message


def test_the_same_closes_in_many_files_are_added_once(tmp_path: Path) -> None:
    found = fetched(tmp_path, {name: text for name, (_, text) in LAYOUTS.items()})
    (merged,) = found.companies
    assert (merged.added, merged.agreeing, len(merged.files)) == (5, 35, 8)
    assert str(merged.text).count("# origin:") == 1


@pytest.mark.parametrize("moved", [YAHOO, FLAT, PLAIN])
def test_closes_that_the_exchange_cannot_have_quoted_are_left_out_with_the_day_after(
    tmp_path: Path, moved: str
) -> None:
    # a dividend of 0.20 goes off on the 13th: before it prices carry its factor, on the 12th exactly its amount
    numbers = {"41.8": "41.603806", "42.06": "41.862581", "42.2": "42"}
    lines = moved.splitlines()
    for number, day in ((1, "41.8"), (2, "42.06"), (3, "42.2")):
        cells = lines[number].split(",")
        close = lines[0].split(",").index("Close")
        lines[number] = ",".join(
            [cells[0], *(numbers[day] if n == close else "" for n in range(1, len(cells) - 1)), "9"]
        )
    found = fetched(tmp_path, {"1810.HK.csv": "\n".join(lines)})
    assert codes(found, Severity.WARNING) == ["price-adjusted"]
    assert rows(found) == ["2025-11-13,43.16,S1", "2025-11-14,42.36,S1"]


def test_closes_before_a_dividend_that_the_file_names_are_left_out(tmp_path: Path) -> None:
    text = HISTORY.replace("1200,0.0,0.0", "1200,0.5,0.0")
    found = fetched(tmp_path, {"1810.HK.csv": text})
    assert codes(found, Severity.WARNING) == ["price-adjusted"]
    assert [each[:10] for each in rows(found)] == ["2025-11-12", "2025-11-13", "2025-11-14"]


def test_a_file_of_which_nothing_remains_is_refused(tmp_path: Path) -> None:
    text = "date,close\n2025-11-13,43.16\n2025-11-14,41.863258\n"
    assert told(fetched(tmp_path, {"1810.HK.csv": text})) == ["3:12 price-adjusted"]


def test_one_company_at_fault_does_not_stop_another(tmp_path: Path) -> None:
    files = {"1810.HK.csv": PLAIN.replace("42.36", "-1"), "0700.HK.csv": FLAT}
    found = fetched(tmp_path, files, company(), company("other", "700.HK"))
    assert {each.slug: each.state for each in found.companies} == {"acme": "refused", "other": "changed"}


def test_whose_a_file_is_is_never_guessed(tmp_path: Path) -> None:
    for name in ("prices.csv", "1810.csv", "xiaomi.csv", "HK.csv", "11810.HK.csv", "1810.SZ.csv"):
        found = fetched(tmp_path / name, {name: PLAIN})
        assert codes(found, None) == ["price-file-missing", "price-file-unknown"]
        assert found.companies[0].state == "no file"


def test_a_file_that_may_be_of_two_companies_stops_both(tmp_path: Path) -> None:
    found = fetched(tmp_path, {"1810.HK.csv": PLAIN}, company("one"), company("two", "01810.HK"))
    assert codes(found) == ["price-file-ambiguous"]
    assert {each.state for each in found.companies} == {"refused"}


def test_a_name_that_contradicts_the_rows_stops_the_company_of_the_name(tmp_path: Path) -> None:
    found = fetched(tmp_path, {"0700.HK.txt": STOOQ_BULK}, company(), company("other", "0700.HK"))
    assert codes(found) == ["price-file-ambiguous"]
    assert {each.slug: each.state for each in found.companies} == {"acme": "no file", "other": "refused"}


def test_only_the_companies_that_are_wanted_are_looked_at(tmp_path: Path) -> None:
    files = {"1810.HK.csv": PLAIN, "0700.HK.csv": "<html>", "AAPL.csv": PLAIN}
    both = (company(), company("other", "0700.HK"))
    found = fetched(tmp_path, files, *both, only=frozenset({"acme"}))
    assert told(found) == []
    assert [each.slug for each in found.companies] == ["acme"]
    missing = fetched(tmp_path / "2", {"1810.HK.csv": PLAIN}, *both, only=frozenset({"other"}))
    assert told(missing) == ["3:11 price-file-missing"]


def test_many_faults_of_a_kind_are_told_in_three(tmp_path: Path) -> None:
    text = HEAD + "".join(row(f"{day:02}-10-2025", "42") for day in range(1, 29))
    found = of(fetched(tmp_path, {"1810.HK.csv": text}), Severity.ERROR)
    assert [each.location.line for each in found] == [2, 3, 4]
    assert found[-1].message.endswith("(and 25 more like it in this file)")


def test_a_folder_that_is_not_there_is_a_fault_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(ReportgenError, match="no folder"):
        fetch_prices(tmp_path / "nowhere", (company(),), Asked(now=NOW, calendars=calendars()))


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"needs the real files in {SHARED}")
class TestRealFiles:
    def read(self, tmp_path: Path, name: str, ticker: str, exchange: str) -> list[str]:
        now = datetime(2026, 11, 20, 9, tzinfo=UTC)
        content = (SHARED / "prices" / name).read_bytes()
        found = fetched(tmp_path, {name: content}, company("acme", ticker, exchange), now=now)
        assert told(found) == []
        return rows(found)

    @pytest.mark.parametrize(
        ("name", "listing", "count", "span"),
        [
            ("1810.HK_yahoo_classic_20180709-20201009.csv", XIAOMI, 559, "2018-07-09,16.80 2020-10-09,20.95"),
            ("1810.HK_yahoo_classic_20230417-20240416.csv", XIAOMI, 246, "2023-04-17,12.66 2024-04-16,15.92"),
            ("1810.HK_yf_history_tz_20200102-20250718.csv", XIAOMI, 1363, "2020-01-02,11.22 2025-07-18,57.00"),
            ("1810.HK_yfinance_flat_20180709-20251030.csv", XIAOMI, 1801, "2018-07-09,16.80 2025-10-30,44.16"),
            ("1810.HK_yfinance_flat_20210104-20260326.csv", XIAOMI, 1284, "2021-01-04,35.25 2026-03-26,32.44"),
            ("1810.HK_yfinance_multiindex_20180709-20251030.csv", XIAOMI, 1801, "2018-07-09,16.80 2025-10-30,44.16"),
            ("600519_eastmoney_qfq.csv", "600519.SS XSHG", 10, "2026-06-29,1194.96 2026-07-10,1204.98"),
            ("aapl.us.txt", "AAPL XNAS", 70, "2025-11-10,269.43 2026-02-20,264.58"),
            ("tsla.us.txt", "TSLA XNAS", 872, "2022-08-26,288.09 2026-02-20,411.82"),
            ("stooq_web_tsla_us_d.csv", "TSLA XNAS", 593, "2022-08-26,288.09 2025-01-08,389.72"),
            ("hsi/0700.HK.csv", "0700.HK XHKG", 45, "2025-05-16,508.00 2025-07-18,519.00"),
        ],
    )
    def test_layouts(self, tmp_path: Path, name: str, listing: str, count: int, span: str) -> None:
        found = self.read(tmp_path, name, *listing.split())
        assert len(found) == count
        assert f"{found[0]} {found[-1]}".replace(",S1", "") == span

    def test_the_rows_kept_of_every_constituent_begin_at_its_last_dividend_or_split_or_later(
        self, tmp_path: Path
    ) -> None:
        checked = 0
        for path in sorted((SHARED / "prices" / "hsi").glob("*.csv")):
            lines = [line.split(",") for line in path.read_text().splitlines()[1:]]
            events = [cells[0][:10] for cells in lines if float(cells[6]) or float(cells[7])]
            kept = self.read(tmp_path / path.stem, f"hsi/{path.name}", path.stem, "XHKG")
            begin = max([*events, lines[0][0][:10]])
            later = [day for cells in lines if (day := cells[0][:10]) >= begin]
            # where a series is good, nearly all of it is kept
            assert kept[0][:10] >= begin
            assert len(kept) >= 0.9 * len(later), path.name
            checked += 1
        assert checked == 82

    def test_an_intraday_price_at_the_end_of_a_file_is_caught_by_another_vendor(self, tmp_path: Path) -> None:
        names = ("stooq_web_tsla_us_d.csv", "tsla.us.txt")
        files: dict[str, str | bytes] = {name: (SHARED / "prices" / name).read_bytes() for name in names}
        now = datetime(2026, 11, 20, 9, tzinfo=UTC)
        found = fetched(tmp_path, files, company("tesla", "TSLA", "XNAS"), now=now)
        assert told(found) == ["3658:49 price-date-twice"]

    def test_hostile_files(self, tmp_path: Path) -> None:
        for name, code in (
            ("dd-mm-yyyy", "price-date-format"),
            ("git_lfs_pointer", "price-file-pointer"),
            ("slash_dates_missing_ohlc", "price-file-layout"),
        ):
            content = (SHARED / "hostile" / "csv" / f"all_stocks_5yr__{name}.csv").read_bytes()
            found = fetched(tmp_path / name, {"AAL.csv": content}, company("aal", "AAL", "XNAS"))
            assert codes(found) == [code]
            assert found.companies[0].state == "refused"
