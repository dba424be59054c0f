"""The smallest and the largest topic: there is one."""

from components.aws.topic import Topic, TopicArgs
from tests.components.builds import KEY_ARN, SCOPE


def smallest() -> None:
    Topic("order-events", TopicArgs(scope=SCOPE, key_arn=KEY_ARN))


def largest() -> None:
    Topic("order-events-of-the-north", TopicArgs(scope=SCOPE, key_arn=KEY_ARN))
