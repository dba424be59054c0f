"""Only where the source is a queue: what functions, schedules and topics put aside is sent by them as any message is."""

from collections.abc import Iterator

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.messaging._dead_letters import GIVE_UP, QUEUE

ALLOW = "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy"
ANYBODY = "allowAll"
"""What SQS takes where nothing is said (SQS API, SetQueueAttributes)."""


def judge(queue: Item, world: World) -> Verdict:
    """The document stands in the queue, or in a resource beside it."""
    if not any(True for _ in world.resources.referring(queue, QUEUE, GIVE_UP)):
        return not_applicable("no queue puts messages aside in it")
    for document in _documents(queue, world):
        said = document.at("redrivePermission").text(ANYBODY)
        if said != ANYBODY:
            return passed(f"redrivePermission is {said}")
    return failed(f"every queue of the account may put messages aside in it ({ANYBODY}); expected byQueue")


def _documents(queue: Item, world: World) -> Iterator[Value]:
    if queue.at("redriveAllowPolicy").is_present:
        yield queue.at("redriveAllowPolicy")
    for beside in world.resources.referring(queue, ALLOW, "queueUrl"):
        yield beside.at("redriveAllowPolicy")
