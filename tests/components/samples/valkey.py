"""The smallest and the largest cache."""

from components.aws.log_group import LogSettings
from components.aws.valkey import Valkey, ValkeyArgs
from estate.decisions.sizing import CacheLayout
from tests.components.builds import KEY_ARN, SCOPE
from tests.components.samples.places import PLACEMENT, WINDOWS


def smallest() -> None:
    Valkey(
        "valkey-cart",
        ValkeyArgs(
            scope=SCOPE,
            placement=PLACEMENT,
            version="7.2",
            node_type="cache.t4g.micro",
            layout=CacheLayout(nodes=1, failover=False),
            key_arn=KEY_ARN,
            snapshot_days=1,
            windows=WINDOWS,
            logs=LogSettings(retention_days=3, key_arn=KEY_ARN),
            deletion_protection=False,
        ),
    )


def largest() -> None:
    Valkey(
        "valkey-cart-of-the-north",
        ValkeyArgs(
            scope=SCOPE,
            placement=PLACEMENT,
            version="8.0",
            node_type="cache.r7g.16xlarge",
            layout=CacheLayout(nodes=6, failover=True),
            key_arn=KEY_ARN,
            snapshot_days=35,
            windows=WINDOWS,
            logs=LogSettings(retention_days=3653, key_arn=KEY_ARN),
            deletion_protection=True,
        ),
    )
