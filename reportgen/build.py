"""One build, stage by stage: load, validate, value, check, compose, render, publish. The only module that knows all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportgen import checks, disclosures, formats, loading, publishing, sections, valuation
from reportgen.diagnostics import Diagnostic, Rule, Severity, errors, in_order
from reportgen.formats import codes as format_codes
from reportgen.formats.glyphs import missing_glyphs
from reportgen.formats.manifest import hashes, manifest
from reportgen.formats.typefaces import Fonts
from reportgen.formats.typefaces import read as read_fonts
from reportgen.loading.codes import RULES as LOADING_RULES
from reportgen.model.inputs import Inputs
from reportgen.model.note import Note
from reportgen.model.results import Results

PACKAGE = Path(__file__).parent
ALL_FORMATS = ("pdf", "html", "json")
_TEMPLATES = (".j2", ".css", ".js")


@dataclass(frozen=True, slots=True)
class Examined:
    """A company's inputs with all that can be said of them before a page is made."""

    slug: str
    inputs: Inputs | None
    results: Results | None
    note: Note | None
    files: tuple[loading.SourceText, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def ready(self) -> bool:
        """Whether a note can be made: it is composed, and nothing is wrong that stops a build."""
        return self.note is not None and not errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has written; no files where errors stopped it."""

    slug: str
    folder: Path
    files: tuple[tuple[str, int], ...]
    diagnostics: tuple[Diagnostic, ...]


def examine(root: Path, slug: str, as_of: date | None = None, *, draft: bool = False) -> Examined:
    """Everything up to the composed note, with every diagnostic of every stage that could run."""
    loaded = loading.load(root, slug, as_of, draft=draft)
    found = list(loaded.diagnostics)
    inputs = loaded.inputs
    if inputs is None:
        return Examined(slug, None, None, None, loaded.files, in_order(found))
    found.extend(checks.validate(inputs))
    results, problems = valuation.value(inputs)
    found.extend(problems)
    judged = checks.check(inputs, results)
    # a draft may show what is not yet fit to publish; what cannot be read or computed stops it all the same
    found.extend(_as_warnings(judged) if draft else judged)
    found = list(checks.without_consequences(found, loaded.left_out))
    note = None
    if "valuation.target_price" in results and "market.price" in results and not errors(found):
        note, missing = sections.compose(inputs, results)
        texts = {file.file: file.text for file in loaded.files}
        found.extend((*missing, *missing_glyphs(note, fonts_of(root), texts)))
    return Examined(slug, inputs, results, note, loaded.files, in_order(found))


def build(  # noqa: PLR0913 - the choices of the command
    root: Path,
    slug: str,
    *,
    as_of: date | None = None,
    formats_wanted: Sequence[str] = ALL_FORMATS,
    out: Path | None = None,
    draft: bool = False,
) -> Built:
    """Build one note and write its files to ``<out>/<slug>/<as-of date>/``.

    With any error nothing is written, and the last good note stays. Raises ReportgenError for faults of the machine.
    """
    examined = examine(root, slug, as_of, draft=draft)
    inputs, results, note = examined.inputs, examined.results, examined.note
    base = out or root / "output"
    if inputs is None or results is None or note is None or not examined.ready:
        return Built(slug, base / slug, (), examined.diagnostics)
    fonts = fonts_of(root)
    folder = base / slug / str(inputs.as_of)
    rendered, problems = formats.render(
        note, inputs, results, formats=formats_wanted, templates=templates_of(root), fonts=fonts
    )
    diagnostics = in_order((*examined.diagnostics, *problems))
    if errors(diagnostics):
        return Built(slug, folder, (), diagnostics)
    rendered["manifest.json"] = manifest(
        slug=slug,
        as_of=str(inputs.as_of),
        draft=draft,
        inputs={file.file: file.sha256 for file in examined.files},
        templates=hashes(_template_folders(root), _TEMPLATES),
        fonts=hashes({"fonts": fonts.folder, "workspace/fonts": root / "fonts"}, (".ttf", ".otf", ".woff2")),
        diagnostics=diagnostics,
        outputs=rendered,
    )
    publishing.publish(folder, rendered)
    written = tuple((name, len(content)) for name, content in sorted(rendered.items()))
    return Built(slug, folder, written, diagnostics)


def templates_of(root: Path) -> tuple[Path, ...]:
    """The folders of templates, the workspace's own first, then those that came with the program."""
    return tuple(folder for folder in _template_folders(root).values() if folder.is_dir())


def _template_folders(root: Path) -> dict[str, Path]:
    """The workspace's folder and the program's: in a checkout beside the package, in an installation inside it."""
    inside, beside = PACKAGE / "_templates", PACKAGE.parent / "templates"
    own = root / "templates"
    program = inside if inside.is_dir() else beside
    if own.resolve() == program.resolve():
        return {"templates": program}
    return {"workspace/templates": own, "templates": program}


def fonts_of(root: Path) -> Fonts:
    """The fonts that came with the program, and those that the workspace adds."""
    return read_fonts(PACKAGE / "fonts", root / "fonts")


def rules() -> tuple[Rule, ...]:
    """Every permanent code with the reason why it exists."""
    return tuple(sorted((*LOADING_RULES, *checks.rules(), *disclosures.RULES, *format_codes.RULES), key=lambda rule: rule.code))


def _as_warnings(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(
        Diagnostic(one.code, one.message, one.location, one.path, Severity.WARNING, one.hint)
        if one.severity is Severity.ERROR
        else one
        for one in found
    )
