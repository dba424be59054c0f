"""Where there is no such tag, another check says so."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.tagging._tags import tags_of


def judge(thing: Item, _world: World) -> Verdict:
    """The stack's name says where it stands."""
    said = tags_of(thing).get("environment")
    if said is None:
        return not_applicable("it has no tag environment")
    found = said.text()
    return passed(found) if found == thing.environment else failed(f"it says {found}, and stands in {thing.environment}")
