"""Schedules."""

from tests.sandbox.sample import Sample, The


def target(*, retries: int) -> dict[str, object]:
    return {
        "arn": The("aws:sqs/queue:Queue", "arn"),
        "roleArn": The("aws:iam/role:Role", "arn"),
        "retryPolicy": {"maximumRetryAttempts": retries},
        "deadLetterConfig": {"arn": The("aws:sqs/queue:Queue", "arn", variant="dead")},
    }


SAMPLES = (
    Sample(
        "aws:scheduler/schedule:Schedule",
        inputs={
            "name": "sales-report",
            "scheduleExpression": "cron(0 5 * * ? *)",
            "scheduleExpressionTimezone": "Europe/Vienna",
            "flexibleTimeWindow": {"mode": "OFF"},
            "kmsKeyArn": The("aws:kms/key:Key", "arn"),
            "target": target(retries=2),
        },
        steps=(
            {"scheduleExpression": "rate(1 hours)"},
            {"scheduleExpressionTimezone": None},
            {"flexibleTimeWindow": {"mode": "FLEXIBLE", "maximumWindowInMinutes": 15}},
            {"description": "every hour"},
            {"description": None},
            {"kmsKeyArn": The("aws:kms/key:Key", "arn", variant="second")},
            {"target": target(retries=3)},
            {"state": "DISABLED"},
            {"startDate": "2099-01-01T00:00:00Z", "endDate": "2099-02-01T00:00:00Z"},
        ),
    ),
)
