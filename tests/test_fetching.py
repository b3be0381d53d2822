from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportgen.diagnostics import ReportgenError, Severity
from reportgen.fetching import Wish, fetch_prices
from reportgen.loading import load
from reportgen.sources import Fetched
from tests.sources.vendors import FLAT, SHARED
from tests.workspaces import Change, small_workspace, workspace

NOW = datetime(2025, 11, 17, 9, tzinfo=UTC)
SOURCED = [("analysts: [lead]\n", "analysts: [lead]\nprice_source: P\n")]
PRICES = "Date,Close\n2025-01-31,8.00\n2025-02-03,8.10\n2025-02-04,8.20\n"


def small(tmp_path: Path, **changes: Change) -> Path:
    named = {name.replace("_", "."): change for name, change in changes.items()}
    return small_workspace(tmp_path, {"company.yaml": SOURCED, **named})


def fetched(root: Path, files: dict[str, str], *slugs: str, now: datetime = NOW, **said: object) -> Fetched:
    folder = root / "vendor"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return fetch_prices(root, Wish(folder=folder, companies=slugs, **said), now)  # type: ignore[arg-type]


def errors_of(found: Fetched) -> list[str]:
    return [f"{each.location} {each.code}" for each in found.diagnostics if each.severity is Severity.ERROR]


def prices(root: Path, slug: str = "small") -> str:
    return (root / "inputs" / slug / "prices.csv").read_text()


def test_new_closes_go_into_the_file_that_a_note_is_built_from(tmp_path: Path) -> None:
    root = small(tmp_path)
    found = fetched(root, {"SML.csv": PRICES}, "small")
    assert errors_of(found) == []
    assert prices(root).endswith("2024-12-31,9.50,P\n2025-01-31,8.00,P\n2025-02-03,8.10,P\n2025-02-04,8.20,P\n")
    loaded = load(root, "small")
    assert loaded.inputs is not None
    assert [each for each in loaded.diagnostics if "prices.csv" in each.location.file] == []
    assert str(loaded.inputs.closes[-1].close) == "8.20"


def test_a_second_fetch_changes_not_one_byte(tmp_path: Path) -> None:
    root = small(tmp_path)
    fetched(root, {"SML.csv": PRICES})
    path = root / "inputs" / "small" / "prices.csv"
    before, written = path.read_bytes(), path.stat().st_mtime_ns
    again = fetched(root, {"SML.csv": PRICES}, now=datetime(2025, 12, 1, tzinfo=UTC))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, written)
    assert {each.slug: each.state for each in again.companies}["small"] == "unchanged"


def test_a_company_without_closes_gets_its_first(tmp_path: Path) -> None:
    root = small(tmp_path, prices_csv=None)
    assert errors_of(fetched(root, {"SML.csv": PRICES}, "small")) == []
    assert prices(root).startswith("# Closing prices in USD\n# origin: SML.csv, sha256 ")


def test_a_dry_run_writes_nothing_and_tells_the_same(tmp_path: Path) -> None:
    root = small(tmp_path)
    before = prices(root)
    dry = fetched(root, {"SML.csv": PRICES}, "small", dry_run=True)
    assert prices(root) == before
    assert dry.companies[0].added == 2
    assert fetched(root, {"SML.csv": PRICES}, "small").companies == dry.companies


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"company_yaml": [("fiscal_year_end: 12-31\n", "fiscal_year_end: 12-31\n#\n")]},
            "company.yaml:1:1 price-source-missing",
        ),
        (
            {"company_yaml": [("analysts: [lead]\n", "analysts: [lead]\nprice_source: Q\n")]},
            "company.yaml:10:15 price-source-missing",
        ),
        ({"company_yaml": [("exchange: XNYS", "exchange: NY")]}, "company.yaml:2:34 exchange-format"),
        ({"prices_csv": "date,close,source\n2025-01-31,minus,P\n"}, "prices.csv:2:12 number-format"),
        ({"prices_csv": "day,close,source\n"}, "prices.csv:1:1 csv-columns"),
    ],
)
def test_a_company_whose_own_files_are_at_fault_keeps_what_it_has(
    tmp_path: Path, changes: dict[str, Change], fault: str
) -> None:
    root = small_workspace(
        tmp_path, {name.replace("_", "."): each for name, each in ({"company_yaml": SOURCED} | changes).items()}
    )
    before = prices(root)
    found = fetched(root, {"SML.csv": PRICES, "1810.HK.csv": FLAT})
    assert f"inputs/small/{fault}" in errors_of(found)
    states = {each.slug: each.state for each in found.companies}
    assert states == {"small": "refused", "xiaomi": "changed"}
    assert prices(root) == before


def test_the_sample_takes_a_week_and_keeps_the_close_that_the_report_states(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    found = fetched(root, {"1810.HK.csv": FLAT})
    assert [each.code for each in found.diagnostics] == ["price-contradicted"]
    assert "2025-11-14,42.48,S3\n" in prices(root, "xiaomi")
    assert "2025-11-13,43.16,S5\n" in prices(root, "xiaomi")


def test_a_closure_of_the_workspace_counts(tmp_path: Path) -> None:
    closed = "closures:\n  - {date: 2025-11-12, exchange: XHKG, reason: Typhoon}\n"
    root = workspace(tmp_path, {"closures.yaml": closed})
    found = fetched(root, {"1810.HK.csv": FLAT})
    assert "price-without-session" in [each.code for each in found.diagnostics]
    assert "2025-11-12" not in prices(root, "xiaomi")
    (root / "inputs" / "closures.yaml").write_text(closed.replace("XHKG", "Hong Kong"))
    assert errors_of(fetched(root, {})) == ["inputs/closures.yaml:2:34 exchange-format"]


def test_names_that_are_no_companies_are_told(tmp_path: Path) -> None:
    found = fetched(workspace(tmp_path), {}, "nobody", "../etc")
    assert errors_of(found) == ["inputs:1:1 company-name", "inputs/nobody:1:1 unknown-company"]
    assert found.companies == ()


def test_a_file_that_is_edited_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = small(tmp_path)
    from reportgen import sources  # noqa: PLC0415 - one test's own

    original = sources.fetch

    def while_somebody_types(*arguments: object) -> Fetched:
        with (root / "inputs" / "small" / "prices.csv").open("a") as file:
            file.write("2025-02-05,8.30,P\n")
        return original(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(sources, "fetch", while_somebody_types)
    with pytest.raises(ReportgenError, match="was changed while"):
        fetched(root, {"SML.csv": PRICES}, "small")
    assert prices(root).endswith("2025-02-05,8.30,P\n")
    assert "2025-02-04" not in prices(root)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_a_fault_of_the_machine(tmp_path: Path) -> None:
    root = small(tmp_path)
    (root / "inputs" / "small").chmod(0o555)
    with pytest.raises(ReportgenError, match="cannot write"):
        fetched(root, {"SML.csv": PRICES}, "small")


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"needs the real files in {SHARED}")
def test_all_real_files_at_once(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    wish = Wish(folder=SHARED / "prices")
    now = datetime(2026, 11, 20, 9, tzinfo=UTC)
    found = fetch_prices(root, wish, now)
    assert errors_of(found) == []
    assert [(each.added, each.agreeing, str(each.last)) for each in found.companies] == [(1875, 5178, "2026-03-26")]
    assert fetch_prices(root, wish, now).companies[0].state == "unchanged"
    loaded = load(root, "xiaomi")
    assert loaded.inputs is not None
    assert len(loaded.inputs.closes) == 1899
