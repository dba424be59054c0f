"""A monitor of Datadog, a condition of New Relic, or an alarm of CloudWatch that tells somebody."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.messaging._dead_letters import takes_dead_letters, watchers

AGE = "ApproximateAgeOfOldestMessage"


def judge(queue: Item, world: World) -> Verdict:
    """In a dead-letter queue everything waits: what counts there is that there is something."""
    first = next(watchers(queue, AGE, world), None)
    if first:
        return passed(f"{first.title} looks at it")
    if takes_dead_letters(queue, world):
        return not_applicable("it holds what others could not handle")
    return failed(f"nothing looks at {AGE} of it; expected a monitor")
