"""One threshold alone, and one with everything that a condition can have."""

from dataclasses import replace

from components.newrelic.condition import Condition, ConditionArgs
from estate.alerting.forms.newrelic_form import ConditionForm, SignalForm, TermForm
from tests.components.samples.newrelic.places import TAGS, measured

RARE = ConditionForm(
    key="sessions.throttles",
    title="[production] sessions.throttles",
    policy="storefront.ticket",
    signal=SignalForm(
        query="SELECT sum(`aws.dynamodb.ThrottledRequests`) FROM Metric WHERE tags.service = 'sessions' FACET `aws.dynamodb.TableName`",
        window=900,
        slide=None,
        method="event_timer",
        wait=300,
        fill=0.0,
        expiration=900,
        closes_when_lost=True,
        left_alone=900,
    ),
    critical=TermForm(operator="above", threshold=10.0, duration=900, occurrences="at_least_once"),
    warning=TermForm(operator="above", threshold=1.0, duration=900, occurrences="at_least_once"),
    description="The table refuses requests.",
    title_template="[production] sessions.throttles on {{tags.aws.dynamodb.TableName}}",
    runbook="https://github.com/astronomy-shop/estate/blob/main/docs/runbooks/README.md",
    tags=TAGS,
)


def smallest() -> None:
    Condition("checkout.cpu", ConditionArgs(form=replace(measured("checkout.cpu"), policy="storefront.ticket"), policy_id="1"))


def largest() -> None:
    Condition("sessions.throttles", ConditionArgs(form=RARE, policy_id="1"))
