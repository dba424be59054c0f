"""What the definition says of a scenario, on paper: payment promises 99.95 % of 30 days, and 2 % of that budget may go in an hour."""

from fractions import Fraction

import pytest

from estate.alerting.testing.derived.expected import Definition
from estate.alerting.testing.model import Expectation
from estate.alerting.testing.vendors import Vendor
from tests.alerting.testing.worlds import alerting, scenario


def expected(vendor: Vendor, **load: object) -> dict[str, Expectation]:
    given = {"service": "payment", "requests": 6000, "errors": 0, "slow": 0, **load}
    one = scenario(load=[given], start="2026-11-24T06:00", length="4h")
    return {wanted.alert: wanted for wanted in Definition(alerting=alerting(), vendor=vendor).expected(one)}


@pytest.mark.parametrize(
    ("vendor", "thresholds"),
    [
        # 2 %, 5 % and 10 % of 720 h over 1, 6 and 24 h are 14.4, 6 and 3 times the even rate (SRE workbook, table 5-8).
        pytest.param("datadog", {"1h": Fraction(72, 10000), "6h": Fraction(30, 10000), "24h": Fraction(15, 10000)}, id="30 days"),
        # New Relic has 28 days: 672 h. It looks back six hours at most.
        pytest.param("newrelic", {"1h": Fraction(672, 100000), "6h": Fraction(28, 10000)}, id="28 days"),
    ],
)
def test_thresholds_are_worked_out_from_the_target(vendor: Vendor, thresholds: dict[str, Fraction]) -> None:
    definition = Definition(alerting=alerting(), vendor=vendor)
    burns = definition.burns(definition.slos["payment.availability"])
    assert {one.name.rsplit(".", maxsplit=1)[1]: one.threshold for one in burns} == thresholds


def test_a_steady_outage_is_told_when_the_share_of_the_hour_is_gone() -> None:
    # 0.72 % of 60 min is gone after 14.4 min at 3 %: at the fifteenth minute. Datadog waits a minute for both halves of a quotient.
    found = expected("datadog", errors="0 until +60m then 3 until +100m then 0")["payment.availability.1h"]
    assert (found.told, found.times) == ("page", 1)
    assert (found.not_before, found.by) == (f"+{75 * 60}s", f"+{78 * 60}s")


def test_it_is_over_once_the_short_window_has_forgotten() -> None:
    # Five minutes after the end of 3 %: 0.72 % of the last five minutes is left after 3.8 min, so at the fourth.
    found = expected("datadog", errors="0 until +60m then 3 until +100m then 0")["payment.availability.1h"]
    assert (found.not_over_before, found.over_by) == (f"+{104 * 60}s", f"+{107 * 60}s")


@pytest.mark.parametrize(("percent", "told"), [(0.71, "quiet"), (0.73, "page")])
def test_a_rate_just_under_the_threshold_is_quiet_for_ever(percent: float, told: str) -> None:
    assert expected("datadog", errors=f"0 until +60m then {percent}")["payment.availability.1h"].told == told


@pytest.mark.parametrize(("requests", "told"), [(99, "quiet"), (101, "page")])
def test_too_few_requests_say_nothing(requests: int, told: str) -> None:
    text = f"60000 until +30m then {requests / 60:.12f}"
    assert expected("datadog", requests=text, errors="0 until +30m then 100")["payment.availability.1h"].told == told


def test_all_windows_are_one_issue_at_new_relic() -> None:
    found = expected("newrelic", errors="0 until +60m then 3")
    assert set(found) == {"payment.availability", "payment.latency"}
    # 0.672 % of the hour after 13.44 min; it waits two minutes for late data.
    assert found["payment.availability"].not_before == f"+{(74 + 1) * 60}s"


@pytest.mark.parametrize(
    ("theirs", "mine", "held"),
    [
        pytest.param("0 until +60m then 5", "page", "ticket", id="while payment burns, checkout's call is a ticket"),
        pytest.param("0", "page", "quiet", id="alone it calls"),
    ],
)
def test_a_call_is_kept_back_while_others_are_to_blame(theirs: str, mine: str, held: str) -> None:
    load = [
        {"service": "payment", "requests": 6000, "errors": theirs},
        {"service": "checkout", "requests": 6000, "errors": "0 until +60m then 5 until +120m then 0"},
    ]
    one = scenario(load=load, start="2026-11-24T06:00", length="4h")
    found = {wanted.alert: wanted.told for wanted in Definition(alerting=alerting(), vendor="datadog").expected(one)}
    assert found["checkout.availability.1h.held-back"] == held
    assert found["checkout.availability.1h"] == ("quiet" if held == "ticket" else mine)
