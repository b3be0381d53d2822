"""One build, stage by stage: load, validate, value, check, compose, render, publish. The only module that knows all."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path

from reportgen import checks, disclosures, formats, loading, proofs, publishing, sections, valuation
from reportgen.diagnostics import Diagnostic, Location, ReportgenError, Rule, Severity, errors, in_order
from reportgen.folders import PACKAGE, template_folders
from reportgen.formats import chart_cache
from reportgen.formats import codes as format_codes
from reportgen.formats.glyphs import missing_glyphs
from reportgen.formats.logo import LogoFault, logo_address
from reportgen.formats.manifest import hashes, manifest, sha256
from reportgen.formats.typefaces import FONT_HINT, Fonts, FontUnreadableError
from reportgen.formats.typefaces import read as read_fonts
from reportgen.loading.codes import RULES as LOADING_RULES
from reportgen.model.earlier import Recommended
from reportgen.model.edition import DRAFT, Edition, previous_of, ratings_beside
from reportgen.model.inputs import Inputs
from reportgen.model.mail_codes import RULES as MAIL_RULES
from reportgen.model.night_codes import RULES as NIGHT_RULES
from reportgen.model.note import Note
from reportgen.model.opinion import Previous
from reportgen.model.publication import Release
from reportgen.model.results import Results
from reportgen.prices.codes import RULES as PRICES_RULES
from reportgen.proofs.codes import RULES as PROOF_RULES
from reportgen.record.codes import INITIATED
from reportgen.record.codes import RULES as RECORD_RULES
from reportgen.record.earlier import earlier_of

ALL_FORMATS = ("pdf", "html", "json", "xlsx")
_TEMPLATES = (".j2", ".css", ".js", ".txt", ".svg", ".png")


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
    examined: Examined
    """What it was built from."""


def examine(root: Path, slug: str, as_of: date | None = None, edition: Edition = DRAFT) -> Examined:
    """Everything up to the composed note, with every diagnostic of every stage that could run."""
    loaded = loading.load(root, slug, as_of)
    found = list(loaded.diagnostics)
    if loaded.inputs is None:
        return Examined(slug, None, None, None, loaded.files, in_order(found))
    last = previous_of(edition, loaded.inputs.as_of, {file.file: file.sha256 for file in loaded.files})
    layout, wrong = loading.read_layout(templates_of(root), loaded.inputs, edition.note_type)
    inputs = replace(_of_edition(root, loaded.inputs, edition, last), layout=layout)
    found.extend((*wrong, *_logo_faults(inputs, root)))
    found.extend(_initiated_before(inputs, last))
    found.extend((*checks.validate(inputs), *disclosures.required(inputs)[1]))
    texts = {file.file: file.text for file in loaded.files}
    found.extend(proofs.number_typed(inputs, texts))
    results, problems = valuation.value(inputs)
    found.extend(problems)
    judged, computed = checks.check(inputs, results), _computed(results)
    # leniency is for what is not yet fit to publish; what cannot be read or computed stops the build all the same
    found.extend(_as_warnings(judged) if edition.lenient and computed else judged)
    found = list(checks.without_consequences(found, loaded.left_out))
    note = None
    if computed and not errors(found):
        note = sections.compose(inputs, results)
        found.extend(proofs.page_foots(note, inputs, results))
        found.extend(_letters_missing(note, root, texts))
    return Examined(slug, inputs, results, note, loaded.files, in_order(found))


def build(  # noqa: PLR0913 - what a build is asked for
    root: Path,
    slug: str,
    *,
    as_of: date | None = None,
    formats_wanted: Sequence[str] = ALL_FORMATS,
    out: Path | None = None,
    edition: Edition = DRAFT,
    engine: formats.Engine = "record",
) -> Built:
    """Build the draft of one note and write its files to ``<out>/<slug>/<as-of date>/``.

    Files of formats that are not wanted are taken away there.
    With any error nothing is written, and the last good note stays. Raises ReportgenError for faults of the machine.
    """
    examined = examine(root, slug, as_of, edition)
    base = out or root / "output"
    files, diagnostics = render(root, examined, formats_wanted, engine, cache=root / chart_cache.FOLDER)
    if examined.inputs is None or not files:
        return Built(slug, base / slug, (), diagnostics, examined)
    folder = base / slug / str(examined.inputs.as_of)
    # a page of an earlier build would look like one of this note
    publishing.publish(folder, files, gone=(formats.FORMATS[name][0] for name in ALL_FORMATS))
    written = tuple((name, len(content)) for name, content in sorted(files.items()))
    return Built(slug, folder, written, diagnostics, examined)


def render(
    root: Path,
    examined: Examined,
    formats_wanted: Sequence[str],
    engine: formats.Engine = "record",
    *,
    cache: Path | None = None,
) -> tuple[Mapping[str, bytes], tuple[Diagnostic, ...]]:
    """The bytes of a note's files with their manifest, none where errors stop it; and all that there is to say.

    Charts that lie in the folder ``cache`` are not drawn again. A release goes without one: what is archived for years
    rests on nothing but the inputs and the program.
    """
    inputs, results, note = examined.inputs, examined.results, examined.note
    if inputs is None or results is None or note is None or not examined.ready:
        return {}, examined.diagnostics
    fonts = fonts_of(root)
    described = partial(
        manifest,
        slug=inputs.slug,
        as_of=str(inputs.as_of),
        draft=inputs.draft,
        engine=engine,
        release=_release_of(inputs),
        inputs={file.file: file.sha256 for file in examined.files},
        templates=hashes(template_folders(root), _TEMPLATES),
        fonts=hashes({"fonts": fonts.folder, "workspace/fonts": root / "fonts"}, (".ttf", ".otf", ".woff2")),
    )
    rendered, problems = formats.render(
        note,
        inputs,
        results,
        formats=formats_wanted,
        templates=templates_of(root),
        fonts=fonts,
        logo=logo_of(inputs, root),
        engine=engine,
        cache=cache,
        manifest_of=lambda attached: described(diagnostics=examined.diagnostics, outputs=attached),
    )
    diagnostics = in_order((*examined.diagnostics, *problems))
    if errors(diagnostics):
        return {}, diagnostics
    rendered["manifest.json"] = described(diagnostics=diagnostics, outputs=rendered)
    return rendered, diagnostics


def templates_of(root: Path) -> tuple[Path, ...]:
    """The folders of templates, the workspace's own first, then those that came with the program."""
    return tuple(folder for folder in template_folders(root).values() if folder.is_dir())


