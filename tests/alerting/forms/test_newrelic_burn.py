"""Alerts on budgets as New Relic has them: thresholds are the provider's arithmetic over 28 days, in percent."""

from dataclasses import replace

import pytest

from estate.alerting.forms.newrelic_burn import burn_forms
from estate.alerting.forms.newrelic_form import BurnForm, ConditionForm
from estate.alerting.forms.newrelic_levels import level_form
from estate.alerting.forms.newrelic_text import slide
from estate.alerting.forms.newrelic_watch import newrelic_substitutions
from estate.alerting.newrelic.parse import parse
from estate.alerting.spec import Alerting, SloSpec
from tests.alerting.forms.specs import ADDRESSES, slo, stream_slo
from tests.alerting.newrelic.worlds import nrql

CHECKOUT = "service.name = 'checkout' AND deployment.environment = 'production' AND span.kind = 'server'"
PAYMENT = CHECKOUT.replace("checkout", "payment")
CART = CHECKOUT.replace("checkout", "cart")


def burn(spec: SloSpec, *others: SloSpec) -> BurnForm:
    (found,) = burn_forms(spec, {one.name: one for one in (spec, *others)}, ADDRESSES)
    return found


def by_end(form: BurnForm) -> dict[str, ConditionForm]:
    return {one.key.removeprefix(f"{form.key}."): one for one in form.conditions}


def asked(condition: ConditionForm) -> tuple[str, int, int | None, str, float]:
    """The query, window and slide in seconds, and the critical term."""
    return (
        condition.signal.query,
        condition.signal.window,
        condition.signal.slide,
        condition.critical.operator,
        condition.critical.threshold,
    )


def test_a_share_of_requests_is_measured_in_two_windows_and_counted() -> None:
    found = by_end(burn(slo()))
    bad = nrql("SELECT filter(count(*), WHERE otel.status_code = 'ERROR') / count(*) * 100 FROM Span WHERE", CHECKOUT)
    assert asked(found["long"]) == (bad, 3600, 60, "above", 0.672)
    assert asked(found["short"]) == (bad, 300, 60, "above", 0.672)
    assert asked(found["samples"]) == (nrql("SELECT count(*) FROM Span WHERE", CHECKOUT), 3600, 60, "above_or_equals", 100)


def test_a_share_of_minutes_is_that_of_one_metric() -> None:
    found = by_end(burn(stream_slo()))
    where = "`aws.kafka.Consumer Group` = 'accounting' AND tags.environment = 'production' AND aws.kafka.Topic = 'orders'"
    metric = "aws.kafka.EstimatedMaxTimeLag"
    bad = f"SELECT filter(count(*), WHERE `{metric}` >= 300) / count(*) * 100"
    query = nrql(bad, "FROM Metric WHERE", where, f"AND metricName = '{metric}'")
    assert {name: asked(one) for name, one in found.items()} == {
        "long": (query, 3600, 60, "above", 1.344),
        "short": (query, 300, 60, "above", 1.344),
    }


def test_components_have_one_critical_term_no_lost_signal_and_nobody_to_tell() -> None:
    for one in burn(slo()).conditions:
        assert (one.policy, one.warning, one.signal.expiration, one.signal.fill) == ("components", None, None, None)
        assert (one.critical.duration, one.critical.occurrences) == (60, "at_least_once")


def test_all_components_must_hold_and_the_alert_ends_in_the_policy_of_its_objective() -> None:
    (compound,) = burn(slo()).compounds
    ends = {alias: key.rsplit(".", 1)[1] for alias, key in compound.components.items()}
    assert (compound.trigger, ends) == ("A AND B AND C", {"A": "long", "B": "short", "C": "samples"})
    assert (compound.policy, compound.title) == ("checkout.availability.page", "[production] checkout.availability.1h")
    assert compound.runbook == "https://github.com/shop/estate/blob/main/docs/runbooks/x.md"


