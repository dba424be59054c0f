"""Log groups."""

from estate.sandbox.row import Call, Naming, Row

OWN = {"logGroupName": "{id}"}

LOG_GROUP = Row(
    "aws:cloudwatch/logGroup:LogGroup",
    service="logs",
    create=Call("create_log_group"),
    id="{in.name}",
    read=Call("describe_log_groups", arguments={"logGroupNamePrefix": "{id}"}, at="logGroups[?logGroupName=='{id}'] | [0]"),
    also_read={"Tags": Call("list_tags_log_group", arguments=OWN, at="tags")},
    delete=(Call("delete_log_group", arguments=OWN, when="!(in.skipDestroy)"),),
    renames={"name": "logGroupName"},
    apart=("retentionInDays",),
    local=("namePrefix", "skipDestroy"),
    naming=Naming(limit=512),
    updates=(
        Call(
            "put_retention_policy",
            arguments={**OWN, "retentionInDays": "{in.retentionInDays}"},
            properties=("retentionInDays",),
            when="in.retentionInDays",
            clears=True,
        ),
        Call("delete_retention_policy", arguments=OWN, properties=("retentionInDays",), when="!(in.retentionInDays)", clears=True),
    ),
    replace_on=("deletionProtectionEnabled", "kmsKeyId"),
    tags="tags",
    tag_updates=(
        Call("tag_log_group", arguments={**OWN, "tags": "{in.tags}"}, when="in.tags"),
        Call("untag_log_group", arguments={**OWN, "tags": "{keys(removed)}"}, when="removed"),
    ),
    outputs={"arn": "arn:{partition}:logs:{region}:{account}:log-group:{id}"},
)

ROWS = (LOG_GROUP,)
