"""What can be known to go wrong is refused before anything is touched."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.lab import Base, Lab, lab
from tests.hosts.lab.packages import LARGE
from tests.hosts.patching import BETTER, OLD, events, evidence, patch, versions

PAST = {"opens": "2020-01-02T02:00:00Z", "closes": "2020-01-02T05:00:00Z"}
FREEZE = {"from": "2020-11-20T00:00:00Z", "until": "2999-12-02T00:00:00Z", "reason": "Black Friday"}


@pytest.fixture(scope="module")
def pair(base: Base) -> Iterator[Lab]:
    """Two hosts that no test of this module may change."""
    with lab(base, hosts=2, disk_mib=64) as one:
        yield one


def refused(pair: Lab, **given: Any) -> str:
    """What a run says that is refused and touches nothing; in one line."""
    run = patch(pair, **given)
    assert run.code == 2, run.said
    assert [events(pair, host) for host in pair.hosts] == [[], []]
    assert not any(server.drained for server in pair.servers().values())
    return " ".join(run.said.split())


def test_variables_that_are_misspelled_wrong_or_incomplete_are_refused_all_at_once(pair: Lab) -> None:
    said = refused(pair, patch_batchs=[1], patch_reboot="always", drain_haproxy={"socket": "/run/x"})
    assert "patch_batchs is no variable of the role patch; did you mean patch_batches?" in said
    assert "value of patch_reboot must be one of: never, when_needed, got: always" in said
    assert "missing required arguments: backend found in drain_haproxy" in said


def test_a_host_of_the_fleet_is_refused_by_the_role_too(pair: Lab, tmp_path: Path) -> None:
    address = pair.addresses["h2"]
    text = pair.inventory.read_text().replace(f"ansible_host: {address}", f"ansible_host: {address}, estate_patched_by: image")
    (tmp_path / "owners.yml").write_text(text)
    run = patch(pair, inventory=tmp_path / "owners.yml")
    assert run.code == 2, run.said
    assert "h2 is not patched by the playbook: it is replaced by hosts from a newer image" in " ".join(run.said.split())
    assert [events(pair, host) for host in pair.hosts] == [[], []]


def test_everything_against_a_run_is_said_at_once(pair: Lab) -> None:
    given = {
        "patch_batches": [0, "100%"],
        "patch_window": PAST,
        "patch_freezes": [FREEZE],
        "patch_resume": True,
        "patch_hold_hosts": ["h9"],
    }
    said = refused(pair, **given)
    assert "patch_batches has 0: no host would ever be patched" in said
    assert "patch_batches has '100%': all 2 hosts of production at once" in said
    assert "the window is in the past: it closed at 2020-01-02T05:00:00Z" in said
    assert "changes are frozen until 2999-12-02T00:00:00Z: Black Friday" in said
    assert "there is no interrupted run to resume" in said
    assert "'h9', which is none of the hosts of this run" in said


def test_a_package_that_no_host_has_is_refused(pair: Lab) -> None:
    assert "shop-wbe: not installed on this host" in refused(pair, patch_scope="named", patch_packages=["shop-wbe"])


def test_an_unknown_group_is_an_error(pair: Lab) -> None:
    run = patch(pair, patch_hosts="wbe")
    assert run.code != 0
    assert "Could not match supplied host pattern" in run.said


def test_an_inventory_without_hosts_is_an_error(pair: Lab, tmp_path: Path) -> None:
    (tmp_path / "empty.yml").write_text("all:\n  children:\n    web: {}\n")
    run = patch(pair, inventory=tmp_path / "empty.yml")
    assert run.code != 0
    assert "has no hosts" in run.said


def test_an_inventory_that_is_missing_is_an_error(pair: Lab, tmp_path: Path) -> None:
    assert patch(pair, inventory=tmp_path / "nowhere.yml").code != 0


def test_a_host_whose_packages_somebody_else_installs_is_named_with_the_process(pair: Lab) -> None:
    holder = "import fcntl, time; stream = open('/var/lib/dpkg/lock-frontend', 'w'); fcntl.lockf(stream, fcntl.LOCK_EX); time.sleep(99)"
    pair.on("h2", f'systemd-run --quiet --unit=holder python3 -c "{holder}"')
    run = patch(pair, patch_lock_timeout=0)
    pair.on("h2", "systemctl stop holder")
    assert run.code == 2
    assert "/var/lib/dpkg/lock-frontend is held by process" in run.said
    assert "(python3) for more than 0 s" in run.said
    assert [events(pair, host) for host in pair.hosts] == [[], []]


def test_a_full_disk_is_found_before_the_drain(pair: Lab) -> None:
    pair.on("h2", "fallocate --length 50M /ballast")
    run = patch(pair, patch_disk_reserve_mib=32)
    pair.on("h2", "rm /ballast")
    assert run.code == 2
    assert "MiB free on /; expected at least 32" in run.said
    assert [events(pair, host) for host in pair.hosts] == [[], []]


def test_a_package_for_which_there_is_no_room_is_found_before_the_drain(pair: Lab) -> None:
    pair.publish(LARGE)
    run = patch(pair)
    pair.withdraw(name="shop-web", version=LARGE.version, pocket="security")
    assert run.code == 2
    assert [events(pair, host) for host in pair.hosts] == [[], []]
    assert versions(pair) == dict.fromkeys(pair.hosts, OLD)


def test_an_archive_that_is_gone_is_found_before_the_drain(pair: Lab) -> None:
    pair.stop_archive()
    run = patch(pair)
    pair.start_archive()
    assert run.code == 2
    assert "apt-get update ended with 100" in run.said
    assert [events(pair, host) for host in pair.hosts] == [[], []]


def test_a_version_that_the_archive_has_dropped_leaves_no_way_back_and_is_refused(pair: Lab) -> None:
    for host in pair.hosts:
        pair.on(host, "rm -rf /var/cache/platform-ops")
    pair.withdraw(name="shop-web", version="1.0-1", pocket="main")
    run = patch(pair)
    assert run.code == 2
    assert "way back" in run.said
    assert versions(pair) == dict.fromkeys(pair.hosts, OLD)


def test_a_freeze_is_overridden_with_a_reason_that_is_written_down(base: Base) -> None:
    with lab(base, hosts=2) as one:
        looked = patch(one, patch_freezes=[FREEZE], patch_window=PAST, patch_mode="plan")
        assert looked.code == 0, "to look is allowed at any time"
        run = patch(one, patch_freezes=[FREEZE], patch_override="CVE-2026-1 is being used")
        assert run.code == 0, run.said
        assert set(versions(one).values()) == {BETTER}
        planned = [record for record in evidence(one) if record["event"] == "planned"][-1]
        assert planned["data"]["override"] == "CVE-2026-1 is being used"
        assert planned["data"]["overridden"] == ["changes are frozen until 2999-12-02T00:00:00Z: Black Friday"]
