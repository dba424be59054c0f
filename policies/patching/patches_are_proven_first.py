"""About environments in which no proof of concept runs: the others are what these are tried in."""

from datetime import timedelta

from estate.catalog.environment import Environment
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

BASELINE = "aws:ssm/patchBaseline:PatchBaseline"
DAY = timedelta(days=1)


def judge(environment: Environment, world: World) -> Verdict:
    """The catalog's order, and every baseline that can wait. Debian's cannot: the playbook waits in its place."""
    if "poc" in environment.accepts:
        return not_applicable("proofs of concept run here; patches are tried in it")
    first = world.facts.environments.get(environment.patching.proven_in or "")
    if first is None:
        return failed("no environment has its patches first; expected patching.proven_in")
    wait = first.patching.approve_after // DAY + 1
    for baseline in _baselines(world, environment):
        for days in baseline.every("approvalRules[*].approveAfterDays"):
            if days.is_present and days.number() < wait:
                return failed(f"{baseline.title} approves after {days.number():g} days; expected {wait}, a day after {first.name}")
    return passed(f"{first.name} has them first")


def _baselines(world: World, environment: Environment) -> list[Item]:
    return [one for one in world.resources.of_type(BASELINE) if one.environment == environment.name]
