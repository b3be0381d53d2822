"""The bytes of a mail: headers that survive, nothing smuggled in, the same bytes for the same letter."""

from __future__ import annotations

import re
from email.header import decode_header, make_header
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import ReportgenError
from reportgen.publishing.email import write_letter
from reportgen.publishing.email.message import HTML_AT_MOST, inlined
from tests.publishing.email.letters import LEAVE, MAIL, html, letter, page, read, written

GOLDEN = Path(__file__).parents[2] / "golden" / "mail" / "message.eml"


def headers(content: bytes) -> str:
    return content.partition(b"\r\n\r\n")[0].decode("ascii")


def test_the_same_letter_gives_the_same_bytes(request: pytest.FixtureRequest) -> None:
    content = written()
    assert content == written()
    if request.config.getoption("--update-golden"):
        GOLDEN.parent.mkdir(parents=True, exist_ok=True)
        GOLDEN.write_bytes(content)
    assert content == GOLDEN.read_bytes()


def test_each_header_stands_once_and_says_what_it_must() -> None:
    found = read(written(references=["one", "two"]))
    assert found["Date"] == "Fri, 14 Nov 2025 10:00:00 +0000"
    assert found["From"] == "Example Research <research@example.com>"
    assert found["To"] == '"A. Client" <client@example.com>'
    assert found["Message-ID"] == "<0123456789abcdef0123456789abcdef01234567@example.com>"
    assert found["References"] == "<one@example.com> <two@example.com>"
    assert found["List-Id"] == "Example Research, notes <notes.example.com>"
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found["Auto-Submitted"] == "auto-generated"
    names = [name.lower() for name in found]
    assert len(names) == len(set(names))
    assert len(found["To"].addresses) == 1
    assert not {"bcc", "cc"} & set(names)


def test_the_link_to_leave_is_one_literal_of_seventy_characters_at_most() -> None:
    """A longer one would be written in encoded words, and one-click leaving would no longer work."""
    link = "https://r.example/" + "a" * 52
    assert len(link) == 70
    for leave in (LEAVE, link):
        raw = headers(written(leave=leave))
        assert f"<{leave}>" in raw
        assert raw.count("<https://") == 1


def test_words_of_other_letters_are_encoded_in_pieces_of_75_at_most() -> None:
    subject = "小米集團 (1810.HK): Neutral, Kursziel HKD 36,03 ▲ – Für die Autos bezahlt, für die Beteiligungen " * 2
    content = written(subject=subject, name="Jürgen Ärmel-Überschuss " * 4)
    encoded = re.findall(r"=\?[^?]+\?[bq]\?[^?]*\?=", headers(content))
    assert encoded
    assert max(map(len, encoded)) <= 75
    assert str(read(content)["Subject"]) == subject.strip()
    # Python's own reader puts blanks between encoded words of a name, where there are none
    raw = headers(content).replace("\r\n ", " ").split("\r\n")
    to = next(line for line in raw if line.startswith("To:")).partition(": ")[2]
    assert str(make_header(decode_header(to))) == f"{('Jürgen Ärmel-Überschuss ' * 4).strip()} <client@example.com>"


def test_no_line_is_too_long_and_every_byte_is_plain() -> None:
    content = written(subject="x" * 300, name="y" * 120)
    content.decode("ascii")
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_the_pdf_keeps_its_name_in_both_scripts() -> None:
    content = written()
    attached = list(read(content).iter_attachments())
    assert [each.get_filename() for each in attached] == ["小米集團 1810.HK 2025-11-14.pdf"]
    assert attached[0].get_content() == b"%PDF-1.7 a note\n"
    assert attached[0].get_content_type() == "application/pdf"
    assert b"filename*0*=utf-8''%E5%B0%8F%E7%B1%B3" in content
    assert b'name="Xiaomi Corporation 1810.HK 2025-11-14.pdf"' in content


