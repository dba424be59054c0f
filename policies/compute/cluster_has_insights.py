"""A setting among others."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

ON = ("enabled", "enhanced")


def judge(cluster: Item, _world: World) -> Verdict:
    """Where nobody says anything, the account's setting decides, and that is off by itself."""
    for setting in cluster.every("settings[*]"):
        if setting.at("name").text() == "containerInsights":
            value = setting.at("value").text()
            return passed(f"it is {value}") if value in ON else failed(f"{setting.path}.value is {value}; expected enhanced or enabled")
    return failed("settings say nothing of containerInsights; expected enhanced or enabled")