def test_without_a_minimum_two_windows_are_enough() -> None:
    (compound,) = burn(stream_slo()).compounds
    assert compound.trigger == "A AND B"


def test_services_that_are_needed_are_one_component_for_each_window() -> None:
    mine = slo(silenced_by=("payment.availability", "cart.availability"))
    found = by_end(burn(mine, slo("payment"), slo("cart")))
    rows = f"FROM Span WHERE ({PAYMENT}) OR ({CART}) FACET service.name"
    bad = "SELECT filter(count(*), WHERE otel.status_code = 'ERROR') / count(*) * 100"
    assert asked(found["needed-long"]) == (f"{bad} * clamp_min(clamp_max(count(*) - 99, 1), 0) {rows}", 3600, 60, "above", 0.672)
    assert asked(found["needed-short"]) == (f"{bad} {rows}", 300, 60, "above", 0.672)
    assert parse(found["needed-long"].signal.query).facets == ("service.name",)


def test_whoever_is_held_back_opens_a_ticket() -> None:
    calling, held_back = burn(slo(silenced_by=("payment.availability",)), slo("payment")).compounds
    assert (calling.trigger, calling.policy) == ("A AND B AND C AND NOT (D AND E)", "checkout.availability.page")
    assert (held_back.trigger, held_back.policy) == ("A AND B AND C AND D AND E", "checkout.availability.ticket")
    assert len(calling.components) == 5, "a compound condition takes no more"


def test_the_laxest_of_the_services_that_are_needed_decides_for_all() -> None:
    lax = slo("cart")
    lax = replace(lax, alerts=(replace(lax.alerts[0], threshold=2 * lax.alerts[0].threshold),))
    lax = replace(lax, objective=lax.objective.model_copy(update={"target": 2 * lax.objective.target - 100, "minimum_samples": 500}))
    found = by_end(burn(slo(silenced_by=("payment.availability", "cart.availability")), slo("payment"), lax))
    assert found["needed-long"].critical.threshold == 1.344
    assert "count(*) - 499" in found["needed-long"].signal.query


def test_a_ticket_is_not_held_back_even_by_whoever_is_called() -> None:
    mine = slo(silenced_by=("payment.availability",))
    (alert,) = mine.alerts
    ticket = replace(mine, alerts=(replace(alert, route=replace(alert.route, told="ticket")),))
    assert [one.trigger for one in burn(ticket, slo("payment")).compounds] == ["A AND B AND C"]


def test_outside_production_nothing_is_held_back() -> None:
    mine = slo(environment="staging", silenced_by=("payment.availability",))
    assert [one.trigger for one in burn(mine, slo("payment", environment="staging")).compounds] == ["A AND B AND C"]


def test_whoever_cannot_be_watched_together_holds_nobody_back_and_is_named() -> None:
    mine, stream = slo(silenced_by=("accounting.freshness",)), stream_slo()
    assert [one.trigger for one in burn(mine, stream).compounds] == ["A AND B AND C"]
    named = newrelic_substitutions(Alerting(environment="production", slos=(mine, stream), monitors=()))
    assert ("checkout.availability.1h held back by accounting.freshness", "a call all the same") in {
        (one.wanted, one.instead) for one in named
    }


@pytest.mark.parametrize(
    ("window", "least"),
    [
        pytest.param(300, 30, id="five minutes"),
        pytest.param(3600, 30, id="up to an hour 30 s"),
        pytest.param(7200, 60, id="up to two hours a 120th"),
        pytest.param(21_600, 900, id="above a 24th"),
    ],
)
def test_a_slide_divides_its_window_and_is_not_shorter_than_new_relic_takes(window: int, least: int) -> None:
    assert window % slide(window) == 0
    assert least <= slide(window) < window


def test_an_objective_is_told_by_its_bad_events_over_28_days() -> None:
    form = level_form(slo())
    assert (form.days, form.target, form.valid.where) == (28, 99.95, CHECKOUT)
    assert form.bad.where == f"{CHECKOUT} AND otel.status_code = 'ERROR'"
