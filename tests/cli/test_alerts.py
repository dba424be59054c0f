"""`estate alerts list, explain, prometheus`, as a person asks."""

from pathlib import Path
from typing import Any

import pytest

from estate.cli.exit_codes import ExitCode
from tests.cli.catalog_commands import Outcome, run

CATALOG = Path(__file__).resolve().parents[2] / "catalog"
AT = "2026-12-08T09:00Z"


def alerts(*arguments: object) -> Outcome:
    return run(["alerts", *arguments, "--catalog", CATALOG])


def explained(name: str, environment: str = "production") -> Any:
    return alerts("explain", name, "--environment", environment, "--at", AT, "--json").document


def test_the_arithmetic_of_a_burn_alert_has_its_units() -> None:
    """2 % of 30 days' budget within an hour: 0.02 x 720 h / 1 h = 14.4 times; 14.4 x 0.05 % = 0.72 % (SRE workbook, table 5-8)."""
    why = [step["why"] for step in explained("checkout.availability")["told"]]
    assert why[0] == ("2 % of the budget in 1h: factor = 2 % x 30d / 1h = 14.4; bad > 14.4 x 0.05 % = 0.72 % in 1h and in 5m")
    assert [one.split("; ")[0].rsplit(" = ", maxsplit=1)[-1] for one in why] == ["14.4", "6", "3", "1"]


def test_a_budget_is_said_as_time() -> None:
    """0.05 % of 30 days is 21.6 minutes."""
    assert "budget: 100 % - 99.95 % = 0.05 % of them; of 30d that is 21.6 minutes" in explained("checkout.availability")["means"]
    # A tenth of 30 days of 24 hours.
    assert "of 30d that is 72 hours" in " ".join(explained("sales-report.availability")["means"])


def test_what_is_healed_without_a_person_is_said() -> None:
    # catalog/remediation.yaml: the action of the alert, and who tells the dispatcher of each environment.
    assert explained("image-provider.disk")["healed"] == {
        "action": "clear-disk",
        "told_by": ["alertmanager", "datadog", "newrelic", "pagerduty"],
    }
    assert explained("image-provider.disk", "dev")["healed"] == {"action": "clear-disk", "told_by": ["datadog"]}
    assert explained("image-provider.cpu")["healed"] is None
    assert explained("image-provider.disk", "sandbox")["healed"] is None


def test_every_vendor_s_form_is_shown() -> None:
    forms = explained("checkout.availability")["forms"]
    assert {form["vendor"] for form in forms} == {"datadog", "newrelic", "prometheus"}
    ways = {(form["vendor"], form["kind"]) for form in forms if form["name"] == "checkout.availability.1h"}
    assert ways == {("datadog", "composite"), ("newrelic", "compound condition"), ("prometheus", "alert")}


def test_what_a_vendor_cannot_say_is_said() -> None:
    instead = explained("checkout.availability")["instead"]
    assert {"vendor": "newrelic", "wanted": "30d", "instead": "28d", "reason": "newrelic has no period of 30d"} in instead
    lost = explained("checkout.memory")["instead"]
    assert {
        "vendor": "prometheus",
        "wanted": "a rule",
        "instead": "nothing",
        "reason": "no exporter of Prometheus measures ecs.memory",
    } in lost


def test_whoever_is_called_is_whom_the_roster_names() -> None:
    called = [level["on"] for level in explained("checkout.availability")["called"]]
    who = run(["roster", "who", "--service", "checkout", "--at", AT, "--json", "--catalog", CATALOG]).document
    (chain,) = who["escalations"]
    assert called == [[holder["person"] for holder in level["on"]] for level in chain["levels"]]
    assert all(called)


@pytest.mark.parametrize(
    ("name", "environment"),
    [("checkout.memory", "production"), ("checkout.availability", "staging")],
    ids=["a cause", "another environment"],
)
def test_nobody_is_called_for_a_ticket(name: str, environment: str) -> None:
    assert explained(name, environment)["called"] == []
    assert " called now  nobody: it is a ticket" in alerts("explain", name, "--environment", environment).out.splitlines()


