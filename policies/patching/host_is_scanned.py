"""An association with a daily schedule whose targets take the host in."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.patching._hosts import association_for


def judge(host: Item, world: World) -> Verdict:
    """Whether it looks alone, or installs too, is another question."""
    found = association_for(host, world, document="AWS-RunPatchBaseline")
    return passed(found.title) if found else failed("nothing looks at it every day; expected an ssm.Association of AWS-RunPatchBaseline")
