"""What a database says when it fails, in words that tell what to do. Passwords never appear in them."""

from __future__ import annotations

import re

from sqlalchemy.exc import SQLAlchemyError

_DAMAGED = "{place} is damaged; put it aside and restore it from a backup"
# The first pattern that occurs in the driver's message gives the words; SQLite's come first, then PostgreSQL's.
_WORDS = (
    (r"database is locked|database table is locked", "{place} is in use by another program; try again in a moment"),
    (r"readonly database|read-only trans", "{place} cannot be written to; mend the rights of the file and its folder"),
    (
        r"unable to open database file",
        "{place} cannot be opened; its folder must be writable, on a local disk",
    ),
    (r"not a database|malformed|disk image|could not decode", _DAMAGED),
    (r"disk is full|No space left|could not extend", "{place} cannot grow: the disk is full"),
    (r"disk I/O error", "{place} cannot be read or written: its disk fails"),
    (r"append-only", "{place} is append-only: an entry is never changed or deleted"),
    (r"password authentication failed|no password supplied", "{place} refuses the user or the password"),
    (r'role "[^"]*" does not exist', "{place} does not know the user"),
    (r'database "[^"]*" does not exist', "{place} is missing: make the database with createdb"),
    (r"permission denied", "{place} refuses: the user needs the right to create and fill tables"),
    (r"lock timeout|deadlock|could not serialize", "{place} is in use by another program; try again in a moment"),
    (r"too many (clients|connections)", "{place} has no connection left; try again in a moment"),
    (r"no such (table|column)|(relation|column) .* does not exist", "{place} is not a record of this program"),
    (r"timeout|timed out", "{place} does not answer; is the database's server running?"),
    (r"refused|translate|resolve|No such file|Name or service", "{place} cannot be reached; is its server running?"),
    (r"server closed|terminating|connection is|starting up|shutting down", "{place} broke off; is its server running?"),
)


def in_words(problem: SQLAlchemyError, place: str) -> str:
    """One line on what is wrong with the record and how to mend it."""
    said = str(getattr(problem, "orig", None) or problem)
    for pattern, words in _WORDS:
        if re.search(pattern, said, re.IGNORECASE):
            return "the record " + words.format(place=place)
    first = said.strip().splitlines()[0] if said.strip() else type(problem).__name__
    return f"the record {place}: {without_password(first)}"


def damaged(place: str, how: str) -> str:
    """That a record is damaged, and how."""
    return f"the record {_DAMAGED.format(place=place)} ({without_password(how.strip().splitlines()[0][:200])})"


def without_password(text: str) -> str:
    """The text with the password of any address in it blotted out."""
    return re.sub(r"(://[^:/@\s]+):[^@\s]+@", r"\1:***@", text)
