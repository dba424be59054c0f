"""Functions, their aliases, and who may call them."""

from estate.sandbox.row import Call, Naming, Row, in_map, tags_by

OWN = {"FunctionName": "{id}"}
INVOKED = "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions"
CODE = {name: f"{name[0].upper()}{name[1:]}" for name in ("imageUri", "s3Bucket", "s3Key", "s3ObjectVersion")} | {
    "sourceKmsKeyArn": "SourceKMSKeyArn"
}
STREAMED = "arn:{partition}:apigateway:{region}:lambda:path/2021-11-15/functions"
# What UpdateFunctionConfiguration takes, as far as the emulator carries it out.
CONFIGURATION = (
    "deadLetterConfig",
    "description",
    "environment",
    "handler",
    "layers",
    "loggingConfig",
    "memorySize",
    "role",
    "runtime",
    "timeout",
    "vpcConfig",
)
STEERING = (
    "replaceSecurityGroupsOnDestroy",
    "replacementSecurityGroupIds",
    "skipDestroy",
    "sourceCodeHash",
    "useResourceTimeoutForPropagation",
)

FUNCTION = Row(
    "aws:lambda/function:Function",
    service="lambda",
    create=Call("create_function"),
    id="{in.name}",
    read=Call("get_function_configuration", arguments=OWN),
    also_read={
        "Code": Call("get_function", arguments=OWN, at="Code"),
        "Tags": Call("list_tags", arguments={"Resource": "{state.FunctionArn}"}, at="Tags"),
        "Published": Call("list_versions_by_function", arguments=OWN, at="Versions[-1]"),
        "Reserved": Call("get_function_concurrency", arguments=OWN, at="ReservedConcurrentExecutions"),
    },
    delete=(Call("delete_function", arguments=OWN, when="!(in.skipDestroy)"),),
    # A local archive has no place among the members of AWS's `Code`.
    renames={"name": "FunctionName", "code": "Code.Archive", **in_map("Code", **CODE)},
    apart=("reservedConcurrentExecutions",),
    local=STEERING,
    # The provider's own, and what takes a setting away.
    defaults={
        "description": "",
        "environment": {"variables": {}},
        "layers": [],
        "memorySize": 128,
        "packageType": "Zip",
        "publish": False,
        "reservedConcurrentExecutions": -1,
        "timeout": 3,
        "vpcConfig": {"subnetIds": [], "securityGroupIds": []},
    },
    naming=Naming(limit=64, prefix=""),
    updates=(
        Call("update_function_code", arguments=OWN, properties=tuple(CODE), place=True, renames=CODE),
        Call("update_function_configuration", arguments=OWN, properties=CONFIGURATION, place=True),
        Call("publish_version", arguments=OWN, properties=("publish", *CODE, *CONFIGURATION), when="in.publish"),
        Call(
            "put_function_concurrency",
            arguments={**OWN, "ReservedConcurrentExecutions": "{in.reservedConcurrentExecutions}"},
            properties=("reservedConcurrentExecutions",),
            when="in.reservedConcurrentExecutions >= `0`",
        ),
        Call(
            "delete_function_concurrency",
            arguments=OWN,
            properties=("reservedConcurrentExecutions",),
            when="old.reservedConcurrentExecutions >= `0` && in.reservedConcurrentExecutions < `0`",
        ),
    ),
    # The emulator's update calls pass them over.
    replace_on=(
        "architectures",
        "capacityProviderConfig",
        "codeSigningConfigArn",
        "durableConfig",
        "ephemeralStorage",
        "fileSystemConfig",
        "imageConfig",
        "kmsKeyArn",
        "publishTo",
        "snapStart",
        "tracingConfig",
    ),
    known=dict.fromkeys(("code", "codeSha256"), "give an image, or an archive in a bucket"),
    tags="Tags",
    tag_updates=tags_by("tag_resource", "untag_resource", Resource="{state.FunctionArn}"),
    observe={
        **{name: f"{{state.Code.{member}}}" for name, member in CODE.items()},
        "imageConfig": "{state.ImageConfigResponse.ImageConfig}",
        "layers": "{state.Layers[].Arn}",
        "publish": "{in.publish}",
        "reservedConcurrentExecutions": "{state.Reserved}",
    },
    outputs={
        "architectures": "{state.Architectures}",
        "arn": "{state.FunctionArn}",
        "codeSha256": "{state.CodeSha256}",
        "invokeArn": f"{INVOKED}/{{state.FunctionArn}}/invocations",
        "ephemeralStorage": "{state.EphemeralStorage.{size: Size}}",
        "lastModified": "{state.LastModified}",
        "qualifiedArn": "{state.Published.FunctionArn}",
        "qualifiedInvokeArn": f"{INVOKED}/{{state.Published.FunctionArn}}/invocations",
        "responseStreamingInvokeArn": f"{STREAMED}/{{state.FunctionArn}}/response-streaming-invocations",
        "sourceCodeSize": "{state.CodeSize}",
        "tracingConfig": "{state.TracingConfig.{mode: Mode}}",
        "version": "{state.Published.Version}",
    },
)


