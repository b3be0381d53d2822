"""Subscribers: what is wrong with one is told at its place, and the others get their notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.loading import load_house, load_subscribers
from reportgen.loading.subscribers import FILE
from tests.workspaces import workspace

SECTOR = "Consumer electronics and cars"


def subscribers(tmp_path: Path, text: str) -> Path:
    return workspace(tmp_path, {"subscribers.yaml": text})


def test_without_a_file_nobody_has_subscribed(tmp_path: Path) -> None:
    found = load_subscribers(workspace(tmp_path))
    assert (found.subscribers, found.diagnostics, found.readable) == ((), (), True)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    root = subscribers(
        tmp_path,
        f"""\
subscribers:
  - {{address: Client@Müller.Example, name: 小米 "Client", companies: all}}
  - {{address: desk@example.com, sectors: [{SECTOR}], timing: digest, form: linked}}
  - {{address: both@example.com, companies: [xiaomi], sectors: [{SECTOR}]}}
""",
    )
    found = load_subscribers(root)
    assert not found.diagnostics
    first, second, third = found.subscribers
    assert (first.address, first.name) == ("Client@xn--mller-kva.example", '小米 "Client"')
    assert (first.companies, first.timing, first.form) == (("xiaomi",), "immediate", "attached")
    assert (second.companies, second.sectors, second.timing, second.form) == ((), (SECTOR,), "digest", "linked")
    assert (third.companies, third.sectors) == (("xiaomi",), (SECTOR,))
    assert str(first.place) == f"{FILE}:2:5"


@pytest.mark.parametrize(
    ("entry", "code", "column"),
    [
        ("{address: not an address, companies: all}", "address-format", 15),
        ('{address: "a@example.com\\r\\nBcc: b@example.com", companies: all}', "address-format", 15),
        ("{address: A <a@example.com>, companies: all}", "address-format", 15),
        ("{address: ü@example.com, companies: all}", "address-letters", 15),
        ("{address: a@localhost, companies: all}", "address-format", 15),
        ("{address: a@127.0.0.1, companies: all}", "address-format", 15),
        ("{companies: all}", "missing-key", 5),
        ("{address: a@example.com}", "subscription-empty", 5),
        ("{address: a@example.com, companies: [nobody]}", "unknown-company", 42),
        ("{address: a@example.com, companies: xiaomi}", "subscription-format", 41),
        ("{address: a@example.com, companies: [../etc]}", "company-name", 30),
        ("{address: a@example.com, sectors: [Steel]}", "unknown-sector", 40),
        ("{address: a@example.com, adress: b, companies: []}", "unknown-key", 30),
        ("{address: b@example.com, companies: all, timing: digets}", "unknown-value", 54),
        ("{address: b@example.com, companies: all, timming: digest}", "unknown-key", 46),
        ("{address: b@example.com, companies: all, timing: }", "value-missing", 54),
        ("{address: b@example.com, companies: all, form: link}", "unknown-value", 52),
        (f"{{address: b@example.com, companies: xiaomi, sectors: [{SECTOR}]}}", "subscription-format", 41),
    ],
)
def test_who_cannot_be_written_to_is_told_and_the_others_stay(
    tmp_path: Path, entry: str, code: str, column: int
) -> None:
    root = subscribers(
        tmp_path,
        f"subscribers:\n  - {entry}\n  - {{address: fine@example.com, companies: [xiaomi]}}\n",
    )
    found = load_subscribers(root)
    assert [each.address for each in found.subscribers if each.address != "a@example.com"] == ["fine@example.com"]
    assert found.readable
    told = found.diagnostics[0]
    assert (told.code, told.location.file, told.location.line) == (code, FILE, 2)
    assert told.location.column == column


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ('{address: a@example.com, name: "A\\r\\nBcc: b@example.com", companies: all}', "control-character"),
        ('{address: a@example.com, name: "A\\nB", companies: all}', "name-format"),
        ("{address: a@example.com, companies: [xiaomi, nobody]}", "unknown-company"),
    ],
)
def test_what_is_at_fault_is_left_out_of_a_subscriber(tmp_path: Path, entry: str, code: str) -> None:
    found = load_subscribers(subscribers(tmp_path, f"subscribers:\n  - {entry}\n"))
    assert [each.code for each in found.diagnostics] == [code]
    assert [(each.address, each.name, each.companies) for each in found.subscribers] == [
        ("a@example.com", "", ("xiaomi",))
    ]


def test_faults_count_those_that_were_left_out_before_them(tmp_path: Path) -> None:
    text = """\
