"""The cluster, its image repositories and its firewalls; expected values are AWS's controls, named in each test."""

import json

import pytest

from tests.components.builds import KEY_ARN, graph_of
from tests.components.lookup import all_of, one
from tests.components.samples import cluster, image_repository, passage, security_group


def test_the_cluster_is_watched_and_what_people_type_in_it_is_kept() -> None:
    # ECS.12
    recording = graph_of(cluster.largest)
    made = one(recording, "ecs/cluster").inputs
    assert made["settings"] == [{"name": "containerInsights", "value": "enhanced"}]
    sessions = made["configuration"]["executeCommandConfiguration"]
    assert sessions["kmsKeyId"] == KEY_ARN
    assert sessions["logConfiguration"]["cloudWatchLogGroupName"] == one(recording, "cloudwatch/logGroup").inputs["name"]


def test_tags_of_images_never_move_and_images_are_scanned_and_encrypted() -> None:
    # ECR.1, ECR.2, ECR.5
    repository = one(graph_of(image_repository.smallest), "ecr/repository").inputs
    assert repository["imageTagMutability"] == "IMMUTABLE"
    assert repository["imageScanningConfiguration"] == {"scanOnPush": True}
    assert repository["encryptionConfigurations"] == [{"encryptionType": "KMS", "kmsKey": KEY_ARN}]


def test_old_images_go_and_the_rule_for_all_tags_comes_last() -> None:
    # ECR.3; ECR user guide: a rule for `any` has the highest priority number.
    rules = json.loads(one(graph_of(image_repository.smallest), "ecr/lifecyclePolicy").inputs["policy"])["rules"]
    assert {rule["action"]["type"] for rule in rules} == {"expire"}
    (last,) = (rule for rule in rules if rule["selection"]["tagStatus"] == "any")
    assert last["rulePriority"] == max(rule["rulePriority"] for rule in rules)


@pytest.mark.parametrize(("size", "ways_out"), [("smallest", []), ("largest", [("tcp", 443, "0.0.0.0/0")])])
def test_a_firewall_lets_nobody_in_and_https_out_where_it_is_wanted(size: str, ways_out: list[tuple[str, int, str]]) -> None:
    recording = graph_of(getattr(security_group, size))
    assert all_of(recording, "vpc/securityGroupIngressRule") == ()
    rules = [rule.inputs for rule in all_of(recording, "vpc/securityGroupEgressRule")]
    assert [(rule["ipProtocol"], rule["fromPort"], rule["cidrIpv4"]) for rule in rules] == ways_out


def test_a_passage_opens_one_port_on_both_sides() -> None:
    recording = graph_of(passage.largest)
    out, into = one(recording, "vpc/securityGroupEgressRule").inputs, one(recording, "vpc/securityGroupIngressRule").inputs
    assert (out["securityGroupId"], out["referencedSecurityGroupId"]) == ("sg-caller", "sg-callee")
    assert (into["securityGroupId"], into["referencedSecurityGroupId"]) == ("sg-callee", "sg-caller")
    assert {(rule["fromPort"], rule["toPort"], rule["ipProtocol"]) for rule in (out, into)} == {(65535, 65535, "tcp")}
