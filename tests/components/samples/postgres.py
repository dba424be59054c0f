"""The smallest and the largest database."""

from components.aws.log_group import LogSettings
from components.aws.postgres import Postgres, PostgresArgs
from tests.components.builds import KEY_ARN, SCOPE
from tests.components.samples.places import PLACEMENT, WINDOWS


def smallest() -> None:
    Postgres(
        "astronomy-db",
        PostgresArgs(
            scope=SCOPE,
            placement=PLACEMENT,
            version="16.8",
            database="astronomy",
            instance_class="db.t4g.medium",
            instances=1,
            key_arn=KEY_ARN,
            backup_days=1,
            windows=WINDOWS,
            logs=LogSettings(retention_days=3, key_arn=KEY_ARN),
            deletion_protection=False,
        ),
    )


def largest() -> None:
    Postgres(
        "astronomy-db-of-the-north",
        PostgresArgs(
            scope=SCOPE,
            placement=PLACEMENT,
            version="16.8",
            database="astronomy",
            instance_class="db.r7g.16xlarge",
            instances=15,
            key_arn=KEY_ARN,
            backup_days=35,
            windows=WINDOWS,
            logs=LogSettings(retention_days=3653, key_arn=KEY_ARN),
            deletion_protection=True,
        ),
    )
