"""Dashboards of services and teams."""

import json
from string import Template
from typing import Any

from estate.alerting.forms.datadog_dashboards import DashboardForm, dashboard_forms
from estate.alerting.spec import Alerting
from tests.alerting.forms.specs import ADDRESSES, slo
from tests.alerting.forms.test_datadog_thresholds import DISK

WATCHED = Alerting(environment="production", slos=(slo(),), monitors=(DISK,))
HITS = "sum:trace.grpc.server.request.hits{service:checkout,env:production}"


def dashboards() -> dict[str, DashboardForm]:
    return {form.key: form for form in dashboard_forms(WATCHED, ADDRESSES)}


def groups(form: DashboardForm) -> dict[str, list[Any]]:
    filled = json.loads(Template(form.text).substitute(dict.fromkeys(form.named, "the id")))
    found = (one["definition"] for one in filled["widgets"])
    return {one["title"]: [widget["definition"] for widget in one["widgets"]] for one in found if one["type"] == "group"}


def test_what_has_a_promise_has_a_dashboard_and_everything_else_stands_on_its_team_s() -> None:
    assert {key: form.subjects for key, form in dashboards().items()} == {"checkout": ("checkout",), "team.storefront": ("images",)}


def test_a_service_shows_its_budget_its_signals_and_its_deploys() -> None:
    shown = groups(dashboards()["checkout"])
    assert shown["Budget left"][0]["slo_id"] == "the id"
    assert [widget["title"] for widget in shown["Golden signals"]] == ["Traffic", "Errors, percent", "Latency, seconds"]
    percentiles = [request["q"] for request in shown["Golden signals"][2]["requests"]]
    assert percentiles == [f"{name}:trace.grpc.server.request{{service:checkout,env:production}}" for name in ("p50", "p95", "p99")]
    assert shown["Deploys"][0]["requests"][0]["q"] == f"{HITS} by {{version}}.as_count()"
    assert "Causes" not in shown


def test_a_cause_is_drawn_with_its_thresholds() -> None:
    (widget,) = groups(dashboards()["team.storefront"])["images"]
    assert [(marker["value"], marker["display_type"]) for marker in widget["markers"]] == [
        ("y = 90", "error dashed"),
        ("y = 85", "warning dashed"),
    ]


def test_a_team_sees_the_budgets_of_all_its_services() -> None:
    assert dashboards()["team.storefront"].named == {"slo_0": "checkout.availability"}
