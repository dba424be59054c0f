"""A copy goes to a vault that says another region than the plan's environment."""

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, passed, undecided
from estate.readiness.world import World

VAULT = "aws:backup/vault:Vault"


def judge(plan: Item, world: World) -> Verdict:
    """Every rule copies to one such vault."""
    rules = list(plan.every("rules[*]"))
    if not rules:
        return failed("it has no rule; expected one that copies to another region")
    if world.place is None:
        return undecided("the catalog has no environment of this name, and so no region to compare with")
    home = world.place.region
    for rule in rules:
        regions = [_region(plan, action, world, home=home) for action in rule.at("copyActions").members()]
        if all(region == home for region in regions):
            found = f"copies within {home} alone" if regions else "copies to nowhere"
            return failed(f"{rule.path} {found}; expected a vault in {world.facts.organisation.regions.recovery}")
    return passed()


def _region(plan: Item, action: Value, world: World, *, home: str) -> str:
    """The region in a vault's ARN, or that of the vault of this program; a vault that names none stands at home."""
    target = action.at("destinationVaultArn")
    if target.written().startswith("arn:"):
        return target.written().split(":")[3]
    for vault in world.resources.of_type(VAULT):
        if world.resources.refers(plan, target, vault):
            return vault.at("region").text(home)
    return target.stop(f"is {target.written()}, which is not seen here")
