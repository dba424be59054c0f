"""Overrides of Opsgenie's schedules (Schedule Override API): each has an alias of ours, so that it is known again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from estate.roster.publishing.standing import Order, Standing
from estate.roster.readback.forms import OpsgenieAnswer, within
from estate.roster.readback.shown import Shown
from estate.vendors.api import Answer, Made, by_name, slices, understood, utc
from estate.vendors.http import Http

NAME = "Opsgenie"
URL = "https://api.opsgenie.com"
HALF_HOUR = 30  # minutes; Opsgenie moves the start and end of an override to the nearest half hour
WEEKS = 4  # asked for at once
BY_NAME = {"scheduleIdentifierType": "name"}


def headers(api_key: str) -> Mapping[str, str]:
    """What every request carries."""
    return {"Authorization": f"GenieKey {api_key}", "Accept": "application/json"}


class Schedule(Answer):
    """A schedule in a list."""

    id: str
    name: str


class Schedules(Answer):
    """All of them."""

    data: tuple[Schedule, ...]


class User(Answer):
    """Somebody, known by their address."""

    username: str = ""


class Override(Answer):
    """An override."""

    alias: str
    user: User = User()
    start: Annotated[AwareDatetime, Field(alias="startDate")]
    end: Annotated[AwareDatetime, Field(alias="endDate")]


class Overrides(Answer):
    """All of a schedule."""

    data: tuple[Override, ...]


@dataclass(frozen=True, kw_only=True)
class Opsgenie:
    """An account of Opsgenie."""

    http: Http
    vendor: str = "opsgenie"
    most_at_once: int = 1
    keeps_aliases: bool = True
    later_wins: bool = False

    def schedules(self, names: Sequence[str]) -> Mapping[str, str]:
        """Opsgenie takes names for ids; they are looked up all the same, so that a missing one is told before anything is done."""
        found = understood(Schedules, self.http.get("v2", "schedules"), vendor=NAME).data
        return {name: name for name in by_name(names, {(one.name, one.id) for one in found}, vendor=NAME)}

    def standing(self, schedule: str, *, since: datetime, until: datetime) -> tuple[Standing, ...]:
        """The overrides that hold in that time."""
        answer = understood(Overrides, self.http.get("v2", "schedules", schedule, "overrides", query=BY_NAME), vendor=NAME)
        every = (Standing(id=one.alias, start=one.start, end=one.end, user=one.user.username.lower()) for one in answer.data)
        return tuple(one for one in every if one.start < until and one.end > since)

    def create(self, schedule: str, orders: Sequence[Order]) -> tuple[Made, ...]:
        """Make overrides, one request each."""
        return tuple(self._create(schedule, order) for order in orders)

    def _create(self, schedule: str, order: Order) -> Made:
        if off_half_hour(order.start) or off_half_hour(order.end):
            return Made(refusal=f"{NAME} knows only half hours, and would move {utc(order.start)} to {utc(order.end)}")
        self.http.post("v2", "schedules", schedule, "overrides", query=BY_NAME, body={"alias": order.alias, **_body(order)})
        return Made(id=order.alias)

    def change(self, schedule: str, order: Order) -> None:
        """Give it other times or another person."""
        self.http.put("v2", "schedules", schedule, "overrides", order.alias, query=BY_NAME, body=_body(order))

    def remove(self, schedule: str, override: str) -> None:
        """Remove an override."""
        self.http.delete("v2", "schedules", schedule, "overrides", override, query=BY_NAME)

    def shown(self, schedule: str, *, since: datetime, until: datetime) -> tuple[Shown, ...]:
        """The final timeline: rotations with overrides."""
        found: list[Shown] = []
        for start, _ in slices(since, until, longest=timedelta(weeks=WEEKS)):
            query = {"identifierType": "name", "interval": WEEKS, "intervalUnit": "weeks", "date": utc(start)}
            found += understood(
                OpsgenieAnswer, self.http.get("v2", "schedules", schedule, "timeline", query=query), vendor=NAME
            ).data.shown()
        return within(found, since=since, until=until)


def off_half_hour(instant: datetime) -> bool:
    """Whether Opsgenie would move it."""
    return bool(instant.minute % HALF_HOUR or instant.second)


def _body(order: Order) -> dict[str, Any]:
    return {"user": {"type": "user", "username": order.user}, "startDate": utc(order.start), "endDate": utc(order.end)}
