"""Whatever stands in the files: every stage comes to its end, and what it says points into a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.build import rules
from tests.bad.case import CONFLICTS, DELIVERIES, REPORTED, C, F, H, N, O, P, V, X, findings
from tests.workspaces import SAMPLE, workspace

_FILES = (H, C, F, V, O, X, CONFLICTS, N, P, REPORTED, DELIVERIES)
_TEXTS = {file: (SAMPLE / file).read_text(encoding="utf-8") for file in _FILES}
_CODES = {rule.code for rule in rules()}
_PIECES = (
    *(
        "\n",
        "\n  ",
        "\n- ",
        ": ",
        "- ",
        "#",
        "&a ",
        "*a",
        "!!x ",
        "---\n",
        "\t",
        "\r\n",
        "\x00",
        "\ufeff",
        "\u2028",
        "\ue000",
    ),
    *("{", "}", "[", "]", "'", '"', "|", ">", "%", "@", "?", ",", ";", "\\", "~", "null", "true", "no", "{}", "[]"),
    *(
        "0",
        "-1",
        "1e99",
        "1e-99",
        "NaN",
        ".inf",
        "9" * 30,
        "1,000",
        "12 %",
        "0x",
        "CNY 0 bn",
        "HKD -1 bn",
        "0 shares",
        "x",
        "%",
    ),
    *("2025-02-30", "0001-01-01", "9999-12-31", "FY1900", "FY9999", "2025Q9", "LTM2025Q2", "9M1900", "1900-01"),
    *(
        "{{",
        "}}",
        "{%",
        "{{ revenue.FY2024 | bn }}",
        '{{ claim("x", a.b > 1) }}',
        "{{ valuation.target_price | signed(2) }}",
    ),
    *(
        "revenue",
        "valuation.premium",
        "facts.revenue.FY2024",
        "S1",
        "S9",
        "<b>",
        "小米",
        "🚗",
        "é",
        "**",
        "# ",
        "## x {#thesis}\n",
    ),
)
_GUARD = settings(max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck))


def _yaml_like() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(_PIECES) | st.text(max_size=5), max_size=60).map("".join)


@st.composite
def _mutated(draw: st.DrawFn) -> tuple[str, str]:
    """A file of the sample with some pieces cut out, doubled, moved or put in."""
    file = draw(st.sampled_from(_FILES))
    text = _TEXTS[file]
    for _ in range(draw(st.integers(1, 6))):
        begin = draw(st.integers(0, len(text)))
        end = min(len(text), begin + draw(st.integers(0, 40)))
        piece = draw(st.sampled_from((*_PIECES, text[begin:end] * 2, "")))
        text = text[:begin] + piece + text[end:]
    return file, text


@st.composite
def _with_other_values(draw: st.DrawFn) -> tuple[str, str]:
    """A file of the sample in which some values are others; its shape stays, so that later stages have their turn."""
    file = draw(st.sampled_from((H, C, F, V, O, X, P, REPORTED, DELIVERIES)))
    lines = _TEXTS[file].split("\n")
    for _ in range(draw(st.integers(1, 8))):
        number = draw(st.integers(0, len(lines) - 1))
        sign = "," if file.endswith(".csv") else ": "
        cells = lines[number].split(sign)
        cells[draw(st.integers(0, len(cells) - 1))] = draw(st.sampled_from(_PIECES))
        lines[number] = sign.join(cells)
    return file, "\n".join(lines)


def _examine(folder: Path, changes: dict[str, str | bytes]) -> None:
    root = workspace(folder, changes)
    for one in findings(root):
        path = root / one.location.file
        lines = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert one.code in _CODES, one
        assert one.message, one
        assert one.location.line <= len(lines), one
        assert one.location.column <= len(lines[one.location.line - 1]) + 2, one


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@pytest.mark.parametrize("file", _FILES)
@given(text=_yaml_like())
@settings(_GUARD, max_examples=15)
def test_text_like_ours(folder: Path, file: str, text: str) -> None:
    _examine(folder, {file: text.encode("utf-8", "replace")})


@pytest.mark.parametrize("file", _FILES)
@given(data=st.binary(max_size=400))
@settings(_GUARD, max_examples=10)
def test_bytes(folder: Path, file: str, data: bytes) -> None:
    _examine(folder, {file: data})


@given(change=_mutated())
@_GUARD
def test_a_sample_with_pieces_cut_and_put_in(folder: Path, change: tuple[str, str]) -> None:
    _examine(folder, {change[0]: change[1].encode("utf-8", "replace")})


@given(changes=st.lists(_with_other_values(), min_size=1, max_size=4))
@_GUARD
def test_a_sample_with_other_values(folder: Path, changes: list[tuple[str, str]]) -> None:
    _examine(folder, dict(changes))
