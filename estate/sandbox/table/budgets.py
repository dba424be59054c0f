"""What an account may cost."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import cast

from estate.sandbox.row import Call, Inputs, Naming, Row
from estate.sandbox.template import evaluate

TIMES = ("timePeriodStart", "timePeriodEnd")
TIME_FORMAT = "%Y-%m-%d_%H:%M"  # the provider's, in UTC

Blocks = Iterable[Mapping[str, object]]


def as_aws_takes_it(inputs: Inputs) -> Inputs:
    """The inputs and beside them the filters by their names, the planned limits by their beginning, and the times as times."""
    filters = cast("Blocks", inputs.get("costFilters") or ())
    planned = cast("Blocks", inputs.get("plannedLimits") or ())
    return {
        **inputs,
        "byName": {str(block["name"]): block["values"] for block in filters},
        "byBeginning": {str(_epoch(block["startTime"])): _spend(block) for block in planned} or None,
        **{f"{name}Iso": _time(inputs[name]).isoformat() for name in TIMES if inputs.get(name)},
    }


def period(context: Mapping[str, object]) -> Mapping[str, object]:
    """The beginning and the end as the provider writes them."""
    found = {name: evaluate(f"state.TimePeriod.{name.removeprefix('timePeriod')}", context) for name in TIMES}
    return {name: time.astimezone(UTC).strftime(TIME_FORMAT) for name, time in found.items() if isinstance(time, datetime)}


def _time(value: object) -> datetime:
    return datetime.strptime(str(value), TIME_FORMAT).replace(tzinfo=UTC)


def _epoch(value: object) -> int:
    return int(_time(value).timestamp())


def _spend(block: Mapping[str, object]) -> dict[str, object]:
    return {"Amount": block["amount"], "Unit": block["unit"]}


ACCOUNT = {"AccountId": "{in.accountId || account}"}
OWN = {**ACCOUNT, "BudgetName": "{in.name}"}
ARN = "arn:{partition}:budgets::{account}:budget/{in.name}"
BUDGET = {
    "BudgetName": "{in.name}",
    "BudgetType": "{in.budgetType}",
    "TimeUnit": "{in.timeUnit}",
    "BudgetLimit": {"Amount": "{in.limitAmount}", "Unit": "{in.limitUnit}"},
    "PlannedBudgetLimits": "{in.byBeginning}",
    "CostFilters": "{in.byName}",
    "CostTypes": "{in.costTypes}",
    "TimePeriod": {"Start": "{in.timePeriodStartIso}", "End": "{in.timePeriodEndIso}"},
    "AutoAdjustData": "{in.autoAdjustData}",
    "FilterExpression": "{in.filterExpression}",
    "Metrics": "{in.metrics}",
    "BillingViewArn": "{in.billingViewArn}",
}
NOTIFICATION = {
    "NotificationType": "{item.notificationType}",
    "ComparisonOperator": "{item.comparisonOperator}",
    "Threshold": "{item.threshold}",
    "ThresholdType": "{item.thresholdType}",
}
EMAIL = "item.subscriberEmailAddresses[].{SubscriptionType: 'EMAIL', Address: @}"
TOPIC = "item.subscriberSnsTopicArns[].{SubscriptionType: 'SNS', Address: @}"
CHANGING = (
    "autoAdjustData",
    "billingViewArn",
    "budgetType",
    "costFilters",
    "costTypes",
    "filterExpression",
    "limitAmount",
    "limitUnit",
    "metrics",
    "plannedLimits",
    "timeUnit",
    *TIMES,
)

BUDGET_ROW = Row(
    "aws:budgets/budget:Budget",
    service="budgets",
    create=Call("create_budget", arguments={**ACCOUNT, "Budget": BUDGET}),
    id="{in.accountId || account}:{in.name}",
    read=Call("describe_budget", arguments=OWN, at="Budget"),
    also_read={"Notifications": Call("describe_notifications_for_budget", arguments=OWN, at="Notifications")},
    delete=(Call("delete_budget", arguments=OWN),),
    apart=("notifications",),
    inside=("costFilters", "plannedLimits", *TIMES),
    local=("namePrefix",),
    naming=Naming(limit=100),
    prepare=as_aws_takes_it,
    derive=period,
    updates=(
        Call("update_budget", arguments={**ACCOUNT, "NewBudget": BUDGET}, properties=CHANGING, clears=True),
        Call(
            "delete_notification",
            arguments={**OWN, "Notification": NOTIFICATION},
            each="old.notifications",
            properties=("notifications",),
            clears=True,
        ),
        Call(
            "create_notification",
            arguments={**OWN, "Notification": NOTIFICATION, "Subscribers": f"{{[{EMAIL}, {TOPIC}][]}}"},
            each="in.notifications",
            properties=("notifications",),
            clears=True,
        ),
    ),
    tags="ResourceTags",
    tag_updates=(
        Call("tag_resource", arguments={"ResourceARN": ARN, "ResourceTags": "{in.tags}"}, when="in.tags"),
        Call("untag_resource", arguments={"ResourceARN": ARN, "ResourceTagKeys": "{keys(removed)}"}, when="removed"),
    ),
    observe={
        "accountId": "{in.accountId}",
        "name": "{state.BudgetName}",
        "limitAmount": "{state.BudgetLimit.Amount}",
        "limitUnit": "{state.BudgetLimit.Unit}",
        # Shown as declared when it is what was sent.
        "costFilters": "{state.CostFilters == in.byName && in.costFilters || state.CostFilters}",
        "plannedLimits": "{state.PlannedBudgetLimits == in.byBeginning && in.plannedLimits || state.PlannedBudgetLimits}",
        "timePeriodStart": "{in.timePeriodStart}",
        "timePeriodEnd": "{in.timePeriodEnd}",
    },
    outputs={"arn": ARN, "accountId": "{in.accountId || account}"},
)

ROWS = (BUDGET_ROW,)
