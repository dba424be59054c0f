"""One level of one seat, and a team with people of its own in two zones."""

from datetime import timedelta

from components.opsgenie.escalation import Escalation, EscalationArgs
from estate.catalog.roster import Roster
from estate.catalog.team import OnCall, Team
from estate.roster.schedule_names import seats
from estate.roster.vendor_opsgenie import routing
from tests.roster.handmade import AFTERNOON, MORNING, NIGHT, STANDBY, a_roster

TEAM = Team(name="storefront", description="Sells.", cost_centre="WEB-300", email="storefront@shop.example")


def smallest() -> None:
    _build([a_roster()], OnCall(levels=("operations",), escalate_after=timedelta(minutes=1), repeats=0))


def largest() -> None:
    abroad = MORNING.model_copy(update={"name": "abroad", "zone": "Asia/Kolkata"})
    own = a_roster([MORNING, abroad], name="storefront")
    rosters = [a_roster([MORNING, AFTERNOON, NIGHT]), a_roster([STANDBY], name="platform"), own]
    on_call = OnCall(in_hours="storefront", levels=("operations", "platform"), escalate_after=timedelta(minutes=10), repeats=9)
    _build(rosters, on_call)


def _build(rosters: list[Roster], on_call: OnCall) -> None:
    way = routing(TEAM, on_call, {roster.name: roster for roster in rosters})
    ids = {seat: f"schedule of {seat.roster} {seat.lane}" for roster in rosters for seat in seats(roster)}
    Escalation("storefront", EscalationArgs(routing=way, team_id="id of storefront", schedule_ids=ids))
