"""The smallest and the largest queue."""

from datetime import timedelta

from components.aws.queue import Queue, QueueArgs
from tests.components.builds import KEY_ARN, SCOPE


def smallest() -> None:
    Queue("order-mail", QueueArgs(scope=SCOPE, visibility_timeout=timedelta(0), max_receives=1, key_arn=KEY_ARN))


def largest() -> None:
    Queue(
        "order-mail-of-the-north",
        QueueArgs(
            scope=SCOPE,
            visibility_timeout=timedelta(hours=12),
            max_receives=1000,
            key_arn=KEY_ARN,
            topic_arn="arn:aws:sns:eu-central-1:111111111111:shop-dev-order-events",
        ),
    )
