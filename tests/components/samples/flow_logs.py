"""The smallest and the largest flow logs."""

from components.aws.flow_logs import FlowLogs, FlowLogsArgs
from components.aws.log_group import LogSettings
from tests.components.builds import KEY_ARN, SCOPE


def smallest() -> None:
    FlowLogs("flow-logs", FlowLogsArgs(scope=SCOPE, vpc_id="vpc-1", logs=LogSettings(retention_days=1, key_arn=KEY_ARN)))


def largest() -> None:
    FlowLogs("flow-logs", FlowLogsArgs(scope=SCOPE, vpc_id="vpc-1", logs=LogSettings(retention_days=3653, key_arn=KEY_ARN)))
