"""An address for mail and Opsgenie, and the id at each vendor that the organisation calls with."""

from collections.abc import Iterator

from estate.catalog.team import Person, Team
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.oncall._rosters import rosters

NEEDED = {"opsgenie": "email", "pagerduty": "pagerduty", "datadog": "datadog"}
"""Vendor -> by what it knows a person."""


def judge(team: Team, world: World) -> Verdict:
    """Every member of every roster that calls people for the team."""
    if team.on_call is None:
        return not_applicable("it is not on call")
    names = dict.fromkeys(member.person for roster in rosters(team, world) for member in roster.members)
    wrong = [text for name in names for text in _missing(name, world)]
    if wrong:
        return failed(f"{'; '.join(wrong)}; expected an address and an id at every vendor")
    return passed(f"{len(names)} people can be called")


def _missing(name: str, world: World) -> Iterator[str]:
    person: Person | None = world.facts.people.get(name)
    if person is None:
        yield f"{name} is nobody of people.yaml"
        return
    keys = dict.fromkeys(["email", *(NEEDED[vendor] for vendor in world.facts.organisation.vendors if vendor in NEEDED)])
    if missing := [key for key in keys if getattr(person, key) is None]:
        yield f"{name} has no {', no '.join(missing)}"
