# ruff: noqa: ANN401 - playwright and its types are installed for these tests only
"""The sample note as a reader has it: from a file, on a phone, a tablet and two desks, by day and by night."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from tests.commands.reading import Files
from tests.formats.visiting import WINDOWS, Visit, opened, violations

pytestmark = pytest.mark.browser

WIDTHS = (390, 768, 1440, 1920)
SCHEMES = ("light", "dark")
CURRENT = "document.querySelector('.bar-sections [aria-current]').hash"
AT_TOP = "name => document.getElementById(name).scrollIntoView({behavior: 'instant'})"


@pytest.fixture(params=product(WIDTHS, SCHEMES), ids=lambda pair: f"{pair[0]}-{pair[1]}")
def visit(request: pytest.FixtureRequest, browser: Any, sample_files: Files) -> Iterator[Visit]:
    width, scheme = request.param
    yield from opened(browser, sample_files.folder / "note.html", width, scheme)


@pytest.fixture
def desk(browser: Any, sample_files: Files) -> Iterator[Visit]:
    yield from opened(browser, sample_files.folder / "note.html", 1440, "light")


@pytest.fixture
def phone(browser: Any, sample_files: Files) -> Iterator[Visit]:
    yield from opened(browser, sample_files.folder / "note.html", 390, "light")


def test_everyone_can_use_it(visit: Visit, axe: str) -> None:
    visit.page.evaluate(axe)
    for step in ("0", WINDOWS):
        visit.page.evaluate(step)
        assert violations(visit.page) == []


def test_it_fits_complains_of_nothing_and_asks_for_nothing(visit: Visit, sample_files: Files) -> None:
    visit.page.mouse.wheel(0, 4000)
    visit.page.locator(".card .target .q").first.click()
    visit.page.keyboard.press("Escape")
    visit.page.keyboard.press("Tab")
    width = visit.page.viewport_size["width"]
    assert visit.page.evaluate("document.documentElement.scrollWidth") == width
    assert visit.said == []
    home = (sample_files.folder / "note.html").as_uri()
    assert [url for url in visit.asked if not url.startswith("data:")] == [home]


def test_every_word_of_a_chart_can_be_read_on_its_ground(visit: Visit) -> None:
    """Against the page or the shape under it: none may keep the other scheme's colour."""
    found = visit.page.evaluate(CONTRASTS)
    assert len(found) > 150
    assert [each for each in found if each["contrast"] < 4.5] == []


def test_every_link_leads_somewhere(desk: Visit, sample_files: Files) -> None:
    links = desk.page.evaluate("[...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))")
    inside = {link[1:] for link in links if link.startswith("#")}
    files = {link for link in links if not link.startswith(("#", "mailto:", "https://"))}
    missing = f"{json.dumps(sorted(inside))}.filter(name => !document.getElementById(name))"
    assert desk.page.evaluate(missing) == []
    assert {"note.pdf", "model.xlsx", "note.json"} <= files
    assert [name for name in files if not (sample_files.folder / name).is_file()] == []


def test_the_contents_follow_the_reader(visit: Visit) -> None:
    names = visit.page.evaluate("[...document.querySelectorAll('.bar-sections a')].map(link => link.hash.slice(1))")
    assert visit.page.evaluate(CURRENT) == f"#{names[0]}"
    for name in (names[2], names[-1], names[1]):
        visit.page.evaluate(AT_TOP, name)
        link = visit.page.locator(f".bar-sections a[href='#{name}']")
        visit.page.locator(f".bar-sections a[href='#{name}'][aria-current]").wait_for()
        box, width = link.bounding_box(), visit.page.viewport_size["width"]
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
        assert 0 <= box["y"] < 60
        # and hides no heading
        assert visit.page.locator(f"#{name} h2").first.bounding_box()["y"] >= box["y"] + box["height"]


def test_the_figures_of_every_chart_open_by_keyboard(phone: Visit) -> None:
    buttons = phone.page.locator(".open-data")
    assert buttons.count() == phone.page.locator("figure.drawing").count() == 9
    for index in range(buttons.count()):
        buttons.nth(index).focus()
        phone.page.keyboard.press("Enter")
        table = phone.page.locator(".data:popover-open")
        assert table.locator("tbody tr").count() >= 3
        assert table.bounding_box()["width"] == 390
        phone.page.keyboard.press("Escape")
        assert phone.page.locator(".data:popover-open").count() == 0


def test_a_wide_table_scrolls_in_its_box_and_keeps_its_first_column(phone: Visit) -> None:
    scrolled = phone.page.evaluate(
        """[...document.querySelectorAll('.scroll')].filter(box => box.scrollWidth > box.clientWidth).map(box => {
          box.scrollLeft = 1e4;
          const cells = [...box.querySelectorAll('tbody th')].map(cell => cell.getBoundingClientRect().left);
          return Math.max(...cells.map(Math.abs)) - box.getBoundingClientRect().left;
        })"""
    )
    assert len(scrolled) >= 4
    assert all(abs(distance) < 1 for distance in scrolled)


def test_a_wide_table_begins_at_its_latest_figures(phone: Visit) -> None:
    phone.page.evaluate("document.fonts.ready.then(() => true)")
    hidden = phone.page.evaluate(
        """[...document.querySelectorAll('.scroll')].filter(box => box.scrollWidth > box.clientWidth
            && box.querySelector('tbody td:last-child.n')
            && ![...box.querySelectorAll('tbody td.t')].some(cell => cell.offsetWidth > 160)).map(box => {
          const framed = box.querySelector('.framed');
          const cell = framed ? framed.closest('td') : box.querySelector('tbody td:last-child');
          const wanted = cell.getBoundingClientRect();
          const left = box.querySelector('tbody th').getBoundingClientRect().right;
          const right = box.getBoundingClientRect().right;
          return Math.max(left - wanted.left, wanted.right - right);
        })"""
    )
    assert len(hidden) >= 3
    assert all(distance <= 1 for distance in hidden), hidden


def test_a_browser_prints_the_note_without_what_belongs_to_the_screen(desk: Visit, tmp_path: Path) -> None:
    desk.page.locator(".card .target .q").first.click()
    file = tmp_path / "printed.pdf"
    desk.page.pdf(path=file, prefer_css_page_size=True)
    with pdfium.PdfDocument(file) as document:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
        assert {tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in document} == {(210, 297)}
    assert "How each figure was computed" in text
    assert "Unrounded" not in text
    assert "Data of the chart" not in text


CONTRASTS = """(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const light = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  const found = [];
  for (const svg of document.querySelectorAll(".drawing svg")) {
    if (!svg.getClientRects().length) continue;
    const parts = [...svg.children].map(part => [part, part.getBoundingClientRect(), getComputedStyle(part).fill]);
    parts.forEach(([word, box, fill], place) => {
      if (word.tagName !== "text") return;
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const under = parts.slice(0, place).filter(([shape, area, ground]) => shape.tagName === "path" &&
        ground !== "none" && area.left <= x && x <= area.right && area.top <= y && y <= area.bottom);
      const ground = under.length ? under.at(-1)[2] : paper;
      const [one, other] = [light(fill), light(ground)].sort((a, b) => b - a);
      found.push({ svg: svg.id, text: word.textContent, fill, ground, contrast: (one + 0.05) / (other + 0.05) });
    });
  }
  return found;
})()"""
