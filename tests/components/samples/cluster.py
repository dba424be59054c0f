"""The smallest and the largest cluster."""

from components.aws.cluster import Cluster, ClusterArgs
from components.aws.log_group import LogSettings
from tests.components.builds import KEY_ARN, SCOPE


def smallest() -> None:
    Cluster("services", ClusterArgs(scope=SCOPE, logs=LogSettings(retention_days=1, key_arn=None)))


def largest() -> None:
    Cluster("services", ClusterArgs(scope=SCOPE, logs=LogSettings(retention_days=3653, key_arn=KEY_ARN)))
