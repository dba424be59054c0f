"""Windows: expected values are reckoned on paper from the zones' offsets, and in the form that the RDS API documents."""

from datetime import timedelta

import pytest

from estate.catalog.environment import PatchWindow
from estate.catalog.fact import Weekday
from estate.decisions.windows import WindowError, store_windows


def window(*, day: Weekday = "thursday", start: str = "05:00", length: timedelta = timedelta(hours=3), zone: str = "UTC") -> PatchWindow:
    return PatchWindow(day=day, start=start, length=length, zone=zone)


@pytest.mark.parametrize(
    ("given", "maintenance", "backup"),
    [
        pytest.param(window(), "thu:05:00-thu:08:00", "03:00-04:00", id="in UTC as it is written"),
        pytest.param(window(zone="Europe/Istanbul"), "thu:02:00-thu:05:00", "00:00-01:00", id="Istanbul is three hours ahead all year"),
        pytest.param(
            window(day="monday", start="01:30", zone="Europe/Istanbul"), "sun:22:30-mon:01:30", "20:30-21:30", id="Monday is Sunday"
        ),
        pytest.param(
            window(day="sunday", start="23:00", zone="America/New_York"), "mon:04:00-mon:07:00", "02:00-03:00", id="Sunday is Monday"
        ),
        pytest.param(window(zone="Australia/Sydney"), "wed:19:00-wed:22:00", "17:00-18:00", id="January's summer time is taken off"),
        pytest.param(window(zone="Asia/Kolkata"), "wed:23:30-thu:02:30", "21:30-22:30", id="half hours count"),
        pytest.param(
            window(start="00:30", length=timedelta(hours=1)), "thu:00:30-thu:01:30", "22:30-23:30", id="the backup is of the day before"
        ),
    ],
)
def test_maintenance_is_in_the_patch_window_and_a_backup_is_over_before_it(given: PatchWindow, maintenance: str, backup: str) -> None:
    windows = store_windows(given)
    assert (windows.maintenance, windows.backup) == (maintenance, backup)


@pytest.mark.parametrize(
    "length",
    [
        pytest.param(timedelta(minutes=59), id="shorter than ElastiCache takes"),
        pytest.param(timedelta(hours=23), id="into the next backup"),
    ],
)
def test_a_window_that_aws_refuses_is_told_what_it_takes(length: timedelta) -> None:
    with pytest.raises(WindowError, match=r"patch_window\.length is (59m|23h); expected 1h to 22h"):
        store_windows(window(length=length))
