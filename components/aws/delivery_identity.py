"""How the repository's workflows come into the shared account: GitHub vouches for them, no secret is kept."""

from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_aws import iam

from components.aws.delivery_policy import become, refuse_data_reads, use_state
from components.aws.policy_document import Statement, document
from estate.decisions.delivery import Runner, state_paths
from estate.naming import Scope

ISSUER = "token.actions.githubusercontent.com"
AUDIENCE = "sts.amazonaws.com"  # what aws-actions/configure-aws-credentials asks for
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"


@dataclass(frozen=True, kw_only=True)
class DeliveryIdentityArgs:
    """The runners, and the state that they work on."""

    scope: Scope
    runners: tuple[Runner, ...]
    state_bucket_arn: pulumi.Input[str]
    state_key_arn: pulumi.Input[str]


class DeliveryIdentity(pulumi.ComponentResource):
    """OIDC provider and a role for each runner; each trusts one subject, one audience, and an apply runner one branch."""

    role_arns: pulumi.Output[dict[str, str]]

    def __init__(self, name: str, args: DeliveryIdentityArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:DeliveryIdentity", name, None, opts)
        # IAM knows GitHub's certificate authority by itself, so that no thumbprint is pinned (IAM user guide, OIDC providers).
        provider = iam.OpenIdConnectProvider(
            name,
            url=f"https://{ISSUER}",
            client_id_lists=[AUDIENCE],
            tags=args.scope.tags,
            opts=pulumi.ResourceOptions(parent=self),
        )
        roles = {runner.name: self._runner(runner, provider, args) for runner in args.runners}
        self.role_arns = pulumi.Output.all(**{runner: role.arn for runner, role in roles.items()})
        self.register_outputs({"role_arns": self.role_arns})

    def _runner(self, runner: Runner, provider: iam.OpenIdConnectProvider, args: DeliveryIdentityArgs) -> iam.Role:
        child = pulumi.ResourceOptions(parent=self)
        # The name is fixed: the environments' accounts trust the role by it.
        role = iam.Role(
            runner.name,
            name=args.scope.name("iam/role", runner.name),
            description=f"Taken by workflows of {runner.subject}",
            assume_role_policy=document(_trust(runner, provider.arn)),
            permissions_boundary=args.scope.boundary_arn,
            tags=args.scope.tags,
            opts=child,
        )
        if runner.writes is None:
            iam.RolePolicyAttachment(runner.name, role=role.name, policy_arn=READ_ONLY, opts=child)
        iam.RolePolicy(runner.name, role=role.id, policy=document(*_permissions(runner, args)), opts=child)
        return role


def _trust(runner: Runner, provider_arn: pulumi.Input[str]) -> Statement:
    claims: dict[str, Any] = {f"{ISSUER}:aud": AUDIENCE, f"{ISSUER}:sub": runner.subject}
    if runner.ref is not None:
        claims[f"{ISSUER}:ref"] = runner.ref
    return {
        "Effect": "Allow",
        "Principal": {"Federated": provider_arn},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": claims},
    }


def _permissions(runner: Runner, args: DeliveryIdentityArgs) -> list[Statement]:
    """Its part of the state and the next role; the preview also reads the shared account, all but its data."""
    paths = state_paths(runner.writes)
    state = use_state(args.state_bucket_arn, args.state_key_arn, paths, write=runner.writes is not None)
    if runner.writes is not None:
        return [*state, *become(runner.becomes)]
    objects = [pulumi.Output.concat(args.state_bucket_arn, "/*")]
    return [*state, *become(runner.becomes), *refuse_data_reads(but_objects=objects, but_keys=[args.state_key_arn])]
