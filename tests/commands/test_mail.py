"""Mail as a user sees it: release, look, send, leave, and who got what."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.publishing.email.letters import read
from tests.smtp_server import Server, smtp_server
from tests.workspaces import workspace

READERS = """\
subscribers:
  - {address: one@example.com, name: 'One, "First"', companies: all}
  - {address: two@example.com, companies: [xiaomi], form: linked}
  - {address: three@example.com, companies: [xiaomi], timing: digest}
"""


@pytest.fixture
def server() -> Iterator[Server]:
    with smtp_server({"two@example.com": ["550 5.1.1"]}) as running:
        yield running


@pytest.fixture
def root(tmp_path: Path, server: Server) -> Path:
    """A workspace with three readers, whose relay is the server."""
    found = workspace(tmp_path, {"subscribers.yaml": READERS})
    house = found / "inputs" / "house.yaml"
    house.write_text(
        house.read_text("utf-8")
        + f"""
mail:
  sender: research@example.com
  sender_name: Example Research
  host: 127.0.0.1
  port: {server.port}
  security: none
  link_base: https://research.example.com/notes
  unsubscribe_base: https://research.example.com/u
""",
        "utf-8",
    )
    return found


def test_from_the_release_to_the_readers(reportgen: Run, root: Path, server: Server) -> None:
    at = ("--root", root)
    assert reportgen("send", *at).out == "nothing to send\n"
    done = reportgen("release", "xiaomi", *at)
    assert done.status == 0, done.err
    reportgen("unsubscribe", "three@example.com", *at)
    assert "suppressed  three@example.com  digest (1 note)\n" in reportgen("send", "--dry-run", *at).out
    reportgen("unsubscribe", "three@example.com", "--again", *at)
    rehearsal = reportgen("send", "--dry-run", *at)
    assert rehearsal.status == 0
    assert "waits       three@example.com  digest (1 note), from 20" in rehearsal.out
    assert "2 to send; 1 digest waits for the hour; nothing was sent" in rehearsal.out
    assert "3 to send; nothing was sent" in reportgen("send", "--dry-run", "--digests", *at).out
    assert not server.accepted

    sent = reportgen("send", *at)
    assert sent.status == 1, "a reader was refused: someone must look"
    assert "accepted    one@example.com  note (attached)  250" in sent.out
    assert "refused     two@example.com  note (linked)  550 5.1.1 no" in sent.out
    assert sent.out.endswith("1 accepted, 1 refused\n")
    assert reportgen("send", *at).out == "nothing to send\n"
    assert reportgen("send", "--digests", *at).out.endswith("1 accepted\n")

    mail = read(server.accepted[0].content)
    assert mail["To"].addresses[0].display_name == 'One, "First"'
    assert [part.get_filename() for part in mail.iter_attachments()] == ["小米集團 1810.HK 2025-11-14.pdf"]

    listed = reportgen("deliveries", "xiaomi", *at).out.splitlines()
    assert [line.split()[1:4] for line in listed[1:]] == [
        ["one@example.com", "note", "accepted"],
        ["two@example.com", "note", "refused"],
        ["three@example.com", "digest", "accepted"],
    ]
    rows = json.loads(reportgen("deliveries", "xiaomi", "--json", *at).out)
    assert {row["recipient"]: row["state"] for row in rows if row["kind"] == "note"} == {
        "one@example.com": "accepted",
        "two@example.com": "refused",
    }
    assert [step["step"] for row in rows if row["recipient"].startswith("one") for step in row["steps"]] == [
        "claimed",
        "sending",
        "accepted",
    ]


def test_who_leaves_gets_nothing_until_coming_back(reportgen: Run, root: Path, server: Server) -> None:
    at = ("--root", root)
    reportgen("release", "xiaomi", *at)
    reportgen("send", *at)
    link = str(read(server.accepted[0].content)["List-Unsubscribe"]).strip("<>")
    token = link.removeprefix("https://research.example.com/u/")
    assert reportgen("unsubscribe", token, *at).out == "one@example.com gets no more mail\n"
    assert reportgen("unsubscribe", token, *at).out.endswith("it was so already\n")
    assert reportgen("mail", "test", "one@example.com", *at).status == 3
    assert reportgen("unsubscribe", token.upper(), "--again", *at).out == "one@example.com gets mail again\n"
    assert reportgen("mail", "test", "one@example.com", *at).status == 0
    wrong = reportgen("unsubscribe", "nobody", *at)
    assert (wrong.status, wrong.err) == (1, "reportgen: this token belongs to nobody who ever got mail from here\n")


def test_a_mail_to_look_at_before_anything_is_released(reportgen: Run, root: Path, server: Server) -> None:
    done = reportgen("mail", "preview", "xiaomi", "--root", root)
    assert done.status == 0, done.err
    assert "not released yet" in done.err
    folder = root / "output" / "mail" / "xiaomi"
    assert sorted(path.name for path in folder.iterdir()) == ["message.eml", "message.html", "message.txt"]
    text = (folder / "message.txt").read_text("utf-8")
    assert "DRAFT" in text
    assert "version" not in text
    assert "published" not in text
    assert "a draft." in " ".join(text.split())
    assert "published" not in (folder / "message.html").read_text("utf-8")
    line = next(line for line in done.out.splitlines() if "message.html" in line)
    size, in_the_mail = (float(found) for found in re.findall(r"([0-9.,]+) kB", line))
    assert 0 < in_the_mail < size
    assert "data:image/png;base64," in (folder / "message.html").read_text("utf-8")
    assert str(read((folder / "message.eml").read_bytes())["Subject"]).startswith("DRAFT: ")
    assert server.connections == 0


def test_a_mail_can_be_looked_at_before_the_house_can_send(reportgen: Run, tmp_path: Path) -> None:
    root = workspace(tmp_path)
    assert reportgen("mail", "preview", "xiaomi", "--out", tmp_path / "look", "--root", root).status == 0
    sent = reportgen("send", "--root", root)
    assert sent.status == 1
    assert "[no-mail-settings]" in sent.out


def test_check_tells_of_subscribers_too(reportgen: Run, tmp_path: Path) -> None:
    root = workspace(tmp_path, {"subscribers.yaml": READERS.replace("two@example.com", "two")})
    found = reportgen("check", "--root", root)
    assert "inputs/subscribers.yaml:3:15: error: subscribers.1.address: 'two' is not an address" in found.out
    assert "[no-mail-settings]" in found.out
    assert found.status == 1
    assert "FAIL  Mail: not set up, and inputs/subscribers.yaml names" in reportgen("doctor", "--root", root).out


def test_a_relay_that_is_not_there_is_one_line_and_status_3(reportgen: Run, root: Path, server: Server) -> None:
    house = root / "inputs" / "house.yaml"
    house.write_text(house.read_text("utf-8").replace(f"port: {server.port}", "port: 1"), "utf-8")
    reportgen("release", "xiaomi", "--root", root)
    sent = reportgen("send", "--root", root)
    assert sent.status == 3
    assert sent.err.startswith("reportgen: 127.0.0.1:1 refuses the connection")
    assert len(sent.err.splitlines()) == 1
    doctor = reportgen("doctor", "--root", root)
    assert "FAIL  Mail: 127.0.0.1:1 refuses the connection" in doctor.out


@pytest.mark.parametrize("arguments", [("mail", "test", "nobody"), ("mail", "preview", "xiaomi", "--to", "a b")])
def test_an_address_that_is_none_is_refused(reportgen: Run, root: Path, arguments: tuple[str, ...]) -> None:
    done = reportgen(*arguments, "--root", root)
    assert done.status == 2
    assert "is not an address" in done.err or "not a name of a mailbox" in done.err
