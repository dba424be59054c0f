"""The alerts on a budget as Datadog has them."""

from estate.alerting.forms.datadog_burn import burn_forms
from estate.alerting.forms.datadog_form import MonitorForm, Thresholds
from estate.alerting.spec import SloSpec
from tests.alerting.forms.specs import ADDRESSES, HOUR, SIX_HOURS, over, slo, stream_slo

HITS = "sum:trace.grpc.server.request.hits{service:checkout,env:production}.as_count()"
ERRORS = "sum:trace.grpc.server.request.errors{service:checkout,env:production}.as_count()"


def forms(*slos: SloSpec) -> dict[str, MonitorForm]:
    """Those of the first one, by key."""
    return {form.key: form for form in burn_forms(slos[0], {one.name: one for one in slos}, ADDRESSES)}


def test_with_a_minimum_of_samples_a_composite_of_two_windows_tells_people() -> None:
    # 14.4 times 0.05 % of budget; fewer than 100 samples are 0 %, and is_greater is strict.
    made = forms(slo())
    assert {key: (form.type, form.query) for key, form in made.items()} == {
        "checkout.availability.1h.long": ("query alert", f"sum(last_1h):({ERRORS} / {HITS} * 100) * is_greater({HITS}, 99) > 0.72"),
        "checkout.availability.1h.short": ("query alert", f"sum(last_5m):{ERRORS} / {HITS} * 100 > 0.72"),
        "checkout.availability.1h": ("composite", "$a && $b"),
    }
    assert made["checkout.availability.1h"].named == {"a": "checkout.availability.1h.long", "b": "checkout.availability.1h.short"}
    assert {form.thresholds for form in made.values()} == {Thresholds(critical="0.72"), None}


def test_slices_have_the_vendor_s_own_burn_alert() -> None:
    (form,) = forms(stream_slo()).values()
    assert (form.type, form.query) == ("slo alert", 'burn_rate("$slo").over("30d").long_window("1h").short_window("5m") > 14.4')
    assert form.named == {"slo": "accounting.freshness"}
    assert form.thresholds == Thresholds(critical="14.4")


# monitors/types/slo: the variables of a message that a burn rate alert fills in, and no other monitor.
def test_only_a_burn_rate_alert_shows_the_two_rates_that_it_measured() -> None:
    (native,) = forms(stream_slo()).values()
    measured = ("{{long_window_burn_rate}}", "{{short_window_burn_rate}}")
    assert all(variable in native.message for variable in measured)
    assert not [form.key for form in forms(slo()).values() if any(variable in form.message for variable in measured)]


def test_a_call_waits_for_what_the_service_cannot_answer_without_and_is_a_ticket_meanwhile() -> None:
    made = forms(slo(silenced_by=("cart.availability", "payment.availability")), slo("cart"), slo("payment"))
    call, ticket = made["checkout.availability.1h"], made["checkout.availability.1h.held-back"]
    assert call.query == "$a && $b && !($c || $d)"
    assert ticket.query == "$a && $b && ($c || $d)"
    assert call.named == ticket.named
    assert (call.named["c"], call.named["d"]) == ("cart.availability.1h.short", "payment.availability.1h.short")
    assert ("@pagerduty-production-checkout" in call.message, "@pagerduty" in ticket.message) == (True, False)
    assert "@webhook-tickets-production" in ticket.message
    assert (call.priority, ticket.priority) == ("1", "3")


def test_a_window_is_held_back_by_one_of_its_own_length_so_that_both_end_together() -> None:
    made = forms(over(slo(silenced_by=("cart.availability",)), HOUR, SIX_HOURS), over(slo("cart"), HOUR, SIX_HOURS))
    assert made["checkout.availability.1h"].named["c"] == "cart.availability.1h.short"
    assert made["checkout.availability.6h"].named["c"] == "cart.availability.6h.short"


def test_where_there_is_none_of_its_length_the_shortest_holds_it_back() -> None:
    made = forms(over(slo(silenced_by=("cart.availability",)), HOUR), over(slo("cart"), SIX_HOURS))
    assert made["checkout.availability.1h"].named["c"] == "cart.availability.6h.short"


def test_nothing_but_a_call_is_held_back() -> None:
    assert forms(slo(environment="dev", silenced_by=("cart.availability",)), slo("cart"))["checkout.availability.1h"].query == "$a && $b"


def test_a_composite_takes_ten_monitors_and_names_whatever_it_could_not_ask() -> None:
    names = [f"s{index}" for index in range(9)]
    made = forms(slo(silenced_by=tuple(f"{name}.availability" for name in names)), *(slo(name) for name in names))
    call = made["checkout.availability.1h"]
    assert len(call.named) == 10
    assert "Not held back by: s8.availability." in call.message


def test_what_has_no_plain_window_is_not_asked_and_is_named() -> None:
    made = forms(slo(silenced_by=("accounting.freshness",)), stream_slo())
    assert made["checkout.availability.1h"].query == "$a && $b"
    assert "Not held back by: accounting.freshness." in made["checkout.availability.1h"].message


def test_calls_are_repeated_and_tickets_are_not() -> None:
    made = forms(slo(silenced_by=("cart.availability",)), slo("cart"))
    assert made["checkout.availability.1h"].renotify_minutes == 30
    assert made["checkout.availability.1h.held-back"].renotify_minutes is None
