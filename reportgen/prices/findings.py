"""What is said of one vendor's table: of many faults of one kind the first few, with their count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.prices.tables import Row, Table

_SHOWN_AT_MOST = 3


@dataclass(slots=True)
class Findings:
    """Collects what is wrong with a table; an error stops the file, a warning does not."""

    table: Table
    alike: dict[tuple[str, Severity], list[Diagnostic]] = field(default_factory=dict)

    def error(self, code: str, message: str, row: Row, kind: str = "date", *, hint: str = "") -> None:
        """Something that stops the file, at a cell."""
        self._add(self.table.fault(code, message, row, kind, hint=hint))

    def warning(self, code: str, message: str, row: Row, kind: str = "date", *, hint: str = "") -> None:
        """Something to know, at a cell."""
        self._add(replace(self.table.fault(code, message, row, kind, hint=hint), severity=Severity.WARNING))

    @property
    def stopped(self) -> bool:
        """Whether anything stops the file."""
        return any(severity is Severity.ERROR for _, severity in self.alike)

    def told(self) -> tuple[Diagnostic, ...]:
        """Everything found, shortened."""
        return tuple(each for found in self.alike.values() for each in first_few(found))

    def _add(self, found: Diagnostic) -> None:
        self.alike.setdefault((found.code, found.severity), []).append(found)


def first_few(alike: Sequence[Diagnostic], most: int = _SHOWN_AT_MOST) -> Iterator[Diagnostic]:
    """The first findings of a kind; the last of them tells how many more there are."""
    yield from alike[: most - 1]
    for last in alike[most - 1 : most]:
        more = len(alike) - most
        yield replace(last, message=f"{last.message} (and {more} more like it in this file)") if more else last
