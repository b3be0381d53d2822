from __future__ import annotations

from email import message_from_bytes, policy

import pytest

from tests.conftest import Run
from tests.coverage_list import NIGHT, CoverageList, with_house
from tests.smtp_server import smtp_server

MAIL = """
mail:
  sender: research@example.com
  sender_name: Example Research
  host: 127.0.0.1
  port: {port}
  security: none
  link_base: https://research.example.com/notes
  unsubscribe_base: https://research.example.com/u
  operator: operator@example.com
"""


def test_the_operator_gets_the_page_of_a_night_in_which_something_happened(
    covered: CoverageList, reportgen: Run
) -> None:
    with smtp_server({}) as server:
        with_house(covered.root, MAIL.format(port=server.port))
        (covered.inputs("cobalt") / "note.md").unlink()
        arguments = ("nightly", "--root", covered.root, "--as-of", NIGHT, "--jobs", 1, "--send")
        assert reportgen(*arguments).status == 1
        (mail,) = server.accepted
        assert mail.recipient == "operator@example.com"
        assert "inputs/cobalt/note.md" in _text(mail.content)
        assert reportgen(*arguments).status == 1
        assert len(server.accepted) == 1, "nothing changed, nothing sent"


def test_the_page_mailed_is_that_of_the_run_that_did_something(covered: CoverageList, reportgen: Run) -> None:
    arguments = ("nightly", "--root", covered.root, "--as-of", NIGHT, "--jobs", 1)
    with smtp_server({}) as server:
        port = server.port
    # nobody answers there any more
    with_house(covered.root, MAIL.format(port=port))
    note = covered.inputs("cobalt") / "note.md"
    text = note.read_text(encoding="utf-8")
    note.unlink()
    assert reportgen(*arguments, "--send").status == 1
    note.write_text(text, encoding="utf-8")
    assert reportgen(*arguments).status == 0
    house = covered.root / "inputs" / "house.yaml"
    with smtp_server({}) as server:
        house.write_text(house.read_text(encoding="utf-8").replace(f"port: {port}", f"port: {server.port}"), "utf-8")
        assert reportgen("send", "--root", covered.root).status == 0
        (mail,) = server.accepted
    assert "inputs/cobalt/note.md" in _text(mail.content)
    page = next(message_from_bytes(mail.content, policy=policy.default).iter_attachments()).get_content()
    assert "inputs/cobalt/note.md" in page


@pytest.mark.parametrize("send", [True, False])
def test_without_settings_nothing_is_sent_and_the_night_is_made(
    covered: CoverageList, reportgen: Run, send: bool
) -> None:
    ran = reportgen("nightly", "--root", covered.root, "--as-of", NIGHT, *(("--send",) if send else ()))
    assert ran.status == (1 if send else 0)
    assert ("has no 'mail'" in ran.err) is send
    assert "0 built, 3 unchanged" in ran.out


def _text(content: bytes) -> str:
    body = message_from_bytes(content, policy=policy.default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())
