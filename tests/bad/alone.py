"""One faulty valuation file that stands alone: a base, edits to it, and everything that must then be found.

A place is a piece of the edited text with ``¦`` before the character at fault; what is said there follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.valuing import valued
from tests.workspaces import edited

HEAD = """\
method: whole_company
as_of: 2025-01-01
currency: USD
basis: {illustrative: true}
"""
FLOWS = """\
parts:
  firm:
    method: dcf
    label: The firm
    years: 3
    free_cash_flow: [USD 10 m, USD 11 m, USD 12 m]
    wacc: 8 %
    terminal: {growth: 2 %}
"""
DRIVERS = """\
parts:
  firm:
    method: dcf
    label: The firm
    years: 3
    revenue: {base: USD 100 m, growth: 5 %}
    operating_margin: 20 %
    tax_rate: 25 %
    reinvestment: {sales_to_capital: 2}
    wacc: 8 %
    terminal: {growth: 2 %, return_on_capital: 12 %}
"""
DIVIDENDS = """\
parts:
  company:
    method: dividend_discount
    label: The company
    years: 2
    cost_of_equity: 9 %
    dividends: {base: 1.00 USD/share, growth: 5 %}
    terminal: {growth: 2 %}
"""
RESIDUAL = """\
parts:
  company:
    method: residual_income
    label: The company
    years: 2
    cost_of_equity: 9 %
    book_value: USD 100 m
    return_on_equity: 12 %
    payout: 40 %
    terminal: {persistence: 0.5}
"""
EQUITY = """\
parts:
  company:
    method: free_cash_flow_to_equity
    label: The company
    years: 2
    cost_of_equity: 9 %
    earnings: [USD 10 m, USD 11 m]
    equity_reinvestment_rate: 40 %
    terminal: {growth: 2 %}
"""
MULTIPLE = """\
parts:
  company: {method: multiple, label: The company, multiple_of: EV / EBITDA, multiple: 8x, metric: USD 50 m}
"""
BRIDGE = "bridge:\n  debt: {label: Debt, sign: subtract, amount: USD 20 m}\n"
PREMIUM = "premium: {label: Premium, rate: 10 %}\n"
SHARES = "shares: {count: 10 m shares, basis: diluted}\n"


@dataclass(frozen=True, slots=True)
class Alone:
    """A name, the text after its edits, and what must be found: places in the text and codes."""

    name: str
    text: str
    expected: tuple[tuple[str, str], ...]
    says: str = ""

    def __str__(self) -> str:
        return self.name


def alone(name: str, base: str, edits: dict[str, str], *expected: tuple[str, str], says: str = "") -> Alone:
    """A case: edits of a text under the usual head, and the places with their codes."""
    return Alone(name, edited(HEAD + base, list(edits.items())), expected, says)


def found_in(folder: Path, text: str) -> tuple[Diagnostic, ...]:
    """The errors and warnings of a file."""
    file = folder / "case.yaml"
    file.write_text(text, encoding="utf-8")
    _, _, found = valued(folder, str(file))
    return tuple(each for each in found if each.severity is not Severity.INFO)


def place(text: str, at: str) -> tuple[int, int]:
    """Line and column of ``¦`` in a passage, which must be in the text exactly once."""
    passage = at.replace("¦", "")
    assert text.count(passage) == 1, f"{passage!r} occurs {text.count(passage)} times"
    before = text[: text.index(passage) + at.index("¦")]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def verify(case: Alone, folder: Path) -> None:
    """What is found is what was expected, each at its place, and nothing else."""
    found = found_in(folder, case.text)
    told = [(one.location.line, one.location.column, one.code) for one in found]
    wanted = [(*place(case.text, at), code) for at, code in case.expected]
    assert sorted(told) == sorted(wanted), "\n".join(each.text() for each in found)
    words = " ".join(f"{one.message} {one.hint}" for one in found)
    assert case.says in words, words
