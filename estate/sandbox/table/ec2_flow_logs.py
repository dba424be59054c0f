"""The record of a network's connections."""

from collections.abc import Mapping

from estate.sandbox.row import Call, Row
from estate.sandbox.table.ec2 import ARN, TAG_UPDATES

# What a flow log may watch: the input -> EC2's name of the kind (EC2 API reference, CreateFlowLogs).
WATCHED: Mapping[str, str] = {
    "vpcId": "VPC",
    "subnetId": "Subnet",
    "eniId": "NetworkInterface",
    "transitGatewayId": "TransitGateway",
    "transitGatewayAttachmentId": "TransitGatewayAttachment",
    "regionalNatGatewayId": "RegionalNatGateway",
}
WHICH = " || ".join(f"in.{name}" for name in WATCHED)
KIND = " || ".join(f"in.{name} && '{kind}'" for name, kind in WATCHED.items())

FLOW_LOG = Row(
    "aws:ec2/flowLog:FlowLog",
    service="ec2",
    create=Call("create_flow_logs", arguments={"ResourceIds": [f"{{{WHICH}}}"], "ResourceType": f"{{{KIND}}}"}),
    id="{out.FlowLogIds[0]}",
    read=Call("describe_flow_logs", arguments={"FlowLogIds": ["{id}"]}, at="FlowLogs[0]"),
    delete=(Call("delete_flow_logs", arguments={"FlowLogIds": ["{id}"]}),),
    renames={"iamRoleArn": "DeliverLogsPermissionArn"},
    defaults={"logDestinationType": "cloud-watch-logs", "maxAggregationInterval": 600},
    tags="TagSpecifications:vpc-flow-log",
    tag_updates=TAG_UPDATES,
    observe=dict.fromkeys(WATCHED, "{state.ResourceId}"),
    outputs={"arn": f"{ARN}vpc-flow-log/{{id}}", "logFormat": "{state.LogFormat}"},
)

ROWS = (FLOW_LOG,)
