# ruff: noqa: ANN401 - playwright and its types are installed for these tests only
"""The other types of the first sample, and all types of the second: on a phone and on a desk, each built once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from reportgen.build import build
from reportgen.model.edition import Edition
from tests.formats.visiting import WINDOWS, Visit, opened, violations
from tests.workspaces import REPOSITORY

pytestmark = pytest.mark.browser

TYPES = ("initiation", "update", "flash", "snapshot")
# the first sample's initiation has a file of its own, test_screens.py
NOTES = tuple(product(("xiaomi", "tesla"), TYPES))[1:]
FONT = re.compile(r"data:font/woff2;base64,[A-Za-z0-9+/=]+")
MOST = 1_000_000
OPEN = "document.querySelectorAll(':popover-open').length"


@pytest.fixture(scope="module", params=NOTES, ids="-".join)
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    slug, note_type = request.param
    edition, out = Edition(note_type=note_type), tmp_path_factory.mktemp("typed")
    built = build(REPOSITORY, slug, formats_wanted=("html",), out=out, edition=edition)
    assert built.files, "\n".join(each.text() for each in built.diagnostics)
    return built.folder / "note.html"


@pytest.fixture(params=((390, "dark"), (1440, "light")), ids=lambda pair: str(pair[0]))
def visit(request: pytest.FixtureRequest, browser: Any, file: Path) -> Iterator[Visit]:
    yield from opened(browser, file, *request.param)


def test_it_is_a_page_for_everyone(visit: Visit, file: Path, axe: str) -> None:
    """It fits, every number opens by mouse and by keyboard, nothing is said, nothing is asked for, axe is content."""
    page, width = visit.page, visit.page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    number = page.locator(".card .target .q").first
    number.click()
    assert page.evaluate(OPEN) == 1
    page.keyboard.press("Escape")
    assert page.evaluate(OPEN) == 0
    number.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(OPEN) == 1
    page.keyboard.press("Escape")
    figures = page.locator(".open-data").first
    figures.focus()
    page.keyboard.press("Enter")
    assert page.locator(".data:popover-open tbody tr").count() >= 3
    page.keyboard.press("Escape")
    page.evaluate(axe)
    if width == 390:
        page.evaluate(WINDOWS)
    assert violations(page) == []
    assert visit.said == []
    assert [url for url in visit.asked if not url.startswith("data:")] == [file.as_uri()]


def test_every_link_leads_somewhere(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    names = set(re.findall(r'\bid="([^"]+)"', text))
    inside = re.findall(r'\bhref="#([^"]+)"|\bpopovertarget="([^"]+)"', text)
    assert len(inside) > 50
    assert {one or other for one, other in inside} <= names
    files = set(re.findall(r'<a [^>]*href="(?!#|mailto:|https://)([^"]+)"', text))
    assert files <= {"note.pdf", "model.xlsx", "note.json"}


def test_without_its_fonts_it_weighs_less_than_a_megabyte(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    shorter = len(FONT.sub("", text).encode())
    assert len(text) - shorter > 100_000
    assert shorter < MOST
