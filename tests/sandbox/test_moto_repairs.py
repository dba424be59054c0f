"""What our emulator does as AWS does, where moto alone does not."""

import base64
import json

import pytest
from botocore.exceptions import ClientError

from estate.sandbox.clients import Place, invoke
from estate.sandbox.template import evaluate

POLICY = json.dumps({"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*"}]})
GROUP = {"ReplicationGroupId": "baskets", "ReplicationGroupDescription": "baskets"}
SUBNETS = {"CacheSubnetGroupName": "baskets", "CacheSubnetGroupDescription": "baskets", "SubnetIds": ["subnet-1"]}


SCRIPT = base64.b64encode(b"#!/bin/sh\necho second\n").decode()
HOST = {"ImageId": "ami-0abcdef1234567890", "InstanceType": "t4g.small", "UserData": SCRIPT}


def test_a_host_starts_from_a_later_version_of_its_template(place: Place) -> None:
    ec2 = place.client("ec2")
    made = invoke(ec2, "create_launch_template", {"LaunchTemplateName": "hosts", "LaunchTemplateData": HOST})
    template = {"LaunchTemplateId": evaluate("LaunchTemplate.LaunchTemplateId", made)}
    invoke(ec2, "create_launch_template_version", {**template, "LaunchTemplateData": HOST})
    autoscaling, name = place.client("autoscaling"), {"AutoScalingGroupName": "hosts"}
    size = {"MinSize": 1, "MaxSize": 1, "AvailabilityZones": ["eu-west-1a"]}
    invoke(autoscaling, "create_auto_scaling_group", {**name, **size, "LaunchTemplate": {**template, "Version": "2"}})
    hosts = evaluate("AutoScalingGroups[0].Instances[].InstanceId", invoke(autoscaling, "describe_auto_scaling_groups", {}))
    assert isinstance(hosts, list)
    script = invoke(ec2, "describe_instance_attribute", {"InstanceId": hosts[0], "Attribute": "userData"})
    invoke(autoscaling, "delete_auto_scaling_group", {**name, "ForceDelete": True})
    invoke(ec2, "delete_launch_template", template)
    assert evaluate("UserData.Value", script) == SCRIPT


def test_a_deleted_nat_gateway_lets_go_of_its_address_and_its_interface(place: Place) -> None:
    ec2 = place.client("ec2")
    subnet = evaluate("Subnets[0].SubnetId", invoke(ec2, "describe_subnets", {}))
    address = {"AllocationId": evaluate("AllocationId", invoke(ec2, "allocate_address", {"Domain": "vpc"}))}
    taken: list[object] = []
    for _ in range(2):
        gateway = evaluate("NatGateway", invoke(ec2, "create_nat_gateway", {**address, "SubnetId": subnet}))
        taken.append(evaluate("NatGatewayAddresses[0].NetworkInterfaceId", gateway))
        invoke(ec2, "delete_nat_gateway", {"NatGatewayId": evaluate("NatGatewayId", gateway)})
    left = evaluate("NetworkInterfaces[].NetworkInterfaceId", invoke(ec2, "describe_network_interfaces", {}))
    invoke(ec2, "release_address", address)
    assert isinstance(left, list)
    assert not set(taken) & set(left)


def test_the_name_of_a_deleted_backup_plan_is_free_again(place: Place) -> None:
    client = place.client("backup")
    plan = {"BackupPlanName": "again", "Rules": [{"RuleName": "daily", "TargetBackupVaultName": "shop"}]}
    for _ in range(2):
        made = invoke(client, "create_backup_plan", {"BackupPlan": plan})
        invoke(client, "delete_backup_plan", {"BackupPlanId": evaluate("BackupPlanId", made)})
    assert evaluate("BackupPlansList[?BackupPlanName=='again']", invoke(client, "list_backup_plans", {})) == []


