"""Workspaces for tests: the inputs of the first sample, copied into a folder of the test's own and edited there.

    root = workspace(tmp_path, {"xiaomi/valuation.yaml": [("value: 12 %", "value: 15 %")]})
    loaded = load(root, "xiaomi")

Each file is named relative to ``inputs/``. What is to happen to it is one of

- a list of edits ``(old, new)``, made one after the other; ``old`` must occur exactly once, else the test fails,
- a text (or bytes): the whole file from now on, made with its folder where there was none,
- ``None``: the file is removed.

``small_workspace`` adds the company "small", as little as a company can be, for tests that want inputs of their own.
``valued`` loads a company and values it; ``sample`` is Xiaomi, valued once.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeAlias

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.loading import load
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results
from reportgen.quantities import Quantity
from reportgen.valuation import value

REPOSITORY = Path(__file__).parents[1]
SAMPLE = REPOSITORY / "inputs"

Edit: TypeAlias = tuple[str, str]
Change: TypeAlias = Sequence[Edit] | str | bytes | None

SMALL = {
    "company.yaml": """\
name: Small Company
listing: {ticker: SML, exchange: XNYS}
reporting_currency: USD
trading_currency: USD
fiscal_year_end: 12-31
sector: Tools
country: Nowhere
note_type: initiation
analysts: [lead]
""",
    "facts.yaml": """\
sources:
  P: {title: A paper, published: 2025-01-31}
metrics:
  revenue:
    label: Revenue
    unit: USD m
    source: P
    status: actual
    values:
      FY2023: {value: 80}
      FY2024: {value: 100}
  debt:
    label: Debt
    unit: USD m
    source: P
    status: actual
    values:
      2024-12-31: {value: 30.5}
  profit_sterling:
    label: Profit in pounds
    unit: GBP m
    source: P
    status: actual
    values:
      FY2024: {value: 10}
""",
    "valuation.yaml": """\
method: sum_of_parts
as_of: 2025-01-31
parts:
  whole:
    method: given
    label: The whole
    stated_method: 10-year DCF
    value: {value: USD 500 m, source: P, as_of: 2025-01-31}
shares:
  count: {value: 50 m shares, source: P, as_of: 2025-01-31}
  basis: diluted
""",
    "opinion.yaml": """\
as_of: 2025-01-31
completed: 2025-01-31 12:00
rating: Neutral
action: initiation
risks:
  - {name: Anything}
""",
    "note.md": "# A headline\n\nA standfirst.\n",
    "prices.csv": "date,close,source\n2024-12-31,9.50,P\n2025-01-31,8.00,P\n",
}


@dataclass(frozen=True, slots=True)
class Valued:
    """A company's inputs, its results, and everything that loading and valuing had to say."""

    inputs: Inputs
    results: Results
    diagnostics: tuple[Diagnostic, ...]

    def __getitem__(self, path: str) -> float:
        return self.results.value(path)

    def quantity(self, path: str) -> Quantity:
        """A named quantity."""
        return self.results.quantities[path]

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What is said, but for mere information."""
        return tuple(each for each in self.diagnostics if each.severity is not Severity.INFO)

    @property
    def codes(self) -> list[str]:
        """The codes of the faults, sorted."""
        return sorted(each.code for each in self.faults)


def workspace(tmp_path: Path, changes: Mapping[str, Change] | None = None) -> Path:
    """A workspace below ``tmp_path`` with the first sample's inputs and some changes to them; returns its root.

    May be called several times in one test with the same ``tmp_path``: each call starts again from the sample.
    """
    root = tmp_path / "workspace"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(SAMPLE, root / "inputs", ignore=shutil.ignore_patterns("tesla"))
    for name, change in (changes or {}).items():
        _change(root / "inputs" / name, change)
    return root


def small_workspace(tmp_path: Path, changes: Mapping[str, Change] | None = None) -> Path:
    """A workspace with the company "small" beside the sample; its files are named alone: ``valuation.yaml``."""
    root = workspace(tmp_path, {f"small/{name}": text for name, text in SMALL.items()})
    for name, change in (changes or {}).items():
        _change(root / "inputs" / "small" / name, change)
    return root


def valued(root: Path, slug: str = "small", as_of: date | None = None) -> Valued:
    """Load a company and value it. Fails if so much is wrong that nothing can be valued."""
    loaded = load(root, slug, as_of)
    assert loaded.inputs is not None, "\n".join(str(each) for each in loaded.diagnostics)
    results, found = value(loaded.inputs)
    return Valued(loaded.inputs, results, (*loaded.diagnostics, *found))


@cache
def sample() -> Valued:
    """Xiaomi as it stands in the repository, valued once for all tests."""
    return valued(REPOSITORY, "xiaomi")


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text after some edits, each of a passage that occurs exactly once."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times, not once"
        text = text.replace(old, new)
    return text


def _change(path: Path, change: Change) -> None:
    if change is None:
        path.unlink()
    elif isinstance(change, bytes):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(change)
    elif isinstance(change, str):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(change.encode())
    else:
        path.write_bytes(edited(path.read_bytes().decode(), change).encode())
