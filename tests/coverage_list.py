"""A workspace that covers thirty companies, made from the sample: other names, other numbers, two exchanges.

    covered = coverage_list(tmp_path)              # root, companies with the figures they must come out with
    covered = coverage_list(tmp_path, broken=True) # five of them broken in five ways, each with its place and code

For tests that want many builds ``lean=True`` leaves of each company, but of the broken ones, what a target and a rating
need, and ``plain=True`` gives their pages a few lines only.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from tests.workspaces import SAMPLE, edited

NIGHT = "2025-11-14"
NAMES = (
    "Albatross Shipping", "Beacon & Sons", "Cobalt Works", "Dunlin Foods", "Ember Power", "Fjord Fisheries",
    "Granite Homes", "Harbour Steel", "Isthmus Rail", "Juniper Paper", "Kestrel Air", "Lantern Media",
    "Meridian Clocks", "Nimbus Data", "O'Brien Tools", "Pelican Post", "Quarry Stone", "Rook Insurance",
    "Saffron Spices", "Tern Logistics", "Umber Paints", "Vesper Drinks", "Willow Furniture", "Xylem Water",
    "Yarrow Pharma", "Zephyr Wind", "Café Crème", "Łódź Textiles", "Ørsund Bridges", "Ñandú Leather",
)  # fmt: skip
PLAIN = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ note.title }}</title>
{% if screen %}<style>/* fonts */</style>{% endif %}</head>
<body><h1>{{ note.title }}</h1></body></html>
"""
_LEAN_OPINION = """\
acknowledged:
  - {code: cash-counted-twice, reason: The source counts some cash among the investments and adds net cash again.}
risks:
  - {name: The cars never pay}
"""
_PARTS = {"smartphones": "196.3", "iot": "184.3", "internet": "12.5", "investments": "350.6", "others": "3.6"}
# Facts that go with the price: a stated market value, the 52-week range, the turnover of a day.
_OF_THE_PRICE = ("864.5", "61.45", "26.80", "8.3")
_NET_CASH, _PREMIUM, _SHARES, _RATE = Decimal("7.1"), Decimal("1.12"), Decimal("26.65"), Decimal("1.13636")
_DOLLARS = Decimal("0.14")
_TENTH, _CENT = Decimal("0.1"), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Covered:
    """One company of the list and the figures that its note must show, computed here by hand."""

    slug: str
    name: str
    currency: str
    price: str
    target_price: str
    implied_return: str
    broken: tuple[str, str] | None = None
    """The place and the code of its fault."""


@dataclass(frozen=True, slots=True)
class CoverageList:
    """The workspace and its companies by folder."""

    root: Path
    companies: Mapping[str, Covered]

    @property
    def sound(self) -> Mapping[str, Covered]:
        """Those that can be built."""
        return {slug: each for slug, each in self.companies.items() if each.broken is None}

    @property
    def broken(self) -> Mapping[str, Covered]:
        """Those that cannot."""
        return {slug: each for slug, each in self.companies.items() if each.broken is not None}

    def inputs(self, slug: str) -> Path:
        """A company's folder."""
        return self.root / "inputs" / slug


def coverage_list(
    tmp_path: Path, count: int = 30, *, broken: bool = False, lean: bool = False, plain: bool = False
) -> CoverageList:
    """A workspace below ``tmp_path`` with so many companies."""
    root = tmp_path / "coverage"
    (root / "inputs").mkdir(parents=True)
    shutil.copy(SAMPLE / "house.yaml", root / "inputs")
    for folder, text in ({"initiation": PLAIN} if plain else {}).items():
        _write(root / "templates" / folder / "note.html.j2", text)
    companies = [_company(root, number) for number in range(count)]
    found = {each.slug: each for each in companies}
    if broken:
        found |= _break(root, companies)
    for each in found.values() if lean else ():
        if each.broken is None:
            _make_lean(root / "inputs" / each.slug)
    return CoverageList(root, found)


def typed(covered: CoverageList, slug: str, note_type: str, template: str) -> None:
    """Give a company a type of note of its own."""
    company = covered.inputs(slug) / "company.yaml"
    _edit(company, [("note_type: initiation", f"note_type: {note_type}")])
    _write(covered.root / "templates" / note_type / "note.html.j2", template)


def with_house(root: Path, text: str) -> None:
    """Add settings to the house."""
    house = root / "inputs" / "house.yaml"
    house.write_text(house.read_text(encoding="utf-8") + text, encoding="utf-8")


def slug_of(name: str) -> str:
    """The folder of a company: its first word in plain letters."""
    plain = name.translate(str.maketrans("éŁóźØÑú", "eLozONu")).split()[0]
    return "".join(letter for letter in plain.lower() if letter.isalnum())


