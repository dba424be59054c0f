"""Topics."""

from estate.sandbox.row import Call, Naming, Row, in_map, tags_by

ARN = {"TopicArn": "{id}"}
ENDPOINTS = ("application", "firehose", "http", "lambda", "sqs")
FEEDBACK = tuple(
    f"{endpoint}{end}"
    for endpoint in ENDPOINTS
    for end in ("FailureFeedbackRoleArn", "SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate")
)
# The attributes of CreateTopic that may change later (SNS API reference, SetTopicAttributes).
CHANGING = in_map(
    "Attributes",
    *FEEDBACK,
    "archivePolicy",
    "contentBasedDeduplication",
    "deliveryPolicy",
    "displayName",
    "fifoThroughputScope",
    "kmsMasterKeyId",
    "policy",
    "signatureVersion",
    "tracingConfig",
    httpFailureFeedbackRoleArn="HTTPFailureFeedbackRoleArn",
    httpSuccessFeedbackRoleArn="HTTPSuccessFeedbackRoleArn",
    httpSuccessFeedbackSampleRate="HTTPSuccessFeedbackSampleRate",
)


def set_attribute(name: str, target: str) -> Call:
    """One attribute, which SNS sets one at a time; an empty value takes it away."""
    value = f"{{in.{name} || ''}}"
    attribute = target.partition(".")[2]
    arguments = {**ARN, "AttributeName": attribute, "AttributeValue": value}
    return Call("set_topic_attributes", arguments=arguments, properties=(name,), clears=True)


TOPIC = Row(
    "aws:sns/topic:Topic",
    service="sns",
    create=Call("create_topic"),
    id="{out.TopicArn}",
    read=Call("get_topic_attributes", arguments=ARN, at="Attributes"),
    also_read={"Tags": Call("list_tags_for_resource", arguments={"ResourceArn": "{id}"}, at="Tags")},
    delete=(Call("delete_topic", arguments=ARN),),
    renames={**CHANGING, **in_map("Attributes", "fifoTopic")},
    local=("namePrefix",),
    naming=Naming(limit=256, ending="{in.fifoTopic && '.fifo' || ''}"),
    updates=tuple(set_attribute(name, target) for name, target in CHANGING.items()),
    tags="Tags",
    tag_updates=tags_by("tag_resource", "untag_resource", ResourceArn="{id}"),
    observe={"name": "{in.name}"},
    outputs={"arn": "{id}", "owner": "{account}"},
)

ROWS = (TOPIC,)
