"""Pages look as they were last accepted: what the words do not tell, such as a chart that lost its bars.

They are all pages of the first sample's initiation; of the second's the first two, the discounted cash flows and
the draws; page one of the other types; and of an invented company the quartiles of its peers and its ESG.

A wanted change is accepted with ``sh scripts/test.sh --update-pictures`` and looked at. Other versions of what draws
the pages set letters a little elsewhere; with them there is nothing to compare.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
import weasyprint
from matplotlib.image import imread, imsave
from numpy.typing import NDArray
from pixelmatch import pixelmatch

from reportgen.build import examine, render
from reportgen.model.edition import Edition
from tests.commands.reading import Files
from tests.commands.small import company
from tests.workspaces import REPOSITORY

HERE = Path(__file__).parent
VERSIONS = HERE / "versions.json"
DOTS, COLOURS = 60, 96
# A palette changes a colour by less than this, of 255; and so many pixels in a thousand may differ beyond it.
NEAR, MOST = 56, 1.0
MOST_BYTES = 500_000

# The other notes, with the pages of each that are compared.
OTHERS = {
    "tesla-initiation": ("tesla", "initiation", (1, 2, 3, 5)),
    "update": ("xiaomi", "update", (1,)),
    "flash": ("xiaomi", "flash", (1,)),
    "snapshot": ("xiaomi", "snapshot", (1,)),
}
INVENTED = "four peers and ESG"

Pixels = NDArray[np.uint8]


def versions() -> dict[str, str]:
    return {
        "weasyprint": weasyprint.__version__,
        "pango": str(weasyprint.text.ffi.pango.pango_version()),
        "pdfium": str(pdfium.PDFIUM_INFO),
    }


@pytest.fixture(scope="module")
def pages(sample_files: Files, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """Every page to compare, drawn, by the name of its picture."""
    found = drawn("page", (sample_files.folder / "note.pdf").read_bytes())
    for name, (slug, note_type, shown) in OTHERS.items():
        found |= drawn(name, rendered(REPOSITORY, slug, note_type), shown)
    invented = company(tmp_path_factory.mktemp("invented"), INVENTED)
    return found | drawn("invented", rendered(invented, "small", "initiation"), (3,))


def rendered(root: Path, slug: str, note_type: str) -> bytes:
    files, diagnostics = render(root, examine(root, slug, edition=Edition(note_type=note_type)), ("pdf",))
    assert files, "\n".join(each.text() for each in diagnostics)
    return files["note.pdf"]


def drawn(name: str, content: bytes, shown: Sequence[int] = ()) -> dict[str, Any]:
    with pdfium.PdfDocument(content) as document:
        numbers = shown or range(1, len(document) + 1)
        return {f"{name}-{number}": picture(document[number - 1]) for number in numbers}


@pytest.fixture(scope="module", autouse=True)
def accepted(request: pytest.FixtureRequest, pages: Mapping[str, Any]) -> None:
    """The pictures to compare with, of the same versions; written anew where that is asked for."""
    if request.config.getoption("--update-pictures"):
        for file in HERE.glob("*.png"):
            file.unlink()
        for name, page in pages.items():
            # few colours, the rare ones among them, without dots between: a small file, and flat areas stay flat
            page.quantize(COLOURS, method=2, kmeans=1, dither=0).save(HERE / f"{name}.png", optimize=True)
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


def test_each_page_looks_as_accepted(pages: Mapping[str, Any], tmp_path: Path) -> None:
    assert {file.stem for file in HERE.glob("*.png")} == set(pages)
    shares = {name: share_differing(name, np.asarray(page), tmp_path) for name, page in pages.items()}
    wrong = {name: f"{share:.1f}" for name, share in shares.items() if share > MOST}
    assert wrong == {}, f"so many pixels in a thousand differ; see {tmp_path}"


def share_differing(name: str, now: Pixels, folder: Path) -> float:
    """How many pixels in a thousand differ from what was accepted; pictures of both where they are too many."""
    before = (imread(HERE / f"{name}.png")[:, :, :3] * 255).round().astype(np.uint8)
    assert now.shape == before.shape
    count, marked = differing(before, now)
    share = 1000 * count / (now.shape[0] * now.shape[1])
    if share > MOST:
        imsave(folder / f"{name}-differs.png", marked)
        imsave(folder / f"{name}-now.png", now)
    return float(share)


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
