"""The smallest and the largest endpoints."""

from ipaddress import IPv4Network

from components.aws.private_endpoints import PrivateEndpoints, PrivateEndpointsArgs
from tests.components.builds import SCOPE


def build(*, gateways: tuple[str, ...], interfaces: tuple[str, ...]) -> None:
    PrivateEndpoints(
        "endpoints",
        PrivateEndpointsArgs(
            scope=SCOPE,
            vpc_id="vpc-1",
            address_range=IPv4Network("10.0.0.0/16"),
            route_table_ids=["rtb-1", "rtb-2"],
            subnet_ids=["subnet-1", "subnet-2"],
            gateways=gateways,
            interfaces=interfaces,
        ),
    )


def smallest() -> None:
    build(gateways=("s3",), interfaces=())


def largest() -> None:
    build(gateways=("dynamodb", "s3"), interfaces=("ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager", "sqs", "sts"))
