"""Composites: the published truth table, what a missing state does, and which groups meet."""

import pytest

from estate.alerting.series import Series
from tests.alerting.datadog.worlds import Resource, monitor, run, sent, series, states, steady, tagged

VALUES = {"Alert": 30.0, "Warn": 15.0, "Ok": 1.0}


def child(name: str, *, by: str = "", told: bool = True) -> Resource:
    query = f"avg(last_1m):avg:{name}{{*}}{by} > 20"
    missing = "show_and_notify_no_data" if told else "show_no_data"
    return monitor(query, name=name, monitorThresholds={"critical": "20", "warning": "10"}, onMissingData=missing)


def says(name: str, state: str) -> Series:
    """A series that has its monitor in this state at noon: without data for half an hour, after it was OK, for No Data."""
    return series(name, steady(1, -40, -30) if state == "No Data" else {**steady(1, -40, -30), **steady(VALUES[state], -30, 1)})


# monitors/types/composite, the table of computed trigger conditions; before noon both are OK.
TABLE = [
    ("Alert", "Warn", "a && b", None, "WARN", True),
    ("Alert", "Warn", "a || b", None, "ALERT", True),
    ("Alert", "Ok", "a && b", None, "OK", False),
    ("Alert", "Ok", "a || b", None, "ALERT", True),
    ("Warn", "Ok", "a && b", None, "OK", False),
    ("Warn", "Ok", "a || b", None, "WARN", True),
    ("No Data", "Warn", "a && b", True, "NO DATA", True),
    ("No Data", "Warn", "a || b", True, "WARN", True),
    ("No Data", "Warn", "a && b", False, "OK", False),
    ("No Data", "Warn", "a || b", False, "WARN", True),
    ("No Data", "Ok", "a && b", False, "OK", False),
    ("No Data", "Ok", "a || b", False, "OK", False),
    ("No Data", "Ok", "a && b", True, "OK", False),
    ("No Data", "Ok", "a || b", True, "NO DATA", True),
    ("No Data", "No Data", "a && b", True, "NO DATA", True),
    ("No Data", "No Data", "a || b", True, "NO DATA", True),
    # The rules above the table, for the inverse.
    ("Alert", "Alert", "!a && b", None, "OK", False),
    ("Ok", "Alert", "!a && b", None, "ALERT", True),
    ("Ok", "Warn", "!a && b", None, "WARN", True),
    ("Warn", "Alert", "!a && b", None, "OK", False),
    ("No Data", "Alert", "!a && b", True, "NO DATA", True),
    ("Warn", "Ok", "!(a && b)", None, "ALERT", True),
]


@pytest.mark.parametrize(("a", "b", "condition", "notify", "state", "alerts"), TABLE)
def test_the_published_truth_table(a: str, b: str, condition: str, notify: bool | None, state: str, alerts: bool) -> None:  # noqa: FBT001 - a table's column
    planned = monitor(condition, name="both", type="composite", notifyNoData=bool(notify))
    found = run(planned, [says("a", a), says("b", b)], child("a"), child("b"), start=-35, end=0)
    (group,) = found.groups
    assert group.states[-1].state is not None
    assert group.states[-1].state.label == state
    assert bool(sent(group.notifications)) == alerts or condition.startswith("!"), sent(group.notifications)


def test_nobody_is_told_of_missing_data_unless_the_child_tells_too() -> None:
    planned = monitor("a || b", name="both", type="composite", notifyNoData=True)
    found = run(planned, [says("a", "No Data"), says("b", "Ok")], child("a", told=False), child("b"), start=-35, end=0)
    assert found.groups[0].notifications == ()


# The table's rows without notify_no_data: the last known state stays, and nobody is told anew.
def test_a_composite_that_was_alerting_goes_on_when_its_data_ends_unless_somebody_is_to_be_told() -> None:
    data = [series("a", steady(30, -40, -10)), series("b", steady(30, -40, 1))]
    last: dict[bool, list[tuple[float, str]]] = {}
    for notify in (False, True):
        planned = monitor("a && b", name="both", type="composite", notifyNoData=notify)
        last[notify] = states(run(planned, data, child("a"), child("b"), start=-35, end=0))
    assert last == {False: [(-35, "ALERT")], True: [(-35, "ALERT"), (-9, "NO DATA")]}


def hosts(metric: str, key: str, numbers: range) -> list[Series]:
    return [tagged(metric, steady(30, -40, 1), {key: f"web{number:02}"}) for number in numbers]


# monitors/types/composite, common reporting sources: values meet, whatever their keys are called.
@pytest.mark.parametrize("key", [pytest.param("host", id="the same tag"), pytest.param("service", id="another tag with the same values")])
def test_only_common_values_make_a_group(key: str) -> None:
    data = hosts("a", "host", range(1, 6)) + hosts("b", key, range(4, 10))
    planned = monitor("a && b", name="both", type="composite")
    found = run(planned, data, child("a", by=" by {host}"), child("b", by=f" by {{{key}}}"), start=0, end=0)
    assert [dict(one.tags) for one in found.groups] == [{"host": "web04"}, {"host": "web05"}]


def test_one_child_with_groups_makes_groups() -> None:
    data = [*hosts("a", "host", range(1, 4)), says("b", "Alert")]
    planned = monitor("a && b", name="both", type="composite")
    found = run(planned, data, child("a", by=" by {host}"), child("b"), start=0, end=0)
    assert [dict(one.tags)["host"] for one in found.groups] == ["web01", "web02", "web03"]
    assert states(found, host="web02") == [(0, "ALERT")]


def test_a_finer_group_meets_the_coarser_one_that_it_belongs_to() -> None:
    data = [series("a", steady(30, -40, 1), device="sda", host=host) for host in ("x", "y")] + [series("b", steady(30, -40, 1), host="x")]
    planned = monitor("a && b", name="both", type="composite")
    found = run(planned, data, child("a", by=" by {device,host}"), child("b", by=" by {host}"), start=0, end=0)
    assert [dict(one.tags) for one in found.groups] == [{"device": "sda", "host": "x"}]


def test_a_child_may_be_named_by_the_symbol_of_its_id() -> None:
    planned = monitor("${index/monitor.a.id} && !b", name="both", type="composite")
    assert states(run(planned, [says("a", "Alert"), says("b", "Ok")], child("a"), child("b"), start=0, end=0)) == [(0, "ALERT")]
