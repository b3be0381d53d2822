"""What in a text is a number: digits and number words that state a quantity, and no name, date, ordinal or quotation.

The rules are those of ``docs/numbers.md``. What is allowed is blanked out, in order; what is left is a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from reportgen.figures import MONTHS
from reportgen.quantities import COUNTED, CURRENCIES

_S = "[ \u00a0\u202f\u2009]"
_MONEY = "|".join(sorted({*CURRENCIES, "RMB", "US", "HK"}))
_COUNTS = "|".join(sorted(COUNTED - {"year", "month", "day", "hour"}))
_UNIT = (
    rf"(?:{_S}?(?:%|‰|×|x\b|bn\b|tn\b|m\b|k\b|pp\b|bps?\b|mn\b|per{_S}cent|percent|million|billion|trillion|thousand|"
    rf"hundred|basis{_S}points?\b|percentage{_S}points?\b|points?\b|times\b)|{_S}(?:{_MONEY})\b|{_S}(?:{_COUNTS})s?\b)"
)
# No name goes on like this: R365.9 bn.
_SCALED = rf"{_S}?(?:%|‰|(?:bn|tn|mn|bps)\b|per{_S}cent|percent|million|billion|trillion|thousand|basis{_S}points?)"
_MONTH = "(?:" + "|".join(f"{month}|{month[:3]}\\.?" for month in MONTHS) + "|Sept\\.?)"
_YEAR = r"(?:19|20)[0-9]{2}"
_SPAN = "day|session|week|month|quarter|year|hour|minute"
_NUMBERED = r"[Nn]umber|[Nn]o\.|[Ee]xhibit|[Pp]hase|[Pp]art|[Ss]tage|[Tt]ier|[Tt]ype|[Cc]hapter|[Vv]ersion"

# What sets rules, measures markets or makes devices speak to each other is known by its number.
_STANDARDS = (
    "IFRS|IAS|IFRIC|HKFRS|HKAS|FRS|ASC|ASU|SFAS|FAS|ISO|IEC|Rule|Article|Section|Regulation|Item|Wi-Fi|Bluetooth|USB|"
    "CSI|S&P|FTSE|Nikkei|STOXX|Stoxx|Russell|Nasdaq|NASDAQ|DAX|CAC|ASX|Fortune|Industry"
)

_DAYS = (
    rf"(?<![\d.,]){_YEAR}-[01][0-9](?:-[0-3][0-9])?(?![\d%])",
    rf"\b[0-3]?[0-9]{_S}{_MONTH}(?:{_S}{_YEAR})?(?![\w%])",
    rf"\b{_MONTH}{_S}(?:{_YEAR}|[0-3]?[0-9](?:,{_S}{_YEAR})?)(?![\d%.,]\d|[\w%])(?!{_UNIT})",
)
_PERIODS = (
    rf"(?:\bLTM{_S}?)?\b(?:FY[0-9]{{2,4}}|[1-4]Q[0-9]{{2,4}}|[12]H[0-9]{{2,4}}|9M[0-9]{{2,4}})(?:[AE]\b|\b)",
    rf"\b{_YEAR}(?:[QH][1-4]|M[0-9]{{1,2}})\b",
)
# In this order, each on what those before have left.
_ALLOWED = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b[a-z][a-z0-9+.-]*://\S+|\S+@\S+\.\w+",
        *_DAYS,
        r"(?<![\d.,:])[0-2]?[0-9]:[0-5][0-9](?![\d:])",
        *_PERIODS,
        r"\b[0-9]{1,3}(?:st|nd|rd|th)\b",
        rf"\b[0-9]{{1,3}}[-\u2011](?:{_SPAN})s?\b",
        rf"\b(?:{_NUMBERED}){_S}[0-9]{{1,3}}(?![\w%]|[.,]\d)(?!{_UNIT})",
        r"\b[0-9]{1,2}[GD]\b",
        rf"\b(?:{_STANDARDS}){_S}[0-9]{{1,4}}(?:\.[0-9]+)?(?:\([0-9a-z]{{1,3}}\))*(?![\w%]|[.,]\d)(?!{_UNIT})",
        rf"\b[0-9]{{1,2}}{_S}?nm(?={_S}(?:chips?|process|nodes?|technology|SoC)\b)",
        r"\bQ[1-4][’'][0-9]{2}\b|\b(?:[1-4]Q|[12]H|9M)\b|\b24/7\b",
        r"\b[0-9]{1,2}-[A-Z]{1,2}\b",
        r"(?<![\d.,:])[0-9]{1,3}(?::|-for-)[0-9]{1,3}(?![\d:.,]*\d)",
        rf"\b(?!(?:{_MONEY})[0-9])(?![^\W\d_]{{1,3}}[0-9][\d.,]*{_SCALED})[^\W\d_][^\W_]*[-.]?[0-9][\w.-]*\b",
        r"\b[0-9]+\.[A-Z]{1,3}\b",
    )
)
_A_YEAR = re.compile(
    rf"(?<![\d.,$€£¥+\u2212])(?<!\b[A-Z]{{3}}{_S})(?<!\b[A-Z]{{3}})(?P<year>{_YEAR})(?:s\b|[/–-][0-9]{{2}}(?:[0-9]{{2}})?)?"
    rf"(?![\w%]|[.,]\d)(?!{_UNIT})"
)
# A year is no date where it is what something comes to: "the share is 2023", "a price of 2030."
_AMOUNT_OF = re.compile(
    rf"\b(?:price|share|margin|target|multiple)(?:{_S}(?:is|was|stands{_S}at){_S}(?P<said>{_YEAR})"
    rf"|{_S}of{_S}(?P<year>{_YEAR})(?=\s*(?:[,;:)]|[.!?](?:\s|$)|$)))(?![\w%–/-]|[.,]\d)(?!{_UNIT})",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[+\u2212±-]?[0-9](?:[\d.,]*[0-9])?")
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_LARGE = (
    "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_SCALE_WORD = "hundred|thousand|million|billion|trillion"
_EARNED = "earnings|sales|book|revenues?|profits?|EBITDA?|cash|net"
_WORDS = re.compile(
    rf"\b(?:(?:{_LARGE})(?:-(?:{_SMALL}))?"
    rf"|(?:{_SMALL}|an?|half{_S}an?|several|a{_S}few){_S}(?:(?:{_SCALE_WORD}){_S})?(?:{_SCALE_WORD})"
    rf"|(?:{_SMALL}){_S}(?:per{_S}cent|percent|percentage{_S}points?|basis{_S}points?|bn|{_MONEY}|dollars?|cents?|yuan|renminbi|euros?|yen)"
    rf"|(?:{_SMALL}){_S}times(?={_S}(?:{_EARNED})\b)"
    rf"|(?<!is )(?<!are )(?:{_SMALL}|{_LARGE})[-\u2011]?fold"
    rf"|(?:a|half{_S}a|several|{_SMALL}){_S}dozen)\b",
    re.IGNORECASE,
)
_HAN = "〇零一二两兩三四五六七八九十百千"
# Without a scale they are letters of names: 三一, 百度, 千问.
_HAN_NUMBER = re.compile(
    rf"[{_HAN}]*(?:[{_HAN}][百千万萬亿億兆]|[二两兩三四五六七八九]十)[{_HAN}万萬亿億兆]*|[{_HAN}]+(?={_UNIT})"
)

_MONEY_BEFORE = re.compile(rf"(?:\b(?:{_MONEY})|[$€£¥]){_S}?$")
_AMOUNT_AFTER = re.compile(
    rf"{_S}?(?:×|x\b|bn\b|tn\b|m\b|k\b|mn\b|million|billion|trillion|thousand)|{_S}(?:(?:{_MONEY})\b|(?:{_COUNTS})s?\b)"
)
_MEASURE_AFTER = re.compile(rf"{_SCALED}|{_AMOUNT_AFTER.pattern}")
_NUMBERS = ("Nd", "Nl", "No")
_LARGE_WORD = re.compile(r"thousand|million|billion|trillion|bn", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text, and where it begins."""

    start: int
    text: str


