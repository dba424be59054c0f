"""A bucket for logs does not log itself: each line would make the next one."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.storage._buckets import LOGGING, receives_logs, said


def judge(bucket: Item, world: World) -> Verdict:
    """One place that the log goes to."""
    target = next(said(bucket, world, kind=LOGGING, path="targetBucket", inline="logging.targetBucket"), None)
    if target is not None:
        return passed(f"into {target.written()}")
    if receives_logs(bucket, world):
        return not_applicable("it holds logs itself")
    return failed("it has no access log; expected a BucketLogging")
