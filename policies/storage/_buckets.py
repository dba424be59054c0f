"""What is said of a bucket: in resources beside it, and in the older properties of the bucket itself."""

from collections.abc import Iterator

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.world import World

LOGGING = "aws:s3/bucketLogging:BucketLogging"
BALANCER = "aws:lb/loadBalancer:LoadBalancer"
DELIVERY = "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination"


def said(bucket: Item, world: World, *, kind: str, path: str, inline: str | None = None) -> Iterator[Value]:
    """The values at `path` of every resource of `kind` that refers to the bucket, and those `inline` in the bucket."""
    if inline:
        yield from (value for value in bucket.every(inline) if value.is_present)
    for holder in world.resources.referring(bucket, kind, "bucket"):
        yield from (value for value in holder.every(path) if value.is_present)


def receives_access_logs(bucket: Item, world: World) -> bool:
    """Whether S3 or a load balancer writes its access logs there."""
    writers = ((LOGGING, "targetBucket"), (BALANCER, "accessLogs.bucket"))
    return any(True for kind, path in writers for _ in world.resources.referring(bucket, kind, path))


def receives_logs(bucket: Item, world: World) -> bool:
    """Whether any service of AWS writes its logs there."""
    path = "deliveryDestinationConfiguration.destinationResourceArn"
    return receives_access_logs(bucket, world) or any(True for _ in world.resources.referring(bucket, DELIVERY, path))
