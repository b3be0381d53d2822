"""Drawn charts are kept: what is there is not drawn again, and what is not whole is as if it were not there."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, is_dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import get_args

import pytest

from reportgen.build import ALL_FORMATS, build
from reportgen.folders import PACKAGE
from reportgen.formats import chart_cache, charts
from reportgen.formats.chart_cache import FOLDER, LIMIT, SOURCES, drawing_version, kept_or_drawn, key_of, prune
from reportgen.formats.drawings import drawn, found
from reportgen.model import charts as kinds
from reportgen.model.note import Note
from tests.commands.reading import files_of
from tests.conftest import Run
from tests.workspaces import edited, workspace

# Says at its end what a build has loaded that draws.
PROGRAM = """\
import sys
from reportgen.cli import main
sys.argv = ["reportgen", "build", "xiaomi", "--out", sys.argv[1]]
try:
    main()
except SystemExit as ended:
    print(ended.code or 0, *sorted(name for name in ("matplotlib", "reportgen.formats.charts") if name in sys.modules))
"""
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut short": lambda content: content[:-1],
    "half": lambda content: content[: len(content) // 2],
    "one letter": lambda content: content.replace(b"<svg", b"<swg", 1),
    "something else": lambda _: b"<svg/>",
    "no text": lambda content: content[:64] + b"\xff\xfe",
}


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the charts that are drawn while the test runs."""
    names: list[str] = []
    draw = charts.draw

    def counted(*arguments: object, **options: object) -> str:
        names.append(str(options["name"]))
        return draw(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(charts, "draw", counted)
    return names


def kept_in(folder: Path) -> list[Path]:
    return list(files_of(folder))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in files_of(folder)}


def note_of(root: Path) -> Note:
    note = build(root, "xiaomi", formats_wanted=("json",), out=root / "aside").examined.note
    assert note is not None
    return note


@pytest.fixture(scope="module")
def note(tmp_path_factory: pytest.TempPathFactory) -> Note:
    return note_of(workspace(tmp_path_factory.mktemp("note")))


# ---- whole builds ---------------------------------------------------------------------------------------------------


def test_a_warm_build_draws_nothing_loads_no_matplotlib_and_gives_the_same_bytes(
    tmp_path: Path, drawings: list[str]
) -> None:
    root = workspace(tmp_path)
    build(root, "xiaomi", out=tmp_path / "cold")
    assert len(drawings) == len(kept_in(root / FOLDER)) == 18
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, tmp_path / "warm"], cwd=root, capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1].split() == ["0"]
    assert bytes_of(tmp_path / "cold") == bytes_of(tmp_path / "warm")


def test_what_has_changed_is_drawn_and_the_rest_is_not(tmp_path: Path, drawings: list[str]) -> None:
    root = workspace(tmp_path)
    build(root, "xiaomi", formats_wanted=("html",))
    assert len(drawings) == 2 * len(found(note_of(root)))
    drawings.clear()
    opinion = root / "inputs" / "xiaomi" / "opinion.yaml"
    changed = edited(opinion.read_text(encoding="utf-8"), [("short: Renminbi\n", "short: Yuan\n")])
    opinion.write_text(changed, encoding="utf-8")
    build(root, "xiaomi", formats_wanted=("html",))
    assert drawings == ["risk-matrix", "risk-matrix-narrow"]


def test_a_cache_that_cannot_be_written_is_no_fault(tmp_path: Path, reportgen: Run) -> None:
    """Whoever runs the tests: a file stands where the folder should be."""
    root = workspace(tmp_path)
    (root / FOLDER).parent.write_text("no folder", encoding="utf-8")
    ran = reportgen("build", "xiaomi", "--root", root, "--format", "html")
    assert ran.status == 0, ran.err
    assert ran.err == ""


