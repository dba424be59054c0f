"""The other playbooks of operations, on hosts that are real enough to contradict them."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.lab import Base, Lab, lab
from tests.hosts.lab.packages import SERVICE
from tests.hosts.patching import ROOT, Outcome, environment, evidence, patch
from tests.patching.vendors import ACCOUNT, DATADOG_KEYS, NEWRELIC_KEY

PLAYBOOKS = ROOT / "ansible/playbooks"
VENDORS = "http://127.0.0.1:8099"
KEYS = {
    "DD_API_KEY": DATADOG_KEYS["DD-API-KEY"],
    "DD_APP_KEY": DATADOG_KEYS["DD-APPLICATION-KEY"],
    "NEW_RELIC_API_KEY": NEWRELIC_KEY,
}
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl maple"


@pytest.fixture(scope="module")
def pair(base: Base) -> Iterator[Lab]:
    """Two hosts."""
    with lab(base, hosts=2) as one:
        yield one


@pytest.fixture
def vendors_inside(pair: Lab) -> Iterator[str]:
    """Datadog and New Relic, inside the lab's network; what they hold is at `/held`."""
    server = pair.start(sys.executable, "-m", "tests.patching.vendors", "8099", log=pair.state / "vendors.log", cwd=ROOT)
    try:
        pair.wait(f"curl -fsm1 {VENDORS}/held")
        yield VENDORS
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def held(one: Lab, url: str) -> list[str]:
    """Scopes of the downtimes and names of the rules that there are."""
    return json.loads(one.run("curl", "-fsS", f"{url}/held").stdout)


def play(one: Lab, name: str, *options: str, **more: Any) -> Outcome:
    return patch(one, *options, playbook=PLAYBOOKS / name, **more)


def test_a_host_is_bootstrapped_once_and_stays_as_it_is(pair: Lab) -> None:
    given: dict[str, Any] = {
        "bootstrap_hosts": "h1",
        "baseline_sshd_root_login": True,
        "baseline_users": [{"name": "maple", "keys": [KEY], "sudo": True}],
        "agent_kinds": ["otel"],
        "agent_otel_endpoint": "collector:4317",
        "agent_tags": {"environment": "staging"},
    }
    # The image of the lab has no collector: a unit of its name stands for it.
    unit = "[Service]\\nExecStart=/bin/sleep infinity\\n[Install]\\nWantedBy=multi-user.target\\n"
    pair.on("h1", f"printf '{unit}' >/etc/systemd/system/otelcol-contrib.service; systemctl daemon-reload")
    first = play(pair, "bootstrap-host.yml", **given)
    assert first.code == 0, first.said
    assert first.changed()["h1"] > 5
    second = play(pair, "bootstrap-host.yml", **given)
    assert second.code == 0, second.said
    assert second.changed()["h1"] == 0, second.said
    effective = pair.on("h1", "sshd -T").splitlines()
    assert {"passwordauthentication no", "x11forwarding no", "maxauthtries 4", "permitrootlogin without-password"} <= set(effective)
    assert pair.on("h1", "apt-config dump APT::Periodic::Unattended-Upgrade") == 'APT::Periodic::Unattended-Upgrade "0";'
    assert "NOPASSWD" in pair.on("h1", "sudo -l -U maple")
    assert pair.on("h1", "systemctl is-active otelcol-contrib systemd-journald").split() == ["active", "active"]
    assert pair.on("h1", "cat /home/maple/.ssh/authorized_keys") == KEY


def test_a_misspelled_agent_is_refused_before_anything_is_touched(pair: Lab) -> None:
    run = play(pair, "bootstrap-host.yml", bootstrap_hosts="h2", agent_kinds=["datdog"], agent_tgas={})
    assert run.code == 2
    assert "agent_tgas is no variable of the role agent; did you mean agent_tags?" in run.said
    assert "Got no match for: datdog" in run.said
    assert run.changed()["h2"] == 0


def test_an_agent_without_its_key_is_refused_before_anything_is_touched(pair: Lab) -> None:
    run = play(pair, "bootstrap-host.yml", bootstrap_hosts="h2", agent_kinds=["datadog"])
    assert run.code == 2
    assert "expected agent_datadog_key for datadog" in " ".join(run.said.split())
    assert run.changed()["h2"] == 0


