"""What a real dispatcher heals on real hosts that are really broken, behind their balancer and under constant traffic."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.lab import Base, Lab, lab, traffic
from tests.hosts.lab.packages import PORT, SERVICE

ROOT = Path(__file__).parents[2]
TOKEN = "of-the-lab-and-of-nothing-else"
ADDRESS = "127.0.0.1:8470"
SECONDS = 90
ENVIRONMENT = "staging"


def remediation(alert: str, action: str) -> str:
    """The estate's own limits with one alert."""
    text = (ROOT / "catalog/remediation.yaml").read_text()
    limits = text.split("\nalerts:\n")[0]
    return f"{limits}\nalerts:\n  - alert: {alert}\n    raised_by: the test\n    do: {action}\n"


@dataclass(frozen=True)
class Dispatcher:
    """A dispatcher that runs inside the lab."""

    lab: Lab
    folder: Path
    process: "subprocess.Popen[bytes]"

    def kill(self) -> None:
        """It is gone at once; a playbook that runs is in a session of its own, and goes on."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def alert(self, name: str, host: str) -> str:
        """Tell it of an alert, as Alertmanager does; the status of the answer."""
        labels = {"alertname": name, "environment": ENVIRONMENT, "instance": f"{host}:9100"}
        began = datetime.now(UTC).isoformat()
        body = {
            "version": "4",
            "alerts": [{"status": "firing", "labels": labels, "startsAt": began, "fingerprint": f"{name}{host}{began}"}],
        }
        words = ["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", "-H", f"Authorization: Bearer {TOKEN}", "-d", json.dumps(body)]
        return self.lab.run(*words, f"http://{ADDRESS}/webhooks/alertmanager").stdout

    def orders(self) -> list[dict[str, Any]]:
        """What `estate remediation queue --all --json` says."""
        words = [*estate(), "remediation", "queue", "--all", "--json", "--state", str(self.folder / "state")]
        done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
        return json.loads(done.stdout)["orders"]

    def settled(self) -> dict[str, Any]:
        """The one order, once it is settled."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            [order] = self.orders()
            if order["status"] not in {"accepted", "running", "verifying"}:
                return order
        raise AssertionError(f"not settled: {self.orders()}\n{(self.lab.state / 'dispatcher.log').read_text()}")

    def kept(self, name: str) -> str:
        """A file of the run's evidence."""
        return (self.folder / f"state/runs/1/evidence/{name}.txt").read_text()


def estate() -> list[str]:
    return [str(Path(sys.executable).with_name("estate"))]


@contextmanager
def dispatcher(one: Lab, folder: Path, text: str) -> Iterator[Dispatcher]:
    """Serves inside the lab's network with the estate's catalog, in which the lab's hosts are those of image-provider."""
    shutil.copytree(ROOT / "catalog", folder / "catalog", dirs_exist_ok=True)
    (folder / "ansible").unlink(missing_ok=True)
    (folder / "ansible").symlink_to(ROOT / "ansible")
    shutil.copytree(ROOT / "docs", folder / "docs", dirs_exist_ok=True)
    (folder / "catalog/remediation.yaml").write_text(text)
    service = folder / "catalog/services/image-provider.yaml"
    service.write_text(service.read_text().replace("number: 8081", f"number: {PORT}").replace("health: /status", "health: /healthz"))
    inventory = folder / "inventory.yml"
    inventory.write_text(one.inventory.read_text().replace("  vars:\n", "  vars:\n    estate_service: image-provider\n", 1))
    environment = {
        **os.environ,
        "ESTATE_REMEDIATION_ALERTMANAGER_SECRET": TOKEN,
        "ESTATE_REMEDIATION_PAGE_KEY": "none",
        "ESTATE_REMEDIATION_PAGE_URL": "http://127.0.0.1:9",
        "ESTATE_LOCKS": str(folder / "locks"),
    }
    options = ["--inventory", str(inventory), "--state", str(folder / "state"), "--catalog", str(folder / "catalog"), "--listen", ADDRESS]
    process = one.start(
        *estate(), "remediation", "serve", ENVIRONMENT, *options, log=one.state / "dispatcher.log", env=environment, cwd=ROOT
    )
    try:
        one.wait(f"curl -fsm1 http://{ADDRESS}/health")
        yield Dispatcher(one, folder, process)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        one.wait(f"! curl -sm1 http://{ADDRESS}/health")  # or the next one is taken for ready while this one still answers


