"""Planned work as Alertmanager's intervals; every time is worked out on paper."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from estate.alerting.prometheus.mutes import intervals
from estate.catalog.maintenance import MaintenanceWindow
from estate.catalog.organisation import BusinessHours
from estate.roster.clock import resolve
from estate.roster.duties import Duty

HOURS = BusinessHours(zone="Europe/Istanbul", days=("monday",), start="09:00", end="18:00")


def muted(start: str, zone: str, length: timedelta) -> Any:
    window = MaintenanceWindow(
        name="w", description="d", environment="production", services=("till",), start=start, zone=zone, length=length
    )
    wall = datetime.fromisoformat(start)
    duty = Duty(window=window, start=resolve(wall, zone), end=resolve(wall + length, zone), rosters=frozenset())
    (_, made) = intervals(HOURS, [duty])
    return [(one["years"], one["months"], one["days_of_month"], one["times"]) for one in made["time_intervals"]]


def span(start: str, end: str) -> list[dict[str, str]]:
    return [{"start_time": start, "end_time": end}]


@pytest.mark.parametrize(
    ("start", "zone", "hours", "expected"),
    [
        pytest.param("2026-12-03T06:00", "Europe/Istanbul", 2, [(["2026"], ["12"], ["3"], span("03:00", "05:00"))], id="one day"),
        pytest.param(
            "2026-12-31T23:00",
            "UTC",
            2,
            [(["2026"], ["12"], ["31"], span("23:00", "24:00")), (["2027"], ["1"], ["1"], span("00:00", "01:00"))],
            id="over the end of a year",
        ),
        pytest.param("2026-12-03T22:00", "UTC", 2, [(["2026"], ["12"], ["3"], span("22:00", "24:00"))], id="to midnight and not further"),
        pytest.param(
            "2026-10-25T01:00",
            "Europe/Berlin",
            3,
            [
                (["2026"], ["10"], ["24"], span("23:00", "24:00")),
                (["2026"], ["10"], ["25"], span("00:00", "03:00")),
            ],
            id="the night that is an hour longer: 01:00 to 04:00 on the wall are four hours",
        ),
    ],
)
def test_planned_work_is_silent_for_exactly_its_time(start: str, zone: str, hours: int, expected: Any) -> None:
    assert muted(start, zone, timedelta(hours=hours)) == expected
