"""Where somebody changes what a check found: the file of the catalog, and the line in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from estate.catalog.builder import Place
from estate.catalog.catalog import Catalog
from estate.catalog.files import Source, list_files, read_bytes
from estate.catalog.mistakes import Mistake, Way
from estate.catalog.reader import read_document
from estate.graph.differences import parse_path
from estate.readiness.judge import Result

Key = tuple[str, str | None]
"""The folder (or the kind of a file that is one of its kind) and the name."""


@dataclass(kw_only=True)
class Places:
    """The lines of the catalog's files; each file is read when it is asked for, once."""

    root: Path
    catalog: Catalog
    _sources: dict[Key, Source] = field(default_factory=dict)
    _lines: dict[Key, Mapping[Way, Place]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for source in list_files(self.root).sources:
            self._sources[source.folder or source.kind.name, source.name] = source

    def of(self, result: Result) -> str | None:
        """`catalog/services/checkout.yaml:14`; None for what is no fact of the catalog."""
        given = result.check.facts.catalog
        key = self._key(result) if given else None
        if given is None or key is None or key not in self._sources:
            return None
        return self._line(key, tuple(parse_path(given.path)) if given.path else ())

    def _key(self, result: Result) -> Key | None:
        file = result.check.facts.catalog.file if result.check.facts.catalog else "subject"
        owner = result.subject.belongs_to
        thing = self.catalog.services.get(owner or "") or self.catalog.stores.get(owner or "")
        if file in ("organisation", "maintenance"):
            return file, None
        if file == "environment":
            return "environments", result.environment
        if file == "team":
            return "teams", owner if result.subject.kind == "team" else thing.owner if thing else None
        if file == "roster":
            return "rosters", self._roster(owner if result.subject.kind == "team" else thing.owner if thing else None)
        return self._own(result)

    def _own(self, result: Result) -> Key | None:
        owner = result.subject.belongs_to
        folder = {"team": "teams", "environment": "environments", "account": "environments"}.get(result.subject.kind)
        if folder:
            return folder, owner
        if owner in self.catalog.services:
            return "services", owner
        return ("stores", owner) if owner in self.catalog.stores else None

    def _roster(self, team: str | None) -> str | None:
        levels = getattr(self.catalog.teams[team].on_call, "levels", ()) if team in self.catalog.teams else ()
        return next((level for level in levels if level in self.catalog.rosters), None)

    def _line(self, key: Key, way: Way) -> str:
        """The line of the key, or of the nearest one above it that is there; the file alone where that is the whole of it."""
        source = self._sources[key]
        places = self._read(key)
        while way and way not in places:
            way = way[:-1]
        return f"{source.file}:{places[way].key[0]}" if way else source.file

    def _read(self, key: Key) -> Mapping[Way, Place]:
        if key not in self._lines:
            source = self._sources[key]
            content = read_bytes(source)
            self._lines[key] = {} if isinstance(content, Mistake) else read_document(content, file=source.file).places()
        return self._lines[key]
