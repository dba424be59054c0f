"""The solved roster as it is kept beside the catalog: every shift as a half-open interval in UTC, one line each.

The lock is what counts. Vendors, calendars and pages are made from it, and the prover reads nothing else beside the catalog.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError

from estate.catalog.catalog import Catalog
from estate.catalog.fact import Fact, Name, Weekday
from estate.catalog.layout import LOCK_ENDING
from estate.catalog.mistakes import format_path, show
from estate.catalog.roster import Date, Instant, Roster, format_instant
from estate.errors import InputError

VERSION = 1
LARGEST_LOCK = 8_000_000  # bytes: ten years of a lane for each hour have less
Why = Literal["rotation", "swap", "cover", "override"]


class LockError(InputError):
    """The lock is missing, broken, or was edited by hand; the text says what to do."""


class Shift(Fact):
    """One person in one lane, from `start` to `end` (not included), in UTC."""

    start: Instant
    end: Instant
    lane: Name
    date: Date
    """The local date in the lane's zone on which it starts."""
    seat: int = Field(default=1, ge=1)
    """Counts those who work the lane together."""
    who: Name
    why: Why = "rotation"
    instead_of: Name | None = None
    """Whom the rotation says, where that is somebody else."""
    handover_minutes: int = Field(default=0, ge=0)
    """So long before the start the one who comes is there."""
    was: tuple[Name, ...] = Field(default=(), strict=False)
    """Who had it in earlier solutions, the first one first."""

    @property
    def planned(self) -> str:
        """Whom the rotation says."""
        return self.instead_of or self.who

    @property
    def works_from(self) -> datetime:
        """When the person has to be there."""
        return self.start - timedelta(minutes=self.handover_minutes)

    @property
    def key(self) -> tuple[str, date, int]:
        """What stays the same whoever works it."""
        return (self.lane, self.date, self.seat)


class Rotation(Fact):
    """Who takes turns in a seat of a lane on one weekday: the n-th such date from `since` on is `members[n % len(members)]`.

    A rotation that has begun is never changed but bounded by `until`, and another one follows: vendors restart what is edited.
    """

    lane: Name
    weekday: Weekday
    seat: int = Field(default=1, ge=1)
    since: Date
    """The first date, on that weekday."""
    until: Date | None = None
    """The first date on which it does not hold any more."""
    members: tuple[Name, ...] = Field(min_length=1, strict=False)

    def on(self, day: date) -> str | None:
        """Who is on in the seat on that date; None where the rotation says nothing."""
        weeks, rest = divmod((day - self.since).days, 7)
        if rest or weeks < 0 or (self.until and day >= self.until):
            return None
        return self.members[weeks % len(self.members)]


class Answer(Fact):
    """How good the solution is: no better one exists below `bound`."""

    status: Literal["optimal", "feasible"]
    cost: int
    bound: int


class Lock(Fact):
    """The whole answer to one roster. `made_from` is the digest of what it was solved for."""

    version: Literal[1] = VERSION
    roster: Name
    made_from: str
    answer: Answer
    shifts: tuple[Shift, ...] = Field(strict=False)
    rotations: tuple[Rotation, ...] = Field(strict=False)


@dataclass(frozen=True, kw_only=True)
class LockFile:
    """Where a roster's lock stands."""

    path: Path

    def read(self) -> Lock:
        """The lock. LockError where it is missing, broken or edited by hand."""
        try:
            with self.path.open("rb") as stream:
                content = stream.read(LARGEST_LOCK + 1)
        except FileNotFoundError:
            raise LockError(f"{self.path} is missing; solve it: estate roster solve {_roster_of(self.path)}") from None
        except OSError as error:
            raise LockError(f"{self.path} cannot be read: {error.strerror}") from None
        return parse_lock(content, file=str(self.path))


def lock_file(catalog_folder: Path, roster: str) -> LockFile:
    """The lock of a roster of the catalog in that folder."""
    return LockFile(path=catalog_folder / "rosters" / f"{roster}{LOCK_ENDING}")


def _roster_of(path: Path) -> str:
    return path.name.removesuffix(LOCK_ENDING)


