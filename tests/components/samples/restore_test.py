"""The smallest and the largest test of backups."""

from components.aws.restore_test import RestoreTest, RestoreTestArgs
from tests.components.builds import SCOPE


def _test(*stores: str) -> None:
    args = RestoreTestArgs(
        scope=SCOPE,
        vault_arn="arn:aws:backup:eu-central-1:111111111111:backup-vault:backups",
        arns={store: f"arn:aws:rds:eu-central-1:111111111111:cluster:shop-dev-{store}" for store in stores},
        subnet_ids=["subnet-1", "subnet-2"],
    )
    RestoreTest("restore-tests", args)


def smallest() -> None:
    _test("orders")


def largest() -> None:
    _test("orders", "the-books")
