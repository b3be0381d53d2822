"""``mail.json`` as archived with a release: what a mail needs of a note."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

FILE = "mail.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Input:
    """An input of the target: where it stands, its name, and its value as printed."""

    path: str
    label: str
    printed: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one weight."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart as a picture at twice its size; ``width`` and ``height`` are those of the page."""

    title: str
    subtitle: str
    source: str
    alt: str
    width: int
    height: int
    png: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The words, figures and chart of one note."""

    draft: bool
    slug: str
    name: str
    native_name: str
    ticker: str
    sector: str
    house: str
    legal_name: str
    time_zone: str
    language: str
    accent: str
    note_type: str
    as_of: date
    headline: str
    standfirst: tuple[Run, ...]
    points: tuple[str, ...]
    horizon_months: int
    ratings: tuple[str, ...]
    overridden: bool
    inputs: tuple[Input, ...]
    chart: Chart | None


def read_material(content: bytes) -> Material:
    """The material of a note's mail. Raises ValueError where the file is not one of this program's."""
    try:
        return _material(json.loads(content))
    except (KeyError, TypeError, AttributeError, binascii.Error) as problem:
        message = f"{FILE} is not complete: {problem}"
        raise ValueError(message) from problem


def _material(found: Any) -> Material:  # noqa: ANN401 - as read from JSON
    if found["format"] != "reportgen.mail" or found["format_version"] != VERSION:
        message = f"{FILE} has format {found['format']} {found['format_version']}, not reportgen.mail {VERSION}"
        raise ValueError(message)
    company, house = found["company"], found["house"]
    return Material(
        draft=bool(found["draft"]),
        slug=company["slug"],
        name=company["name"],
        native_name=company["native_name"],
        ticker=company["ticker"],
        sector=company["sector"],
        house=house["name"],
        legal_name=house["legal_name"],
        time_zone=house["time_zone"],
        language=house["language"],
        accent=house["accent"],
        note_type=found["note_type"],
        as_of=date.fromisoformat(found["as_of"]),
        headline=found["headline"],
        standfirst=tuple(Run(each["text"], bool(each["strong"])) for each in found["standfirst"]),
        points=tuple(found["points"]),
        horizon_months=int(found["horizon_months"]),
        ratings=tuple(found["ratings"]),
        overridden=bool(found["overridden"]),
        inputs=tuple(Input(each["path"], each["label"], each["printed"]) for each in found["inputs"]),
        chart=_chart(found["chart"]) if found["chart"] else None,
    )


def _chart(found: Any) -> Chart:  # noqa: ANN401 - as read from JSON
    return Chart(
        title=found["title"],
        subtitle=found["subtitle"],
        source=found["source"],
        alt=found["alt"],
        width=int(found["width"]),
        height=int(found["height"]),
        png=base64.b64decode(found["png"], validate=True),
    )
