"""Scenarios that nobody has to write fit monitors that are right, and notice each defect in them."""

from dataclasses import replace

import pytest

from estate.alerting.testing.derived.budgets import bad_minutes, budget_scenarios
from estate.alerting.testing.derived.crossed import aggregated
from estate.alerting.testing.derived.curves import at_minutes, curve
from estate.alerting.testing.derived.expected import Definition, UnclearError, expectation
from estate.alerting.testing.derived.gone import gone_scenarios
from estate.alerting.testing.derived.limits import limit_scenarios
from estate.alerting.testing.derived.looks import look_scenarios
from estate.alerting.testing.derived.promised import Run
from estate.alerting.testing.derived.samples import sample_scenarios
from estate.alerting.testing.killing import Hunt
from estate.alerting.testing.model import Scenario
from estate.alerting.testing.truth import Truth
from tests.alerting.testing.worlds import ERRORS, HITS, MESSAGE, Monitor, alerting, bench, scenario

NAME = "payment.availability.1h"


def window(name: str, minutes: int, guard: str = "") -> Monitor:
    """99.95 % of 30 days, 2 % of the budget in an hour: 0.72 % bad ones."""
    inputs = {
        "name": name,
        "type": "query alert",
        "query": f"sum(last_{minutes}m):({ERRORS} / {HITS} * 100){guard} > 0.72",
        "message": "tells nobody",
        "monitorThresholds": {"critical": "0.72"},
        "onMissingData": "default",
        "requireFullWindow": False,
        "evaluationDelay": 60,
    }
    return Monitor(name=name, inputs=inputs)


LONG, SHORT = window(f"{NAME}.long", 60, f" * is_greater({HITS}, 99)"), window(f"{NAME}.short", 5)
BOTH = Monitor(
    name=NAME,
    inputs={
        "name": NAME,
        "type": "composite",
        "query": f"${{index/monitor.{LONG.name}.id}} && ${{index/monitor.{SHORT.name}.id}}",
        "message": MESSAGE,
        "priority": "1",
    },
)


def scenarios() -> list[Scenario]:
    """Those of the one window."""
    definition = Definition(alerting=alerting(), vendor="datadog")
    made = [one for one in (*budget_scenarios(definition), *sample_scenarios(definition)) if one.name.startswith(f"{NAME}:")]
    return [one.model_copy(update={"expect": tuple(wanted for wanted in definition.expected(one) if wanted.alert == NAME)}) for one in made]


def hunt() -> Hunt:
    return Hunt(bench=bench(LONG, SHORT, BOTH), vendor="datadog", scenarios=scenarios())


def test_monitors_that_are_right_do_as_the_definition_says() -> None:
    assert {one.name: hunt().differences(one) for one in scenarios()} == {
        f"{NAME}: just enough": (),
        f"{NAME}: just enough samples": (),
    }


def test_every_defect_in_them_is_noticed() -> None:
    fates = list(hunt().fates())
    assert len(fates) > 10
    assert [(fate.mutant.name, fate.mutant.operator) for fate in fates if fate.killed_by is None] == []


def test_a_forgotten_minimum_of_samples_is_noticed() -> None:
    query = str(LONG.inputs["query"]).replace(f" * is_greater({HITS}, 99)", "")
    forgotten = replace(hunt(), bench=bench(replace(LONG, inputs={**LONG.inputs, "query": query}), SHORT, BOTH))
    assert {one.name for one in scenarios() if forgotten.differences(one)} == {f"{NAME}: just enough samples"}


def test_a_quiet_night_after_a_busy_day_has_exactly_as_many_requests_as_it_should() -> None:
    text = f"60000 until +60m then {19 / 360:.12f}"
    one = scenario(load=[{"service": "ad", "requests": text, "errors": "0 until +60m then 100"}], start="2026-11-24T06:00", length="12h")
    traffic = Truth(scenario=one).traffic("ad")
    night = traffic.total[-720 + 61 :]
    assert {int(night[first : first + 360].sum()) for first in range(200)} == {19}
    assert (traffic.bad[-720 + 61 :] == night).all(), "each of them fails"


@pytest.mark.parametrize(("how", "wanted"), [("avg", 2.0), ("sum", 6.0), ("min", 1.0), ("max", 3.0)])
def test_a_window_becomes_one_number(how: str, wanted: float) -> None:
    values = Truth(scenario=scenario()).times[:4].astype(float)
    values[:] = [1.0, 2.0, 3.0, 9.0]
    assert aggregated(values, 3, how)[3] == wanted


