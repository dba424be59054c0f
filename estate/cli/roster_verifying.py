"""The work behind `estate roster verify`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from estate.catalog.catalog import Catalog
from estate.catalog.roster import format_instant
from estate.cli.exit_codes import ExitCode
from estate.cli.input_file import read_input
from estate.cli.roster_publishing import refuse_stale
from estate.cli.vendor_accounts import Api, names, users
from estate.cli.vendor_names import Vendor
from estate.errors import InputError
from estate.roster.lock import Lock
from estate.roster.proof.agreement import Difference
from estate.roster.readback.comparison import Compared, Frame, compare, compare_samples
from estate.roster.readback.export import Reading, read_export
from estate.vendors.datadog import Datadog
from estate.vendors.opsgenie import Opsgenie
from estate.vendors.pagerduty import PagerDuty
from estate.vendors.pagerduty_v3 import PagerDutyV3

JSON_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Window:
    """The time that is compared; nothing given: all of the lock."""

    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What was found for one roster."""

    roster: str
    compared: tuple[Compared, ...]


def frame(vendor: Vendor, catalog: Catalog, lock: Lock, window: Window) -> Frame:
    """What of the lock is compared with the vendor. LockError for a stale lock, InputError for somebody whom the vendor cannot know."""
    refuse_stale(lock, catalog)
    users(vendor, lock, catalog.people)
    seats = names(vendor, catalog.rosters[lock.roster], lock)
    return Frame(lock=lock, names=seats, people=everybody(vendor, catalog), since=window.since, until=window.until)


def everybody(vendor: Vendor, catalog: Catalog) -> Mapping[str, str]:
    """People by the vendor's ids: somebody else of the catalog may be on by mistake."""
    key = {Vendor.DATADOG: "datadog", Vendor.OPSGENIE: "email"}.get(vendor, "pagerduty")
    return {own: name for name, person in catalog.people.items() if (own := getattr(person, key))}


def readings(vendor: Vendor, files: Sequence[Path]) -> tuple[Reading, ...]:
    """What the files show. InputError for a broken one, and for Datadog, which has no such answer."""
    if vendor is Vendor.DATADOG:
        raise InputError("Datadog answers only who is on at one instant, so there is no file to read; use --live")
    form = "opsgenie" if vendor is Vendor.OPSGENIE else "pagerduty"
    return tuple(one for file in files for one in read_export(read_input(file), file=str(file), vendor=form))


def from_readings(frames: Iterable[Frame], found: Sequence[Reading], *, only: bool) -> list[Verified]:
    """Each roster against the files; unless one roster was asked for (`only`), rosters of which no file shows anything are left out."""
    shown = {reading.schedule for reading in found}
    done = [Verified(roster=one.lock.roster, compared=compare(one, found)) for one in frames if only or shown & {*one.schedules()}]
    if not done:
        raise InputError(f"no roster has a schedule of these names: {', '.join(sorted(shown))}")
    return done


def live(api: Api, frames: Iterable[Frame]) -> list[Verified]:
    """Each roster against what the vendor answers now."""
    return [Verified(roster=one.lock.roster, compared=_live(api, one)) for one in frames]


def _live(api: Api, one: Frame) -> tuple[Compared, ...]:
    ids = api.schedules(one.schedules())
    if isinstance(api, Datadog):
        return compare_samples(one, _asking(api, ids))
    return compare(one, [_shown(api, one, name, ids[name]) for name in one.schedules()])


def _shown(api: PagerDuty | PagerDutyV3 | Opsgenie, one: Frame, name: str, schedule: str) -> Reading:
    part = one.bounds(one.part(name))
    if not (part.since and part.until and part.since < part.until):
        return Reading(schedule=name, shown=())
    return Reading(schedule=name, shown=api.shown(schedule, since=part.since, until=part.until))


def _asking(api: Datadog, ids: Mapping[str, str]) -> Callable[[str, datetime], frozenset[str]]:
    return lambda schedule, instant: api.on_at(ids[schedule], instant)


def exit_code(done: Sequence[Verified]) -> ExitCode:
    """FOUND where anything differs, or is not shown."""
    differs = any(one.differences or one.is_missing for verified in done for one in verified.compared)
    return ExitCode.FOUND if differs else ExitCode.GOOD


def as_document(vendor: Vendor, done: Sequence[Verified]) -> dict[str, Any]:
    """The documented JSON."""
    rosters = [{"roster": one.roster, "schedules": [_schedule(each) for each in one.compared]} for one in done]
    return {"version": JSON_VERSION, "vendor": vendor.value, "rosters": rosters}


def _schedule(one: Compared) -> dict[str, Any]:
    return {"schedule": one.schedule, "shown": not one.is_missing, "differences": [_difference(each) for each in one.differences]}


def _difference(one: Difference) -> dict[str, Any]:
    times = {"start": format_instant(one.start), "end": format_instant(one.end)}
    return {**times, "locked": sorted(one.locked), "shown": sorted(one.rendered)}


def as_text(vendor: Vendor, done: Sequence[Verified]) -> list[str]:
    """What was found, in words."""
    lines: list[str] = []
    for verified in done:
        for one in verified.compared:
            lines += _lines(vendor, one)
    return lines


def _lines(vendor: Vendor, one: Compared) -> list[str]:
    if one.is_missing:
        return [f"{one.schedule}: {vendor.value} does not show it"]
    if not one.differences:
        return [f"{one.schedule}: {vendor.value} agrees with the lock"]
    told = [
        f"  {format_instant(each.start)} to {format_instant(each.end)}: the lock has {_people(each.locked)},"
        f" {vendor.value} has {_people(each.rendered)}"
        for each in one.differences
    ]
    return [f"{one.schedule}: {len(told)} {'difference' if len(told) == 1 else 'differences'}", *told]


def _people(people: frozenset[str]) -> str:
    return " and ".join(sorted(people)) or "nobody"
