"""Engines call their logs differently."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.data._databases import engine

WANTED = {"postgres": {"postgresql"}, "mysql": {"error", "audit"}, "mariadb": {"error", "audit"}}


def judge(database: Item, _world: World) -> Verdict:
    """One of those that matter is enough; of an engine that is not known here, any."""
    found = {one.text() for one in database.every("enabledCloudwatchLogsExports[*]")}
    wanted = WANTED.get(engine(database))
    if found & wanted if wanted else found:
        return passed(", ".join(sorted(found)))
    words = " or ".join(sorted(wanted)) if wanted else "any"
    return failed(f"enabledCloudwatchLogsExports is {', '.join(sorted(found)) or 'empty'}; expected {words}")
