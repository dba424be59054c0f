"""Functions."""

from tests.sandbox.sample import Sample, The

FUNCTION = The("aws:lambda/function:Function", "name")
IMAGE = "222233334444.dkr.ecr.eu-west-1.amazonaws.com/shop/sales-report"


def network(group: str) -> dict[str, object]:
    return {"subnetIds": [The("aws:ec2/subnet:Subnet")], "securityGroupIds": [The("aws:ec2/securityGroup:SecurityGroup", variant=group)]}


def destination(variant: str) -> dict[str, object]:
    return {"onFailure": {"destination": The("aws:sqs/queue:Queue", "arn", variant=variant)}}


SAMPLES = (
    Sample(
        "aws:lambda/function:Function",
        inputs={
            "name": "sales-report",
            "packageType": "Image",
            "imageUri": f"{IMAGE}:1.0.0",
            "architectures": ["arm64"],
            "role": The("aws:iam/role:Role", "arn"),
            "memorySize": 256.0,
            "timeout": 60.0,
            "reservedConcurrentExecutions": 2.0,
            "publish": True,
            "environment": {"variables": {"REGION": "eu-west-1"}},
            "kmsKeyArn": The("aws:kms/key:Key", "arn"),
            "tracingConfig": {"mode": "Active"},
            "vpcConfig": network(""),
            "tags": {"team": "storefront"},
        },
        steps=(
            {"imageUri": f"{IMAGE}:1.1.0"},
            {"memorySize": 512, "timeout": 120},
            {"description": "sums up the day"},
            {"description": None},
            {"environment": {"variables": {"REGION": "eu-central-1"}}},
            {"vpcConfig": network("second")},
            {"vpcConfig": None},
            {"reservedConcurrentExecutions": 5},
            {"reservedConcurrentExecutions": None},
            {"publish": False},
            {"deadLetterConfig": {"targetArn": The("aws:sqs/queue:Queue", "arn", variant="dead")}},
            {"loggingConfig": {"logFormat": "JSON", "logGroup": "/shop/sales-report"}},
            {"role": The("aws:iam/role:Role", "arn", variant="second")},
            {"tags": {"owner": "storefront"}},
        ),
        untried={
            **dict.fromkeys(("handler", "layers", "runtime", "s3Bucket", "s3Key", "s3ObjectVersion", "sourceKmsKeyArn"), "not of an image"),
        },
    ),
    Sample(
        "aws:lambda/alias:Alias",
        inputs={"name": "live", "functionName": FUNCTION, "functionVersion": The("aws:lambda/function:Function", "version")},
        steps=(
            {"description": "what callers use"},
            {"functionVersion": "$LATEST"},
            {"routingConfig": {"additionalVersionWeights": {"1": 0.1}}},
            {"routingConfig": None},
        ),
    ),
    Sample(
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        inputs={"functionName": FUNCTION, "maximumRetryAttempts": 1.0, "destinationConfig": destination("dead")},
        steps=({"maximumRetryAttempts": 0}, {"maximumEventAgeInSeconds": 600}, {"destinationConfig": destination("")}),
    ),
    Sample(
        "aws:lambda/permission:Permission",
        inputs={
            "statementId": "queue",
            "function": FUNCTION,
            "action": "lambda:InvokeFunction",
            "principal": "sqs.amazonaws.com",
            "sourceArn": The("aws:sqs/queue:Queue", "arn"),
        },
    ),
)