def _company(root: Path, number: int) -> Covered:
    """Parts and prices in a measure of the company's own; its return differs a little from the next one's."""
    name, slug = NAMES[number], slug_of(NAMES[number])
    hong_kong, new_york = ("HKD", "XHKG", f"{1000 + number}.HK"), ("USD", "XNYS", f"T{number}")
    currency, exchange, ticker = new_york if number % 2 else hong_kong
    measure = Decimal(50 + 5 * number) / 100
    folder = root / "inputs" / slug
    shutil.copytree(SAMPLE / "xiaomi", folder)
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8").replace("HKD", currency).replace("Xiaomi Corporation", name)
        _write(file, text.replace("1810.HK", ticker).replace("XHKG", exchange))
    values = {part: str((Decimal(value) * measure).quantize(_TENTH, ROUND_HALF_UP)) for part, value in _PARTS.items()}
    _edit(folder / "company.yaml", [("native_name: 小米集團\n", ""), (f"name: {name}", f'name: "{name}"')])
    _edit(folder / "valuation.yaml", [(f"CNY {old} bn", f"CNY {values[part]} bn") for part, old in _PARTS.items()])
    rate = _DOLLARS if number % 2 else _RATE
    by = measure * (1 + Decimal(number % 7) / 500) * rate / _RATE
    price = _scale_prices(folder / "prices.csv", by)
    scaled = [(f"value: {old},", f"value: {Decimal(old) * by:.4f},") for old in _OF_THE_PRICE]
    _edit(folder / "facts.yaml", [*scaled, ("value: 180,", f"value: {180 * measure},")])
    _edit(folder / "valuation.yaml", [(str(_RATE), str(rate))])
    target, implied = _expected(values, price, rate)
    return Covered(slug, name, currency, price, target, implied)


def _make_lean(folder: Path) -> None:
    """Leave one pillar of the thesis, one risk, and the facts that the valuation points to."""
    for name in ("exhibits.yaml", "reported.csv", "deliveries.csv"):
        (folder / name).unlink()
    note, _, _ = (folder / "note.md").read_text(encoding="utf-8").partition("\n\n**The cars")
    _write(folder / "note.md", f"{note}\n")
    valuation, _, _ = (folder / "valuation.yaml").read_text(encoding="utf-8").partition("peers:\n")
    _write(folder / "valuation.yaml", valuation)
    opinion, _, _ = (folder / "opinion.yaml").read_text(encoding="utf-8").partition("acknowledged:\n")
    _write(folder / "opinion.yaml", f"{opinion}{_LEAN_OPINION}")
    sources, _, metrics = (folder / "facts.yaml").read_text(encoding="utf-8").partition("series:")
    pointed = metrics[metrics.index("  net_cash:\n") : metrics.index("  shares_vendor:\n")]
    _write(folder / "facts.yaml", f"{sources}metrics:\n{pointed}")


def _scale_prices(file: Path, by: Decimal) -> str:
    """All closes times a factor; the last of them."""
    lines, last = [], ""
    for line in file.read_text(encoding="utf-8").splitlines():
        day, _, rest = line.partition(",")
        close, _, source = rest.partition(",")
        if day[:1].isdigit():
            last = str((Decimal(close) * by).quantize(_CENT, ROUND_HALF_UP))
        lines.append(f"{day},{last},{source}" if day[:1].isdigit() else line)
    _write(file, "\n".join(lines) + "\n")
    return last


def _expected(values: Mapping[str, str], price: str, rate: Decimal) -> tuple[str, str]:
    """Target and return as a reader computes them from the page."""
    equity = sum(map(Decimal, values.values()), _NET_CASH)
    target = (equity * _PREMIUM / _SHARES * rate).quantize(_CENT, ROUND_HALF_UP)
    implied = (target / Decimal(price) - 1).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return str(target), str(implied)


def _break(root: Path, companies: list[Covered]) -> dict[str, Covered]:
    """Five of the companies, each broken in a way of its own."""
    one, two, three, four, five = (companies[number].slug for number in (3, 8, 13, 17, 22))
    inputs = root / "inputs"
    _write(
        root / "templates" / "flash" / "note.html.j2",
        '{% extends "_base/page.html.j2" %}\n{% block front %}\n{{ note.no_such_thing }}\n{% endblock %}\n',
    )
    (inputs / three / "reported.csv").unlink()
    _edit(inputs / five / "company.yaml", [("note_type: initiation", "note_type: flash")])
    faults = {
        one: (_spoil(inputs / one / "opinion.yaml", "rating: Neutral", "rating: Neutral: yes"), "yaml-syntax"),
        two: (_spoil(inputs / two / "valuation.yaml", "iot:|value: CNY", "value: EUR"), "units-differ"),
        three: (f"inputs/{three}/reported.csv:1", "missing-file"),
        four: (_spoil(inputs / four / "note.md", "multiple > peers.apple", "multiple < peers.apple"), "claim-holds"),
        five: ("templates/flash/note.html.j2:3", "template-fault"),
    }
    return {each.slug: replace(each, broken=faults[each.slug]) for each in companies if each.slug in faults}


def _spoil(file: Path, old: str, new: str) -> str:
    """Put something wrong into a file, behind a line that begins with the text before ``|``; its place."""
    behind, _, old = old.rpartition("|")
    lines = file.read_text(encoding="utf-8").splitlines()
    start = next((number for number, line in enumerate(lines) if behind and line.strip().startswith(behind)), 0)
    number = next(number for number in range(start, len(lines)) if old in lines[number])
    lines[number] = lines[number].replace(old, new)
    _write(file, "\n".join(lines) + "\n")
    return f"inputs/{file.parent.name}/{file.name}:{number + 1}"


def _edit(file: Path, edits: list[tuple[str, str]]) -> None:
    _write(file, edited(file.read_text(encoding="utf-8"), edits))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
