"""New workspaces, new companies, and the JSON Schema files for editors."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

from reportgen.diagnostics import ReportgenError
from reportgen.model.closures import Closures
from reportgen.model.company import Company
from reportgen.model.facts import Facts
from reportgen.model.house import House
from reportgen.model.opinion import Conflicts, Exhibits, Opinion
from reportgen.model.schema import schema_of
from reportgen.model.subscribers import Subscribers
from reportgen.model.valuation import Valuation
from reportgen.publishing import write_whole

SKELETONS = Path(__file__).parent / "skeleton"
SCHEMAS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("house", House),
    ("company", Company),
    ("facts", Facts),
    ("valuation", Valuation),
    ("opinion", Opinion),
    ("exhibits", Exhibits),
    ("conflicts", Conflicts),
    ("closures", Closures),
    ("subscribers", Subscribers),
)


def make_workspace(folder: Path) -> tuple[Path, ...]:
    """A workspace in a folder that holds none yet. FileExistsError if it does; ReportgenError for the disk's faults."""
    if (folder / "inputs").exists():
        message = f"{folder / 'inputs'} is there already; nothing was changed"
        raise FileExistsError(message)
    written = _copy("workspace", folder)
    for name in ("templates", "output", "fonts"):
        _folder(folder / name)
    return (*written, *make_schemas(folder))


def make_company(root: Path, slug: str) -> tuple[Path, ...]:
    """The files of a company, to be filled in. FileExistsError if it is there; ReportgenError for the disk's faults."""
    folder = root / "inputs" / slug
    if folder.exists():
        message = f"{folder} is there already; nothing was changed"
        raise FileExistsError(message)
    return _copy("company", folder)


def make_schemas(root: Path) -> tuple[Path, ...]:
    """``schema/<file>.schema.json`` for every YAML file of the inputs."""
    written = []
    for name, model in SCHEMAS:
        path = _folder(root / "schema") / f"{name}.schema.json"
        content = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema_of(model)}
        _write(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
        written.append(path)
    return tuple(written)


def _copy(skeleton: str, folder: Path) -> tuple[Path, ...]:
    written = []
    source = SKELETONS / skeleton
    for file in sorted(each for each in source.rglob("*") if each.is_file()):
        # a file called .gitignore would hide parts of the skeleton from our own repository
        name = ".gitignore" if file.name == "gitignore.txt" else file.name
        target = folder / file.relative_to(source).with_name(name)
        _folder(target.parent)
        _write(target, file.read_bytes())
        written.append(target)
    return tuple(written)


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        message = f"cannot make the folder {path}: {problem.strerror or problem}"
        raise ReportgenError(message) from problem
    return path


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as problem:
        message = f"cannot write {path}: {problem.strerror or problem}"
        raise ReportgenError(message) from problem
