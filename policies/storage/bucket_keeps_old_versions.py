"""Versioning is a resource of its own; older programs say it in the bucket."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.storage._buckets import said

VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"


def judge(bucket: Item, world: World) -> Verdict:
    """Enabled, and not suspended."""
    if bucket.at("versioning.enabled").flag(default=False):
        return passed("versioning.enabled is true")
    found: list[str] = []
    for value in said(bucket, world, kind=VERSIONING, path="versioningConfiguration.status"):
        status = value.text()
        if status == "Enabled":
            return passed(f"{value.path} is {status}")
        found.append(f"{value.path} is {status}")
    return failed(f"{'; '.join(found) or 'it has no versioning'}; expected Enabled")
