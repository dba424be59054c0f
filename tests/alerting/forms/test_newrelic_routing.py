"""Whom New Relic tells."""

import json

import pytest

from estate.alerting.forms.newrelic_form import PolicyForm, WorkflowForm
from estate.alerting.forms.newrelic_policies import policies
from estate.alerting.forms.newrelic_routing import NobodyToCallError, destinations, workflows
from estate.alerting.spec import Alerting
from tests.alerting.forms.specs import ADDRESSES, slo, subject
from tests.alerting.forms.test_newrelic_monitors import MEMORY

ALERTING = Alerting(environment="production", slos=(slo(silenced_by=("payment.availability",)),), monitors=(MEMORY,))
POLICIES = policies(ALERTING, "platform")


def flows(*vendors: str) -> dict[str, WorkflowForm]:
    return {one.key: one for one in workflows(POLICIES, {"checkout": subject()}, vendors, ADDRESSES)}


def test_each_window_of_an_objective_is_the_same_issue() -> None:
    preferences = {one.key: one.preference for one in POLICIES}
    assert preferences == {
        "components": "PER_CONDITION",
        "checkout.availability.page": "PER_POLICY",
        "checkout.availability.ticket": "PER_POLICY",
        "storefront.ticket": "PER_CONDITION",
    }


def test_a_call_goes_to_the_service_at_pagerduty_and_carries_everything() -> None:
    flow = flows("pagerduty", "opsgenie")["checkout.page"]
    assert (flow.destination, flow.channel) == ("pagerduty.checkout", "PAGERDUTY_SERVICE_INTEGRATION")
    assert (flow.policies, flow.priority) == (("checkout.availability.page",), "CRITICAL")
    details = json.loads(flow.texts["customDetails"])
    assert details["owner"] == "storefront"
    assert details["runbook"] == "https://github.com/shop/estate/blob/main/docs/runbooks/x.md"
    assert {"tier", "dashboard", "first step", "deduplication key"} <= details.keys()


def test_opsgenie_is_called_by_webhook_where_there_is_no_pagerduty_and_knows_an_issue_again() -> None:
    flow = flows("opsgenie")["checkout.page"]
    assert (flow.destination, flow.channel, flow.triggers) == ("opsgenie", "WEBHOOK", ("ACTIVATED",))
    assert json.loads(flow.texts["payload"])["alias"] == "{{issueId}}"
    (place,) = [one for one in destinations(POLICIES, ["opsgenie"], ADDRESSES, "production") if one.key == "opsgenie"]
    assert (place.type, place.properties) == ("WEBHOOK", {"url": "https://api.opsgenie.com/v2/alerts"})


def test_a_page_that_nobody_would_hear_is_refused() -> None:
    with pytest.raises(NobodyToCallError, match=r"New Relic pages for checkout in production, and nobody is called; expected pagerduty or"):
        destinations(POLICIES, ["newrelic"], ADDRESSES, "production")


def test_without_pages_nobody_has_to_be_called() -> None:
    quiet = [one for one in POLICIES if one.told != "page"]
    assert {one.key for one in destinations(quiet, [], ADDRESSES, "staging")} == {"tickets", "mail.storefront"}


def test_tickets_are_incidents_of_servicenow_for_the_team_and_warnings_are_mails() -> None:
    found = flows("pagerduty")
    ticket, warning = found["storefront.ticket"], found["storefront.warning"]
    assert (ticket.destination, ticket.channel, ticket.priority) == ("tickets", "SERVICENOW_INCIDENTS", "CRITICAL")
    assert ticket.texts["assignment_group"] == "storefront"
    assert set(ticket.policies) == {"checkout.availability.ticket", "storefront.ticket"}
    assert (warning.destination, warning.priority) == ("mail.storefront", "HIGH")
    assert set(warning.policies) == {"checkout.availability.page", "checkout.availability.ticket", "storefront.ticket"}


def test_no_workflow_names_the_policy_of_components() -> None:
    assert not [one.key for one in flows("pagerduty").values() if "components" in one.policies]


def test_whatever_is_only_notified_is_mailed_at_any_priority() -> None:
    notified = PolicyForm(key="storefront.notify", title="x", preference="PER_CONDITION", told="notify", team="storefront", service="")
    (flow,) = workflows([notified], {}, (), ADDRESSES)
    assert (flow.destination, flow.priority) == ("mail.storefront", None)
