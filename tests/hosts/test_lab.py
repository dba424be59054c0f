"""The lab keeps its own promises; what the scenarios say would be worth nothing otherwise."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosts.lab import Base, Lab, lab, traffic
from tests.hosts.lab.needs import cgroups


@pytest.fixture(scope="module")
def pair(base: Base) -> Iterator[Lab]:
    """Two hosts."""
    with lab(base, hosts=2) as one:
        yield one


def test_every_host_is_a_whole_debian_of_its_own_that_serves_behind_the_balancer(pair: Lab) -> None:
    assert [pair.on(host, "hostname; systemctl is-system-running --wait") for host in pair.hosts] == ["h1\nrunning", "h2\nrunning"]
    with traffic(pair) as count:
        pair.run("bash", "-c", f"for number in 1 2 3 4 5 6; do curl -fsS {pair.url}/; done")
    assert count.failed == []
    assert count.by_host().keys() <= {"h1", "h2"}
    assert {host: server.up for host, server in pair.servers().items()} == {"h1": True, "h2": True}


def test_a_reboot_is_a_real_one(pair: Lab) -> None:
    before = pair.on("h1", "systemctl show --property=UserspaceTimestampMonotonic; stat --format=%Y /proc/1; cat /proc/1/stat")
    pair.on("h1", "systemctl reboot", check=False)
    pair.wait(
        f"[ $(curl -sm1 {pair.url}/healthz -o /dev/null -w '%{{http_code}}') = 200 ] && ! curl -fsm1 http://{pair.addresses['h1']}:8080/"
    )
    pair.wait(f"curl -fsm1 http://{pair.addresses['h1']}:8080/")
    pair.wait(f"timeout 2 bash -c 'read -r l </dev/tcp/{pair.addresses['h1']}/22 && [[ $l == SSH* ]]'")
    assert pair.on("h1", "systemctl show --property=UserspaceTimestampMonotonic; stat --format=%Y /proc/1; cat /proc/1/stat") != before


def test_only_the_security_pocket_has_a_better_version_of_the_service(pair: Lab) -> None:
    pair.on("h2", "apt-get update -qq")
    assert "1.0-1+deb12u1" in pair.on("h2", "apt-cache policy shop-web | grep Candidate")
    assert "Shop-Security" in pair.on("h2", "apt-get -s dist-upgrade | grep 'Inst shop-web'")


def test_a_host_that_is_killed_is_gone_and_the_others_serve(base: Base) -> None:
    with lab(base, hosts=2) as one:
        one.kill("h1")
        one.wait("! curl -fsm1 http://10.77.0.11:8080/")
        assert one.on("h2", "hostname") == "h2"


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """The path of a socket has at most 97 characters for haproxy, and pytest's own folders are long."""
    with tempfile.TemporaryDirectory(prefix="estate-") as folder:
        yield Path(folder)


def test_a_killed_test_leaves_no_process_no_mount_and_no_network(base: Base, short_folder: Path) -> None:
    root = Path(__file__).parents[2]
    program = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from tests.hosts.lab import Base, lab\n"
        f"base = Base(root=Path({str(base.root)!r}), archive=Path({str(base.archive)!r}), key=Path({str(base.key)!r}))\n"
        "with lab(base, hosts=1) as one:\n"
        "    print(one.name, one.holder, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(root), "TMPDIR": str(short_folder)}
    died = subprocess.run([sys.executable, "-c", program], cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr
    name, holder = died.stdout.split()
    subprocess.run(["timeout", "20", "tail", f"--pid={holder}", "-f", "/dev/null"], check=True)
    assert name not in Path("/proc/mounts").read_text()
    groups = [file.read_text() for folder in cgroups() for file in (folder / name).rglob("cgroup.procs")]
    assert "".join(groups) == ""
