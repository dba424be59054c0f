"""What holds for every stack of every layer."""

from typing import Any

import pytest

from estate.graph.model import Resource
from estate.graph.record import Recording, RecordingMonitor
from estate.naming import SHARED
from tests.components.builds import waits_for
from tests.stacks import recordings
from tests.stacks.recordings import recording_of, reference_catalog, stacks_with_a_program

CATALOG = reference_catalog()
STACKS = stacks_with_a_program()
# The environments of a layer differ by data alone: what its program does is seen in one of them.
ONE_OF_EACH_LAYER = [stack for stack in STACKS if stack.endswith(("-dev", f"-{SHARED}"))]
# What stands at other vendors has no account of AWS.
ELSEWHERE = ("oncall-", "telemetry-", "observability-")
IN_AN_ACCOUNT = [stack for stack in STACKS if not stack.startswith(ELSEWHERE)]
ADMIN_PORTS = (22, 3389)  # FSBP EC2.13, EC2.14
BUCKET, BUCKET_POLICY = "aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy"
WORLD = ("0.0.0.0/0", "::/0")


def account_of(stack: str) -> str:
    """The account that the catalog gives the stack's environment."""
    environment = stack.split("-")[1]
    return CATALOG.organisation.shared_account if environment == SHARED else CATALOG.environments[environment].account


def aws_providers(stack: str) -> list[Resource]:
    return [resource for resource in recording_of(stack).resources if resource.type == "pulumi:providers:aws"]


@pytest.mark.parametrize("stack", IN_AN_ACCOUNT)
def test_credentials_of_another_account_are_refused(stack: str) -> None:
    providers = aws_providers(stack)
    assert providers
    # The wire of a provider's configuration is text (Pulumi's provider protocol).
    assert {str(provider.inputs["allowedAccountIds"]) for provider in providers} <= {
        f'["{account_of(stack)}"]',
        f"['{account_of(stack)}']",
    }


@pytest.mark.parametrize("stack", [stack for stack in ONE_OF_EACH_LAYER if stack in IN_AN_ACCOUNT])
def test_every_resource_is_made_by_a_provider_that_is_pinned(stack: str, monkeypatch: pytest.MonkeyPatch) -> None:
    used: dict[str, str] = {}
    register = RecordingMonitor.RegisterResource

    def spy(monitor: RecordingMonitor, request: Any) -> Any:
        response = register(monitor, request)
        if request.custom and request.type.startswith("aws:"):
            used[response.urn] = request.provider
        return response

    monkeypatch.setattr(RecordingMonitor, "RegisterResource", spy)
    recordings.recording_of.__wrapped__(stack)
    pinned = tuple(provider.urn for provider in aws_providers(stack))
    assert used
    assert not [urn for urn, provider in used.items() if not provider.startswith(pinned)]


@pytest.mark.parametrize("stack", STACKS)
def test_the_world_reaches_no_administrator_s_port(stack: str) -> None:
    rules = [one for one in recording_of(stack).resources if one.type == "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"]
    world = [rule for rule in rules if rule.inputs.get("cidrIpv4") in WORLD or rule.inputs.get("cidrIpv6") in WORLD]
    assert not [rule.urn for rule in world if any(_opens(rule, port) for port in ADMIN_PORTS)]


@pytest.mark.parametrize("stack", STACKS)
def test_no_service_is_told_to_write_to_a_bucket_before_its_policy_lets_it(stack: str) -> None:
    recording = recording_of(stack)
    policies = policies_of_buckets(recording)
    # The layer `account` is rolled out before all others (estate/layers.py): what stands in it is there.
    environment = stack.split("-")[1]
    below: dict[str, str] = {} if environment == SHARED else policies_of_buckets(recording_of(f"account-{environment}"))
    writers = [(one, at) for one in recording.resources for at in [bucket_written_by(one)] if at and (at in policies or at not in below)]
    assert not [one.urn for one, bucket in writers if policies[bucket] not in waits_for(recording, one)]


def policies_of_buckets(recording: Recording) -> dict[str, str]:
    """The URN of each bucket's policy, by the bucket's physical name."""
    buckets = {f"${{s3/bucket.{one.name}.id}}": one.inputs["bucket"] for one in recording.resources if one.type == BUCKET}
    return {buckets[one.inputs["bucket"]]: one.urn for one in recording.resources if one.type == BUCKET_POLICY}


def bucket_written_by(resource: Resource) -> str | None:
    """The physical name of the bucket that a service of AWS tries to write to as soon as the resource is made."""
    match resource.type:
        case "aws:s3/bucketLogging:BucketLogging":
            return resource.inputs["targetBucket"]
        case "aws:cloudtrail/trail:Trail" | "aws:cfg/deliveryChannel:DeliveryChannel":
            return resource.inputs["s3BucketName"]
        case "aws:lb/loadBalancer:LoadBalancer":
            return resource.inputs["accessLogs"]["bucket"]
        case "aws:ssm/resourceDataSync:ResourceDataSync":
            return resource.inputs["s3Destination"]["bucketName"]
    return None


def _opens(rule: Resource, port: int) -> bool:
    everything = rule.inputs["ipProtocol"] == "-1"
    return everything or rule.inputs["fromPort"] <= port <= rule.inputs["toPort"]


@pytest.mark.parametrize("stack", STACKS)
def test_no_resource_stands_twice_under_one_name(stack: str) -> None:
    urns = [resource.urn for resource in recording_of(stack).resources]
    assert len(urns) == len(set(urns))


@pytest.mark.parametrize("stack", ONE_OF_EACH_LAYER)
def test_the_same_catalog_gives_the_same_graph(stack: str) -> None:
    assert recordings.recording_of.__wrapped__(stack) == recording_of(stack)
