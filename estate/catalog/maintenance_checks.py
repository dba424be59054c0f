"""What windows and freezes must hold before anybody relies on them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from estate.catalog.draft import Complaint, Draft, Unknown
from estate.catalog.maintenance import Freeze, MaintenanceWindow
from estate.catalog.mistakes import Way

FILE = "maintenance"


def check_maintenance(draft: Draft) -> Iterator[Complaint]:
    """Windows and freezes have names of their own, a day that the calendar has, and name only what exists."""
    yield from _times("windows", draft.maintenance, example="2h")
    for index, window in enumerate(draft.maintenance):
        yield from _named(window, ("windows", index), draft)
    yield from _times("freezes", draft.freezes, example="5d")
    for index, freeze in enumerate(draft.freezes):
        for place, word in enumerate(freeze.environments):
            yield from _environment(word, ("freezes", index, "environments", place), draft)


def _times(part: str, listed: tuple[MaintenanceWindow, ...] | tuple[Freeze, ...], *, example: str) -> Iterator[Complaint]:
    """What a window and a freeze have in common: a name, a start and a length."""
    seen: set[str] = set()
    for index, one in enumerate(listed):
        path: Way = (part, index)
        if one.name in seen:
            yield Complaint(file=FILE, path=(*path, "name"), text=f"{one.name!r} stands here twice")
        seen.add(one.name)
        if not _is_on_a_day(one.start):
            yield Complaint(file=FILE, path=(*path, "start"), text=f"{one.start!r} is on no day of the calendar")
        if one.length <= timedelta(0):
            yield Complaint(file=FILE, path=(*path, "length"), text=f"is nothing; expected a length, such as {example}")


def _is_on_a_day(start: str) -> bool:
    try:
        datetime.fromisoformat(start)
    except ValueError:
        return False
    return True


def _named(window: MaintenanceWindow, path: Way, draft: Draft) -> Iterator[Complaint]:
    for place, word in enumerate(window.services):
        if word not in draft.names["services"]:
            unknown = Unknown(word=word, folder="services")
            yield Complaint(file=FILE, path=(*path, "services", place), text=f"{word!r} is no service", unknown=unknown)
    yield from _environment(window.environment, (*path, "environment"), draft)
    if window.owner and draft.people and window.owner not in draft.names["people"]:
        unknown = Unknown(word=window.owner, folder="people")
        yield Complaint(file=FILE, path=(*path, "owner"), text=f"{window.owner!r} is nobody", unknown=unknown)


def _environment(word: str, path: Way, draft: Draft) -> Iterator[Complaint]:
    if word not in draft.names["environments"]:
        unknown = Unknown(word=word, folder="environments")
        yield Complaint(file=FILE, path=path, text=f"{word!r} is no environment", unknown=unknown)
