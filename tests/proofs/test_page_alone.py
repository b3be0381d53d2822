"""A page that hides its text, or loads from elsewhere, is found; one that does neither is not."""

from __future__ import annotations

import pytest

from reportgen.proofs.reading import read_back
from tests.proofs.test_reading import finished, sizes


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("<main ", '<main style="display: none" ', {"text-hidden"}),
        ("<body", '<body style="color:red;opacity:0"', {"text-hidden"}),
        ("<body", '<body style="opacity: 0.9; color: red"', set()),
        ("<body", "<body hidden", {"text-hidden"}),
        ("</head>", "<style>h9 { color: red } body { display:none }</style></head>", {"text-hidden"}),
        ("</head>", "<style>@media print { html, main { visibility: hidden; } }</style></head>", {"text-hidden"}),
        ("</head>", "<style>main .aside, body nav { display: none }</style></head>", set()),
        ("</main>", '<img alt="" src="https://example.com/a.png"></main>', {"resource-external"}),
        ("</main>", "<img alt='' src=logo.png></main>", {"resource-external"}),
        ("</main>", '<img alt="" src="data:image/png;base64,AAAA"></main>', set()),
        ("</head>", '<script src="//example.com/a.js"></script></head>', {"resource-external"}),
        ("</head>", '<link rel="stylesheet" href="a.css"></head>', {"resource-external"}),
        ("</head>", '<link rel="canonical" href="https://example.com/note"></head>', set()),
        ("</head>", "<style>@import 'a.css';</style></head>", {"resource-external"}),
        ("</head>", "<style>h9 { background: url(https://example.com/a.png) }</style></head>", {"resource-external"}),
    ],
)
def test_the_page_shows_its_text_and_holds_what_it_needs(old: str, new: str, codes: set[str]) -> None:
    page = finished().screen.replace(old, new, 1)
    assert page != finished().screen
    found = read_back(finished().note, pdf=None, html=page, pictures=sizes())
    assert {one.code for one in found} == codes, [one.text() for one in found]
