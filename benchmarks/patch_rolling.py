"""A rolling patch of eight hosts by the playbook, every guard on, against a plain parallel-ssh loop that does the same steps.

Both take the same batches (one, then halves), drain each host behind the balancer, refresh the archive's lists, choose the
security fixes, fetch the new and the old packages, install, ask for health, look at the service, and bring the host back.
They take turns on new hosts.

    sudo .venv/bin/python benchmarks/patch_rolling.py
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from estate.patching.batches import split  # noqa: E402 - the tests' own lab, found from the repository's root
from tests.hosts.lab import Lab, build_base, lab, traffic, why_not  # noqa: E402 - as above
from tests.hosts.lab.packages import PORT, SERVICE  # noqa: E402 - as above
from tests.hosts.lab.running import BACKEND  # noqa: E402 - as above
from tests.hosts.patching import BETTER, patch, versions  # noqa: E402 - as above

HOSTS = 8
ROUNDS = 3
TARGET = 1.5

# What a careful person would put into a loop; the same commands that the playbook's modules run.
_PLAN = """set -e
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
dpkg --audit
apt-get update --quiet=2
fixes=$(apt-get --simulate dist-upgrade | sed -n 's/^Inst \\(\\S*\\) \\[\\([^]]*\\)\\] (\\(\\S*\\) Shop-Security:.*/\\1=\\3 \\1=\\2/p')
apt-get --simulate install $(echo "$fixes" | cut -d' ' -f1) >/dev/null
mkdir -p /var/cache/plain && cd /var/cache/plain && apt-get download --quiet=2 -o APT::Sandbox::User=root $fixes
"""
_APPLY = f"""set -e
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 NEEDRESTART_MODE=a
dpkg --audit
cd /var/cache/plain && apt-get install --yes --quiet=2 -o Dpkg::Options::=--force-confold ./*deb12u1_all.deb
systemctl is-active {SERVICE}
systemctl list-units --state=failed --no-legend
journalctl --quiet --since=-1min --unit={SERVICE} --output=cat
"""


def plain(one: Lab) -> None:
    """The loop: a thread for each host of a batch."""
    options = ("-o", "ControlMaster=auto", "-o", "ControlPersist=60s", "-o", f"ControlPath={one.state}/plain-%h")

    def shell(host: str, script: str) -> None:
        words = one.words("ssh", *one.ssh_options, *options, f"root@{one.addresses[host]}", script)
        subprocess.run(words, check=True, capture_output=True, stdin=subprocess.DEVNULL)

    def replace(host: str) -> None:
        one.ask(f"set server {BACKEND}/{host} state drain")
        wait(lambda: one.servers()[host].sessions == 0)
        shell(host, _PLAN + _APPLY)
        one.run("curl", "--fail", "--silent", "--retry", "9", "--retry-connrefused", f"http://{one.addresses[host]}:{PORT}/healthz")
        one.ask(f"set server {BACKEND}/{host} state ready")
        wait(lambda: one.servers()[host].up)

    with ThreadPoolExecutor(HOSTS) as threads:
        for batch in split(one.hosts):
            list(threads.map(replace, batch))


def wait(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.05)


def playbook(one: Lab) -> None:
    """The playbook, as operations run it."""
    run = patch(one)
    assert run.code == 0, run.said


def measured(flow: Callable[[Lab], None]) -> float:
    """Seconds that a flow takes on new hosts, while requests come in of which none may fail."""
    with lab(build_base(ROOT / "build/hosts"), hosts=HOSTS) as one, traffic(one) as count:
        began = time.perf_counter()
        flow(one)
        took = time.perf_counter() - began
        assert set(versions(one).values()) == {BETTER}
    assert count.failed == [], count.failed[:3]
    return took


def main(arguments: Sequence[str]) -> int:
    """Take turns, and print the ratio of the best of each."""
    if reason := why_not():
        print(f"not measured: {reason}")
        return 0
    plains, playbooks = list[float](), list[float]()
    for _ in range(int(arguments[0]) if arguments else ROUNDS):
        plains.append(measured(plain))
        playbooks.append(measured(playbook))
    ratio = min(playbooks) / min(plains)
    print(json.dumps({"plain_seconds": [round(one, 2) for one in plains], "playbook_seconds": [round(one, 2) for one in playbooks]}))
    said = f"rolling patch of {HOSTS} hosts: {ratio:.2f} times a plain parallel-ssh loop with the same steps"
    print(f"{said} (target: at most {TARGET}; load {os.getloadavg()[0]:.1f})")
    return 0


if __name__ == "__main__":
    socket.setdefaulttimeout(10)
    sys.exit(main(sys.argv[1:]))
