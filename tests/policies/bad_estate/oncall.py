"""One person who is called for everything and answers by a clock, and rosters that nobody solved."""

from typing import Any

import pulumi_datadog as datadog
import pulumi_opsgenie as opsgenie
import pulumi_pagerduty as pagerduty

FACTS: dict[str, Any] = {
    "teams": {"storefront": {"on_call": {"levels": ["alone"], "escalate_after": "10m"}}, "platform": {"on_call": None}},
    "services": {"trial": {"owner": "platform", "tier": 2, "maturity": "pilot"}},
    "rosters": {
        "alone": {
            "team": "storefront",
            "description": "Somebody who never sleeps, and whom nobody knows.",
            "duty": "standby",
            "coverage": "always",
            "horizon": {"first": "2026-08-03", "weeks": 4},
            "lanes": [{"name": "always", "zone": "Europe/Istanbul", "start": "08:00", "length": "24h", "regions": ["eu"]}],
            "members": [{"person": "nobody", "region": "eu", "country": "TR", "hours": "45h"}],
        }
    },
}
"""A roster of one that ended long ago, and a team that owns a service and is not on call."""


def build() -> None:
    _pagerduty()
    datadog.OnCallEscalationPolicy("night", name="Night", steps=[{"escalate_after_seconds": 3600, "targets": []}])
    datadog.OnCallTeamRoutingRules("night", team_id="a", rules=[{"query": "tags.severity:p1", "actions": []}])
    opsgenie.Schedule("night", name="Night")


def _pagerduty() -> None:
    pagerduty.Team("nobody", name="Nobody")
    alone = pagerduty.Schedule(
        "alone",
        time_zone="Europe/Istanbul",
        layers=[
            {
                "start": "2026-11-16T05:00:00Z",
                "rotation_virtual_start": "2026-11-16T05:00:00Z",
                "rotation_turn_length_seconds": 604800,
                "users": ["PALONEX"],
            }
        ],
    )
    first = {"escalation_delay_in_minutes": 60, "targets": [{"type": "schedule_reference", "id": alone.id}]}
    policy = pagerduty.EscalationPolicy("everything", name="Everything", rules=[first, {"escalation_delay_in_minutes": 60, "targets": []}])
    pagerduty.Service(
        "everything",
        name="Everything",
        escalation_policy=policy.id,
        acknowledgement_timeout="null",
        incident_urgency_rule={"type": "constant", "urgency": "high"},
    )
