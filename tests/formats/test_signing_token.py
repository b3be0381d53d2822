"""A key on a real token, SoftHSM: what it signs is intact and trusted, and every fault is told without the PIN."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from reportgen.commands.common import ENVIRONMENT, FINE, PROBLEMS, USAGE
from reportgen.diagnostics import ReportgenError
from reportgen.formats.signing import signed_by_token, verdicts
from reportgen.loading.house import load_house
from reportgen.model.house import Signing, settings_of_notes
from reportgen.nightly.fingerprints import house_key
from tests.conftest import Run
from tests.formats.certificates import self_signed
from tests.formats.test_conformance import SAID, record
from tests.workspaces import workspace

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PIN = "271828"
TOKEN, KEY, EXPIRED = "research", "release", "old"
MODULES = tuple(
    Path(folder) / "softhsm" / "libsofthsm2.so"
    for folder in ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib")
)
MODULE = next((each for each in MODULES if each.is_file()), None)

pytest.importorskip("pkcs11", reason="needs the extra [sign]")
pytestmark = pytest.mark.skipif(
    MODULE is None or shutil.which("softhsm2-util") is None, reason="needs SoftHSM: apt-get install softhsm2"
)


@dataclass(frozen=True)
class Hsm:
    """A token with a key of its own, one whose certificate has expired, and the certificates in PEM."""

    trusted: bytes

    def by(self, key: str = KEY, token: str = TOKEN, module: str = str(MODULE)) -> Signing:
        return Signing(module=module, token=token, key=key)


@pytest.fixture(scope="module")
def hsm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hsm]:
    folder = tmp_path_factory.mktemp("hsm")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(settings))
        labelled = ["--label", TOKEN, "--pin", PIN, "--so-pin", "31415926"]
        subprocess.run(["softhsm2-util", "--init-token", "--free", *labelled], check=True, capture_output=True)
        yield Hsm(b"".join((stored(folder, KEY, "01", 2100), stored(folder, EXPIRED, "02", 2021))))


def stored(folder: Path, label: str, number: str, until: int) -> bytes:
    """A key and its certificate on the token; the certificate in PEM."""
    import pkcs11  # noqa: PLC0415 - only where the token is

    key, certificate = self_signed(f"Example Research {label}", number=int(number), until=until)
    plain = folder / f"{label}.pem"
    plain.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    place = ["--token", TOKEN, "--label", label, "--id", number, "--pin", PIN]
    subprocess.run(["softhsm2-util", "--import", plain, *place], check=True, capture_output=True)
    plain.unlink()
    with pkcs11.lib(str(MODULE)).get_token(token_label=TOKEN).open(rw=True, user_pin=PIN) as session:
        session.create_object(
            {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.LABEL: label,
                pkcs11.Attribute.ID: bytes.fromhex(number),
                pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
                pkcs11.Attribute.VALUE: certificate.public_bytes(serialization.Encoding.DER),
            }
        )
    return certificate.public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def plain() -> bytes:
    return record(SAID)


def test_it_is_intact_and_trusted_and_the_released_bytes_come_first(hsm: Hsm, plain: bytes) -> None:
    made = signed_by_token(plain, hsm.by(), PIN, NOW)
    (found,) = verdicts(made, hsm.trusted)
    assert found.signer == f"Common Name: Example Research {KEY}"
    assert (found.intact, found.trusted, found.whole) == (True, True, True)
    assert made.startswith(plain)
    # the session was closed: a second signature opens its own
    assert verdicts(signed_by_token(plain, hsm.by(), PIN, NOW), hsm.trusted)[0].trusted


@pytest.mark.parametrize(
    ("where", "pin", "says"),
    [
        ({}, "314159", "the PIN is not right"),
        ({"module": "/nowhere/vendor.so"}, PIN, "vendor.so"),
        ({"module": "/etc/passwd"}, PIN, "passwd"),
        ({"token": "another"}, PIN, "no such token"),
        ({"key": "another"}, PIN, "another"),
        ({"key": EXPIRED}, PIN, "valid from 2020-01-01 to 2021-01-01, not on 2026-01-01"),
    ],
)
def test_faults_are_told_in_words_without_the_pin(
    hsm: Hsm, plain: bytes, where: dict[str, str], pin: str, says: str
) -> None:
    with pytest.raises(ReportgenError, match=says) as raised:
        signed_by_token(plain, hsm.by(**where), pin, NOW)
    assert pin not in str(raised.value)
    assert raised.value.__cause__ is None or pin not in repr(raised.value.__cause__)


def test_what_is_no_pdf_or_signed_already_is_refused(hsm: Hsm, plain: bytes) -> None:
    made = signed_by_token(plain, hsm.by(), PIN, NOW)
    for content in (made, b"no pdf"):
        with pytest.raises(ReportgenError):
            signed_by_token(content, hsm.by(), PIN, NOW)


class TestTheCommand:
    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        return self.at(tmp_path, f"signing: {{module: {MODULE}, token: {TOKEN}, key: {KEY}}}\n")

    def at(self, tmp_path: Path, signing: str) -> Path:
        root = workspace(tmp_path, {"house.yaml": [("\nratings:\n", f"\n{signing}ratings:\n")]})
        (root / "note.pdf").write_bytes(record(SAID))
        return root

    def test_it_signs_and_the_pin_shows_nowhere(
        self, reportgen: Run, hsm: Hsm, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("REPORTGEN_SIGN_PIN", PIN)
        said = reportgen("sign", root / "note.pdf", "--root", root)
        assert (said.status, PIN in said.out + said.err) == (FINE, False)
        (root / "trusted.pem").write_bytes(hsm.trusted)
        assert reportgen("verify", root / "note-signed.pdf", "--trust", root / "trusted.pem").status == FINE

    def test_the_pin_may_stand_in_a_file(
        self, reportgen: Run, hsm: Hsm, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "pin").write_text(f"{PIN}\n")
        monkeypatch.setenv("REPORTGEN_SIGN_PIN_FILE", str(tmp_path / "pin"))
        assert reportgen("sign", root / "note.pdf", "--root", root).status == FINE
        monkeypatch.setenv("REPORTGEN_SIGN_PIN_FILE", str(tmp_path / "none"))
        assert reportgen("sign", root / "note.pdf", "--root", root).status == ENVIRONMENT

    @pytest.mark.parametrize("pin", ["314159", "", None])
    def test_a_wrong_or_missing_pin_leaves_nothing_behind(
        self, reportgen: Run, hsm: Hsm, root: Path, pin: str | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("REPORTGEN_SIGN_PIN", raising=False)
        if pin is not None:
            monkeypatch.setenv("REPORTGEN_SIGN_PIN", pin)
        before = sorted(root.rglob("*"))
        said = reportgen("sign", root / "note.pdf", "--root", root)
        assert (said.status, sorted(root.rglob("*"))) == (ENVIRONMENT, before)
        assert not pin or pin not in said.out + said.err
        assert "PIN" in said.err

    @pytest.mark.parametrize(
        ("signing", "status"),
        [
            ("", USAGE),
            ("signing: {module: vendor.so, token: a, key: b}\n", PROBLEMS),
            (f"signing: {{module: {MODULE}, token: a}}\n", PROBLEMS),
            (f"signing: {{module: {MODULE}, token: another, key: b}}\n", ENVIRONMENT),
            (f"signing: {{module: {MODULE}, token: {TOKEN}, key: {EXPIRED}}}\n", ENVIRONMENT),
        ],
    )
    def test_a_house_that_names_no_usable_token(
        self, reportgen: Run, hsm: Hsm, tmp_path: Path, signing: str, status: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root = self.at(tmp_path, signing)
        monkeypatch.setenv("REPORTGEN_SIGN_PIN", PIN)
        before = sorted(root.rglob("*"))
        said = reportgen("sign", root / "note.pdf", "--root", root)
        assert (said.status, sorted(root.rglob("*"))) == (status, before)
        assert PIN not in said.out + said.err

    def test_a_module_in_the_workspace_is_not_loaded(
        self, reportgen: Run, hsm: Hsm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        module = tmp_path / "workspace" / "vendor.so"
        root = self.at(tmp_path, f"signing: {{module: {module}, token: a, key: b}}\n")
        monkeypatch.setenv("REPORTGEN_SIGN_PIN", PIN)
        assert reportgen("sign", root / "note.pdf", "--root", root).status == USAGE

    def test_a_token_in_the_house_is_no_news_of_its_notes(self, tmp_path: Path, hsm: Hsm, root: Path) -> None:
        house, found = load_house(root)
        assert (found, house and house.signing and house.signing.key) == ((), KEY)
        assert house is not None
        assert "signing" not in settings_of_notes(house)
        assert house_key(root) == house_key(self.at(tmp_path / "other", ""))
