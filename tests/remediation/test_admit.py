"""Which alerts are taken in: a good one, one change, the verdict."""

from dataclasses import replace
from datetime import timedelta

import pytest

from estate.remediation.admit import AHEAD, admit
from estate.remediation.event import Event
from tests.remediation.estates import NOW, fleet, minutes, policy

GOOD = Event(sender="datadog", key="k", environment="staging", alert="image-provider.service-dead", host="web-1", state="firing", at=NOW)


def verdict(event: Event) -> str:
    return admit(event, policy=policy(), fleet=fleet(), now=NOW).verdict


def test_a_good_alert_becomes_an_order_of_the_catalogs_words() -> None:
    order = admit(GOOD, policy=policy(), fleet=fleet(), now=NOW).order
    assert order is not None
    assert (order.action, order.host, order.target, order.alert) == ("restart-service", "web-1", "web-1", "image-provider.service-dead")


@pytest.mark.parametrize(
    ("event", "told"),
    [
        pytest.param(replace(GOOD, environment="production"), "unknown-environment", id="another environment"),
        pytest.param(replace(GOOD, alert="image-provider.gone"), "nothing", id="an alert that nothing heals"),
        pytest.param(replace(GOOD, environment="", alert=""), "nothing", id="a title that names no alert"),
        pytest.param(replace(GOOD, state="over"), "over", id="over"),
        pytest.param(replace(GOOD, state="other"), "nothing", id="a warning"),
        pytest.param(replace(GOOD, at=NOW - minutes(15)), "accepted", id="as old as may be"),
        pytest.param(replace(GOOD, at=NOW - minutes(15) - timedelta(seconds=1)), "stale", id="older than may be"),
        pytest.param(replace(GOOD, at=NOW + AHEAD), "accepted", id="a clock that is a little ahead"),
        pytest.param(replace(GOOD, at=NOW + AHEAD + timedelta(seconds=1)), "ahead", id="a clock that is wrong"),
        pytest.param(replace(GOOD, host=None), "unknown-host", id="no host"),
        pytest.param(replace(GOOD, host=""), "unknown-host", id="what no host can be called"),
        pytest.param(replace(GOOD, host="web-9"), "unknown-host", id="a host that is not in the inventory"),
        pytest.param(replace(GOOD, host="WEB-1"), "unknown-host", id="a host in capitals"),
        pytest.param(replace(GOOD, alert="load-generator.disk"), "unknown-host", id="a host of another service"),
        pytest.param(replace(GOOD, alert="frontend.cpu", host=None), "accepted", id="what needs no host"),
    ],
)
def test_one_change_decides(event: Event, told: str) -> None:
    assert verdict(event) == told


def test_an_action_on_a_service_forgets_the_host_that_the_sender_names() -> None:
    order = admit(replace(GOOD, alert="frontend.cpu", host="web-1"), policy=policy(), fleet=fleet(), now=NOW).order
    assert order is not None
    assert (order.host, order.target) == (None, "frontend")


def test_no_refusal_repeats_what_the_sender_wrote() -> None:
    for event in (replace(GOOD, host="evil-host"), replace(GOOD, environment="evil-place"), replace(GOOD, alert="evil.alert")):
        assert "evil" not in admit(event, policy=policy(), fleet=fleet(), now=NOW).words
