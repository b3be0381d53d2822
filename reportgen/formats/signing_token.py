"""A signer whose key never leaves its token: an HSM or a smart card behind a PKCS #11 module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from types import MappingProxyType
from typing import Any

from reportgen.diagnostics import ReportgenError
from reportgen.model.house import Signing

_MISSING = "signing by a token is not installed: pip install 'reportgen[sign]'"
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "NoSuchToken": "there is no such token",
        "MultipleTokensReturned": "there are several tokens of this name",
        "TokenNotPresent": "there is no such token",
        "TokenNotRecognised": "the token is not one that this module knows",
        "PinIncorrect": "the PIN is not right",
        "PinLenRange": "the PIN is not right",
        "PinInvalid": "the PIN is not right",
        "PinLocked": "the PIN is locked, after too many wrong ones",
        "PinExpired": "the PIN has expired",
        "UserPinNotInitialised": "the token has no PIN yet",
    }
)
"""What a token says, in words; the library names its faults and says nothing else."""


@contextmanager
def signer_of(token: Signing, pin: str) -> Iterator[Any]:
    """A signer for pyHanko by the key of a token, while its session is open.

    Raises ReportgenError in words without the PIN, whatever the token or its module has to say.
    """
    try:
        from pkcs11.exceptions import PKCS11Error  # noqa: PLC0415 - an extra
        from pyhanko.sign.pkcs11 import PKCS11Signer  # noqa: PLC0415 - see above
    except ImportError as problem:
        raise ReportgenError(_MISSING) from problem
    try:
        session = _session(token, pin)
    except PKCS11Error as problem:
        # not chained: the frames of the library hold the PIN
        raise ReportgenError(_told(token, problem)) from None
    try:
        # the certificate lies beside its key, under the same label
        signer = PKCS11Signer(session, cert_label=token.key, key_label=token.key)
        # asked now, so that a missing key is told before anything is written
        _ = signer.signing_cert, signer.estimate_raw_signature_size_bytes()
        yield signer
    except PKCS11Error as problem:
        raise ReportgenError(_told(token, problem)) from None
    finally:
        with suppress(PKCS11Error):
            session.close()


def _session(token: Signing, pin: str) -> Any:  # noqa: ANN401 - of a library without types
    from pkcs11 import lib  # noqa: PLC0415 - an extra

    return lib(token.module).get_token(token_label=token.token).open(user_pin=pin)


def _told(token: Signing, problem: Exception) -> str:
    name = type(problem).__name__
    said = _WORDS.get(name) or str(problem).rstrip(".") or f"the module says {name}"
    return f"the PDF cannot be signed by {token.key!r} of token {token.token!r} ({token.module}): {said}"
