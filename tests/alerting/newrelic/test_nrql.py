"""Which NRQL is simulated, what it gives, and what is refused by name."""

from typing import Any

import pytest

from estate.alerting.newrelic.parse import parse
from estate.alerting.newrelic.syntax import NotSimulatedError
from estate.alerting.signals import TAG_PREFIXES, signals
from tests.alerting.newrelic.worlds import Data, condition, events, nrql, opened, reason, run, series, simulated

REQUESTS: list[Data] = [
    events("Transaction", {0: 6}, name="Controller/checkout/pay", code="200", duration=0.2, ok=True, tier=1),
    events("Transaction", {0.5: 3}, name="Controller/checkout/see", code="500", duration=1.5, ok=False, tier=2),
    events("Transaction", {0.75: 1}, name="Other/job", code="503", duration=4, ok=False, tier=2, host="a"),
]


def gives(query: str, value: float, data: list[Data]) -> bool:
    """Whether the first minute's value is exactly this."""
    return opened(condition(query, value, term={"operator": "equals"}), data, end=1) == [(1, None)]


# Ten requests: six of 0.2 s, three of 1.5 s, one of 4 s: 9.7 s in all.
@pytest.mark.parametrize(
    ("select", "value"),
    [
        pytest.param("count(*)", 10, id="count"),
        pytest.param("COUNT()", 10, id="functions in any case"),
        pytest.param("count(host)", 1, id="count of an attribute counts where it is"),
        pytest.param("sum(duration)", 9.7, id="sum"),
        pytest.param("average(duration)", 0.97, id="average weighs every event"),
        pytest.param("min(duration)", 0.2, id="min"),
        pytest.param("max(duration)", 4, id="max"),
        pytest.param("latest(duration)", 4, id="latest"),
        pytest.param("uniqueCount(code)", 3, id="unique texts"),
        pytest.param("uniqueCount(tier)", 2, id="unique numbers"),
        pytest.param("percentage(count(*), WHERE duration > 1)", 40, id="percentage"),
        pytest.param("filter(count(*), WHERE code LIKE '5%')", 4, id="filter"),
        pytest.param("filter(count(*), WHERE code = '404')", 0, id="filter of nothing"),
        pytest.param("filter(sum(duration), WHERE ok IS FALSE)", 8.5, id="filter of a sum"),
        pytest.param("rate(count(*), 1 second)", 10 / 60, id="rate by second"),
        pytest.param("rate(sum(duration), 5 minutes)", 48.5, id="rate by five minutes"),
        pytest.param("100 - clamp_max(filter(count(*), WHERE ok) / count(*) * 100, 100)", None, id="a bare attribute is no condition"),
        pytest.param("(count(*) + 2) * 3 - max(duration) / 2", 34, id="arithmetic"),
        pytest.param("-count(*)", -10, id="a sign"),
        pytest.param("clamp_max(count(*), 7)", 7, id="clamp_max"),
        pytest.param("clamp_min(count(*), 70)", 70, id="clamp_min"),
        pytest.param("abs(0 - count(*))", 10, id="abs"),
        pytest.param("average(duration * 1000)", 970, id="arithmetic on a row"),
        pytest.param("percentile(duration, 90)", 1.5, id="percentile: nine of ten are at most 1.5 s"),
        pytest.param("percentile(duration, 95)", 4, id="percentile: the tenth is 4 s"),
        pytest.param("percentile(duration, 50)", 0.2, id="median"),
    ],
)
def test_a_select_gives_one_number_for_a_window(select: str, value: float | None) -> None:
    query = nrql("SELECT", select, "FROM Transaction")
    if value is None:
        assert "the grammar does not know" in reason(condition(query), REQUESTS)
    else:
        assert gives(query, value, REQUESTS)


