"""A work queue and the dead-letter queue behind it."""

from dataclasses import dataclass
from datetime import timedelta

import pulumi
from pulumi_aws import sns, sqs

from components.aws.policy_document import document, refuse_plain_http
from estate.naming import Scope

DEAD_LETTER_RETENTION = timedelta(days=14)  # the longest that SQS keeps a message (SQS developer guide, quotas)


@dataclass(frozen=True, kw_only=True)
class QueueArgs:
    """A queue that gives a message back after `visibility_timeout`, and up after `max_receives`."""

    scope: Scope
    visibility_timeout: timedelta
    max_receives: int
    key_arn: pulumi.Input[str]
    """The KMS key of both queues."""
    topic_arn: pulumi.Input[str] | None = None
    """The SNS topic whose messages arrive here, where there is one."""


class Queue(pulumi.ComponentResource):
    """SQS queue with redrive: nothing is dropped before `max_receives` deliveries (SQS developer guide, dead-letter queues)."""

    url: pulumi.Output[str]
    arn: pulumi.Output[str]
    dead_letter_arn: pulumi.Output[str]

    def __init__(self, name: str, args: QueueArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Queue", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        dead_letter = sqs.Queue(
            f"{name}-dead-letter",
            name=args.scope.name("sqs/queue", name, "dead-letter"),
            kms_master_key_id=args.key_arn,
            message_retention_seconds=int(DEAD_LETTER_RETENTION.total_seconds()),
            tags=args.scope.tags,
            opts=child,
        )
        queue = sqs.Queue(
            name,
            name=args.scope.name("sqs/queue", name),
            kms_master_key_id=args.key_arn,
            visibility_timeout_seconds=int(args.visibility_timeout.total_seconds()),
            redrive_policy=pulumi.Output.json_dumps({"deadLetterTargetArn": dead_letter.arn, "maxReceiveCount": args.max_receives}),
            tags=args.scope.tags,
            opts=child,
        )
        sqs.RedriveAllowPolicy(
            name,
            queue_url=dead_letter.url,
            redrive_allow_policy=pulumi.Output.json_dumps({"redrivePermission": "byQueue", "sourceQueueArns": [queue.arn]}),
            opts=child,
        )
        for label, one in ((name, queue), (f"{name}-dead-letter", dead_letter)):
            sqs.QueuePolicy(label, queue_url=one.url, policy=_policy(one.arn, args.topic_arn), opts=child)
        if args.topic_arn is not None:
            sns.TopicSubscription(
                name,
                topic=args.topic_arn,
                protocol="sqs",
                endpoint=queue.arn,
                raw_message_delivery=True,
                # What SNS cannot deliver is kept as well as what nobody could handle.
                redrive_policy=pulumi.Output.json_dumps({"deadLetterTargetArn": dead_letter.arn}),
                opts=child,
            )
        self.url = queue.url
        self.arn = queue.arn
        self.dead_letter_arn = dead_letter.arn
        self.register_outputs({"url": self.url, "arn": self.arn, "dead_letter_arn": self.dead_letter_arn})


def _policy(queue_arn: pulumi.Input[str], topic_arn: pulumi.Input[str] | None) -> pulumi.Output[str]:
    """Refuses plain HTTP; lets the topic send, where there is one."""
    from_topic = {
        "Sid": "AcceptTheTopic",
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue_arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic_arn}},
    }
    return document(refuse_plain_http("sqs:*", queue_arn), *([from_topic] if topic_arn else []))
