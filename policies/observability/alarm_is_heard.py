"""An action of its own, a deployment that goes back on it, or an alarm made of it.

No deployment goes back on the alarm of a function, whose alias a person moves: that one may say that it calls nobody. See
docs/decisions/0017-releases-go-back-on-what-aws-measures.md.
"""

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
OF_FUNCTIONS = "AWS/Lambda"


def judge(alarm: Item, world: World) -> Verdict:
    """The first who listens is enough."""
    if alarm.at("alarmActions[0]").is_present:
        return passed("it has an action")
    for kind, path in LISTENERS:
        for listener in world.resources.referring(alarm, kind, path):
            return passed(f"{listener.title} listens to it")
    if _is_of_a_function(alarm) and ON_PURPOSE.search(alarm.at("alarmDescription").text("")):
        return passed("a function's, and it says that it calls nobody")
    return failed("it has no alarmActions, and nothing listens to it; expected one of them")


def _is_of_a_function(alarm: Item) -> bool:
    """By all of what it measures: on itself, or in its queries."""
    places = ("namespace", "metricQueries[*].metric.namespace")
    measured = [space.text() for path in places for space in alarm.every(path) if space.is_present]
    return bool(measured) and all(space == OF_FUNCTIONS for space in measured)
