"""The file must be one of the repository."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.tagging._tags import tags_of


def judge(thing: Item, world: World) -> Verdict:
    """A renamed file leaves tags behind that lead nowhere."""
    source = tags_of(thing).get("source")
    if source is None:
        return not_applicable("it has no tag source")
    return passed() if world.is_file(source.text()) else failed(f"its source {source.text()!r} is no file of the repository")
