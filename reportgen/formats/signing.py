"""Signatures on a released PDF: who stands for these bytes, and whether they are still the same.

A signature embeds its time, so the byte-stable PDF is made first and signed last; both hashes are told. PAdES-B-B by
pyHanko (ETSI EN 319 142-1). The signature has no box on a page, which PDF/UA would have to describe.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reportgen.diagnostics import ReportgenError
from reportgen.formats.signing_token import signer_of
from reportgen.model.house import Signing

FIELD = "Release"
_MISSING = "signing is not installed: pip install 'reportgen[sign]'"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a signature is worth: whose it is, whether these are the bytes, whether its certificate is trusted."""

    signer: str
    intact: bool
    trusted: bool
    whole: bool
    """It covers every byte of the file, and so nothing was added after it."""


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keeps pyHanko's tracebacks from the terminal; what went wrong is told in our words."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    levels = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for each, level in zip(loggers, levels, strict=True):
            each.setLevel(level)


def signed(content: bytes, key: Path, passphrase: bytes | None, now: datetime) -> bytes:
    """The PDF with a signature by a key in a PKCS #12 file.

    Raises ReportgenError where pyHanko is missing, the key cannot be read or its certificate is not valid now, or the
    PDF is signed already.
    """
    try:
        from pyhanko.sign import signers  # noqa: PLC0415 - an extra
    except ImportError as problem:
        raise ReportgenError(_MISSING) from problem
    load: Any = signers.SimpleSigner.load_pkcs12
    with _unlogged():
        signer = load(str(key), passphrase=passphrase)
    if signer is None:
        message = f"{key} cannot be read as a PKCS #12 file with this passphrase"
        raise ReportgenError(message)
    return _signed_by(signer, content, now)


def signed_by_token(content: bytes, token: Signing, pin: str, now: datetime) -> bytes:
    """The PDF with a signature by a key that stays in its token. Raises ReportgenError as ``signed`` does."""
    with signer_of(token, pin) as signer:
        return _signed_by(signer, content, now)


def _signed_by(signer: Any, content: bytes, now: datetime) -> bytes:  # noqa: ANN401 - of a library without types
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - an extra
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 - see above
    from pyhanko.sign import fields, signers  # noqa: PLC0415 - see above
    from pyhanko.sign.general import SigningError  # noqa: PLC0415 - see above

    _refuse_invalid(signer.signing_cert, now)
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        if writer.prev.embedded_signatures:
            message = "the PDF is signed already"
            raise ReportgenError(message)
        # it would write the metadata anew, in a form that PDF/A does not know
        setattr(writer, "_update_meta", lambda: None)  # noqa: B010 - mypy would not have a method assigned
        hidden = fields.SigFieldSpec(FIELD, invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True))
        said = signers.PdfSignatureMetadata(
            field_name=FIELD, reason="Released research", subfilter=fields.SigSeedSubFilter.PADES
        )
        written = io.BytesIO()
        signers.PdfSigner(said, signer, new_field_spec=hidden).sign_pdf(writer, output=written)
    except (PdfError, SigningError, ValueError) as problem:
        message = f"the PDF cannot be signed: {problem}"
        raise ReportgenError(message) from problem
    return written.getvalue()


def _refuse_invalid(certificate: Any, now: datetime) -> None:  # noqa: ANN401 - of a library without types
    """A signature by an expired certificate is one that nobody who checks it will trust."""
    first, last = certificate.not_valid_before, certificate.not_valid_after
    if not first <= now <= last:
        name = certificate.subject.human_friendly
        message = f"the certificate of {name} is valid from {first:%Y-%m-%d} to {last:%Y-%m-%d}, not on {now:%Y-%m-%d}"
        raise ReportgenError(message)


def verdicts(content: bytes, roots: bytes = b"") -> tuple[Verdict, ...]:
    """What each signature of a PDF is worth; ``roots`` are the trusted certificates in PEM.

    Raises ReportgenError where pyHanko is missing or the bytes are no PDF.
    """
    try:
        from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 - an extra
        from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - see above
    except ImportError as problem:
        raise ReportgenError(_MISSING) from problem
    try:
        held = PdfFileReader(io.BytesIO(content)).embedded_signatures
    except (PdfError, ValueError) as problem:
        message = f"this is no PDF that can be read: {problem}"
        raise ReportgenError(message) from problem
    with _unlogged():
        return tuple(_verdict(each, roots) for each in held)


def _verdict(signature: Any, roots: bytes) -> Verdict:  # noqa: ANN401 - of a library without types
    from pyhanko.keys import load_certs_from_pemder_data  # noqa: PLC0415 - an extra
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415 - see above
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415 - see above
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 - see above

    trusted = list(load_certs_from_pemder_data(roots)) if roots else []
    context = ValidationContext(trust_roots=trusted, allow_fetching=False)
    # that an update changed nothing which it may not would be an opinion, and takes long; that there is none is a fact
    found = validate_pdf_signature(signature, context, skip_diff=True)
    whole = found.intact and found.coverage is SignatureCoverageLevel.ENTIRE_FILE
    return Verdict(signature.signer_cert.subject.human_friendly, bool(found.intact), bool(found.trusted), whole)
