"""How AWS's own logs reach a log group or a bucket."""

from estate.sandbox.row import Call, Naming, Row, tags_by

NAME = {"name": "{id}"}
TAGS = {"tags": Call("list_tags_for_resource", arguments={"resourceArn": "{state.arn}"}, at="tags")}
TAG_UPDATES = tags_by("tag_resource", "untag_resource", tags="tags", removed="tagKeys", resourceArn="{state.arn}")

SOURCE = Row(
    "aws:cloudwatch/logDeliverySource:LogDeliverySource",
    service="logs",
    create=Call("put_delivery_source"),
    id="{in.name}",
    read=Call("get_delivery_source", arguments=NAME, at="deliverySource"),
    also_read=TAGS,
    delete=(Call("delete_delivery_source", arguments=NAME),),
    naming=Naming(limit=60, prefix=""),
    replace_on=("logType", "name", "resourceArn"),
    tags="tags",
    tag_updates=TAG_UPDATES,
    observe={"resourceArn": "{state.resourceArns[0]}"},
    outputs={"arn": "{state.arn}", "service": "{state.service}"},
)

DESTINATION = Row(
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
    service="logs",
    create=Call("put_delivery_destination"),
    id="{in.name}",
    read=Call("get_delivery_destination", arguments=NAME, at="deliveryDestination"),
    also_read=TAGS,
    delete=(Call("delete_delivery_destination", arguments=NAME),),
    naming=Naming(limit=60, prefix=""),
    put_again=True,
    replace_on=("deliveryDestinationType", "name", "outputFormat"),
    tags="tags",
    tag_updates=TAG_UPDATES,
    outputs={"arn": "{state.arn}", "deliveryDestinationType": "{state.deliveryDestinationType}"},
)

DELIVERY = Row(
    "aws:cloudwatch/logDelivery:LogDelivery",
    service="logs",
    create=Call("create_delivery"),
    id="{out.delivery.id}",
    read=Call("get_delivery", arguments={"id": "{id}"}, at="delivery"),
    also_read=TAGS,
    delete=(Call("delete_delivery", arguments={"id": "{id}"}),),
    # The emulator lacks update_delivery_configuration.
    replace_on=("deliveryDestinationArn", "deliverySourceName", "fieldDelimiter", "recordFields", "s3DeliveryConfigurations"),
    tags="tags",
    tag_updates=TAG_UPDATES,
    outputs={"arn": "{state.arn}", "recordFields": "{state.recordFields}", "fieldDelimiter": "{state.fieldDelimiter}"},
)

RESOURCE_POLICY = Row(
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    service="logs",
    create=Call("put_resource_policy"),
    id="{in.policyName || in.resourceArn}",
    read=Call("describe_resource_policies", at="resourcePolicies[?policyName=='{id}'] | [0]"),
    delete=(Call("delete_resource_policy", arguments={"policyName": "{in.policyName}", "resourceArn": "{in.resourceArn}"}),),
    put_again=True,
    replace_on=("policyName", "resourceArn"),
    outputs={"policyScope": "{state.policyScope}", "revisionId": "{state.revisionId}"},
)

ROWS = (SOURCE, DESTINATION, DELIVERY, RESOURCE_POLICY)
