"""``reportgen sign`` and ``verify``: who stands for a released PDF."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.commands import common
from reportgen.commands.common import FINE, PROBLEMS, Root
from reportgen.diagnostics import ReportgenError

if TYPE_CHECKING:
    from reportgen.model.house import Signing

PASSPHRASE = "REPORTGEN_SIGN_PASSPHRASE"  # noqa: S105 - the name of a variable
PASSPHRASE_FILE = "REPORTGEN_SIGN_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
PIN, PIN_FILE = "REPORTGEN_SIGN_PIN", "REPORTGEN_SIGN_PIN_FILE"

Pdf = Annotated[Path, typer.Argument(help="The PDF.", metavar="FILE")]


def sign(
    context: typer.Context,
    file: Pdf,
    key: Annotated[
        Path | None,
        typer.Option("--key", help="A PKCS #12 file outside of the workspace; by default the token of house.yaml."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where it is written; by default FILE-signed.pdf.")] = None,
    root: Root = Path(),
) -> None:
    """Sign a released PDF, with a key in a file or on a token (PKCS #11) that ``signing`` in house.yaml names.

    Passphrase or PIN are read from the environment, or from a file that it names.
    Example: reportgen sign output/released/xiaomi/2025-11-14/note.pdf --key /etc/reportgen/research.p12
    """
    from reportgen.formats.conformance import is_released
    from reportgen.formats.signing import signed, signed_by_token
    from reportgen.publishing import write_whole

    if key is not None and key.resolve().is_relative_to(root.resolve()):
        common.usage(f"--key: {key} lies in the workspace; a key is kept outside of it")
    for path, name in ((file, "FILE"), (key, "--key")):
        if path is not None and not path.is_file():
            common.usage(f"{name}: there is no file {path}")
    content, now = file.read_bytes(), common.clock(context)()
    if not is_released(content):
        common.usage(f"FILE: {file} is no released note, and only those are signed; release it first")
    if key is not None:
        secret = _secret(PASSPHRASE, PASSPHRASE_FILE)
        made = signed(content, key, None if secret is None else secret.encode(), now)
    else:
        made = signed_by_token(content, _token(root), _pin(), now)
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
        trusted = "trusted" if each.trusted else "NOT trusted: its certificate is not among those given, or not valid"
        typer.echo(f"{each.signer}: {bytes_}{later}; {trusted}")
    if not found:
        typer.echo(f"{file} carries no signature", err=True)
    fine = bool(found) and all(each.intact and each.trusted and each.whole for each in found)
    raise typer.Exit(FINE if fine else PROBLEMS)


def _token(root: Path) -> Signing:
    """The token that house.yaml names; faults of house.yaml are shown, and end the command."""
    from reportgen.loading.house import load_house

    house, found = load_house(common.workspace(root))
    if house is None:
        common.show(found)
        raise typer.Exit(PROBLEMS)
    if house.signing is None:
        common.usage("--key is missing, and inputs/house.yaml names no token under 'signing'")
    module = Path(house.signing.module)
    if module.resolve().is_relative_to(root.resolve()):
        # who may write inputs must not thereby run programs
        common.usage(f"signing.module: {module} lies in the workspace; a module is installed outside of it")
    return house.signing


def _pin() -> str:
    found = _secret(PIN, PIN_FILE)
    if not found:
        raise ReportgenError(f"the token's PIN is missing: set {PIN}, or {PIN_FILE} to a file that holds it")
    return found


def _secret(name: str, file: str) -> str | None:
    direct, named = os.environ.get(name), os.environ.get(file)
    if direct is not None or named is None:
        return direct
    try:
        return Path(named).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is no text"
        raise ReportgenError(f"{file}: {named} cannot be read: {why}") from None
