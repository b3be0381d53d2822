"""Secrets come from the environment or from files, and are never shown."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.publishing.email.secrets import (
    FILE,
    PASSWORD,
    SECRET,
    USER,
    Credentials,
    credentials,
    token_secret,
    too_open,
)


def test_user_and_password_from_the_environment() -> None:
    assert credentials({}) is None
    found = credentials({USER: "u", PASSWORD: "p"})
    assert found == Credentials("u", "p")
    assert "p" not in repr(found).replace("Credentials", "")


def test_user_and_password_from_a_file_and_the_environment_before_it(tmp_path: Path) -> None:
    file = tmp_path / "secrets"
    file.write_text(f"# the relay\n{USER}=u\n{PASSWORD} = p=with=signs\nOTHER=x\n")
    assert credentials({FILE: str(file)}) == Credentials("u", "p=with=signs")
    assert credentials({FILE: str(file), USER: "another"}) == Credentials("another", "p=with=signs")


def test_half_a_login_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReportgenError, match=PASSWORD):
        credentials({USER: "u"})
    with pytest.raises(ReportgenError, match=f"{FILE}.*cannot be read"):
        credentials({FILE: str(tmp_path / "nothing")})


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: token_secret({}, tmp_path / "record"), range(32)))
    assert len(found) == 1
    assert (tmp_path / "record" / "secret").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "record").iterdir()] == ["secret"]
    assert token_secret({SECRET: "from the environment"}, tmp_path) == b"from the environment"


def test_a_secret_that_can_be_guessed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportgenError, match="too short"):
        token_secret({SECRET: "short"}, tmp_path)
    (tmp_path / "secret").write_text("")
    with pytest.raises(ReportgenError, match="too short"):
        token_secret({}, tmp_path)


def test_files_that_others_can_read_are_told(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    assert not too_open(file)
    file.write_text("x")
    file.chmod(0o640)
    assert too_open(file)
    file.chmod(0o600)
    assert not too_open(file)
