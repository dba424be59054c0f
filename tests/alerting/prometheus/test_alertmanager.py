"""What a real Alertmanager makes of the configuration: who is told, and what is held back by what."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
import yaml

from estate.alerting.prometheus.files import ALERTMANAGER, RULES
from tests.alerting.prometheus.worlds import made

PROGRAMS = ("prometheus-alertmanager", "alertmanager")
"""Debian's name, and everybody else's."""
TRIES = 500
"""Alertmanager reads alerts in the background; so often it is asked whether it has."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A server of this test alone; it ends long before it would tell anybody (group_wait)."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("Alertmanager is not installed: apt-get install --no-install-recommends prometheus-alertmanager")
    (tmp_path / ALERTMANAGER).write_text(made().texts[ALERTMANAGER])
    flags = (f"--config.file={tmp_path / ALERTMANAGER}", f"--storage.path={tmp_path}", "--web.listen-address=127.0.0.1:0")
    command = [program, *flags, "--cluster.listen-address="]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - Debian's Alertmanager
        try:
            yield f"http://{_listens_on(process)}/api/v2/alerts"
        finally:
            process.kill()


def _listens_on(process: subprocess.Popen[str]) -> str:
    said: list[str] = []
    for line in process.stderr or ():
        said.append(line)
        if found := re.search(r'msg="Listening on" address=(\S+)', line):
            return found[1]
    raise AssertionError("".join(said))


def alerts(*names: str, **more: str) -> list[dict[str, Any]]:
    """These alerts, as Prometheus would send them."""
    rules = {rule["alert"]: rule for group in yaml.safe_load(made().texts[RULES])["groups"] for rule in group["rules"] if "alert" in rule}
    return [{"labels": {"alertname": name, **more, **rules[name]["labels"]}, "annotations": rules[name]["annotations"]} for name in names]


def suppressed(address: str, sent: Sequence[Any]) -> dict[str, bool]:
    """Whether each alert is held back; asked until something is, or often enough."""
    body = json.dumps(sent).encode()
    urlopen(Request(address, data=body, headers={"content-type": "application/json"})).close()  # noqa: S310 - loopback
    found: dict[str, bool] = {}
    for _ in range(TRIES):
        with urlopen(address) as answer:  # noqa: S310 - loopback
            found = {_name(one): one["status"]["state"] == "suppressed" for one in json.load(answer)}
        if len(found) == len(sent) and any(found.values()):
            break
    return found


def _name(one: Any) -> str:
    labels = one["labels"]
    return " ".join(filter(None, (labels["alertname"], labels.get("instance"))))


def test_a_call_is_held_back_while_what_it_needs_calls(address: str) -> None:
    sent = alerts("payment.availability.1h", "cart.latency.1h", "checkout.availability.1h", "checkout.availability.1h.held-back")
    assert suppressed(address, sent) == {
        "payment.availability.1h": False,
        "cart.latency.1h": False,
        "checkout.availability.1h": True,
        "checkout.availability.1h.held-back": False,
    }


def test_a_warning_is_held_back_by_the_critical_alert_of_the_same_host(address: str) -> None:
    here = alerts("image-provider.cpu", "image-provider.cpu.warning", instance="a")
    there = alerts("image-provider.cpu.warning", instance="b")
    assert suppressed(address, [*here, *there]) == {
        "image-provider.cpu a": False,
        "image-provider.cpu.warning a": True,
        "image-provider.cpu.warning b": False,
    }
