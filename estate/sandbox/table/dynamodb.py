"""Tables."""

from collections.abc import Iterable, Mapping
from typing import cast

from estate.sandbox.row import Call, Inputs, Naming, Row, tags_by

Block = Mapping[str, object]
OWN = {"TableName": "{id}"}
BY_NAME = (
    "billingMode",
    "deletionProtectionEnabled",
    "onDemandThroughput",
    "readCapacity",
    "tableClass",
    "warmThroughput",
    "writeCapacity",
)
INDEX = (
    "name: IndexName, "
    "hashKey: KeySchema[?KeyType=='HASH'] | [0].AttributeName, "
    "rangeKey: KeySchema[?KeyType=='RANGE'] | [0].AttributeName, "
    "projectionType: Projection.ProjectionType, "
    "nonKeyAttributes: Projection.NonKeyAttributes, "
    "readCapacity: ProvisionedThroughput.ReadCapacityUnits, "
    "writeCapacity: ProvisionedThroughput.WriteCapacityUnits"
)


def key_schema(block: Block) -> list[Block]:
    """The keys of a table or an index as AWS wants them."""
    keys = (("hashKey", "HASH"), ("rangeKey", "RANGE"))
    return [{"AttributeName": block[name], "KeyType": kind} for name, kind in keys if block.get(name)]


def _renamed(block: Block, **names: str) -> dict[str, object]:
    """The members of a block that are given, under AWS's names."""
    return {aws: block[name] for name, aws in names.items() if block.get(name) is not None}


def index(block: Block) -> Block:
    """A secondary index."""
    throughput = _renamed(block, readCapacity="ReadCapacityUnits", writeCapacity="WriteCapacityUnits")
    return {
        "IndexName": block["name"],
        "KeySchema": key_schema(block),
        "Projection": _renamed(block, projectionType="ProjectionType", nonKeyAttributes="NonKeyAttributes"),
        **({"ProvisionedThroughput": throughput} if throughput else {}),
    }


def encryption(block: Block) -> Block:
    """Encryption; a key of one's own needs its kind beside it."""
    key = block.get("kmsKeyArn")
    return {"Enabled": block["enabled"], **({"SSEType": "KMS", "KMSMasterKeyId": key} if key else {})}


def in_aws_words(inputs: Inputs) -> Inputs:
    """The inputs with what AWS wants in other blocks than the provider: keys, attributes, indexes, encryption."""

    def blocks(name: str) -> Iterable[Block]:
        return cast("list[Block]", inputs.get(name) or [])

    sse = cast("Block | None", inputs.get("serverSideEncryption"))
    return {
        **inputs,
        "keySchema": key_schema(inputs),
        "definitions": [_renamed(one, name="AttributeName", type="AttributeType") for one in blocks("attributes")],
        "globalIndexes": [index(one) for one in blocks("globalSecondaryIndexes")] or None,
        "localIndexes": [index(one) for one in blocks("localSecondaryIndexes")] or None,
        "sse": encryption(sse) if sse else None,
    }


def stream(when: str, specification: Mapping[str, object]) -> Call:
    """A change of the stream: DynamoDB changes none that runs, so that the old one is always ended first."""
    arguments = {**OWN, "StreamSpecification": specification}
    return Call("update_table", arguments=arguments, properties=("streamEnabled", "streamViewType"), when=when, clears=True)


