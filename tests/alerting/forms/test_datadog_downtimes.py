"""Announced work as downtimes."""

from dataclasses import replace

from estate.alerting.forms.datadog_downtimes import DowntimeForm, downtime_forms
from estate.catalog.maintenance import MaintenanceWindow
from tests.stacks.recordings import reference_catalog

CATALOG = reference_catalog()


def of(start: str, zone: str, *services: str) -> tuple[DowntimeForm, ...]:
    window = MaintenanceWindow.model_validate(
        {
            "name": "disks",
            "description": "Larger disks.",
            "environment": "production",
            "services": services,
            "start": start,
            "zone": zone,
            "length": "3h",
        }
    )
    return downtime_forms(replace(CATALOG, maintenance=(window,)), CATALOG.environments["production"])


def test_the_length_is_true_hours_across_the_change_of_a_clock() -> None:
    # In Kyiv on 28 March 2027 03:00 becomes 04:00, UTC+2 becomes UTC+3.
    (form,) = of("2027-03-28T01:30", "Europe/Kyiv", "cart")
    assert (form.start, form.end) == ("2027-03-27T23:30:00Z", "2027-03-28T02:30:00Z")


def test_each_service_has_its_own_since_a_monitor_must_have_all_tags_of_a_downtime() -> None:
    assert {form.key: form.monitor_tags for form in of("2027-01-10T10:00", "Europe/Istanbul", "cart", "payment")} == {
        "disks.cart": ("service:cart", "env:production"),
        "disks.payment": ("service:payment", "env:production"),
    }


def test_other_environments_are_not_muted() -> None:
    window = MaintenanceWindow.model_validate(
        {
            "name": "disks",
            "description": "x",
            "environment": "dev",
            "services": ["cart"],
            "start": "2027-01-10T10:00",
            "zone": "UTC",
            "length": "1h",
        }
    )
    assert downtime_forms(replace(CATALOG, maintenance=(window,)), CATALOG.environments["production"]) == ()
