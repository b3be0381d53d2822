"""Single values that are not what their place asks for: names, numbers, amounts, units, dates, periods."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad.case import CONFLICTS, C, Case, Expected, F, H, O, V, X, case, findings, verify
from tests.workspaces import workspace

_NET_CASH = "2025-06-30: {value: 7.1, source: S3, note: stated as “net debt of −7.1”}"
_PRICE = "value: CNY 196.3 bn"


def _number(typed: str, code: str, says: str = "") -> Case:
    return case(
        f"{typed[:20]} as a number", F, "FY2025: {value: 350000", f"FY2025: {{value: {typed}", f"¦{typed}", code, says
    )


def _amount(typed: str, code: str, says: str = "") -> Case:
    return case(f"{typed[:20]} as an amount", V, _PRICE, f"value: {typed}", f"value: ¦{typed}", code, says)


def _unit(typed: str, says: str = "") -> Case:
    new = f"unit: {typed}\n    status: actual\n    definition: cash less debt"
    old = "unit: CNY bn\n    status: actual\n    definition: cash less debt"
    return case(
        f"{typed} as a unit", F, old, new, f"unit: ¦{typed}\n    status: actual\n    definition", "unit-unknown", says
    )


def _day(typed: str, code: str) -> Case:
    return case(f"{typed} as a day", O, "day: 2025-12-31", f"day: {typed}", f"day: ¦{typed}", code)


def _period(typed: str) -> Case:
    new = f"{typed}: {{value: 350000"
    return case(f"{typed} as a period", F, "FY2025: {value: 350000", new, f"¦{new}", "period-unknown", "FY2024")


def _name(typed: str, code: str) -> Case:
    return case(f"{typed[:20]} as a name", C, "name: Xiaomi Corporation", f"name: {typed}", f"name: ¦{typed}\n", code)


CASES = (
    # --- names and texts
    _name('"<script>alert(1)</script>"', "name-markup"),
    _name('"Xiaomi <b>Corporation</b>"', "name-markup"),
    _name("X" * 300, "name-too-long"),
    _name('"a\\nb"', "name-format"),
    _name('"  "', "value-missing"),
    _name('"\\u202ecimoaiX"', "control-character"),
    _name("[a, b]", "wrong-type"),
    case("no name", C, "name: Xiaomi Corporation", "name:", "name:¦\nnative", "value-missing"),
    case("a ticker of nothing but signs", C, "ticker: 1810.HK", 'ticker: "!"', 'ticker: ¦"!"', "ticker-format"),
    case("an exchange by its name", C, "XHKG", "Hong Kong", "¦Hong Kong\n  short", "exchange-format", "XHKG"),
    case("a currency that is none", C, "reporting_currency: CNY", "reporting_currency: RMB", "¦RMB", "currency-unknown",
         "CNY"),
    case("a year that ends nowhere", C, "12-31", "13-31", "¦13-31", "year-end-format"),
    case("a note type with a slash", C, "note_type: initiation", "note_type: ../x", "¦../x", "text-format",
         "templates"),
    case("a time zone that is none", H, "Asia/Hong_Kong", "Asia/Hongkong City", "¦Asia/", "time-zone-unknown"),
    case("a colour by its name", H, '"#b93a0e"', "red", "accent: ¦red", "colour-format", "#b93a0e"),
    case("a colour of three digits", H, '"#b93a0e"', '"#b93"', '¦"#b93"', "colour-format"),
    case("yes for true", V, "is_cash: true", "is_cash: yes", "is_cash: ¦yes", "flag-format", "true nor false"),
    case("a text where a list is needed", C, "analysts: [lead, second]", "analysts: lead", "analysts: ¦lead",
         "wrong-type", "list"),
    case("a list where a mapping is needed", H, "analysts:\n  lead:", "analysts:\n  third: [x]\n  lead:", "¦[x]",
         "wrong-type"),
    # --- numbers
    _number("1_000", "number-format", "1000"),
    _number('"1,000"', "number-format", "1000"),
    _number('"1,5"', "number-format"),
    _number("12%5", "number-format"),
    _number("12 %", "number-format"),
    _number("0x10", "number-format"),
    _number("010", "number-format"),
    _number("1.2.3", "number-format"),
    _number("\uff11\uff12", "number-format"),
    _number(".nan", "number-not-finite"),
    _number("NaN", "number-not-finite"),
    _number("Infinity", "number-not-finite"),
    _number("-.inf", "number-not-finite"),
    _number("9" * 400, "number-too-long"),
    _number("'9e999'", "number-format"),
    _number("[1]", "wrong-type"),
    case("no number", F, "FY2025: {value: 350000", "FY2025: {value: ", "FY2025: {value: ¦,", "value-missing"),
    case("a horizon of no months", H, "horizon_months: 12", "horizon_months: 0", "horizon_months: ¦0", "out-of-range"),
    case("half a month", H, "horizon_months: 12", "horizon_months: 1.5", "horizon_months: ¦1.5", "number-format"),
    case("a negative age", H, "price: 5", "price: -5", "price: ¦-5", "out-of-range", "at least 0"),
    case("decimals in words", X, "{metric: research}", "{metric: research, decimals: two}", "decimals: ¦two",
         "number-format"),
    # --- amounts and units
    _amount('"1,000"', "number-format", "1000"),
    _amount("CNY 1_000 bn", "number-format", "1000"),
    _amount("12%5", "number-format"),
    _amount("CNY NaN bn", "amount-format"),
    _amount("RMB 196.3 bn", "unit-unknown", "CNY"),
    _amount("CNY 196.3 billions", "unit-unknown", "billion"),
    _amount("CNY " + "9" * 400, "number-too-long"),
    _amount("about 200", "amount-format", "CNY 7.1 bn"),
    _unit("CNY bb"),
    _unit("RMB bn", "CNY"),
    _unit("CNY/HKDD", "HKD"),
    _unit("parsecs"),
    # --- dates and periods
    _day("2025-02-30", "date-unknown"),
    _day("2025-13-01", "date-unknown"),
    _day("31.12.2025", "date-format"),
    _day("2025-1-1", "date-format"),
    _day("tomorrow", "date-format"),
    case("an hour that does not exist", O, "2025-11-14 18:00", "2025-11-14 25:00", "¦2025-11-14 25:00", "date-unknown"),
    case("a time without an hour", O, "2025-11-14 18:00", "2025-11-15", "completed: ¦2025-11-15", "date-format"),
    _period("FY25"),
    _period("2025Q5"),
    _period("2025H3"),
    _period("Q1 2025"),
    _period("2025-13"),
    # --- words of which a few are possible, keys
    case("a sign", V, "sign: add", "sign: ad", "sign: ¦ad\n", "unknown-value", "did you mean 'add'"),
    case("a direction", O, "direction: up\n    source: S2\n  - event: Ann",
         "direction: sideways\n    source: S2\n  - event: Ann", "¦sideways", "unknown-value", "up, down, either"),
    case("a method", V, "method: multiple", "method: multples", "method: ¦multples", "unknown-value",
         "did you mean 'multiple'"),
    case("a method of nothing", V, "method: multiple", "method:", "method:¦\n    label: Others", "value-missing"),
    case("no method", V, "    method: multiple\n", "", "¦others:", "missing-key", "method"),
    case("a status", F, "FY2025: {value: 350000,", "FY2025: {value: 350000, status: acutal,", "¦acutal",
         "unknown-value", "actual"),
    case(
        "a key of a part",
        V,
        "stated_method: 10-year DCF\n    value: {value: CNY 196.3",
        "statd_method: 10-year DCF\n    stated_method: DCF\n    value: {value: CNY 196.3",
        "¦statd_method",
        "unknown-key",
        "did you mean 'stated_method'",
    ),
    case("a key at the top", H, "language: en", "langauge: en\nlanguage: en", "¦langauge", "unknown-key",
         "did you mean 'language'"),
    case("a key in a list", O, "probability: high", "probability: high\n    indicater: x", "¦indicater", "unknown-key",
         "'indicator'"),
    case("a key in an input", V, "as_of: 2025-11-14, judgement", "asof: x, as_of: 2025-11-14, judgement", "¦asof",
         "unknown-key", "'as_of'"),
    case("a key far from all", C, "sector:", "zzz: 1\nsector:", "¦zzz", "unknown-key"),
    case("a part in capitals", V, "  internet:\n", "  Internet:\n", "¦Internet:", "key-format", "lower-case"),
    case("a source in small letters", F, "FY2025: {value: 350000, source: S2", "FY2025: {value: 350000, source: s2",
         "¦s2", "text-format", "capital"),
    case("no label", V, "    label: Net cash\n", "", "¦net_cash:", "missing-key", "'label'"),
    Case("no answers", {CONFLICTS: "answers: []\n"}, (Expected(CONFLICTS, "¦answers:", "too-few", "at least 1"),)),
)  # fmt: skip

GOOD = (
    ("a ticker that YAML 1.1 takes for false", C, "ticker: 1810.HK", "ticker: NO"),
    ("a ticker that YAML 1.1 takes for a number", C, "ticker: 1810.HK", "ticker: 0700"),
    ("a ticker that YAML 1.1 takes for minutes", C, "short_name: XIAOMI-W", "short_name: 12:30"),
    ("a name with quotes", C, "name: Xiaomi Corporation", "name: '\"Xiaomi\" ''Corporation'''"),
    ("a Chinese name", C, "name: Xiaomi Corporation", "name: 小米集團"),
    ("an Arabic name", C, "name: Xiaomi Corporation", "name: شاومي"),
    ("a name with an ampersand and a smaller-than", C, "name: Xiaomi Corporation", "name: A&B < C"),
    ("a name of 120 characters", C, "name: Xiaomi Corporation", f"name: {'X' * 120}"),
    ("a name that is a number", C, "name: Xiaomi Corporation", "name: 1_000"),
    ("a number with a sign", F, "FY2025: {value: 350000", "FY2025: {value: +350000"),
    ("an amount without spaces", V, "value: 12 %", "value: 12%"),
    ("an amount in millions", V, "value: CNY 196.3 bn", "value: CNY 196300 m"),
    ("a leap day", O, "day: 2025-12-31", "day: 2028-02-29"),
    ("a rate in digits", H, "lower: -10 %", "lower: -0.1"),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_findings(case: Case, tmp_path: Path) -> None:
    verify(case, tmp_path)


@pytest.mark.parametrize(("file", "old", "new"), [row[1:] for row in GOOD], ids=[row[0] for row in GOOD])
def test_loads(file: str, old: str, new: str, tmp_path: Path) -> None:
    verify(Case("good", {file: [(old, new)]}), tmp_path)


def test_all_faults_of_a_file_are_told_in_one_run(tmp_path: Path) -> None:
    edits = [
        ("value: CNY 196.3 bn", "value: 'CNY 196,3 bn'"),
        ("label: IoT & lifestyle products", "label: <b>IoT</b>"),
        ("sign: add", "sign: plus"),
        ("value: 12 %", "value: NaN"),
        ("basis: as stated", "basis: guessed"),
        ("1.13636 HKD/CNY", "1.13636 HKD/CNYY"),
        ("multiple: {value: 54.47x", "multiple: {valeu: 54.47x"),
    ]
    found = findings(workspace(tmp_path, {V: edits}))
    codes = {one.code for one in found if one.severity.value == "error"}
    assert codes == {
        "number-format",
        "name-markup",
        "unknown-value",
        "amount-format",
        "unit-unknown",
        "unknown-key",
    }


def test_faults_of_all_files_are_told_in_one_run(tmp_path: Path) -> None:
    changes = {
        C: [("sector: ", "sctor: ")],
        F: [("value: 350000", "value: 350,000")],
        V: [("sign: add", "sign: plus")],
        O: [("action: initiation", "action: start")],
        X: [("{metric: research}", "{metric: Research}")],
        H: [("bucket: hold", "bucket: keep")],
        CONFLICTS: [
            ("question: Officer of the company, answer: false", "question: Officer of the company, answer: no")
        ],
    }
    assert {one.location.file for one in findings(workspace(tmp_path, changes))} == {
        f"inputs/{file}" for file in changes
    }


def test_the_place_of_a_fault_behind_one_that_is_left_out(tmp_path: Path) -> None:
    edits = [
        ("effect: {path: valuation.premium, becomes: 0 %}", "effect: {path: valuation.premium, becomes: 0 %, x: 1}"),
        (
            "effect: {path: valuation.bridge.net_cash, becomes: CNY 0 bn}",
            "effect: {path: valuation.bridge.cash, becomes: 0 %}",
        ),
    ]
    expected = (
        Expected(O, "0 %, ¦x: 1", "unknown-key"),
        Expected(O, "path: ¦valuation.bridge.cash", "unknown-reference"),
    )
    verify(Case("places", {O: edits}, expected), tmp_path)
