"""A secret of the program is shown to nobody; a text that can be read here can be read by everybody."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(version: Item, _world: World) -> Verdict:
    """Both ways in which a secret is written."""
    for key in ("secretString", "secretBinary"):
        text = version.at(key)
        if text.is_present and not text.is_secret and text.text():
            return failed(f"{key} can be read in the plan; expected a secret of the program")
    return passed()
