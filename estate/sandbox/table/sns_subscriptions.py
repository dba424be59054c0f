"""Who is told by a topic, and who may use it."""

from estate.sandbox.row import Call, Row, in_map

DEFAULT_ID = "__default_policy_ID"
OWNERS_ACTIONS = ("AddPermission", "DeleteTopic", "GetTopicAttributes", "ListSubscriptionsByTopic", "Publish", "RemovePermission")
# A topic always has a policy: to delete one is to set the one that SNS itself gives a new topic.
DEFAULT_POLICY = {
    "Version": "2008-10-17",
    "Id": DEFAULT_ID,
    "Statement": [
        {
            "Sid": "__default_statement_ID",
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": [f"SNS:{action}" for action in (*OWNERS_ACTIONS, "SetTopicAttributes", "Subscribe")],
            "Resource": "{id}",
            "Condition": {"StringEquals": {"AWS:SourceOwner": "{account}"}},
        }
    ],
}

TOPIC_POLICY = Row(
    "aws:sns/topicPolicy:TopicPolicy",
    service="sns",
    create=Call("set_topic_attributes", arguments={"TopicArn": "{in.arn}", "AttributeName": "Policy", "AttributeValue": "{in.policy}"}),
    id="{in.arn}",
    read=Call("get_topic_attributes", arguments={"TopicArn": "{id}"}, at=f"[Attributes][?!contains(Policy, '{DEFAULT_ID}')] | [0]"),
    delete=(Call("set_topic_attributes", arguments={"TopicArn": "{id}", "AttributeName": "Policy", "AttributeValue": DEFAULT_POLICY}),),
    put_again=True,
    replace_on=("arn",),
    updates=(
        Call(
            "set_topic_attributes",
            arguments={"TopicArn": "{id}", "AttributeName": "Policy", "AttributeValue": "{in.policy}"},
            properties=("policy",),
        ),
    ),
    observe={"arn": "{state.TopicArn}"},
    outputs={"owner": "{account}"},
)

# The attributes of Subscribe (SNS API reference); every one of them may change later.
CHANGING = in_map(
    "Attributes",
    "deliveryPolicy",
    "filterPolicy",
    "filterPolicyScope",
    "rawMessageDelivery",
    "redrivePolicy",
    "replayPolicy",
    "subscriptionRoleArn",
)


def set_attribute(name: str, target: str) -> Call:
    """One attribute, which SNS sets one at a time; an empty value takes it away."""
    arguments = {"SubscriptionArn": "{id}", "AttributeName": target.partition(".")[2], "AttributeValue": f"{{in.{name} || ''}}"}
    return Call("set_subscription_attributes", arguments=arguments, properties=(name,), clears=True)


TOPIC_SUBSCRIPTION = Row(
    "aws:sns/topicSubscription:TopicSubscription",
    service="sns",
    create=Call("subscribe", arguments={"ReturnSubscriptionArn": True}),
    id="{out.SubscriptionArn}",
    read=Call("get_subscription_attributes", arguments={"SubscriptionArn": "{id}"}, at="Attributes"),
    delete=(Call("unsubscribe", arguments={"SubscriptionArn": "{id}"}),),
    renames={"topic": "TopicArn", **CHANGING},
    local=("confirmationTimeoutInMinutes", "endpointAutoConfirms"),
    defaults={"confirmationTimeoutInMinutes": 1, "endpointAutoConfirms": False, "rawMessageDelivery": False},
    # A filter is judged by its scope, which is therefore set first.
    updates=tuple(set_attribute(name, CHANGING[name]) for name in sorted(CHANGING, key=lambda name: name != "filterPolicyScope")),
    outputs={
        "arn": "{id}",
        "confirmationWasAuthenticated": "{state.ConfirmationWasAuthenticated == 'true'}",
        "filterPolicyScope": "{state.FilterPolicyScope}",
        "ownerId": "{account}",
        "pendingConfirmation": "{state.PendingConfirmation == 'true'}",
    },
)

ROWS = (TOPIC_POLICY, TOPIC_SUBSCRIPTION)
