"""The playbooks that act on AWS, run as the dispatcher runs them, against a private emulator."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest

from estate.sandbox.emulator import running_emulator
from tests.remediation.estates import ROOT

REGION = "eu-central-1"
SECONDS = 120


@dataclass(frozen=True)
class Cloud:
    """An emulator."""

    endpoint: str

    def client(self, service: str) -> Any:
        keys = {"aws_access_key_id": "none", "aws_secret_access_key": "none"}
        return boto3.client(service, endpoint_url=self.endpoint, region_name=REGION, **keys)  # type: ignore[call-overload] - the name is a variable

    def play(self, action: str, folder: Path, **variables: Any) -> "subprocess.CompletedProcess[str]":
        given = {"region": REGION, "environment": "staging", "evidence": str(folder), "patience": 1, **variables}
        file = folder / "variables.json"
        file.write_text(json.dumps({f"remediate_{name}": value for name, value in given.items()}))
        keys = {"AWS_ENDPOINT_URL": self.endpoint, "AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}
        playbook = ROOT / f"ansible/playbooks/remediate/{action}.yml"
        command = [str(Path(sys.executable).with_name("ansible-playbook")), "-i", "localhost,", str(playbook), "-e", f"@{file}"]
        environment = {**os.environ, **keys, "ANSIBLE_LOCALHOST_WARNING": "0"}
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603 - a playbook of ours


def tags(service: str, *, key: str = "Key", value: str = "Value") -> list[dict[str, str]]:
    return [{key: "service", value: service}, {key: "environment", value: "staging"}]


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """An emulator with a service of ECS, an Aurora cluster of two and a group of two hosts."""
    with running_emulator(tmp_path_factory.mktemp("emulator") / "log") as emulator:
        one = Cloud(emulator.endpoint)
        ecs = one.client("ecs")
        ecs.create_cluster(clusterName="shop-staging")
        for _ in range(2):
            ecs.register_task_definition(family="frontend", containerDefinitions=[{"name": "frontend", "image": "frontend", "memory": 64}])
        named = tags("frontend", key="key", value="value")
        ecs.create_service(cluster="shop-staging", serviceName="frontend-1a2b", taskDefinition="frontend:2", desiredCount=2, tags=named)
        rds = one.client("rds")
        given = {"Engine": "aurora-postgresql", "DBClusterIdentifier": "books"}
        rds.create_db_cluster(**given, MasterUsername="admin1", ManageMasterUserPassword=True, Tags=tags("astronomy-db"))
        for number in (1, 2):
            rds.create_db_instance(**given, DBInstanceIdentifier=f"books-{number}", DBInstanceClass="db.r7g.large")
        make_group(one)
        yield one


def make_group(one: Cloud) -> None:
    image = one.client("ec2").register_image(Name="debian", RootDeviceName="/dev/xvda", Architecture="arm64")["ImageId"]
    autoscaling = one.client("autoscaling")
    autoscaling.create_launch_configuration(LaunchConfigurationName="hosts", ImageId=image, InstanceType="t4g.small")
    autoscaling.create_auto_scaling_group(
        AutoScalingGroupName="image-provider-1a2b",
        LaunchConfigurationName="hosts",
        MinSize=1,
        MaxSize=4,
        DesiredCapacity=2,
        AvailabilityZones=[f"{REGION}a"],
        Tags=tags("image-provider"),
    )


def service(cloud: Cloud) -> dict[str, Any]:
    return cloud.client("ecs").describe_services(cluster="shop-staging", services=["frontend-1a2b"])["services"][0]


def test_a_replica_becomes_the_one_that_is_written_to(cloud: Cloud, tmp_path: Path) -> None:
    done = cloud.play("fail-over-replica", tmp_path, store="astronomy-db")
    assert done.returncode == 0, done.stdout + done.stderr
    members = cloud.client("rds").describe_db_clusters()["DBClusters"][0]["DBClusterMembers"]
    assert {one["DBInstanceIdentifier"]: one["IsClusterWriter"] for one in members} == {"books-1": False, "books-2": True}
    assert '"writer": "books-1"' in (tmp_path / "1-diagnosed.txt").read_text()
    assert '"writer": "books-2"' in (tmp_path / "3-verified.txt").read_text()


def test_a_bad_host_leaves_its_group_and_another_one_comes(cloud: Cloud, tmp_path: Path) -> None:
    autoscaling = cloud.client("autoscaling")
    [group] = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
    bad = group["Instances"][0]["InstanceId"]
    done = cloud.play("detach-host", tmp_path, service="image-provider", host=bad)
    assert done.returncode == 0, done.stdout + done.stderr
    [group] = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
    hosts = [one["InstanceId"] for one in group["Instances"]]
    assert bad not in hosts
    assert len(hosts) == group["DesiredCapacity"] == 2
    states = cloud.client("ec2").describe_instances(InstanceIds=[bad])["Reservations"][0]["Instances"][0]["State"]
    assert states["Name"] == "running", "it stays, to be looked at"


def test_more_tasks_are_asked_for_up_to_the_maximum(cloud: Cloud, tmp_path: Path) -> None:
    cloud.client("ecs").update_service(cluster="shop-staging", service="frontend-1a2b", desiredCount=2)
    done = cloud.play("scale-out", tmp_path, service="frontend", by=3, maximum=4)
    assert service(cloud)["desiredCount"] == 4
    assert done.returncode == 0, done.stdout + done.stderr
    again = cloud.play("scale-out", tmp_path, service="frontend", by=3, maximum=4)
    assert "the catalog's maximum is 4; expected fewer" in again.stdout
    assert service(cloud)["desiredCount"] == 4


def test_a_release_goes_back_by_one(cloud: Cloud, tmp_path: Path) -> None:
    cloud.client("ecs").update_service(cluster="shop-staging", service="frontend-1a2b", desiredCount=0, taskDefinition="frontend:2")
    cloud.play("roll-back-release", tmp_path, service="frontend")
    assert service(cloud)["taskDefinition"].endswith("frontend:1")
    again = cloud.play("roll-back-release", tmp_path, service="frontend")
    assert "frontend has no active revision before 1; expected one to go back to" in again.stdout


def test_a_consumer_that_takes_no_messages_is_rolled_out_anew_from_the_same_release(cloud: Cloud, tmp_path: Path) -> None:
    cloud.client("ecs").update_service(cluster="shop-staging", service="frontend-1a2b", desiredCount=2)  # the emulator's tasks run then
    before = service(cloud)
    done = cloud.play("restart-consumer", tmp_path, service="frontend")
    assert done.returncode == 0, done.stdout + done.stderr
    after = service(cloud)
    assert after["deployments"][0]["id"] != before["deployments"][0]["id"]
    assert (after["taskDefinition"], after["desiredCount"]) == (before["taskDefinition"], 2)


def test_tasks_that_do_not_come_up_are_not_healed(cloud: Cloud, tmp_path: Path) -> None:
    ecs = cloud.client("ecs")
    named = tags("email", key="key", value="value")
    ecs.create_service(cluster="shop-staging", serviceName="email-1a2b", taskDefinition="frontend:1", desiredCount=2, tags=named)
    done = cloud.play("restart-consumer", tmp_path, service="email")
    assert done.returncode == 2
    assert '"running": 0' in done.stdout, "the emulator starts no tasks of a new service"


def test_a_service_that_nobody_tagged_is_not_guessed(cloud: Cloud, tmp_path: Path) -> None:
    done = cloud.play("restart-consumer", tmp_path, service="accounting")
    assert "0 services of ECS have the tags of accounting in staging; expected one" in done.stdout
    assert done.returncode == 2
