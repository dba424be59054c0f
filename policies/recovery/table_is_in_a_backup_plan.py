"""What expires by itself is worth no copy: its loss is over before anybody has restored it."""

from estate.readiness.backups import selections
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World


def judge(table: Item, world: World) -> Verdict:
    """One selection that takes it in is enough."""
    if table.at("ttl.enabled").flag(default=False):
        return not_applicable("its items expire by themselves")
    for selection in selections(table, world):
        return passed(selection.title)
    return failed("no plan of AWS Backup selects it; expected a backup.Selection by its ARN or a tag")
