"""One warm build of the sample note, stage by stage in CPU seconds, beside the naive way, as JSON.

The naive way draws as many charts, each as large, with pyplot: a new figure, tight layout, text as paths. It puts them
into the same HTML as data addresses and gives that to WeasyPrint with its defaults. Each side runs in a process of its
own, so that neither finds what the other has warmed; the first round of each is not counted.

Usage: ``python benchmarks/note.py [--rounds N] [--out FILE]``.
"""

# ruff: noqa: INP001 - benchmarks are not a package

from __future__ import annotations

import argparse
import base64
import io
import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from time import process_time
from typing import Any, TypeVar

from reportgen.build import examine, fonts_of, templates_of
from reportgen.formats import html, pdf
from reportgen.formats.drawings import Pictures, drawn, found
from reportgen.formats.excel import model_workbook
from reportgen.formats.quantities_json import quantities_json
from reportgen.formats.quick_pdf import lay_out_quickly
from reportgen.model.note import Drawing, Note

ROOT = Path(__file__).parent.parent
_T = TypeVar("_T")


def main() -> None:
    """Measure both sides and print, or measure the one side that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--side", choices=SIDES, help="measure one side only, in this process")
    chosen = parser.parse_args()
    if chosen.side:
        sys.stdout.write(json.dumps(_median([SIDES[chosen.side]() for _ in range(chosen.rounds + 1)][1:])))
        return
    text = json.dumps(_compared(chosen.rounds), indent=1)
    if chosen.out:
        chosen.out.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")


def _compared(rounds: int) -> dict[str, Any]:
    ours, naive = (_apart(side, rounds) for side in ("ours", "naive"))
    # what the naive way makes, and no more: neither the phone's charts nor screen and data
    comparable = ours["charts"] + ours["html_print"] + ours["pdf"]
    baseline = naive["charts"] + naive["html_print"] + naive["pdf"]
    return {
        "unit": "CPU seconds, median of warm builds",
        "rounds": rounds,
        "ours": _rounded(ours | {"total": sum(ours.values())}),
        "naive": _rounded(naive | {"total": baseline}),
        "ratio": _rounded(
            {
                "pdf_with_charts": comparable / baseline,
                "charts": ours["charts"] / naive["charts"],
                "layout": ours["pdf"] / naive["pdf"],
                "draft_engine_with_charts": (ours["charts"] + ours["html_print"] + ours["pdf_draft_engine"]) / baseline,
                "draft_engine_layout": ours["pdf_draft_engine"] / naive["pdf"],
                "all_formats_against_naive_pdf": (sum(ours.values()) - ours["pdf_draft_engine"]) / baseline,
            }
        ),
    }


def _apart(side: str, rounds: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--side", side, "--rounds", str(rounds)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - this file itself
    measured: dict[str, float] = json.loads(said.stdout)
    return measured


def _ours() -> dict[str, float]:
    stages: dict[str, float] = {}
    examined = _timed(stages, "load_to_compose", lambda: examine(ROOT, "xiaomi"))
    note, inputs, results = examined.note, examined.inputs, examined.results
    if note is None or inputs is None or results is None:
        raise SystemExit("\n".join(each.text() for each in examined.diagnostics))
    fonts, templates = fonts_of(ROOT), templates_of(ROOT)
    _timed(stages, "charts", lambda: drawn(note, narrow=False))
    pictures = _timed(stages, "charts_narrow", lambda: drawn(note, narrow=True))
    stages["charts_narrow"] -= stages["charts"]
    _timed(stages, "html_screen", lambda: _page(note, inputs.company.note_type, "screen", pictures))
    page = _timed(stages, "html_print", lambda: _page(note, inputs.company.note_type, "print", pictures))
    data = _timed(stages, "json", lambda: quantities_json(inputs, results))
    model = _timed(stages, "xlsx", lambda: model_workbook(inputs, results))
    day = datetime.combine(inputs.as_of, time(), UTC)
    record = pdf.RecordOf({"note.json": data, "model.xlsx": model}, day, {"ticker": inputs.company.listing.ticker})
    sheet = {"fonts": fonts, "pictures": pictures, "folders": templates}
    _timed(stages, "pdf", lambda: pdf.lay_out(page, **sheet, record=record))
    _timed(stages, "pdf_draft_engine", lambda: lay_out_quickly(page, **sheet, day=day))
    return stages


def _naive() -> dict[str, float]:
    import matplotlib as mpl  # noqa: PLC0415 - only this side loads pyplot

    mpl.use("Agg")
    # our own charts may have changed the settings
    mpl.rcdefaults()
    from matplotlib import pyplot as plt  # noqa: PLC0415 - see above
    from weasyprint import HTML  # noqa: PLC0415 - see above

    stages: dict[str, float] = {}
    examined = examine(ROOT, "xiaomi")
    note, inputs = examined.note, examined.inputs
    if note is None or inputs is None:
        raise SystemExit("\n".join(each.text() for each in examined.diagnostics))
    wanted = found(note)
    charts = _timed(stages, "charts", lambda: [_naive_chart(plt, *each) for each in enumerate(wanted)])
    page = _timed(stages, "html_print", lambda: _page(note, inputs.company.note_type, "print", {}))
    for drawing, address in zip(wanted, charts, strict=True):
        page = page.replace(f'"drawing:{drawing.id}"', f'"{address}"')
    _timed(stages, "pdf", lambda: HTML(string=page).write_pdf())
    return stages


def _page(note: Note, note_type: str, medium: html.Medium, pictures: Mapping[str, Pictures]) -> str:
    return html.write(
        note,
        medium=medium,
        templates=templates_of(ROOT),
        note_type=note_type,
        fonts=fonts_of(ROOT),
        pictures=pictures,
    )


def _naive_chart(pyplot: Any, number: int, drawing: Drawing) -> str:  # noqa: ANN401 - a module
    """A chart as most would write it: a new figure, tight layout, SVG with text as paths, in a data address."""
    figure, axes = pyplot.subplots(figsize=(drawing.width / 25.4, drawing.height / 25.4))
    values = [(3 + number + place * 7) % 11 + 1 for place in range(12)]
    match number % 3:
        case 0:
            axes.bar(range(12), values)
            for place, value in enumerate(values):
                axes.text(place, value, f"{value:.1f}", ha="center")
        case 1:
            axes.plot(range(120), [value for value in values for _ in range(10)])
        case _:
            axes.barh(range(12), values)
    axes.set_title("A chart")
    axes.set_xlabel("period")
    axes.grid(visible=True)
    figure.tight_layout()
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg")
    pyplot.close(figure)
    return "data:image/svg+xml;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def _timed(stages: dict[str, float], name: str, work: Callable[[], _T]) -> _T:
    start = process_time()
    result = work()
    stages[name] = process_time() - start
    return result


def _median(runs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def _rounded(figures: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in figures.items()}


SIDES: Mapping[str, Callable[[], dict[str, float]]] = {"ours": _ours, "naive": _naive}


if __name__ == "__main__":
    main()
