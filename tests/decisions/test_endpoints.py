"""Which AWS services a network reaches by itself."""

from typing import get_args

import pytest

from estate.catalog.service import Ec2Runtime, EcsRuntime, EksRuntime, LambdaRuntime
from estate.decisions.endpoints import OF_RUNTIME, interface_endpoints


@pytest.mark.parametrize(
    ("runtimes", "stores", "expected"),
    [
        pytest.param((), (), {"kms", "logs", "secretsmanager", "sts"}, id="an empty estate"),
        # ECR user guide: Fargate pulls through ecr.api and ecr.dkr, and layers through the gateway of S3.
        pytest.param(("ecs",), (), {"kms", "logs", "secretsmanager", "sts", "ecr.api", "ecr.dkr"}, id="containers"),
        # Systems Manager user guide: Session Manager and Run Command need these three.
        pytest.param(("ec2",), (), {"kms", "logs", "secretsmanager", "sts", "ssm", "ssmmessages", "ec2messages"}, id="hosts"),
        pytest.param(("lambda",), ("queue", "topic", "postgres"), {"kms", "logs", "secretsmanager", "sts", "sqs", "sns"}, id="stores"),
    ],
)
def test_an_environment_with_its_own_ways_out_gets_what_it_runs(
    runtimes: tuple[str, ...], stores: tuple[str, ...], expected: set[str]
) -> None:
    assert set(interface_endpoints(nat="per_zone", runtimes=runtimes, stores=stores)) == expected


def test_an_environment_that_saves_gateways_saves_interfaces_too() -> None:
    assert interface_endpoints(nat="single", runtimes=("ecs", "ec2"), stores=("queue",)) == ()


def test_every_kind_of_runtime_is_thought_of() -> None:
    models = (EcsRuntime, Ec2Runtime, LambdaRuntime, EksRuntime)
    assert {get_args(model.model_fields["kind"].annotation)[0] for model in models} == set(OF_RUNTIME)
