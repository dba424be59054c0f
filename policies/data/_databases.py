"""What is said of a database by its engine."""

import re

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.world import World

GROUPS = {
    "dbClusterParameterGroupName": "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    "parameterGroupName": "aws:rds/parameterGroup:ParameterGroup",
}


def engine(database: Item) -> str:
    """`postgres`, `mysql`, `mariadb` or another, Aurora or not."""
    return re.sub(r"^aurora-?", "", database.at("engine").text()).replace("postgresql", "postgres") or "mysql"


def is_aurora(database: Item) -> bool:
    """Whether the engine is Aurora's."""
    return database.at("engine").text().startswith("aurora")


def parameter(database: Item, name: str, world: World) -> Value | None:
    """What the parameter groups of the database say; None where they say nothing."""
    for path, kind in GROUPS.items():
        group = world.resources.referred(database, path, kind)
        for one in group.every("parameters[*]") if group else ():
            if one.at("name").text() == name:
                return one.at("value")
    return None
