"""Companies as small, as large and as odd as they come: changes to the company "small" of ``tests.workspaces``.

Each variant is a mapping as ``small_workspace`` takes it, on top of ``SMALLEST``, from which a note can be built.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.estimating import ESTIMATES
from tests.workspaces import REPOSITORY, SMALL, Change, Edit, edited, small_workspace

THESIS = "## Thesis {#thesis}\n\n**The whole is cheap.** In 2025 the target is {{ valuation.target_price | money }}.\n"
SMALLEST: Mapping[str, str] = {
    "opinion.yaml": edited(SMALL["opinion.yaml"], [("rating: Neutral", "rating: Buy")]),
    "note.md": f"{SMALL['note.md']}\n{THESIS}",
}

LONG_NAME = (
    "The Very Long Name of a Company Which Lends Money & Insures Ships Throughout "
    "the Whole of the World Since 1871, Limited."
)

_PART = """\
  {name}:
    {{method: given, label: {label}, stated_method: 10-year DCF, value: {{value: USD {value} m, {dated}}}}}
"""
_DATED = "source: P, as_of: 2025-01-31"
_BRIDGE = """\
bridge:
  debt: {label: Net debt, sign: subtract, amount: {fact: debt.2024-12-31}}
  cash: {label: Cash elsewhere, sign: add, amount: {value: USD 12.3 m, source: P, as_of: 2025-01-31}}
"""
_CATALYSTS = """\
catalysts:
  - {event: Results, by: 2025-03-31, look_for: Revenue, direction: up}
risks:
  - name: The whole is worth less
    probability: high
    mitigant: Patience
    effect: {path: valuation.parts.whole.enterprise_value, becomes: USD 420 m}
"""
_FREE_FLOAT = """\
  free_float: {label: Free float, unit: "%", source: P, status: actual, values: {2025-01-31: {value: 61.5}}}
"""
_PREMIUM = "premium: {label: Premium for patience, rate: {value: 7 %, judgement: true}}\n"


def parts(values: Mapping[str, str]) -> str:
    """``valuation.yaml`` with the given parts in USD m, by label."""
    rows = "".join(
        _PART.format(name=f"p{place}", label=label, value=value, dated=_DATED)
        for place, (label, value) in enumerate(values.items())
    )
    head, rest = SMALL["valuation.yaml"].split("parts:\n")
    return f"{head}parts:\n{rows}shares:{rest.partition('shares:')[2]}"


def _named(name: str) -> str:
    return edited(SMALL["company.yaml"], [("name: Small Company", f"name: '{name.replace(chr(39), chr(39) * 2)}'")])


def _asking() -> str:
    """The valuation that asks everything, without what the company says itself."""
    lines = (REPOSITORY / "docs" / "uses.yaml").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith(("title:", "currency:", "price:")))


_ESG = """
## Half of the revenue hangs on one permit {#esg}

**Environment.** The permit to draw water ends in 2027; the target of {{ valuation.target_price | money }} needs it.

**Society.** Nobody was hurt at work in 2024, as the company counts.

**Governance.** The chair holds most of the votes.
"""


def _peers() -> str:
    """Four invented peers beside the company: enough for quartiles."""
    multiples = {"First Tools": "10.5", "Second Tools": "40.25", "Third Tools": "20", "Fourth Tools": "31"}
    rows = "".join(
        f"    p{number}: {{name: {name}, ticker: T{number}, multiple: {{value: {multiple}x, {_DATED}}}}}\n"
        for number, (name, multiple) in enumerate(multiples.items(), start=1)
    )
    own = f"    own: {{name: Small Company, ticker: SML, multiple: {{value: 24x, {_DATED}}}, subject: true}}\n"
    return f"peers:\n  label: EV / sales\n  companies:\n{rows}{own}"


_TWELVE = {f"Part number {number} of the twelve": f"{10 + 7 * number}.{number % 10}" for number in range(1, 13)}

LEAST = "nothing but the least"
VARIANTS: Mapping[str, Mapping[str, Change]] = {
    LEAST: {},
    "price typed": {
        "prices.csv": None,
        "valuation.yaml": SMALL["valuation.yaml"] + "price: {value: USD 8.00, source: P, as_of: 2025-01-31}\n",
    },
    "twelve parts, bridge and premium": {"valuation.yaml": parts(_TWELVE) + _BRIDGE + _PREMIUM},
    "a negative part": {"valuation.yaml": parts({"The good": "650", "The bad": "-140.5", "The ugly": "-3"}) + _BRIDGE},
    "a discount": {"valuation.yaml": SMALL["valuation.yaml"] + _PREMIUM.replace("7 %", "-5 %")},
    "quotes and ampersands": {"company.yaml": _named("""O'Brien & "Sons" < 3 > 2""")},
    "a long name": {"company.yaml": _named(LONG_NAME)},
    "a Chinese name": {"company.yaml": _named("小米集團") + "native_name: 騰訊控股有限公司\n"},
    "two currencies": {
        "facts.yaml": edited(SMALL["facts.yaml"], [("metrics:\n", f"metrics:\n{_FREE_FLOAT}")]),
        "company.yaml": edited(SMALL["company.yaml"], [("trading_currency: USD", "trading_currency: GBP")]),
        "valuation.yaml": SMALL["valuation.yaml"]
        + f"exchange_rate: {{value: 0.95 GBP/USD, {_DATED}}}\ndividends: {{value: 0.37 USD/share, {_DATED}}}\n",
    },
    "a coarse step": {"valuation.yaml": parts({"One": "333.3", "Other": "211.1"}) + _PREMIUM},
    "asides everywhere": {
        "note.md": SMALLEST["note.md"]
        + "\n### An aside\n\nBeside the thesis.\n"
        + "".join(
            f"\n## Title of {anchor} {{#{anchor}}}\n\nText of {anchor}.\n\n### Aside of {anchor}\n\nBeside {anchor}.\n"
            for anchor in ("valuation", "price", "operations", "plan", "risks", "disclosures")
        ),
    },
    "four peers and ESG": {"valuation.yaml": SMALL["valuation.yaml"] + _peers(), "note.md": SMALLEST["note.md"] + _ESG},
    "estimates": ESTIMATES,
    "everything asked": {
        "valuation.yaml": _asking(),
        "prices.csv": "date,close,source\n2024-12-31,16.50,P\n2025-01-31,17.50,P\n",
    },
    "catalysts and a risk of known size": {
        "opinion.yaml": edited(SMALLEST["opinion.yaml"], [("risks:\n  - {name: Anything}\n", _CATALYSTS)])
    },
}


def _edits(change: Change) -> Sequence[Edit]:
    assert not isinstance(change, str | bytes)
    return change or ()


def company(tmp_path: Path, variant: str = LEAST, changes: Mapping[str, Change] | None = None) -> Path:
    """A workspace with the company "small" in one of its variants and some changes to it; returns its root."""
    files: dict[str, Change] = {**SMALLEST, **VARIANTS[variant]}
    for name, change in (changes or {}).items():
        before = files.get(name, SMALL.get(name))
        whole = change is None or isinstance(change, str | bytes)
        files[name] = change if whole or not isinstance(before, str) else edited(before, _edits(change))
    return small_workspace(tmp_path, files)
