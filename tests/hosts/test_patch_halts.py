"""What goes wrong in a rolling patch stops it: the other hosts serve, and the ill one goes back where it can."""

import signal
from collections.abc import Iterator

import pytest

from tests.hosts.lab import Base, Lab, lab, traffic
from tests.hosts.lab.packages import BROKEN, COMPLAINING, SERVICE, UNHEALTHY, Package
from tests.hosts.patching import BETTER, OLD, events, evidence, patch, start_patch, versions, wait_for_event


@pytest.fixture
def trio(base: Base) -> Iterator[Lab]:
    """Three hosts, new for each test."""
    with lab(base, hosts=3) as one:
        yield one


@pytest.mark.parametrize(
    ("package", "wrong"),
    [
        pytest.param(UNHEALTHY, "answers 500", id="its health page says no"),
        pytest.param(BROKEN, "this package does not configure", id="it does not configure"),
        pytest.param(COMPLAINING, "cannot read its configuration", id="its log complains"),
    ],
)
def test_a_canary_that_is_ill_goes_back_by_the_plan_and_the_rest_is_untouched(trio: Lab, package: Package, wrong: str) -> None:
    trio.publish(package)
    # Archives drop old versions: the way back must not need them.
    with traffic(trio) as count:
        run = patch(trio, verify_log_patterns=["Traceback"])
    assert run.code == 2, run.said
    assert count.failed == []
    assert versions(trio) == dict.fromkeys(trio.hosts, OLD)
    assert [events(trio, host) for host in trio.hosts] == [["began", "reverted"], [], []]
    assert {(server.drained, server.up) for server in trio.servers().values()} == {(False, True)}
    assert wrong in evidence(trio)[-1]["data"]["wrong"] + run.said


def test_a_host_that_dies_after_its_drain_stops_the_run_and_the_others_serve(trio: Lab) -> None:
    trio.on("h1", "mkdir -p /etc/apt/apt.conf.d; echo 'DPkg::Pre-Invoke {\"touch /run/installing; sleep 60\";};' >/etc/apt/apt.conf.d/slow")
    with traffic(trio) as count:
        run = start_patch(trio)
        trio.wait("ssh -o ControlPath=none " + " ".join(trio.ssh_options) + f" root@{trio.addresses['h1']} test -e /run/installing")
        trio.kill("h1")
        code = run.wait(timeout=120)
    said = (trio.state / "patch.log").read_text()
    assert code != 0
    assert count.failed == []
    assert "h1: UNREACHABLE" in said.replace("[", "").replace("]", "")
    assert [events(trio, host) for host in ("h1", "h2", "h3")] == [["began"], [], []], said
    assert trio.on("h2", f"dpkg-query --show --showformat='${{Version}}' {SERVICE}") == OLD


def test_a_run_that_was_killed_is_taken_up_again_by_its_own_plan(trio: Lab) -> None:
    trio.on(
        "h1",
        "echo 'DPkg::Pre-Invoke {\"touch /run/installing; [ ! -e /run/slow ] || sleep 60\";};' >/etc/apt/apt.conf.d/slow; touch /run/slow",
    )
    with traffic(trio) as count:
        first = start_patch(trio)
        trio.wait("ssh -o ControlPath=none " + " ".join(trio.ssh_options) + f" root@{trio.addresses['h1']} test -e /run/installing")
        first.send_signal(signal.SIGKILL)
        trio.run("pkill", "-KILL", "-f", "ansible-playbook")
        first.wait(timeout=10)
        trio.on("h1", "pkill -KILL apt-get; pkill sleep; rm -f /run/slow", check=False)
        assert trio.servers()["h1"].drained, "nobody had the time to bring it back"
        refused = patch(trio)
        assert refused.code == 2
        assert "was interrupted at h1; expected it to be resumed first" in refused.said
        resumed = patch(trio, patch_resume=True)
    assert resumed.code == 0, resumed.said
    assert count.failed == []
    assert versions(trio) == dict.fromkeys(trio.hosts, BETTER)
    assert {(server.drained, server.up) for server in trio.servers().values()} == {(False, True)}
    assert [events(trio, host) for host in trio.hosts] == [["began", "began", "patched"], ["began", "patched"], ["began", "patched"]]
    assert len({record["run"] for record in evidence(trio)}) == 1, "it is one run"


def test_ssh_that_is_lost_in_a_batch_stops_the_run_and_everybody_serves(trio: Lab) -> None:
    stop = "systemctl stop ssh.socket ssh; pkill -KILL sshd"
    trio.on("h2", f"echo 'DPkg::Pre-Invoke {{\"{stop}\";}};' >/etc/apt/apt.conf.d/lose")
    with traffic(trio) as count:
        run = patch(trio, patch_batches=[2, 1])
    assert run.code != 0
    assert count.failed == []
    assert "h2 failed or cannot be reached; no other host is touched" in run.said
    assert [events(trio, host) for host in trio.hosts] == [["began", "patched"], ["began"], []]
    assert trio.servers()["h2"].drained
    assert not trio.servers()["h3"].drained


def test_a_second_run_beside_a_first_one_is_refused(trio: Lab) -> None:
    trio.on(
        "h1", "echo 'DPkg::Pre-Invoke {\"touch /run/installing; while [ ! -e /run/go ]; do sleep 0.1; done\";};' >/etc/apt/apt.conf.d/slow"
    )
    first = start_patch(trio)
    wait_for_event(trio, "h1", "began")
    second = patch(trio)
    trio.on("h1", "touch /run/go")
    assert second.code == 2
    assert "h1 is held by patching of maple" in second.said
    assert first.wait(timeout=120) == 0, (trio.state / "patch.log").read_text()
    assert versions(trio) == dict.fromkeys(trio.hosts, BETTER)
