"""The smallest and the largest record of configurations."""

from datetime import timedelta

from components.aws.configuration_record import ConfigurationRecord, ConfigurationRecordArgs
from tests.components.builds import KEY_ARN, SCOPE


def build(*, keep_for: timedelta, protect: bool) -> None:
    ConfigurationRecord(
        "configuration",
        ConfigurationRecordArgs(
            scope=SCOPE, key_arn=KEY_ARN, log_bucket="shop-dev-access-logs-111111111111", keep_for=keep_for, protect=protect
        ),
    )


def smallest() -> None:
    build(keep_for=timedelta(days=1), protect=False)


def largest() -> None:
    build(keep_for=timedelta(days=731), protect=True)
