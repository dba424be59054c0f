"""One parameter, whose name and default depend on the engine and its version."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.data._databases import engine, is_aurora, parameter

PARAMETERS = {"postgres": "rds.force_ssl", "mysql": "require_secure_transport", "mariadb": "require_secure_transport"}
ON = ("1", "on", "true")
FORCED_FROM = {"aurora": 17, "rds": 15}
"""Major versions of PostgreSQL whose default is 1 (Aurora and RDS user guides, "Requiring an SSL/TLS connection")."""


def judge(database: Item, world: World) -> Verdict:
    """What the parameter groups say, else the engine's own default."""
    kind = engine(database)
    if kind not in PARAMETERS:
        return not_applicable(f"the engine {kind} has no such parameter")
    name = PARAMETERS[kind]
    value = parameter(database, name, world)
    if value is not None:
        found = value.text()
        return passed(f"{name} is {found}") if found.lower() in ON else failed(f"{name} is {found}; expected 1")
    if kind == "postgres" and _is_forced_by_itself(database):
        return passed(f"{name} is 1 by itself in version {database.at('engineVersion').text()}")
    return failed(f"no parameter group sets {name}; expected 1")


def _is_forced_by_itself(database: Item) -> bool:
    major = database.at("engineVersion").text("0").split(".")[0]
    return major.isdigit() and int(major) >= FORCED_FROM["aurora" if is_aurora(database) else "rds"]
