"""The default depends on the engine: Valkey is encrypted, Redis is not (provider's documentation of the replication group)."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(cache: Item, _world: World) -> Verdict:
    """What it says, else what its engine does."""
    by_itself = cache.at("engine").text("redis") == "valkey"
    if cache.at("atRestEncryptionEnabled").flag(default=by_itself):
        return passed()
    return failed("atRestEncryptionEnabled is false; expected true")
