"""Compound conditions: what several conditions open together."""

from collections.abc import Sequence

import pytest

from estate.alerting.newrelic.compound import holds, parse_trigger
from tests.alerting.newrelic.worlds import (
    Data,
    Resource,
    compound,
    condition,
    muting,
    nrql,
    opened,
    policy,
    reason,
    run,
    sequence,
    series,
    simulated,
)

LONG = condition("SELECT average(long) FROM Metric", 0, name="long")
SHORT = condition("SELECT average(short) FROM Metric", 0, name="short")


def data(long: Sequence[float], short: Sequence[float]) -> list[Data]:
    return [series("long", sequence(*long)), series("short", sequence(*short))]


@pytest.mark.parametrize(
    ("expression", "true"),
    [
        pytest.param("a AND b", {"ab"}, id="and"),
        pytest.param("a OR b", {"a", "b", "ab"}, id="or"),
        pytest.param("a AND NOT b", {"a"}, id="not"),
        pytest.param("NOT a", {"", "b"}, id="not alone"),
        pytest.param("not (a and b)", {"", "a", "b"}, id="in any case"),
        pytest.param("a OR b AND NOT a", {"a", "b", "ab"}, id="and binds closer than or"),
        pytest.param("(a OR b) AND NOT a", {"b"}, id="brackets"),
    ],
)
def test_a_trigger_expression_means_what_it_says(expression: str, true: set[str]) -> None:
    found = {one for one in ("", "a", "b", "ab") if holds(parse_trigger(expression), {"a": "a" in one, "b": "b" in one})}
    assert found == true


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        pytest.param("A AND B", [(5, 7)], id="both are open from 12:04 to 12:07"),
        pytest.param("A OR B", [(3, 9)], id="one of them from 12:02 to 12:09"),
        pytest.param("A AND NOT B", [(3, 4)], id="the long one alone from 12:02 to 12:04"),
    ],
)
def test_a_compound_condition_opens_once_its_expression_was_true_for_its_duration(
    expression: str, expected: list[tuple[float, float | None]]
) -> None:
    facts = data((0, 1, 1, 1, 1, 1, 0, 0, 0, 0), (0, 0, 0, 1, 1, 1, 1, 1, 0, 0))
    assert opened(compound(expression, A="long", B="short"), facts, LONG, SHORT, end=10) == expected


def test_an_expression_that_is_true_too_shortly_opens_nothing() -> None:
    assert opened(compound("A AND B", 3, A="long", B="short"), data((1, 1, 0, 0), (1, 1, 0, 0)), LONG, SHORT, end=10) == []


@pytest.mark.parametrize(
    ("component", "facts"),
    [
        pytest.param(
            condition(
                "SELECT average(long) FROM Metric", 9, name="long", warning={"operator": "above", "threshold": 0, "thresholdDuration": 60}
            ),
            (1, 1, 1, 1),
            id="a warning alone",
        ),
        pytest.param(
            condition("SELECT average(long) FROM Metric", 9, name="long", expirationDuration=60, openViolationOnExpiration=True),
            (1,),
            id="a lost signal",
        ),
        pytest.param(
            condition("SELECT average(long) FROM Metric", 0, name="long", term={"disableEventCreation": True}),
            (1, 1, 1, 1),
            id="a silent term",
        ),
    ],
)
def test_any_threshold_of_a_component_makes_it_true(component: Resource, facts: tuple[float, ...]) -> None:
    assert opened(compound("A AND B", A="long", B="short"), data(facts, (1, 1, 1, 1)), component, SHORT, end=4)


def faceted(name: str, facet: str = "host") -> Resource:
    return condition(nrql("SELECT", f"average({name})", "FROM Metric FACET", facet), 0, name=name)


HOSTS: list[Data] = [
    series("long", sequence(*[1] * 9), host="a", zone="z"),
    series("long", sequence(*[0] * 9), host="b", zone="z"),
    series("short", sequence(*[0] * 9), host="a", zone="z"),
    series("short", sequence(*[1] * 9), host="b", zone="z"),
]


