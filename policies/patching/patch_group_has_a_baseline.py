"""Groups are registered in the environment in which their hosts stand."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.patching._hosts import patch_group

REGISTERED = "aws:ssm/patchGroup:PatchGroup"


def judge(host: Item, world: World) -> Verdict:
    """One registration is enough; AWS takes no second one for the same system."""
    group = patch_group(host)
    if group is None:
        return not_applicable("it is in no patch group")
    for registered in world.resources.of_type(REGISTERED):
        if registered.environment == host.environment and registered.at("patchGroup").text() == group:
            return passed(registered.title)
    return failed(f"no baseline is registered for {group}; expected an ssm.PatchGroup")
