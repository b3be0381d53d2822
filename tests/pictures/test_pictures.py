"""The sample's pages look as they were last accepted: what the words do not tell, such as a chart that lost its bars.

A wanted change is accepted with ``sh scripts/test.sh --update-pictures`` and looked at. Other versions of what draws
the pages set letters a little elsewhere; with them there is nothing to compare.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
import weasyprint
from matplotlib.image import imread, imsave
from numpy.typing import NDArray
from pixelmatch import pixelmatch

from tests.commands.reading import Files

HERE = Path(__file__).parent
VERSIONS = HERE / "versions.json"
DOTS, COLOURS = 60, 96
# A palette changes a colour by less than this, of 255; and so many pixels in a thousand may differ beyond it.
NEAR, MOST = 56, 1.0
MOST_BYTES = 700_000

Pixels = NDArray[np.uint8]


def versions() -> dict[str, str]:
    return {
        "weasyprint": weasyprint.__version__,
        "pango": str(weasyprint.text.ffi.pango.pango_version()),
        "pdfium": str(pdfium.PDFIUM_INFO),
    }


@pytest.fixture(scope="module")
def document(sample_files: Files) -> Iterator[pdfium.PdfDocument]:
    with pdfium.PdfDocument((sample_files.folder / "note.pdf").read_bytes()) as opened:
        yield opened


@pytest.fixture(scope="module", autouse=True)
def accepted(request: pytest.FixtureRequest, document: pdfium.PdfDocument) -> None:
    """The pictures to compare with, of the same versions; written anew where that is asked for."""
    if request.config.getoption("--update-pictures"):
        for file in HERE.glob("*.png"):
            file.unlink()
        for number, page in enumerate(document, start=1):
            # few colours, the rare ones among them, without dots between: a small file, and flat areas stay flat
            picture(page).quantize(COLOURS, method=2, kmeans=1, dither=0).save(
                HERE / f"page-{number}.png", optimize=True
            )
        VERSIONS.write_text(json.dumps(versions(), indent=1) + "\n", encoding="utf-8")
    known = json.loads(VERSIONS.read_text(encoding="utf-8"))
    if known != versions():
        pytest.skip(f"the pictures are of {known}, here are {versions()}")


def picture(page: pdfium.PdfPage) -> Any:  # noqa: ANN401 - a picture of Pillow, which ships with what we use
    return page.render(scale=DOTS / 72).to_pil().convert("RGB")


def differing(one: Pixels, other: Pixels) -> tuple[int, Pixels]:
    """How many pixels differ to the eye, smooth edges apart, and where."""
    near = np.abs(one.astype(int) - other.astype(int)).max(axis=2) <= NEAR
    # what a palette has moved is not looked at
    calm = np.where(near[:, :, None], one, other)
    height, width = near.shape
    marked: list[int | float] = [0] * (height * width * 4)
    if near.all():
        return 0, one
    count = pixelmatch(_flat(one), _flat(calm), width, height, marked, threshold=0.2)
    return count, np.array(marked, dtype=np.uint8).reshape(height, width, 4)


def _flat(pixels: Pixels) -> list[int]:
    opaque = np.full((*pixels.shape[:2], 1), 255, dtype=np.uint8)
    return [int(part) for part in np.concatenate([pixels, opaque], axis=2).ravel()]


def test_each_page_looks_as_accepted(document: pdfium.PdfDocument, tmp_path: Path) -> None:
    files = sorted(HERE.glob("page-*.png"))
    assert len(files) == len(document)
    for number, page in enumerate(document, start=1):
        before = (imread(HERE / f"page-{number}.png")[:, :, :3] * 255).round().astype(np.uint8)
        now = np.asarray(picture(page))
        assert now.shape == before.shape
        count, marked = differing(before, now)
        share = 1000 * count / (now.shape[0] * now.shape[1])
        if share > MOST:
            imsave(tmp_path / f"page-{number}-differs.png", marked)
            imsave(tmp_path / f"page-{number}-now.png", now)
        assert share <= MOST, f"page {number}: {share:.1f} pixels in a thousand differ; see {tmp_path}"


def test_a_lost_bar_is_seen() -> None:
    """What the comparison is for, and what it lets pass."""
    page = np.full((200, 150, 3), 255, dtype=np.uint8)
    page[50:90, 40:60] = (47, 135, 149)
    lost = page.copy()
    lost[50:90, 40:60] = 255
    paler = page.copy()
    paler[50:90, 40:60] += 20
    assert differing(page, lost)[0] > 700
    assert differing(page, paler)[0] == 0


def test_the_pictures_are_small() -> None:
    assert sum(file.stat().st_size for file in HERE.glob("*.png")) < MOST_BYTES
