"""The whole catalog: read, checked, frozen; or every mistake in it, with its place."""

import gc
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from estate.catalog.builder import Place
from estate.catalog.catalog import Catalog
from estate.catalog.checks import CHECKS
from estate.catalog.draft import Complaint, Draft, Unknown
from estate.catalog.environment import Environment
from estate.catalog.explain import explain, seen
from estate.catalog.files import Source, list_files, read_bytes
from estate.catalog.layout import FOLDERS, Kind
from estate.catalog.mistakes import CatalogError, Mistake, Way
from estate.catalog.reader import Document, read_document
from estate.catalog.running import oddities
from estate.catalog.service import Service
from estate.catalog.words import MOST_LOOKUPS, did_you_mean


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What reading a catalog gave; the catalog is None when there are mistakes.

    `files` says how many were read; `names` what the catalog has of each kind, broken files too; `environments` are
    those that could be read.
    """

    catalog: Catalog | None
    mistakes: tuple[Mistake, ...]
    files: int
    names: Mapping[str, tuple[str, ...]]
    environments: Mapping[str, Environment]


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """A file, read: its fact when there is nothing wrong with it."""

    source: Source
    document: Document | None
    fact: Any
    mistakes: tuple[Mistake, ...] = ()


def load_catalog(root: Path) -> Catalog:
    """The catalog in the folder `root`. CatalogError with every mistake in it."""
    catalog, mistakes = read_catalog(root)
    if catalog is None:
        raise CatalogError(mistakes)
    return catalog


def read_catalog(root: Path) -> tuple[Catalog | None, tuple[Mistake, ...]]:
    """The catalog in the folder `root`, or None and every mistake in it, sorted by file and place."""
    reading = read(root)
    return reading.catalog, reading.mistakes


def read(root: Path) -> Reading:
    """As `read_catalog`, with the count of files, and names."""
    listing = list_files(root)
    if not listing.sources:
        return Reading(catalog=None, mistakes=listing.mistakes, files=0, names={}, environments={})
    with _collector_paused():
        files = [load_file(source) for source in listing.sources]
    draft = make_draft(files, repository=root.resolve().parent)
    found = [*listing.mistakes, *(mistake for one in files for mistake in one.mistakes)]
    found += locate((complaint for check in CHECKS for complaint in check(draft)), files, draft=draft, root=root.resolve().name)
    mistakes = tuple(sorted(found, key=lambda mistake: mistake.order))
    catalog = None if mistakes else make_catalog(draft)
    return Reading(catalog=catalog, mistakes=mistakes, files=len(files), names=_names(draft), environments=draft.environments)


@contextmanager
def _collector_paused() -> Generator[None]:
    """Keeps the garbage collector from walking, again and again, over facts that all live on: a third of the time for 10,000 services."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _names(draft: Draft) -> Mapping[str, tuple[str, ...]]:
    return {folder: tuple(sorted(names)) for folder, names in draft.names.items()}


def load_file(source: Source) -> Loaded:
    """One file, read and held against its model."""
    content = read_bytes(source)
    if isinstance(content, Mistake):
        return Loaded(source=source, document=None, fact=None, mistakes=(content,))
    document = read_document(content, file=source.file)
    fact, mistakes = _hold_against_model(document, source.kind)
    if fact is not None:
        mistakes = (*mistakes, *_wrong_name(document, source, fact))
    return Loaded(source=source, document=document, fact=None if document.mistakes else fact, mistakes=(*document.mistakes, *mistakes))


def check_text(text: str, *, file: str, kind: Kind) -> tuple[Mistake, ...]:
    """The mistakes of a file that is yet to be written, by itself."""
    document = read_document(text.encode(), file=file)
    fact, mistakes = _hold_against_model(document, kind)
    odd = oddities(fact) if isinstance(fact, Service) else ()
    return (*document.mistakes, *mistakes, *(Mistake(file=file, path=path, text=what) for path, what in odd))


def _hold_against_model(document: Document, kind: Kind) -> tuple[Any, tuple[Mistake, ...]]:
    if not isinstance(document.data, dict):
        text = f"{seen(document.data)}; expected keys and their values"
        return None, () if document.mistakes else (Mistake(file=document.file, line=1, column=1, text=text),)
    try:
        fact = kind.adapter.validate_python(document.data)
    except ValidationError as error:
        return None, explain(error, document=document, model=kind.model)
    return fact, ()


