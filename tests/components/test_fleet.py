"""Hosts; expected values are the controls of AWS's Foundational Security Best Practices, named in each test."""

import pytest

from estate.graph.model import is_unknown
from estate.graph.record import Recording
from tests.components.builds import graph_of
from tests.components.lookup import all_of, one, statements
from tests.components.samples import fleet as samples

SIZES = ("smallest", "largest")


def graph(size: str) -> Recording:
    return graph_of(getattr(samples, size))


@pytest.mark.parametrize("size", SIZES)
def test_metadata_answers_the_host_alone_and_only_with_a_token(size: str) -> None:
    # EC2.8, AutoScaling.3, AutoScaling.4
    options = one(graph(size), "ec2/launchTemplate").inputs["metadataOptions"]
    assert options["httpTokens"] == "required"
    assert options["httpPutResponseHopLimit"] == 1


@pytest.mark.parametrize("size", SIZES)
def test_disks_are_encrypted_and_of_the_current_kind(size: str) -> None:
    # EC2.3
    (disk,) = one(graph(size), "ec2/launchTemplate").inputs["blockDeviceMappings"]
    assert (disk["ebs"]["encrypted"], disk["ebs"]["volumeType"]) == ("true", "gp3")


@pytest.mark.parametrize("size", SIZES)
def test_hosts_have_no_public_address_and_no_key_to_log_in_with(size: str) -> None:
    # EC2.25
    template = one(graph(size), "ec2/launchTemplate").inputs
    assert [interface["associatePublicIpAddress"] for interface in template["networkInterfaces"]] == ["false"]
    assert "keyName" not in template


@pytest.mark.parametrize(("size", "zones"), [("smallest", 2), ("largest", 3)])
def test_hosts_stand_in_every_zone(size: str, zones: int) -> None:
    # AutoScaling.2
    assert len(one(graph(size), "autoscaling/group").inputs["vpcZoneIdentifiers"]) == zones


@pytest.mark.parametrize(("size", "kind"), [("smallest", "EC2"), ("largest", "ELB")])
def test_a_load_balancer_decides_who_is_well_where_there_is_one(size: str, kind: str) -> None:
    # AutoScaling.1
    assert one(graph(size), "autoscaling/group").inputs["healthCheckType"] == kind


@pytest.mark.parametrize("size", SIZES)
def test_a_rollout_starts_new_hosts_before_it_stops_old_ones(size: str) -> None:
    preferences = one(graph(size), "autoscaling/group").inputs["instanceRefresh"]["preferences"]
    assert (preferences["minHealthyPercentage"], preferences["maxHealthyPercentage"]) == (100, 200)


@pytest.mark.parametrize(("size", "image"), [("smallest", "ami-00000000"), ("largest", "ami-00000000000000001")])
def test_a_rollout_goes_back_by_itself(size: str, image: str) -> None:
    # Auto Scaling API reference, RollbackInstanceRefresh: not where a parameter names the image, nor with $Latest or $Default.
    recording = graph(size)
    group = one(recording, "autoscaling/group").inputs
    assert group["instanceRefresh"]["preferences"]["autoRollback"] is True
    assert is_unknown(group["launchTemplate"]["version"])  # a number that only the deployment knows
    assert one(recording, "ec2/launchTemplate").inputs["imageId"] == image


@pytest.mark.parametrize(("size", "patch_group"), [("smallest", "load-hosts"), ("largest", "web-hosts")])
def test_hosts_and_their_group_say_when_they_are_patched(size: str, patch_group: str) -> None:
    # A key without a space: the metadata service refuses others (Systems Manager user guide, patch groups).
    recording = graph(size)
    template = one(recording, "ec2/launchTemplate").inputs
    instances = [tags["tags"] for tags in template["tagSpecifications"] if tags["resourceType"] == "instance"]
    assert [tags["PatchGroup"] for tags in instances] == [patch_group]
    group = {tag["key"]: tag["value"] for tag in one(recording, "autoscaling/group").inputs["tags"]}
    assert group["PatchGroup"] == patch_group


@pytest.mark.parametrize("size", SIZES)
def test_hosts_are_managed_by_systems_manager_from_their_start(size: str) -> None:
    # SSM.1
    recording = graph(size)
    managed = one(recording, "iam/rolePolicyAttachment")
    assert managed.inputs["policyArn"] == "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
    assert managed.urn in one(recording, "autoscaling/group").depends_on


@pytest.mark.parametrize(("size", "own"), [("smallest", []), ("largest", ["arn:aws:s3:::shop-dev-product-images-111111111111/*"])])
def test_a_host_has_the_rights_of_its_service_and_of_the_agent_and_no_more(size: str, own: list[str]) -> None:
    # Systems Manager user guide, SSM Agent communications with AWS managed S3 buckets: needed where S3 has an endpoint.
    (policy,) = all_of(graph(size), "iam/rolePolicy")
    agent, *others = statements(policy.inputs["policy"])
    assert [statement["Action"] for statement in (agent, *others)] == [["s3:GetObject"]] * (1 + len(own))
    assert [resource for statement in others for resource in statement["Resource"]] == own
    assert agent["Resource"] == [
        "arn:aws:s3:::amazon-ssm-eu-central-1*/*",
        "arn:aws:s3:::aws-patch-manager-eu-central-1*/*",
        "arn:aws:s3:::aws-ssm-eu-central-1*/*",
        "arn:aws:s3:::patch-baseline-snapshot-eu-central-1*/*",
    ]


def test_the_count_follows_the_load_and_the_engine_leaves_it_alone() -> None:
    group = one(graph("largest"), "autoscaling/group")
    assert (group.inputs["minSize"], group.inputs["maxSize"]) == (3, 30)
    assert group.ignore_changes == ("desiredCapacity",)
    assert one(graph("largest"), "autoscaling/policy").inputs["targetTrackingConfiguration"]["targetValue"] == 60
