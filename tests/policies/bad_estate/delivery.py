"""Releases that nobody can name, and workflows that anybody can write."""

import json

import pulumi_aws as aws
from pulumi_aws import autoscaling, ec2, ecs, iam, lambda_

SUBJECT = "token.actions.githubusercontent.com:sub"


def build() -> None:
    aws.Provider("anywhere", region="eu-central-1")
    _runs()
    _role("everybody", "repo:shop/estate:*")
    _role("rollout", "repo:shop/estate:environment:production")


def _runs() -> None:
    containers = json.dumps([{"name": "web", "image": "web:latest"}])
    task = ecs.TaskDefinition("web", family="web", container_definitions=containers)
    ecs.Service(
        "web",
        name="bad-web",
        task_definition=task.arn,
        desired_count=2,
        load_balancers=[{"container_name": "web", "container_port": 80, "target_group_arn": "arn:aws:elasticloadbalancing:web"}],
        deployment_minimum_healthy_percent=0,
        deployment_maximum_percent=100,
    )
    template = ec2.LaunchTemplate("host", image_id="resolve:ssm:/aws/service/debian/release/12/latest/arm64", instance_type="t4g.small")
    autoscaling.Group(
        "hosts",
        min_size=1,
        max_size=1,
        launch_template={"id": template.id, "version": "1"},
        availability_zones=["eu-central-1a"],
        instance_refresh={"strategy": "Rolling"},
    )
    lambda_.Function("report", name="bad-report", role="arn:aws:iam::444455556666:role/report", runtime="python3.13")


def _role(name: str, subject: str) -> None:
    trust = {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringLike": {SUBJECT: subject}}}
    iam.Role(name, name=f"bad-{name}", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}))
