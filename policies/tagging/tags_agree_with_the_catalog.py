"""Compared with the catalog where it knows the service and the team; other checks say that it does not."""

from collections.abc import Iterator

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.tagging._tags import tags_of

TIERS = ("1", "2", "3", "4")


def judge(thing: Item, world: World) -> Verdict:
    """Everything that does not agree is named at once."""
    tags = tags_of(thing)
    if not tags:
        return not_applicable("it has no tags")
    wrong = [*_tier(tags, world), *_cost_centre(tags, world)]
    return failed("; ".join(wrong)) if wrong else passed()


def _tier(tags: dict[str, Value], world: World) -> Iterator[str]:
    if "tier" not in tags:
        return
    said, name = tags["tier"].text(), tags["service"].text() if "service" in tags else ""
    owner = world.facts.services.get(name) or world.facts.stores.get(name)
    if owner is not None and said != str(owner.tier):
        yield f"its tier is {said}; expected {owner.tier}, that of {name}"
    elif said not in TIERS:
        yield f"its tier is {said}; expected {', '.join(TIERS[:-1])} or {TIERS[-1]}"


def _cost_centre(tags: dict[str, Value], world: World) -> Iterator[str]:
    team = world.facts.teams.get(tags["owner"].text()) if "owner" in tags else None
    if team is not None and "cost-centre" in tags and (said := tags["cost-centre"].text()) != team.cost_centre:
        yield f"its cost-centre is {said}; expected {team.cost_centre}, that of {team.name}"
