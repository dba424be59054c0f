"""Overrides of PagerDuty's schedules of layers (REST API v2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import AwareDatetime

from estate.roster.publishing.standing import Order, Standing
from estate.roster.readback.forms import PagerDutyAnswer, within
from estate.roster.readback.shown import Shown
from estate.vendors.api import Answer, Id, Made, by_name, slices, understood, utc
from estate.vendors.http import Http

NAME = "PagerDuty"
URL = "https://api.pagerduty.com"
PAGE = 100  # REST API, pagination: the largest limit
MOST_AT_ONCE = 50
"""No limit is documented; an answer of this size is read in one piece."""
CREATED = 201


def headers(token: str) -> Mapping[str, str]:
    """What every request carries (REST API, authentication and versioning)."""
    return {"Authorization": f"Token token={token}", "Accept": "application/vnd.pagerduty+json;version=2"}


class Named(Answer):
    """A schedule in a list."""

    id: Id
    name: str = ""
    summary: str = ""


class Page(Answer):
    """A page of schedules."""

    schedules: tuple[Named, ...]
    more: bool = False


class User(Answer):
    """Somebody."""

    id: Id


class Override(Answer):
    """An override; one that was refused has no id."""

    id: Id | None = None
    start: AwareDatetime
    end: AwareDatetime
    user: User


class Overrides(Answer):
    """A list of them."""

    overrides: tuple[Override, ...]


class Item(Answer):
    """What became of one ordered override: its own status inside an answer that is 201 as a whole."""

    status: int = CREATED
    errors: tuple[str, ...] = ()
    override: Override


class Items(Answer):
    """The answer to POST."""

    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class PagerDuty:
    """An account of PagerDuty."""

    http: Http
    vendor: str = "pagerduty"
    most_at_once: int = MOST_AT_ONCE
    keeps_aliases: bool = False
    later_wins: bool = True

    def schedules(self, names: Sequence[str]) -> Mapping[str, str]:
        """The id of each schedule, by its whole name: the API's query finds parts of names too."""
        found = (one for name in names for one in listed(self.http, ("schedules",), query=name))
        return by_name(names, {(one.name or one.summary, one.id) for one in found}, vendor=NAME)

    def standing(self, schedule: str, *, since: datetime, until: datetime) -> tuple[Standing, ...]:
        """The overrides with their own times: without `overflow` they would be cut at the edges of what is asked for."""
        found: dict[str, Standing] = {}
        for start, end in slices(since, until):
            query = {"since": utc(start), "until": utc(end), "overflow": "true"}
            answer = understood(Overrides, self.http.get("schedules", schedule, "overrides", query=query), vendor=NAME)
            found |= {one.id: Standing(id=one.id, start=one.start, end=one.end, user=one.user.id) for one in answer.overrides if one.id}
        return tuple(found.values())

    def create(self, schedule: str, orders: Sequence[Order]) -> tuple[Made, ...]:
        """Make overrides; each has a status of its own."""
        body = {"overrides": [_body(order) for order in orders]}
        answer = self.http.post("schedules", schedule, "overrides", body=body)
        items = understood(Items, {"items": _items(answer)}, vendor=NAME).items
        return tuple(_made(item) for item in items)

    def change(self, schedule: str, order: Order) -> None:
        """Nothing has an alias here, so nothing is changed in place."""
        raise NotImplementedError(f"{NAME} keeps no alias: {schedule}, {order.alias}")

    def remove(self, schedule: str, override: str) -> None:
        """Remove an override; of one that holds the rest goes (REST API, DELETE: 200 for cut to now, 204 for gone)."""
        self.http.delete("schedules", schedule, "overrides", override)

    def shown(self, schedule: str, *, since: datetime, until: datetime) -> tuple[Shown, ...]:
        """The rendered shifts of the final schedule."""
        found: list[Shown] = []
        for start, end in slices(since, until):
            query = {"since": utc(start), "until": utc(end), "overflow": "true"}
            answer = understood(PagerDutyAnswer, self.http.get("schedules", schedule, query=query), vendor=NAME)
            found += answer.schedule.shown()
        return within(found, since=since, until=until)


def listed(http: Http, path: tuple[str, ...], *, query: str) -> list[Named]:
    """Every schedule whose name has the words, page by page."""
    found: list[Named] = []
    while True:
        page = understood(Page, http.get(*path, query={"query": query, "limit": PAGE, "offset": len(found)}), vendor=NAME)
        found += page.schedules
        if not page.more or not page.schedules:
            return found


def _body(order: Order) -> dict[str, Any]:
    return {"start": utc(order.start), "end": utc(order.end), "user": {"id": order.user, "type": "user_reference"}}


def _items(answer: Any) -> Any:
    """The API reference answers with a list of statuses, the guide from v2 to v3 with the overrides alone: both are read."""
    if isinstance(answer, dict) and isinstance(answer.get("overrides"), list):
        return [{"override": one} for one in answer["overrides"]]
    return answer


def _made(item: Item) -> Made:
    if item.status == CREATED and item.override.id:
        return Made(id=item.override.id)
    return Made(refusal="; ".join(item.errors) or f"status {item.status}")