def test_a_release_draws_its_charts_itself(tmp_path: Path, drawings: list[str], reportgen: Run) -> None:
    root = workspace(tmp_path)
    for command in ("build", "release"):
        drawings.clear()
        ran = reportgen(command, "xiaomi", "--root", root)
        assert ran.status == 0, ran.err
        assert len(drawings) == 2 * len(found(note_of(root)))


# ---- what is kept ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_what_is_not_whole_is_drawn_again_and_mended(
    tmp_path: Path, note: Note, drawings: list[str], damage: Callable[[bytes], bytes]
) -> None:
    before = drawn(note, narrow=False, cache=tmp_path)
    (victim, *others) = kept_in(tmp_path)
    whole = victim.read_bytes()
    victim.write_bytes(damage(whole))
    drawings.clear()
    assert drawn(note, narrow=False, cache=tmp_path) == before
    assert len(drawings) == 1
    assert victim.read_bytes() == whole
    assert len(kept_in(tmp_path)) == len(others) + 1


def test_a_drawing_under_the_key_of_another_is_not_taken(tmp_path: Path, note: Note, drawings: list[str]) -> None:
    before = drawn(note, narrow=False, cache=tmp_path)
    one, other, *_ = kept_in(tmp_path)
    shutil.copy(one, other)
    drawings.clear()
    assert drawn(note, narrow=False, cache=tmp_path) == before
    assert len(drawings) == 1


def test_a_folder_under_a_key_is_no_fault(tmp_path: Path, note: Note) -> None:
    before = drawn(note, narrow=False, cache=tmp_path)
    one, *_ = kept_in(tmp_path)
    one.unlink()
    one.mkdir()
    assert drawn(note, narrow=False, cache=tmp_path) == before
    assert not list(tmp_path.glob("*.unfinished"))


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert kept_or_drawn(tmp_path, {"a": "0" * 64}, str.upper) == {"a": "A"}
    assert list(tmp_path.iterdir()) == []


def test_what_a_changed_program_has_drawn_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_cache, "_VERSION", "another")
    assert kept_or_drawn(tmp_path, {"a": "0" * 64}, str.upper) == {"a": "A"}
    assert list(tmp_path.iterdir()) == []


def test_several_processes_share_a_folder(tmp_path: Path, note: Note) -> None:
    """Each finds whole drawings or none, whoever writes at the same time."""
    alone = drawn(note, narrow=True)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for got in pool.map(_drawn_often, [note] * 4, [tmp_path] * 4):
            assert got == alone
    assert len(kept_in(tmp_path)) == 2 * len(alone)


def _drawn_often(note: Note, folder: Path) -> object:
    for _ in range(5):
        for each in folder.glob("*.svg"):
            each.unlink(missing_ok=True)
        drawn(note, narrow=True, cache=folder)
    return drawn(note, narrow=True, cache=folder)


# ---- keys -----------------------------------------------------------------------------------------------------------


def test_everything_that_is_asked_for_is_in_the_key(tmp_path: Path, note: Note, drawings: list[str]) -> None:
    drawn(note, narrow=True, cache=tmp_path)
    drawings.clear()
    accented = replace(note, masthead=replace(note.masthead, accent="#123456"))
    assert drawn(accented, narrow=True, cache=tmp_path) == drawn(accented, narrow=True)
    assert len(drawings) == 4 * len(found(note))


def test_a_spec_tells_all_of_itself() -> None:
    """A field without a ``repr`` would not be in the key, nor would the values of what is no frozen data."""
    seen = set(_specs(kinds.ChartSpec))
    assert set(charts.DRAWERS) <= seen
    assert [each for each in seen if not each.__dataclass_params__.frozen] == []  # type: ignore[attr-defined]
    assert [field.name for each in seen for field in fields(each) if not field.repr] == []


