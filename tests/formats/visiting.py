# ruff: noqa: ANN401 - playwright and its types are installed for these tests only
"""A note open in a browser, and what can be found fault with there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# What a spoken number or the figures of a chart say stands in a window over the page: one of each is opened.
WINDOWS = """['.lineage', '.data'].map(kind => document.querySelector(kind)).forEach(box => {
  box.popover = 'manual';
  box.showPopover();
})"""


@dataclass
class Visit:
    """A page, and what it said and asked for while it was open."""

    page: Any
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def opened(browser: Any, file: Path, width: int, scheme: str) -> Iterator[Visit]:
    """A page from a file, without a network, until the test that asked for it has ended."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
    found = Visit(context.new_page())
    found.page.on("console", lambda message: found.said.append(message.text))
    found.page.on("pageerror", lambda error: found.said.append(str(error)))
    found.page.on("request", lambda request: found.asked.append(request.url))
    found.page.goto(file.as_uri())
    yield found
    context.close()


def violations(page: Any) -> list[tuple[str, int, str]]:
    """What axe-core, which the page has been given, finds fault with: rule, how often, the first element."""
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [(each["id"], len(each["nodes"]), each["nodes"][0]["html"][:200]) for each in found]