def named(member: str) -> str:
    """The function's name or ARN as it was given, when the state's ARN holds it."""
    return f"{{contains(state.{member}, in.functionName) && in.functionName || state.{member}}}"


NAMED = {"FunctionName": "{in.functionName}", "Name": "{in.name}"}

ALIAS = Row(
    "aws:lambda/alias:Alias",
    service="lambda",
    create=Call("create_alias"),
    id="{out.AliasArn}",
    read=Call("get_alias", arguments=NAMED),
    delete=(Call("delete_alias", arguments=NAMED, when="state"),),
    defaults={"description": "", "routingConfig": {}},
    naming=Naming(limit=128, prefix=""),
    updates=(Call("update_alias", arguments=NAMED, properties=("*",), place=True),),
    observe={"functionName": named("AliasArn")},
    outputs={"arn": "{state.AliasArn}", "invokeArn": f"{INVOKED}/{{state.AliasArn}}/invocations"},
)

INVOKE_CONFIG = ("destinationConfig", "maximumEventAgeInSeconds", "maximumRetryAttempts")
INVOKE_CONFIG_OF = {"FunctionName": "{in.functionName}", "Qualifier": "{in.qualifier}"}

EVENT_INVOKE_CONFIG = Row(
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    service="lambda",
    create=Call("put_function_event_invoke_config"),
    id="{in.functionName}{in.qualifier && join('', [':', in.qualifier]) || ''}",
    read=Call("get_function_event_invoke_config", arguments=INVOKE_CONFIG_OF),
    delete=(Call("delete_function_event_invoke_config", arguments=INVOKE_CONFIG_OF),),
    defaults={"maximumRetryAttempts": 2},
    # The emulator keeps showing the first one that was put.
    updates=(
        Call("delete_function_event_invoke_config", arguments=INVOKE_CONFIG_OF, properties=INVOKE_CONFIG),
        Call(
            "put_function_event_invoke_config",
            arguments=INVOKE_CONFIG_OF,
            properties=INVOKE_CONFIG,
            place=True,
            clears=True,
        ),
    ),
    replace_on=("functionName", "qualifier"),
    observe={"functionName": named("FunctionArn"), "qualifier": "{in.qualifier}"},
)

STATEMENT = {"FunctionName": "{in.function}", "StatementId": "{id}", "Qualifier": "{in.qualifier}"}

PERMISSION = Row(
    "aws:lambda/permission:Permission",
    service="lambda",
    create=Call("add_permission"),
    id="{in.statementId}",
    # The policy is one text.
    read=Call(
        "get_policy",
        arguments={"FunctionName": "{in.function}", "Qualifier": "{in.qualifier}"},
        at="[@][?contains(Policy, '\"{id}\"')] | [0]",
    ),
    delete=(Call("remove_permission", arguments=STATEMENT),),
    renames={"function": "FunctionName"},
    local=("statementIdPrefix",),
    naming=Naming(property="statementId", prefix="statementIdPrefix", limit=100),
    observe={
        name: f"{{contains(state.Policy, in.{name}) && in.{name}}}"
        for name in ("action", "function", "principal", "principalOrgId", "qualifier", "sourceAccount", "sourceArn", "statementId")
    },
)

ROWS = (FUNCTION, ALIAS, EVENT_INVOKE_CONFIG, PERMISSION)
