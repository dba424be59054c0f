"""Queues and their policies."""

from estate.sandbox.row import Call, Naming, Row, in_map, tags_by

URL = {"QueueUrl": "{id}"}
# The attributes of CreateQueue by the provider's names for them (SQS API reference).
ATTRIBUTES = in_map(
    "Attributes",
    "contentBasedDeduplication",
    "deduplicationScope",
    "delaySeconds",
    "fifoQueue",
    "fifoThroughputLimit",
    "kmsDataKeyReusePeriodSeconds",
    "kmsMasterKeyId",
    "policy",
    "redriveAllowPolicy",
    "redrivePolicy",
    "sqsManagedSseEnabled",
    maxMessageSize="MaximumMessageSize",
    messageRetentionSeconds="MessageRetentionPeriod",
    receiveWaitTimeSeconds="ReceiveMessageWaitTimeSeconds",
    visibilityTimeoutSeconds="VisibilityTimeout",
)

QUEUE = Row(
    "aws:sqs/queue:Queue",
    service="sqs",
    create=Call("create_queue"),
    id="{out.QueueUrl}",
    read=Call("get_queue_attributes", arguments={**URL, "AttributeNames": ["All"]}, at="Attributes"),
    also_read={"Tags": Call("list_queue_tags", arguments=URL, at="Tags")},
    delete=(Call("delete_queue", arguments=URL),),
    renames={"name": "QueueName", **ATTRIBUTES},
    local=("namePrefix",),
    # The defaults of the SQS API reference, CreateQueue.
    defaults={
        "delaySeconds": 0,
        "messageRetentionSeconds": 345600,
        "receiveWaitTimeSeconds": 0,
        "visibilityTimeoutSeconds": 30,
    },
    naming=Naming(limit=80, ending="{in.fifoQueue && '.fifo' || ''}"),
    updates=(Call("set_queue_attributes", arguments=URL, properties=("*",), place=True),),
    tags="tags",
    tag_updates=tags_by("tag_queue", "untag_queue", QueueUrl="{id}"),
    observe={"name": "{in.name}"},
    outputs={"arn": "{state.QueueArn}", "url": "{id}"},
)

QUEUE_POLICY = Row(
    "aws:sqs/queuePolicy:QueuePolicy",
    service="sqs",
    create=Call("set_queue_attributes"),
    id="{in.queueUrl}",
    read=Call("get_queue_attributes", arguments={**URL, "AttributeNames": ["Policy"]}, at="Attributes"),
    delete=(Call("set_queue_attributes", arguments={**URL, "Attributes": {"Policy": ""}}),),
    renames={"policy": "Attributes.Policy"},
    put_again=True,
    observe={"queueUrl": "{in.queueUrl}"},
)

ROWS = (QUEUE, QUEUE_POLICY)
