"""A selection names resources, or tags that they carry."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

SELECTION = "aws:backup/selection:Selection"


def judge(database: Item, world: World) -> Verdict:
    """One selection that takes it in is enough."""
    for selection in world.resources.of_type(SELECTION):
        if selection.environment == database.environment and _selects(selection, database, world):
            return passed(selection.title)
    return failed("no plan of AWS Backup selects it; expected a backup.Selection by its ARN or a tag")


def _selects(selection: Item, database: Item, world: World) -> bool:
    by_tag = any(
        tag.at("type").text() == "STRINGEQUALS" and database.at("tags").at(tag.at("key").text()).text("") == tag.at("value").text()
        for tag in selection.every("selectionTags[*]")
    )
    return by_tag or any(
        value.written() == "*" or world.resources.refers(selection, value, database) for value in selection.every("resources[*]")
    )
