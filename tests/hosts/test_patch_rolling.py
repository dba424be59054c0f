"""A rolling patch of healthy hosts: nobody outside notices, and what it did is written down."""

from collections.abc import Iterator

import pytest

from tests.hosts.lab import Base, Lab, lab, traffic
from tests.hosts.lab.packages import KERNEL, KERNEL_FIX, SERVICE, TOOL
from tests.hosts.patching import BETTER, OLD, events, evidence, patch, versions


@pytest.fixture(scope="module")
def trio(base: Base) -> Iterator[Lab]:
    """Three hosts; the tests of this module follow one another as a month of operations does."""
    with lab(base, hosts=3) as one:
        yield one


def test_a_plan_touches_nothing_and_names_what_would_change(trio: Lab) -> None:
    run = patch(trio, patch_mode="plan")
    assert run.code == 0, run.said
    assert set(run.changed().values()) == {0}
    assert versions(trio) == dict.fromkeys(trio.hosts, OLD)
    planned = evidence(trio)[-1]
    assert planned["event"] == "planned"
    assert {host: [one["name"] for one in packages] for host, packages in planned["data"]["packages"].items()} == {
        "h1": [SERVICE],
        "h2": [SERVICE],
        "h3": [SERVICE],
    }


def test_check_mode_changes_nothing(trio: Lab) -> None:
    run = patch(trio, "--check")
    assert run.code == 0, run.said
    assert versions(trio) == dict.fromkeys(trio.hosts, OLD)
    assert [server.drained for server in trio.servers().values()] == [False] * 3


def test_security_fixes_are_installed_and_no_request_fails(trio: Lab) -> None:
    with traffic(trio) as count:
        run = patch(trio)
    assert run.code == 0, run.said
    assert count.failed == []
    assert count.total > 100
    assert versions(trio) == dict.fromkeys(trio.hosts, BETTER)
    assert versions(trio, TOOL) == dict.fromkeys(trio.hosts, "2.0-1"), "what is no security fix stays"
    assert {(server.drained, server.up) for server in trio.servers().values()} == {(False, True)}
    assert [events(trio, host) for host in trio.hosts] == [["began", "patched"]] * 3


def test_the_evidence_names_who_did_what_and_the_versions_before_and_after(trio: Lab) -> None:
    record = next(record for record in evidence(trio) if record["event"] == "patched")
    assert record["who"] == "maple"
    package = record["data"]["packages"][0]
    assert (package["name"], package["old"], package["new"]) == (SERVICE, OLD, BETTER)
    assert record["data"]["health"][0]["wrong"] == ""


def test_a_second_run_changes_nothing_and_drains_nobody(trio: Lab) -> None:
    with traffic(trio) as count:
        run = patch(trio)
    assert run.code == 0, run.said
    assert count.failed == []
    assert set(run.changed().values()) == {0}
    assert [events(trio, host) for host in trio.hosts] == [["began", "patched"]] * 3


def test_a_kernel_that_asks_for_a_reboot_gets_one_where_that_is_allowed(trio: Lab) -> None:
    trio.publish(KERNEL_FIX)
    before = {host: trio.on(host, "cut -d' ' -f22 /proc/1/stat") for host in trio.hosts}
    with traffic(trio) as count:
        run = patch(trio, patch_reboot="when_needed")
    assert run.code == 0, run.said
    assert count.failed == []
    assert versions(trio, KERNEL) == dict.fromkeys(trio.hosts, KERNEL_FIX.version)
    after = {host: trio.on(host, "cut -d' ' -f22 /proc/1/stat") for host in trio.hosts}
    assert all(before[host] != after[host] for host in trio.hosts), "every host has booted anew"
    assert [record["data"]["rebooted"] for record in evidence(trio)[-6:] if record["event"] == "patched"] == [True] * 3


def test_a_host_that_somebody_else_took_out_of_service_stays_out_of_it(trio: Lab) -> None:
    trio.ask("set server web/h3 state maint")
    run = patch(trio, patch_scope="named", patch_packages=[TOOL])
    assert run.code == 0, run.said
    assert versions(trio, TOOL) == dict.fromkeys(trio.hosts, "2.1-1")
    assert {host: server.drained for host, server in trio.servers().items()} == {"h1": False, "h2": False, "h3": True}
