"""Nothing said keeps them for ever, which is another question (`log_group_ends`)."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

YEAR = 365
FOR_EVER = 0


def judge(group: Item, _world: World) -> Verdict:
    """In days."""
    days = group.at("retentionInDays").number(FOR_EVER)
    good = days == FOR_EVER or days >= YEAR
    return passed() if good else failed(f"retentionInDays is {days:g}; expected at least {YEAR}")
