"""Budgets."""

from tests.sandbox.sample import Sample

NO_UPDATE = "the emulator has no update_budget"


def tell(kind: str, percent: float) -> dict[str, object]:
    return {
        "notificationType": kind,
        "comparisonOperator": "GREATER_THAN",
        "threshold": percent,
        "thresholdType": "PERCENTAGE",
        "subscriberEmailAddresses": ["costs@shop.example"],
    }


SAMPLES = (
    Sample(
        "aws:budgets/budget:Budget",
        inputs={
            "name": "shop-dev",
            "budgetType": "COST",
            "timeUnit": "MONTHLY",
            "limitAmount": "1500",
            "limitUnit": "USD",
            "timePeriodStart": "2026-01-01_00:00",
            "timePeriodEnd": "2027-01-01_00:00",
            "costFilters": [{"name": "TagKeyValue", "values": ["user:service$checkout"]}],
            "costTypes": {"includeCredit": False},
            "notifications": [tell("ACTUAL", 100.0)],
            "tags": {"team": "platform"},
        },
        steps=({"notifications": [tell("FORECASTED", 80.0)]}, {"notifications": None}),
        untried={
            "tags": "the emulator keeps no tags of budgets",
            **dict.fromkeys(
                (
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
                    "timePeriodEnd",
                    "timePeriodStart",
                    "timeUnit",
                ),
                NO_UPDATE,
            ),
        },
    ),
    Sample(
        "aws:budgets/budget:Budget",
        variant="planned",
        inputs={
            "name": "shop-planned",
            "budgetType": "COST",
            "timeUnit": "QUARTERLY",
            "plannedLimits": [{"startTime": "2026-01-01_00:00", "amount": "1000", "unit": "USD"}],
        },
    ),
)
