"""Teams and the people in them."""

from typing import Annotated

from pydantic import Field

from estate.catalog.fact import Duration, Fact, Name, ZoneName, matching

Email = Annotated[str, matching(r"^[a-z0-9._-]+@[a-z0-9.-]+$", "an address in small letters, such as operations@shop.example")]
PagerDutyId = Annotated[str, matching(r"^P[A-Z0-9]{5,13}$", "the id of a user of PagerDuty, such as PCEDAR1")]
DatadogId = Annotated[str, matching(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "the UUID of a user of Datadog")]


class OnCall(Fact):
    """Who is called for a team's services, and who next."""

    in_hours: Name | None = None
    """The team's own roster: called first while it has somebody on."""
    levels: tuple[Name, ...] = Field(min_length=1, strict=False)
    """Rosters, in the order in which they are called; each of them has somebody at every instant."""
    escalate_after: Duration
    """Without an acknowledgement the next level is called."""
    repeats: int = Field(default=2, ge=0, le=9)
    """How often it all begins again (PagerDuty REST API, escalation policies: num_loops)."""


class Team(Fact):
    """Owns services and answers for them."""

    name: Name
    description: str
    cost_centre: str = matching(r"^[A-Z]{2,4}-[0-9]{3,5}$", "a cost centre, such as OPS-100")
    email: Email
    on_call: OnCall | None = None


class Person(Fact):
    """Somebody in a team, by call-name."""

    name: Name
    team: Name
    zone: ZoneName
    email: Email | None = None
    """How Opsgenie and calendars know them."""
    pagerduty: PagerDutyId | None = None
    datadog: DatadogId | None = None


class People(Fact):
    """Everybody; the file `people.yaml`."""

    people: tuple[Person, ...] = Field(strict=False)
