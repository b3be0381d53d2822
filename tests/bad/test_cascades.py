"""One fault is told once: what only follows from it is left out until it is put right."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import Severity
from tests.bad.case import DELIVERIES, REPORTED, C, F, H, N, O, P, V, X, findings
from tests.workspaces import SAMPLE, Change, workspace

_TEXTS = {file: (SAMPLE / file).read_text(encoding="utf-8") for file in (F, V, O, X, REPORTED, DELIVERIES, P)}


def _codes(root: Path) -> list[str]:
    return sorted(one.code for one in findings(root) if one.severity is not Severity.INFO)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({F: "sources: [\n"}, ["yaml-syntax"]),
        ({F: [("metrics:\n", "metric:\n")]}, ["unknown-key"]),
        ({F: [("    label: Revenue\n    unit: CNY bn\n", "    label: Revenue\n    unit: CNY bb\n")]}, ["unit-unknown"]),
        (
            {
                F: [
                    (
                        "unit: bn shares\n    status: actual\n    definition: as the",
                        "unit: bn\n    status: actual\n    definition: as the",
                    )
                ]
            },
            ["unit-expected"],
        ),
        ({F: [("    label: Cars delivered\n", "")]}, ["missing-key"]),
        ({F: [("  deliveries:\n", "  delivered:\n")]}, ["unknown-metric"]),
        ({F: [("2025-06-30: {value: 7.1,", "2025-06-30: {value: 7,1,")]}, ["unknown-key"]),
        ({F: [("  S1:\n", "  s1:\n")]}, ["text-format"]),
        ({F: [("    published: 2024-12-31\n", "    published: 2024-12-32\n")]}, ["date-unknown"]),
        ({F: [("status: actual\n    sum_of", "status: acutal\n    sum_of")]}, ["unknown-value"]),
        (
            {REPORTED: _TEXTS[REPORTED].replace("\nrevenue,2025Q2,115.96", "\nrevenue,2025Q2,115.96 bn")},
            ["number-format"],
        ),
        ({REPORTED: _TEXTS[REPORTED].replace("\nrevenue,2025Q2,", "\nrevenue,2025Q5,")}, ["period-unknown"]),
        ({REPORTED: _TEXTS[REPORTED].replace("\nrevenue,2025Q2,", "\nrevenue,2025Q1,")}, ["duplicate-key"]),
        ({REPORTED: _TEXTS[REPORTED].replace("\nrevenue,2025Q2,", "\nrevnue,2025Q2,")}, ["unknown-metric"]),
        ({REPORTED: _TEXTS[REPORTED].replace("\nrevenue,2025Q2,115.96,", "\nrevenue,2025Q2,115,96,")}, ["csv-cells"]),
        ({REPORTED: None}, ["missing-file"]),
        ({REPORTED: _TEXTS[REPORTED].replace("metric,period,", "metric,quarter,")}, ["csv-columns", "csv-columns"]),
        ({P: [("2025-11-14,42.48,S3", "2025-11-14,42.48 HKD,S3")]}, ["number-format"]),
        ({P: _TEXTS[P].replace("date,close", "day,close")}, ["csv-columns", "csv-columns"]),
        ({V: [("value: CNY 196.3 bn", "value: CNY 196.3 bb")]}, ["unit-unknown"]),
        ({V: [("value: CNY 196.3 bn", "value: 196.3 bn shares")]}, ["unit-expected"]),
        ({V: [("method: multiple", "method: multiples")]}, ["unknown-value"]),
        ({V: [("rate: {value: 12 %", "rate: {value: 12 percent")]}, ["unit-unknown"]),
        ({V: [("1.13636 HKD/CNY", "1.13636")]}, ["unit-expected"]),
        (
            {V: [("exchange_rate: {value: 1.13636 HKD/CNY", "exchange_rate: {value: 1,13636 HKD/CNY")]},
            ["unit-expected", "unknown-key"],
        ),
        ({V: [("count: {fact: shares.2025-06-30}", "count: {fact: shares.2025-06}")]}, ["unknown-reference"]),
        (
            {V: [("source: S3, as_of: 2025-11-14}\n\npeers", "source: s3, as_of: 2025-11-14}\n\npeers")]},
            ["text-format"],
        ),
        ({V: [("as_of: 2025-05-31}\n    apple", "as_of: 2025-05-32}\n    apple")]}, ["date-unknown"]),
        ({V: [("54.47x", "54.47xx")]}, ["number-format"]),
        (
            {V: [("    method: given\n    label: Internet services\n", "    label: Internet services\n")]},
            ["missing-key"],
        ),
        ({V: [("  internet:\n", "  iot:\n")]}, ["duplicate-key"]),
        ({H: [("upper: -10 %", "upper: -10 %%")]}, ["unit-unknown"]),
        ({H: [("  second:\n", "  Second:\n")]}, ["key-format"]),
        ({H: [("bucket: hold", "bucket: holds")]}, ["unknown-value"]),
        (
            {
                O: [
                    (
                        "effect: {path: valuation.premium, becomes: 0 %}",
                        "effect: {path: valuation.premium, becomes: 0 per cent}",
                    )
                ]
            },
            ["unit-unknown"],
        ),
        ({X: [("noun: Cars delivered", "nuon: Cars delivered")]}, ["missing-key", "unknown-key"]),
        ({X: [("  years:\n", "  year:\n")]}, ["missing-key", "unknown-key"]),
        ({N: [("{#thesis}", "{#thesiss}")]}, ["unknown-section"]),
        ({C: [("  exchange: XHKG\n", "")]}, ["missing-key"]),
        ({C: [("[lead, second]", "[lead, Second]")]}, ["key-format"]),
    ],
)
def test_a_fault_and_nothing_else(changes: dict[str, Change], codes: list[str], tmp_path: Path) -> None:
    assert _codes(workspace(tmp_path, changes)) == codes
