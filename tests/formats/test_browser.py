# ruff: noqa: ANN401 - playwright and its types are installed for these tests only
"""The note in a browser: every number opens its lineage, by mouse, keyboard and touch, with and without the script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportgen.formats.drawings import drawn
from reportgen.formats.html import write
from tests.formats import sample
from tests.formats.test_html import FONTS, ROOT
from tests.proofs.test_reading import finished

pytestmark = pytest.mark.browser

OPEN = "[...document.querySelectorAll(':popover-open')].map(box => box.dataset.lineage)"
FOCUSED = "document.activeElement.dataset.path ?? document.activeElement.dataset.lineage"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    note = sample.note()
    page = write(
        note,
        medium="screen",
        templates=[ROOT / "templates"],
        note_type="initiation",
        fonts=FONTS,
        pictures=drawn(note, narrow=True),
    )
    file: Path = tmp_path_factory.mktemp("note") / "note.html"
    file.write_text(page, encoding="utf-8")
    return file.as_uri()


def opened(browser: Any, address: str, width: int = 1440, **options: Any) -> Any:
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    page.goto(address)
    return page


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    shown = opened(browser, address)
    yield shown
    shown.context.close()


def test_pointing_shows_and_leaving_hides(page: Any) -> None:
    page.locator(".standfirst .q").first.hover()
    page.locator("[data-lineage='value_per_share']").wait_for(state="visible")
    page.mouse.move(5, 500)
    page.locator("[data-lineage='value_per_share']").wait_for(state="hidden")


def test_a_click_keeps_it_open_until_escape(page: Any) -> None:
    number = page.locator(".card .target .q")
    number.click()
    page.mouse.move(5, 800)
    page.wait_for_timeout(500)
    assert page.evaluate(OPEN) == ["valuation.target_price"]
    page.keyboard.press("Escape")
    assert page.evaluate(OPEN) == []


def test_the_keyboard_reaches_a_number_its_operands_and_back(page: Any) -> None:
    page.locator(".standfirst .q").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(OPEN) == ["valuation.target_price"]
    assert page.evaluate(FOCUSED) == "valuation.target_price"
    for key in ("Enter", "Tab", "Enter"):
        page.keyboard.press(key)
    assert page.evaluate(OPEN) == ["adjusted_equity"]
    page.keyboard.press("Escape")
    assert page.evaluate(OPEN) == []
    assert page.evaluate(FOCUSED) == "valuation.target_price"


def test_a_number_in_a_chart_opens_the_same_lineage(page: Any) -> None:
    page.locator(".drawing .wide svg [data-path='valuation.target_price']").first.click()
    assert page.evaluate(OPEN) == ["valuation.target_price"]


def test_without_the_script_a_click_still_opens_it(browser: Any, address: str) -> None:
    page = opened(browser, address, java_script_enabled=False)
    page.locator(".standfirst .q").first.click()
    assert page.locator("[data-lineage='value_per_share']").is_visible()
    page.context.close()


@pytest.mark.parametrize("width", [390, 799, 800, 1024, 1920])
def test_nothing_is_wider_than_the_screen(browser: Any, address: str, width: int) -> None:
    page = opened(browser, address, width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.context.close()


def test_on_a_phone_it_is_a_sheet_at_the_bottom(browser: Any, address: str) -> None:
    page = opened(browser, address, 390, has_touch=True)
    page.locator(".drawing .narrow svg [data-path='price']").first.tap()
    box = page.locator(":popover-open").bounding_box()
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 390, 900)
    page.context.close()


DRAWN = """[...document.querySelectorAll('.drawing svg')].filter(svg => svg.getBoundingClientRect().width).map(svg => {
  const texts = [...svg.querySelectorAll('text')].map(text => parseFloat(getComputedStyle(text).fontSize));
  const box = svg.getBoundingClientRect();
  const scale = box.width / svg.viewBox.baseVal.width;
  return [svg.closest('.narrow') ? 'narrow' : 'wide', box.width, Math.max(...texts) * scale];
})"""


@pytest.mark.parametrize(("width", "drawn"), [(390, "narrow"), (599, "narrow"), (600, "wide"), (768, "wide")])
def test_charts_are_drawn_anew_on_phones_only(browser: Any, address: str, width: int, drawn: str) -> None:
    page = opened(browser, address, width)
    found = page.evaluate(DRAWN)
    assert found
    assert {kind for kind, _, _ in found} == {drawn}
    # from one side to the other, or as wide as text may grow
    for _, wide, text in found:
        assert wide > width - 40 or text > 13
        assert width / 80 < text < 18
    page.context.close()


@pytest.mark.parametrize(("width", "columns"), [(390, 1), (768, 3)])
def test_on_a_phone_a_figure_stands_above_its_formula(browser: Any, tmp_path: Path, width: int, columns: int) -> None:
    file = tmp_path / "note.html"
    file.write_text(finished().screen, encoding="utf-8")
    page = opened(browser, file.as_uri(), width)
    cells = "[...document.querySelector('#origins tbody tr').children].map(each => each.getBoundingClientRect().left)"
    assert len(set(page.evaluate(cells))) == columns
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.context.close()


def test_no_line_of_the_banner_begins_with_a_point(browser: Any, address: str) -> None:
    page = opened(browser, address, 390)
    points = """[...document.querySelectorAll('.banner .point')].map(
      each => each.getBoundingClientRect().left - document.querySelector('.meta-left').getBoundingClientRect().left)"""
    assert min(page.evaluate(points)) > 0
    page.context.close()


def test_the_note_asks_the_network_for_nothing(browser: Any, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert [url for url in asked if not url.startswith("data:")] == [address]
    context.close()
