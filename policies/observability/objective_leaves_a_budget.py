"""At Datadog one target for each period, at New Relic one."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

TARGETS = {
    "datadog:index/serviceLevelObjective:ServiceLevelObjective": "thresholds[*].target",
    "newrelic:index/serviceLevel:ServiceLevel": "objective.target",
}
EVERYTHING = 100
"""Percent."""


def judge(objective: Item, _world: World) -> Verdict:
    """Every target is between nothing and everything."""
    targets = [target.number() for target in objective.every(TARGETS[objective.type])]
    wrong = [target for target in targets if not 0 < target < EVERYTHING]
    if wrong or not targets:
        return failed(
            f"its target is {', '.join(f'{one:g}' for one in wrong) or 'not set'}; expected more than 0 and less than {EVERYTHING}"
        )
    return passed(f"{', '.join(f'{one:g}' for one in targets)} percent")
