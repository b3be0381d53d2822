"""A company whose notes can be released in half a second, and ways to look at what was released.

As a program it releases that company again and again, so that a test can kill it: see ``main``.
"""

from __future__ import annotations

import hashlib
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from reportgen import formats
from reportgen.build import examine, render
from reportgen.diagnostics import Location
from reportgen.model.publication import Release, Subscriber
from reportgen.record import Record, deliveries_of, open_record, releases_of
from reportgen.release import FORMATS, Released, release
from reportgen.settling import RELEASED
from tests.workspaces import SMALL, small_workspace

COMPLETED = datetime(2025, 1, 31, 4, 0, tzinfo=UTC)
"""When the small company's note is completed: noon in Hong Kong, where the house is."""

THESIS = (
    "\n## Thesis {#thesis}\n\n**All of it is cheap.** In 2025 the target is {{ valuation.target_price | money }}.\n"
)
ANSWERS = "answers:\n  - {question: Any, answer: false, as_of: 2025-01-31, attested_by: Lead Analyst}\n"

READERS = tuple(
    Subscriber(
        address=f"reader{number}@example.com", name=f"Reader {number}", companies=("small",), place=Location("x")
    )
    for number in range(3)
)


def publishable(tmp_path: Path) -> Path:
    """A workspace with the company "small", of whose note nothing is to be said."""
    changes = {
        "opinion.yaml": SMALL["opinion.yaml"].replace("rating: Neutral", "rating: Buy"),
        "note.md": SMALL["note.md"] + THESIS,
        "conflicts.yaml": ANSWERS,
    }
    return small_workspace(tmp_path, changes)


def reword(root: Path, headline: str) -> None:
    """Give the note another headline."""
    (root / "inputs" / "small" / "note.md").write_text(f"# {headline}\n\nA standfirst.\n{THESIS}", encoding="utf-8")


def revalue(root: Path, value: str) -> None:
    """Give the whole another value in USD m; 500 is a target of USD 10."""
    text = SMALL["valuation.yaml"].replace("USD 500 m", f"USD {value} m")
    (root / "inputs" / "small" / "valuation.yaml").write_text(text, encoding="utf-8")


def released(root: Path, record: Record, *, minutes: float = 30, **choices: Any) -> Released:  # noqa: ANN401 - as release takes them
    """Release the small company's note, by default half an hour after it was completed."""
    now = COMPLETED + timedelta(minutes=minutes)
    return release(root, "small", record=record, now=now, **choices)


def assert_whole(root: Path, record: Record, readers: int = 0) -> tuple[Release, ...]:
    """Every release is archived byte for byte, follows the one before, and has its mails; gives all of them."""
    with record.reading() as connection:
        rows = releases_of(connection, "small")
        mails = deliveries_of(connection, "small")
    assert [row.version for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        folder = root / row.archive
        assert {file.name for file in folder.iterdir()} == set(row.files)
        for name, sha256 in row.files.items():
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    of_release = [mail.message.payload["releases"] for mail in mails]
    assert sorted(map(str, of_release)) == sorted(str([row.id]) for row in rows for _ in range(readers))
    return rows


def assert_published(root: Path, row: Release) -> None:
    """Readers have the release byte for byte, and nothing else of that date."""
    folder = root / RELEASED / row.company / str(row.as_of)
    assert {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()} == dict(row.files)


def nothing_read_back(*_: object, **__: object) -> tuple[()]:
    """For pages of one line, on which nothing of the note stands."""
    return ()


def main() -> None:
    """Serve a test that kills: fork a child for each line of stdin, a headline, in which the note is released.

    The child's process id goes to stdout; after another line, how it ended.
    """
    root, address = Path(sys.argv[1]), sys.argv[2] or None
    setattr(formats, "read_back", nothing_read_back)  # noqa: B010 - it is no name that the package gives away
    # what a child would have to import first is here already
    render(root, examine(root, "small"), FORMATS)
    print("ready", flush=True)  # noqa: T201 - it speaks to the test
    for number, line in enumerate(iter(sys.stdin.readline, "")):
        reword(root, line.strip())
        child = os.fork()
        if child == 0:
            record = open_record(root, address)
            released(root, record, minutes=number, subscribers=READERS)
            os._exit(0)
        print(child, flush=True)  # noqa: T201 - it speaks to the test
        # until it is asked for, a dead child keeps its number, so that nobody else can be killed in its place
        sys.stdin.readline()
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201 - it speaks to the test


if __name__ == "__main__":
    main()
