"""A signed PDF is intact and trusted, still PDF/A and PDF/UA, and a changed one is found out."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import page as validator
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.generic import ArrayObject, StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from reportgen.commands.common import ENVIRONMENT, FINE, PROBLEMS, USAGE
from reportgen.diagnostics import ReportgenError
from reportgen.formats.signing import signed, verdicts
from tests.conftest import Run
from tests.formats.certificates import self_signed
from tests.formats.test_conformance import SAID, faults, record

PASSPHRASE = b"not a secret"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A key in PKCS #12 and its certificate in PEM."""
    folder = tmp_path_factory.mktemp("keys")
    key, certificate = self_signed("Example Research")
    hidden = serialization.BestAvailableEncryption(PASSPHRASE)
    held, told = folder / "key.p12", folder / "certificate.pem"
    held.write_bytes(pkcs12.serialize_key_and_certificates(b"key", key, certificate, None, hidden))
    told.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return held, told


@pytest.fixture(scope="module")
def plain() -> bytes:
    return record(SAID)


@pytest.fixture(scope="module")
def made(plain: bytes, keys: tuple[Path, Path]) -> bytes:
    return signed(plain, keys[0], PASSPHRASE, NOW)


def test_it_is_intact_and_trusted(made: bytes, keys: tuple[Path, Path]) -> None:
    (found,) = verdicts(made, keys[1].read_bytes())
    assert found.signer == "Common Name: Example Research"
    assert (found.intact, found.trusted, found.whole) == (True, True, True)


def test_without_its_certificate_it_is_not_trusted(made: bytes) -> None:
    (found,) = verdicts(made)
    assert (found.intact, found.trusted) == (True, False)


def test_a_changed_byte_is_found_out(made: bytes, keys: tuple[Path, Path]) -> None:
    changed = made.replace(b"1810.HK", b"1810.HX", 1)
    assert changed != made
    (found,) = verdicts(changed, keys[1].read_bytes())
    assert not found.intact
    assert not found.whole


@pytest.mark.parametrize("profile", [validator.ValidationProfile.PDF_A_3A, validator.ValidationProfile.PDF_UA_1])
def test_it_is_still_conforming(made: bytes, profile: validator.ValidationProfile) -> None:
    assert faults(made, profile) == []


def test_the_signed_bytes_begin_with_the_released_ones(plain: bytes, made: bytes) -> None:
    assert made.startswith(plain)


def painted_over(content: bytes) -> bytes:
    """The signed PDF with an incremental update that paints over its first page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    box = writer.add_object(StreamObject(stream_data=b"1 g 0 0 600 800 re f"))
    held = page.raw_get("/Contents")
    page["/Contents"] = ArrayObject([*(held if isinstance(held, ArrayObject) else [held]), box])
    writer.mark_update(page.container_ref)
    written = io.BytesIO()
    write: Any = writer.write
    write(written)
    return written.getvalue()


@pytest.mark.parametrize("change", [painted_over, lambda made: made + b"junk", lambda made: made + b"\n"])
def test_what_was_added_after_the_signature_is_found_out(
    reportgen: Run, made: bytes, keys: tuple[Path, Path], tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    changed = change(made)
    assert changed.startswith(made)
    (found,) = verdicts(changed, keys[1].read_bytes())
    assert (found.intact, found.whole) == (True, False)
    file = tmp_path / "note.pdf"
    file.write_bytes(changed)
    said = reportgen("verify", file, "--trust", keys[1])
    assert (said.status, "added" in said.out) == (PROBLEMS, True)


@pytest.mark.parametrize("said", [{}, {**SAID, "status": "draft"}])
def test_a_draft_is_not_signed(reportgen: Run, keys: tuple[Path, Path], tmp_path: Path, said: dict[str, str]) -> None:
    (tmp_path / "workspace").mkdir()
    note = tmp_path / "workspace" / "note.pdf"
    note.write_bytes(record(said))
    assert reportgen("sign", note, "--key", keys[0], "--root", note.parent).status == USAGE
    note.write_bytes(b"no pdf")
    assert reportgen("sign", note, "--key", keys[0], "--root", note.parent).status == USAGE
    assert not os.path.lexists(note.with_name("note-signed.pdf"))


def test_the_library_logs_nothing(
    plain: bytes, made: bytes, keys: tuple[Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    assert not verdicts(made)[0].trusted
    with pytest.raises(ReportgenError):
        signed(plain, keys[0], b"wrong", NOW)
    assert caplog.records == []


def test_what_cannot_be_signed_is_said(plain: bytes, made: bytes, keys: tuple[Path, Path], tmp_path: Path) -> None:
    no_key = tmp_path / "key.p12"
    no_key.write_bytes(b"no key")
    cases = [(plain, keys[0], b"wrong"), (plain, no_key, None), (made, keys[0], PASSPHRASE)]
    for content, key, passphrase in [*cases, (b"no pdf", keys[0], PASSPHRASE)]:
        with pytest.raises(ReportgenError):
            signed(content, key, passphrase, NOW)
    with pytest.raises(ReportgenError):
        verdicts(b"no pdf")


@pytest.mark.parametrize(("year", "fine"), [(2019, False), (2020, True), (2099, True), (2101, False)])
def test_a_certificate_signs_while_it_is_valid(plain: bytes, keys: tuple[Path, Path], year: int, fine: bool) -> None:
    day = datetime(year, 6, 1, tzinfo=UTC)
    if fine:
        assert signed(plain, keys[0], PASSPHRASE, day).startswith(plain)
    else:
        with pytest.raises(ReportgenError, match="valid from 2020-01-01 to 2100-01-01"):
            signed(plain, keys[0], PASSPHRASE, day)


def test_the_commands_sign_and_verify(
    reportgen: Run, plain: bytes, keys: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "workspace" / "note.pdf"
    note.parent.mkdir()
    note.write_bytes(plain)
    monkeypatch.setenv("REPORTGEN_SIGN_PASSPHRASE", PASSPHRASE.decode())
    said = reportgen("sign", note, "--key", keys[0], "--root", note.parent)
    assert said.status == FINE
    assert said.out.count("note") == 2
    target = note.with_name("note-signed.pdf")
    assert reportgen("verify", target, "--trust", keys[1]).status == FINE
    assert reportgen("verify", target).status == PROBLEMS
    assert reportgen("verify", note).status == PROBLEMS
    assert reportgen("sign", note, "--key", tmp_path / "none.p12", "--root", note.parent).status == USAGE
    monkeypatch.setenv("REPORTGEN_SIGN_PASSPHRASE", "wrong")
    assert reportgen("sign", note, "--key", keys[0], "--root", note.parent).status == ENVIRONMENT


def test_a_key_in_the_workspace_is_refused(reportgen: Run, plain: bytes, tmp_path: Path) -> None:
    (tmp_path / "note.pdf").write_bytes(plain)
    (tmp_path / "key.p12").write_bytes(b"")
    said = reportgen("sign", tmp_path / "note.pdf", "--key", tmp_path / "key.p12", "--root", tmp_path)
    assert said.status == USAGE
    assert not os.path.lexists(tmp_path / "note-signed.pdf")
