"""The network of an environment."""

import pytest

from estate.graph.model import is_unknown
from tests.components.builds import of_type
from tests.stacks.recordings import recording_of, reference_catalog

ENVIRONMENTS = sorted(reference_catalog().environments)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_layers_above_get_a_subnet_of_each_kind_in_each_zone(environment: str) -> None:
    outputs = recording_of(f"network-{environment}").outputs
    zones = reference_catalog().environments[environment].zones
    assert set(outputs) == {"vpc_id", "public_subnet_ids", "private_subnet_ids", "data_subnet_ids"}
    for kind in ("public", "private", "data"):
        assert outputs[f"{kind}_subnet_ids"] == [f"${{ec2/subnet.network-{kind}-{zone}.id}}" for zone in zones]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_nothing_of_a_network_is_left_unknown(environment: str) -> None:
    resources = recording_of(f"network-{environment}").resources
    assert not [(one.urn, name) for one in resources for name, value in one.inputs.items() if is_unknown(value)]


@pytest.mark.parametrize(("environment", "gateways"), [("production", 3), ("staging", 1), ("dev", 1), ("sandbox", 1)])
def test_production_pays_for_a_nat_gateway_in_each_zone(environment: str, gateways: int) -> None:
    assert len(of_type(recording_of(f"network-{environment}"), "aws:ec2/natGateway:NatGateway")) == gateways


def test_production_reaches_what_it_runs_on_without_leaving() -> None:
    endpoints = of_type(recording_of("network-production"), "aws:ec2/vpcEndpoint:VpcEndpoint")
    reached = {endpoint.inputs["serviceName"].removeprefix("com.amazonaws.eu-central-1.") for endpoint in endpoints.values()}
    assert reached >= {"s3", "dynamodb", "ecr.api", "ecr.dkr", "logs", "secretsmanager", "kms", "sts", "ssm", "ssmmessages", "sqs", "sns"}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_connection_is_recorded_under_a_key(environment: str) -> None:
    recording = recording_of(f"network-{environment}")
    (log,) = of_type(recording, "aws:ec2/flowLog:FlowLog").values()
    (group,) = of_type(recording, "aws:cloudwatch/logGroup:LogGroup").values()
    assert (log.inputs["trafficType"], log.inputs["vpcId"]) == ("ALL", "${ec2/vpc.network.id}")
    assert group.inputs["kmsKeyId"] == "${kms/key.network.arn}"
    assert group.inputs["retentionInDays"] == reference_catalog().environments[environment].log_retention_days
