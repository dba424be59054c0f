"""The two balancers that stand behind one interface."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from tests.patching.collection import haproxy, service, target_group

# Answers in the columns of the HAProxy management guide: "show servers state" (version 1) and "show stat".
STATE = """1
# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change
3 web 1 h1 10.0.0.1 2 0 1 1 5
3 web 2 h2 10.0.0.2 0 8 1 1 5
3 web 3 h3 10.0.0.3 2 1 1 1 5
"""
STAT = "# pxname,svname,qcur,qmax,scur\nweb,h1,0,0,3\nweb,h2,0,0,0\nweb,h3,0,0,0\nweb,BACKEND,0,0,3\n"


@pytest.fixture
def answering(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """A socket that answers as HAProxy does, and what it was asked."""
    asked: list[str] = []
    path = str(tmp_path / "admin.sock")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()

        def serve() -> None:
            while True:
                try:
                    stream, _ = server.accept()
                except OSError:
                    return
                with stream:
                    question = stream.recv(1000).decode().strip()
                    asked.append(question)
                    said = (
                        STATE
                        if "servers state" in question
                        else STAT
                        if question == "show stat"
                        else "No such server.\n"
                        if "h9" in question
                        else "\n"
                    )
                    stream.sendall(said.encode())

        thread = threading.Thread(target=serve)
        thread.start()
        yield path, asked
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_what_operators_asked_for_is_told_apart_from_what_health_checks_say(answering: tuple[str, list[str]]) -> None:
    servers = haproxy.Haproxy(answering[0], "web").servers()
    assert {name: (one.drained, one.healthy, one.sessions) for name, one in servers.items()} == {
        "h1": (False, True, 3),
        "h2": (True, False, 0),  # drained and ill: the status column would read DOWN
        "h3": (True, True, 0),
    }


def test_a_server_that_is_not_there_is_refused_with_those_that_are(answering: tuple[str, list[str]]) -> None:
    with pytest.raises(haproxy.BalancerError, match=r"no server 'h7' in backend 'web' of .*; it has h1, h2, h3"):
        haproxy.Haproxy(answering[0], "web").seen("h7")


def test_what_the_balancer_complains_of_is_an_error(answering: tuple[str, list[str]]) -> None:
    balancer = haproxy.Haproxy(answering[0], "web")
    balancer.drain("h1")
    assert answering[1][-1] == "set server web/h1 state drain"
    with pytest.raises(haproxy.BalancerError, match="No such server"):
        balancer.drain("h9")


def test_a_balancer_that_is_away_is_an_error_and_no_empty_list(tmp_path: Path) -> None:
    with pytest.raises(haproxy.BalancerError, match="does not answer"):
        haproxy.Haproxy(str(tmp_path / "nowhere.sock"), "web").servers()


@pytest.mark.parametrize("minimum", [1, 2])
def test_the_last_one_that_serves_stays_and_nothing_is_asked_of_the_balancer(answering: tuple[str, list[str]], minimum: int) -> None:
    options = {"server": "h1", "minimum_healthy": minimum, "timeout": 0, "haproxy": {"socket": answering[0], "backend": "web"}}
    with pytest.raises(haproxy.BalancerError, match=rf"h1 cannot be drained: 0 others are healthy \(none\), {minimum} must be"):
        service.bring_about("drained", options, check_mode=False)
    assert not [question for question in answering[1] if question.startswith("set")]


def test_a_look_and_a_check_change_nothing(answering: tuple[str, list[str]]) -> None:
    options = {"server": "h1", "minimum_healthy": 0, "timeout": 0, "haproxy": {"socket": answering[0], "backend": "web"}}
    assert service.bring_about("seen", options, check_mode=False)["changed"] is False
    assert service.bring_about("drained", options, check_mode=True)["changed"] is True
    assert not [question for question in answering[1] if question.startswith("set")]


@pytest.mark.parametrize(("named", "server"), [("", "h1"), ("web-1", "web-1")])
def test_a_host_stands_behind_its_balancer_under_its_own_name_or_the_one_it_was_given(named: str, server: str) -> None:
    drain = {
        "drain_balancer": "haproxy",
        "drain_server": named,
        "drain_minimum_healthy": 1,
        "drain_timeout": 5,
        "drain_haproxy": {"socket": "s"},
    }
    assert service.of_role(drain, "h1") == {"server": server, "minimum_healthy": 1, "timeout": 5, "haproxy": {"socket": "s"}}
    assert service.of_role({**drain, "drain_balancer": "none"}, "h1") is None


@pytest.fixture
def group() -> Iterator[tuple[Any, str, str]]:
    """A target group of the emulator with one instance in it: the client, the group's ARN, the instance's id."""
    with mock_aws():
        region: dict[str, Any] = {"region_name": "eu-central-1", "aws_access_key_id": "x", "aws_secret_access_key": "x"}
        ec2, elb = boto3.client("ec2", **region), boto3.client("elbv2", **region)
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        image = ec2.describe_images()["Images"][0]["ImageId"]
        instance = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1)["Instances"][0]["InstanceId"]
        arn = elb.create_target_group(Name="web", Protocol="HTTP", Port=80, VpcId=vpc)["TargetGroups"][0]["TargetGroupArn"]
        elb.register_targets(TargetGroupArn=arn, Targets=[{"Id": instance}])
        yield elb, arn, instance


def test_a_target_is_deregistered_and_registered_again(group: tuple[Any, str, str]) -> None:
    client, arn, instance = group
    balancer = target_group.TargetGroup(client, arn)
    assert list(balancer.servers()) == [instance]
    balancer.drain(instance)
    assert balancer.servers() == {}
    balancer.ready(instance)
    assert list(balancer.servers()) == [instance]


TAGS = {"environment": "production", "service": "web"}


def test_a_target_group_is_found_by_the_tags_of_its_service(group: tuple[Any, str, str]) -> None:
    client, arn, _instance = group
    client.add_tags(ResourceArns=[arn], Tags=[{"Key": key, "Value": value} for key, value in TAGS.items()])
    tagging = boto3.client("resourcegroupstaggingapi", region_name="eu-central-1", aws_access_key_id="x", aws_secret_access_key="x")
    assert target_group.arn_by_tags(tagging, TAGS) == arn
    with pytest.raises(haproxy.BalancerError, match="0 target groups have the tags environment=staging, service=web; expected one"):
        target_group.arn_by_tags(tagging, {**TAGS, "environment": "staging"})
    with pytest.raises(haproxy.BalancerError, match="no target group is named; expected its arn or its tags"):
        target_group.arn_by_tags(tagging, {})


def test_two_target_groups_with_the_same_tags_are_no_choice_to_make(group: tuple[Any, str, str]) -> None:
    client, arn, _instance = group
    vpc = client.describe_target_groups(TargetGroupArns=[arn])["TargetGroups"][0]["VpcId"]
    other = client.create_target_group(Name="other", Protocol="HTTP", Port=80, VpcId=vpc)["TargetGroups"][0]["TargetGroupArn"]
    client.add_tags(ResourceArns=[arn, other], Tags=[{"Key": key, "Value": value} for key, value in TAGS.items()])
    tagging = boto3.client("resourcegroupstaggingapi", region_name="eu-central-1", aws_access_key_id="x", aws_secret_access_key="x")
    with pytest.raises(haproxy.BalancerError, match="2 target groups have the tags"):
        target_group.arn_by_tags(tagging, TAGS)


def test_a_target_group_that_is_not_there_is_an_error(group: tuple[Any, str, str]) -> None:
    with pytest.raises(haproxy.BalancerError, match="describe_target_health"):
        target_group.TargetGroup(group[0], group[1].replace("web", "wbe")).servers()