def made_from(roster: Roster, catalog: Catalog) -> str:
    """The digest of all that the solution depends on: the roster, and the zones of its people."""
    zones = {member.person: catalog.people[member.person].zone for member in roster.members if member.person in catalog.people}
    told = {"roster": roster.model_dump(mode="json"), "zones": zones}
    return "sha256:" + hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def format_lock(lock: Lock) -> str:
    """The lock as text: the same bytes for the same lock, one line a shift, its own digest in the last line."""
    body = "\n".join(_lines(lock)) + "\n"
    return f"{body}digest: {_digest(body)}\n"


def _lines(lock: Lock) -> Iterator[str]:
    yield f"# The solution of {lock.roster}.yaml. Change that file and solve again: estate roster solve {lock.roster}"
    yield f"version: {lock.version}"
    yield f"roster: {lock.roster}"
    yield f"made_from: {lock.made_from}"
    yield f"answer: {{status: {lock.answer.status}, cost: {lock.answer.cost}, bound: {lock.answer.bound}}}"
    yield "rotations:" if lock.rotations else "rotations: []"
    for rotation in sorted(lock.rotations, key=lambda one: (one.lane, one.since, one.seat)):
        yield f"  - {{{', '.join(_rotation(rotation))}}}"
    yield "shifts:" if lock.shifts else "shifts: []"
    for shift in sorted(lock.shifts, key=lambda one: (one.start, one.lane, one.seat)):
        yield f"  - {{{', '.join(_shift(shift))}}}"


def _rotation(rotation: Rotation) -> Iterator[str]:
    yield f"lane: {rotation.lane}"
    yield f"weekday: {rotation.weekday}"
    if rotation.seat > 1:
        yield f"seat: {rotation.seat}"
    yield f"since: {rotation.since}"
    if rotation.until:
        yield f"until: {rotation.until}"
    yield f"members: [{', '.join(rotation.members)}]"


def _shift(shift: Shift) -> Iterator[str]:
    yield f"start: {format_instant(shift.start)}"
    yield f"end: {format_instant(shift.end)}"
    yield f"lane: {shift.lane}"
    yield f"date: {shift.date}"
    if shift.seat > 1:
        yield f"seat: {shift.seat}"
    yield f"who: {shift.who}"
    yield f"why: {shift.why}"
    if shift.instead_of:
        yield f"instead_of: {shift.instead_of}"
    if shift.handover_minutes:
        yield f"handover_minutes: {shift.handover_minutes}"
    if shift.was:
        yield f"was: [{', '.join(shift.was)}]"


def _digest(body: str) -> str:
    return "sha256:" + hashlib.sha256(body.encode()).hexdigest()


LAST_LINE = re.compile(r"digest: (sha256:[0-9a-f]{64})\n\Z")


def parse_lock(content: bytes, *, file: str) -> Lock:
    """The lock in a file's bytes. LockError for a broken one, or one whose digest does not fit what stands above it."""
    again = f"solve it again: estate roster solve {_roster_of(Path(file))}"
    if len(content) > LARGEST_LOCK:
        raise LockError(f"{file} is larger than {LARGEST_LOCK:,} bytes; {again}")
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise LockError(f"{file} is not UTF-8 (byte {error.start}); {again}") from None
    found = LAST_LINE.search(text)
    if found is None:
        raise LockError(f"{file} does not end with its digest: it was cut or edited by hand; {again}")
    body = text[: found.start()]
    if _digest(body) != found[1]:
        raise LockError(f"{file} was edited by hand: its digest does not fit; change {_roster_of(Path(file))}.yaml instead, and {again}")
    return _model(body, file=file, again=again)


def _model(body: str, *, file: str, again: str) -> Lock:
    try:
        data = yaml.load(body, Loader=_PlainLoader)  # noqa: S506 - a safe loader that knows less
    except yaml.YAMLError as error:
        raise LockError(f"{file} is no YAML: {str(error).splitlines()[0]}; {again}") from None
    if not isinstance(data, dict) or data.get("version") != VERSION:
        version = data.get("version") if isinstance(data, dict) else None
        raise LockError(f"{file} has the version {show(version)}; expected {VERSION}; {again}")
    try:
        return Lock.model_validate(data)
    except ValidationError as error:
        raise LockError(f"{file} is no lock: {'; '.join(_mistakes(error.errors()))}; {again}") from None


def _mistakes(errors: Sequence[Any]) -> Iterable[str]:
    return (f"{format_path(error['loc'])}: {error['msg']}" for error in errors[:5])


class _PlainLoader(yaml.CSafeLoader):
    """Knows whole numbers and text: dates are read by the model, and somebody may be called `on`."""


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:int"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
