"""What nobody may read but the program: the relay's user and password, and the secret of the tokens."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.diagnostics import ReportgenError

USER, PASSWORD, FILE, SECRET = (
    "REPORTGEN_SMTP_USER",
    "REPORTGEN_SMTP_PASSWORD",
    "REPORTGEN_SMTP_SECRETS",
    "REPORTGEN_SECRET",
)
_SECRET_AT_LEAST = 16


@dataclass(frozen=True, slots=True)
class Credentials:
    """The relay's user and password; neither shows where the value is printed."""

    user: str = field(repr=False)
    password: str = field(repr=False)


def credentials(environment: Mapping[str, str]) -> Credentials | None:
    """User and password from the environment, or from the file that it names; None where there are none.

    The file holds the same two names: ``REPORTGEN_SMTP_USER=…`` and ``REPORTGEN_SMTP_PASSWORD=…``, a line each.
    Raises ReportgenError where the file cannot be read or one of the two is missing.
    """
    found = dict(environment)
    if found.get(FILE):
        found = _read(Path(found[FILE])) | {name: value for name, value in found.items() if value}
    user, password = found.get(USER, ""), found.get(PASSWORD, "")
    if not user and not password:
        return None
    if not user or not password:
        missing, given = (USER, PASSWORD) if not user else (PASSWORD, USER)
        raise ReportgenError(f"{given} is given, but {missing} is not")
    return Credentials(user, password)


def token_secret(environment: Mapping[str, str], folder: Path) -> bytes:
    """The secret of the tokens: from REPORTGEN_SECRET, or from ``<folder>/secret``, which is made on first use.

    The file is its owner's alone. Of several programs that make it at once one wins, and all read the same.
    Raises ReportgenError where it is too short or can be neither read nor made.
    """
    given = environment.get(SECRET, "").strip()
    path = folder / "secret"
    try:
        secret = given or (path.read_text("ascii").strip() if path.exists() else _make(path))
    except (OSError, ValueError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is damaged"
        raise ReportgenError(f"the secret of the unsubscribe links in {path} cannot be used: {why}") from problem
    if len(secret) < _SECRET_AT_LEAST:
        where = SECRET if given else str(path)
        raise ReportgenError(f"the secret in {where} is too short; {_SECRET_AT_LEAST} characters are the least")
    return secret.encode()


def too_open(path: Path) -> bool:
    """Whether others than its owner may read a file of secrets."""
    return path.exists() and bool(path.stat().st_mode & 0o077)


def _make(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".secret.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        # a link is refused where the file is there already: the first one counts
        with suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return path.read_text("ascii").strip()


def _read(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8"
        raise ReportgenError(f"the secrets file {path} ({FILE}) cannot be read: {why}") from problem
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs if name.strip() in (USER, PASSWORD)}
