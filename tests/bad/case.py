"""One faulty workspace: what is changed in the sample, and everything that must then be found, and nothing else.

A place is a piece of the edited text with ``¦`` before the character at fault, so that no line number is typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportgen import checks, valuation
from reportgen.diagnostics import Diagnostic, Location, Severity, in_order
from reportgen.loading import load
from tests.workspaces import SAMPLE, Change, workspace

C, F, H = "xiaomi/company.yaml", "xiaomi/facts.yaml", "house.yaml"
N, O, P = "xiaomi/note.md", "xiaomi/opinion.yaml", "xiaomi/prices.csv"  # noqa: E741 - the files' initials
V, X = "xiaomi/valuation.yaml", "xiaomi/exhibits.yaml"
REPORTED, DELIVERIES, CONFLICTS = "xiaomi/reported.csv", "xiaomi/deliveries.csv", "xiaomi/conflicts.yaml"

_EXHIBITS = (SAMPLE / X).read_text(encoding="utf-8")
NO_PRICE_CHART = (_EXHIBITS[_EXHIBITS.index("\nprice:\n") : _EXHIBITS.index("\nkey_figures:\n")], "\n")
"""An edit of the exhibits: the price chart, whose title speaks of the price's past, is left out."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding: its file, the place in the edited text (none is the first character), its code, some words of it."""

    file: str
    at: str
    code: str
    says: str = ""
    severity: Severity = Severity.ERROR

    def place(self, root: Path) -> Location:
        """Where ``¦`` stands in the file; the text around it must be there exactly once."""
        name = f"inputs/{self.file}"
        if not self.at:
            return Location(name)
        text = (root / name).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        passage = self.at.replace("¦", "")
        assert text.count(passage) == 1, f"{passage!r} occurs {text.count(passage)} times in {self.file}"
        before = text[: text.index(passage) + self.at.index("¦")]
        return Location(name, before.count("\n") + 1, len(before) - before.rfind("\n"))


@dataclass(frozen=True, slots=True)
class Case:
    """Changes to the sample and the errors and warnings that they cause."""

    name: str
    changes: Mapping[str, Change]
    expected: tuple[Expected, ...] = ()
    as_of: date | None = None

    def __str__(self) -> str:
        return self.name


def case(  # noqa: PLR0917 - a row of a table
    name: str, file: str, old: str, new: str, at: str, code: str, says: str = ""
) -> Case:
    """A case of one edit with one finding in the same file."""
    return Case(name, {file: [(old, new)]}, (Expected(file, at, code, says),))


def findings(root: Path, as_of: date | None = None) -> tuple[Diagnostic, ...]:
    """What all stages say of the company, as a build joins them."""
    loaded = load(root, "xiaomi", as_of)
    found = list(loaded.diagnostics)
    if loaded.inputs is None:
        assert found, "nothing is loaded, and nothing says why"
        return in_order(found)
    results, problems = valuation.value(loaded.inputs)
    found += [*checks.validate(loaded.inputs), *problems, *checks.check(loaded.inputs, results)]
    return in_order(checks.without_consequences(found, loaded.left_out))


def verify(case: Case, folder: Path) -> None:
    """The errors and warnings of the case are those expected, each at its place."""
    root = workspace(folder, case.changes)
    found = [one for one in findings(root, case.as_of) if one.severity is not Severity.INFO]
    wanted = [(each.place(root), each.code, each.severity) for each in case.expected]
    assert sorted((one.location, one.code, one.severity) for one in found) == sorted(wanted), _told(found)
    for each, (place, code, _) in zip(case.expected, wanted, strict=True):
        texts = [f"{one.message} {one.hint}" for one in found if (one.location, one.code) == (place, code)]
        assert any(each.says in text for text in texts), f"{each.says!r} is not said in {texts}"


def _told(found: list[Diagnostic]) -> str:
    return "found:\n" + "\n".join(
        f"  {one.location} {one.severity} {one.code}: {one.message} {one.hint}" for one in found
    )
