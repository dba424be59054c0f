"""Dashboards, probes and announced work as New Relic has them."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from estate.alerting.forms.newrelic_dashboards import dashboard_forms, document
from estate.alerting.forms.newrelic_mutes import mute_forms
from estate.alerting.forms.newrelic_probes import period
from estate.alerting.spec import Alerting
from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.maintenance import MaintenanceWindow
from tests.alerting.forms.specs import slo
from tests.alerting.forms.test_newrelic_monitors import MEMORY

ALERTING = Alerting(environment="production", slos=(slo(),), monitors=(MEMORY,))
CATALOG = Path(__file__).resolve().parents[3] / "catalog"
GUIDS = {"checkout.availability": "GUID1"}


@pytest.fixture(scope="module")
def reference() -> Catalog:
    return load_catalog(CATALOG)


def test_a_thing_and_its_team_have_a_dashboard() -> None:
    assert [one.key for one in dashboard_forms(ALERTING)] == ["checkout", "team.storefront"]


def test_a_dashboard_shows_the_budget_the_traffic_and_the_causes_in_the_account() -> None:
    page = json.loads(document(dashboard_forms(ALERTING)[0], "1234567", GUIDS))["pages"][0]
    queries = [one["rawConfiguration"]["nrqlQueries"][0] for one in page["widgets"]]
    assert {one["accountIds"][0] for one in queries} == {1234567}
    texts = [one["query"] for one in queries]
    budget = "SELECT 100 - sum(newrelic.sli.bad) / sum(newrelic.sli.valid) * 100 / 0.05 * 100 AS '% left' FROM Metric"
    assert texts[0] == f"{budget} WHERE sli.guid = 'GUID1' SINCE 28 days ago"
    assert [text.split(" FROM")[0] for text in texts[2:]] == [
        "SELECT count(*)",
        "SELECT percentile(duration.ms, 50, 95, 99)",
        "SELECT average(`aws.ecs.MemoryUtilization`)",
    ]


def test_no_widget_lies_on_another_one() -> None:
    widgets = json.loads(document(dashboard_forms(ALERTING)[0], "1234567", GUIDS))["pages"][0]["widgets"]
    fields = [
        (one["layout"]["column"] + x, one["layout"]["row"] + y)
        for one in widgets
        for x in range(one["layout"]["width"])
        for y in range(one["layout"]["height"])
    ]
    assert len(fields) == len(set(fields))
    assert {column for column, _ in fields} <= set(range(1, 13)), "a dashboard has twelve columns"


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        pytest.param(timedelta(minutes=5), "EVERY_5_MINUTES", id="as asked"),
        pytest.param(timedelta(minutes=7), "EVERY_5_MINUTES", id="rather oftener"),
        pytest.param(timedelta(seconds=30), "EVERY_MINUTE", id="not oftener than a minute"),
        pytest.param(timedelta(days=3), "EVERY_DAY", id="not seldomer than a day"),
    ],
)
def test_a_probe_is_sent_at_least_as_often_as_asked(every: timedelta, expected: str) -> None:
    assert period(every) == expected


def test_announced_work_is_muted_by_the_clocks_of_its_zone(reference: Catalog) -> None:
    found = {one.key: one for one in mute_forms(reference, reference.environments["production"])}
    upgrade = found["database-upgrade"]
    assert (upgrade.start, upgrade.end, upgrade.zone) == ("2026-12-03T06:00:00", "2026-12-03T08:00:00", "Europe/Istanbul")
    assert upgrade.prefixes == ("[production] checkout.", "[production] accounting.")


def test_work_across_a_clock_change_ends_after_its_length(reference: Catalog) -> None:
    window = MaintenanceWindow.model_validate(
        {
            "name": "night",
            "description": "Disks.",
            "environment": "production",
            "services": ["ad"],
            "start": "2027-03-28T01:30",
            "zone": "Europe/Berlin",
            "length": "2h",
        }
    )
    (form,) = mute_forms(replace(reference, maintenance=(window,)), reference.environments["production"])
    assert (form.start, form.end) == ("2027-03-28T01:30:00", "2027-03-28T04:30:00"), "clocks go from 2 to 3 that night"