@pytest.mark.parametrize(
    ("where", "many"),
    [
        pytest.param("code = '500'", 3, id="text"),
        pytest.param("code != '500'", 7, id="not"),
        pytest.param("NOT code = '500'", 7, id="NOT"),
        pytest.param("duration >= 1.5 and duration < 4", 3, id="AND in any case"),
        pytest.param("duration < 1 OR code = '503'", 7, id="OR"),
        pytest.param("ok IS TRUE OR code = '503' AND tier = 1", 6, id="AND binds closer than OR"),
        pytest.param("(ok IS TRUE OR code = '503') AND tier = 2", 1, id="brackets"),
        pytest.param("code IN ('500', '503')", 4, id="IN"),
        pytest.param("tier NOT IN (2, 3)", 6, id="NOT IN"),
        pytest.param("name LIKE 'Controller/checkout/%'", 9, id="LIKE"),
        pytest.param("name NOT LIKE '%/checkout/%'", 1, id="NOT LIKE"),
        pytest.param("host IS NULL", 9, id="IS NULL"),
        pytest.param("host IS NOT NULL", 1, id="IS NOT NULL"),
        pytest.param("ok = false", 4, id="truth values"),
        pytest.param("`code` = '200'", 6, id="quoted names"),
        pytest.param("NOT (code = '200' OR tier = 9)", 4, id="NOT over brackets"),
        pytest.param("host = 'a'", 1, id="a row without the attribute does not match"),
        pytest.param("host IS NOT NULL AND host != 'b'", 1, id="nor where its absence is ruled out"),
        pytest.param("duration > -1", 10, id="negative numbers"),
    ],
)
def test_where_lets_rows_through(where: str, many: int) -> None:
    assert gives(nrql("SELECT count(*) FROM Transaction WHERE", where), many, REQUESTS)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        pytest.param("SELECT count(*) FROM Transaction SINCE 1 day ago", "may not have SINCE", id="SINCE"),
        pytest.param("SELECT count(*) FROM Transaction until now", "may not have UNTIL", id="UNTIL"),
        pytest.param("SELECT count(*) FROM Transaction FACET host LIMIT 5", "may not have LIMIT", id="LIMIT"),
        pytest.param("SELECT count(*) FROM Transaction COMPARE  WITH 1 week ago", "may not have COMPARE WITH", id="COMPARE WITH"),
        pytest.param("SELECT count(*) FROM Transaction TIMESERIES", "may not have TIMESERIES", id="TIMESERIES"),
        pytest.param("SELECT max(c) FROM (SELECT min(c) AS 'c' FROM Transaction FACET host)", "nested aggregation", id="nested"),
        pytest.param("SELECT count(*), max(duration) FROM Transaction", "selects one number, not 2", id="two numbers"),
        pytest.param("SELECT duration FROM Transaction", "selects no aggregate", id="no aggregate"),
        pytest.param("SELECT count(*) + duration FROM Transaction", "outside every aggregate", id="a bare attribute"),
        pytest.param("SELECT sum(count(*)) FROM Transaction", "these arguments of sum() are not simulated", id="an aggregate of one"),
        pytest.param(
            "SELECT derivative(duration, 1 minute) FROM Transaction", "the function derivative() is not simulated", id="derivative"
        ),
        pytest.param("SELECT histogram(duration) FROM Transaction", "the function histogram() is not simulated", id="histogram"),
        pytest.param("SELECT apdex(duration) FROM Transaction", "the function apdex() is not simulated", id="apdex"),
        pytest.param("SELECT count(*) FROM Transaction FACET CASES (WHERE ok)", "at column 46", id="FACET CASES"),
        pytest.param("SELECT count(*) FROM Transaction WHERE name RLIKE 'a.*'", "at column 45", id="RLIKE"),
        pytest.param("SELECT count(*) WHERE ok IS TRUE", "no FROM", id="no FROM"),
        pytest.param("SELECT count(*) FROM Transaction FROM Span", "twice", id="two FROM"),
        pytest.param(
            "SELECT count(*) FROM Transaction WHERE host != 'b'", "host is compared where it is missing", id="!= of a missing one"
        ),
        pytest.param("SELECT count(*) FROM Transaction WHERE NOT host LIKE 'b'", "host LIKE 'b'", id="NOT LIKE of a missing one"),
        pytest.param("SELECT count(*) FROM Transaction WHERE name LIKE 'other/%'", "up to upper case", id="LIKE that minds upper case"),
        pytest.param(
            "SELECT count(*) FROM Transaction WHERE code = 500", "code is a text, compared with a number", id="a text as a number"
        ),
        pytest.param("SELECT count(*) FROM Transaction WHERE code > '4'", "its order by > is not documented", id="the order of texts"),
    ],
)
def test_what_is_refused_or_unpublished_is_named(query: str, why: str) -> None:
    assert why in reason(condition(query), REQUESTS)


@pytest.mark.parametrize(
    ("inputs", "why"),
    [
        pytest.param({"type": "baseline"}, "how baseline conditions are evaluated is unpublished", id="baseline"),
        pytest.param({"type": "outlier"}, "how outlier conditions are evaluated is unpublished", id="outlier"),
        pytest.param({"term": {"prediction": {"predictBy": 3600}}}, "how a threshold is predicted is unpublished", id="prediction"),
        pytest.param({"nrql": {"query": "SELECT count(*) FROM Transaction", "evaluationOffset": 3}}, "the old way", id="offset"),
        pytest.param({"term": {"threshold": None}}, "an input is missing, or known only after the deployment", id="no threshold"),
        pytest.param({"aggregationWindow": "${random/randomInteger.w.result}"}, "known only after the deployment", id="unknown"),
        pytest.param({"above": None}, "no critical and no warning term", id="no term"),
        pytest.param({"minutes": 1.5}, "90 s is no multiple of the 60 s", id="a duration between two windows"),
        pytest.param({"aggregationWindow": 300, "slideBy": 70}, "does not divide", id="a slide that does not fit"),
        pytest.param({"term": {"operator": "over"}}, "the operator 'over' of the critical term", id="operator"),
        pytest.param({"aggregationMethod": "batch"}, "the aggregation method 'batch'", id="method"),
    ],
)
def test_a_condition_that_is_not_simulated_says_why(inputs: dict[str, Any], why: str) -> None:
    assert why in reason(condition("SELECT count(*) FROM Transaction", **inputs), REQUESTS)


