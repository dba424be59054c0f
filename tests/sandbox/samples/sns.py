"""Topics."""

import json

from estate.sandbox.table.sns import FEEDBACK
from tests.sandbox.sample import Sample, The


def policy(action: str) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": action, "Resource": "*"}]})


SAMPLES = (
    Sample(
        "aws:sns/topic:Topic",
        inputs={"name": "alarms", "displayName": "Alarms", "kmsMasterKeyId": The("aws:kms/key:Key"), "tags": {"team": "operations"}},
        steps=(
            {"displayName": "Loud alarms"},
            {"kmsMasterKeyId": The("aws:kms/key:Key", variant="second")},
            {"policy": policy("sns:Publish")},
            {"tracingConfig": "Active"},
            {"displayName": None},
            {"tags": {"owner": "operations"}},
        ),
        untried={
            **dict.fromkeys(FEEDBACK, "one attribute is set like another"),
            **dict.fromkeys(("archivePolicy", "contentBasedDeduplication", "fifoThroughputScope"), "FIFO topics only"),
            "deliveryPolicy": "one attribute is set like another",
            "signatureVersion": "one attribute is set like another",
        },
    ),
)
