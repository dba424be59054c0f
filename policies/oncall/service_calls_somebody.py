"""At PagerDuty a service of its own, at the others the team's escalation."""

from estate.catalog.service import Service
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.oncall._escalations import DATADOG, OPSGENIE

PAGED = "pagerduty:index/service:Service"
UNNOTICED = 4


def judge(service: Service, world: World) -> Verdict:
    """Of every service whose loss somebody notices."""
    for paged in world.of(service, PAGED):
        if paged.at("escalationPolicy").is_present:
            return passed(f"{paged.title} has one")
    team = next((one for one in world.resources.of_type(DATADOG, OPSGENIE) if one.at("name").text().casefold() == service.owner), None)
    if team is not None:
        return passed(f"{team.title} is that of its owner {service.owner}")
    if service.tier == UNNOTICED:
        return not_applicable(f"tier {UNNOTICED}: nobody notices on the same day")
    return failed(f"neither it nor its owner {service.owner} has an escalation; expected one")