def test_a_condition_that_is_not_simulated_lowers_the_share_and_names_its_source() -> None:
    found = simulated([condition("SELECT count(*) FROM Transaction"), condition("SELECT funnel(a) FROM Transaction", name="odd")], REQUESTS)
    assert (found.share, [one.source for one in found.not_simulated]) == (0.5, ["components/newrelic/conditions.py:1"])


def test_two_conditions_of_one_logical_name_are_not_taken_for_each_other() -> None:
    one = condition("SELECT count(*) FROM Transaction")
    found = simulated([one, one], REQUESTS)
    assert [found.share, *(each.reason for each in found.not_simulated)] == [
        0.5,
        "another condition has the same logical name: which is meant cannot be told",
    ]


def test_clauses_stand_in_any_order() -> None:
    assert gives("FROM Transaction WHERE tier = 2 SELECT count(*) AS 'slow'", 4, REQUESTS)
    assert parse("from Span facet host select count(*)").facets == ("host",)


def test_a_keyword_inside_a_text_is_no_clause() -> None:
    assert gives("SELECT filter(count(*), WHERE name = 'since limit') FROM Transaction", 0, REQUESTS)


def test_several_types_are_read_together() -> None:
    assert gives("SELECT count(*) FROM Transaction, Span", 12, [*REQUESTS, events("Span", {0: 2})])


def test_a_sample_is_one_row_of_all_its_attributes() -> None:
    load = series("loadAverageFifteenMinute", {0: 8, 0.5: 4}, eventType="SystemSample", hostname="a")
    processors = series("processorCount", {0: 4, 0.5: 4}, eventType="SystemSample", hostname="a")
    assert gives("SELECT average(loadAverageFifteenMinute / processorCount) FROM SystemSample", 1.5, [load, processors])


def test_metrics_never_share_a_row() -> None:
    data: list[Data] = [series("a", {0: 8}), series("b", {0: 4})]
    assert gives("SELECT average(a) / average(b) FROM Metric", 2, data)
    assert "a row of Metric holds one" in reason(condition("SELECT average(a / b) FROM Metric"), data)


def test_a_metric_that_the_query_does_not_name_is_no_part_of_its_signal() -> None:
    data: list[Data] = [series("a", {0: 8}), series("b", {0: 4, 5: 4})]
    lost = condition("SELECT average(a) FROM Metric", 80, expirationDuration=60, openViolationOnExpiration=True)
    assert opened(lost, data, end=10) == [(1, None)], "b at 12:05 does not bring a back"


def test_a_division_by_zero_is_null() -> None:
    data: list[Data] = [series("a", {0: 8}), series("b", {0: 0})]
    assert opened(condition("SELECT sum(a) / sum(b) FROM Metric", -1), data) == []


def test_a_distribution_stands_for_as_many_samples_as_it_weighs() -> None:
    samples = series("latency", {0: 1, 0.25: 2, 0.5: 9}, kind="distribution")
    assert gives("SELECT average(latency) FROM Metric", 4, [samples])
    assert gives("SELECT percentile(latency, 66) FROM Metric", 2, [samples])


def test_events_that_were_none_are_no_rows() -> None:
    assert opened(condition("SELECT count(*) FROM Span", 0, term={"operator": "equals"}), [events("Span", {0: 0, 1: 0})]) == []


def test_a_rate_is_that_of_the_whole_window() -> None:
    one = condition("SELECT rate(count(*), 1 minute) FROM Span", 1, term={"operator": "equals"}, aggregationWindow=300, slideBy=60)
    assert opened(one, [events("Span", {float(minute): 1 for minute in range(10)})], end=10) == [(5, None)]


def test_a_negated_comparison_with_a_column_that_has_gaps_is_not_decided() -> None:
    cpu = series("cpu", {0: 5}, eventType="SystemSample")
    load = series("load", {0: 1, 0.5: 1}, eventType="SystemSample")
    assert "cpu is compared where it is missing" in reason(condition("SELECT count(*) FROM SystemSample WHERE cpu != 5"), [cpu, load])


def test_unique_values_beyond_what_is_exact_are_not_counted() -> None:
    data = [events("Span", {0: 1}, user=f"u{place}") for place in range(257)]
    assert gives("SELECT uniqueCount(user) FROM Span", 256, [*data[:256]])
    assert "more than 256 values" in reason(condition("SELECT uniqueCount(user) FROM Span"), data)


@pytest.mark.parametrize("name", sorted(signals()))
def test_every_signal_that_is_watched_is_simulated(name: str) -> None:
    source = signals()[name].newrelic
    own = f"{TAG_PREFIXES.get(source.from_, '')}service = 'checkout'"
    facet = ("FACET", f"`{source.facet}`") if source.facet else ()
    query = nrql("SELECT", source.select, "FROM", source.from_, "WHERE", source.where or own, *facet)
    assert run(condition(query, 1), []).groups == ()


def test_an_unknown_column_is_told() -> None:
    with pytest.raises(NotSimulatedError, match="at column 8"):
        parse("SELECT ? FROM Metric")