def test_an_alert_s_own_name_leads_to_its_objective() -> None:
    for name in ("checkout.availability.6h", "checkout.availability.6h.held-back"):
        assert explained(name)["name"] == "checkout.availability"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ["explain", "chekout.availability"],
            "'chekout.availability' is nothing that is watched in production\n    did you mean 'checkout.availability'?",
        ),
        (["explain", "weather"], "'weather' is nothing that is watched in production\n    all of them: estate alerts list production"),
        (["list", "producton"], "'producton' is no environment\n    did you mean 'production'?"),
        (
            ["explain", "checkout.memory", "--environment", "moon"],
            "'moon' is no environment\n    expected dev, production, sandbox or staging",
        ),
    ],
)
def test_an_unknown_name_gets_the_nearest(arguments: list[str], error: str) -> None:
    assert alerts(*arguments).error == error


def test_the_list_has_every_spec_and_where_it_ends() -> None:
    found = {one["name"]: one for one in alerts("list", "--json").document["alerts"]}
    assert [route["told"] for route in found["checkout.availability"]["routes"]] == ["page", "ticket"]
    assert found["checkout.memory"]["routes"] == [{"told": "ticket", "severity": "P3", "in_business_hours": False}]
    assert found["ad.availability"]["routes"][0]["in_business_hours"] is True
    staging = alerts("list", "staging", "--json").document["alerts"]
    assert {route["told"] for one in staging for route in one["routes"]} <= {"ticket", "notify"}


def test_prometheus_gets_two_files_and_what_is_missing_is_told(tmp_path: Path) -> None:
    done = alerts("prometheus", "production", "--to", tmp_path / "out", "--json")
    assert done.code == ExitCode.GOOD
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["alertmanager.yaml", "rules.yaml"]
    assert {"name": "checkout.cpu", "reason": "no exporter of Prometheus measures ecs.cpu"} in done.document["unsaid"]
    again = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    alerts("prometheus", "production", "--to", tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == again


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("tickets.example", "--tickets: 'tickets.example' is no address; expected one such as https://"),
        ("ftp://tickets.example", "--tickets: 'ftp://tickets.example' is no address; expected one such as https://"),
        ("https://me:hunter2@tickets.example/", "--tickets: there is a secret in the address; leave it out"),
    ],
)
def test_an_address_of_tickets_that_is_none_writes_nothing(tmp_path: Path, url: str, error: str) -> None:
    done = alerts("prometheus", "production", "--to", tmp_path / "out", "--tickets", url)
    assert done.error.startswith(error)
    assert "hunter2" not in done.error
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("title", "environment"),
    [
        ("[production] checkout.availability.1h", "production"),
        ("[staging] checkout.availability.1h.long", "staging"),
        ("[production] checkout.availability on host-7", "production"),
    ],
)
def test_a_vendor_s_title_leads_to_its_objective_and_its_environment(title: str, environment: str) -> None:
    document = alerts("explain", title, "--at", AT, "--json").document
    assert (document["name"], document["environment"]) == ("checkout.availability", environment)


def test_a_title_of_another_environment_than_the_one_asked_for_is_told() -> None:
    error = alerts("explain", "[staging] checkout.memory", "--environment", "production").error
    assert error == "the title is of staging, and --environment asks for production; expected one of them"


def test_a_name_that_only_begins_like_an_alert_is_none() -> None:
    assert "is nothing that is watched" in alerts("explain", "checkout.memory.1h").error


@pytest.mark.parametrize("name", ["frontend.availability", "checkout.memory"])
def test_lines_fit_into_80_columns_where_there_is_no_terminal(name: str) -> None:
    assert max(map(len, alerts("explain", name, "--at", AT).out.splitlines())) <= 80
