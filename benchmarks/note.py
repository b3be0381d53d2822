"""One warm build of the sample note, stage by stage in CPU seconds, beside the naive way in the same run, as JSON.

The naive way draws the same number of charts with pyplot, embeds them as data addresses with text as paths, and gives
the same HTML to WeasyPrint with its defaults. Usage: ``python benchmarks/note.py [--rounds N] [--out FILE]``.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import re
import statistics
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import process_time

from reportgen.build import examine, fonts_of, templates_of
from reportgen.formats import html, pdf
from reportgen.formats.drawings import drawn
from reportgen.formats.quantities_json import quantities_json

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    ours = _median([_ours() for _ in range(chosen.rounds + 1)][1:])
    naive = _median([_naive() for _ in range(chosen.rounds + 1)][1:])
    total, baseline = sum(ours.values()), sum(naive.values())
    result = {
        "unit": "CPU seconds, median of warm builds",
        "rounds": chosen.rounds,
        "ours": ours | {"total": total},
        "naive": naive | {"total": baseline},
        "ratio": {
            "total": total / baseline,
            "pdf": (ours["charts"] + ours["html_print"] + ours["pdf"]) / baseline,
            "charts": ours["charts"] / naive["charts"],
        },
    }
    text = json.dumps(result, indent=1, default=lambda number: round(number, 4))
    if chosen.out:
        chosen.out.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")


def _ours() -> dict[str, float]:
    stages: dict[str, float] = {}

    def timed(name: str, work: Callable[[], object]) -> object:
        start = process_time()
        result = work()
        stages[name] = process_time() - start
        return result

    examined = timed("load_to_compose", lambda: examine(ROOT, "xiaomi"))
    note, inputs, results = examined.note, examined.inputs, examined.results  # type: ignore[attr-defined]
    fonts, templates = fonts_of(ROOT), templates_of(ROOT)
    pictures = timed("charts", lambda: drawn(note, narrow=False))
    timed("charts_narrow", lambda: drawn(note, narrow=True))
    stages["charts_narrow"] -= stages["charts"]
    common = {"templates": templates, "note_type": inputs.company.note_type, "fonts": fonts, "pictures": pictures}
    timed("html_screen", lambda: html.write(note, medium="screen", **common))
    page = timed("html_print", lambda: html.write(note, medium="print", **common))
    timed("pdf", lambda: pdf.lay_out(page, fonts=fonts, pictures=pictures, folders=templates))  # type: ignore[arg-type]
    timed("json", lambda: quantities_json(inputs, results))
    return stages


def _naive() -> dict[str, float]:
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot
    from weasyprint import HTML

    examined = examine(ROOT, "xiaomi")
    fonts, templates = fonts_of(ROOT), templates_of(ROOT)
    assert examined.note is not None
    assert examined.inputs is not None
    pictures = drawn(examined.note, narrow=False)
    page = html.write(
        examined.note, medium="print", templates=templates, note_type="initiation", fonts=fonts, pictures=pictures
    )
    start = process_time()
    charts = {name: _naive_chart(pyplot, number) for number, name in enumerate(pictures)}
    drawing = process_time() - start
    for name, address in charts.items():
        page = page.replace(f"drawing:{name}", address)
    page = re.sub(r'font-family: "(Inter|Source Serif 4)"', "font-family: sans-serif", page)
    start = process_time()
    HTML(string=page).write_pdf()
    return {"charts": drawing, "pdf": process_time() - start}


def _naive_chart(pyplot: object, number: int) -> str:
    """A chart as most would write it: a new figure, tight layout, SVG with text as paths, in a data address."""
    kinds = ("bar", "line", "barh")
    figure, axes = pyplot.subplots(figsize=(7, 3))  # type: ignore[attr-defined]
    values = [(3 + number + place * 7) % 11 + 1 for place in range(12)]
    match kinds[number % 3]:
        case "bar":
            axes.bar(range(12), values)
            for place, value in enumerate(values):
                axes.text(place, value, f"{value:.1f}", ha="center")
        case "line":
            axes.plot(range(120), [value for value in values for _ in range(10)])
        case _:
            axes.barh(range(12), values)
    axes.set_title("A chart")
    axes.set_xlabel("period")
    axes.grid(visible=True)
    figure.tight_layout()
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg")
    pyplot.close(figure)  # type: ignore[attr-defined]
    return "data:image/svg+xml;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def _median(runs: list[dict[str, float]]) -> Mapping[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


if __name__ == "__main__":
    main()
