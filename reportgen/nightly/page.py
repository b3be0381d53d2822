"""The night's page: ``output/nightly/<date>/index.html``, complete in itself, and ``index.json``."""

from __future__ import annotations

import json
from base64 import b64encode
from contextlib import suppress
from pathlib import Path
from traceback import walk_tb

from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.diagnostics import ReportgenError
from reportgen.folders import font_folders, template_folders
from reportgen.nightly.printing import values
from reportgen.nightly.report import Report, as_dict
from reportgen.publishing.folder import publish

TEMPLATE = "_night/index.html.j2"
_FACES = (("Inter", 400), ("Inter", 600), ("Source Serif 4", 400), ("Source Serif 4", 600))


def page_folder(root: Path, night: object) -> Path:
    """Where the page of a night is."""
    return root / "output" / "nightly" / str(night)


def publish_page(root: Path, report: Report) -> Path:
    """Write both files; the path of the page. Raises ReportgenError for a disk or a template that does not play."""
    folder = page_folder(root, report.night)
    publish(folder, {"index.json": _json(report)})
    publish(folder, {"index.html": page(root, report).encode()})
    return folder / "index.html"


def keep_page(root: Path, report: Report) -> None:
    """Keep both files for the mail of this run. Where that is not possible, the mail tells what the page says then."""
    from reportgen.publishing.email.outbox import folder_of_night  # noqa: PLC0415 - quiet nights write no mail

    folder = folder_of_night(root, report.night, report.run)
    with suppress(ReportgenError):
        publish(folder, {"index.json": _json(report)})
        publish(folder, {"index.html": page(root, report).encode()})


def page(root: Path, report: Report) -> str:
    """The page as one document, from the workspace's template or the program's."""
    folders = [folder for folder in template_folders(root).values() if folder.is_dir()]
    # not the environment of the notes: a quiet night spares itself what a note needs
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.clear()
    try:
        return environment.get_template(TEMPLATE).render({**values(report), "fonts": _fonts(root)})
    except MemoryError:
        raise
    except Exception as problem:
        raise ReportgenError(f"the night's page cannot be written: {_place(problem, folders)}{problem}") from problem


def _json(report: Report) -> bytes:
    return f"{json.dumps(as_dict(report), ensure_ascii=False, indent=1)}\n".encode()


def _place(problem: Exception, folders: list[Path]) -> str:
    """The innermost line of a template on the way to a fault."""
    if isinstance(problem, TemplateSyntaxError):
        return f"templates/{problem.name}:{problem.lineno}: "
    found = ""
    for frame, line in walk_tb(problem.__traceback__):
        file = Path(frame.f_code.co_filename)
        folder = next((each for each in folders if file.is_relative_to(each)), None)
        found = f"templates/{file.relative_to(folder).as_posix()}:{line}: " if folder else found
    return found


def _fonts(root: Path) -> Markup:
    """The faces that the page is set in, inside the page."""
    folder = font_folders(root)["fonts"]
    rules = []
    for family, weight in _FACES:
        content = b64encode((folder / "web" / f"{family.replace(' ', '')}-{weight}.woff2").read_bytes()).decode("ascii")
        address = f"data:font/woff2;base64,{content}"
        rules.append(f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("{address}"); }}')
    return Markup("\n".join(rules))  # noqa: S704 - names and digits from here, the rest is base64