def test_curves_say_their_values_minute_by_minute() -> None:
    assert curve([(60, 0.0), (5.2, 0.72)], last=0) == "0 until +60m then 0.72 until +65m then 0"
    assert at_minutes([3, 7], bad=100, good=0) == "0 until +3m then 100 until +4m then 0 until +7m then 100 until +8m then 0"


def test_minutes_that_are_bad_as_a_whole_are_as_many_as_the_window_needs() -> None:
    definition = Definition(alerting=alerting(), vendor="datadog")
    six = next(one for one in definition.burns(definition.slos["frontend-proxy.correctness"]) if one.long == 360)
    # 99.5 %: six times the even rate is 3 % of 360 probes, 10.8; the eleventh tells.
    minutes = bad_minutes(six, None)
    assert minutes[10] - minutes[9] == minutes[1] - minutes[0]
    assert float(six.threshold) * 360 == pytest.approx(10.8)


def test_two_calls_that_may_be_one_are_no_expectation() -> None:
    one = scenario()
    first = Run(begins=(one.begin, one.begin + 60), ends=(one.begin + 600, one.begin + 700))
    apart = Run(begins=(one.begin + 800, one.begin + 900), ends=None)
    assert expectation("payment.availability", "page", [first, apart], one).times == 2
    within = Run(begins=(one.begin + 300, one.begin + 400), ends=(one.begin + 900, one.begin + 960))
    joined = expectation("payment.availability", "page", [first, within], one)
    assert (joined.times, joined.over_by) == (1, "+960s")
    with pytest.raises(UnclearError, match="and the next begins between"):
        expectation("payment.availability", "page", [first, replace(apart, begins=(one.begin + 650, one.begin + 750))], one)


def test_each_threshold_is_just_crossed_and_just_not() -> None:
    made = {one.name: one for one in limit_scenarios(alerting(), "datadog") if one.signals[0].of == "payment"}
    assert set(made) == {"payment: just crossed", "payment: just not crossed"}
    wanted = {name: {of.alert: of.told for of in one.expect} for name, one in made.items()}
    assert wanted["payment: just crossed"] == dict.fromkeys(("payment.cpu", "payment.memory", "payment.running"), "ticket")
    assert wanted["payment: just not crossed"] == dict.fromkeys(("payment.cpu", "payment.memory", "payment.running"), "notify")
    # 90 percent is critical: 94.5 and 85.5, which is above the warning at 80.
    curves = {name: next(of.value.text for of in one.signals if of.signal == "ecs.cpu" and of.value) for name, one in made.items()}
    assert "then 94.5 until" in curves["payment: just crossed"]
    assert "then 85.5 until" in curves["payment: just not crossed"]


def test_what_is_told_of_one_that_falls_silent_is_not_over() -> None:
    made = {one.signals[0].of: one for one in gone_scenarios(alerting(), "newrelic")}
    assert {"image-provider", "astronomy-db", "order-stream", "valkey-cart"} <= made.keys()
    assert "payment" not in made, "its tasks are one number"
    hosts = made["image-provider"]
    # Windows of an hour: ill from +120m, silent from +240m, and the scenario ends when that has been so for as long again.
    assert {one.gone[0].from_ for one in hosts.signals} == {"+240m"}
    wanted = {one.alert: (one.told, one.not_over_before) for one in hosts.expect}
    assert wanted["image-provider.disk"] == ("ticket", "+23400s")


def test_the_first_of_several_is_gone_and_the_others_are_not() -> None:
    gone = [{"of": "image-provider", "signal": "host.disk", "gone": [{"from": "11:00", "until": "11:30"}]}]
    told = Truth(scenario=scenario(signals=gone))
    first, second = told.members("image-provider", "host.disk", apart=True)
    assert (~first.heard).sum() == 30
    assert second.heard.all()
    (as_one,) = told.members("image-provider", "host.disk", apart=False)
    assert as_one.heard.all(), "the others still send"


def test_single_bad_minutes_are_too_few_or_come_just_after_a_look() -> None:
    definition = Definition(alerting=alerting(), vendor="newrelic")
    made = {one.name: one for one in look_scenarios(definition) if one.name.startswith("accounting.")}
    curves = {name.partition(": ")[2]: one.load[0].age.text for name, one in made.items() if ".1h:" in name and one.load[0].age}
    # 99.9 % of 28 days: 5 % of the budget in an hour are 2.016 minutes. Two are too few; the third comes within the quarter at +60m.
    assert curves["one bad minute too few"].count(" 600 until") == 2
    assert curves["just after a look"].count(" 600 until") == 3
    assert "600 until +63m then 5" in curves["just after a look"]
    told = definition.expected(made["accounting.freshness.order-stream.1h: just after a look"])
    assert [(one.told, one.times) for one in told] == [("page", 2)], "the short window forgets before the long one is looked at"
