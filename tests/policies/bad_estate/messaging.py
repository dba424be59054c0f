"""Queues and topics that everybody uses, that keep nothing, and that nobody looks at."""

import json

from pulumi_aws import cloudwatch, lambda_, msk, scheduler, sns, sqs

FACTS = {
    "stores": {
        "mail": {"kind": "queue", "description": "mail", "owner": "storefront", "tier": 2, "visibility_timeout": "30s", "max_receives": 5}
    },
    "services": {"checkout": {"uses": [{"store": "mail", "access": "read"}]}},
}
"""A reader that promises nothing of what waits."""


def build() -> None:
    _queues()
    _topic()
    _events()
    msk.Configuration(
        "orders", name="bad-orders", server_properties="auto.create.topics.enable=true\nunclean.leader.election.enable=true\n"
    )


def _queues() -> None:
    mail = sqs.Queue("mail", name="bad-mail", sqs_managed_sse_enabled=False, message_retention_seconds=60)
    sqs.QueuePolicy("mail", queue_url=mail.url, policy=_for_everybody("sqs:*"))
    dead = sqs.Queue("dead", name="bad-dead")
    sqs.RedriveAllowPolicy("dead", queue_url=dead.url, redrive_allow_policy=json.dumps({"redrivePermission": "allowAll"}))
    sqs.Queue("late", name="bad-late", redrive_policy=dead.arn.apply(lambda arn: json.dumps({"deadLetterTargetArn": arn})))
    reader = lambda_.Function("reader", name="bad-reader", role="arn:aws:iam::444455556666:role/reader", timeout=300)
    lambda_.EventSourceMapping("reader", event_source_arn=mail.arn, function_name=reader.name)


def _topic() -> None:
    orders = sns.Topic("orders", name="bad-orders")
    sns.TopicPolicy("orders", arn=orders.arn, policy=_for_everybody("sns:*"))
    sns.TopicSubscription("orders", topic=orders.arn, protocol="http", endpoint="http://hooks.shop.example")


def _events() -> None:
    target = {"arn": "arn:aws:lambda:eu-central-1:444455556666:function:bad-reader", "role_arn": "arn:aws:iam::444455556666:role/nightly"}
    scheduler.Schedule("nightly", flexible_time_window={"mode": "OFF"}, schedule_expression="rate(1 day)", target=target)
    rule = cloudwatch.EventRule("hourly", schedule_expression="rate(1 hour)")
    cloudwatch.EventTarget("hourly", rule=rule.name, arn=target["arn"])


def _for_everybody(action: str) -> str:
    everybody = {"Effect": "Allow", "Principal": "*", "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [everybody]})
