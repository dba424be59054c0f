"""What happens by itself when somebody declares an incident severe."""

from dataclasses import dataclass
from typing import Literal

from estate.catalog.fact import format_duration
from estate.catalog.organisation import Organisation

# The action that the provider documents (pulumi_pagerduty 4.37, IncidentWorkflow); others need what an account has bought.
SEND_STATUS_UPDATE = "pagerduty.com:incident-workflows:send-status-update:1"
DECLARED: tuple[Literal["P1", "P2"], ...] = ("P1", "P2")
"""The severities with roles, a timeline and a status page."""


@dataclass(frozen=True, kw_only=True)
class Workflow:
    """Tells everybody who follows the incident, once its priority is set."""

    priority: str
    name: str
    description: str
    message: str
    """PagerDuty fills what stands in double braces."""

    @property
    def condition(self) -> str:
        """In PagerDuty's condition language."""
        return f"incident.priority matches '{self.priority}'"


def workflows(organisation: Organisation) -> tuple[Workflow, ...]:
    """One for each severity that is declared."""
    return tuple(_workflow(priority, organisation) for priority in DECLARED)


def _workflow(priority: Literal["P1", "P2"], organisation: Organisation) -> Workflow:
    severity = organisation.severities.P1 if priority == "P1" else organisation.severities.P2
    within = format_duration(severity.acknowledge_within)
    return Workflow(
        priority=priority,
        name=f"{priority} declared",
        description=severity.meaning,
        message=(
            f"{priority} declared on {{{{current_date}}}}. {severity.meaning} Acknowledged within {within}; whoever is on shift leads "
            "until a commander is named: commander, scribe and liaison are named next."
        ),
    )
