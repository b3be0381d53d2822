"""Who gets the notes: ``inputs/subscribers.yaml``. What is wrong with one subscriber does not touch the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from reportgen.diagnostics import DataPath, Diagnostic, Location, dotted, in_order
from reportgen.loading.documents import Document, validate_document
from reportgen.loading.faults import did_you_mean, value_at
from reportgen.loading.files import SourceText, read_source
from reportgen.loading.workspace import companies
from reportgen.loading.yaml_text import YamlText, read_yaml
from reportgen.model.publication import Subscriber
from reportgen.model.subscribers import ALL, Subscribers, Subscription

FILE = "inputs/subscribers.yaml"


@dataclass(frozen=True, slots=True)
class LoadedSubscribers:
    """Those who can be written to, and what is wrong with the others.

    Where there is no file nobody has subscribed. Where it is not ``readable`` nobody knows who has: then no note may be
    released, for it would never reach them.
    """

    subscribers: tuple[Subscriber, ...]
    diagnostics: tuple[Diagnostic, ...]
    readable: bool


def load_subscribers(root: Path) -> LoadedSubscribers:
    """Read the subscribers of a workspace; none where there is no file."""
    source = read_source(root, FILE)
    if isinstance(source, Diagnostic):
        missing = source.code == "missing-file"
        return LoadedSubscribers((), () if missing else (source,), readable=missing)
    text = read_yaml(source)
    if text.data is None:
        return LoadedSubscribers((), text.diagnostics, readable=False)
    document: Document[Subscribers] = validate_document(Subscribers, text)
    found = [*text.diagnostics, *document.diagnostics]
    known = _Known(companies(root), sectors(root))
    kept: dict[str, Subscriber] = {}
    for typed, entry in _as_typed(document, text):
        subscriber, faults = _subscriber(entry, typed, known)
        found.extend(faults)
        earlier = kept.get(entry.address.lower())
        if earlier is not None:
            path = (*typed.path, "address")
            message = f"{entry.address} stands here a second time"
            hint = f"the first, at {earlier.place}, counts"
            found.append(Diagnostic("subscriber-twice", message, text.places.of(path), dotted(path), hint=hint))
        elif subscriber is not None and _sure(typed.path, document.left_out):
            kept[entry.address.lower()] = subscriber
    readable = document.model is not None and not {(), ("subscribers",)} & document.left_out
    return LoadedSubscribers(tuple(kept.values()), in_order(found), readable)


def sectors(root: Path) -> tuple[str, ...]:
    """The sectors that the companies of a workspace name, sorted; what cannot be read has none."""
    found = set()
    for slug in companies(root):
        source = read_source(root, f"inputs/{slug}/company.yaml")
        data = read_yaml(source).data if isinstance(source, SourceText) else None
        sector = data.get("sector") if isinstance(data, dict) else None
        if isinstance(sector, str):
            found.add(sector)
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class _Known:
    companies: tuple[str, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A subscriber as the file has it: those before it that were left out count."""

    path: DataPath
    text: YamlText

    @property
    def place(self) -> Location:
        return self.text.places.of(self.path)


def _as_typed(document: Document[Subscribers], text: YamlText) -> Iterator[tuple[_Typed, Subscription]]:
    """The subscribers that could be read, each with its path in the file."""
    entries = document.model.subscribers if document.model else ()
    all_paths: Iterator[DataPath] = (("subscribers", number) for number in count())
    paths = (path for path in all_paths if path not in document.left_out)
    # the numbers have no end
    return ((_Typed(path, text), entry) for path, entry in zip(paths, entries, strict=False))


def _sure(path: DataPath, left_out: frozenset[DataPath]) -> bool:
    """Whether nothing is left out of a subscriber that says what, when and how; a mail without the name will do."""
    return all(each[: len(path)] != path or each[len(path) :][:1] == ("name",) for each in left_out)


def _subscriber(entry: Subscription, typed: _Typed, known: _Known) -> tuple[Subscriber | None, tuple[Diagnostic, ...]]:
    """The subscriber with what is known of the choice; None where nothing of it is."""
    wanted = known.companies if entry.companies == ALL else tuple(entry.companies)
    faults = (
        *_unknown(wanted, known.companies, ("companies", "unknown-company", "company"), typed),
        *_unknown(entry.sectors, known.sectors, ("sectors", "unknown-sector", "sector"), typed),
    )
    chosen = tuple(each for each in wanted if each in known.companies)
    of_sectors = tuple(each for each in entry.sectors if each in known.sectors)
    if not chosen and not of_sectors:
        return None, faults
    subscriber = Subscriber(
        address=entry.address,
        name=entry.name or "",
        companies=chosen,
        sectors=of_sectors,
        timing=entry.timing,
        form=entry.form,
        place=typed.place,
    )
    return subscriber, faults


def _unknown(
    wanted: tuple[str, ...], known: tuple[str, ...], words: tuple[str, str, str], typed: _Typed
) -> Iterator[Diagnostic]:
    key, code, noun = words
    listed = value_at(typed.text.data, (*typed.path, key))
    for name in wanted:
        if name not in known:
            place = listed.index(name) if isinstance(listed, list) and name in listed else 0
            path = (*typed.path, key, place)
            hint = did_you_mean(name, list(known)) or f"in this workspace: {', '.join(known) or 'none yet'}"
            yield Diagnostic(
                code, f"no such {noun}: {name[:60]!r}", typed.text.places.of(path), dotted(path), hint=hint
            )
