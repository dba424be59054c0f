"""The playbooks that act on AWS, run as the dispatcher runs them, against a private emulator."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest

from estate.sandbox.emulator import running_emulator
from tests.remediation.playing import REGION, play


@dataclass(frozen=True)
class Cloud:
    """An emulator."""

    endpoint: str

    def client(self, service: str) -> Any:
        keys = {"aws_access_key_id": "none", "aws_secret_access_key": "none"}
        return boto3.client(service, endpoint_url=self.endpoint, region_name=REGION, **keys)  # type: ignore[call-overload] - the name is a variable

    def play(self, action: str, folder: Path, **variables: Any) -> "subprocess.CompletedProcess[str]":
        return play(action, folder, endpoint=self.endpoint, **variables)


def tags(service: str) -> list[dict[str, str]]:
    return [{"Key": "service", "Value": service}, {"Key": "environment", "Value": "staging"}]


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """An emulator with an Aurora cluster of two and a group of two hosts."""
    with running_emulator(tmp_path_factory.mktemp("emulator") / "log") as emulator:
        one = Cloud(emulator.endpoint)
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
