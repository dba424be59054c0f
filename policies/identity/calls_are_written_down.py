"""One trail over all regions, that is not switched off and leaves out neither calls that read nor calls that change."""

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import AwsAccount, World

TRAIL = "aws:cloudtrail/trail:Trail"
MANAGEMENT = "Management"
CATEGORY = "eventCategory"


def judge(account: AwsAccount, world: World) -> Verdict:
    """The provider's defaults: switched on, in one region."""
    found: list[str] = []
    for trail in world.resources.of_type(TRAIL):
        if trail.environment != account.name:
            continue
        if not (trail.at("isMultiRegionTrail").flag(default=False) and trail.at("enableLogging").flag(default=True)):
            found.append(f"{trail.title} is switched off, or sees one region")
        elif not _takes_every_call(trail):
            found.append(f"{trail.title} selects some calls alone")
        else:
            return passed(trail.title)
    return failed(f"{'; '.join(found) or 'its account has no trail'}; expected one over all regions")


def _takes_every_call(trail: Item) -> bool:
    """Without selectors it takes all calls; of several that there are, one must take all of them (CloudTrail API, EventSelector)."""
    older, newer = list(trail.every("eventSelectors[*]")), list(trail.every("advancedEventSelectors[*]"))
    return not (older or newer) or any(map(_takes_all, older)) or any(map(_selects_all, newer))


def _takes_all(selector: Value) -> bool:
    left_out = any(True for _ in selector.at("excludeManagementEventSources").members())
    return selector.at("includeManagementEvents").flag(default=True) and selector.at("readWriteType").text("All") == "All" and not left_out


def _selects_all(selector: Value) -> bool:
    """Its only condition is the category."""
    fields = list(selector.at("fieldSelectors").members())
    named = [value.text() for field in fields for value in field.at("equals").members()]
    return [field.at("field").text() for field in fields] == [CATEGORY] and named == [MANAGEMENT]
