"""Variables by their names, and by what stands in them."""

from estate.readiness.plain_secrets import secret_named
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(task: Item, _world: World) -> Verdict:
    """Fails with the first variable that shows one."""
    for variable in task.every("containerDefinitions[*].environment[*]"):
        if found := secret_named(variable.at("name").text(), variable.at("value")):
            return failed(f"{variable.path} shows {found}; expected it under secrets")
    return passed()
