"""The smallest and the largest security group."""

from components.aws.security_group import SecurityGroup, SecurityGroupArgs
from tests.components.builds import SCOPE


def smallest() -> None:
    SecurityGroup("checkout", SecurityGroupArgs(scope=SCOPE, vpc_id="vpc-1", calls_out=False))


def largest() -> None:
    SecurityGroup("checkout", SecurityGroupArgs(scope=SCOPE, vpc_id="vpc-1", calls_out=True))
