"""Waivers: what a check finds and somebody answers for, for a time."""

from datetime import date, timedelta
from typing import Self

from pydantic import Field, model_validator

from estate.catalog.fact import Fact, Name, matching
from estate.catalog.roster import Date

LONGEST = timedelta(days=90)
"""How long a waiver may last: a quarter. Then somebody looks again."""
LONGEST_CRITICAL = timedelta(days=30)
"""How long for a critical check."""
SUBJECTS = ("service", "store", "environment", "team", "resource")

CheckId = matching(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", "the id of a check, such as bucket_keeps_versions")


class Waiver(Fact):
    """One check that need not hold for one thing until a day; somebody else than its owner has agreed."""

    check: str = CheckId
    service: Name | None = None
    store: Name | None = None
    team: Name | None = None
    environment: Name | None = None
    """Alone: the environment itself and every resource in it, whosever it is. Beside another one: only there."""
    resource: str | None = Field(default=None, min_length=1, max_length=300)
    """The name of one resource, as `estate ready` shows it."""
    owner: Name
    """The person who mends it."""
    approver: Name
    """The person who agreed; never the owner."""
    reason: str = Field(min_length=10)
    compensating_control: str = Field(min_length=10)
    """What holds in the check's place until then."""
    ticket: str = matching(r"^(https://\S+|[A-Z][A-Z0-9]*-[0-9]+)$", "a ticket such as PLAT-123, or its address")
    granted: Date
    expires: Date
    """The last day on which it holds."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.approver == self.owner:
            raise ValueError(f"approver: {self.approver!r} is the owner; expected somebody else")
        if not timedelta(0) <= self.length <= LONGEST:
            raise ValueError(f"expires: {self.expires} is {self.length.days} days after granted; expected 0 to {LONGEST.days}")
        if sum(name is not None for name in (self.service, self.store, self.team, self.resource)) > 1 or self.about is None:
            raise ValueError("expected one of service, store, team, resource (each with an environment, if it is about one) or environment")
        return self

    @property
    def length(self) -> timedelta:
        """From the day it was granted to its last one."""
        return self.expires - self.granted

    @property
    def about(self) -> tuple[str, str] | None:
        """The kind and the name of what it is for: `("service", "checkout")`."""
        found = ((kind, getattr(self, kind)) for kind in ("service", "store", "team", "resource", "environment"))
        return next(((kind, name) for kind, name in found if name is not None), None)

    @property
    def title(self) -> str:
        """`bucket_keeps_versions for store photos`."""
        kind, name = self.about or ("", "")
        where = f" in {self.environment}" if self.environment and kind != "environment" else ""
        return f"{self.check} for {kind} {name}{where}"

    def holds_on(self, day: date) -> bool:
        """Whether the day lies between its first and its last one."""
        return self.granted <= day <= self.expires


class Waivers(Fact):
    """Every waiver; the file `waivers.yaml`."""

    waivers: tuple[Waiver, ...] = Field(default=(), strict=False)
