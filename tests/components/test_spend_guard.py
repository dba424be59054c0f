"""Who is told before an account costs too much."""

from tests.components.builds import graph_of, of_type
from tests.components.samples import spend_guard


def test_a_rise_that_nobody_expected_is_mailed_from_the_sum_that_was_decided() -> None:
    recording = graph_of(spend_guard.largest)
    (subscription,) = of_type(recording, "aws:costexplorer/anomalySubscription:AnomalySubscription").values()
    assert subscription.inputs["subscribers"] == [{"type": "EMAIL", "address": "platform@shop.example"}]
    # Cost Explorer API, CreateAnomalySubscription: e-mail is sent daily or weekly, and the threshold is an expression.
    assert subscription.inputs["frequency"] in {"DAILY", "WEEKLY"}
    dimension = subscription.inputs["thresholdExpression"]["dimension"]
    assert (dimension["key"], dimension["values"]) == ("ANOMALY_TOTAL_IMPACT_ABSOLUTE", ["75"])


def test_every_limit_has_a_budget_under_a_name_of_its_own() -> None:
    budgets = of_type(graph_of(spend_guard.largest), "aws:budgets/budget:Budget").values()
    assert {budget.inputs["name"] for budget in budgets} == {"shop-dev", "shop-dev-checkout"}


def test_the_budget_of_everything_filters_nothing() -> None:
    assert "costFilters" not in of_type(graph_of(spend_guard.smallest), "aws:budgets/budget:Budget")["spend"].inputs
