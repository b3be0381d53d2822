"""Matplotlib, loaded without touching the user's folders and without scanning the fonts of the system.

On import matplotlib makes folders in the user's home, and lists every font of the machine, which takes seconds.
Here it is given a folder of its own for that moment, with a list that holds Inter in its weights and nothing else.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

FONTS = Path(__file__).parents[2] / "fonts"
FAMILY = "Inter"
FALLBACK = "Noto Sans SC"
WEIGHTS = (400, 500, 600, 700)

# Matplotlib falls back on this family, which it brings along.
_DEFAULT = ("DejaVu Sans", 400, "fonts/ttf/DejaVuSans.ttf")


def font_file(weight: int) -> Path:
    """The file of the family that charts are lettered in, by weight."""
    return FONTS / f"{FAMILY}-{weight}.ttf"


@contextmanager
def _own_folder() -> Iterator[None]:
    """Give matplotlib a temporary folder and a ready list of fonts while it is imported."""
    if "matplotlib" in sys.modules:
        yield
        return
    before = os.environ.get("MPLCONFIGDIR")
    with TemporaryDirectory(prefix="reportgen-") as folder:
        _write_font_list(Path(folder))
        os.environ["MPLCONFIGDIR"] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ["MPLCONFIGDIR"]
            else:
                os.environ["MPLCONFIGDIR"] = before


def _write_font_list(folder: Path) -> None:
    """Write the list that matplotlib would make; one that it does not know is ignored, and it makes its own."""
    package = find_spec("matplotlib")
    if package is None or package.origin is None:
        return
    source = Path(package.origin).with_name("font_manager.py").read_text(encoding="utf-8")
    version = re.search(r"^ +__version__ = '(.+)'$", source, re.MULTILINE)
    if version is None:
        return
    fonts = [(FAMILY, weight, str(font_file(weight))) for weight in WEIGHTS]
    content = {
        "_version": version[1],
        "_FontManager__default_weight": "normal",
        "default_size": None,
        "defaultFamily": {"ttf": _DEFAULT[0], "afm": "Helvetica"},
        "afmlist": [],
        "ttflist": [_entry(*font) for font in [_DEFAULT, *fonts]],
        "__class__": "FontManager",
    }
    (folder / f"fontlist-v{version[1]}.json").write_text(json.dumps(content), encoding="utf-8")


def _entry(name: str, weight: int, file: str) -> dict[str, str | int]:
    # Inter's 600 calls itself "Inter SemiBold": here each file goes by the family's name and its weight, as in CSS.
    return {
        "fname": file,
        "index": 0,
        "name": name,
        "style": "normal",
        "variant": "normal",
        "weight": weight,
        "stretch": "normal",
        "size": "scalable",
        "__class__": "FontEntry",
    }


with _own_folder():
    from matplotlib import rc_context
    from matplotlib.backend_bases import GraphicsContextBase, RendererBase
    from matplotlib.backends.backend_svg import RendererSVG
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font, LoadFlags
    from matplotlib.path import Path as Outline
    from matplotlib.transforms import Affine2D, IdentityTransform

__all__ = [
    "FALLBACK",
    "FAMILY",
    "FONTS",
    "Affine2D",
    "FT2Font",
    "FontProperties",
    "GraphicsContextBase",
    "IdentityTransform",
    "LoadFlags",
    "Outline",
    "RendererBase",
    "RendererSVG",
    "font_file",
    "rc_context",
]
