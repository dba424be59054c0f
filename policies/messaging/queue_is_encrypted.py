"""SQS encrypts new queues with a key of its own unless somebody switches that off (SQS developer guide, encryption at rest)."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(queue: Item, _world: World) -> Verdict:
    """A key of KMS, or that of SQS."""
    if queue.at("kmsMasterKeyId").is_present and queue.at("kmsMasterKeyId").written():
        return passed("a key of KMS encrypts it")
    if queue.at("sqsManagedSseEnabled").flag(default=True):
        return passed("SQS encrypts it with a key of its own")
    return failed("sqsManagedSseEnabled is false, and it has no kmsMasterKeyId; expected one of them")
