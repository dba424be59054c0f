"""What caches stand on: subnet groups and parameter groups."""

from estate.sandbox.row import Call, Naming, Row, tags_by

DESCRIPTION = "Managed by Pulumi"  # what the provider writes where the program says nothing
LONGEST_NAME = 255  # of groups (ElastiCache API reference)
TAG_UPDATES = tags_by("add_tags_to_resource", "remove_tags_from_resource", ResourceName="{state.ARN}")
TAGS = Call("list_tags_for_resource", arguments={"ResourceName": "{state.ARN}"}, at="TagList")

SUBNET_GROUP_NAME = {"CacheSubnetGroupName": "{id}"}
SUBNET_GROUP = Row(
    "aws:elasticache/subnetGroup:SubnetGroup",
    service="elasticache",
    create=Call("create_cache_subnet_group"),
    id="{in.name}",
    read=Call("describe_cache_subnet_groups", arguments=SUBNET_GROUP_NAME, at="CacheSubnetGroups[0]"),
    also_read={"Tags": TAGS},
    delete=(Call("delete_cache_subnet_group", arguments=SUBNET_GROUP_NAME),),
    renames={"name": "CacheSubnetGroupName", "description": "CacheSubnetGroupDescription"},
    defaults={"description": DESCRIPTION},
    naming=Naming(limit=LONGEST_NAME, prefix="", lower=True),
    updates=(Call("modify_cache_subnet_group", arguments=SUBNET_GROUP_NAME, properties=("description", "subnetIds"), place=True),),
    tags="Tags",
    tag_updates=TAG_UPDATES,
    observe={"subnetIds": "{state.Subnets[].SubnetIdentifier}"},
    outputs={"arn": "{state.ARN}", "vpcId": "{state.VpcId}"},
)

GROUP_NAME = {"CacheParameterGroupName": "{id}"}
PARAMETER_GROUP = Row(
    "aws:elasticache/parameterGroup:ParameterGroup",
    service="elasticache",
    create=Call("create_cache_parameter_group"),
    id="{in.name}",
    read=Call("describe_cache_parameter_groups", arguments=GROUP_NAME, at="CacheParameterGroups[0]"),
    also_read={
        "Parameters": Call("describe_cache_parameters", arguments={**GROUP_NAME, "Source": "user"}, at="Parameters"),
        "Tags": TAGS,
    },
    delete=(Call("delete_cache_parameter_group", arguments=GROUP_NAME),),
    renames={
        "name": "CacheParameterGroupName",
        "family": "CacheParameterGroupFamily",
        "parameters": "ParameterNameValues",
        "parameters.name": "ParameterName",
        "parameters.value": "ParameterValue",
    },
    apart=("parameters",),
    defaults={"description": DESCRIPTION},
    naming=Naming(limit=LONGEST_NAME, prefix="", lower=True),
    updates=(
        Call(
            "reset_cache_parameter_group",
            arguments={**GROUP_NAME, "ResetAllParameters": True},
            properties=("parameters",),
            when="length(old.parameters || `[]`) > length(in.parameters || `[]`)",
            clears=True,
        ),
        Call(
            "modify_cache_parameter_group",
            arguments=GROUP_NAME,
            properties=("parameters",),
            place=True,
            when="in.parameters",
            clears=True,
        ),
    ),
    tags="Tags",
    tag_updates=TAG_UPDATES,
    observe={"parameters": "{state.Parameters[].{name: ParameterName, value: ParameterValue}}"},
    outputs={"arn": "{state.ARN}"},
)

ROWS = (SUBNET_GROUP, PARAMETER_GROUP)
