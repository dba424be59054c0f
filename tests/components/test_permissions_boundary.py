"""What no role of an account can do, whatever else it is given."""

import json

import pytest

from tests.components.builds import SCOPE, graph_of, of_type
from tests.components.iam import permits
from tests.components.samples import permissions_boundary

ACCOUNT = "arn:aws:iam::111111111111"
BOUNDED = {"iam:PermissionsBoundary": SCOPE.boundary_arn}
NOTHING: dict[str, str] = {}
ANOTHER = {"iam:PermissionsBoundary": f"{ACCOUNT}:policy/mine"}


@pytest.fixture(scope="module")
def boundary() -> str:
    (policy,) = of_type(graph_of(permissions_boundary.largest), "aws:iam/policy:Policy").values()
    return policy.inputs["policy"]


REFUSED = (
    ("cloudtrail:StopLogging", "arn:aws:cloudtrail:eu-central-1:111111111111:trail/shop-dev-audit", BOUNDED),
    ("guardduty:DeleteDetector", "*", BOUNDED),
    ("iam:CreateUser", f"{ACCOUNT}:user/thief", BOUNDED),
    ("iam:CreateAccessKey", f"{ACCOUNT}:user/thief", BOUNDED),
    ("iam:CreateOpenIDConnectProvider", "*", BOUNDED),
    ("iam:CreateRole", f"{ACCOUNT}:role/free", NOTHING),
    ("iam:CreateRole", f"{ACCOUNT}:role/free", ANOTHER),
    ("iam:AttachRolePolicy", f"{ACCOUNT}:role/free", NOTHING),
    ("iam:PutRolePermissionsBoundary", f"{ACCOUNT}:role/checkout", ANOTHER),
    ("iam:DeleteRolePermissionsBoundary", f"{ACCOUNT}:role/checkout", BOUNDED),
    ("iam:UpdateAssumeRolePolicy", f"{ACCOUNT}:role/shop-dev-apply", BOUNDED),
    ("iam:UpdateAssumeRolePolicy", f"{ACCOUNT}:role/OrganizationAccountAccessRole", BOUNDED),
    ("iam:CreatePolicyVersion", SCOPE.boundary_arn, BOUNDED),
    ("s3:DeleteObjectVersion", "arn:aws:s3:::audit/AWSLogs/1.gz", BOUNDED),
    ("s3:PutBucketPolicy", "arn:aws:s3:::audit", BOUNDED),
    ("s3:BypassGovernanceRetention", "arn:aws:s3:::audit/AWSLogs/1.gz", BOUNDED),
    ("kms:ScheduleKeyDeletion", "arn:aws:kms:eu-central-1:111111111111:key/1", {"kms:ResourceAliases": "alias/audit"}),
    ("organizations:LeaveOrganization", "*", BOUNDED),
)


@pytest.mark.parametrize(("action", "resource", "context"), REFUSED, ids=[f"{action} {len(context)}" for action, _, context in REFUSED])
def test_the_guards_of_the_account_are_out_of_reach(boundary: str, action: str, resource: str, context: dict[str, str]) -> None:
    assert not permits(boundary, action, resource, context)


LEFT = (
    ("iam:CreateRole", f"{ACCOUNT}:role/checkout", BOUNDED),
    ("iam:PutRolePolicy", f"{ACCOUNT}:role/checkout", BOUNDED),
    ("s3:PutObject", "arn:aws:s3:::shop-dev-orders/1.json", NOTHING),
    ("kms:ScheduleKeyDeletion", "arn:aws:kms:eu-central-1:111111111111:key/2", {"kms:ResourceAliases": "alias/shop-dev-data"}),
    ("ecs:UpdateService", "*", NOTHING),
    ("sts:AssumeRole", "arn:aws:iam::222222222222:role/shop-production-preview", NOTHING),
)


@pytest.mark.parametrize(("action", "resource", "context"), LEFT, ids=[action for action, _, _ in LEFT])
def test_the_day_s_work_is_left(boundary: str, action: str, resource: str, context: dict[str, str]) -> None:
    assert permits(boundary, action, resource, context)


def test_the_policy_fits_what_iam_takes(boundary: str) -> None:
    # IAM user guide, quotas: a managed policy has at most 6,144 characters, white space apart.
    assert len(json.dumps(json.loads(boundary), separators=(",", ":"))) <= 6144