def numerals(text: str, names: Collection[str] = (), sources: Collection[str] = ()) -> Iterator[Numeral]:
    """The numbers that a text states itself.

    ``names`` may hold digits; ``sources`` are the keys that make a phrase in quotation marks a quotation.
    """
    left = _without(plain_digits(text), tuple(sorted(names, key=len, reverse=True)), tuple(sorted(sources)))
    for pattern in (_DIGITS, _WORDS, _HAN_NUMBER):
        for found in pattern.finditer(left):
            yield Numeral(found.start(), text[found.start() : found.end()])


def amounts(text: str, names: Collection[str] = (), sources: Collection[str] = ()) -> Iterator[Numeral]:
    """Those numbers of a text that are money, a multiple, or so many of a counted thing."""
    for each in numerals(text, names, sources):
        before, after = text[: each.start], text[each.start + len(each.text) :]
        if _MONEY_BEFORE.search(before) or _AMOUNT_AFTER.match(after) or _LARGE_WORD.search(each.text):
            yield each


def measured(text: str, sources: Collection[str] = ()) -> Iterator[Numeral]:
    """Those numbers of a text that no name holds: with a currency before or a unit behind."""
    for each in numerals(text, (), sources):
        before, after = text[: each.start], text[each.start + len(each.text) :]
        if _MONEY_BEFORE.search(before) or _MEASURE_AFTER.match(plain_digits(after)):
            yield each


