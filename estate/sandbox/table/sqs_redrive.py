"""Which queues may send to a dead-letter queue."""

from estate.sandbox.row import Call, Row
from estate.sandbox.table.sqs import URL

REDRIVE_ALLOW_POLICY = Row(
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
    service="sqs",
    create=Call("set_queue_attributes"),
    id="{in.queueUrl}",
    read=Call("get_queue_attributes", arguments={**URL, "AttributeNames": ["All"]}, at="Attributes"),
    delete=(Call("set_queue_attributes", arguments={**URL, "Attributes": {"RedriveAllowPolicy": ""}}),),
    lingers="the emulator does not show the attribute, so that the read call sees the queue",
    renames={"redriveAllowPolicy": "Attributes.RedriveAllowPolicy"},
    put_again=True,
    observe={"queueUrl": "{id}"},
)

ROWS = (REDRIVE_ALLOW_POLICY,)