def _specs(kind: object) -> Iterator[type]:
    """The classes of data that a type is made from."""
    if isinstance(kind, type) and is_dataclass(kind):
        yield kind
        hints = {field.name: field.type for field in fields(kind)}
        for hint in hints.values():
            yield from _specs(eval(str(hint), vars(kinds)) if isinstance(hint, str) else hint)  # noqa: S307 - our own words
    for each in get_args(kind):
        yield from _specs(each)


def test_specs_that_differ_have_other_keys() -> None:
    bars = kinds.PartBars(bars=(kinds.PartBar(name="A", value=1.0, label=kinds.Label(text="1")),))
    others = [
        replace(bars, bars=(replace(bars.bars[0], value=1.0000000000000002),)),
        replace(bars, bars=(replace(bars.bars[0], name="B"),)),
        replace(bars, bars=(replace(bars.bars[0], label=kinds.Label(text="1", path="a")),)),
        replace(bars, bars=bars.bars * 2),
    ]
    assert len({key_of(each) for each in (bars, *others)}) == 5
    assert key_of(bars) == key_of(replace(bars))


def test_the_version_is_that_of_all_that_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the chart modules import of the package is hashed with them."""
    modules = list((PACKAGE / "formats" / "charts").glob("*.py"))
    assert {name for file in modules for name in _imported(file)} == {
        "formats.charts",
        "figures",
        "model.charts",
        "model.spacing",
    }
    copy = tmp_path / "reportgen"
    for source in (*SOURCES, "fonts/fonts.json"):
        place = copy / source
        place.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (PACKAGE / source).is_dir() else shutil.copy)(PACKAGE / source, place)
    monkeypatch.setattr(chart_cache, "PACKAGE", copy)
    monkeypatch.setattr(chart_cache, "_FONTS", copy / "fonts" / "fonts.json")
    versions = [drawing_version()]
    for name in ("formats/charts/svg.py", "figures.py", "model/charts.py", "fonts/fonts.json"):
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        versions.append(drawing_version())
    assert len(set(versions)) == 5


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reportgen."):
            named = [f"{node.module}.{each.name}" for each in node.names] if node.module == "reportgen.model" else []
            for name in named or [str(node.module)]:
                short = name.removeprefix("reportgen.")
                yield "formats.charts" if short.startswith("formats.charts") else short


# ---- its size -------------------------------------------------------------------------------------------------------


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    for age, name in enumerate("dbca"):
        file = tmp_path / name
        file.write_bytes(b"x" * 10)
        os.utime(file, (1_000_000 - age, 1_000_000 - age))
    prune(tmp_path, 40)
    assert {each.name for each in tmp_path.iterdir()} == set("abcd")
    prune(tmp_path, 39)
    assert {each.name for each in tmp_path.iterdir()} == set("bcd")
    prune(tmp_path, 10)
    assert {each.name for each in tmp_path.iterdir()} == set("d")


def test_a_build_prunes_and_what_is_used_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {name: name * 64 for name in "abc"}
    kept_or_drawn(tmp_path, {"a": keys["a"], "b": keys["b"]}, lambda name: name * 100)
    for name in "ab":
        os.utime(tmp_path / f"{keys[name]}.svg", (1_000_000, 1_000_000))
    monkeypatch.setattr(chart_cache, "LIMIT", 400)
    # the first is used, the third is new
    kept_or_drawn(tmp_path, {"a": keys["a"], "c": keys["c"]}, lambda name: name * 100)
    assert {each.name[0] for each in tmp_path.iterdir()} == {"a", "c"}


def test_the_limit_holds_many_notes(tmp_path: Path, note: Note) -> None:
    drawn(note, narrow=True, cache=tmp_path)
    size = sum(each.stat().st_size for each in files_of(tmp_path))
    assert 50_000 < size < 200_000
    assert 500 * size < LIMIT


def test_the_formats_that_draw_are_all_that_is_kept(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    build(root, "xiaomi", formats_wanted=[each for each in ALL_FORMATS if each in ("json", "xlsx")])
    assert not (root / FOLDER).exists()
