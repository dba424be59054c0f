"""About the buckets that the catalog calls stores: logs and artefacts can be lost with their region."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

LOWEST_TIER = 2
"""What nobody misses for a day can be put back from a backup."""
REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"


def judge(bucket: Item, world: World) -> Verdict:
    """One enabled rule of replication is enough."""
    store = world.facts.stores.get(world.subject_of(bucket) or "")
    if store is None or store.kind != "bucket" or bucket.name != store.name:
        return not_applicable("the catalog has no store of this bucket")
    if store.tier > LOWEST_TIER:
        return not_applicable(f"its tier is {store.tier}; it asks for those up to {LOWEST_TIER}")
    for replication in world.resources.referring(bucket, REPLICATION, "bucket"):
        if any(status.text() == "Enabled" for status in replication.every("rules[*].status")):
            return passed(replication.title)
    return failed(f"nothing copies it to another region; expected a replication to {world.facts.organisation.regions.recovery}")
