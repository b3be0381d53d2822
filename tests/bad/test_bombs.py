"""Inputs made to exhaust the machine: each is examined in a process of its own, which must come to its end.

The guard is generous and measures nothing: what is quadratic in megabytes would take hours.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from reportgen.diagnostics import Severity
from tests.bad.case import DELIVERIES, F, N, O, P, V, findings
from tests.workspaces import workspace

_GUARD_SECONDS = 240
# forked from one process that has made the imports, which cost more than most examinations
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.bad.case"])
_MILLION = 1_000_000
_HEAD = "# a\n\nb\n\n## c {#thesis}\n\n"

BOMBS = (
    ("braces that open", N, _HEAD + "{{" * _MILLION, "text-too-long"),
    ("braces that open, as much as a note may hold", N, _HEAD + "{{" * 99_000, "prose-statement"),
    ("braces that open and one that closes", N, _HEAD + "{{" * 99_000 + "}}", "prose-statement"),
    ("braces that close", N, _HEAD + "}}" * 99_000, "prose-statement"),
    ("references", N, _HEAD + "{{a}}\n\n" * 25_000, "text-too-long"),
    ("brackets", N, _HEAD + "[" * 190_000, "text-too-long"),
    ("pictures in pictures", N, _HEAD + "![" * 50_000 + "](x)" * 20_000, "prose-markup"),
    ("stars", N, _HEAD + "**a *b " * 25_000, "text-too-long"),
    ("quotations in quotations", N, _HEAD + ">" * 190_000, "prose-markup"),
    ("lists in lists", N, _HEAD + "- " * 95_000, "prose-markup"),
    ("headings", N, _HEAD + "## x {#plan}\n" * 15_000, "duplicate-section"),
    ("a field of braces", O, "rating: '" + "{{" * _MILLION + "'\n", "text-too-long"),
    ("a field of one word", V, "method: " + "x" * 4 * _MILLION, "unknown-value"),
    (
        "a number of megabytes",
        V,
        "as_of: 2025-11-14\nexchange_rate: {value: " + "1" * 4 * _MILLION + "}",
        "number-too-long",
    ),
    (
        "an amount of spaces",
        V,
        "as_of: 2025-11-14\nexchange_rate: {value: '1" + " " * 4 * _MILLION + "x'}",
        "missing-key",
    ),
    ("keys", V, "".join(f"k{number}: 1\n" for number in range(20_000)), "unknown-key"),
    ("one key", V, "k: 1\n" * 20_000, "duplicate-key"),
    ("tags", V, "a: !x 1\n" * 20_000, "yaml-tag"),
    ("anchors", V, "".join(f"k{number}: &a{number} 1\n" for number in range(20_000)), "yaml-alias"),
    ("instructions", V, "%TAG !a! b\n" * 400_000 + "---\na: 1\n", "yaml-directive"),
    ("quotation marks", V, "a: " + "'" * (4 * _MILLION + 1), "yaml-syntax"),
    ("comments", V, "#\n" * 2 * _MILLION, "empty-file"),
    (
        "metrics",
        F,
        "sources: {S1: {title: x}}\nmetrics:\n" + "".join(f"  m{each}: 1\n" for each in range(30_000)),
        "wrong-type",
    ),
    ("commas", P, "date,close,source\n" + "," * _MILLION, "price-missing"),
    ("cells", P, "date,close,source\n" + "a," * _MILLION, "csv-cells"),
    ("quoted cells", P, "date,close,source\n" + '"a,' * 500_000, "csv-cells"),
    ("rows", P, "date,close,source\n" + "2025-11-14,1,S3\n" * 60_000, "duplicate-key"),
    ("rows of an unknown metric", DELIVERIES, "metric,period,value\n" + "x,FY2024,1\n" * 100_000, "unknown-metric"),
    (
        "rows of many unknown metrics",
        DELIVERIES,
        "metric,period,value\n" + "".join(f"x{each},FY2024,1\n" for each in range(20_000)),
        "unknown-metric",
    ),
)


@pytest.mark.slow
@pytest.mark.parametrize(("file", "text", "code"), [row[1:] for row in BOMBS], ids=[row[0] for row in BOMBS])
def test_comes_to_its_end(file: str, text: str, code: str, tmp_path: Path) -> None:
    root = workspace(tmp_path, {file: text})
    here, there = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_examine, args=(root, there))
    process.start()
    there.close()
    try:
        assert here.poll(_GUARD_SECONDS), "it does not come to its end"
        assert code in here.recv()
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()


def _examine(root: Path, to: Connection) -> None:
    to.send({one.code for one in findings(root) if one.severity is Severity.ERROR})
