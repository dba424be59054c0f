"""Parameters."""

from estate.sandbox.row import Call, Naming, Row, tags_by

RESOURCE = {"ResourceType": "Parameter", "ResourceId": "{id}"}
CHANGING = ("allowedPattern", "description", "insecureValue", "keyId", "tier", "type", "value")

PARAMETER = Row(
    "aws:ssm/parameter:Parameter",
    service="ssm",
    create=Call("put_parameter"),
    id="{in.name}",
    read=Call("get_parameter", arguments={"Name": "{id}", "WithDecryption": True}, at="Parameter"),
    also_read={
        "Described": Call(
            "describe_parameters",
            arguments={"ParameterFilters": [{"Key": "Name", "Option": "Equals", "Values": ["{id}"]}]},
            at="Parameters[0]",
        ),
        "Tags": Call("list_tags_for_resource", arguments=RESOURCE, at="TagList"),
    },
    delete=(Call("delete_parameter", arguments={"Name": "{id}"}),),
    renames={"insecureValue": "Value"},
    # Nothing is there yet that `overwrite` could take over.
    local=("arn", "overwrite"),
    known=dict.fromkeys(("valueWo", "valueWoVersion"), "the wire brings no write-only values"),
    naming=Naming(limit=1011, prefix=""),  # of the name with its ARN (SSM API reference, PutParameter)
    updates=(
        Call(
            "put_parameter",
            arguments={
                "Name": "{id}",
                "Overwrite": True,
                "AllowedPattern": "{in.allowedPattern || ''}",
                "Description": "{in.description || ''}",
            },
            properties=CHANGING,
            place=True,
            clears=True,
        ),
    ),
    tags="Tags",
    tag_updates=tags_by("add_tags_to_resource", "remove_tags_from_resource", **RESOURCE),
    observe={
        **{name: f"{{state.Described.{name[0].upper()}{name[1:]}}}" for name in ("allowedPattern", "description", "keyId", "tier")},
        "insecureValue": "{state.Value}",
    },
    outputs={
        "arn": "{state.ARN}",
        "dataType": "{state.DataType}",
        "tier": "{state.Described.Tier}",
        "value": "{state.Value}",
        "version": "{state.Version}",
    },
)

ROWS = (PARAMETER,)