TABLE = Row(
    "aws:dynamodb/table:Table",
    service="dynamodb",
    create=Call(
        "create_table",
        arguments={
            "AttributeDefinitions": "{in.definitions}",
            "KeySchema": "{in.keySchema}",
            "GlobalSecondaryIndexes": "{in.globalIndexes}",
            "LocalSecondaryIndexes": "{in.localIndexes}",
            "SSESpecification": "{in.sse}",
        },
    ),
    id="{in.name}",
    read=Call("describe_table", arguments=OWN, at="Table"),
    also_read={
        "Backups": Call("describe_continuous_backups", arguments=OWN, at="ContinuousBackupsDescription.PointInTimeRecoveryDescription"),
        "Expiry": Call("describe_time_to_live", arguments=OWN, at="TimeToLiveDescription"),
        "Tags": Call("list_tags_of_resource", arguments={"ResourceArn": "{state.TableArn}"}, at="Tags"),
    },
    delete=(Call("delete_table", arguments=OWN),),
    renames={
        "name": "TableName",
        "readCapacity": "ProvisionedThroughput.ReadCapacityUnits",
        "writeCapacity": "ProvisionedThroughput.WriteCapacityUnits",
        "streamEnabled": "StreamSpecification.StreamEnabled",
        "streamViewType": "StreamSpecification.StreamViewType",
    },
    apart=("pointInTimeRecovery", "ttl"),
    inside=("attributes", "globalSecondaryIndexes", "hashKey", "localSecondaryIndexes", "rangeKey", "serverSideEncryption"),
    prepare=in_aws_words,
    defaults={"billingMode": "PROVISIONED", "deletionProtectionEnabled": False},
    known={
        "globalTableWitness": "the emulator makes no tables in other regions",
        "replicas": "the emulator makes no tables in other regions",
        **dict.fromkeys(("restoreBackupArn", "restoreDateTime", "restoreSourceName"), "the sandbox restores nothing"),
        **dict.fromkeys(("restoreSourceTableArn", "restoreToLatestTime", "importTable"), "the sandbox restores nothing"),
    },
    naming=Naming(limit=255, prefix=""),
    updates=(
        Call("update_table", arguments=OWN, properties=BY_NAME, place=True, clears=True),
        stream("old.streamEnabled", {"StreamEnabled": False}),
        stream("in.streamEnabled", {"StreamEnabled": True, "StreamViewType": "{in.streamViewType}"}),
        Call(
            "update_table",
            arguments={**OWN, "SSESpecification": '{in.sse || `{"Enabled": false}`}'},
            properties=("serverSideEncryption",),
            clears=True,
        ),
        # One index at a time: DynamoDB makes or ends no more in a call.
        Call(
            "update_table",
            arguments={
                **OWN,
                "AttributeDefinitions": "{in.definitions}",
                "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "{item.name}"}}],
            },
            properties=("attributes", "globalSecondaryIndexes"),
            each="old.globalSecondaryIndexes",
            clears=True,
        ),
        Call(
            "update_table",
            arguments={**OWN, "AttributeDefinitions": "{in.definitions}", "GlobalSecondaryIndexUpdates": [{"Create": "{item}"}]},
            properties=("attributes", "globalSecondaryIndexes"),
            each="in.globalIndexes",
            clears=True,
        ),
        Call(
            "update_continuous_backups",
            arguments={
                **OWN,
                "PointInTimeRecoverySpecification": {
                    "PointInTimeRecoveryEnabled": "{in.pointInTimeRecovery.enabled || `false`}",
                    "RecoveryPeriodInDays": "{in.pointInTimeRecovery.recoveryPeriodInDays}",
                },
            },
            properties=("pointInTimeRecovery",),
            clears=True,
        ),
        Call(
            "update_time_to_live",
            arguments={
                **OWN,
                "TimeToLiveSpecification": {
                    "AttributeName": "{in.ttl.attributeName || old.ttl.attributeName}",
                    "Enabled": "{in.ttl.enabled || `false`}",
                },
            },
            properties=("ttl",),
            clears=True,
        ),
    ),
    tags="Tags",
    tag_updates=tags_by("tag_resource", "untag_resource", ResourceArn="{state.TableArn}"),
    observe={
        "attributes": "{state.AttributeDefinitions[].{name: AttributeName, type: AttributeType}}",
        "billingMode": "{state.BillingModeSummary.BillingMode}",
        "globalSecondaryIndexes": f"{{state.GlobalSecondaryIndexes[].{{{INDEX}}}}}",
        "hashKey": "{state.KeySchema[?KeyType=='HASH'] | [0].AttributeName}",
        "localSecondaryIndexes": f"{{state.LocalSecondaryIndexes[].{{{INDEX}}}}}",
        "pointInTimeRecovery": (
            "{state.Backups.{enabled: PointInTimeRecoveryStatus == 'ENABLED', recoveryPeriodInDays: RecoveryPeriodInDays}}"
        ),
        "rangeKey": "{state.KeySchema[?KeyType=='RANGE'] | [0].AttributeName}",
        "readCapacity": "{state.ProvisionedThroughput.ReadCapacityUnits}",
        "serverSideEncryption": "{state.SSEDescription.{enabled: Status == 'ENABLED', kmsKeyArn: KMSMasterKeyArn}}",
        "streamEnabled": "{state.StreamSpecification.StreamEnabled}",
        "streamViewType": "{state.StreamSpecification.StreamViewType}",
        "writeCapacity": "{state.ProvisionedThroughput.WriteCapacityUnits}",
        "ttl": "{state.Expiry.{attributeName: AttributeName, enabled: TimeToLiveStatus == 'ENABLED'}}",
    },
    outputs={
        "arn": "{state.TableArn}",
        "streamArn": "{state.LatestStreamArn}",
        "streamLabel": "{state.LatestStreamLabel}",
    },
)

ROWS = (TABLE,)