def states_number(text: str) -> bool:
    """Whether a text holds a digit at all, of whatever script."""
    return any(map(_is_digit, text))


def plain_digits(text: str) -> str:
    """The text with digits of other scripts, full-width letters and fractions as ASCII, in their places.

    What is no single digit (½, Ⅻ) becomes some digit: it is a number all the same.
    """
    return text if text.isascii() else "".join(each if each.isascii() else _plain(each) for each in text)


def _is_digit(character: str) -> bool:
    return character.isdigit() or unicodedata.category(character) in _NUMBERS


def _plain(character: str) -> str:
    if _is_digit(character):
        return str(unicodedata.digit(character, 1))
    if "\uff01" <= character <= "\uff5e":  # the full-width twins of ASCII
        return unicodedata.normalize("NFKC", character)
    return character


def states_date(text: str) -> bool:
    """Whether a text names a day, a month, a year or a fiscal period."""
    return any(re.search(pattern, text) for pattern in (*_DAYS, *_PERIODS)) or _A_YEAR.search(text) is not None


def _without(text: str, names: tuple[str, ...], sources: tuple[str, ...]) -> str:
    """The text with what may hold digits blanked out, each character in its place."""
    for pattern in (*_named(names, sources), *_ALLOWED):
        text = pattern.sub(blank, text)
    amounts_of = {found.start(found.lastgroup or 0) for found in _AMOUNT_OF.finditer(text)}
    return _A_YEAR.sub(lambda found: found[0] if found.start() in amounts_of else blank(found), text)


def blank(found: re.Match[str]) -> str:
    """As many marks as there were characters, line feeds kept: no letter, no space, no digit."""
    return re.sub(r"[^\n]", "\x00", found[0])


@lru_cache(maxsize=32)  # a note asks with the same names for each of its texts
def _named(names: tuple[str, ...], sources: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    patterns = []
    if sources:
        keys = "|".join(map(re.escape, sources))
        patterns.append(re.compile(rf"(?:“[^”]*”|\"[^\"]*\"),?{_S}?[(\[]?(?:{keys})\b"))
    held = [plain_digits(name) for name in names if states_number(name) or _HAN_NUMBER.search(name)]
    if held:
        patterns.append(re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, held))})(?!\w)"))
    return tuple(patterns)