def test_a_distribution_may_answer_from_a_group_of_origins(place: Place) -> None:
    client = place.client("cloudfront")
    origins = [
        {"Id": name, "DomainName": f"{name}.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}} for name in ("a", "b")
    ]
    members = {"Quantity": 2, "Items": [{"OriginId": "a"}, {"OriginId": "b"}]}
    group = {"Id": "either", "FailoverCriteria": {"StatusCodes": {"Quantity": 1, "Items": [503]}}, "Members": members}
    behaviour = {"TargetOriginId": "either", "ViewerProtocolPolicy": "https-only"}
    config = {
        "CallerReference": "groups",
        "Comment": "",
        "Enabled": True,
        "Origins": {"Quantity": 2, "Items": origins},
        "OriginGroups": {"Quantity": 1, "Items": [group]},
        "DefaultCacheBehavior": behaviour,
    }
    made = invoke(client, "create_distribution", {"DistributionConfig": config})
    identity = {"Id": evaluate("Distribution.Id", made)}
    shown = invoke(client, "get_distribution", identity)
    invoke(client, "delete_distribution", {**identity, "IfMatch": evaluate("ETag", made)})
    assert evaluate("Distribution.DistributionConfig.DefaultCacheBehavior.TargetOriginId", shown) == "either"
    with pytest.raises(ClientError):
        invoke(
            client, "create_distribution", {"DistributionConfig": {**config, "DefaultCacheBehavior": {**behaviour, "TargetOriginId": "c"}}}
        )


def test_a_queue_keeps_its_policy_when_another_attribute_is_set(place: Place) -> None:
    sqs = place.client("sqs")
    url = {"QueueUrl": evaluate("QueueUrl", invoke(sqs, "create_queue", {"QueueName": "kept", "Attributes": {"Policy": POLICY}}))}
    invoke(sqs, "set_queue_attributes", {**url, "Attributes": {"DelaySeconds": "5"}})
    policy = evaluate("Attributes.Policy", invoke(sqs, "get_queue_attributes", {**url, "AttributeNames": ["All"]}))
    assert json.loads(str(policy)) == json.loads(POLICY)
    invoke(sqs, "set_queue_attributes", {**url, "Attributes": {"Policy": ""}})
    assert evaluate("Attributes.Policy", invoke(sqs, "get_queue_attributes", {**url, "AttributeNames": ["All"]})) is None
    invoke(sqs, "delete_queue", url)


def test_the_name_of_a_deleted_cache_is_free(place: Place) -> None:
    elasticache = place.client("elasticache")
    for _ in range(2):
        invoke(elasticache, "create_replication_group", GROUP)
        invoke(elasticache, "delete_replication_group", {"ReplicationGroupId": "baskets"})
    assert evaluate("ReplicationGroups", invoke(elasticache, "describe_replication_groups", {})) == []


def test_the_subnet_group_of_a_cache_can_be_deleted(place: Place) -> None:
    elasticache = place.client("elasticache")
    invoke(elasticache, "create_cache_subnet_group", SUBNETS)
    invoke(elasticache, "delete_cache_subnet_group", {"CacheSubnetGroupName": "baskets"})
    assert evaluate("CacheSubnetGroups", invoke(elasticache, "describe_cache_subnet_groups", {})) == []


def test_a_patch_baseline_takes_tags(place: Place) -> None:
    ssm, tags = place.client("ssm"), [{"Key": "team", "Value": "platform"}]
    own = {"BaselineId": evaluate("BaselineId", invoke(ssm, "create_patch_baseline", {"Name": "hosts", "Tags": tags}))}
    shown = invoke(ssm, "list_tags_for_resource", {"ResourceType": "PatchBaseline", "ResourceId": own["BaselineId"]})
    invoke(ssm, "delete_patch_baseline", own)
    invoke(ssm, "delete_patch_baseline", own)
    assert evaluate("TagList", shown) == tags


def test_a_patch_group_has_a_baseline_of_each_system_and_gives_it_back(place: Place) -> None:
    # Systems Manager user guide, patch groups: one baseline for each operating system
    ssm, group = place.client("ssm"), {"PatchGroup": "hosts"}
    made = [
        {"BaselineId": evaluate("BaselineId", invoke(ssm, "create_patch_baseline", {"Name": "hosts", "OperatingSystem": system}))}
        for system in ("DEBIAN", "AMAZON_LINUX_2023", "DEBIAN")
    ]
    for own in made[:2]:
        invoke(ssm, "register_patch_baseline_for_patch_group", {**group, **own})
    with pytest.raises(ClientError, match="AlreadyExistsException"):
        invoke(ssm, "register_patch_baseline_for_patch_group", {**group, **made[2]})
    invoke(ssm, "deregister_patch_baseline_for_patch_group", {**group, **made[0]})
    invoke(ssm, "register_patch_baseline_for_patch_group", {**group, **made[2]})
    for own in made:
        invoke(ssm, "deregister_patch_baseline_for_patch_group", {**group, **own})
        invoke(ssm, "delete_patch_baseline", own)


@pytest.mark.parametrize(("kind", "key"), [("target", "WindowTargetId"), ("task", "WindowTaskId")])
def test_what_a_window_does_not_have_is_unknown_to_it(place: Place, kind: str, key: str) -> None:
    # Systems Manager API, DeregisterTargetFromMaintenanceWindow and DeregisterTaskFromMaintenanceWindow: errors
    ssm, window = place.client("ssm"), {"Name": "hosts", "Schedule": "rate(7 days)", "Duration": 2, "Cutoff": 1}
    own = {"WindowId": evaluate("WindowId", invoke(ssm, "create_maintenance_window", {**window, "AllowUnassociatedTargets": False}))}
    with pytest.raises(ClientError, match="DoesNotExistException"):
        invoke(ssm, f"deregister_{kind}_from_maintenance_window", {**own, key: "0" * 36})
    invoke(ssm, "delete_maintenance_window", own)
