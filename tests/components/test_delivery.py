"""What the repository's workflows may become, and what they may do then."""

import pytest

from estate.graph.record import Recording
from tests.components.builds import KEY_ARN, graph_of, of_type
from tests.components.iam import permits, statements
from tests.components.samples import delivery_identity, delivery_target

ISSUER = "token.actions.githubusercontent.com"
TAKE = "sts:AssumeRoleWithWebIdentity"
STATE = "arn:aws:s3:::state/.pulumi"


@pytest.fixture(scope="module")
def identity() -> Recording:
    return graph_of(delivery_identity.largest)


@pytest.fixture(scope="module")
def target() -> Recording:
    return graph_of(delivery_target.largest)


def policy(recording: Recording, role: str) -> str:
    return of_type(recording, "aws:iam/rolePolicy:RolePolicy")[role].inputs["policy"]


def test_every_role_that_trusts_github_pins_audience_and_subject_without_wildcards(identity: Recording) -> None:
    for role in of_type(identity, "aws:iam/role:Role").values():
        (trust,) = statements(role.inputs["assumeRolePolicy"])
        assert set(trust["Condition"]) == {"StringEquals"}
        claims = trust["Condition"]["StringEquals"]
        assert claims[f"{ISSUER}:aud"] == "sts.amazonaws.com"
        assert claims[f"{ISSUER}:sub"].startswith("repo:shop/estate:")
        assert "*" not in claims[f"{ISSUER}:sub"]


@pytest.mark.parametrize(
    ("subject", "ref", "taken"),
    [
        pytest.param("repo:shop/estate:environment:production", "refs/heads/main", True, id="production from main"),
        pytest.param("repo:shop/estate:environment:production", "refs/heads/feature", False, id="production from another branch"),
        pytest.param("repo:shop/estate:environment:dev", "refs/heads/main", False, id="another environment"),
        pytest.param("repo:shop/estate:pull_request", "refs/pull/1/merge", False, id="a pull request"),
        pytest.param("repo:thief/estate:environment:production", "refs/heads/main", False, id="another owner"),
    ],
)
def test_the_role_of_production_is_taken_from_its_environment_and_main_alone(
    identity: Recording, subject: str, ref: str, *, taken: bool
) -> None:
    trust = of_type(identity, "aws:iam/role:Role")["apply-production"].inputs["assumeRolePolicy"]
    claims = {f"{ISSUER}:aud": "sts.amazonaws.com", f"{ISSUER}:sub": subject, f"{ISSUER}:ref": ref}
    assert permits(_anywhere(trust), TAKE, "*", claims) == taken


def _anywhere(trust: str) -> str:
    """A trust policy names no resource: it is the role's own."""
    return trust.replace('"Effect"', '"Resource": "*", "Effect"')


def test_the_runner_of_production_changes_its_own_state_and_no_other(identity: Recording) -> None:
    document = policy(identity, "apply-production")
    assert permits(document, "s3:PutObject", f"{STATE}/stacks/estate/network-production.json")
    assert permits(document, "s3:DeleteObject", f"{STATE}/locks/organization/estate/network-production/1.json")
    assert not permits(document, "s3:GetObject", f"{STATE}/stacks/estate/network-dev.json")
    assert not permits(document, "s3:PutObject", f"{STATE}/stacks/estate/network-dev.json")


def test_the_runner_of_production_becomes_production_and_nothing_else(identity: Recording) -> None:
    document = policy(identity, "apply-production")
    assert permits(document, "sts:AssumeRole", "arn:aws:iam::333333333333:role/shop-production-apply")
    assert not permits(document, "sts:AssumeRole", "arn:aws:iam::222222222222:role/shop-dev-apply")
    assert not permits(document, "sts:AssumeRole", "arn:aws:iam::333333333333:role/OrganizationAccountAccessRole")


def test_the_preview_reads_all_state_and_changes_none(identity: Recording) -> None:
    document = policy(identity, "preview")
    assert permits(document, "s3:GetObject", f"{STATE}/stacks/estate/network-production.json")
    assert permits(document, "kms:Decrypt", KEY_ARN)
    assert not permits(document, "s3:PutObject", f"{STATE}/stacks/estate/network-production.json")
    assert not permits(document, "kms:GenerateDataKey", KEY_ARN)


READS = (
    ("s3:GetObject", "arn:aws:s3:::shop-production-orders/1.json"),
    ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-central-1:333333333333:secret:db"),
    ("dynamodb:Scan", "arn:aws:dynamodb:eu-central-1:333333333333:table/sessions"),
    ("sqs:ReceiveMessage", "arn:aws:sqs:eu-central-1:333333333333:order-mail"),
    ("logs:GetLogEvents", "arn:aws:logs:eu-central-1:333333333333:log-group:shop/production/checkout:*"),
    ("kms:Decrypt", "arn:aws:kms:eu-central-1:333333333333:key/1"),
)


@pytest.mark.parametrize(("action", "resource"), READS, ids=[action for action, _ in READS])
def test_a_preview_reads_no_data_whatever_else_it_is_given(identity: Recording, target: Recording, action: str, resource: str) -> None:
    everything = '"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}, '
    for recording in (identity, target):
        document = policy(recording, "preview").replace('"Statement": [', everything)
        assert permits(document, "ec2:DescribeVpcs", "*")
        assert not permits(document, action, resource)


def test_a_target_trusts_one_role_of_the_shared_account(target: Recording) -> None:
    for name, runner in (("preview", "shop-global-preview"), ("apply", "shop-global-apply-dev")):
        (trust,) = statements(of_type(target, "aws:iam/role:Role")[name].inputs["assumeRolePolicy"])
        assert trust["Principal"] == {"AWS": f"arn:aws:iam::999999999999:role/{runner}"}


def test_an_apply_role_hands_roles_to_services_that_the_estate_uses(target: Recording) -> None:
    role = "arn:aws:iam::111111111111:role/checkout-task"
    assert permits(policy(target, "apply"), "iam:PassRole", role, {"iam:PassedToService": "ecs-tasks.amazonaws.com"})
    assert not permits(policy(target, "apply"), "iam:PassRole", role, {"iam:PassedToService": "sagemaker.amazonaws.com"})
    assert not permits(policy(target, "apply"), "iam:CreateUser", "arn:aws:iam::111111111111:user/thief")


def test_every_role_of_a_workflow_stays_within_the_boundary(identity: Recording, target: Recording) -> None:
    roles = [role for recording in (identity, target) for role in of_type(recording, "aws:iam/role:Role").values()]
    assert {role.inputs["permissionsBoundary"] for role in roles} == {"arn:aws:iam::111111111111:policy/shop-dev-boundary"}