@pytest.fixture(scope="module")
def three(base: Base) -> Iterator[Lab]:
    """Three hosts behind the balancer."""
    with lab(base, hosts=3) as one:
        yield one


def healthy(one: Lab, host: str) -> bool:
    return one.run("curl", "-fsm2", f"http://{one.addresses[host]}:{PORT}/healthz", check=False).returncode == 0


def test_a_dead_service_runs_again_and_nobody_noticed(three: Lab, tmp_path: Path) -> None:
    text = remediation("image-provider.service-dead", f"{{kind: restart-service, unit: {SERVICE}}}")
    three.on("h1", f"systemctl stop {SERVICE}")
    while three.servers()["h1"].up:
        pass  # what was under way as it died is not the healing's
    with dispatcher(three, tmp_path, text) as served, traffic(three) as count:
        assert served.alert("image-provider.service-dead", "h1") == "202"
        order = served.settled()
        assert (order["status"], order["words"]) == ("healed", "healed and verified")
        assert healthy(three, "h1")
    assert count.failed == []
    assert "Active: inactive (dead)" in served.kept("1-diagnosed")
    assert served.kept("3-verified").strip() == f"{SERVICE} is active"


def test_a_full_disk_has_room_again_and_young_files_stay(three: Lab, tmp_path: Path) -> None:
    rules = "[{folder: /var/cache/shop, names: '*.tmp', older_than: 1h}]"
    text = remediation("image-provider.disk", f"{{kind: clear-disk, mount: /, below: 80, rules: {rules}}}")
    three.on(
        "h2", "mkdir -p /var/cache/shop && head -c 200M /dev/zero >/var/cache/shop/old.tmp; touch -d '2 hours ago' /var/cache/shop/old.tmp"
    )
    three.on(
        "h2", "echo young >/var/cache/shop/young.tmp; echo data >/var/cache/shop/old.db; touch -d '2 hours ago' /var/cache/shop/old.db"
    )
    three.on("h2", "ln -s /etc /var/cache/shop/link")
    with dispatcher(three, tmp_path, text) as served:
        assert served.alert("image-provider.disk", "h2") == "202"
        assert served.settled()["status"] == "healed"
    assert three.on("h2", "ls /var/cache/shop") == "link\nold.db\nyoung.tmp"
    assert three.on("h2", "ls /etc/hostname") == "/etc/hostname"
    assert "/var/cache/shop/old.tmp" in served.kept("1-diagnosed")


def test_a_stuck_process_is_replaced(three: Lab, tmp_path: Path) -> None:
    text = remediation("image-provider.worker-stuck", f"{{kind: recycle-worker, unit: {SERVICE}}}")
    before = three.on("h3", f"systemctl show --property=MainPID --value {SERVICE}")
    three.on("h3", f"kill -STOP {before}")
    with dispatcher(three, tmp_path, text) as served:
        assert served.alert("image-provider.worker-stuck", "h3") == "202"
        assert served.settled()["status"] == "healed"
    assert three.on("h3", f"systemctl show --property=MainPID --value {SERVICE}") != before
    assert healthy(three, "h3")


RENEW = (
    "[Service]\nType=oneshot\nExecStart=/usr/bin/openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=shop -days 90"
    " -keyout /etc/shop.key -out /etc/shop.pem\n"
)


