"""All the tags that are missing are named at once."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.tagging._tags import tags_of


def judge(thing: Item, world: World) -> Verdict:
    """An empty tag is none."""
    tags = tags_of(thing)
    missing = [name for name in world.facts.organisation.required_tags if name not in tags or tags[name].text("") == ""]
    return failed(f"it lacks the tags {', '.join(missing)}; expected them all") if missing else passed()
