"""What looks for doors to the outside."""

from estate.sandbox.row import Call, Row

OWN = {"analyzerName": "{id}"}
ARN = "arn:{partition}:access-analyzer:{region}:{account}:analyzer/{id}"

ANALYZER = Row(
    "aws:accessanalyzer/analyzer:Analyzer",
    service="accessanalyzer",
    create=Call("create_analyzer"),
    id="{in.analyzerName}",
    read=Call("get_analyzer", arguments=OWN, at="analyzer"),
    delete=(Call("delete_analyzer", arguments=OWN),),
    defaults={"type": "ACCOUNT"},
    tags="tags",
    tag_updates=(
        Call("tag_resource", arguments={"resourceArn": ARN, "tags": "{in.tags}"}, when="in.tags"),
        Call("untag_resource", arguments={"resourceArn": ARN, "tagKeys": "{keys(removed)}"}, when="removed"),
    ),
    observe={"analyzerName": "{state.name}"},
    outputs={"arn": ARN},
)

ROWS = (ANALYZER,)
