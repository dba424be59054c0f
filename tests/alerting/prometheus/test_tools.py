"""What is written is accepted by the real tools, in every environment."""

from pathlib import Path

import pytest
import yaml

from estate.alerting.prometheus.files import ALERTMANAGER, RULES, files
from tests.alerting.prometheus.worlds import SURROUNDINGS, assert_passes, made, reference, tool

ENVIRONMENTS = ("dev", "staging", "production")


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_promtool_accepts_the_rules(tmp_path: Path, environment: str) -> None:
    file = tmp_path / RULES
    file.write_text(made(environment).texts[RULES])
    done = tool("promtool", "check", "rules", file)
    assert_passes(done)
    assert f"{made(environment).recordings + made(environment).alerts} rules found" in done.stdout


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_amtool_accepts_the_routes(tmp_path: Path, environment: str) -> None:
    file = tmp_path / ALERTMANAGER
    file.write_text(made(environment).texts[ALERTMANAGER])
    assert_passes(tool("amtool", "check-config", file))


@pytest.mark.parametrize(
    ("labels", "receiver"),
    [
        pytest.param("service=checkout team=storefront told=page hours=always", "pagerduty-checkout", id="a call"),
        pytest.param("service=checkout team=storefront told=ticket hours=always", "tickets", id="a ticket"),
        pytest.param("service=ad team=storefront told=page hours=business", "pagerduty-ad", id="a call in business hours"),
        pytest.param("service=image-provider team=storefront told=notify hours=always", "mail-storefront", id="something to read"),
        pytest.param("service=unheard-of team=nobody told=page hours=always", "tickets", id="what nobody owns is not lost"),
    ],
)
def test_an_alert_ends_where_its_labels_say(tmp_path: Path, labels: str, receiver: str) -> None:
    file = tmp_path / ALERTMANAGER
    file.write_text(made().texts[ALERTMANAGER])
    done = tool("amtool", "config", "routes", "test", f"--config.file={file}", f"--verify.receivers={receiver}", *labels.split())
    assert_passes(done)


def test_every_alert_finds_a_leaf_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / ALERTMANAGER
    file.write_text(made().texts[ALERTMANAGER])
    rules = [rule for group in yaml.safe_load(made().texts[RULES])["groups"] for rule in group["rules"] if "alert" in rule]
    ways = {tuple(rule["labels"][key] for key in ("team", "service", "told", "hours")) for rule in rules}
    shown = tool("amtool", "config", "routes", "show", f"--config.file={file}").stdout
    receivers = {"page": "pagerduty-{service}", "ticket": "tickets", "notify": "mail-{team}"}
    for team, service, told, hours in sorted(ways):
        leaf = f'{{hours="{hours}",told="{told}"}}  receiver: {receivers[told].format(service=service, team=team)}'
        assert leaf in shown, f"{leaf} is missing in\n{shown}"


def test_nobody_is_called_from_outside_production() -> None:
    rules = [rule for group in yaml.safe_load(made("staging").texts[RULES])["groups"] for rule in group["rules"] if "alert" in rule]
    assert {rule["labels"]["told"] for rule in rules} <= {"ticket", "notify"}
    assert "pagerduty" not in made("staging").texts[ALERTMANAGER]


def test_the_same_catalog_gives_the_same_bytes() -> None:
    catalog = reference()
    assert files(catalog, catalog.environments["production"], SURROUNDINGS).texts == made().texts


def test_no_secret_is_in_the_text() -> None:
    config = yaml.safe_load(made().texts[ALERTMANAGER])
    calls = [one for receiver in config["receivers"] for one in receiver.get("pagerduty_configs", ())]
    assert calls
    assert {key for one in calls for key in one if "key" in key} == {"routing_key_file"}


def test_what_cannot_be_said_stands_in_the_file_by_name() -> None:
    assert "# Not said here: checkout.cpu: no exporter of Prometheus measures ecs.cpu\n" in made().texts[RULES]
    assert "# Not said here: sales-report.availability: no exporter of Prometheus counts availability of lambda\n" in made().texts[RULES]


def test_planned_work_silences_its_services_and_no_other() -> None:
    config = yaml.safe_load(made().texts[ALERTMANAGER])
    leaves = {
        service["matchers"][0]: [leaf.get("mute_time_intervals", []) for leaf in service["routes"]]
        for team in config["route"]["routes"]
        for service in team.get("routes", ())
    }
    muted = {service for service, mutes in leaves.items() if any(mutes)}
    assert muted == {'service="checkout"', 'service="accounting"', 'service="image-provider"'}
    assert all(mute == ["maintenance-database-upgrade"] for mute in leaves['service="checkout"'])


def test_business_hours_are_those_of_the_organisation() -> None:
    config = yaml.safe_load(made().texts[ALERTMANAGER])
    (hours,) = [one["time_intervals"] for one in config["time_intervals"] if one["name"] == "business-hours"]
    (interval,) = hours
    assert interval["times"] == [{"start_time": "09:00", "end_time": "18:00"}]
    assert interval["location"] == "Europe/Istanbul"
    assert interval["weekdays"] == ["monday", "tuesday", "wednesday", "thursday", "friday"]
