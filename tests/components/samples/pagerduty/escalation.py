"""One level, and three of which the first is the team's own."""

from components.pagerduty.escalation import Escalation, EscalationArgs
from estate.roster.pagerduty.escalation import Policy, Rule, TeamPolicies
from tests.components.samples.pagerduty.places import MORNING, SCHEDULE_IDS, SECOND

LEVEL = Rule(seats=(MORNING,), delay_minutes=1)
ALWAYS = Policy(name="Storefront", description="Around the clock: operations.", rules=(LEVEL,), loops=0)
WIDE = Rule(seats=(MORNING, SECOND), delay_minutes=10)
IN_HOURS = Policy(name="Storefront in hours", description="First storefront.", rules=(LEVEL, WIDE, LEVEL), loops=9)


def smallest() -> None:
    policies = TeamPolicies(always=ALWAYS, in_hours=None, conditions=())
    Escalation("storefront", EscalationArgs(policies=policies, team_id="PTEAM01", schedule_ids=SCHEDULE_IDS))


def largest() -> None:
    policies = TeamPolicies(always=ALWAYS, in_hours=IN_HOURS, conditions=("now in Mon 09:00:00 to 18:00:00 Europe/Istanbul",))
    Escalation("storefront", EscalationArgs(policies=policies, team_id="PTEAM01", schedule_ids=SCHEDULE_IDS))
