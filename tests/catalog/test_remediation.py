"""Every mistake that `remediation.yaml` can hold: a good estate, one change, the whole text."""

from pathlib import Path
from typing import get_args

import pytest

from estate.catalog.load import load_catalog
from estate.catalog.remediation import ActionName, Remediation
from tests.catalog.estates import Estate, row_in_file

ROOT = Path(__file__).resolve().parents[2]
REMEDIATION = """\
limits:
  rate: {runs: 12, per: 1h, at_once: 4}
  breaker: {failures: 3, within: 1h}
  healthy_share: 50
  stale_after: 15m
  approve_within: 1h
  source: a rule
actions:
  clear-disk: {modes: {live: auto, trial: auto}, cool_down: 1h, timeout: 5m, source: a rule}
  roll-back-release: {modes: {live: approve, trial: approve}, cool_down: 1h, timeout: 5m, source: a rule}
  fail-over-replica: {modes: {live: approve, trial: observe}, cool_down: 1h, timeout: 5m, source: a rule}
alerts:
  - alert: shelf.disk
    do: {kind: clear-disk, mount: /, below: 80, rules: [{folder: /var/cache/nginx, names: "*", older_than: 1d}]}
  - alert: till.errors
    do: {kind: roll-back-release, service: till}
  - alert: books.replica-lag
    do: {kind: fail-over-replica, store: books}
dispatchers:
  live: {address: "https://heal.shop.example", told_by: [datadog]}
"""
FILE = "remediation.yaml"


@pytest.fixture
def estate(estate: Estate) -> Estate:
    """What is healed there."""
    estate.write(FILE, REMEDIATION)
    return estate


def test_the_good_one_has_no_mistake(estate: Estate) -> None:
    assert estate.mistakes() == []


ROWS = [
    row_in_file(
        "an environment without a mode",
        FILE,
        "{live: auto, trial: auto}",
        "{live: auto}",
        "9:23",
        "actions.clear-disk.modes: has no mode for trial; expected one for each environment",
    ),
    row_in_file(
        "an environment that is none",
        FILE,
        "{live: approve, trial: observe}",
        "{live: approve, trial: observe, tryal: observe}",
        "11:62",
        "actions.fail-over-replica.modes.tryal: 'tryal' is no environment",
        hint="did you mean 'trial'? (2 environments are known: estate check --list environments)",
    ),
    row_in_file(
        "a release that nobody decides to take back",
        FILE,
        "{live: approve, trial: approve}",
        "{live: auto, trial: approve}",
        "10:37",
        "actions.roll-back-release.modes.live: 'auto' is not for roll-back-release, which can lose data or a release; "
        "expected 'approve' or 'observe'",
    ),
    row_in_file(
        "an action twice",
        FILE,
        "till.errors",
        "shelf.disk",
        "15:12",
        "alerts[1].alert: 'shelf.disk' stands here twice; expected one action for an alert",
    ),
    row_in_file(
        "an alert of nothing",
        FILE,
        "shelf.disk",
        "shlef.disk",
        "13:12",
        "alerts[0].alert: 'shlef' is no service and no store",
        hint="did you mean 'shelf'?",
    ),
    row_in_file(
        "an action on a host where there is none",
        FILE,
        "shelf.disk",
        "till.disk",
        "14:16",
        "alerts[0].do.kind: 'clear-disk' acts on a host, and 'till' runs on none; "
        "expected restart-consumer, scale-out, fail-over-replica or roll-back-release",
    ),
    row_in_file("a service that is none", FILE, "service: till", "service: tlil", "16:44", "alerts[1].do.service: 'tlil' is no service",
        hint="did you mean 'till'? (3 services are known: estate check --list services)"),
    row_in_file("a service that is no container", FILE, "service: till", "service: shelf", "16:44",
        "alerts[1].do.service: 'shelf' runs on ec2; expected a service whose runtime is 'ecs'"),
    row_in_file("a store that has no replica", FILE, "store: books", "store: news", "18:42",
        "alerts[2].do.store: 'news' is a topic; expected one of kind 'postgres'"),
    row_in_file("a folder that holds data", FILE, "/var/cache/nginx", "/var/lib/postgresql", "14:66",
        "alerts[0].do.rules[0].folder: '/var/lib/postgresql' may hold data; "
        "expected /var/cache, /var/log, /var/tmp, /tmp or /srv/cache, or a folder in one"),
    row_in_file("a folder that only begins like one that may be emptied", FILE, "/var/cache/nginx", "/var/cachet", "14:66",
        "alerts[0].do.rules[0].folder: '/var/cachet' may hold data; "
        "expected /var/cache, /var/log, /var/tmp, /tmp or /srv/cache, or a folder in one"),
    row_in_file("a file that is being written", FILE, "older_than: 1d", "older_than: 5m", "14:108",
        "alerts[0].do.rules[0].older_than: is too young; expected at least 1h, so that nothing goes that is being written"),
    row_in_file("no cool-down", FILE, "cool_down: 1h", "cool_down: 0s", "9:61",
        "actions.clear-disk.cool_down: is nothing; expected a length, such as 30m"),
    row_in_file("a dispatcher of an environment that is none", FILE, "live: {address", "lvie: {address", "20:3",
        "dispatchers.lvie: 'lvie' is no environment",
        hint="did you mean 'live'? (2 environments are known: estate check --list environments)"),
    row_in_file("a dispatcher that is told by whom the organisation has not", FILE, "[datadog]", "[newrelic]", "20:57",
        "dispatchers.live.told_by: 'newrelic' is no vendor of the organisation; expected datadog or alertmanager"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "told"), ROWS)
def test_a_mistake_is_told_with_its_place(estate: Estate, file: str, old: str, new: str, told: str) -> None:
    estate.change(file, old, new)
    assert estate.mistakes() == [told]


def test_a_path_that_climbs_is_no_folder(estate: Estate) -> None:
    estate.change(FILE, "/var/cache/nginx", "/var/cache/../lib")
    [mistake] = estate.mistakes()
    assert "expected an absolute path of plain names" in mistake


@pytest.mark.parametrize("address", ["http://heal.shop.example", "https://heal.shop.example/x", "https://me:secret@heal.shop.example"])
def test_alerts_are_sent_over_tls_to_an_address_without_secrets(estate: Estate, address: str) -> None:
    estate.change(FILE, "https://heal.shop.example", address)
    [mistake] = estate.mistakes()
    assert "expected an address with TLS and without a path, such as https://dispatcher.example.org" in mistake


def test_a_unit_is_no_command(estate: Estate) -> None:
    estate.change(FILE, "{kind: clear-disk, mount: /,", '{kind: clear-disk, mount: "/; reboot",')
    [mistake] = estate.mistakes()
    assert "expected where a file system is mounted" in mistake


def reference() -> Remediation:
    remediation = load_catalog(ROOT / "catalog").remediation
    assert remediation is not None
    return remediation


def test_the_reference_estate_uses_every_action() -> None:
    names = set(get_args(ActionName))
    assert {healing.do.kind for healing in reference().alerts} == names
    assert set(reference().actions) == names


def test_what_interrupts_customers_waits_for_a_person_in_production() -> None:
    asked = {name for name, permission in reference().actions.items() if permission.modes["production"] == "approve"}
    assert asked >= {"fail-over-replica", "roll-back-release", "detach-host"}
