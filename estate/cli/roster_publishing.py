"""The work behind `estate roster publish`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from estate.catalog.catalog import Catalog
from estate.catalog.layout import PUBLISHED_ENDING
from estate.catalog.roster import format_instant
from estate.cli.exit_codes import ExitCode
from estate.cli.vendor_accounts import Api, names, users
from estate.cli.vendor_names import Vendor
from estate.cli.writing import write_file
from estate.errors import SurroundingsError
from estate.roster.lock import Lock, LockError, made_from
from estate.roster.publishing.ledger import Ledger, Window, format_ledger, parse_ledger
from estate.roster.publishing.standing import Order, Standing
from estate.roster.publishing.wanted import unrotated, wanted
from estate.roster.schedule_names import Seat
from estate.vendors.publish import Plan, Refused, Request, carry_out, plan

JSON_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Published:
    """What was found, and done, for one roster."""

    roster: str
    plan: Plan
    people: Mapping[str, str]
    """Their names, by the vendor's ids."""
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Publishing:
    """Rosters on their way to one vendor."""

    vendor: Vendor
    catalog: Catalog
    folder: Path
    api: Api
    now: datetime
    dry_run: bool

    def publish(self, lock: Lock) -> Published:
        """Look, and unless it is a dry run do, what the lock wants. InputError for a stale lock or somebody whom the vendor cannot know."""
        refuse_stale(lock, self.catalog)
        known = users(self.vendor, lock, self.catalog.people)
        ledger = LedgerFile(path=self.folder / "rosters" / f"{lock.roster}{PUBLISHED_ENDING}", roster=lock.roster)
        schedules = names(self.vendor, self.catalog.rosters[lock.roster], lock)
        request = Request(
            names=schedules,
            wanted=wanted(lock),
            users=known,
            windows=windows(lock, schedules),
            ledger=ledger.read(),
            now=self.now,
        )
        found = plan(self.api, request)
        refused = () if self.dry_run else carry_out(self.api, found, save=ledger.write)
        return Published(roster=lock.roster, plan=found, people={own: person for person, own in known.items()}, refused=refused)


def windows(lock: Lock, schedules: Mapping[Seat, str]) -> Mapping[str, Window]:
    """From the first to the last of the lock's shifts in each schedule."""
    found: dict[str, Window] = {}
    for shift in lock.shifts:
        name = schedules[Seat(roster=lock.roster, lane=shift.lane, seat=shift.seat)]
        first, last = found.get(name, (shift.start, shift.end))
        found[name] = (min(first, shift.start), max(last, shift.end))
    return found


def refuse_stale(lock: Lock, catalog: Catalog) -> None:
    """LockError where the roster has changed since it was solved, or where the lock's own rotations do not fit its shifts."""
    again = f"solve it again: estate roster solve {lock.roster}"
    if lock.made_from != made_from(catalog.rosters[lock.roster], catalog):
        raise LockError(f"the lock of {lock.roster} is stale: the catalog has changed since; {again}")
    for shift in unrotated(lock):
        raise LockError(f"the lock of {lock.roster} has no rotation that yields {shift.planned} in {shift.lane} on {shift.date}; {again}")


@dataclass(frozen=True, kw_only=True)
class LedgerFile:
    """Where it is kept what was made at vendors that keep no mark."""

    path: Path
    roster: str

    def read(self) -> Ledger:
        """The ledger; an empty one where there is none yet. InputError for a broken one."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return Ledger(roster=self.roster)
        except OSError as error:
            raise SurroundingsError(f"{self.path} cannot be read: {error.strerror}") from None
        return parse_ledger(content, file=str(self.path), roster=self.roster)

    def write(self, ledger: Ledger) -> None:
        """Keep it, at once and whole; nothing is written where nothing changes."""
        if ledger != self.read():
            write_file(self.path, format_ledger(ledger))


def exit_code(done: Sequence[Published], *, dry_run: bool) -> ExitCode:
    """FOUND where a vendor refused something, or where a dry run found something to do."""
    open_work = any(one.refused or (dry_run and not one.plan.is_nothing) for one in done)
    return ExitCode.FOUND if open_work else ExitCode.GOOD


def as_document(vendor: Vendor, done: Sequence[Published], *, dry_run: bool) -> dict[str, Any]:
    """The documented JSON."""
    return {"version": JSON_VERSION, "vendor": vendor.value, "dry_run": dry_run, "rosters": [_roster(one) for one in done]}


def _roster(one: Published) -> dict[str, Any]:
    schedules = []
    for work in one.plan.works:
        found = work.difference
        parts = {"create": found.create, "change": found.change, "remove": found.remove, "kept": found.kept, "foreign": found.foreign}
        told = {part: [_override(entry, one.people) for entry in entries] for part, entries in parts.items()}
        schedules.append({"schedule": work.name, "id": work.schedule, **told})
    refused = [{"schedule": each.name, **_override(each.order, one.people), "reason": each.reason} for each in one.refused]
    return {"roster": one.roster, "schedules": schedules, "refused": refused}


def _override(one: Order | Standing, people: Mapping[str, str]) -> dict[str, Any]:
    told = {"start": format_instant(one.start), "end": format_instant(one.end), "person": people.get(one.user), "user": one.user}
    return {**told, "instead_of": people[one.instead_of]} if isinstance(one, Order) else {**told, "id": one.id}


def as_text(vendor: Vendor, done: Sequence[Published], *, dry_run: bool) -> list[str]:
    """What was found and done, in words."""
    lines: list[str] = []
    for one in done:
        lines += [f"{one.roster} at {vendor.value}{': nothing to do' if one.plan.is_nothing else ''}", *_works(one)]
        lines += [f"  refused {each.name}: {_span(each.order, one.people)}: {each.reason}" for each in one.refused]
    if dry_run and any(not one.plan.is_nothing for one in done):
        lines.append(f"Nothing was changed. Next: estate roster publish {vendor.value}")
    return lines


def _works(one: Published) -> list[str]:
    lines: list[str] = []
    for work in one.plan.works:
        found = work.difference
        lines += [f"  + {work.name}: {_span(order, one.people)}" for order in found.create]
        lines += [f"  ~ {work.name}: {_span(order, one.people)}" for order in found.change]
        lines += [f"  - {work.name}: {_span(each, one.people)}" for each in found.remove]
        lines += [f"    {work.name}: {_span(each, one.people)}, made by somebody else, stays" for each in found.foreign]
    return lines


def _span(one: Order | Standing, people: Mapping[str, str]) -> str:
    instead = f" instead of {people[one.instead_of]}" if isinstance(one, Order) else ""
    return f"{format_instant(one.start)} to {format_instant(one.end)} {people.get(one.user, one.user)}{instead}"
