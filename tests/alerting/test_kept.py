"""What simulations share is worked out once, and changes nothing of what they say."""

from dataclasses import replace

import pytest

from estate.alerting import datadog, newrelic
from estate.alerting.kept import Kept
from tests.alerting.datadog import worlds as at_datadog
from tests.alerting.newrelic import worlds as at_newrelic

FIRST, SECOND = object(), object()


def test_an_answer_about_known_resources_is_worked_out_once() -> None:
    asked: list[str] = []
    kept = Kept(resources=[FIRST, SECOND])
    answers = [kept.of("a question", (FIRST, SECOND), lambda: asked.append("asked") or len(asked)) for _ in range(3)]
    assert (answers, asked) == ([1, 1, 1], ["asked"])


def test_another_question_or_other_resources_have_another_answer() -> None:
    kept = Kept(resources=[FIRST, SECOND])
    assert kept.of("one", (FIRST,), lambda: "first") == "first"
    assert kept.of("two", (FIRST,), lambda: "second") == "second"
    assert kept.of("one", (SECOND,), lambda: "third") == "third"
    assert kept.of("one", (), lambda: "fourth") == "fourth"


def test_a_resource_that_is_not_known_is_asked_each_time() -> None:
    kept = Kept(resources=[FIRST])
    assert [kept.of("one", (FIRST, object()), lambda answer=answer: answer) for answer in (1, 2)] == [1, 2]


@pytest.mark.parametrize("threshold", ["80", "10"], ids=["as it was", "with a defect"])
def test_datadogs_simulator_says_the_same_of_a_plan_that_was_simulated_before(threshold: str) -> None:
    planned = at_datadog.monitor("avg(last_5m):avg:cpu{*} by {host} > 80", name="cpu")
    changed = replace(planned, inputs={**planned.inputs, "query": str(planned.inputs["query"]).replace("80", threshold)})
    data = [at_datadog.series("cpu", at_datadog.steady(value, -60, 31), host=host) for host, value in (("a", 50), ("b", 90))]
    span = {"start": int(at_datadog.NOON), "end": int(at_datadog.NOON) + 1800}
    kept = Kept(resources=[planned])
    datadog.simulate([planned], data, **span, kept=kept)
    found = datadog.simulate([changed], data, **span, kept=kept)
    assert found == datadog.simulate([changed], data, **span)
    assert len(found.notifications) == (1 if threshold == "80" else 2)


@pytest.mark.parametrize("threshold", [80, 10], ids=["as it was", "with a defect"])
def test_new_relics_simulator_says_the_same_of_a_plan_that_was_simulated_before(threshold: int) -> None:
    planned = at_newrelic.condition("SELECT max(cpu) FROM Metric FACET host", 80, name="cpu")
    changed = replace(planned, inputs={**planned.inputs, "critical": {**planned.inputs["critical"], "threshold": threshold}})
    data = [
        at_newrelic.series("cpu", at_newrelic.sequence(*values), host=host) for host, values in (("a", (50, 60, 50)), ("b", (90, 95, 20)))
    ]
    span = {"start": int(at_newrelic.NOON), "end": int(at_newrelic.NOON) + 600}
    kept = Kept(resources=[planned])
    newrelic.simulate([planned], data, **span, kept=kept)
    found = newrelic.simulate([changed], data, **span, kept=kept)
    assert found == newrelic.simulate([changed], data, **span)
    assert len([group for group in found.monitors["cpu"].groups if group.events]) == (1 if threshold == 80 else 2)
