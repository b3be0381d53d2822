from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks import house_rules as checks
from tests.checks.examining import validation
from tests.workspaces import SAMPLE

H = "house.yaml"
_HOUSE = (SAMPLE / H).read_text(encoding="utf-8")
_BANDS = _HOUSE[_HOUSE.index("    - name: Sell") : _HOUSE.index("rounding:")]


def _bands(*bands: tuple[str, str, str]) -> dict[str, str]:
    """The house with other bands: name, lower and upper bound; no text is no bound."""
    listed = []
    for name, lower, upper in bands:
        bounds = "".join(f"      {key}: {bound}\n" for key, bound in (("lower", lower), ("upper", upper)) if bound)
        listed.append(f"    - name: {name}\n{bounds}      meaning: x\n      bucket: hold\n")
    return {H: _HOUSE.replace(_BANDS, "".join(listed) + "\n")}


@pytest.mark.parametrize(
    ("bands", "told"),
    [
        ((("A", "", "-10 %"), ("B", "-10 %", "10 %"), ("C", "10 %", "")), []),
        ((("A", "", "-10 %"), ("B", "-0.1", "10 %"), ("C", "0.10", "")), []),
        ((("A", "", "0 %"), ("B", "0 %", "")), []),
        ((("A", "", "-10 %"), ("B", "-9.99 %", "")), ["B must begin where A ends"]),
        ((("A", "", "-10 %"), ("B", "-10.01 %", "")), ["B must begin where A ends"]),
        ((("A", "", ""), ("B", "-10 %", "")), ["B must begin where A ends"]),
        ((("A", "", "5 %"), ("B", "", "")), ["B must begin where A ends"]),
        (
            (("C", "10 %", ""), ("B", "-10 %", "10 %"), ("A", "", "-10 %")),
            ["B must begin", "A must begin", "no lower bound"],
        ),
        ((("A", "-50 %", "0 %"), ("B", "0 %", "")), ["no lower bound"]),
        ((("A", "", "0 %"), ("B", "0 %", "100 %")), ["no lower bound"]),
        ((("A", "", "10 %"), ("B", "10 %", "-10 %"), ("C", "-10 %", "")), ["not above its beginning"]),
        ((("A", "", "10 %"), ("B", "10 %", "10 %"), ("C", "10 %", "")), ["not above its beginning"]),
        ((("A", "", "0 %"), ("A", "0 %", "")), ["a second band is called A"]),
        ((("A", "", "HKD 5"), ("B", "HKD 5", "")), ["a bound of A must be a rate", "a bound of B must be a rate"]),
        ((("A", "", "5"), ("B", "500 %", "")), []),
    ],
)
def test_rating_bands_touch(bands: tuple[tuple[str, str, str], ...], told: list[str], tmp_path: Path) -> None:
    found = validation(checks.rating_bands_touch, tmp_path, _bands(*bands))
    assert len(found) == len(told)
    assert all(any(words in one.message for one in found) for words in told)


@pytest.mark.parametrize(
    ("meaning", "told"),
    [
        ("implied return from −10 % to +10 %", []),
        ("between -10 and 10 per cent", []),
        ("a loss or gain of 10.0 % at most", []),
        ("the shares keep pace", []),
        ("implied return from −15 % to +10 %", ["−15"]),
        ("from −5 to +5 %", ["−5", "+5"]),
        ("up to 20 percent", ["20"]),
        ("10-15 % either way", ["15"]),
        ("10 % over 12 months", []),
    ],
)
def test_band_meaning_differs(meaning: str, told: list[str], tmp_path: Path) -> None:
    house = _HOUSE.replace("implied return from −10 % to +10 %", meaning)
    found = validation(checks.band_meaning_differs, tmp_path, {H: house})
    assert [f"names {each} %" in one.message for one, each in zip(found, told, strict=True)] == [True] * len(told)
    assert all(one.location.line == 30 and "-10 % and 10 %" in one.hint for one in found)


def test_a_sign_that_is_typed_counts(tmp_path: Path) -> None:
    found = validation(checks.band_meaning_differs, tmp_path, {H: _HOUSE.replace("below −10 %", "below +10 %")})
    assert [one.path for one in found] == ["ratings.bands.0.meaning"]


def test_faulty_bands_are_told_once(tmp_path: Path) -> None:
    house = _HOUSE.replace("      lower: -10 %", "      lower: -5 %")
    assert not validation(checks.band_meaning_differs, tmp_path, {H: house})


@pytest.mark.parametrize(
    ("step", "fires"),
    [
        ("0.01", False),
        ("0.010", False),
        ("0.05", False),
        ("0.5", False),
        ("1", False),
        ("10", False),
        ("0.02", True),
        ("0", True),
        ("-1", True),
    ],
)
def test_rounding_step(step: str, fires: bool, tmp_path: Path) -> None:
    assert (
        bool(validation(checks.rounding_step, tmp_path, {H: [("target_price: 0.01", f"target_price: {step}")]}))
        is fires
    )


@pytest.mark.parametrize(
    ("accent", "fires"),
    [
        ("#b93a0e", False),
        ("#000000", False),
        ("#ffffff", True),
        ("#767676", True),  # 4.54 on white, 4.09 on the tint
        ("#6e6e6e", False),  # 5.10 on white, 4.60 on the tint
        ("#717171", True),
    ],
)
def test_accent_contrast(accent: str, fires: bool, tmp_path: Path) -> None:
    found = validation(checks.accent_contrast, tmp_path, {H: [('"#b93a0e"', f'"{accent}"')]})
    assert bool(found) is fires
    assert all(one.path == "branding.accent" for one in found)


def test_the_contrast_of_black_on_white_is_that_of_the_standard() -> None:
    assert checks._contrast("#000000", "#ffffff") == pytest.approx(21)
    assert checks._contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
