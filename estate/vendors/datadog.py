"""Overrides of Datadog's on-call schedules (API v2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from estate.roster.publishing.standing import Order, Standing
from estate.vendors.api import Answer, Id, Made, by_name, slices, understood, utc
from estate.vendors.http import Http

NAME = "Datadog"
URL = "https://api.datadoghq.com"
ROOT = ("api", "v2", "on-call", "schedules")
MOST_AT_ONCE = 25  # API reference, create overrides
OVERRIDES_PAGE = 50  # API reference, list overrides
SCHEDULES_PAGE = 100  # API reference, list schedules
MOST_PAGES = 1_000
"""A server that never ends its list is not waited for."""


def headers(api_key: str, app_key: str) -> Mapping[str, str]:
    """What every request carries (API reference, authentication)."""
    return {"DD-API-KEY": api_key, "DD-APPLICATION-KEY": app_key, "Accept": "application/json"}


class ScheduleAttributes(Answer):
    """Of a schedule."""

    name: str


class Schedule(Answer):
    """A schedule in a list."""

    id: Id
    attributes: ScheduleAttributes


class Schedules(Answer):
    """A page of them."""

    data: tuple[Schedule, ...]


class Resource(Answer):
    """A reference, in JSON:API's form."""

    id: str
    type: str


class One(Answer):
    """A relationship with one."""

    data: Resource | None = None


class Many(Answer):
    """A relationship with several."""

    data: tuple[Resource, ...] = ()


class OverrideAttributes(Answer):
    """Of an override."""

    start: AwareDatetime
    end: AwareDatetime


class OverrideRelationships(Answer):
    """Of an override."""

    user: One = One()


class Override(Answer):
    """An override."""

    id: Id
    attributes: OverrideAttributes
    relationships: OverrideRelationships = OverrideRelationships()


class Overrides(Answer):
    """A page of them, or those just made."""

    data: tuple[Override, ...]


class ShiftRelationships(Answer):
    """Of a group of responders, or of a shift."""

    shifts: Many = Many()
    user: One = One()


class GroupAttributes(Answer):
    """Of a group of responders: previous, current or next."""

    position: str | None = None


class Included(Answer):
    """A group of responders, a shift, or something else."""

    id: str
    type: str
    attributes: GroupAttributes | None = None
    relationships: ShiftRelationships = ShiftRelationships()

    @property
    def is_current(self) -> bool:
        """Whether it is the group of those who are on."""
        return self.type == "schedule_oncall_responder" and (self.attributes is None or self.attributes.position in (None, "current"))


class Responders(Answer):
    """Who is on at an instant."""

    included: Annotated[tuple[Included, ...], Field(default=())]


@dataclass(frozen=True, kw_only=True)
class Datadog:
    """An organisation of Datadog."""

    http: Http
    vendor: str = "datadog"
    most_at_once: int = MOST_AT_ONCE
    keeps_aliases: bool = False
    later_wins: bool = False

    def schedules(self, names: Sequence[str]) -> Mapping[str, str]:
        """The id of each schedule, by its whole name, of all that there are."""
        found: set[tuple[str, str]] = set()
        for page in range(MOST_PAGES):
            query = {"page[size]": SCHEDULES_PAGE, "page[number]": page}
            schedules = understood(Schedules, self.http.get(*ROOT, query=query), vendor=NAME).data
            found |= {(one.attributes.name, one.id) for one in schedules}
            if len(schedules) < SCHEDULES_PAGE:
                break
        return by_name(names, found, vendor=NAME)

    def standing(self, schedule: str, *, since: datetime, until: datetime) -> tuple[Standing, ...]:
        """The overrides, in pieces of time and pages as large as the API allows."""
        found: dict[str, Standing] = {}
        for start, end in slices(since, until):
            for page in range(MOST_PAGES):
                query = {"filter[start]": utc(start), "filter[end]": utc(end), "page[size]": OVERRIDES_PAGE, "page[number]": page}
                overrides = understood(Overrides, self.http.get(*ROOT, schedule, "overrides", query=query), vendor=NAME).data
                found |= {one.id: _standing(one) for one in overrides}
                if len(overrides) < OVERRIDES_PAGE:
                    break
        return tuple(found.values())

    def create(self, schedule: str, orders: Sequence[Order]) -> tuple[Made, ...]:
        """Make overrides, at most 25."""
        body = {"data": [_body(order) for order in orders]}
        answer = understood(Overrides, self.http.post(*ROOT, schedule, "overrides", body=body), vendor=NAME)
        return tuple(Made(id=one.id) for one in answer.data)

    def change(self, schedule: str, order: Order) -> None:
        """There is no PUT: what is wrong is removed and made again."""
        raise NotImplementedError(f"{NAME} changes nothing in place: {schedule}, {order.alias}")

    def remove(self, schedule: str, override: str) -> None:
        """Remove an override."""
        self.http.delete(*ROOT, schedule, "overrides", override)

    def on_at(self, schedule: str, instant: datetime) -> frozenset[str]:
        """Who is on at that instant: of the current group each shift's user."""
        query = {"include": "responders.shifts.user", "filter[position]": "current", "filter[at_ts]": utc(instant)}
        answer = understood(Responders, self.http.get(*ROOT, schedule, "responders", query=query), vendor=NAME)
        shifts = {shift.id for group in answer.included if group.is_current for shift in group.relationships.shifts.data}
        on = (one.relationships.user.data for one in answer.included if one.type == "shifts" and one.id in shifts)
        return frozenset(user.id for user in on if user)


def _standing(one: Override) -> Standing:
    user = one.relationships.user.data
    return Standing(id=one.id, start=one.attributes.start, end=one.attributes.end, user=user.id if user else "")


def _body(order: Order) -> dict[str, Any]:
    return {
        "type": "overrides",
        "attributes": {"start": utc(order.start), "end": utc(order.end)},
        "relationships": {
            "user": {"data": {"type": "users", "id": order.user}},
            "overridden_user": {"data": {"type": "users", "id": order.instead_of}},
        },
    }
