"""The reference estate at Datadog, in every environment."""

import json

import pytest

from estate.alerting.datadog import resources
from estate.alerting.datadog.mutes import selects
from estate.alerting.datadog.resources import monitors
from estate.decisions.calling import CALLING_ENVIRONMENT
from estate.decisions.healing import dispatch
from tests.components.builds import of_type
from tests.stacks.observability import CATALOG, ENVIRONMENTS, recording_of, wanted


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_spec_has_its_objective_or_monitor(environment: str) -> None:
    recording, alerting = recording_of(environment), wanted(environment)
    assert of_type(recording, resources.OBJECTIVE).keys() == {slo.name for slo in alerting.slos}
    assert {monitor.name for monitor in alerting.monitors} <= of_type(recording, resources.MONITOR).keys()


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_only_what_a_composite_reads_tells_nobody(environment: str) -> None:
    planned = monitors(recording_of(environment).resources)
    silent = {one.name for one in planned if "@" not in one.message}
    assert {name.rsplit(".", 1)[1] for name in silent} == {"long", "short"}
    read = " ".join(one.query for one in planned if one.type == resources.COMPOSITE_TYPE)
    assert not [name for name in silent if f"${{index/monitor.{name}.id}}" not in read]


def test_every_handle_leads_somewhere_and_nobody_is_called_but_from_the_calling_environment() -> None:
    for name in ENVIRONMENTS:
        recording = recording_of(name)
        services = of_type(recording, "datadog:pagerduty/serviceObject:ServiceObject")
        webhooks = of_type(recording, "datadog:index/webhook:Webhook")
        handles = {f"@pagerduty-{service}" for service in services} | {f"@webhook-{webhook}" for webhook in webhooks}
        words = (word for one in monitors(recording.resources) for word in one.message.replace("{", " ").replace("}", " ").split())
        ruled = {f"@{one}" for rule in of_type(recording, resources.NOTIFICATION_RULE).values() for one in rule.inputs["recipients"]}
        assert {word for word in words if word.startswith(("@pagerduty-", "@webhook-"))} | ruled == handles
        assert bool(services) == (name == CALLING_ENVIRONMENT)


def test_two_monitors_have_one_title_nowhere() -> None:
    titles = [one.title for name in ENVIRONMENTS for one in monitors(recording_of(name).resources)]
    assert len(titles) == len(set(titles))


def test_every_composite_names_its_long_window_first_and_its_short_one_second() -> None:
    """Messages show `{{a.value}}` and `{{b.value}}`: the monitors in the order in which the query names them."""
    composites = [one for one in monitors(recording_of(CALLING_ENVIRONMENT).resources) if one.type == resources.COMPOSITE_TYPE]
    assert composites
    for one in composites:
        first, second, *_ = one.query.split(" && ")
        assert (first.endswith(".long.id}"), second.endswith(".short.id}")) == (True, True), one.name


def test_announced_work_mutes_every_monitor_of_its_service_composites_too() -> None:
    recording = recording_of(CALLING_ENVIRONMENT)
    downtime = of_type(recording, resources.DOWNTIME)["database-upgrade.checkout"]
    # 06:00 in Istanbul, which is three hours ahead of UTC all year.
    assert downtime.inputs["oneTimeSchedule"] == {"start": "2026-12-03T03:00:00Z", "end": "2026-12-03T05:00:00Z"}
    muted = {one.name for one in monitors(recording.resources) if selects(downtime, one)}
    assert muted == {one.name for one in monitors(recording.resources) if one.name.startswith("checkout.")}


def test_every_message_leads_to_a_dashboard_that_is_planned() -> None:
    recording = recording_of(CALLING_ENVIRONMENT)
    dashboards = of_type(recording, "datadog:index/dashboardJson:DashboardJson")
    for one in monitors(recording.resources):
        if "@" in one.message:
            assert any(f"${{index/dashboardJson.{name}.url}}" in one.message for name in dashboards), one.name
    assert all(json.loads(dashboard.inputs["dashboard"])["widgets"] for dashboard in dashboards.values())


def test_every_probe_asks_the_environment_s_own_address_for_what_a_right_answer_holds() -> None:
    for name in ENVIRONMENTS:
        (probe,) = of_type(recording_of(name), "datadog:index/syntheticsTest:SyntheticsTest").values()
        assert probe.inputs["requestDefinition"]["url"] == f"https://www.{CATALOG.environments[name].domain}/api/products"
        assert [one["target"] for one in probe.inputs["assertions"]] == ["200", "Telescope"]
        assert {f"env:{name}", "service:frontend-proxy"} <= set(probe.inputs["tags"])


def test_the_dispatcher_is_told_of_what_the_catalog_heals_and_of_nothing_else() -> None:
    for name in ENVIRONMENTS:
        recording, known = recording_of(name), dispatch(CATALOG, CATALOG.environments[name])
        rules = of_type(recording, resources.NOTIFICATION_RULE)
        marked = {one.name for one in monitors(recording.resources) if "healed-by:dispatcher" in one.tags}
        if known is None:
            assert not rules
            assert not marked
            continue
        (rule,) = rules.values()
        told = {one.name for one in monitors(recording.resources) if set(rule.inputs["filter"]["tags"]) <= set(one.tags)}
        watched = {monitor.name for monitor in wanted(name).monitors}
        assert told == marked == known.healings.keys() & watched
        webhook = of_type(recording, "datadog:index/webhook:Webhook")[f"dispatcher-{name}"]
        assert webhook.inputs["url"] == f"{known.address}/webhooks/datadog"
        assert webhook.inputs["url"].startswith("https://")
