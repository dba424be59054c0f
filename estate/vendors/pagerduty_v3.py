"""Overrides of PagerDuty's schedules of rotations (REST API v3): each replaces a member of one rotation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import AwareDatetime

from estate.roster.publishing.standing import Order, Standing
from estate.roster.readback.forms import ComputedShift, PagerDutyAnswer, PagerDutyV3Schedule, within
from estate.roster.readback.shown import Shown
from estate.vendors import pagerduty
from estate.vendors.api import Answer, Id, Made, by_name, slices, understood, utc
from estate.vendors.http import Http, VendorError

NAME = "PagerDuty"
PAGE = 100  # REST API v3, list overrides: the largest limit; the default is 25
EARLY_ACCESS = {"X-Early-Access": "flexible-schedules-early-access"}
"""Accounts need the flag of this name as long as these schedules are an early access (the provider sends the same)."""


def headers(token: str) -> Mapping[str, str]:
    """What every request carries."""
    return {**pagerduty.headers(token), **EARLY_ACCESS}


class Member(Answer):
    """Somebody."""

    user_id: Id | None = None


class Override(Answer):
    """An override of one rotation's member."""

    id: Id
    start_time: AwareDatetime
    end_time: AwareDatetime
    overriding_member: Member


class Overrides(Answer):
    """A page of them, or those just made."""

    overrides: tuple[Override, ...]
    more: bool = False


@dataclass(frozen=True, kw_only=True)
class PagerDutyV3:
    """An account of PagerDuty, its schedules of rotations."""

    http: Http
    vendor: str = "pagerduty-v3"
    most_at_once: int = pagerduty.MOST_AT_ONCE
    keeps_aliases: bool = False
    later_wins: bool = False

    def schedules(self, names: Sequence[str]) -> Mapping[str, str]:
        """The id of each schedule, by its whole name."""
        found = {
            (one.summary or one.name, one.id) for name in names for one in pagerduty.listed(self.http, ("v3", "schedules"), query=name)
        }
        return by_name(names, sorted(found), vendor=NAME)

    def standing(self, schedule: str, *, since: datetime, until: datetime) -> tuple[Standing, ...]:
        """The overrides with their own times."""
        found: dict[str, Standing] = {}
        for start, end in slices(since, until):
            for one in self._overrides(schedule, start, end):
                user = one.overriding_member.user_id or ""
                found[one.id] = Standing(id=one.id, start=one.start_time, end=one.end_time, user=user)
        return tuple(found.values())

    def _overrides(self, schedule: str, start: datetime, end: datetime) -> list[Override]:
        found: list[Override] = []
        while True:
            query = {"since": utc(start), "until": utc(end), "overflow": "true", "limit": PAGE, "offset": len(found)}
            page = understood(Overrides, self.http.get("v3", "schedules", schedule, "overrides", query=query), vendor=NAME)
            found += page.overrides
            if not page.more or not page.overrides:
                return found

    def create(self, schedule: str, orders: Sequence[Order]) -> tuple[Made, ...]:
        """Make overrides, all or none. VendorError where no rotation has the person on that the lock says."""
        rotations = self._rotations(schedule, orders)
        missing = [order for order in orders if order not in rotations]
        if missing:
            text = "; ".join(f"{order.instead_of} at {utc(order.start)}" for order in missing[:5])
            raise VendorError(f"{NAME}'s rotations do not have on whom the lock says: {text}; roll out oncall-global first")
        body = {"overrides": [_body(order, rotations[order]) for order in orders]}
        answer = understood(Overrides, self.http.post("v3", "schedules", schedule, "overrides", body=body), vendor=NAME)
        return tuple(Made(id=one.id) for one in answer.overrides)

    def _rotations(self, schedule: str, orders: Sequence[Order]) -> Mapping[Order, str]:
        """The rotation that has on whom each order replaces."""
        first, last = min(order.start for order in orders), max(order.end for order in orders)
        rendered = [self._schedule(schedule, *part).final_schedule for part in slices(first, last)]
        shifts = [shift for one in rendered for shift in one.computed_shift_assignments]
        return {order: rotation for order in orders for shift in shifts if (rotation := _replaced(order, shift))}

    def change(self, schedule: str, order: Order) -> None:
        """Nothing has an alias here, so nothing is changed in place."""
        raise NotImplementedError(f"{NAME} keeps no alias: {schedule}, {order.alias}")

    def remove(self, schedule: str, override: str) -> None:
        """Remove an override."""
        self.http.delete("v3", "schedules", schedule, "overrides", override)

    def shown(self, schedule: str, *, since: datetime, until: datetime) -> tuple[Shown, ...]:
        """The computed shifts of the final schedule; stretches of nobody are left out."""
        found: list[Shown] = []
        for start, end in slices(since, until):
            found += self._schedule(schedule, start, end).shown()
        return within(found, since=since, until=until)

    def _schedule(self, schedule: str, start: datetime, end: datetime) -> PagerDutyV3Schedule:
        query = {"include[]": "final_schedule", "since": utc(start), "until": utc(end), "overflow": "true"}
        answer = understood(PagerDutyAnswer, self.http.get("v3", "schedules", schedule, query=query), vendor=NAME).schedule
        if not isinstance(answer, PagerDutyV3Schedule):
            raise VendorError(f"{NAME} answered with a schedule of layers; publish it as pagerduty")
        return answer


def _replaced(order: Order, shift: ComputedShift) -> str | None:
    if shift.member.user_id != order.instead_of or not shift.start_time <= order.start < order.end <= shift.end_time:
        return None
    return shift.source.rotation_id if shift.source else None


def _body(order: Order, rotation: str) -> dict[str, Any]:
    return {
        "type": "override_shift",
        "rotation_id": rotation,
        "start_time": utc(order.start),
        "end_time": utc(order.end),
        "overridden_member": {"type": "user_member", "user_id": order.instead_of},
        "overriding_member": {"type": "user_member", "user_id": order.user},
    }
