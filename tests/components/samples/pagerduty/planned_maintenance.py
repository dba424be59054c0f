"""One service, and two."""

from components.pagerduty.planned_maintenance import PlannedMaintenance, PlannedMaintenanceArgs
from estate.roster.pagerduty.maintenance import Window

WINDOW = Window(
    name="database-upgrade",
    description="database-upgrade: Minor version of PostgreSQL.",
    environment="production",
    services=("checkout",),
    start="2026-12-03T03:00:00Z",
    end="2026-12-03T05:00:00Z",
)


def smallest() -> None:
    PlannedMaintenance("database-upgrade", PlannedMaintenanceArgs(window=WINDOW, service_ids=["PSERV01"]))


def largest() -> None:
    PlannedMaintenance("database-upgrade", PlannedMaintenanceArgs(window=WINDOW, service_ids=["PSERV01", "PSERV02"]))
