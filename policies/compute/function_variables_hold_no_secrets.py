"""Variables by their names, and by what stands in them."""

from estate.readiness.plain_secrets import secret_named
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(function: Item, _world: World) -> Verdict:
    """Fails with the first variable that shows one."""
    for name, value in function.at("environment.variables").entries():
        if found := secret_named(name, value):
            return failed(f"{value.path} shows {found}; expected its ARN in Secrets Manager")
    return passed()
