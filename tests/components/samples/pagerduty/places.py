"""What the samples of PagerDuty share."""

from estate.roster.schedule_names import Seat

MORNING = Seat(roster="operations", lane="morning")
SECOND = Seat(roster="operations", lane="morning", seat=2)
SCHEDULE_IDS = {"Operations - morning": "PMORN01", "Operations - morning 2": "PMORN02"}