def _wrong_name(document: Document, source: Source, fact: Any) -> tuple[Mistake, ...]:
    if source.name is None or fact.name == source.name:
        return ()
    line, column = document.places()[("name",)].value
    text = f"{fact.name!r} is not the name of the file; expected {source.name!r}"
    return (Mistake(file=source.file, line=line, column=column, path=("name",), text=text, hint="rename one of them"),)


def make_draft(files: Iterable[Loaded], *, repository: Path) -> Draft:
    """What could be read, by kind and name; the names of broken files too, so that nobody is blamed for naming one."""
    facts: dict[str, dict[str, Any]] = {folder: {} for folder in FOLDERS}
    names: dict[str, set[str]] = {folder: set() for folder in FOLDERS}
    single: dict[str, Any] = {}
    for one in files:
        if one.source.name is None:
            single[one.source.kind.name] = one.fact
            continue
        folder = one.source.folder
        names[folder].add(one.source.name)
        if one.fact is not None:
            facts[folder][one.source.name] = one.fact
            names[folder].add(one.fact.name)
    people, maintenance, waivers = single.get("people"), single.get("maintenance"), single.get("waivers")
    return Draft(
        organisation=single.get("organisation"),
        environments=facts["environments"],
        services=facts["services"],
        stores=facts["stores"],
        teams=facts["teams"],
        people=people.people if people else (),
        rosters=facts["rosters"],
        maintenance=maintenance.windows if maintenance else (),
        freezes=maintenance.freezes if maintenance else (),
        remediation=single.get("remediation"),
        prices=single.get("prices"),
        usage=single.get("usage"),
        waivers=waivers.waivers if waivers else (),
        names={
            "environments": frozenset(names["environments"]),
            "people": frozenset(person.name for person in people.people) if people else frozenset(),
            "rosters": frozenset(names["rosters"]),
            "services": frozenset(names["services"]),
            "stores": frozenset(names["stores"]),
            "teams": frozenset(names["teams"]),
        },
        is_file=partial(is_file_inside, repository),
    )


def is_file_inside(folder: Path, path: str) -> bool:
    """Whether `path`, seen from `folder`, is a file that does not leave it."""
    real = (folder / path).resolve()
    return real.is_relative_to(folder) and real.is_file()


def locate(complaints: Iterable[Complaint], files: Iterable[Loaded], *, draft: Draft, root: str) -> Iterator[Mistake]:
    """Complaints as mistakes with their places, and with the nearest word for the first ones."""
    documents = {one.source.file: one.document for one in files if one.document}
    places: dict[str, dict[Way, Place]] = {}
    lookups = 0
    for complaint in complaints:
        file = f"{root}/{complaint.file}.yaml"
        if file in documents and file not in places:
            places[file] = documents[file].places()
        hint = complaint.hint
        if complaint.unknown and lookups < MOST_LOOKUPS:
            lookups += 1
            hint = _hint(complaint.unknown, draft)
        yield _placed(complaint, hint, file if file in places else f"{root}/{complaint.file}", places.get(file))


def _hint(unknown: Unknown, draft: Draft) -> str:
    known = draft.names[unknown.folder]
    count = f"{len(known):,} {unknown.folder} are known: estate check --list {unknown.folder}"
    guess = did_you_mean(unknown.word, known)
    return f"{guess} ({count})" if guess else count


def _placed(complaint: Complaint, hint: str | None, file: str, places: Mapping[Way, Place] | None) -> Mistake:
    if places is None:
        return Mistake(file=file, path=complaint.path, text=complaint.text, hint=hint)
    way = complaint.path
    while way not in places:
        way = way[:-1]
    line, column = places[way].key if complaint.is_key else places[way].value
    return Mistake(file=file, line=line, column=column, path=complaint.path, text=complaint.text, hint=hint)


def make_catalog(draft: Draft) -> Catalog:
    """The catalog of a draft without mistakes."""
    if draft.organisation is None:
        raise CatalogError([Mistake(file="organisation.yaml", text="is missing")])
    return Catalog(
        organisation=draft.organisation,
        environments=dict(draft.environments),
        services=dict(draft.services),
        stores=dict(draft.stores),
        teams=dict(draft.teams),
        people={person.name: person for person in sorted(draft.people, key=lambda person: person.name)},
        rosters=dict(draft.rosters),
        maintenance=draft.maintenance,
        remediation=draft.remediation,
        prices=draft.prices,
        usage=draft.usage,
        waivers=draft.waivers,
        freezes=draft.freezes,
    )
