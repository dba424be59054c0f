"""A tag of the host itself, or one that a group gives to its hosts."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.patching._hosts import patch_group


def judge(host: Item, _world: World) -> Verdict:
    """A tag of the group alone is none of its hosts'."""
    group = patch_group(host)
    return passed(f"it is in {group}") if group else failed("its hosts have no tag PatchGroup; expected one")
