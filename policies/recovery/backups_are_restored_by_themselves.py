"""About environments with plans of AWS Backup; who has none is asked for one elsewhere."""

from collections.abc import Iterator

from estate.catalog.environment import Environment
from estate.readiness.backups import PLAN
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

TEST = "aws:backup/restoreTestingPlan:RestoreTestingPlan"
PICKED = "aws:backup/restoreTestingSelection:RestoreTestingSelection"


def judge(environment: Environment, world: World) -> Verdict:
    """A test that picks nothing restores nothing."""
    if not any(True for _ in _here(environment, world, PLAN)):
        return not_applicable("nothing is backed up by a plan here")
    for test in _here(environment, world, TEST):
        for picked in world.resources.referring(test, PICKED, "restoreTestingPlanName"):
            return passed(f"{test.title} restores {picked.at('protectedResourceType').text()}")
    return failed("nothing restores its backups; expected a RestoreTestingPlan with a selection")


def _here(environment: Environment, world: World, kind: str) -> Iterator[Item]:
    return (one for one in world.resources.of_type(kind) if one.environment == environment.name)
