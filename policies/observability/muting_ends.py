"""What comes back every week ends every week."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

ENDS = {
    "datadog:index/downtimeSchedule:DowntimeSchedule": ("oneTimeSchedule.end", "recurringSchedule.recurrences[0].duration"),
    "newrelic:index/alertMutingRule:AlertMutingRule": ("schedule.endTime",),
}


def judge(mute: Item, _world: World) -> Verdict:
    """A rule of New Relic that is switched off mutes nothing."""
    if not mute.at("enabled").flag(default=True):
        return not_applicable("it is switched off")
    end = next((path for path in ENDS[mute.type] if mute.at(path).is_present), None)
    return passed(f"{end} says when") if end else failed(f"it has no end; expected {' or '.join(ENDS[mute.type])}")
