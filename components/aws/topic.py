"""An SNS topic."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import sns

from components.aws.policy_document import document, refuse_plain_http
from estate.naming import Scope


@dataclass(frozen=True, kw_only=True)
class TopicArgs:
    """A topic whose messages are encrypted."""

    scope: Scope
    key_arn: pulumi.Input[str]


class Topic(pulumi.ComponentResource):
    """SNS topic that only the account's own roles reach: its policy lets nobody else in, and refuses plain HTTP (FSBP SNS.1, .4)."""

    arn: pulumi.Output[str]

    def __init__(self, name: str, args: TopicArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Topic", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        topic = sns.Topic(
            name,
            name=args.scope.name("sns/topic", name),
            kms_master_key_id=args.key_arn,
            tags=args.scope.tags,
            opts=child,
        )
        sns.TopicPolicy(name, arn=topic.arn, policy=document(refuse_plain_http("sns:Publish", topic.arn)), opts=child)
        self.arn = topic.arn
        self.register_outputs({"arn": self.arn})
