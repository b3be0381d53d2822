"""Prose that names what is not there, claims what is not so, or reaches for what is none of its business."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad.case import Case, Expected, F, N, O, V, X, case, findings, verify
from tests.workspaces import SAMPLE, workspace

_NOTE = (SAMPLE / N).read_text(encoding="utf-8")
_THESIS = "## Thesis {#thesis}\n\n"
_FIELD_AT_MOST = 3000
_LAST = "## Two judgements matter"


def _prose(text: str, code: str, says: str = "") -> tuple[Case, ...]:
    """The same text in the note and, unless it is too long for one, in a field of the opinion."""
    new = f"Here {text} it is."
    note = case(f"note: {text[:40]}", N, _THESIS, f"{_THESIS}{new}\n\n", new.replace(text, f"¦{text}"), code, says)
    if len(text) > _FIELD_AT_MOST:
        return (note,)
    field = new.replace("'", "''")
    old, at = "look_for: Published scores", field.replace("Here ", "Here ¦")
    return note, case(f"field: {text[:40]}", O, old, f"look_for: '{field}'", at, code, says)


def _claim(text: str) -> str:
    return f'{{{{ claim("so", {text}) }}}}'


UNSAFE = (
    ("{{ ''.__class__.__mro__ }}", "prose-unsafe"),
    ("{{ revenue.__class__ }}", "prose-unsafe"),
    ("{{ revenue['__class__'] }}", "prose-unsafe"),
    ("{{ _private }}", "prose-unsafe"),
    ("{{ lipsum() }}", "prose-unsafe"),
    ("{{ range(10**9) }}", "prose-unsafe"),
    ("{{ 'a'*10**9 }}", "prose-expression"),
    ("{{ 10**10**10 }}", "prose-expression"),
    ("{{ cycler.__init__.__globals__.os.popen('id') }}", "prose-unsafe"),
    ("{{ self._TemplateReference__context }}", "prose-unsafe"),
    ("{{ config.items() }}", "prose-unsafe"),
    ("{{ open('/etc/passwd') }}", "prose-unsafe"),
    ("{{ revenue['../../etc/passwd'] }}", "prose-unsafe"),
    ("{{ revenue | attr('__class__') }}", "unknown-filter"),
    ("{{ revenue | map('upper') }}", "unknown-filter"),
    ("{{ namespace(x=1) }}", "prose-unsafe"),
    ("{{ [].append }}", "prose-expression"),
    ("{{ {} }}", "prose-expression"),
    ("{{ 7 * 7 }}", "prose-expression"),
    ("{{ revenue ~ revenue }}", "prose-expression"),
    ("{{ revenue if revenue else revenue }}", "prose-expression"),
    ("{{ revenue[revenue] }}", "prose-expression"),
    ("{{ revenue[1:2] }}", "prose-expression"),
    ("{{ not revenue }}", "prose-expression"),
    ("{{ 'text' }}", "prose-expression"),
    ("{{ 5 }}", "prose-expression"),
    ("{{ (lambda: 1)() }}", "prose-expression"),
    ("{{ }}", "prose-expression"),
    ("{{ revenue", "prose-statement"),
    ("{{ revenue }", "prose-statement"),
    ("}}", "prose-statement"),
    ("{% include '/etc/passwd' %}", "prose-statement"),
    ("{% for x in range(10**9) %}", "prose-statement"),
    ("{# comment #}", "prose-statement"),
    ("{#thesis}", "prose-statement"),
    ("{{ " + "(" * 400 + " }}", "prose-expression"),
    ("{{ " + "not " * 120 + "a }}", "prose-expression"),
    ("{{ " + "a." * 3000 + "a }}", "prose-expression"),
    ("{{ a" + "|bn" * 3000 + " }}", "prose-expression"),
    ("{{ revenue[" + "9" * 5000 + "] }}", "prose-expression"),
    (_claim("revenue.FY2024 > " + "9" * 400), "prose-expression"),
    (_claim("revenue.FY2024 > 1e999"), "prose-expression"),
    (_claim("revenue.FY2024"), "prose-expression"),
    (_claim("revenue.FY2024 != 5"), "prose-expression"),
    (_claim("1 < revenue.FY2024 < 5"), "prose-expression"),
    ("{{ claim(revenue.FY2024 > 5) }}", "prose-expression"),
    ("{{ claim(revenue, revenue.FY2024 > 5) }}", "prose-expression"),
    ("{{ claim(*revenue) }}", "prose-expression"),
    ("{{ claim('', revenue.FY2024 > 5) }}", "value-missing"),
    ("{{ claim('\\ud800', revenue.FY2024 > 5) }}", "prose-expression"),
)

FORMS = (
    ("{{ revenue.FY2024 | bln }}", "unknown-filter", "did you mean 'bn'"),
    ("{{ revenue.FY2024 | bn(7) }}", "prose-expression", "0 to 6"),
    ("{{ revenue.FY2024 | bn(-1) }}", "prose-expression", "0 to 6"),
    ("{{ revenue.FY2024 | bn(1.5) }}", "prose-expression", "0 to 6"),
    ("{{ revenue.FY2024 | bn('1') }}", "prose-expression", "0 to 6"),
    ("{{ revenue.FY2024 | bn(true) }}", "prose-expression", "0 to 6"),
    ("{{ revenue.FY2024 | bn(1, 2) }}", "prose-expression", "one number"),
    ("{{ revenue.FY2024 | bn(decimals=1) }}", "prose-expression", "one number"),
    ("{{ revenue.FY2024 | signed(1) }}", "prose-expression", "no number"),
    ("{{ revenue.FY2024 | as_of(1) }}", "prose-expression", "no number"),
    ("{{ deliveries.2025Q1 | count }}", "prose-expression", 'deliveries["2025Q1"]'),
)

MISSING = (
    ("{{ config }}", "unknown-reference", ""),
    ("{{ self }}", "unknown-reference", ""),
    ("{{ revnue.FY2024 | bn }}", "unknown-reference", "did you mean 'revenue.FY2024'"),
    ("{{ revenue.FY2023Q1 | bn }}", "unknown-reference", "revenue.FY2023"),
    ("{{ valuation.targt_price | money }}", "unknown-reference", "valuation.target_price"),
    ("{{ revenue['FY2031'] | bn }}", "unknown-reference", ""),
    ("{{ revenue }}", "unknown-reference", ""),
    ("{{ revenue.FY2024 | pct }}", "form-does-not-fit", "CNY"),
    ("{{ valuation.premium | bn }}", "form-does-not-fit", "pure number"),
    ("{{ gpus['2024-12-31'] | money }}", "form-does-not-fit", "money"),
    ("{{ valuation.target_price | as_of }}", "no-date", "no date of its own"),
    ("{{ claim('more', revenu.FY2024 > revenue.FY2023) }}", "unknown-reference", "revenue.FY2024"),
    ("{{ claim('more', revenue.FY2024 > revenu.FY2023) }}", "unknown-reference", "revenue.FY2023"),
)

CLAIMS = (
    ("revenue.FY2024 < revenue.FY2023", "365.9"),
    ("revenue.FY2023 > revenue.FY2024", "270.97"),
    ("revenue.FY2024 <= revenue.FY2023", ""),
    ("revenue.FY2023 >= revenue.FY2024", ""),
    ("revenue.FY2024 == revenue.FY2023", ""),
    ("revenue.FY2024 > revenue.FY2024", ""),
    ("revenue.FY2024 < revenue.FY2024", ""),
    ("peers.xiaomi.multiple > peers.tesla.multiple", "62.17"),
    ("valuation.premium > 0.12", "0.12"),
    ("valuation.implied_return > -0.1", "-0.1"),
    ("revenue.FY2024 > plan_total['2025-05']", "different units"),
    ("revenue.FY2024 > 300", "no unit and no scale"),
)

TRUE = (
    "revenue.FY2024 > revenue.FY2023",
    "revenue.FY2023 < revenue.FY2024",
    "revenue.FY2024 >= revenue.FY2024",
    "revenue.FY2024 <= revenue.FY2024",
    "revenue.FY2024 == revenue.FY2024",
    "valuation.premium == 0.12",
    "valuation.premium <= 0.12",
    "valuation.implied_return < -0.15",
    "adjusted_profit_new_business.FY2024 < 0",
    "market.price > 42",
    "deliveries['2025Q1'] > 75000",
)

CASES = (
    *(one for text, code in UNSAFE for one in _prose(text, code)),
    *(one for row in (*FORMS, *MISSING) for one in _prose(*row)),
    *(one for text, says in CLAIMS for one in _prose(_claim(text), "claim-holds", says)),
    # --- mark-up
    case("a list", N, _THESIS, f"{_THESIS}- one\n- two\n\n", "¦- one", "prose-markup", "a list"),
    case("a numbered list", N, _THESIS, f"{_THESIS}1. one\n2. two\n\n", "¦1. one", "prose-markup", "a numbered list"),
    case("a quotation", N, _THESIS, f"{_THESIS}> said\n\n", "¦> said", "prose-markup", "a quotation"),
    case("a rule", N, _THESIS, f"{_THESIS}***\n\n", "¦***", "prose-markup", "a line across"),
    case("a program", N, _THESIS, f"{_THESIS}```\nx\n```\n\n", "¦```\nx", "prose-markup", "a piece of a program"),
    case("a link", N, _THESIS, f"{_THESIS}see [this](https://example.com)\n\n", "¦see [", "prose-markup", "a link"),
    case("an image", N, _THESIS, f"{_THESIS}![x](https://example.com/x.png)\n\n", "¦![x]", "prose-markup", "an image"),
    case("italics", N, _THESIS, f"{_THESIS}so *very* much\n\n", "¦so *very*", "prose-markup", "italics"),
    case(
        "a link in a field",
        O,
        "look_for: Published scores",
        "look_for: see [this](x)",
        "look_for: ¦see",
        "prose-markup",
        "a link",
    ),
    # --- the order of the note
    Case(
        "no headline",
        {N: [("# Priced for the cars, valued on the investments\n\n", "")]},
        (Expected(N, "¦The parts and the net cash", "heading-order"), Expected(N, "", "missing-headline")),
    ),
    case(
        "no standfirst",
        N,
        _NOTE[_NOTE.index("The parts and") : _NOTE.index("## Thesis")],
        "",
        "¦# Priced",
        "missing-standfirst",
    ),
    case("two headlines", N, _LAST, f"# Again\n\n{_LAST}", "¦# Again", "heading-order", "second headline"),
    case("two standfirsts", N, _THESIS, f"And more.\n\n{_THESIS}", "¦And more", "heading-order", "second paragraph"),
    case("a heading of the fourth level", N, _LAST, f"#### Deep\n\n{_LAST}", "¦#### Deep", "heading-order"),
    case("a heading under nothing", N, _THESIS, f"### Early\n\n{_THESIS}", "¦### Early", "heading-order"),
    case("a heading without words", N, "### Peers", "###", "###¦\n\nOn trail".replace("###¦", "¦###"), "heading-empty"),
    case("a section without words", N, "## Thesis {#thesis}", "## {#thesis}", "¦## {#thesis}", "heading-empty"),
    case(
        "a section without an anchor",
        N,
        "## The phones carry, the cars grow {#operations}",
        "## The phones carry",
        "¦## The phones",
        "unknown-section",
        "ends in its anchor",
    ),
    case(
        "an anchor that is none",
        N,
        "{#operations}",
        "{#operation}",
        "¦## The phones",
        "unknown-section",
        "did you mean '{#operations}'",
    ),
    case("an anchor twice", N, "{#operations}", "{#valuation}", "¦## The phones", "duplicate-section"),
    case("an anchor on a small heading", N, "### Peers", "### Peers {#price}", "### Peers ¦{#", "prose-statement"),
    case("a private character", N, _THESIS, f"{_THESIS}a \ue000 b\n\n", "a ¦\ue000 b", "control-character"),
    case("a turned line", N, _THESIS, f"{_THESIS}a \u202eb\n\n", "a ¦\u202eb", "control-character", "U+202E"),
    case("a null byte", N, _THESIS, f"{_THESIS}a \x00b\n\n", "a ¦\x00b", "control-character", "U+0000"),
    case("a book", N, _THESIS, f"{_THESIS}{'word ' * 1000}\n\n", "¦" + "word " * 1000, "text-too-long", "4000"),
    Case("a library", {N: "# a\n\nb\n\n" + "word " * 50_000}, (Expected(N, "", "text-too-long", "200,000"),)),
    # --- several at once, in several files
    Case(
        "three slips",
        {
            N: [(_THESIS, f"{_THESIS}{{{{ a.b }}}} {{{{ c( }}}} {{% d %}}\n\n")],
            X: [
                ("noun: Cars delivered", "noun: Cars delivered\n  note: '{{ e | f }}'"),
                ("  note: October 2025 is given as more than a round figure, so the hollow point is a floor.\n", ""),
            ],
            V: [("label: Premium for quality\n", "label: Premium for quality\n  reason: '{{ g }}'\n")],
        },
        (
            Expected(N, "¦{{ a.b }}", "unknown-reference"),
            Expected(N, "¦{{ c( }}", "prose-expression"),
            Expected(N, "¦{% d %}", "prose-statement"),
            Expected(X, "¦{{ e | f }}", "unknown-filter"),
            Expected(V, "¦{{ g }}", "unknown-reference"),
        ),
    ),
    Case(
        "the same slip twice in a field",
        {O: [("look_for: Published scores", "look_for: '{{ a | b }} and {{ a | b }}'")]},
        (Expected(O, "'¦{{ a | b }} and", "unknown-filter"), Expected(O, "and ¦{{ a | b }}'", "unknown-filter")),
    ),
    Case(
        "a folded field",
        {
            O: [
                (
                    "look_for: Published scores",
                    "look_for: >-\n      some\n      words {{ revenue\n      .FY2024 | bln }}",
                )
            ]
        },
        (Expected(O, "words ¦{{ revenue", "unknown-filter"),),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_findings(case: Case, tmp_path: Path) -> None:
    verify(case, tmp_path)


@pytest.mark.parametrize("claim", TRUE)
def test_claims_that_hold_are_let_through(claim: str, tmp_path: Path) -> None:
    verify(Case("true", {N: [(_THESIS, f"{_THESIS}It is {_claim(claim)}.\n\n")]}), tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "5 * 3 = 15",
        "2 < 3 & 4 > 1",
        "C:\\temp",
        "snake_case_name",
        "a { b } c",
        "50 % of it",
        "小米 و شاومي",
        "**{{ revenue.FY2024 | bn }}**",
        "**a __b__ c**",
        "“quoted” – dashed",
        "&lt;script&gt;",
        "<script>alert(1)</script>",
        "`code`",
        "a | b",
    ],
)
def test_ordinary_text_is_let_through(text: str, tmp_path: Path) -> None:
    verify(Case("text", {N: [(_THESIS, f"{_THESIS}It is {text} there.\n\n")]}), tmp_path)


def test_a_reference_to_a_fact_that_cannot_be_read_is_not_told_again(tmp_path: Path) -> None:
    root = workspace(tmp_path, {F: [("2024Q3: {value: 17.1,", "2024Q3: {value: 17.1 %,")]})
    assert [one.code for one in findings(root) if one.severity.value == "error"] == ["number-format"]
