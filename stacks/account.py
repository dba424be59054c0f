"""Layer `account`: what an environment's account has before anything runs in it.

A person applies it, with a session of their own: it holds the limits of the repository's workflows.
"""

from components.aws.delivery_target import DeliveryTarget, DeliveryTargetArgs
from components.aws.spend_guard import SpendGuard, SpendGuardArgs
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.decisions.delivery import TARGETS, runner_arn
from estate.decisions.spending import anomaly_usd, limits
from estate.naming import scope_of_platform
from stacks.baseline import Baseline, build_baseline
from stacks.provider import pinned


def build(catalog: Catalog, environment: Environment) -> None:
    """The account of one environment."""
    organisation = catalog.organisation
    team = catalog.teams[organisation.platform_team]
    scope = scope_of_platform(organisation=organisation, environment=environment, team=team, what="account")
    shared = scope_of_platform(organisation=organisation, environment=None, team=team, what="account")
    opts = pinned(scope)
    baseline = build_baseline(
        Baseline(
            scope=scope,
            delivery_roles=tuple(scope.name("iam/role", target) for target in TARGETS),
            log_retention_days=environment.log_retention_days,
            protect=environment.deletion_protection,
        ),
        opts,
    )
    delivery = DeliveryTargetArgs(
        scope=scope,
        preview_runner_arn=runner_arn(shared, "preview"),
        apply_runner_arn=runner_arn(shared, f"apply-{environment.name}"),
    )
    DeliveryTarget("delivery", delivery, baseline.after)
    spend = SpendGuardArgs(scope=scope, limits=limits(catalog, environment), anomaly_usd=anomaly_usd(environment), email=team.email)
    SpendGuard("spend", spend, opts)
