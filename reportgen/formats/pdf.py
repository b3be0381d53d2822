"""The printed page: the same HTML, laid out by WeasyPrint, with nothing read but what it was given."""

from __future__ import annotations

import hashlib
import logging
import os
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from multiprocessing.util import Finalize
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from reportgen.formats.conformance import VARIANT, conforming
from reportgen.formats.drawings import Pictures
from reportgen.formats.typefaces import Fonts, named

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

_EMBEDDED = re.compile(r"data:(image/(?:svg\+xml|png|jpeg));base64,")
_SUFFIXES = {"image/svg+xml": ".svg", "image/png": ".png", "image/jpeg": ".jpg"}
TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".ttf": "font/ttf", ".css": "text/css"}


ATTACHED = {
    "note.json": "Every number of the note with path, unit, value and origin",
    "model.xlsx": "The valuation as a live model",
    "manifest.json": "Hashes of the inputs that the note was made from",
}
"""What each attachment is, for the reader of the PDF."""


@dataclass(frozen=True, slots=True)
class RecordOf:
    """What makes a PDF the one of record: the files attached, their date, and what the metadata say of the note."""

    attached: Mapping[str, bytes]
    day: datetime
    said: Mapping[str, str]


class RefusedError(Exception):
    """A page asked for something outside of what it was given."""

    def __init__(self, url: str) -> None:
        super().__init__(f"{url[:200]} is neither a chart of the note nor a file of its folders")


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Serves ``drawing:ID``, ``font:FILE``, images in addresses and files inside given folders, and nothing else."""

    pictures: Mapping[str, Pictures] = field(default_factory=dict)
    faces: Mapping[str, Path] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()
    _fail_on_errors: bool = False  # read by WeasyPrint: a failed fetch is logged, and the page goes on

    def __call__(self, url: str) -> URLFetcherResponse:
        """What stands behind a URL; raises RefusedError."""
        from weasyprint.urls import URLFetcherResponse  # noqa: PLC0415 - see lay_out

        content, suffix = self.read(url)
        return URLFetcherResponse(url, content, {"Content-Type": TYPES.get(suffix, "application/octet-stream")})

    def read(self, url: str) -> tuple[bytes, str]:
        """The bytes behind a URL and the suffix that says what they are; raises RefusedError."""
        scheme, _, rest = url.partition(":")
        name = unquote(rest)
        if scheme == "drawing" and name in self.pictures:
            return self.pictures[name].wide.encode(), ".svg"
        if scheme == "font" and name in self.faces:
            return self.faces[name].read_bytes(), self.faces[name].suffix
        embedded = _EMBEDDED.match(url)
        if embedded:
            return b64decode(url[embedded.end() :]), _SUFFIXES[embedded[1]]
        if scheme == "file" and name.startswith("///"):
            return self._file(Path(name[2:]), self.folders, url)
        raise RefusedError(url)

    def _file(self, path: Path, folders: Sequence[Path], url: str) -> tuple[bytes, str]:
        real = path.resolve()  # follows links and ".." first, so that neither leads out
        if real.is_file() and any(real.is_relative_to(folder.resolve()) for folder in folders):
            return real.read_bytes(), real.suffix.lower()
        raise RefusedError(url)


def lay_out(
    page: str,
    *,
    fonts: Fonts,
    pictures: Mapping[str, Pictures],
    folders: Sequence[Path] = (),
    record: RecordOf | None = None,
) -> tuple[bytes, tuple[str, ...]]:
    """A page written for print as a PDF, and what went wrong on the way: missing glyphs, images, faulty styles.

    The first of the folders is where relative addresses of images begin. The same page gives the same bytes: its
    dates come from the page itself, its fonts from the house alone. ``record`` makes it the PDF of record: tagged, in
    PDF/A-3a and PDF/UA-1, with its attachments.
    """
    from weasyprint import HTML  # noqa: PLC0415 - half a second that only a PDF should cost

    fetcher = Fetcher(pictures, files_of(fonts), tuple(folders))
    with _warnings() as warnings:
        faces, configuration = _prepared(fonts)
        base = folders[0].resolve().as_uri() + "/" if folders else None
        document = HTML(string=page, base_url=base, url_fetcher=fetcher)
        options = {} if record is None else _of_record(record, page)
        content: bytes = document.write_pdf(stylesheets=[faces], font_config=configuration, **options)
    if record is not None:
        content = conforming(content, record.said)
    return content, tuple(dict.fromkeys(warnings))


def _of_record(record: RecordOf, page: str) -> dict[str, Any]:
    from weasyprint import Attachment  # noqa: PLC0415 - see lay_out

    attached = [
        Attachment(
            string=content,
            name=name,
            description=ATTACHED.get(name, name),
            relationship="Data" if name.endswith(".xlsx") else "Supplement",
            created=record.day,
            modified=record.day,
        )
        for name, content in record.attached.items()
    ]
    # what is attached is part of what the file is
    identifier = hashlib.sha256(page.encode() + b"".join(record.attached.values())).digest()[:16]
    return {"pdf_variant": VARIANT, "pdf_identifier": identifier, "attachments": attached}


def files_of(fonts: Fonts) -> Mapping[str, Path]:
    """The font files that a page may ask for, by name."""
    return {face.file.name: face.file for face in (*fonts.print, *fonts.pack)}


@lru_cache(maxsize=2)  # loading the fonts costs more than a page
def _prepared(fonts: Fonts) -> tuple[Any, Any]:
    """The parsed ``@font-face`` rules and the configuration that holds their fonts, for every page of the process."""
    from weasyprint import CSS  # noqa: PLC0415 - see lay_out
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - see lay_out

    with no_other_fonts():
        configuration = FontConfiguration()
    # The configuration keeps copies of the fonts in a folder, and can only remove it while Python still stands;
    # unlike atexit, this also runs at the end of a worker process.
    Finalize(None, _prepared.cache_clear, exitpriority=0)
    faces = CSS(string=named(fonts), font_config=configuration, url_fetcher=Fetcher(faces=files_of(fonts)))
    return faces, configuration


@contextmanager
def no_other_fonts() -> Iterator[None]:
    """Hides the machine's fonts: a letter that the house's fonts lack must not come from whatever is installed."""
    before = os.environ.get("FONTCONFIG_FILE")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "fonts.conf"
        file.write_text(f"<fontconfig><cachedir>{folder}</cachedir></fontconfig>", encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(file)
        try:
            yield
        finally:
            del os.environ["FONTCONFIG_FILE"]
            if before is not None:
                os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collects what the layout engine logs, and keeps it from the terminal."""
    logger = logging.getLogger("weasyprint")
    handler = _Collector()
    propagate = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield handler.messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "weasyprint":
            self.messages.append(record.getMessage())
