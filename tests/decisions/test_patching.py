"""Who patches whom, and when; expected values are those of the Systems Manager API reference."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment, PatchWindow
from estate.catalog.maintenance import Freeze
from estate.catalog.service import Ec2Runtime
from estate.decisions.patching import HostPatching, PatchingError, host_patching, install_window, owners, system_of
from tests.stacks.recordings import reference_catalog

ENVIRONMENTS = ("dev", "production", "sandbox", "staging")


def window(**facts: str) -> PatchWindow:
    return PatchWindow.model_validate({"day": "thursday", "start": "05:00", "length": "3h", "zone": "Europe/Istanbul", **facts})


def environment(name: str) -> Environment:
    return reference_catalog().environments[name]


def patching(name: str) -> HostPatching:
    return host_patching(reference_catalog(), environment(name))


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_group_of_hosts_has_one_owner_and_what_is_replaced_is_not_patched(name: str) -> None:
    catalog = reference_catalog()
    made = {one.runtime.patch_group for one in catalog.services_in(environment(name)) if isinstance(one.runtime, Ec2Runtime)}
    found = owners(catalog, environment(name))
    assert {group for group, owner in found.items() if owner == "image"} == made
    assert {group for group, owner in found.items() if owner != "image"} == set(catalog.organisation.standalone_hosts)
    installed = patching(name).window
    assert installed is not None
    assert set(installed.groups) == {group for group, owner in found.items() if owner == "window"}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_the_packages_of_every_host_are_held_against_a_baseline(name: str) -> None:
    assert set(patching(name).groups) == set(owners(reference_catalog(), environment(name)))


def test_a_system_that_knows_no_dates_is_left_to_the_playbook_and_gets_no_date() -> None:
    # PatchRule, ApproveAfterDays: "Not supported for Debian Server or Ubuntu Server"
    assert owners(reference_catalog(), environment("production"))["relay-hosts"] == "playbook"
    debian = next(one for one in patching("production").baselines if one.operating_system == "DEBIAN")
    assert {rule.approve_after_days for rule in debian.rules} == {None}
    assert set(debian.groups) == {"load-hosts", "relay-hosts", "web-hosts"}


def test_production_approves_at_least_a_day_after_staging() -> None:
    days = {
        name: {rule.approve_after_days for one in patching(name).baselines if one.operating_system != "DEBIAN" for rule in one.rules}
        for name in ("staging", "production")
    }
    assert days["staging"] == {0}
    (production,) = days["production"]
    assert production is not None
    assert timedelta(days=production) >= timedelta(hours=24)


def test_nobody_s_hosts_need_no_window() -> None:
    catalog = reference_catalog()
    alone = replace_organisation(catalog, {})
    assert host_patching(alone, environment("dev")).window is None


def replace_organisation(catalog: Catalog, standalone: dict[str, object]) -> Catalog:
    organisation = catalog.organisation.model_copy(update={"standalone_hosts": standalone})
    return replace(catalog, organisation=organisation)


@pytest.mark.parametrize(
    ("image", "system"),
    [("debian-12-arm64", "debian-12"), ("amazon-linux-2023", "amazon-linux-2023"), ("windows-2022-core", "windows-2022")],
)
def test_a_host_image_is_called_like_its_system(image: str, system: str) -> None:
    assert system_of(image) == system


@pytest.mark.parametrize("image", ["debian-1", "debian-123", "ubuntu-24"])
def test_an_image_of_no_known_system_is_refused(image: str) -> None:
    expected = f"machine_images: '{image}' begins with no system; expected amazon-linux-2023 or debian-12 or windows-2022"
    with pytest.raises(PatchingError, match=expected):
        system_of(image)


def test_the_window_is_written_in_local_time() -> None:
    # Systems Manager user guide, cron for maintenance windows: minutes hours day-of-month month day-of-week year
    made = install_window(window(), ("tool-hosts",))
    assert (made.schedule, made.zone, made.hours, made.cutoff_hours) == ("cron(0 5 ? * THU *)", "Europe/Istanbul", 3, 1)


def freeze(name: str, start: str, length: str) -> Freeze:
    given = {"name": name, "reason": "A test.", "environments": ["dev"], "start": start, "zone": "UTC", "length": length}
    return Freeze.model_validate(given)


@pytest.mark.parametrize(
    ("freezes", "expected"),
    [
        pytest.param([], [("patches", None, None)], id="none"),
        pytest.param(
            [("b", "2027-03-10T12:00", "1d"), ("a", "2027-02-01T00:00", "2d")],
            [("until-a", None, "01-31T21:00"), ("until-b", "02-03T00:00", "03-10T09:00"), ("patches", "03-11T12:00", None)],
            id="two in another order",
        ),
        pytest.param(
            [("a", "2027-02-01T00:00", "9d"), ("b", "2027-02-02T00:00", "1d")],
            [("until-a", None, "01-31T21:00"), ("patches", "02-10T00:00", None)],
            id="one in another",
        ),
        pytest.param(
            [("a", "2027-02-01T00:00", "1d"), ("b", "2027-02-02T02:59", "1d")],
            [("until-a", None, "01-31T21:00"), ("patches", "02-03T02:59", None)],
            id="no room for a window between them",
        ),
    ],
)
def test_a_window_opens_between_freezes_and_is_over_before_each(
    freezes: list[tuple[str, str, str]], expected: list[tuple[str, str | None, str | None]]
) -> None:
    made = install_window(window(length="3h"), (), [freeze(*one) for one in freezes]).spans

    def short(moment: datetime | None) -> str | None:
        return f"{moment:%m-%dT%H:%M}" if moment else None

    assert [(one.name.removeprefix("patches-"), short(one.begins), short(one.ends)) for one in made] == expected


@pytest.mark.parametrize(("length", "cutoff"), [("1h", 0), ("2h", 1), ("24h", 1)])
def test_the_last_hour_begins_no_host_where_there_is_another_one(length: str, cutoff: int) -> None:
    # CreateMaintenanceWindow: the cutoff is shorter than the duration
    assert install_window(window(length=length), ()).cutoff_hours == cutoff


@pytest.mark.parametrize("length", ["30m", "90m", "25h"])
def test_a_window_that_is_no_number_of_hours_is_refused(length: str) -> None:
    # CreateMaintenanceWindow, Duration: 1 to 24
    with pytest.raises(PatchingError, match=f"patch_window.length is {length}; expected whole hours, from 1h to 24h"):
        install_window(window(length=length), ())
