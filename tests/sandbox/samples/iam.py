"""Roles and policies."""

import json

from tests.sandbox.sample import Sample, The


def policy(**statement: object) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


def trust(service: str) -> str:
    return policy(Principal={"Service": service}, Action="sts:AssumeRole")


READ = policy(Action=["s3:GetObject"], Resource="arn:aws:s3:::images/*")
WRITE = policy(Action=["s3:GetObject", "s3:PutObject"], Resource="arn:aws:s3:::images/*")
BOUNDARY = "arn:aws:iam::aws:policy/PowerUserAccess"
ROLE = The("aws:iam/role:Role")

SAMPLES = (
    Sample(
        "aws:iam/role:Role",
        inputs={
            "name": "checkout-task",
            "path": "/shop/",
            "description": "the task of checkout",
            "assumeRolePolicy": trust("ecs-tasks.amazonaws.com"),
            "tags": {"team": "storefront"},
        },
        steps=(
            {"assumeRolePolicy": trust("ec2.amazonaws.com")},
            {"description": "the hosts of checkout"},
            {"maxSessionDuration": 7200.0},
            {"permissionsBoundary": BOUNDARY},
            {"permissionsBoundary": None},
            {"tags": {"owner": "storefront"}},
        ),
    ),
    Sample("aws:iam/rolePolicy:RolePolicy", inputs={"name": "images", "role": ROLE, "policy": READ}, steps=({"policy": WRITE},)),
    Sample("aws:iam/rolePolicyAttachment:RolePolicyAttachment", inputs={"role": ROLE, "policyArn": The("aws:iam/policy:Policy")}),
    Sample(
        "aws:iam/policy:Policy",
        inputs={"name": "images", "path": "/shop/", "description": "reads images", "policy": READ, "tags": {"team": "storefront"}},
        steps=({"policy": WRITE}, {"policy": READ}, {"tags": {"owner": "storefront"}}),
    ),
)
