"""Where there is no such tag, another check says so."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.tagging._tags import tags_of


def judge(thing: Item, world: World) -> Verdict:
    """A person is no owner: people go on holiday."""
    owner = tags_of(thing).get("owner")
    if owner is None:
        return not_applicable("it has no tag owner")
    name = owner.text()
    return passed(name) if name in world.facts.teams else failed(f"its owner {name!r} is no team; expected {_known(world)}")


def _known(world: World) -> str:
    return " or ".join(sorted(world.facts.teams))
