"""An action of its own, a deployment that goes back on it, an alarm made of it; or words that nobody is meant to be told."""

import re

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

LISTENERS = (
    ("aws:ecs/service:Service", "alarms.alarmNames[*]"),
    ("aws:autoscaling/group:Group", "instanceRefresh.preferences.alarmSpecification.alarms[*]"),
    ("aws:codedeploy/deploymentGroup:DeploymentGroup", "alarmConfiguration.alarms[*]"),
    ("aws:cloudwatch/compositeAlarm:CompositeAlarm", "alarmRule"),
)
ON_PURPOSE = re.compile(r"calls nobody", re.IGNORECASE)
"""What the alarms say on which a person moves a function back."""


def judge(alarm: Item, world: World) -> Verdict:
    """The first who listens is enough."""
    if alarm.at("alarmActions[0]").is_present:
        return passed("it has an action")
    for kind, path in LISTENERS:
        for listener in world.resources.referring(alarm, kind, path):
            return passed(f"{listener.title} listens to it")
    if ON_PURPOSE.search(alarm.at("alarmDescription").text("")):
        return passed("it says that it calls nobody")
    return failed("it has no alarmActions, and nothing listens to it; expected one of them")
