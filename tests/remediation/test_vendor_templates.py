"""What the vendors are set up to send is what the dispatcher reads: their templates, filled in as they fill them in, are taken in."""

import json
import re
from typing import Any

import pytest

from estate.alerting.forms.datadog_dispatch import PAYLOAD as DATADOG
from estate.alerting.forms.newrelic_dispatch import PAYLOAD as NEWRELIC
from estate.remediation.admit import admit
from estate.remediation.event import Sender
from estate.remediation.reading import read_events
from tests.remediation.estates import NOW, fleet, policy

MILLISECONDS = int(NOW.timestamp() * 1000)
# Examples of the variables' own documentation with the estate's names (docs: integrations/webhooks, variables).
VARIABLES = {
    "ID": "1234567",
    "ALERT_CYCLE_KEY": "8c6cf2c2b1a04e1fb6e2a4f1c6e11111",
    "ALERT_SCOPE": "host:web-1,device:/dev/root",
    "ALERT_TITLE": "[Triggered on {host:web-1}] [staging] image-provider.disk",
    "ALERT_TRANSITION": "Triggered",
    "DATE": str(MILLISECONDS),
    "HOSTNAME": "web-1",
}
# What templates may name (docs: alerts, message templates, variables reference).
ISSUE: dict[str, Any] = {
    "issueId": "d1b1f3fd-995a-4066-88ab-8ce4f6960654",
    "state": "ACTIVATED",
    "updatedAt": MILLISECONDS,
    "accumulations": {"conditionName": ["[staging] image-provider.disk"]},
    "entitiesData": {"names": ["web-1"]},
}


def datadog(**changes: str) -> bytes:
    """Datadog puts text in the place of each variable, escaped for JSON where the payload is sent as such."""
    text, values = json.dumps(DATADOG), VARIABLES | changes
    return re.sub(r"\$([A-Z_]+)", lambda found: json.dumps(values[found[1]])[1:-1], text).encode()


def newrelic(**changes: Any) -> bytes:
    """Handlebars, of which the template uses values and the helper that writes one as JSON."""
    values = ISSUE | changes

    def value(path: str) -> Any:
        found: Any = values
        for word in path.split("."):
            found = found[word]
        return found

    text = re.sub(r"\{\{json ([\w.]+)\}\}", lambda found: json.dumps(value(found[1])), NEWRELIC)
    return re.sub(r"\{\{([\w.]+)\}\}", lambda found: str(value(found[1])), text).encode()


@pytest.mark.parametrize(("sender", "body"), [("datadog", datadog()), ("newrelic", newrelic())])
def test_what_a_template_sends_is_an_order_for_that_host(sender: Sender, body: bytes) -> None:
    [event] = read_events(sender, body)
    admission = admit(event, policy=policy(), fleet=fleet(), now=NOW)
    assert admission.order is not None, admission.words
    assert (admission.order.alert, admission.order.host, admission.order.raised_at) == ("image-provider.disk", "web-1", NOW)


@pytest.mark.parametrize(
    ("sender", "body"), [("datadog", datadog(ALERT_TRANSITION="Recovered", HOSTNAME="")), ("newrelic", newrelic(state="CLOSED"))]
)
def test_the_end_of_an_alert_starts_nothing(sender: Sender, body: bytes) -> None:
    [event] = read_events(sender, body)
    assert admit(event, policy=policy(), fleet=fleet(), now=NOW).verdict == "over"


def test_quotes_in_a_title_break_no_payload() -> None:
    [event] = read_events("datadog", datadog(ALERT_TITLE='[Triggered] [staging] image-provider.disk "full" now'))
    assert event.alert == "image-provider.disk"


def test_every_variable_of_datadogs_payload_is_known() -> None:
    assert {value.removeprefix("$") for value in DATADOG.values()} == VARIABLES.keys()
