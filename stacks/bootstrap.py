"""Layer `bootstrap`: the shared account, which holds the state of all stacks and lets the repository's workflows in.

A person applies it, with a session of their own and at first with a state on their disk:
`pulumi login file://~/.estate`, `pulumi up`, `pulumi stack export`, `pulumi login s3://...`, `pulumi stack import`.
"""

import pulumi

from components.aws.delivery_identity import DeliveryIdentity, DeliveryIdentityArgs
from components.aws.state_store import StateStore, StateStoreArgs
from estate.catalog.catalog import Catalog
from estate.decisions.delivery import runners
from estate.naming import scope_of_platform
from stacks.baseline import Baseline, build_baseline
from stacks.provider import pinned

LOG_RETENTION_DAYS = 400  # no environment keeps its logs longer


def build(catalog: Catalog, _environment: None) -> None:
    """The shared account."""
    organisation = catalog.organisation
    team = catalog.teams[organisation.platform_team]
    scope = scope_of_platform(organisation=organisation, environment=None, team=team, what="bootstrap")
    opts = pinned(scope)
    everybody = runners(organisation, catalog.environments.values())
    baseline = build_baseline(
        Baseline(
            scope=scope,
            delivery_roles=tuple(scope.name("iam/role", runner.name) for runner in everybody),
            log_retention_days=LOG_RETENTION_DAYS,
            protect=True,
        ),
        opts,
    )
    state = StateStore("state", StateStoreArgs(scope=scope, log_bucket=baseline.log_bucket), baseline.after)
    identity = DeliveryIdentity(
        "delivery",
        DeliveryIdentityArgs(scope=scope, runners=everybody, state_bucket_arn=state.bucket_arn, state_key_arn=state.key_arn),
        baseline.after,
    )
    pulumi.export("state_bucket", state.bucket_name)
    pulumi.export("state_key_arn", state.key_arn)
    pulumi.export("role_arns", identity.role_arns)