def test_maintenance_takes_a_host_out_of_service_and_brings_it_back(pair: Lab) -> None:
    assert play(pair, "maintenance.yml", maintenance_hosts="h2").code != 0, "whether it begins or ends must be said"
    begun = play(pair, "maintenance.yml", maintenance_hosts="h2", maintenance_state="begun", maintenance_reason="a new disk")
    assert begun.code == 0, begun.said
    assert {host: server.drained for host, server in pair.servers().items()} == {"h1": False, "h2": True}
    refused = play(pair, "maintenance.yml", maintenance_hosts="h1", maintenance_state="begun")
    assert refused.code == 2
    assert "h1 cannot be drained: 0 others are healthy (none), 1 must be" in refused.said
    ended = play(pair, "maintenance.yml", maintenance_hosts="h2", maintenance_state="ended")
    assert ended.code == 0, ended.said
    assert {server.drained for server in pair.servers().values()} == {False}
    assert [record["event"] for record in evidence(pair)] == ["maintenance-begun", "maintenance-ended"]


def test_monitors_are_muted_for_exactly_as_long_as_a_zone_is_out_of_service(pair: Lab, tmp_path: Path, vendors_inside: str) -> None:
    zones = pair.inventory.read_text() + "    zone_eu_central_1a:\n      hosts: {h2: }\n"
    (tmp_path / "zones.yml").write_text(zones)

    def maintain(state: str, hosts: str) -> Outcome:
        given = {"maintenance_hosts": hosts, "maintenance_state": state, "maintenance_minutes": 90, "maintenance_newrelic_account": ACCOUNT}
        urls = {"maintenance_datadog_url": vendors_inside, "maintenance_newrelic_url": f"{vendors_inside}/graphql"}
        return play(pair, "maintenance.yml", inventory=tmp_path / "zones.yml", keys=KEYS, **given, **urls)

    assert held(pair, vendors_inside) == []
    begun = maintain("begun", "zone_eu_central_1a")
    assert begun.code == 0, begun.said
    assert pair.servers()["h2"].drained
    assert held(pair, vendors_inside) == ["host:h2", "platform.ops maintenance of h2"]
    refused = maintain("begun", "h1")
    assert "h1 was not taken out of service: h1 cannot be drained: 0 others are healthy" in " ".join(refused.said.split())
    assert held(pair, vendors_inside) == ["host:h2", "platform.ops maintenance of h2"], "h1 stays in service, and is watched"
    ended = maintain("ended", "zone_eu_central_1a")
    assert ended.code == 0, ended.said
    assert held(pair, vendors_inside) == []
    assert not pair.servers()["h2"].drained
    assert not any(key in begun.said + ended.said for key in KEYS.values())


def test_a_report_names_what_each_host_lacks(pair: Lab, tmp_path: Path) -> None:
    run = play(pair, "patch-report.yml", report_hosts="web", report_file=str(tmp_path / "report.json"))
    assert run.code == 0, run.said
    report = json.loads((tmp_path / "report.json").read_text())
    assert {host: (one["missing"], one["missing_security"]) for host, one in report["hosts"].items()} == {"h1": (2, 1), "h2": (2, 1)}
    assert [item["Severity"] for item in report["hosts"]["h1"]["Items"]] == ["HIGH", "LOW"]


def test_a_diagnosis_tells_a_sick_host_from_a_well_one_and_changes_neither(pair: Lab, tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    # The load is the whole machine's, and other tests run on it.
    given = {"diagnose_hosts": "h2", "diagnose_file": str(file), "diagnose_load_limit": 1000}
    well = play(pair, "diagnose.yml", **given)
    assert well.code == 0, well.said
    assert file.read_text().startswith("# h2: likely a false positive\n"), file.read_text()
    pair.on("h2", "systemctl stop shop-web")
    sick = play(pair, "diagnose.yml", **given)
    pair.on("h2", "systemctl start shop-web")
    assert sick.code == 0, sick.said
    assert file.read_text().startswith("# h2: likely real\n")
    assert "- shop-web.service is inactive" in file.read_text()
    assert set(sick.changed().values()) == {0}


def test_the_playbook_of_windows_is_held_against_its_variables(pair: Lab) -> None:
    run = play(pair, "patch-windows.yml", patch_hosts="web", patch_reboots="never")
    assert run.code == 2
    assert "patch_reboots is no variable of the role patch; did you mean patch_reboot?" in run.said


def test_what_a_log_said_in_the_same_second_before_the_change_is_not_held_against_it(pair: Lab) -> None:
    said = pair.on("h2", f"journalctl --quiet --unit={SERVICE} --grep=ready --lines=1 --output=short-unix")
    moment = float(said.split()[0])

    def complaints(since: float) -> bool:
        look = json.dumps({"services": [f"{SERVICE}.service"], "log_patterns": ["ready"], "since": since})
        words = (str(ROOT / ".venv/bin/ansible"), "-i", str(pair.inventory), "h2", "-m", "platform.ops.host_check", "-a", look)
        done = pair.run(*words, check=False, env=environment(pair))
        assert ("the log says: ready" in done.stdout) == (done.returncode != 0), done.stdout + done.stderr
        return done.returncode != 0

    assert complaints(moment - 0.000_01)
    assert not complaints(moment + 0.000_01)
