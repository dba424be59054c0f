"""Which AWS services an environment reaches without leaving its network."""

from collections.abc import Iterable, Mapping
from typing import Literal

GATEWAYS = ("dynamodb", "s3")
"""They cost nothing (VPC user guide, gateway endpoints), so that every network has them."""

EVERYBODY = ("kms", "logs", "secretsmanager", "sts")
OF_RUNTIME: Mapping[str, tuple[str, ...]] = {
    "ecs": ("ecr.api", "ecr.dkr"),  # ECR user guide, interface endpoints; Fargate needs no more than these, the logs and the secrets
    "eks": ("ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "elasticloadbalancing"),  # EKS user guide, private clusters
    "ec2": ("ec2messages", "ssm", "ssmmessages"),  # Systems Manager user guide, VPC endpoints
    "lambda": (),
}
OF_STORE: Mapping[str, tuple[str, ...]] = {"queue": ("sqs",), "topic": ("sns",)}


def interface_endpoints(*, nat: Literal["single", "per_zone"], runtimes: Iterable[str], stores: Iterable[str]) -> tuple[str, ...]:
    """The services' short names, sorted; none where one NAT gateway is good enough for all zones.

    An interface costs as much in a zone as a quarter of a NAT gateway (EC2 price list), and what it buys is that the
    way to AWS does not depend on one: an environment that saves the gateways saves the interfaces too.
    """
    if nat == "single":
        return ()
    needed = {*EVERYBODY}
    needed.update(endpoint for runtime in runtimes for endpoint in OF_RUNTIME[runtime])
    needed.update(endpoint for store in stores for endpoint in OF_STORE.get(store, ()))
    return tuple(sorted(needed))
