"""Distinct people over all layers; Opsgenie's rotations are resources of their own."""

from collections.abc import Iterator, Mapping

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

OPSGENIE = "opsgenie:index/schedule:Schedule"
ROTATION = "opsgenie:index/scheduleRotation:ScheduleRotation"
PEOPLE: Mapping[str, str] = {
    "pagerduty:index/schedule:Schedule": "layers[*].users[*]",
    "pagerduty:index/schedulev2:Schedulev2": "rotations[*].events[*].assignmentStrategies[*].members[*].userId",
    "datadog:index/onCallSchedule:OnCallSchedule": "layers[*].users[*]",
}
LEAST = 2


def judge(schedule: Item, world: World) -> Verdict:
    """A gap of Datadog (a user of nobody) is nobody."""
    people = {person.written() for person in _people(schedule, world) if person.is_present}
    count = len(people)
    return passed(f"{count} people") if count >= LEAST else failed(f"it has {count}; expected at least {LEAST} people")


def _people(schedule: Item, world: World) -> Iterator[Value]:
    if schedule.type != OPSGENIE:
        yield from schedule.every(PEOPLE[schedule.type])
        return
    for rotation in world.resources.referring(schedule, ROTATION, "scheduleId"):
        yield from rotation.every("participants[*].id")
