"""The house's mark: an SVG or PNG of its templates folder, which goes into the page itself as a data address."""

from __future__ import annotations

import re
import struct
import zlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

BYTES_AT_MOST = 2_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_PIXELS_AT_MOST = 16_000_000
_EMBEDDED = re.compile(r"data:image/(png|jpeg);base64,", re.IGNORECASE)
# Whatever runs, holds foreign content or changes other elements' attributes.
_ACTIVE = frozenset({"script", "foreignobject", "iframe", "object", "embed", "animate", "animatemotion",
                     "animatetransform", "set", "handler", "listener", "a"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class LogoFault(Exception):  # noqa: N818 - the fault is in the file, not in the program
    """Why a file cannot be the logo."""

    code: str
    message: str
    hint: str = ""


def logo_address(folders: Sequence[Path], name: str) -> str:
    """The logo as an address that holds the image itself. Raises LogoFault."""
    content = _read(folders, name)
    if name.endswith(".svg"):
        _examine_svg(content)
        return f"data:image/svg+xml;base64,{b64encode(content).decode('ascii')}"
    _examine_png(content)
    return f"data:image/png;base64,{b64encode(content).decode('ascii')}"


def _read(folders: Sequence[Path], name: str) -> bytes:
    for folder in folders:
        file = (folder / name).resolve()
        # a link must not lead out
        if not file.is_file() or not file.is_relative_to(folder.resolve()):
            continue
        try:
            with file.open("rb") as stream:
                content = stream.read(BYTES_AT_MOST + 1)
        except OSError as problem:
            message = f"{name} cannot be read: {problem.strerror or problem}"
            raise LogoFault("logo-missing", message) from problem
        if len(content) > BYTES_AT_MOST:
            raise LogoFault("logo-too-large", f"{name} is larger than {BYTES_AT_MOST // 1_000_000} MB")
        return content
    raise LogoFault("logo-missing", f"there is no file {name}", "put it into the workspace's folder templates/")


# ---- PNG ------------------------------------------------------------------------------------------------------------


def _examine_png(content: bytes) -> None:
    wrong = LogoFault("logo-not-an-image", "this is no PNG image, or one that is damaged", "save the image anew")
    if not content.startswith(_PNG):
        raise wrong
    try:
        chunks = _chunks(content)
        width, height = struct.unpack(">II", chunks[0][1][:8])
        if chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND" or not width * height:
            raise wrong
        if width * height > _PIXELS_AT_MOST:
            raise LogoFault("logo-too-large", f"{width} × {height} pixels; 4,000 × 4,000 are more than enough")
        # eight bytes a pixel and a filter byte a row, at most, in each of the seven passes
        unpacked = zlib.decompressobj()
        unpacked.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"), width * height * 8 + 8 * height)
    except (struct.error, IndexError, zlib.error) as problem:
        raise wrong from problem
    if not unpacked.eof:
        raise wrong


def _chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    """Kind and data of each chunk, its sum checked."""
    found: list[tuple[bytes, bytes]] = []
    place = len(_PNG)
    while place < len(content) and (not found or found[-1][0] != b"IEND"):
        length, kind = struct.unpack_from(">I4s", content, place)
        data = content[place + 8 : place + 8 + length]
        (expected,) = struct.unpack_from(">I", content, place + 8 + length)
        if zlib.crc32(kind + data) != expected:
            raise struct.error
        found.append((kind, data))
        place += 12 + length
    return found


# ---- SVG ------------------------------------------------------------------------------------------------------------


def _examine_svg(content: bytes) -> None:
    """Refuses what is no SVG, and what would run or read anything but the file itself."""
    seen: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2].lower()
        if not seen and tag != "svg":
            raise _no_svg()
        seen.append(tag)
        if tag in _ACTIVE:
            raise _unsafe(f"an element <{tag}>")
        for attribute, value in attributes.items():
            _examine_attribute(attribute.rpartition(" ")[2].lower(), value)

    def text(data: str) -> None:
        _examine_style(data)

    def refused(what: str) -> None:
        raise _unsafe(what)

    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.buffer_text = True
    parser.EntityDeclHandler = lambda *_: refused("an entity")
    parser.ProcessingInstructionHandler = lambda *_: refused("a processing instruction")
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by place
    except (expat.ExpatError, LookupError, ValueError) as problem:
        raise _no_svg() from problem


def _examine_attribute(name: str, value: str) -> None:
    if name.startswith("on"):
        raise _unsafe(f"a script in {name!r}")
    if name == "base" or (name in ("href", "src") and not (value.startswith("#") or _EMBEDDED.match(value))):
        raise _unsafe(f"a reference to {value[:60]!r}")
    _examine_style(value)


def _examine_style(value: str) -> None:
    squeezed = re.sub(r"\s|/\*.*?\*/", "", value).lower()
    # a backslash could spell either word in a way of its own
    if re.search(r"url\((?![\"']?#)|@import|image-set|\\", squeezed):
        raise _unsafe("a style that reads another file")


def _no_svg() -> LogoFault:
    return LogoFault("logo-not-an-image", "this is no SVG image, or one that is damaged", "save the image anew")


def _unsafe(what: str) -> LogoFault:
    hint = "save it as a plain SVG, with paths and colours alone"
    return LogoFault("logo-unsafe", f"the image holds {what}, which would run or read something in every note", hint)
