"""What freezes must hold before anybody relies on them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from estate.catalog.draft import Complaint, Draft, Unknown
from estate.catalog.maintenance import Freeze
from estate.catalog.mistakes import Way


def check_freezes(draft: Draft) -> Iterator[Complaint]:
    """Freezes have names of their own, environments that exist, and a day that the calendar has."""
    seen: set[str] = set()
    for index, freeze in enumerate(draft.freezes):
        path: Way = ("freezes", index)
        if freeze.name in seen:
            yield Complaint(file="maintenance", path=(*path, "name"), text=f"{freeze.name!r} stands here twice")
        seen.add(freeze.name)
        yield from _time(freeze, path)
        for place, word in enumerate(freeze.environments):
            if word not in draft.names["environments"]:
                unknown = Unknown(word=word, folder="environments")
                text = f"{word!r} is no environment"
                yield Complaint(file="maintenance", path=(*path, "environments", place), text=text, unknown=unknown)


def _time(freeze: Freeze, path: Way) -> Iterator[Complaint]:
    try:
        datetime.fromisoformat(freeze.start)
    except ValueError:
        yield Complaint(file="maintenance", path=(*path, "start"), text=f"{freeze.start!r} is on no day of the calendar")
    if freeze.length <= timedelta(0):
        yield Complaint(file="maintenance", path=(*path, "length"), text="is nothing; expected a length, such as 5d")
