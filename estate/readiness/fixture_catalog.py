"""The catalog of a fixture: that of the pack's folder `_catalog`, with the keys that the fixture names changed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from estate.catalog.catalog import Catalog
from estate.catalog.explain import explain
from estate.catalog.files import Source, list_files
from estate.catalog.layout import FILES, FOLDERS, Kind
from estate.catalog.load import Loaded, load_file, make_catalog, make_draft
from estate.catalog.mistakes import CatalogError, Mistake
from estate.catalog.reader import read_document
from estate.catalog.words import did_you_mean

CATALOG_FOLDER = "_catalog"
KINDS: Mapping[str, Kind] = {**{kind.name: kind for kind in FILES.values()}, **FOLDERS}
"""What a fixture may name: `organisation` (a file), `services` (a folder)."""

Changes = Mapping[str, Any]
"""`{"services": {"checkout": {"tier": 2}}}`: a key that is None is taken out."""


def catalog_with(changes: Changes, folder: Path) -> Catalog:
    """The catalog of the pack in `folder`, changed; facts are held against their models, not against each other.

    CatalogError with every change that is no fact.
    """
    base = _base(folder / CATALOG_FOLDER)
    if not changes:
        return base.catalog
    loaded = {_key(one.source): one for one in base.files}
    mistakes = [_unknown(kind) for kind in changes if kind not in KINDS]
    for kind, name, keys in _named(changes):
        try:
            loaded[kind, name] = _changed(loaded.get((kind, name)), kind, name, keys)
        except CatalogError as error:
            mistakes += error.mistakes
    if mistakes:
        raise CatalogError(mistakes)
    return make_catalog(make_draft(loaded.values(), repository=folder))


@dataclass(frozen=True, kw_only=True)
class _Base:
    """The catalog of all fixtures, read once."""

    files: tuple[Loaded, ...]
    catalog: Catalog


@cache
def _base(root: Path) -> _Base:
    listing = list_files(root)
    files = tuple(load_file(source) for source in listing.sources)
    mistakes = [*listing.mistakes, *(mistake for one in files for mistake in one.mistakes)]
    if mistakes:
        raise CatalogError(mistakes)
    return _Base(files=files, catalog=make_catalog(make_draft(files, repository=root)))


def _key(source: Source) -> tuple[str, str | None]:
    """`("services", "checkout")`, `("organisation", None)`: how a fixture names a file of the catalog."""
    return (source.folder or source.kind.name, source.name)


def _unknown(kind: str) -> Mistake:
    return Mistake(file="catalog", path=(kind,), text="is no part of it", hint=did_you_mean(kind, KINDS) or f"parts are {', '.join(KINDS)}")


def _named(changes: Changes) -> Iterator[tuple[str, str | None, Any]]:
    for kind, things in changes.items():
        if kind not in KINDS:
            continue
        if kind in FOLDERS and isinstance(things, dict):
            yield from ((kind, name, keys) for name, keys in things.items())
        else:
            yield kind, None, things


def _changed(one: Loaded | None, kind: str, name: str | None, keys: Any) -> Loaded:
    """A file with some keys changed. CatalogError where the outcome is no fact."""
    file = f"catalog.{kind}.{name}" if name else f"catalog.{kind}"
    if not isinstance(keys, dict) or (kind in FOLDERS and name is None):
        raise CatalogError([Mistake(file=file, text="expected keys and their values")])
    source = one.source if one else Source(file=file, path="", kind=KINDS[kind], folder=kind if name else "", name=name)
    data = one.document.data if one and one.document and isinstance(one.document.data, dict) else {"name": name} if name else {}
    merged = {key: value for key, value in {**data, **keys}.items() if value is not None}
    try:
        return Loaded(source=source, document=None, fact=source.kind.adapter.validate_python(merged))
    except ValidationError as error:
        written = read_document(json.dumps(merged).encode(), file=file)
        # Its lines are those of no file.
        told = explain(error, document=written, model=source.kind.model)
        raise CatalogError([replace(mistake, line=None, column=None) for mistake in told]) from None
