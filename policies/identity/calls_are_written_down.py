"""One trail over all regions, that is not switched off."""

from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import AwsAccount, World

TRAIL = "aws:cloudtrail/trail:Trail"


def judge(account: AwsAccount, world: World) -> Verdict:
    """The provider's defaults: switched on, in one region."""
    found: list[str] = []
    for trail in world.resources.of_type(TRAIL):
        if trail.environment != account.name:
            continue
        if trail.at("isMultiRegionTrail").flag(default=False) and trail.at("enableLogging").flag(default=True):
            return passed(trail.title)
        found.append(f"{trail.title} is switched off, or sees one region")
    return failed(f"{'; '.join(found) or 'its account has no trail'}; expected one over all regions")
