"""Topics and queues: what is published arrives, over TLS alone, and nothing is lost on the way."""

import json

from tests.components.builds import KEY_ARN, graph_of
from tests.components.lookup import all_of, one, statements
from tests.components.samples import queue, topic


def test_a_topic_is_encrypted_and_refuses_plain_http() -> None:
    # SNS.1
    recording = graph_of(topic.smallest)
    assert one(recording, "sns/topic").inputs["kmsMasterKeyId"] == KEY_ARN
    (refusal,) = statements(one(recording, "sns/topicPolicy").inputs["policy"])
    assert (refusal["Effect"], refusal["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})


def test_only_its_topic_may_send_to_a_queue() -> None:
    policy = one(graph_of(queue.largest), "sqs/queuePolicy", "order-mail-of-the-north").inputs["policy"]
    (allowed,) = [statement for statement in statements(policy) if statement["Effect"] == "Allow"]
    assert allowed["Action"] == "sqs:SendMessage"
    assert allowed["Condition"] == {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:eu-central-1:111111111111:shop-dev-order-events"}}


def test_a_queue_without_a_topic_lets_nobody_in_by_itself() -> None:
    for policy in all_of(graph_of(queue.smallest), "sqs/queuePolicy"):
        assert {statement["Effect"] for statement in statements(policy.inputs["policy"])} == {"Deny"}


def test_what_sns_cannot_deliver_is_kept_in_the_dead_letter_queue() -> None:
    recording = graph_of(queue.largest)
    kept = json.loads(one(recording, "sns/topicSubscription").inputs["redrivePolicy"])["deadLetterTargetArn"]
    assert kept == json.loads(one(recording, "sqs/queue", "order-mail-of-the-north").inputs["redrivePolicy"])["deadLetterTargetArn"]
