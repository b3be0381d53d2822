"""Of the night's clean mail nothing is said; one wrong figure in it is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from reportgen.publishing.email import Letter
from reportgen.sending.night_proving import night_faults

OWN = ("Example Research", "Example Research Limited", "14 November 2025, 18:05 HKT")
FOUND: Mapping[str, Any] = {
    "night": "2025-11-14",
    "counts": {"built": 2, "unchanged": 1, "failed": 1, "stale": 1, "released": 1},
    "companies": [
        {
            "company": "slow", "name": "Slow", "state": "failed", "reason": "time", "look": True, "stale": True,
            "note": {"as_of": "2025-11-10", "age_days": 4, "currency": "HKD"}, "overdue": None, "withheld": "",
            "diagnostics": [
                {"file": "inputs/slow/facts.yaml", "line": 12, "column": 5, "message": "no such key", "code": "key",
                 "severity": "error"},
            ],
            "moved": [], "released": None,
        },
        {
            "company": "xiaomi", "name": "Xiaomi", "state": "built", "reason": "", "look": False, "stale": False,
            "note": {"as_of": "2025-11-14", "age_days": 0, "currency": "HKD"}, "overdue": None, "withheld": "",
            "diagnostics": [],
            "moved": [
                {"what": "target_price", "from": "36.03", "to": "48.20", "change": "0.337774"},
                {"what": "implied_return", "from": "-0.151836", "to": "0.172749", "change": "0.324585"},
            ],
            "released": 2,
        },
    ],
}  # fmt: skip
TEXT = """\
Example Research · Night of 14 November 2025
1 to look at
built 2
unchanged 1
failed 1
stale 1
released 1
Slow (slow): failed: time; the note of 10 Nov 2025 stands, 4 days old
  inputs/slow/facts.yaml:12:5: no such key [key]
Xiaomi (xiaomi): version 2 released
  target HKD 36.03 → HKD 48.20 (+33.8 %)
  return \u221215.2 % → 17.3 % (+32.5 points)
Entered 14 November 2025, 18:05 HKT. Sent to operator@example.com by Example Research Limited.
"""


def letter(text: str, subject: str = "Example Research, night of 2025-11-14: 1 to look at") -> Letter:
    return Letter(
        id="1" * 40,
        recipient="operator@example.com",
        name="",
        at=datetime(2025, 11, 14, 10, 5, tzinfo=UTC),
        subject=subject,
        html=f"<body><p>{text}</p></body>",
        text=text,
        list_name="nights",
        attachments=[],
    )


def test_of_a_clean_mail_nothing_is_said() -> None:
    assert night_faults(letter(TEXT), FOUND, OWN) == ()


FAULTS: Mapping[str, tuple[Callable[[str], str], str]] = {
    "a count": (lambda text: text.replace("failed 1", "failed 7"), "does not print 'failed 1'"),
    "counts in each other's places": (
        lambda text: text.replace("built 2", "built 1").replace("unchanged 1", "unchanged 2"),
        "does not print 'unchanged 1'",
    ),
    "a target": (lambda text: text.replace("48.20", "42.80"), "does not print 'Xiaomi xiaomi version 2 released"),
    "a change": (lambda text: text.replace("+33.8", "+38.3"), "does not print 'Xiaomi xiaomi version 2 released"),
    "a sign": (lambda text: text.replace("\u221215.2", "15.2"), "does not print 'Xiaomi xiaomi version 2 released"),
    "a version": (lambda text: text.replace("version 2", "version 3"), "does not print 'Xiaomi xiaomi version 2"),
    "another company": (lambda text: text.replace("Xiaomi (xiaomi)", "Slow (slow)"), "does not print 'Xiaomi"),
    "a line of a file": (lambda text: text.replace(":12:5", ":21:5"), "does not print 'Slow slow failed: time"),
    "an age": (lambda text: text.replace("4 days", "14 days"), "does not print 'Slow slow failed: time"),
    "the night": (lambda text: text.replace("Night of 14", "Night of 15"), "prints '15"),
    "a number of the template": (lambda text: f"{text}Of 17 companies\n", "prints '17', which the night does not hold"),
    "a word of the program": (lambda text: f"{text}None\n", "prints 'None', a word of the program"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_single_fault_is_found(name: str) -> None:
    fault, says = FAULTS[name]
    assert fault(TEXT) != TEXT
    found = night_faults(replace(letter(TEXT), text=fault(TEXT)), FOUND, OWN)
    assert found
    assert found[0].startswith(f"text {says}"), found


@pytest.mark.parametrize(
    ("subject", "faults"),
    [
        ("Example Research, night of 2025-11-14: 2 to look at", 2),
        ("Example Research, night of 2025-11-13: 1 to look at", 2),
        ("Example Research, night of 2025-11-14: all fine", 1),
    ],
)
def test_the_subject_is_read(subject: str, faults: int) -> None:
    assert date.fromisoformat(FOUND["night"]) == date(2025, 11, 14)
    assert len(night_faults(letter(TEXT, subject), FOUND, OWN)) == faults