subscribers:
  - {address: nobody, companies: all}
  - {address: a@example.com, companies: [xiaomi, xiaomi, nobody]}
  - {address: b@example.com, companies: all}
  - {address: b@example.com, companies: all}
"""
    found = load_subscribers(subscribers(tmp_path, text))
    assert [(each.code, each.path, each.location.line) for each in found.diagnostics] == [
        ("address-format", "subscribers.0.address", 2),
        ("unknown-company", "subscribers.1.companies.2", 3),
        ("subscriber-twice", "subscribers.3.address", 5),
    ]
    assert [each.place.line for each in found.subscribers] == [3, 4]


def test_an_address_stands_once(tmp_path: Path) -> None:
    text = "subscribers:\n  - {address: a@example.com, companies: all}\n  - {address: A@Example.COM, companies: all}\n"
    found = load_subscribers(subscribers(tmp_path, text))
    assert [each.address for each in found.subscribers] == ["a@example.com"]
    assert [(each.code, each.location.line) for each in found.diagnostics] == [("subscriber-twice", 3)]


@pytest.mark.parametrize("text", ["subscribers: [", "subscribers: nobody\n", "- a@example.com\n", "\xff", ""])
def test_a_file_that_cannot_be_read_is_not_an_empty_one(tmp_path: Path, text: str) -> None:
    """A release would never reach those who stand in it."""
    root = workspace(tmp_path, {"subscribers.yaml": text.encode("latin-1")})
    found = load_subscribers(root)
    assert not found.readable
    assert found.diagnostics


MAIL = """
mail:
  sender: research@example.com
  sender_name: Example Research
  host: smtp.example.com
  port: 587
  security: starttls
  link_base: https://research.example.com/notes
  unsubscribe_base: https://research.example.com/u
"""


def house(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = MAIL
    for old, new in changes:
        text = text.replace(old, new)
    root = workspace(tmp_path)
    path = root / "inputs" / "house.yaml"
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    return root


def test_the_mail_of_a_house(tmp_path: Path) -> None:
    found, faults = load_house(house(tmp_path))
    assert not faults
    assert found is not None
    assert found.mail is not None
    assert (found.mail.port, found.mail.unknown, found.mail.digest_hour) == (587, "leave", 7)
    assert found.mail.retry_minutes == (30, 60, 120, 240, 480, 960)


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        (("security: starttls", "security: none"), "mail-unencrypted", "mail.security"),
        (("sender: research@example.com", "sender: research"), "address-format", "mail.sender"),
        (("https://research.example.com/notes", "http://research.example.com"), "link-format", "mail.link_base"),
        (("https://research.example.com/u", "https://x.example/<b>"), "link-format", "mail.unsubscribe_base"),
        (
            ("https://research.example.com/u", "https://research.example.com/unsubscribe/here/x"),
            "unsubscribe-too-long",
            "mail.unsubscribe_base",
        ),
        (("port: 587", "port: 70000"), "out-of-range", "mail.port"),
        (("port: 587", "port: 587\n  password: x"), "unknown-key", "mail.password"),
        (("port: 587", "port: 587\n  retry_minutes: []"), "too-few", "mail.retry_minutes"),
        (("port: 587", "port: 587\n  operator: me"), "address-format", "mail.operator"),
    ],
)
def test_what_is_wrong_with_the_mail_of_a_house(tmp_path: Path, change: tuple[str, str], code: str, path: str) -> None:
    found, faults = load_house(house(tmp_path, change))
    assert found is None
    assert [(each.code, each.path) for each in faults] == [(code, path)]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.3.2.1", "'::1'"])
def test_mail_may_be_plain_on_this_machine(tmp_path: Path, host: str) -> None:
    found, faults = load_house(house(tmp_path, ("security: starttls", "security: none"), ("smtp.example.com", host)))
    assert not faults
    assert found is not None