def test_facets_are_ignored_unless_they_are_to_match() -> None:
    assert opened(compound("A AND B", A="long", B="short"), HOSTS, faceted("long"), faceted("short")) != []
    assert opened(compound("A AND B", A="long", B="short", facets="FACETS_MATCH"), HOSTS, faceted("long"), faceted("short")) == []


def test_matching_facets_open_an_event_each() -> None:
    facts = [*HOSTS, series("short", sequence(*[1] * 9), host="c", zone="z"), series("long", sequence(*[1] * 9), host="c", zone="z")]
    found = run(compound("A AND B", A="long", B="short", facets="FACETS_MATCH"), facts, faceted("long"), faceted("short"))
    assert [(group.tags["host"], len(group.events)) for group in found.groups] == [("a", 0), ("b", 0), ("c", 1)]


def test_a_component_without_facets_counts_for_every_value() -> None:
    plain = condition("SELECT max(short) FROM Metric", 0, name="short")
    found = run(compound("A AND B", A="long", B="short", facets="FACETS_MATCH"), HOSTS, faceted("long"), plain)
    assert [(group.tags, len(group.events)) for group in found.groups] == [({"host": "a"}, 1), ({"host": "b"}, 0)]


def test_a_compound_event_that_was_muted_opens_again_after_it() -> None:
    schedule = {"timeZone": "UTC", "startTime": "2026-01-01T12:00:00", "endTime": "2026-01-01T12:10:00"}
    rule = muting(("conditionName", "EQUALS", ["both"]), schedule=schedule)
    facts = data([1] * 20, [1] * 20)
    assert opened(compound("A AND B", 3, A="long", B="short"), facts, LONG, SHORT, rule, end=20) == [(4, 10), (13, None)]


def test_several_shared_facets_are_not_simulated() -> None:
    both = compound("A AND B", A="long", B="short", facets="FACETS_MATCH")
    assert "share the facets host, zone" in reason(both, HOSTS, faceted("long", "host, zone"), faceted("short", "host, zone"))


@pytest.mark.parametrize(
    ("one", "beside", "why"),
    [
        pytest.param(compound("A AND", A="long", B="short"), (LONG, SHORT), "not understood at column", id="grammar"),
        pytest.param(compound("A AND C", A="long", B="short"), (LONG, SHORT), "names C; the components are A, B", id="alias"),
        pytest.param(compound("A AND B", A="long", B="gone"), (LONG, SHORT), "is no NRQL condition of the plan", id="not planned"),
        pytest.param(
            compound("A AND B", A="long", B="short"),
            (LONG, condition("SELECT funnel(a) FROM Metric", name="short")),
            "its component short is not simulated",
            id="not simulated",
        ),
        pytest.param(
            compound("A AND B", A="long", B="short"),
            (LONG, condition("SELECT average(short) FROM Metric", name="short", enabled=False)),
            "its component short is disabled",
            id="disabled",
        ),
    ],
)
def test_a_compound_condition_that_is_not_simulated_says_why(one: Resource, beside: tuple[Resource, ...], why: str) -> None:
    assert why in reason(one, data((1,), (1,)), *beside)


def test_what_is_undocumented_is_said() -> None:
    found = run(compound("A AND B", A="long", B="short"), data((1,), (1,)), LONG, SHORT)
    assert any("undocumented" in text for text in found.unproven)


def test_a_muting_rule_mutes_the_compound_by_its_name_alone() -> None:
    rule = muting(("conditionName", "EQUALS", ["both"]))
    found = simulated([policy(), rule, LONG, SHORT, compound("A AND B", A="long", B="short")], data((1, 1, 1), (1, 1, 1)), end=5)
    assert {name: [one.muted for one in found.monitors[name].groups[0].events] for name in ("long", "both")} == {
        "long": [False],
        "both": [True],
    }