def test_html_and_text_are_alternatives_and_the_chart_belongs_to_the_html() -> None:
    found = read(written())
    assert found.get_content_type() == "multipart/mixed"
    alternative = next(iter(found.iter_parts()))
    assert alternative.get_content_type() == "multipart/alternative"
    plain, related = alternative.iter_parts()
    assert plain.get_content_type() == "text/plain"
    assert related.get_content_type() == "multipart/related"
    shown, picture = related.iter_parts()
    assert shown.get_content_type() == "text/html"
    assert picture["Content-ID"] == "<chart>"
    assert picture.get_content_disposition() == "inline"
    assert 'src="cid:chart"' in shown.get_content()


@given(st.text(max_size=200), st.text(max_size=120))
def test_nothing_can_be_smuggled_into_the_headers(subject: str, name: str) -> None:
    content = write_letter(letter(_PAGE, subject=subject, name=name), MAIL)
    assert len(read(content)["To"].addresses) == 1
    assert read(content)["To"].addresses[0].addr_spec == "client@example.com"
    assert [line.partition(":")[0] for line in headers(content).split("\r\n") if line[:1].strip()] == [
        *("Date", "From", "To", "Subject", "Message-ID", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"),
        *("Auto-Submitted", "MIME-Version", "Content-Type"),
    ]


_PAGE = page()


@pytest.mark.parametrize("evil", ["Note\r\nBcc: all@example.com", "Note\nX: y", "a\x00b", "a\u2028b"])
def test_line_ends_in_a_subject_are_blanks(evil: str) -> None:
    found = read(written(subject=evil, name=evil))
    assert "Bcc" not in found
    assert "\n" not in str(found["Subject"])


def test_what_goes_on_the_wire_reads_back_as_it_was_given() -> None:
    raw = headers(written(subject="Größe – 小米"))
    line = next(line for line in raw.replace("\r\n ", " ").split("\r\n") if line.startswith("Subject:"))
    assert str(make_header(decode_header(line.partition(": ")[2]))) == "Größe – 小米"


@pytest.mark.parametrize("words", ["小米集團 (1810.HK): Neutral", "– 小米集團", "小米集團", "小米集團 " * 20, "plain"])
def test_a_subject_keeps_its_blanks_wherever_it_is_folded(words: str) -> None:
    shown = page()
    for length in range(40, 70):
        subject = f"{('abcde ' * 12)[:length].strip()} {words}".strip()
        content = write_letter(letter(shown, subject=subject), MAIL)
        assert str(read(content)["Subject"]) == subject
        raw = headers(content).replace("\r\n ", " ").split("\r\n")
        line = next(each for each in raw if each.startswith("Subject:")).partition(": ")[2]
        assert str(make_header(decode_header(line))) == subject
        assert max(map(len, headers(content).split("\r\n"))) <= 78


def test_the_html_keeps_its_styles_on_its_elements_and_fetches_nothing() -> None:
    shown = inlined(html(page()))
    assert len(shown.encode()) < 40_000
    assert re.search(r'class="rating"[^>]* style="[^"]*font-size: 30px', shown)
    assert "@media" in shown
    assert not re.search(r"<link|@import|url\(", shown)
    assert not re.search(r'(src|background)="(?!cid:)', shown)
    assert "<script" not in shown


def test_the_html_stands_on_tables_with_widths_that_every_program_keeps() -> None:
    shown = inlined(html(page()))
    assert not re.search(r"display:\s*(flex|grid)|position:|float:", shown)
    assert '<table role="presentation"' in shown
    assert 'width="600"' in shown
    assert 'bgcolor="#f6f3ec"' in shown
    assert "<!--[if mso]>" in shown


def test_a_mail_that_programs_would_cut_off_is_refused() -> None:
    with pytest.raises(ReportgenError, match="100,000"):
        write_letter(letter(html="<p>" + "x" * HTML_AT_MOST + "</p>"), MAIL)
