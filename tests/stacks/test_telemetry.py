"""What holds for all environments at the vendors that watch them."""

import json
from typing import Any

import pytest

from estate.alerting.datadog.limits import mistakes
from estate.alerting.datadog.resources import monitors
from estate.alerting.forms.addresses import addresses
from estate.alerting.forms.datadog import datadog_forms
from estate.alerting.watch import watch
from tests.components.accepted import refused
from tests.components.builds import of_type
from tests.stacks.recordings import recording_of, reference_catalog

CATALOG = reference_catalog()
STACK = "telemetry-global"


def policies() -> dict[str, list[str]]:
    """What each tag of a monitor may be."""
    found = of_type(recording_of(STACK), "datadog:index/monitorConfigPolicy:MonitorConfigPolicy").values()
    return {one.inputs["tagPolicy"]["tagKey"]: one.inputs["tagPolicy"]["validTagValues"] for one in found}


def entities() -> dict[str, dict[str, Any]]:
    found = of_type(recording_of(STACK), "datadog:index/softwareCatalog:SoftwareCatalog")
    return {name: json.loads(one.inputs["entity"]) for name, one in found.items()}


def outside(tags: tuple[str, ...]) -> list[str]:
    """The policies that tags do not keep to."""
    given = dict(tag.split(":", 1) for tag in tags)
    return [key for key, values in policies().items() if given.get(key) not in values]


def test_the_provider_and_datadog_accept_everything() -> None:
    assert not refused(recording_of(STACK).resources)
    assert not mistakes(recording_of(STACK).resources)


@pytest.mark.parametrize("environment", sorted(CATALOG.environments))
def test_every_monitor_keeps_to_the_tag_policies(environment: str) -> None:
    forms = datadog_forms(watch(CATALOG, CATALOG.environments[environment]), addresses(CATALOG))
    assert not [form.key for form in (*forms.monitors, *forms.composites) if outside(form.tags)]


def test_the_guard_of_the_cost_keeps_to_them_too_and_warns_before_it_alerts() -> None:
    (guard,) = monitors(recording_of(STACK).resources)
    assert not outside(guard.tags)
    running = sum(len(CATALOG.services_in(environment)) for environment in CATALOG.environments.values())
    assert guard.query == f"avg(last_4h):sum:datadog.estimated_usage.metrics.custom{{*}} > {200 * running}"
    assert guard.thresholds["warning"] == 160 * running


def test_every_service_and_store_has_an_entity_and_depends_on_nothing_else() -> None:
    names = {f"service.{name}" for name in CATALOG.services} | {f"datastore.{name}" for name in CATALOG.stores}
    assert entities().keys() == names
    needed = {need.replace(":", ".", 1) for entity in entities().values() for need in entity["spec"].get("dependsOn", ())}
    assert needed <= names


def test_an_entity_says_whose_it_is_and_what_to_do() -> None:
    checkout = entities()["service.checkout"]
    assert checkout["metadata"]["owner"] == CATALOG.services["checkout"].owner
    assert checkout["metadata"]["links"][0]["url"].endswith("/docs/runbooks/checkout.md")
    assert checkout["spec"]["tier"] == "1"
    assert {"service:payment", "datastore:order-stream"} <= set(checkout["spec"]["dependsOn"])