def test_a_certificate_that_runs_out_is_renewed(three: Lab, tmp_path: Path) -> None:
    action = f"{{kind: renew-certificate, renew: shop-renew, certificate: /etc/shop.pem, reload: {SERVICE}, valid_for: 15d}}"
    text = remediation("image-provider.certificate", action)
    three.on("h1", f"printf '{RENEW}' >/etc/systemd/system/shop-renew.service; systemctl daemon-reload")
    three.on("h1", "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=shop -days 1 -keyout /etc/shop.key -out /etc/shop.pem 2>/dev/null")
    with dispatcher(three, tmp_path, text) as served:
        assert served.alert("image-provider.certificate", "h1") == "202"
        assert served.settled()["status"] == "healed"
    assert three.on("h1", "openssl x509 -checkend 1296000 -noout -in /etc/shop.pem") == "Certificate will not expire"


ROTATE = "/var/log/shop/*.log {\n  rotate 2\n  missingok\n  nocreate\n}\n"


def test_logs_that_grow_are_rotated(three: Lab, tmp_path: Path) -> None:
    text = remediation(
        "image-provider.disk-forecast", "{kind: rotate-logs, config: /etc/logrotate.d/shop, folder: /var/log/shop, below_mib: 1}"
    )
    three.on("h2", f"mkdir -p /var/log/shop; printf '{ROTATE}' >/etc/logrotate.d/shop; head -c 8M /dev/zero >/var/log/shop/access.log")
    with dispatcher(three, tmp_path, text) as served:
        assert served.alert("image-provider.disk-forecast", "h2") == "202"
        order = served.settled()
        assert order["status"] == "healed", order
    assert three.on("h2", "ls /var/log/shop") == "access.log.1"


SLOW = "[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/sh -c 'echo started >>/var/tmp/starts; sleep 8'\n"


def test_a_dispatcher_that_is_killed_in_mid_run_looks_afterwards_and_starts_nothing_twice(three: Lab, tmp_path: Path) -> None:
    text = remediation("image-provider.service-dead", "{kind: restart-service, unit: shop-slow}")
    three.on("h3", f"cat >/etc/systemd/system/shop-slow.service <<'END'\n{SLOW}END\nsystemctl daemon-reload; rm -f /var/tmp/starts")
    with dispatcher(three, tmp_path, text) as served:
        assert served.alert("image-provider.service-dead", "h3") == "202"
        three.wait(f"ssh {' '.join(three.ssh_options)} root@{three.addresses['h3']} test -e /var/tmp/starts")
        served.kill()
    with dispatcher(three, tmp_path, text) as served:
        order = served.settled()
    assert (order["status"], order["words"]) == ("healed", "interrupted; verified: it is well")
    assert three.on("h3", "cat /var/tmp/starts") == "started"


def test_what_does_not_heal_is_paged_with_the_evidence(three: Lab, tmp_path: Path) -> None:
    text = remediation(
        "image-provider.disk", "{kind: clear-disk, mount: /, below: 30, rules: [{folder: /tmp, names: none, older_than: 1h}]}"
    )
    three.on("h3", "head -c 120M /dev/zero >/var/lib/data")
    with dispatcher(three, tmp_path, text) as served:
        assert served.alert("image-provider.disk", "h3") == "202"
        order = served.settled()
        assert order["status"] == "unhealed"
        assert order["words"].startswith("Verify that the disk is used less:")
    audit = (tmp_path / "state/audit.jsonl").read_text()
    assert "remediation/staging/1" in audit
    assert "clear-disk did not heal h3" in audit


def test_the_alerts_own_text_reaches_no_host(three: Lab, tmp_path: Path) -> None:
    text = remediation("image-provider.service-dead", f"{{kind: restart-service, unit: {SERVICE}}}")
    with dispatcher(three, tmp_path, text) as served:
        assert served.alert("image-provider.service-dead", "../../x; id {{ 7*7 }}") == "422"
        assert served.alert("image-provider.service-dead", "h9") == "422"
        assert served.orders() == []


def test_no_other_port_is_needed(three: Lab) -> None:
    with socket.socket() as one:
        assert one.connect_ex(("127.0.0.1", 8470)) != 0, "the lab's dispatcher listens in the lab's own network alone"