def fonts_of(root: Path) -> Fonts:
    """The fonts that came with the program, and those that the workspace adds. Raises ReportgenError for damage."""
    folder = PACKAGE / "fonts"
    wrong = damaged_fonts(folder)
    if wrong:
        message = f"{folder} is damaged ({', '.join(wrong)}); install reportgen again"
        raise ReportgenError(message)
    pack = root / "fonts"
    # without a pack nothing of the workspace is remembered, so that one that comes later is seen
    return read_fonts(folder, pack if pack.is_dir() else None)


def _letters_missing(note: Note, root: Path, texts: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """What the fonts cannot draw; a file of the workspace that is no font is told at its own place."""
    try:
        return missing_glyphs(note, fonts_of(root), texts)
    except FontUnreadableError as fault:
        place = Location(fault.file.relative_to(root).as_posix())
        return (Diagnostic("font-unreadable", f"this is no TrueType font: {fault.why}", place, hint=FONT_HINT),)


@lru_cache(maxsize=4)  # an installation does not change while it runs, and hashing it costs as much as a small note
def damaged_fonts(folder: Path) -> tuple[str, ...]:
    """The files of a folder of fonts that are missing or not as its list describes them."""
    try:
        listed = json.loads((folder / "fonts.json").read_text(encoding="utf-8"))
        sums = {entry["file"]: entry["sha256"] for entry in (*listed["fonts"], *listed["web"])}
    except (OSError, ValueError, LookupError, TypeError):
        return ("fonts.json",)
    return tuple(name for name, expected in sums.items() if _sum(folder / name) != expected)


def _sum(file: Path) -> str:
    return sha256(file.read_bytes()) if file.is_file() else ""


def rules() -> tuple[Rule, ...]:
    """Every permanent code with the reason why it exists."""
    written = (*LOADING_RULES, *checks.rules(), *disclosures.RULES, *format_codes.RULES, *PROOF_RULES)
    all_rules = (*written, *PRICES_RULES, *NIGHT_RULES, *MAIL_RULES, *RECORD_RULES)
    return tuple(sorted(all_rules, key=lambda rule: rule.code))


def _of_edition(root: Path, inputs: Inputs, edition: Edition, last: Release | None) -> Inputs:
    opinion, earlier = inputs.opinion, None
    history: tuple[Recommended, ...] = ()
    # an earlier target in another currency cannot stand beside this one
    if last is not None and last.currency == inputs.company.trading_currency:
        recorded = Previous(rating=last.rating, target_price=Decimal(last.target_price), as_of=last.as_of)
        opinion = opinion.model_copy(update={"previous": opinion.previous or recorded})
        # what the analysts name as the earlier note need not be the last one
        earlier = earlier_of(root, last) if opinion.previous == recorded else None
        # a draft that has been released follows what came before that
        history = tuple(
            each for each in edition.history if each.version <= last.version and each.currency == last.currency
        )
    return replace(
        inputs,
        draft=edition.draft,
        opinion=opinion,
        earlier=earlier,
        history=history,
        coverage=ratings_beside(edition, inputs.slug, inputs.as_of),
        released_at=edition.released_at,
        version=edition.version,
    )


def _initiated_before(inputs: Inputs, last: Release | None) -> tuple[Diagnostic, ...]:
    if last is None or inputs.opinion.action != "initiation":
        return ()
    message = f"coverage is initiated once, and version {last.version} of {last.as_of} has been released"
    place, hint = inputs.place("opinion.yaml", ("action",)), "write reiteration, upgrade or downgrade"
    return (Diagnostic(INITIATED, message, place, "action", Severity.WARNING, hint),)


def _release_of(inputs: Inputs) -> dict[str, str | int] | None:
    if inputs.released_at is None:
        return None
    return {"at": inputs.released_at.isoformat(), "version": inputs.version or 1}


def _computed(results: Results) -> bool:
    """Whether there are figures for all that a first page cannot do without."""
    needed = ("valuation.target_price", "market.price", "valuation.implied_return")
    return all(math.isfinite(results.values.get(path, math.nan)) for path in needed)


def logo_of(inputs: Inputs, root: Path) -> str:
    """The house's logo as an address that holds it, empty where it has none. Raises LogoFault."""
    name = inputs.house.branding.logo
    return logo_address(templates_of(root), name) if name else ""


def _logo_faults(inputs: Inputs, root: Path) -> tuple[Diagnostic, ...]:
    try:
        logo_of(inputs, root)
    except LogoFault as fault:
        place = inputs.place("house.yaml", ("branding", "logo"))
        return (Diagnostic(fault.code, fault.message, place, "branding.logo", hint=fault.hint),)
    return ()


def _as_warnings(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(replace(one, severity=Severity.WARNING) if one.severity is Severity.ERROR else one for one in found)
