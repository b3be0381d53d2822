from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportgen.diagnostics import Severity
from tests.sources.vendors import CLOSES, DAYS, FLAT, HISTORY, LAYOUTS, STOOQ_WEB, YAHOO, codes, fetched, rows, told

WANTED = [f"{day},{close},S1" for day, close in zip(DAYS, CLOSES, strict=True)]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_the_same_closes(tmp_path: Path, name: str) -> None:
    layout, text = LAYOUTS[name]
    found = fetched(tmp_path, {name: text})
    assert told(found, None) == []
    assert rows(found) == WANTED
    assert f"# origin: {name}, sha256 " in str(found.companies[0].text)
    assert f", {layout} (" in str(found.companies[0].text)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_byte_order_mark_blank_lines_and_other_line_ends_do_no_harm(tmp_path: Path, name: str) -> None:
    _, text = LAYOUTS[name]
    plain = text.replace("\r", "")
    dressed = "\n\n" + plain.replace("2025-11-12", "\n2025-11-12") + "\n , \n\n"
    for number, ends in enumerate(("\n", "\r\n", "\r")):
        found = fetched(tmp_path / str(number), {name: b"\xef\xbb\xbf" + dressed.replace("\n", ends).encode()})
        # a row of blanks with fewer cells than the head is no row
        assert rows(found) == WANTED


def test_columns_may_stand_in_any_order_and_case(tmp_path: Path) -> None:
    lines = [line.split(",") for line in FLAT.lower().splitlines()]
    turned = "\n".join(",".join(reversed(line)) for line in lines)
    assert rows(fetched(tmp_path, {"1810.HK.csv": turned})) == WANTED


def test_rows_may_go_from_the_last_day_to_the_first(tmp_path: Path) -> None:
    head, *body = STOOQ_WEB.replace("\r", "").splitlines()
    assert rows(fetched(tmp_path, {"1810.hk.txt": "\n".join([head, *reversed(body)])})) == WANTED


def test_the_unadjusted_close_is_taken_where_there_are_both_and_the_origin_says_so(tmp_path: Path) -> None:
    found = fetched(tmp_path, {"1810.HK.csv": YAHOO})
    assert rows(found)[0] == "2025-11-10,41.80,S1"
    assert "Yahoo download (unadjusted closes, the adjusted ones left aside), retrieved 2025-11-17: 5 closes" in str(
        found.companies[0].text
    )


def test_many_shares_in_one_file_each_go_to_their_company(tmp_path: Path) -> None:
    wide = (
        "Price,Close,Close,Volume,Volume\nTicker,1810.HK,0700.HK,1810.HK,0700.HK\nDate,,,,\n"
        "2025-11-13,43.16,656.0,9,8\n2025-11-14,42.36,,9,\n"
    )
    assert rows(fetched(tmp_path, {"two.csv": wide})) == ["2025-11-13,43.16,S1", "2025-11-14,42.36,S1"]
    long = "date,close,symbol\n2025-11-13,43.16,1810.HK\n2025-11-13,656,0700.HK\n2025-11-14,42.36,1810.HK\n"
    assert rows(fetched(tmp_path / "2", {"two.csv": long})) == ["2025-11-13,43.16,S1", "2025-11-14,42.36,S1"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "1:1 price-file-empty"),
        (" \n\n", "1:1 price-file-empty"),
        ("Date,Close\n", "1:1 price-file-empty"),
        (',,"",\n,,,\n', "1:1 price-file-empty"),
        ("<!DOCTYPE html>\n<html><body>Sign in</body></html>", "1:1 price-file-html"),
        ("\n  <HTML lang=en>", "1:1 price-file-html"),
        ("Date,Close\n<html>quota</html>", "1:1 price-file-html"),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 9\n", "1:1 price-file-pointer"),
        (b"PK\x03\x04\xff\xfe", "1:5 price-file-unreadable"),
        ("Date,Close\n2025-11-14,42.36\n".encode("utf-16"), "1:1 price-file-unreadable"),
        ("Date,Close\n2025-11-14,4\x002.36\n", "1:1 price-file-unreadable"),
        ("Exceeded the daily hits limit", "1:1 price-file-layout"),
        ('{"error": "not found", "code": 404}', "1:1 price-file-layout"),
        ("2025-11-14,42.36\n", "1:1 price-file-layout"),
        ("Date;Close;Volume\n14.11.2025;42,36;1\n", "1:1 price-file-layout"),
        ("Date\tClose\tVolume\n2025-11-14\t42.36\t1\n", "1:1 price-file-layout"),
        ("Date,Adj Close,Volume\n2025-11-14,42.36,1\n", "1:1 price-file-layout"),
        ("Date,Close,Mood\n2025-11-14,42.36,1\n", "1:12 price-file-layout"),
        ("Date,Close,Close\n2025-11-14,42.36,1\n", "1:12 price-file-layout"),
        ("\nDate,Close\n2025-11-14,42.36\n2025-11-17,42.40,1\n", "4:18 price-file-cells"),
    ],
)
def test_what_is_no_table_of_prices_is_refused_at_its_place(tmp_path: Path, text: str | bytes, place: str) -> None:
    found = fetched(tmp_path, {"1810.HK.csv": text, "1810.HK_good.csv": FLAT})
    assert told(found) == [place]
    assert (found.companies[0].state, found.companies[0].text) == ("refused", None)


def test_a_moment_counts_for_the_day_that_begins_then_where_the_exchange_is(tmp_path: Path) -> None:
    utc = HISTORY.replace("2025-11-10 00:00:00+08:00", "2025-11-09 16:00:00+00:00")
    assert rows(fetched(tmp_path, {"1810.HK.csv": utc})) == WANTED
    naive = HISTORY.replace(" 00:00:00+08:00", " 00:00:00")
    assert rows(fetched(tmp_path / "2", {"1810.HK.csv": naive})) == WANTED
    elsewhere = HISTORY.replace("2025-11-12 00:00:00+08:00", "2025-11-12 00:00:00+00:00")
    assert told(fetched(tmp_path / "3", {"1810.HK.csv": elsewhere})) == ["4:1 price-date-format"]


def test_new_york_is_followed_through_summer_time(tmp_path: Path) -> None:
    from tests.sources.vendors import company  # noqa: PLC0415 - one test's own

    text = "Date,Close\n2025-03-07 00:00:00-05:00,10\n2025-03-10 00:00:00-04:00,11\n"
    found = fetched(tmp_path, {"SML.csv": text}, company("small", "SML", "XNYS"))
    assert [line.split(",")[0] for line in rows(found)] == [str(date(2025, 3, 7)), str(date(2025, 3, 10))]


def test_a_file_with_another_ending_is_named_and_not_opened(tmp_path: Path) -> None:
    found = fetched(tmp_path, {"1810.HK.xlsx": b"PK", ".hidden.csv": "", "1810.HK.csv": FLAT})
    assert codes(found, Severity.WARNING) == ["price-file-ending"]
    assert rows(found) == WANTED
