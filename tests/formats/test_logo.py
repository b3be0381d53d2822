"""The house's mark: taken where it is a drawing alone, refused with its reason where it is not."""

from __future__ import annotations

import struct
import zlib
from base64 import b64decode
from pathlib import Path

import pytest

from reportgen.formats.logo import BYTES_AT_MOST, LogoFault, logo_address

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path fill="#123456" d="M0 0h40v10z"/></svg>'


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 4, height: int = 2, *, data: bytes | None = None) -> bytes:
    """A grey image."""
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height))) if data is None else data
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def address(folder: Path, content: bytes | str, name: str = "logo.svg") -> str:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return logo_address([folder], name)


def code(folder: Path, content: bytes | str, name: str = "logo.svg") -> str:
    with pytest.raises(LogoFault) as caught:
        address(folder, content, name)
    return caught.value.code


def inside(text: str, attributes: str = "") -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"{attributes}>{text}</svg>'
    )


def test_an_image_stands_in_its_address(tmp_path: Path) -> None:
    start, _, data = address(tmp_path, SVG).partition(",")
    assert (start, b64decode(data).decode()) == ("data:image/svg+xml;base64", SVG)
    start, _, data = address(tmp_path, png(), "logo.png").partition(",")
    assert (start, b64decode(data)) == ("data:image/png;base64", png())


@pytest.mark.parametrize(
    "text",
    [
        '<defs><path id="a" d="M0 0"/></defs><use href="#a"/><use xlink:href="#a"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        "<style>.a { fill: url(#g) }</style>",
        '<path style="fill: url( \'#g\' )" d="M0 0"/>',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg/>',
        '<?xml version="1.0" encoding="UTF-8"?><!-- drawn --><svg/>',
    ],
)
def test_drawings_are_taken(tmp_path: Path, text: str) -> None:
    assert address(tmp_path, text if text.startswith(("<!", "<?")) else inside(text)).startswith("data:image/svg")


@pytest.mark.parametrize(
    "text",
    [
        "<script>1</script>",
        "<SCRIPT/>",
        '<path onclick="x()" d=""/>',
        '<path ONLOAD="x()" d=""/>',
        '<image href="http://example.com/a.png"/>',
        '<image xlink:href="file:///etc/passwd"/>',
        '<image href="other.png"/>',
        '<image href=" data:text/html;base64,AA"/>',
        '<use href="data:image/svg+xml;base64,AA"/>',
        '<a href="https://example.com"><path d=""/></a>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        "<style>@import 'a.css';</style>",
        "<style>.a { fill: url(http://example.com/x) }</style>",
        "<style>.a { fill: u\\72l(x) }</style>",
        "<style>.a { fill: url/**/(x) }</style>",
        '<path style="fill: url(a.svg#g)" d=""/>',
        '<path fill="URL( &quot;x&quot; )" d=""/>',
        '<set attributeName="href" to="http://example.com"/>',
        '<g xml:base="http://example.com/"><use href="#a"/></g>',
        '<?xml-stylesheet href="a.css"?>',
    ],
)
def test_what_runs_or_reads_is_refused(tmp_path: Path, text: str) -> None:
    assert code(tmp_path, inside(text)) == "logo-unsafe"


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>'
    assert code(tmp_path, bomb) == "logo-unsafe"
    assert code(tmp_path, '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>') == "logo-unsafe"


@pytest.mark.parametrize("content", ["", "text", "<html/>", "<svg>", "<svg></g>", b"\xff\xfe\xff", png()])
def test_what_is_no_svg_is_told(tmp_path: Path, content: bytes | str) -> None:
    assert code(tmp_path, content) == "logo-not-an-image"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x89PNG\r\n\x1a\n", SVG.encode(), png()[:-1], png()[:40], png()[:-13] + b"\0" * 13, png(0, 4),
        png(data=b"no zlib"), png(data=zlib.compress(b"\0" * 10_000_000)), png().replace(b"IEND", b"IENE"),
    ],
)  # fmt: skip
def test_what_is_no_png_is_told(tmp_path: Path, content: bytes) -> None:
    assert code(tmp_path, content, "logo.png") == "logo-not-an-image"


def test_it_has_its_measure(tmp_path: Path) -> None:
    comment = "<!--" + "x" * BYTES_AT_MOST + "-->"
    assert code(tmp_path, SVG + comment) == "logo-too-large"
    fits = SVG + f"<!--{'x' * (BYTES_AT_MOST - len(SVG) - 7)}-->"
    assert len(fits) == BYTES_AT_MOST
    assert address(tmp_path, fits)
    assert code(tmp_path, png(5000, 5000, data=b""), "logo.png") == "logo-too-large"


def test_it_lies_in_a_templates_folder(tmp_path: Path) -> None:
    inner, outer = tmp_path / "templates", tmp_path / "logo.svg"
    inner.mkdir()
    outer.write_text(SVG, encoding="utf-8")
    (inner / "logo.svg").symlink_to(outer)
    for folder, name in ((inner, "logo.svg"), (inner, "none.svg"), (tmp_path / "none", "logo.svg")):
        with pytest.raises(LogoFault) as caught:
            logo_address([folder], name)
        assert caught.value.code == "logo-missing"


def test_the_house_s_comes_before_the_program_s(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder, content in ((first, SVG), (second, inside(""))):
        folder.mkdir()
        address(folder, content)
    assert logo_address([first, second], "logo.svg") == logo_address([first], "logo.svg")
