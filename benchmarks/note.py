"""A note of ten pages with eight charts, stage by stage in warm CPU seconds, beside the naive way in the same run.

The note is the Tesla sample with the prose of a section repeated. The naive way draws the same charts from the same
data with pyplot (``naive_charts.py``), puts them into the same HTML as data addresses and lays that out, in the same
fonts, as WeasyPrint does by default: untagged, without PDF/A and attachments. Each side runs in a process of its own,
so that neither finds what the other has warmed; they take turns, so that what else the machine does meets both; the
first round of each is not counted. A ratio is the median of those of all rounds.

Usage: ``python benchmarks/note.py [--rounds N] [--out FILE]``. Writes JSON; ends with 1 where a bound is not held.
"""

# ruff: noqa: INP001 - benchmarks are not a package

from __future__ import annotations

import argparse
import json
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, time
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from time import process_time
from typing import Any, TypeAlias, TypeVar

from naive_charts import naive_chart
from pypdfium2 import PdfDocument

from reportgen.build import Examined, examine, fonts_of, templates_of
from reportgen.formats import html, pdf
from reportgen.formats.drawings import Pictures, drawn, found
from reportgen.formats.excel import model_workbook
from reportgen.formats.quantities_json import quantities_json
from reportgen.formats.quick_pdf import lay_out_quickly
from reportgen.formats.typefaces import named
from reportgen.proofs import read_back

ROOT = Path(__file__).parent.parent
_T = TypeVar("_T")

Round: TypeAlias = Mapping[str, float]
"""CPU seconds by stage, and pages and bytes of the PDF."""

SAMPLE = "tesla"
REPEATED = ("{#operations}",)
"""The section whose prose is repeated, by its anchor."""
TIMES = 2
LEAST_PAGES, LEAST_CHARTS = 10, 8

BOUNDS: Mapping[str, float] = {
    "pdf_of_record": 1.0,
    "charts": 0.25,
    "charts_cached": 0.01,
    "draft_engine": 0.05,
}
"""What a ratio to the naive way may be at most."""


