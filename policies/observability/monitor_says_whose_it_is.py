"""Tags of Datadog are words with a colon."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.observability._alerts import tag

WANTED = {"team or owner": ("team", "owner"), "service": ("service",)}


def judge(monitor: Item, _world: World) -> Verdict:
    """Whose it is, and what it is about."""
    missing = [words for words, keys in WANTED.items() if tag(monitor, *keys) is None]
    return failed(f"it has no tag {' and no tag '.join(missing)}; expected both") if missing else passed()
