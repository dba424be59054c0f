"""Queues."""

import json

from tests.sandbox.sample import Sample, The

DEAD = The("aws:sqs/queue:Queue", "arn", variant="dead")
FIFO = dict.fromkeys(("contentBasedDeduplication", "deduplicationScope", "fifoThroughputLimit"), "changed on the FIFO sample")


def policy(action: str) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": action, "Resource": "*"}]})


SAMPLES = (
    Sample(
        "aws:sqs/queue:Queue",
        inputs={
            "name": "order-mail",
            "visibilityTimeoutSeconds": 60.0,
            "kmsMasterKeyId": The("aws:kms/key:Key"),
            "tags": {"team": "storefront"},
        },
        steps=(
            {"visibilityTimeoutSeconds": 120},
            {"delaySeconds": 5, "maxMessageSize": 2048, "messageRetentionSeconds": 86400, "receiveWaitTimeSeconds": 20},
            {"kmsMasterKeyId": The("aws:kms/key:Key", variant="second"), "kmsDataKeyReusePeriodSeconds": 600},
            {"redrivePolicy": {"deadLetterTargetArn": DEAD, "maxReceiveCount": 5}},
            {"redriveAllowPolicy": {"redrivePermission": "denyAll"}},
            {"policy": policy("sqs:SendMessage")},
            {"tags": {"owner": "storefront"}},
            {"visibilityTimeoutSeconds": None},
        ),
        untried={"sqsManagedSseEnabled": "not together with a key of one's own", **FIFO},
    ),
    Sample("aws:sqs/queue:Queue", variant="dead", inputs={"name": "order-mail-dead", "sqsManagedSseEnabled": True}),
    Sample(
        "aws:sqs/queue:Queue",
        variant="fifo",
        inputs={"name": "orders.fifo", "fifoQueue": True, "contentBasedDeduplication": True},
        steps=({"contentBasedDeduplication": False}, {"deduplicationScope": "messageGroup", "fifoThroughputLimit": "perMessageGroupId"}),
    ),
    Sample(
        "aws:sqs/queuePolicy:QueuePolicy",
        inputs={"queueUrl": The("aws:sqs/queue:Queue"), "policy": policy("sqs:SendMessage")},
        steps=({"policy": policy("sqs:ReceiveMessage")},),
    ),
)
