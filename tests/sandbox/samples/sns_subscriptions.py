"""Who is told by a topic, and who may use it."""

import json

from tests.sandbox.sample import Sample, The
from tests.sandbox.samples.sns import policy

TOPIC = The("aws:sns/topic:Topic")
QUEUE = The("aws:sqs/queue:Queue", "arn")

SAMPLES = (
    Sample("aws:sns/topicPolicy:TopicPolicy", inputs={"arn": TOPIC, "policy": policy("sns:Publish")}, steps=({"policy": policy("sns:*")},)),
    Sample(
        "aws:sns/topicSubscription:TopicSubscription",
        inputs={
            "topic": TOPIC,
            "protocol": "sqs",
            "endpoint": QUEUE,
            "rawMessageDelivery": True,
            "redrivePolicy": json.dumps({"deadLetterTargetArn": "arn:aws:sqs:eu-west-1:222233334444:dead"}),
        },
        steps=(
            {"rawMessageDelivery": None},
            {"filterPolicyScope": "MessageBody", "filterPolicy": json.dumps({"kind": ["order"]})},
            {"filterPolicy": json.dumps({"kind": ["order", "refund"]})},
            {"redrivePolicy": None},
        ),
        untried=dict.fromkeys(("deliveryPolicy", "replayPolicy", "subscriptionRoleArn"), "one attribute is set like another"),
    ),
)
