"""Which plan of AWS Backup takes a thing in: a selection names resources, or tags that they carry."""

from collections.abc import Iterator

from estate.readiness.resources import Item
from estate.readiness.world import World

SELECTION = "aws:backup/selection:Selection"
PLAN = "aws:backup/plan:Plan"


def selections(thing: Item, world: World) -> Iterator[Item]:
    """The selections of the thing's environment that take it in."""
    for selection in world.resources.of_type(SELECTION):
        if selection.environment == thing.environment and _selects(selection, thing, world):
            yield selection


def _selects(selection: Item, thing: Item, world: World) -> bool:
    by_tag = any(
        tag.at("type").text() == "STRINGEQUALS" and thing.at("tags").at(tag.at("key").text()).text("") == tag.at("value").text()
        for tag in selection.every("selectionTags[*]")
    )
    return by_tag or any(
        value.written() == "*" or world.resources.refers(selection, value, thing) for value in selection.every("resources[*]")
    )
