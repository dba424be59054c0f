"""Things that the provider has under two names: a check that knows one of them judges both."""

from collections.abc import Mapping

_BALANCERS = ("listener:Listener", "listenerRule:ListenerRule", "loadBalancer:LoadBalancer", "targetGroup:TargetGroup")
_BUCKETS = (
    "bucket:Bucket",
    "bucketAcl:BucketAcl",
    "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "bucketLogging:BucketLogging",
    "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "bucketVersioning:BucketVersioning",
)
TWINS: Mapping[str, str] = {
    **{f"aws:alb/{name}": f"aws:lb/{name}" for name in _BALANCERS},
    **{f"aws:s3/{name.replace(':', 'V2:')}V2": f"aws:s3/{name}" for name in _BUCKETS},
}
"""The second name, and the one by which checks know it (the SDK's own aliases; `aws_alb` and `aws_lb` are one resource of the provider)."""


def known_as(token: str) -> str:
    """The type by which checks know it."""
    return TWINS.get(token, token)
