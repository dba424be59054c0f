"""What we made at vendors that let nobody mark an override as their own: written before and after each order.

An entry without an id is an order whose answer was never seen. The next run looks whether it stands there.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from pydantic import Field, ValidationError

from estate.catalog.fact import Fact, Name
from estate.catalog.mistakes import format_path
from estate.catalog.reader import read_document
from estate.catalog.roster import Instant, format_instant
from estate.errors import InputError
from estate.roster.publishing.standing import Order, Standing, span

VERSION = 1
Window = tuple[datetime, datetime]
"""From the first to the second, which is not included."""


class Entry(Fact):
    """One override that we ordered."""

    vendor: Name
    schedule: str
    start: Instant
    end: Instant
    user: str
    id: str | None = None
    """The vendor's; None as long as nobody has seen its answer."""


class LedgerFile(Fact):
    """The file."""

    version: Literal[1]
    roster: Name
    overrides: tuple[Entry, ...] = Field(strict=False)


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """All that we made for one roster, at every vendor."""

    roster: str
    entries: tuple[Entry, ...] = ()

    def ours(self, vendor: str, schedule: str) -> frozenset[str]:
        """The ids of what we made there."""
        return frozenset(entry.id for entry in self._of(vendor, schedule) if entry.id)

    def settled(self, vendor: str, schedule: str, standing: Collection[Standing], *, span_of: Window, now: datetime) -> "Ledger":
        """With the ids of orders whose answer was lost, and without what stands there no more or is over.

        `standing` is all that begins in the time `span_of`; what begins at another time stays as it is written.
        """
        known = self.ours(vendor, schedule)
        unclaimed = {span(one, now=now): one for one in standing if one.id not in known}
        there = {one.id: one for one in standing}
        kept: list[Entry] = []
        for entry in self.entries:
            if entry.end <= now:
                continue
            if (entry.vendor, entry.schedule) != (vendor, schedule) or not span_of[0] <= entry.start < span_of[1]:
                kept.append(entry)
            elif found := there.get(entry.id) if entry.id else unclaimed.pop((max(entry.start, now), entry.end, entry.user), None):
                kept.append(entry.model_copy(update={"id": found.id, "start": found.start, "end": found.end}))
        return replace(self, entries=tuple(kept))

    def ordered(self, vendor: str, schedule: str, orders: Iterable[Order]) -> "Ledger":
        """With entries for what is about to be ordered."""
        new = (Entry(vendor=vendor, schedule=schedule, start=one.start, end=one.end, user=one.user) for one in orders)
        return replace(self, entries=(*self.entries, *new))

    def made(self, vendor: str, schedule: str, orders: Iterable[tuple[Order, str]]) -> "Ledger":
        """With entries for orders and the ids that the vendor gave them."""
        new = (Entry(vendor=vendor, schedule=schedule, start=one.start, end=one.end, user=one.user, id=own) for one, own in orders)
        return replace(self, entries=(*self.entries, *new))

    def removed(self, vendor: str, schedule: str, override: str) -> "Ledger":
        """Without that override."""
        gone = (vendor, schedule, override)
        return replace(self, entries=tuple(one for one in self.entries if (one.vendor, one.schedule, one.id) != gone))

    def _of(self, vendor: str, schedule: str) -> Iterator[Entry]:
        return (entry for entry in self.entries if (entry.vendor, entry.schedule) == (vendor, schedule))


def format_ledger(ledger: Ledger) -> str:
    """The ledger as text: the same bytes for the same entries, one line each."""
    lines = [f"# What `estate roster publish` made for {ledger.roster}, so that it removes nothing else. Keep it under version control."]
    lines += [f"version: {VERSION}", f"roster: {ledger.roster}", "overrides:" if ledger.entries else "overrides: []"]
    entries = sorted(ledger.entries, key=lambda one: (one.vendor, one.schedule, one.start, one.user, one.id or ""))
    return "\n".join([*lines, *(_line(entry) for entry in entries)]) + "\n"


def _line(entry: Entry) -> str:
    times = f"start: {format_instant(entry.start)}, end: {format_instant(entry.end)}"
    told = f"vendor: {entry.vendor}, schedule: {_quoted(entry.schedule)}, {times}, user: {_quoted(entry.user)}"
    return f"  - {{{told}, id: {_quoted(entry.id)}}}" if entry.id else f"  - {{{told}}}"


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)


def parse_ledger(content: bytes, *, file: str, roster: str) -> Ledger:
    """The ledger in a file's bytes. InputError for a broken one: without it, nobody knows what may be removed."""
    document = read_document(content, file=file)
    mend = "take the last good one from version control"
    if document.mistakes:
        raise InputError(f"{document.mistakes[0]}\n    {mend}")
    try:
        found = LedgerFile.model_validate(document.data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise InputError(f"{file} is no ledger: {format_path(first['loc'])}: {first['msg']}; {mend}") from None
    if found.roster != roster:
        raise InputError(f"{file} is the ledger of {found.roster!r}; expected {roster!r}; {mend}")
    return Ledger(roster=roster, entries=found.overrides)
