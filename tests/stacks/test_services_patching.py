"""Layer `services` of the reference estate: how the hosts of each environment are patched."""

from datetime import UTC, datetime

import pytest

from estate.errors import InputError
from estate.graph.model import Resource
from estate.patching.order import Request, order
from tests.components.lookup import all_of
from tests.stacks.recordings import recording_of, reference_catalog

ENVIRONMENTS = ("sandbox", "dev", "staging", "production")
NOW = datetime(2026, 11, 23, tzinfo=UTC)
DAYS = {"monday": "MON", "tuesday": "TUE", "thursday": "THU"}


def resources(name: str, kind: str) -> tuple[Resource, ...]:
    return all_of(recording_of(f"services-{name}"), kind)


def made_by_groups(name: str) -> list[dict[str, str]]:
    """The tags of the hosts that each autoscaled group starts, from its template and from itself."""
    hosts = [
        one["tags"]
        for template in resources(name, "ec2/launchTemplate")
        for one in template.inputs["tagSpecifications"]
        if one["resourceType"] == "instance"
    ]
    own = [{tag["key"]: tag["value"] for tag in group.inputs["tags"]} for group in resources(name, "autoscaling/group")]
    return [*hosts, *own]


def matches(tags: dict[str, str], target: dict[str, list[str]]) -> bool:
    """Whether a target of Systems Manager, `tag:KEY` with values, takes a host with these tags."""
    kind, _, key = str(target["key"]).partition(":")
    assert kind == "tag", "a target that is not chosen by a tag may take any host"
    return tags.get(key) in target["values"]


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_no_host_of_an_autoscaled_group_is_patched_where_it_stands(name: str) -> None:
    hosts = made_by_groups(name)
    assert len(hosts) == 2 * len(resources(name, "autoscaling/group")) > 0
    targets = [target for one in resources(name, "ssm/maintenanceWindowTarget") for target in one.inputs["targets"]]
    assert targets
    assert not [tags["Name"] for tags in hosts for target in targets if matches(tags, target)]
    installing = [one for one in resources(name, "ssm/association") if one.inputs.get("parameters", {}).get("Operation") == "Install"]
    assert not installing


def taken_by_playbook(name: str, group: str) -> bool:
    """Whether `estate patch` takes the group."""
    try:
        return order(reference_catalog(), Request(environment=name, groups=(group,)), now=NOW).groups == (group,)
    except InputError:
        return False


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_the_hosts_of_every_group_are_patched_in_exactly_one_way(name: str) -> None:
    replaced = {tags["PatchGroup"] for tags in made_by_groups(name)}
    targets = [target for one in resources(name, "ssm/maintenanceWindowTarget") for target in one.inputs["targets"]]
    groups = {group.inputs["patchGroup"] for group in resources(name, "ssm/patchGroup")}
    assert replaced < groups
    for group in groups:
        in_window = any(matches({"PatchGroup": group}, target) for target in targets)
        assert [group in replaced, in_window, taken_by_playbook(name, group)].count(True) == 1, group


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_a_new_image_replaces_every_host_of_an_autoscaled_group(name: str) -> None:
    images = {template.inputs["imageId"] for template in resources(name, "ec2/launchTemplate")}
    assert images <= set(reference_catalog().environments[name].machine_images.values())
    assert all(group.inputs["instanceRefresh"]["strategy"] == "Rolling" for group in resources(name, "autoscaling/group"))


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_host_is_looked_at_daily(name: str) -> None:
    scan = next(one for one in resources(name, "ssm/association") if one.name == "scan")
    hosts = made_by_groups(name)
    assert all(any(matches(tags, target) for target in scan.inputs["targets"]) for tags in hosts)
    registered = {group.inputs["patchGroup"] for group in resources(name, "ssm/patchGroup")}
    assert {tags["PatchGroup"] for tags in hosts} <= registered


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_patches_are_installed_in_the_patch_window(name: str) -> None:
    window, made = reference_catalog().environments[name].patch_window, resources(name, "ssm/maintenanceWindow")
    hour = int(window.start.partition(":")[0])
    assert {one.inputs["schedule"] for one in made} == {f"cron(0 {hour} ? * {DAYS[window.day]} *)"}
    assert {(one.inputs["scheduleTimezone"], one.inputs["duration"]) for one in made} == {
        (window.zone, window.length.total_seconds() / 3600)
    }


def test_the_freezes_of_the_catalog_close_the_windows_of_their_environments_alone() -> None:
    dates = {
        name: sorted(
            (one.name, one.inputs.get("startDate", ""), one.inputs.get("endDate", "")) for one in resources(name, "ssm/maintenanceWindow")
        )
        for name in ("staging", "production")
    }
    # From Thursday 0:00 to Tuesday 0:00 in Istanbul, three hours before UTC; the window is three hours long.
    assert dates["production"] == [("patches", "2026-11-30T21:00:00Z", ""), ("patches-until-black-friday", "", "2026-11-25T18:00:00Z")]
    assert dates["staging"] == [("patches", "", "")]


def test_production_approves_a_patch_three_days_after_staging_does() -> None:
    # Three days: staging's window begins 43 hours earlier, and a day for how AWS counts days.
    days = {
        name: {
            rule.get("approveAfterDays")
            for baseline in resources(name, "ssm/patchBaseline")
            if baseline.inputs["operatingSystem"] == "AMAZON_LINUX_2023"
            for rule in baseline.inputs["approvalRules"]
        }
        for name in ("staging", "production")
    }
    assert days == {"staging": {0}, "production": {3}}


def test_the_answers_of_production_are_protected_and_only_they() -> None:
    kept = {name: next(one for one in resources(name, "s3/bucket") if one.name == "patch-compliance").protect for name in ENVIRONMENTS}
    assert kept == {"sandbox": False, "dev": False, "staging": False, "production": True}
