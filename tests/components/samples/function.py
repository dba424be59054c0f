"""The smallest and the largest function."""

from datetime import timedelta

from components.aws.function import Function, FunctionArgs, FunctionNetwork
from components.aws.log_group import LogSettings
from tests.components.builds import KEY_ARN, SCOPE

IMAGE = "111111111111.dkr.ecr.eu-central-1.amazonaws.com/shop-dev-sales-report:1.0.0"


def smallest() -> None:
    Function(
        "sales-report",
        FunctionArgs(
            scope=SCOPE,
            image=IMAGE,
            memory=128,
            timeout=timedelta(seconds=1),
            concurrency=1,
            schedule=None,
            variables={},
            statements=(),
            network=None,
            logs=LogSettings(retention_days=1, key_arn=KEY_ARN),
            key_arn=KEY_ARN,
        ),
    )


def largest() -> None:
    Function(
        "sales-report",
        FunctionArgs(
            scope=SCOPE,
            image=IMAGE,
            memory=10240,
            timeout=timedelta(minutes=15),
            concurrency=1000,
            schedule="cron(30 1 * * ? *)",
            variables={"SALES_REPORTS_BUCKET": "shop-dev-sales-reports-111111111111"},
            statements=(
                {"Effect": "Allow", "Action": ["s3:PutObject"], "Resource": ["arn:aws:s3:::shop-dev-sales-reports-111111111111/*"]},
            ),
            network=FunctionNetwork(subnet_ids=["subnet-a", "subnet-b"], security_group_ids=("sg-sales-report",)),
            logs=LogSettings(retention_days=3653, key_arn=KEY_ARN),
            key_arn=KEY_ARN,
        ),
    )
