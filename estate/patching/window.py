"""When an environment's hosts may be patched: the patch window and the freezes of the catalog as moments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from estate.catalog.environment import PatchWindow
from estate.catalog.maintenance import Freeze
from estate.catalog.patch_order import DAYS
from estate.errors import InputError


@dataclass(frozen=True, kw_only=True)
class Opening:
    """One time that the window is open, in UTC."""

    opens: datetime
    closes: datetime

    def as_variables(self) -> dict[str, str]:
        """As the role `patch` takes it."""
        return {"opens": _text(self.opens), "closes": _text(self.closes)}


def opening(window: PatchWindow, now: datetime) -> Opening:
    """The opening in which `now` lies, else the next one; by the clock on the wall, summer and winter."""
    zone = ZoneInfo(window.zone)
    today = now.astimezone(zone).date()
    back = (today.weekday() - DAYS.index(window.day)) % 7
    for days in (-back - 7, -back, 7 - back):
        start = datetime.combine(today + timedelta(days=days), time.fromisoformat(window.start), zone).astimezone(UTC)
        if now < start + window.length:
            return Opening(opens=start, closes=start + window.length)
    raise AssertionError("a week has one opening")


def freezes_ahead(freezes: Iterable[Freeze], environment: str, now: datetime) -> list[dict[str, str]]:
    """The freezes of an environment that are not over, as the role `patch` takes them."""
    return [
        {"from": _text(freeze.begins), "until": _text(freeze.ends), "reason": freeze.reason}
        for freeze in freezes
        if environment in freeze.environments and now < freeze.ends
    ]


def parse_opening(text: str, now: datetime) -> Opening:
    """`2026-12-03T02:00Z/2026-12-03T05:00Z`, for one run. InputError for anything else, and for one that is over."""
    start, slash, end = text.partition("/")
    try:
        found = Opening(opens=_moment(start), closes=_moment(end))
    except ValueError as error:
        raise InputError(f"--window {text!r}: {error}; expected two moments, such as 2026-12-03T02:00Z/2026-12-03T05:00Z") from None
    if not slash or found.closes <= found.opens:
        raise InputError(f"--window {text!r} closes before it opens; expected two moments, the earlier one first")
    if found.closes <= now:
        raise InputError(f"--window {text!r} is in the past: it closed at {_text(found.closes)}, and it is {_text(now)}")
    return found


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no offset from UTC")
    return moment.astimezone(UTC)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