def main() -> int:
    """Measure both sides and print, or measure the one side that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--side", choices=SIDES, help="a round of one side for each line that is read, in this process")
    parser.add_argument("--root", type=Path, help="the workspace for --side")
    chosen = parser.parse_args()
    if chosen.side:
        one_round = SIDES[chosen.side](chosen.root, SAMPLE)
        for _ in sys.stdin:
            sys.stdout.write(json.dumps(one_round()) + "\n")
            sys.stdout.flush()
        return 0
    with tempfile.TemporaryDirectory(prefix="note-") as folder:
        result = _compared(_ten_pages(Path(folder)), chosen.rounds)
    text = json.dumps(result, indent=1)
    if chosen.out:
        chosen.out.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")
    return 0 if all(each["held"] for each in result["bounds"].values()) else 1


def _ten_pages(folder: Path) -> Path:
    """A workspace with the sample, in which the prose of some sections stands several times."""
    shutil.copytree(ROOT / "inputs", folder / "inputs")
    file = folder / "inputs" / SAMPLE / "note.md"
    head, *sections = file.read_text(encoding="utf-8").split("\n## ")
    for place, section in enumerate(sections):
        title, prose = section.split("\n", 1)
        if any(anchor in title for anchor in REPEATED):
            sections[place] = "\n".join((title, *[prose] * TIMES))
    file.write_text("\n## ".join((head, *sections)), encoding="utf-8")
    return folder


def _compared(root: Path, rounds: int) -> dict[str, Any]:
    ours, naive = _in_turns(root, rounds)
    pairs = list(zip(ours, naive, strict=True))
    pages, charts = ours[0]["pages"], ours[0]["drawings"]
    if pages < LEAST_PAGES or charts < LEAST_CHARTS:
        raise SystemExit(f"{pages} pages and {charts} charts; {LEAST_PAGES} and {LEAST_CHARTS} are to be measured")
    ratios = {name: statistics.median(of(*pair) for pair in pairs) for name, of in RATIOS.items()}
    return {
        "unit": "CPU seconds, median of warm rounds",
        "rounds": rounds,
        "machine": {"processors": cpu_count(), "architecture": platform.machine(), "python": platform.python_version()},
        "versions": {name: version(name) for name in ("weasyprint", "matplotlib", "plutoprint")},
        "ours": _medians(ours),
        "naive": _medians(naive),
        "ratios": {name: round(value, 4) for name, value in ratios.items()},
        "bounds": {
            name: {"ratio": round(ratios[name], 4), "at_most": bound, "held": ratios[name] <= bound}
            for name, bound in BOUNDS.items()
        },
    }


def _in_turns(root: Path, rounds: int) -> tuple[list[Round], list[Round]]:
    """The rounds of both sides but their first, taken in turns."""
    with ExitStack() as stack:
        processes = [stack.enter_context(_process(side, root)) for side in ("ours", "naive")]
        taken = [[_asked(process) for process in processes] for _ in range(rounds + 1)][1:]
        for process in processes:
            process.communicate()
    return [each[0] for each in taken], [each[1] for each in taken]


def _process(side: str, root: Path) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "--side", side, "--root", str(root)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - itself


def _asked(process: subprocess.Popen[str]) -> Round:
    if process.stdin is None or process.stdout is None:
        raise SystemExit("the side has no pipes")
    process.stdin.write("\n")
    process.stdin.flush()
    said = process.stdout.readline()
    if not said:
        raise SystemExit("a side ended early; what it said stands above")
    measured: Round = json.loads(said)
    return measured


def _ours(root: Path, slug: str) -> Callable[[], Round]:
    cache = root / ".cache" / "charts"

    def one_round() -> Round:
        stages: dict[str, float] = {}
        examined = _timed(stages, "load_to_compose", lambda: _examined(root, slug))
        note, inputs, results = examined.note, examined.inputs, examined.results
        fonts, templates = fonts_of(root), templates_of(root)
        pictures = _timed(stages, "charts", lambda: drawn(note, narrow=False))
        both = _timed(stages, "charts_with_those_for_phones", lambda: drawn(note, narrow=True))
        drawn(note, narrow=False, cache=cache)
        kept = _timed(stages, "charts_cached", lambda: drawn(note, narrow=False, cache=cache))
        if kept != pictures:
            raise SystemExit("the cache holds other charts than are drawn")
        screen = _timed(stages, "html_screen", lambda: _page(root, examined, "screen", both))
        page = _timed(stages, "html_print", lambda: _page(root, examined, "print", pictures))
        data = _timed(stages, "json", lambda: quantities_json(inputs, results))
        model = _timed(stages, "xlsx", lambda: model_workbook(inputs, results))
        day = datetime.combine(inputs.as_of, time(), UTC)
        record = pdf.RecordOf({"note.json": data, "model.xlsx": model}, day, {"ticker": inputs.company.listing.ticker})
        sheet = {"fonts": fonts, "pictures": pictures, "folders": templates}
        content, warned = _timed(stages, "pdf", lambda: pdf.lay_out(page, **sheet, record=record))
        draft, _ = _timed(stages, "pdf_draft_engine", lambda: lay_out_quickly(page, **sheet, day=day))
        sizes = {name: (each.wide, each.narrow) for name, each in both.items()}
        wrong = _timed(stages, "read_back", lambda: read_back(note, pdf=content, html=screen, pictures=sizes))
        if wrong or warned:
            raise SystemExit(f"the finished note is at fault: {wrong} {warned}")
        return {**stages, **_size(content), "drawings": len(pictures), "draft_bytes": len(draft)}

    return one_round


def _naive(root: Path, slug: str) -> Callable[[], Round]:
    import matplotlib as mpl  # noqa: PLC0415 - only this side loads pyplot

    mpl.use("Agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415 - see above
    from weasyprint import CSS, HTML  # noqa: PLC0415 - see above
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - see above

    examined, fonts = _examined(root, slug), fonts_of(root)
    # loaded once, though most would load them for every note
    known = FontConfiguration()
    faces = CSS(string=named(fonts), font_config=known, url_fetcher=pdf.Fetcher(faces=pdf.files_of(fonts)))

    def one_round() -> Round:
        stages: dict[str, float] = {}
        wanted = found(examined.note)
        charts = _timed(stages, "charts", lambda: [naive_chart(plt, each) for each in wanted])
        page = _timed(stages, "html_print", lambda: _page(root, examined, "print", {}))
        for drawing, address in zip(wanted, charts, strict=True):
            page = page.replace(f'"drawing:{drawing.id}"', f'"{address}"')
        content = _timed(stages, "pdf", lambda: HTML(string=page).write_pdf(stylesheets=[faces], font_config=known))
        return {**stages, **_size(content), "drawings": len(charts)}

    return one_round


def _examined(root: Path, slug: str) -> Any:  # noqa: ANN401 - Examined, of which nothing is None
    examined: Examined = examine(root, slug)
    if not examined.ready:
        raise SystemExit("\n".join(each.text() for each in examined.diagnostics))
    return examined


def _page(root: Path, examined: Any, medium: html.Medium, pictures: Mapping[str, Pictures]) -> str:  # noqa: ANN401 - see above
    return html.write(
        examined.note,
        medium=medium,
        templates=templates_of(root),
        note_type=examined.inputs.note_type,
        fonts=fonts_of(root),
        pictures=pictures,
    )


def _size(content: bytes) -> dict[str, int]:
    with PdfDocument(content) as document:
        return {"pages": len(document), "bytes": len(content)}


def _timed(stages: dict[str, float], name: str, work: Callable[[], _T]) -> _T:
    start = process_time()
    result = work()
    stages[name] = process_time() - start
    return result


def _medians(rounds: Sequence[Round]) -> dict[str, float]:
    return {name: round(statistics.median(each[name] for each in rounds), 4) for name in rounds[0]}


def _total(naive: Round) -> float:
    return naive["charts"] + naive["html_print"] + naive["pdf"]


RATIOS: Mapping[str, Callable[[Round, Round], float]] = {
    # what the naive way makes, and no more: neither the phone's charts nor screen and data
    "pdf_of_record": lambda ours, naive: (ours["charts"] + ours["html_print"] + ours["pdf"]) / _total(naive),
    "pdf_of_record_charts_cached": lambda ours, naive: (
        (ours["charts_cached"] + ours["html_print"] + ours["pdf"]) / _total(naive)
    ),
    "charts": lambda ours, naive: ours["charts"] / naive["charts"],
    "charts_cached": lambda ours, naive: ours["charts_cached"] / naive["charts"],
    "draft_engine": lambda ours, naive: (
        (ours["charts"] + ours["html_print"] + ours["pdf_draft_engine"]) / _total(naive)
    ),
    "draft_engine_charts_cached": lambda ours, naive: (
        (ours["charts_cached"] + ours["html_print"] + ours["pdf_draft_engine"]) / _total(naive)
    ),
}

SIDES: Mapping[str, Callable[[Path, str], Callable[[], Round]]] = {"ours": _ours, "naive": _naive}


if __name__ == "__main__":
    sys.exit(main())
