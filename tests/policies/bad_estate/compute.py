"""Hosts, tasks, a cluster and functions as the shortest tutorial makes them."""

import json

from pulumi_aws import autoscaling, ec2, ecr, ecs, eks, lambda_

PASSWORD = "postgres://shop:horse@database.internal/shop"


def build() -> None:
    _hosts()
    _tasks()
    _kubernetes()
    _functions()
    ecr.Repository("shop", name="bad-shop")


def _hosts() -> None:
    template = ec2.LaunchTemplate(
        "host",
        instance_type="t3.micro",
        metadata_options={"http_tokens": "optional", "http_put_response_hop_limit": 2},
        network_interfaces=[{"associate_public_ip_address": "true"}],
        user_data=f"export DATABASE={PASSWORD}",
    )
    zone = ec2.Subnet("hosts", vpc_id="vpc-1", cidr_block="10.0.2.0/24", availability_zone="eu-central-1a")
    autoscaling.Group(
        "hosts",
        min_size=1,
        max_size=1,
        launch_template={"id": template.id, "version": "$Latest"},
        vpc_zone_identifiers=[zone.id],
        target_group_arns=["arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/web/1"],
    )
    older = ec2.LaunchConfiguration("older", image_id="ami-1", instance_type="t3.micro")
    autoscaling.Group("older", min_size=1, max_size=1, launch_configuration=older.name, availability_zones=["eu-central-1a"])


def _tasks() -> None:
    cluster = ecs.Cluster("services", name="bad-services")
    container = {
        "name": "web",
        "image": "web:latest",
        "privileged": True,
        "environment": [{"name": "MODE", "value": "fast"}, {"name": "DATABASE_PASSWORD", "value": "horse"}],
    }
    task = ecs.TaskDefinition("web", family="web", pid_mode="host", container_definitions=json.dumps([container]))
    ecs.Service(
        "web",
        cluster=cluster.arn,
        task_definition=task.arn,
        desired_count=1,
        network_configuration={"subnets": ["subnet-1"], "assign_public_ip": True},
    )


def _kubernetes() -> None:
    eks.Cluster(
        "shop", name="bad-shop", role_arn="arn:aws:iam::111111111111:role/eks", version="1.21", vpc_config={"subnet_ids": ["subnet-1"]}
    )


def _functions() -> None:
    zone = ec2.Subnet("functions", vpc_id="vpc-1", cidr_block="10.0.6.0/24", availability_zone="eu-central-1a")
    report = lambda_.Function(
        "report",
        name="bad-report",
        role="arn:aws:iam::111111111111:role/report",
        runtime="python3.8",
        environment={"variables": {"API_TOKEN": "horse"}},
        vpc_config={"subnet_ids": [zone.id], "security_group_ids": ["sg-1"]},
    )
    lambda_.FunctionUrl("report", function_name=report.name, authorization_type="NONE")
