"""``reportgen sign`` and ``verify``: who stands for a released PDF."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Annotated

import typer

from reportgen.commands import common
from reportgen.commands.common import FINE, PROBLEMS, Root
from reportgen.diagnostics import ReportgenError

PASSPHRASE = "REPORTGEN_SIGN_PASSPHRASE"  # noqa: S105 - the name of a variable
PASSPHRASE_FILE = "REPORTGEN_SIGN_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable

Pdf = Annotated[Path, typer.Argument(help="The PDF.", metavar="FILE")]


def sign(
    file: Pdf,
    key: Annotated[Path, typer.Option("--key", help="A PKCS #12 file outside of the workspace.")],
    out: Annotated[Path | None, typer.Option("--out", help="Where it is written; by default FILE-signed.pdf.")] = None,
    root: Root = Path(),
) -> None:
    """Sign a released PDF. The passphrase of the key is read from the environment, or from a file that it names.

    Example: reportgen sign output/released/xiaomi/2025-11-14/note.pdf --key /etc/reportgen/research.p12
    """
    from reportgen.formats.signing import signed
    from reportgen.publishing import write_whole

    if key.resolve().is_relative_to(root.resolve()):
        common.usage(f"--key: {key} lies in the workspace; a key is kept outside of it")
    for path, name in ((file, "FILE"), (key, "--key")):
        if not path.is_file():
            common.usage(f"{name}: there is no file {path}")
    content = file.read_bytes()
    made = signed(content, key, _passphrase())
    target = out or file.with_name(f"{file.stem}-signed.pdf")
    write_whole(target, made)
    typer.echo(f"{hashlib.sha256(content).hexdigest()}  {file}")
    typer.echo(f"{hashlib.sha256(made).hexdigest()}  {target}")


def verify(
    file: Pdf,
    trust: Annotated[Path | None, typer.Option("--trust", help="The certificates that are trusted, in PEM.")] = None,
) -> None:
    """Say whose signatures a PDF carries, and whether they hold.

    Example: reportgen verify output/released/xiaomi/2025-11-14/note-signed.pdf --trust /etc/reportgen/research.pem
    """
    from reportgen.formats.signing import verdicts

    for path, name in ((file, "FILE"), (trust, "--trust")):
        if path is not None and not path.is_file():
            common.usage(f"{name}: there is no file {path}")
    found = verdicts(file.read_bytes(), trust.read_bytes() if trust else b"")
    for each in found:
        bytes_ = "the bytes are those that were signed" if each.intact else "the bytes were CHANGED"
        later = "" if each.whole or not each.intact else ", and something was added after it"
        trusted = "trusted" if each.trusted else "NOT trusted: its certificate is not among those given"
        typer.echo(f"{each.signer}: {bytes_}{later}; {trusted}")
    if not found:
        typer.echo(f"{file} carries no signature", err=True)
    fine = bool(found) and all(each.intact and each.trusted and each.whole for each in found)
    raise typer.Exit(FINE if fine else PROBLEMS)


def _passphrase() -> bytes | None:
    direct, named = os.environ.get(PASSPHRASE), os.environ.get(PASSPHRASE_FILE)
    if direct is not None:
        return direct.encode()
    if named is None:
        return None
    try:
        return Path(named).read_text(encoding="utf-8").rstrip("\n").encode()
    except OSError as problem:
        message = f"{PASSPHRASE_FILE}: {named} cannot be read: {problem.strerror}"
        raise ReportgenError(message) from problem
