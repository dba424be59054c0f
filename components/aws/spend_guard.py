"""Who is told before an account costs more than it should."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import budgets, costexplorer

from estate.decisions.spending import Limit
from estate.naming import Scope

FORECAST_PERCENT = 80
SPENT_PERCENT = 100


@dataclass(frozen=True, kw_only=True)
class SpendGuardArgs:
    """The budgets, and the rise that nobody expected."""

    scope: Scope
    limits: tuple[Limit, ...]
    anomaly_usd: int
    email: str
    """Who is told of anomalies."""


class SpendGuard(pulumi.ComponentResource):
    """Budgets by month and an anomaly monitor over all AWS services.

    A service's budget counts what carries its tag `service`; the payer's account must have that tag activated for cost
    allocation (Billing user guide, cost allocation tags).
    """

    anomaly_monitor_arn: pulumi.Output[str]

    def __init__(self, name: str, args: SpendGuardArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:SpendGuard", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        for limit in args.limits:
            budgets.Budget(
                f"{name}-{limit.service}" if limit.service else name,
                name=args.scope.name("budgets/budget", *([limit.service] if limit.service else [])),
                budget_type="COST",
                time_unit="MONTHLY",
                limit_amount=str(limit.monthly_usd),
                limit_unit="USD",
                cost_filters=[_of_service(limit.service)] if limit.service else None,
                notifications=[_tell(limit.email, "FORECASTED", FORECAST_PERCENT), _tell(limit.email, "ACTUAL", SPENT_PERCENT)],
                tags=args.scope.tags,
                opts=child,
            )
        self.anomaly_monitor_arn = self._watch_anomalies(name, args).arn
        self.register_outputs({"anomaly_monitor_arn": self.anomaly_monitor_arn})

    def _watch_anomalies(self, name: str, args: SpendGuardArgs) -> costexplorer.AnomalyMonitor:
        child = pulumi.ResourceOptions(parent=self)
        monitor = costexplorer.AnomalyMonitor(
            name,
            name=args.scope.name("costexplorer/anomalyMonitor", name),
            monitor_type="DIMENSIONAL",
            monitor_dimension="SERVICE",
            tags=args.scope.tags,
            opts=child,
        )
        impact = costexplorer.AnomalySubscriptionThresholdExpressionDimensionArgs(
            key="ANOMALY_TOTAL_IMPACT_ABSOLUTE", match_options=["GREATER_THAN_OR_EQUAL"], values=[str(args.anomaly_usd)]
        )
        costexplorer.AnomalySubscription(
            name,
            name=args.scope.name("costexplorer/anomalySubscription", name),
            frequency="DAILY",  # mail is sent daily or weekly only (Cost Explorer API, CreateAnomalySubscription)
            monitor_arn_lists=[monitor.arn],
            subscribers=[costexplorer.AnomalySubscriptionSubscriberArgs(type="EMAIL", address=args.email)],
            threshold_expression=costexplorer.AnomalySubscriptionThresholdExpressionArgs(dimension=impact),
            tags=args.scope.tags,
            opts=child,
        )
        return monitor


def _of_service(service: str) -> budgets.BudgetCostFilterArgs:
    return budgets.BudgetCostFilterArgs(name="TagKeyValue", values=[f"user:service${service}"])


def _tell(email: str, kind: str, percent: int) -> budgets.BudgetNotificationArgs:
    return budgets.BudgetNotificationArgs(
        comparison_operator="GREATER_THAN",
        notification_type=kind,
        threshold=percent,
        threshold_type="PERCENTAGE",
        subscriber_email_addresses=[email],
    )
