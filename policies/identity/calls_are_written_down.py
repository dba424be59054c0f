"""One trail over all regions, that is not switched off."""

from estate.catalog.environment import Environment
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

TRAIL = "aws:cloudtrail/trail:Trail"


def judge(environment: Environment, world: World) -> Verdict:
    """The provider's defaults: switched on, in one region."""
    found: list[str] = []
    for trail in world.resources.of_type(TRAIL):
        if trail.environment != environment.name:
            continue
        if trail.at("isMultiRegionTrail").flag(default=False) and trail.at("enableLogging").flag(default=True):
            return passed(trail.title)
        found.append(f"{trail.title} is switched off, or sees one region")
    return failed(f"{'; '.join(found) or 'its account has no trail'}; expected one over all regions")
