"""What the roles of the repository's workflows may do; `estate/decisions/delivery.py` says who they are."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

from components.aws.policy_document import Statement

# What ReadOnlyAccess gives and a preview never needs: the data itself (AWS managed policy reference, ReadOnlyAccess).
DATA_READS = (
    "athena:GetQueryResults*",
    "dynamodb:BatchGetItem",
    "dynamodb:GetItem",
    "dynamodb:PartiQLSelect",
    "dynamodb:Query",
    "dynamodb:Scan",
    "kinesis:GetRecords",
    "logs:FilterLogEvents",
    "logs:GetLogEvents",
    "logs:GetLogRecord",
    "logs:GetQueryResults",
    "logs:StartQuery",
    "rds:DownloadCompleteDBLogFile",
    "rds:DownloadDBLogFilePortion",
    "secretsmanager:BatchGetSecretValue",
    "secretsmanager:GetSecretValue",
    "sqs:ReceiveMessage",
)

# The services that take a role of ours; a role for any other principal is not passed on by a workflow.
ROLE_TAKERS = (
    "application-autoscaling.amazonaws.com",
    "backup.amazonaws.com",
    "ec2.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "ecs.amazonaws.com",
    "eks.amazonaws.com",
    "events.amazonaws.com",
    "lambda.amazonaws.com",
    "monitoring.rds.amazonaws.com",
    "scheduler.amazonaws.com",
    "ssm.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
)
ROLE_ACTIONS = (
    "iam:AddRoleToInstanceProfile",
    "iam:AttachRolePolicy",
    "iam:CreateInstanceProfile",
    "iam:CreatePolicy",
    "iam:CreatePolicyVersion",
    "iam:CreateRole",
    "iam:DeleteInstanceProfile",
    "iam:DeletePolicy",
    "iam:DeletePolicyVersion",
    "iam:DeleteRole",
    "iam:DeleteRolePolicy",
    "iam:DetachRolePolicy",
    "iam:PutRolePolicy",
    "iam:RemoveRoleFromInstanceProfile",
    "iam:TagInstanceProfile",
    "iam:TagPolicy",
    "iam:TagRole",
    "iam:UntagInstanceProfile",
    "iam:UntagPolicy",
    "iam:UntagRole",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateRole",
    "iam:UpdateRoleDescription",
)


def refuse_data_reads(*, but_objects: Sequence[pulumi.Input[str]] = (), but_keys: Sequence[pulumi.Input[str]] = ()) -> list[Statement]:
    """Refuses to read data, to open objects but these, and to decrypt with keys but these."""
    return [
        {"Sid": "RefuseData", "Effect": "Deny", "Action": list(DATA_READS), "Resource": "*"},
        {"Sid": "RefuseObjects", "Effect": "Deny", "Action": ["s3:GetObject*"], **_all_but(but_objects)},
        {"Sid": "RefuseDecryption", "Effect": "Deny", "Action": ["kms:Decrypt"], **_all_but(but_keys)},
    ]


def _all_but(resources: Sequence[pulumi.Input[str]]) -> Mapping[str, Any]:
    return {"NotResource": list(resources)} if resources else {"Resource": "*"}


def use_state(bucket_arn: pulumi.Input[str], key_arn: pulumi.Input[str], paths: Sequence[str], *, write: bool) -> list[Statement]:
    """Reads the state under these paths of the bucket, or also changes it; Pulumi's backend lists, gets, puts and deletes objects."""
    objects = [pulumi.Output.concat(bucket_arn, "/", path) for path in (*paths, ".pulumi/meta.yaml")]
    changes = ["s3:DeleteObject", "s3:PutObject"] if write else []
    encrypts = ["kms:Encrypt", "kms:GenerateDataKey"] if write else []
    return [
        {"Sid": "ListState", "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": bucket_arn},
        {"Sid": "UseState", "Effect": "Allow", "Action": ["s3:GetObject", *changes], "Resource": objects},
        {"Sid": "OpenState", "Effect": "Allow", "Action": ["kms:Decrypt", *encrypts], "Resource": key_arn},
    ]


def become(arns: Sequence[str]) -> list[Statement]:
    """Takes these roles; none: no statement."""
    return [{"Sid": "BecomeTarget", "Effect": "Allow", "Action": ["sts:AssumeRole"], "Resource": list(arns)}] if arns else []


def manage_roles(account: str) -> list[Statement]:
    """Makes and changes roles and policies, and hands roles to the services that the estate uses; the boundary limits all of it."""
    own = [f"arn:aws:iam::{account}:{kind}/*" for kind in ("role", "policy", "instance-profile")]
    passed = {"StringEquals": {"iam:PassedToService": list(ROLE_TAKERS)}}
    return [
        {"Sid": "ReadRoles", "Effect": "Allow", "Action": ["iam:Get*", "iam:List*"], "Resource": "*"},
        {"Sid": "ManageRoles", "Effect": "Allow", "Action": list(ROLE_ACTIONS), "Resource": own},
        {"Sid": "PassRoles", "Effect": "Allow", "Action": ["iam:PassRole"], "Resource": own[0], "Condition": passed},
        {
            "Sid": "ServiceRoles",
            "Effect": "Allow",
            "Action": ["iam:CreateServiceLinkedRole", "iam:DeleteServiceLinkedRole", "iam:GetServiceLinkedRoleDeletionStatus"],
            "Resource": f"arn:aws:iam::{account}:role/aws-service-role/*",
        },
    ]
