"""Plain data from a YAML parser's events, without recursion: nothing is built that the file does not spell out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from estate.catalog.mistakes import Mistake, Way, shorten, show
from estate.catalog.scalars import INVISIBLE, AmbiguousWordError, plain_value
from estate.catalog.syntax import explain_syntax

DEEPEST = 20
"""Levels; the catalog's own facts have five."""
MOST_VALUES = 100_000
MOST_MISTAKES = 50
"""In one file; whoever has more has another problem than the fifty-first."""

PLAIN_FACTS = "facts are text, numbers, switches, lists and mappings"
WRITE_IT_OUT = "write it out where it is needed"

Data = str | int | float | bool | None | dict[str, "Data"] | list["Data"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a value stands, and its key; lines and columns count from 1. `written` is a word without quotes, as it stands there."""

    key: tuple[int, int]
    value: tuple[int, int]
    written: str | None = None


class _Skipped:
    """A key that is refused: what stands under it is dropped."""


SKIPPED = _Skipped()


@dataclass(slots=True)
class _Level:
    """A mapping or list that is still open; `key` is where the next value goes, None where a mapping waits for a key."""

    container: dict[str, Data] | list[Data]
    key: str | int | _Skipped | None
    key_place: tuple[int, int] = (1, 1)

    def put(self, value: Data) -> None:
        """Stores the value where `key` says."""
        if isinstance(self.container, list):
            self.container.append(value)
        elif isinstance(self.key, str):
            self.container[self.key] = value

    def advance(self) -> None:
        """The value is complete; the next one goes elsewhere."""
        self.key = len(self.container) if isinstance(self.container, list) else None


class _TooMuchError(Exception):
    """Reading on makes no sense; the mistake has been noted."""


@dataclass(kw_only=True)
class Builder:
    """Builds data from events; notes mistakes, and places where `places` is given."""

    file: str
    places: dict[Way, Place] | None = None
    mistakes: list[Mistake] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=list)
    root: Data = None
    documents: int = 0
    values: int = 0

    def read(self, text: str) -> Data:
        """The data of the first document; None when there is none or the file cannot be parsed."""
        try:
            for event in self._events(text):
                self._take(event)
        except _TooMuchError:
            return None
        if not self.documents and not self.mistakes:
            self.mistakes.append(Mistake(file=self.file, text="is empty; expected the keys of a fact"))
        return self.root

    def _events(self, text: str) -> Iterator[Event]:
        """The parser's events; what it cannot parse is noted, and ends them."""
        try:
            yield from yaml.parse(text, Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            self.mistakes.append(explain_syntax(error, file=self.file))
            self.root = None

    def _take(self, event: Event) -> None:
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, MappingStartEvent):
            self._open(event, {})
        elif isinstance(event, SequenceStartEvent):
            self._open(event, [])
        elif isinstance(event, CollectionEndEvent):
            self._close()
        elif isinstance(event, AliasEvent):
            self._alias(event)
        elif isinstance(event, DocumentStartEvent):
            self._document(event)

    def _document(self, event: DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            self._give_up(event, "a second document begins here (---); expected one document a file")

    def _alias(self, event: AliasEvent) -> None:
        self._note(event, f"an alias (*{shorten(event.anchor or '')}); expected the value itself", WRITE_IT_OUT)
        self._refuse_as_key(event, "an alias")
        self._add(None, event)
        self._close_value()

    def _scalar(self, event: ScalarEvent) -> None:
        self._refuse_marks(event)
        value: Data = event.value
        if event.implicit[0] and not event.style:
            try:
                value = plain_value(event.value)
            except AmbiguousWordError as error:
                self._note(event, f"without quotes {shorten(event.value)} is {error.reading} to YAML", error.hint(shorten(event.value)))
        elif found := INVISIBLE.search(event.value):
            self._note(event, f"an escape stands for the invisible character U+{ord(found[0]):04X}; take it out")
        if self.levels and self.levels[-1].key is None:
            self._key(event, value)
            return
        self._add(value, event)
        self._close_value()

    def _open(self, event: MappingStartEvent | SequenceStartEvent, container: dict[str, Data] | list[Data]) -> None:
        self._refuse_marks(event)
        self._refuse_as_key(event, "a mapping" if isinstance(container, dict) else "a list")
        self._add(container, event)
        self.levels.append(_Level(container, key=None if isinstance(container, dict) else 0))
        if len(self.levels) > DEEPEST:
            self._give_up(event, f"is nested deeper than {DEEPEST} levels; expected a flat fact")

    def _close(self) -> None:
        self.levels.pop()
        self._close_value()

    def _close_value(self) -> None:
        if self.levels:
            self.levels[-1].advance()

    def _refuse_marks(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.tag is not None:
            self._note(
                event, f"a tag ({shorten(event.tag)}); expected a plain value", "facts are text, numbers, switches, lists and mappings"
            )
        if event.anchor is not None:
            self._note(event, f"an anchor (&{shorten(event.anchor)}); expected the value alone", WRITE_IT_OUT)

    def _refuse_as_key(self, event: Event, what: str) -> None:
        if self.levels and self.levels[-1].key is None:
            self._give_up(event, f"{what} stands where a key belongs; expected text and a colon")

    def _key(self, event: ScalarEvent, value: Data) -> None:
        level = self.levels[-1]
        level.key_place = _start(event)
        level.key = SKIPPED
        if not isinstance(value, str):
            word = shorten(event.value)
            self._note(event, f"the key {word or 'of nothing'} is not text", f'put it in quotes: "{word}"')
        elif value in level.container:
            self._note(event, f"the key {show(value)} stands here twice", "keep one of them")
        else:
            level.key = value

    def _add(self, value: Data, event: Event) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            self._give_up(event, f"the file has more than {MOST_VALUES:,} values; expected a file that a person wrote")
        if self.levels:
            self.levels[-1].put(value)
        else:
            self.root = value
        if self.places is not None:
            self._mark(event, self.places)

    def _mark(self, event: Event, places: dict[Way, Place]) -> None:
        level = self.levels[-1] if self.levels else None
        if level and level.key is SKIPPED:
            return
        key = level.key_place if level and isinstance(level.container, dict) else _start(event)
        written = event.value if isinstance(event, ScalarEvent) and not event.style else None
        places[self._path()] = Place(key=key, value=_start(event), written=written)

    def _path(self) -> Way:
        return tuple(level.key for level in self.levels if isinstance(level.key, str | int))

    def _note(self, event: Event, text: str, hint: str | None = None) -> None:
        line, column = _start(event)
        self.mistakes.append(Mistake(file=self.file, line=line, column=column, path=self._path(), text=text, hint=hint))
        if len(self.mistakes) >= MOST_MISTAKES:
            raise _TooMuchError

    def _give_up(self, event: Event, text: str) -> NoReturn:
        self._note(event, text)
        raise _TooMuchError


def _start(event: Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
