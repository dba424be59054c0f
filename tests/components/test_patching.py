"""How hosts are patched; expected values are those of the Systems Manager user guide and API reference."""

import json

import pytest

from estate.graph.record import Recording
from tests.components.builds import graph_of, of_type, waits_for
from tests.components.lookup import all_of, one, statements
from tests.components.samples import patching as samples

SIZES = ("smallest", "largest")
ACCOUNT = "111111111111"


def graph(size: str) -> Recording:
    return graph_of(getattr(samples, size))


@pytest.mark.parametrize("size", SIZES)
def test_hosts_are_only_looked_at_where_no_window_is_theirs(size: str) -> None:
    scan, inventory = (of_type(graph(size), "aws:ssm/association:Association")[name].inputs for name in ("scan", "inventory"))
    assert (scan["name"], scan["parameters"]) == ("AWS-RunPatchBaseline", {"Operation": "Scan"})
    assert inventory["name"] == "AWS-GatherSoftwareInventory"
    assert len(all_of(graph(size), "ssm/maintenanceWindowTask")) == (0 if size == "smallest" else 2)


def test_every_host_is_looked_at_and_only_its_groups_are_patched() -> None:
    recording = graph("largest")
    looked_at = [one.inputs["targets"] for one in all_of(recording, "ssm/association")]
    assert looked_at == [[{"key": "tag:PatchGroup", "values": ["build-hosts", "tool-hosts", "web-hosts"]}]] * 2
    patched = [one.inputs["targets"] for one in all_of(recording, "ssm/maintenanceWindowTarget")]
    assert patched == [[{"key": "tag:PatchGroup", "values": ["build-hosts", "tool-hosts"]}]] * 2


def test_no_window_opens_in_a_freeze_and_none_lasts_into_it() -> None:
    # Midnight of Istanbul is 21:00 UTC of the day before; a window lasts three hours
    windows = of_type(graph("largest"), "aws:ssm/maintenanceWindow:MaintenanceWindow")
    dates = {name: (one.inputs.get("startDate"), one.inputs.get("endDate")) for name, one in windows.items()}
    assert dates == {"patches-until-sale": (None, "2026-11-25T18:00:00Z"), "patches": ("2026-11-30T21:00:00Z", None)}
    assert all((one.inputs["schedule"], one.inputs["duration"]) == ("cron(0 5 ? * THU *)", 3) for one in windows.values())


def test_one_host_is_patched_at_a_time_and_the_first_failure_is_the_last() -> None:
    # RegisterTaskWithMaintenanceWindow, MaxErrors: with 0 the first error stops the rest
    for task in all_of(graph("largest"), "ssm/maintenanceWindowTask"):
        assert (task.inputs["maxConcurrency"], task.inputs["maxErrors"]) == ("1", "0")
        command = task.inputs["taskInvocationParameters"]["runCommandParameters"]
        assert {given["name"]: given["values"] for given in command["parameters"]} == {
            "Operation": ["Install"],
            "RebootOption": ["RebootIfNeeded"],
        }


def test_the_window_s_role_runs_one_document_on_the_hosts_of_its_groups() -> None:
    (policy,) = all_of(graph("largest"), "iam/rolePolicy")
    sends = [statement for statement in statements(policy.inputs["policy"]) if statement["Action"] == "ssm:SendCommand"]
    document, hosts = sends
    assert document["Resource"] == "arn:aws:ssm:eu-central-1::document/AWS-RunPatchBaseline"
    assert hosts["Condition"] == {"StringEquals": {"ssm:resourceTag/PatchGroup": ["build-hosts", "tool-hosts"]}}
    role = one(graph("largest"), "iam/role")
    (trust,) = statements(role.inputs["assumeRolePolicy"])
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}


@pytest.mark.parametrize("size", SIZES)
def test_answers_are_gathered_once_the_bucket_takes_them(size: str) -> None:
    # Systems Manager user guide, resource data sync: the bucket policy stands first
    recording = graph(size)
    sync, policy = one(recording, "ssm/resourceDataSync"), one(recording, "s3/bucketPolicy")
    assert policy.urn in waits_for(recording, sync)
    writes = next(one for one in statements(policy.inputs["policy"]) if one["Action"] == "s3:PutObject")
    assert writes["Resource"] == f"arn:aws:s3:::shop-dev-patch-compliance-{ACCOUNT}/*/accountid={ACCOUNT}/*"
    assert writes["Condition"]["StringEquals"] == {"aws:SourceAccount": ACCOUNT, "s3:x-amz-acl": "bucket-owner-full-control"}


def test_a_system_without_dates_is_approved_at_once_and_others_when_they_are_old_enough() -> None:
    baselines = of_type(graph("largest"), "aws:ssm/patchBaseline:PatchBaseline")
    debian = baselines["debian-12"].inputs["approvalRules"]
    assert not [rule for rule in debian if "approveAfterDays" in rule]
    assert [rule["approveAfterDays"] for rule in baselines["amazon-linux-2023"].inputs["approvalRules"]] == [3, 3]


@pytest.mark.parametrize("size", SIZES)
def test_hosts_are_held_against_their_own_baseline_from_the_first_look(size: str) -> None:
    recording = graph(size)
    registered = {group.urn for group in all_of(recording, "ssm/patchGroup")}
    assert all(registered <= waits_for(recording, look) for look in all_of(recording, "ssm/association"))


def test_what_is_kept_of_the_answers_is_protected_where_it_should_be() -> None:
    assert one(graph("largest"), "s3/bucket").protect
    assert not one(graph("smallest"), "s3/bucket").protect
    assert json.dumps(one(graph("largest"), "s3/bucketLifecycleConfiguration").inputs["rules"]).count('"days": 400') == 1
