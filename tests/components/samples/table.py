"""The smallest and the largest table."""

from components.aws.table import CapacityRange, KeyAttribute, Table, TableArgs
from tests.components.builds import KEY_ARN, SCOPE


def smallest() -> None:
    args = TableArgs(scope=SCOPE, partition_key=KeyAttribute(name="id", type="S"), key_arn=KEY_ARN, deletion_protection=False)
    Table("sessions", args)


def largest() -> None:
    Table(
        "sessions-of-the-north",
        TableArgs(
            scope=SCOPE,
            partition_key=KeyAttribute(name="session_id", type="B"),
            sort_key=KeyAttribute(name="seen_at", type="N"),
            expires="expires_at",
            capacity=CapacityRange(minimum=5, maximum=40000),
            key_arn=KEY_ARN,
            deletion_protection=True,
        ),
    )
