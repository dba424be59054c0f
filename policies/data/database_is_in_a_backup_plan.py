"""A selection names resources, or tags that they carry."""

from estate.readiness.backups import selections
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(database: Item, world: World) -> Verdict:
    """One selection that takes it in is enough."""
    for selection in selections(database, world):
        return passed(selection.title)
    return failed("no plan of AWS Backup selects it; expected a backup.Selection by its ARN or a tag")
