"""What holds for the reference estate at Datadog and at New Relic alike, in every environment."""

import pytest

from estate.alerting import datadog
from estate.alerting.newrelic import limits as newrelic
from tests.components.accepted import refused
from tests.stacks.observability import ENVIRONMENTS, recording_of


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_providers_accept_everything(environment: str) -> None:
    assert not refused(recording_of(environment).resources)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_nothing_is_beyond_what_datadog_can(environment: str) -> None:
    assert not datadog.mistakes(recording_of(environment).resources)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_nothing_is_beyond_what_new_relic_can(environment: str) -> None:
    assert not newrelic.mistakes(recording_of(environment).resources)
