"""Finding the catalog's files and reading their bytes; nothing outside the catalog is opened."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from estate.catalog.layout import BESIDE, FILES, FOLDERS, NEEDED, SCHEMAS, Kind
from estate.catalog.mistakes import Mistake, shorten
from estate.catalog.reader import LARGEST_FILE
from estate.catalog.words import did_you_mean

ENDING = ".yaml"
OTHER_ENDINGS = (".yml", ".YAML", ".YML", ".json")


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file of the catalog; `file` is its name in messages, from the repository's root."""

    file: str
    path: str
    kind: Kind
    folder: str
    """Empty for a file that is one of its kind."""
    name: str | None
    """What its fact must be called; None where the file is one of its kind."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What the catalog's folder holds."""

    sources: tuple[Source, ...]
    mistakes: tuple[Mistake, ...]


def list_files(root: Path) -> Listing:
    """Every file of the catalog in `root`, by name, and what has no place there."""
    if not root.is_dir():
        missing = Mistake(file=shorten(str(root), 200), text="is no folder; expected the catalog's", hint="name it: --catalog FOLDER")
        return Listing(sources=(), mistakes=(missing,))
    lister = _Lister(root=root.resolve())
    sources = tuple(lister.sources())
    return Listing(sources=sources, mistakes=tuple(lister.mistakes))


class _Lister:
    """Walks the folders and notes what does not belong there."""

    def __init__(self, *, root: Path) -> None:
        self.root = root
        self.mistakes: list[Mistake] = []

    def sources(self) -> Iterator[Source]:
        found = {entry.name: entry for entry in self._entries("")}
        for name in sorted(found.keys() - FILES.keys() - FOLDERS.keys() - {SCHEMAS}):
            self._stray(found[name])
        for name, kind in FILES.items():
            if name not in found:
                if name in NEEDED:
                    self._note(name, "is missing", f"a catalog needs {' and '.join(sorted(NEEDED))}")
            elif self._is_file(found[name]):
                yield Source(file=self._name(name), path=found[name].path, kind=kind, folder="", name=None)
        for folder, kind in FOLDERS.items():
            if folder in found:
                yield from self._folder(found[folder], kind)

    def _folder(self, folder: "os.DirEntry[str]", kind: Kind) -> Iterator[Source]:
        if not folder.is_dir():
            self._note(folder.name, "is no folder; expected a folder with a file for each thing")
            return
        if not self._stays_inside(folder):
            return
        for entry in self._entries(folder.name):
            if entry.name.endswith(BESIDE.get(folder.name, ())):
                continue
            if entry.name.endswith(ENDING):
                if self._is_file(entry):
                    yield self._source(folder.name, entry, kind)
            elif entry.is_dir() or entry.name.endswith(OTHER_ENDINGS):
                self._note(f"{folder.name}/{entry.name}", f"is not read; expected files that end in {ENDING}, and no folders")

    def _source(self, folder: str, entry: "os.DirEntry[str]", kind: Kind) -> Source:
        name = entry.name.removesuffix(ENDING)
        return Source(file=self._name(folder, entry.name), path=entry.path, kind=kind, folder=folder, name=name)

    def _entries(self, folder: str) -> "list[os.DirEntry[str]]":
        try:
            with os.scandir(self.root / folder) as entries:
                return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
        except OSError as error:
            self._note(folder, f"cannot be read: {error.strerror}")
            return []

    def _stray(self, entry: "os.DirEntry[str]") -> None:
        """A misspelt file must not be a missing one without a word; a README may stand anywhere."""
        if entry.is_dir() or entry.name.endswith((ENDING, *OTHER_ENDINGS)):
            known = (*FILES, *FOLDERS)
            self._note(entry.name, "has no place in the catalog", did_you_mean(entry.name, known) or f"known: {', '.join(known)}")

    def _is_file(self, entry: "os.DirEntry[str]") -> bool:
        if entry.is_file():
            return self._stays_inside(entry)
        self._note(os.path.relpath(entry.path, self.root), "is no file; expected a plain file")
        return False

    def _stays_inside(self, entry: "os.DirEntry[str]") -> bool:
        if not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(self.root):
            return True
        self._note(os.path.relpath(entry.path, self.root), "is a link that leaves the catalog; expected the file itself")
        return False

    def _name(self, *parts: str) -> str:
        return "/".join(shorten(part, 200) for part in (self.root.name, *parts))

    def _note(self, name: str, text: str, hint: str | None = None) -> None:
        self.mistakes.append(Mistake(file=self._name(name) if name else self.root.name, text=text, hint=hint))


def read_bytes(source: Source) -> bytes | Mistake:
    """The content of a file, at most one byte more than is allowed; or why it cannot be read."""
    try:
        with open(source.path, "rb", opener=_open_file) as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError as error:
        return Mistake(file=source.file, text=f"cannot be read: {error.strerror or error}")


def _open_file(path: str, flags: int) -> int:
    """Opens without waiting, so that a pipe which took the file's place hangs nobody; refuses what is no plain file."""
    handle = os.open(path, flags | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("is no plain file")
    return handle
