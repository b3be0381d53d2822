"""What a mail prints: the figures of the release, what moved and why, where to read on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reportgen.publishing.email.message import inlined
from reportgen.publishing.email.pages import Released
from tests.publishing.email.letters import LEAVE, a_note, html, page, sample, text


def plain(words: str) -> str:
    return " ".join(words.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_the_first_note_tells_its_figures_and_no_moves() -> None:
    for words in (plain(html(page())), plain(text(page()))):
        for expected in (
            "Priced for the cars, valued on the investments",
            "Neutral",
            "HKD 36.03",
            "HKD 42.48",
            "−15.2 %",
            "14 November 2025, 18:00 HKT",
            "https://research.example.com/notes/xiaomi/2025-11-14/note.html#disclosures",
            "https://research.example.com/notes/xiaomi/2025-11-14/note.pdf",
            "client@example.com",
            LEAVE,
            "version 1",
            "小米集團",
        ):
            assert expected in words
        assert "irst rating and target" in words
        assert "What moved" not in words
        assert "DRAFT" not in words


def test_what_moved_is_told_with_its_direction() -> None:
    now = a_note(
        version=2,
        rating="Buy",
        target_price="48.20",
        price="41.10",
        implied_return="0.172749",
        as_of=date(2025, 11, 20),
    )
    words = plain(text(page(Released(now, sample(), a_note(), sample()))))
    assert "Buy ▲ (raised from Neutral)" in words
    assert "HKD 48.20 ▲ +33.8 % from HKD 36.03" in words
    assert "HKD 41.10 ▼ −3.2 % from HKD 42.48" in words
    assert "What moved since 14 Nov 2025, and why" in words


def test_the_price_alone_is_told_as_such() -> None:
    now = a_note(version=2, price="41.10", implied_return="-0.123358")
    words = plain(text(page(Released(now, sample(), a_note(), sample()))))
    assert "Only the price has moved; the target stands, and so does the rating." in words
    assert "Rating unchanged" in html(page(Released(now, sample(), a_note(), sample())))


def test_mark_up_in_names_is_text() -> None:
    """The plain text holds it as it is, the HTML escaped, in the subject of nothing."""
    odd = sample(name="A & B <script>", headline='"Cheap" & <b>bold</b>', points=("1 < 2 & 3",))
    shown = html(page(Released(a_note(), odd)))
    assert "<script>" not in shown
    assert "<b>bold</b>" not in shown
    assert "A &amp; B &lt;script&gt;" in shown
    assert "A & B <script>" in text(page(Released(a_note(), odd)))
    assert "&amp;" not in text(page(Released(a_note(), odd)))


def test_a_draft_says_so() -> None:
    draft = page(Released(a_note(), sample(draft=True)))
    assert "DRAFT" in html(draft)
    assert "DRAFT" in text(draft)


def test_where_the_pdf_is() -> None:
    assert "The PDF is attached: x.pdf" in text(page(pdf_name="x.pdf"))
    assert "too large to be attached" in text(page(pdf_too_large=True))
    assert "attached" not in text(page())


def test_a_note_without_a_chart_has_none() -> None:
    shown = html(page(Released(a_note(), replace(sample(), chart=None))))
    assert "<img" not in inlined(shown)


def test_a_long_note_stays_small_enough() -> None:
    long = sample(
        name="A Very Long Name & Co. " * 5,
        headline="A headline that does not want to end, " * 8,
        points=tuple("a point of some length " * 6 for _ in range(5)),
    )
    assert len(inlined(html(page(Released(a_note(), long)))).encode()) < 100_000


def test_lines_of_the_text_can_be_read() -> None:
    """But for addresses, which must not be broken."""
    for line in text(page()).splitlines():
        assert len(line) <= 80 or "https://" in line
