"""The reference estate at Datadog, in every environment."""

import pytest

from estate.alerting.datadog import resources
from estate.alerting.datadog.limits import mistakes
from estate.alerting.datadog.resources import monitors
from estate.alerting.routing import CALLING_ENVIRONMENT
from estate.alerting.watch import watch
from tests.components.accepted import refused
from tests.components.builds import of_type
from tests.stacks.recordings import recording_of, reference_catalog

CATALOG = reference_catalog()
ENVIRONMENTS = sorted(CATALOG.environments)
CALLING = f"observability-{CALLING_ENVIRONMENT}"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_provider_accepts_everything(environment: str) -> None:
    assert not refused(recording_of(f"observability-{environment}").resources)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_nothing_is_beyond_what_datadog_can(environment: str) -> None:
    assert not mistakes(recording_of(f"observability-{environment}").resources)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_spec_has_its_objective_or_monitor(environment: str) -> None:
    recording = recording_of(f"observability-{environment}")
    wanted = watch(CATALOG, CATALOG.environments[environment])
    assert of_type(recording, resources.OBJECTIVE).keys() == {slo.name for slo in wanted.slos}
    assert {monitor.name for monitor in wanted.monitors} <= of_type(recording, resources.MONITOR).keys()


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_only_what_a_composite_reads_tells_nobody(environment: str) -> None:
    planned = monitors(recording_of(f"observability-{environment}").resources)
    silent = {one.name for one in planned if "@" not in one.message}
    assert {name.rsplit(".", 1)[1] for name in silent} == {"long", "short"}
    read = " ".join(one.query for one in planned if one.type == "composite")
    assert not [name for name in silent if f"${{index/monitor.{name}.id}}" not in read]


def test_nobody_is_called_but_from_the_calling_environment() -> None:
    calling = {
        name: [one for one in monitors(recording_of(f"observability-{name}").resources) if "@pagerduty" in one.message]
        for name in ENVIRONMENTS
    }
    assert {name for name, found in calling.items() if found} == {CALLING_ENVIRONMENT}


def test_two_monitors_have_one_title_nowhere() -> None:
    titles = [one.title for name in ENVIRONMENTS for one in monitors(recording_of(f"observability-{name}").resources)]
    assert len(titles) == len(set(titles))


def test_every_composite_has_the_same_letters_as_the_vendor_gives_its_monitors() -> None:
    """`{{a.value}}` is the first one that the query names."""
    for one in monitors(recording_of(CALLING).resources):
        if one.type == "composite":
            first, second, *_ = one.query.split(" && ")
            assert (first.endswith(".long.id}"), second.endswith(".short.id}")) == (True, True), one.name
