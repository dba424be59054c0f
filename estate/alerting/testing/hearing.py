"""Who is told of what: the messages that a vendor sends, as the people see them who get them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from estate.alerting.spec import Alerting, Severity

Heard = Literal["page", "ticket", "notify", "heal", "lost"]
"""`heal`: the dispatcher hears it, a program; `lost`: somebody was to be told, at an address where nobody listens."""
Level = Literal["critical", "warning", "no data"]
"""What a message says of its alert."""
WEIGHT: Mapping[str, int] = {"quiet": 0, "notify": 1, "ticket": 2, "page": 3, "lost": 4}


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A problem that somebody is told of; reminders are none."""

    time: int
    """In seconds since 1970."""
    until: int | None
    """When its end was told; None where it was not."""
    monitor: str
    alert: str
    """The alert that it belongs to: `checkout.availability`."""
    heard: Heard
    team: str | None
    severity: Severity | None
    """None where the message does not say it."""
    level: Level
    key: str
    """Those with the same key are one problem to whoever hears of it."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a message ends; `team` is None where the message itself says whose it is."""

    heard: Heard
    team: str | None


@dataclass(frozen=True, kw_only=True)
class AddressBook:
    """Every address at which somebody listens, in an environment."""

    entries: Mapping[str, Address]

    def of(self, recipient: str) -> Address:
        """The address; `lost` where it is none."""
        return self.entries.get(recipient, Address(heard="lost", team=None))


def names_of(alerting: Alerting) -> frozenset[str]:
    """Of every alert of an environment."""
    return frozenset(one.name for one in (*alerting.slos, *alerting.monitors))


def alert_of(monitor: str, names: Iterable[str]) -> str:
    """The alert of which a monitor is a part: the longest name with which its own begins; else the monitor's."""
    fits = [name for name in names if monitor == name or monitor.startswith(f"{name}.")]
    return max(fits, key=len, default=monitor)


def calls(tellings: Sequence[Telling]) -> int:
    """How often somebody is told: those of one key that overlap are one."""
    by_key: dict[str, list[Telling]] = {}
    for one in tellings:
        by_key.setdefault(one.key, []).append(one)
    return sum(_separate(group) for group in by_key.values())


def over(tellings: Iterable[Telling]) -> int | None:
    """When the last of them is over; None where one is not."""
    ends = [one.until for one in tellings]
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


def _separate(group: Sequence[Telling]) -> int:
    count, open_until = 0, -1
    for one in sorted(group, key=lambda telling: telling.time):
        if one.time > open_until:
            count += 1
        open_until = max(open_until, one.until if one.until is not None else 2**62)
    return count
