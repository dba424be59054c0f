"""The smallest and the largest backup."""

from components.aws.backup import Backup, BackupArgs
from estate.decisions.recovery import Recovery, StorePlan
from tests.components.builds import KEY_ARN, SCOPE

COPY_KEY_ARN = "arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-0000-0000-000000000000"


def _backup(*plans: StorePlan, protect: bool) -> None:
    args = BackupArgs(
        scope=SCOPE,
        recovery=Recovery(region="eu-west-1", plans=plans, buckets=(), schedule="cron(0 12 ? * * *)"),
        arns={plan.store: f"arn:aws:rds:eu-central-1:111111111111:cluster:shop-dev-{plan.store}" for plan in plans},
        key_arn=KEY_ARN,
        copy_key_arn=COPY_KEY_ARN,
        protect=protect,
    )
    Backup("backups", args)


def smallest() -> None:
    _backup(StorePlan(store="orders", keep_days=1), protect=False)


def largest() -> None:
    _backup(StorePlan(store="orders", keep_days=35), StorePlan(store="books", keep_days=3650), protect=True)
