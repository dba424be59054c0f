"""Every guardrail: a state in which the order runs, one change, the guardrail that speaks; and what holds for all states."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.catalog.remediation import Mode
from estate.remediation.decide import Case, Health, Run, State, Stop, decide, healthy_minimum
from estate.remediation.policy import Policy
from tests.remediation.estates import HOSTS, NOW, minutes, order, policy

WELL = Health(total=4, healthy=frozenset(HOSTS))
ILL = Health(total=4, healthy=frozenset(HOSTS) - {"web-1"})
GOOD = State(now=NOW, health=ILL)


def a_run(action: str = "clear-disk", target: str = "web-2", *, ago: float = 5, outcome: Any = "healed") -> Run:
    return Run(action=action, target=target, host=target, began=NOW - minutes(ago), outcome=outcome)


def with_mode(mode: Mode) -> Policy:
    permission = policy().permissions["restart-service"]
    modes = {**permission.modes, "staging": mode}
    return replace(policy(), permissions={**policy().permissions, "restart-service": permission.model_copy(update={"modes": modes})})


def guard(state: State, **changes: Any) -> str:
    decision = decide(
        Case(
            order=changes.pop("order", order()),
            policy=changes.pop("policy", policy()),
            state=state,
            approved=changes.pop("approved", False),
        )
    )
    return decision.guard or decision.verdict


STOP = Stop(scope="all", by="cedar", why="the network is rebuilt")
FAILED = tuple(a_run("restart-service", f"db-{number}", ago=40 + number, outcome="unhealed") for number in range(3))
ROWS = [
    pytest.param(GOOD, "run", id="nothing objects"),
    pytest.param(replace(GOOD, stops=(STOP,)), "stopped", id="everything is stopped"),
    pytest.param(replace(GOOD, stops=(replace(STOP, scope="restart-service"),)), "stopped", id="the action is stopped"),
    pytest.param(replace(GOOD, stops=(replace(STOP, scope="clear-disk"),)), "run", id="another action is stopped"),
    pytest.param(replace(GOOD, now=NOW + minutes(16)), "stale", id="it waited too long"),
    pytest.param(replace(GOOD, runs=(a_run(target="web-1", outcome=None, ago=200),)), "busy", id="somebody is at work on the host"),
    pytest.param(replace(GOOD, lock_holder="patch of cedar"), "locked", id="the host is being patched"),
    pytest.param(replace(GOOD, runs=(a_run("restart-service", "web-1", ago=29),)), "cool-down", id="the host was healed a moment ago"),
    pytest.param(replace(GOOD, runs=(a_run("restart-service", "web-1", ago=30),)), "run", id="the cool-down is over"),
    pytest.param(replace(GOOD, runs=(a_run("clear-disk", "web-1", ago=59),)), "cool-down", id="the longer cool-down of another action"),
    pytest.param(replace(GOOD, runs=(a_run("restart-service", "web-2", ago=1),)), "run", id="another host was healed a moment ago"),
    pytest.param(replace(GOOD, runs=FAILED), "breaker", id="three that did not heal"),
    pytest.param(replace(GOOD, runs=FAILED[:2]), "run", id="two that did not heal"),
    pytest.param(replace(GOOD, runs=FAILED, resumed=NOW - minutes(1)), "run", id="three that a person forgave"),
    pytest.param(replace(GOOD, runs=tuple(a_run(target=f"h-{n}", ago=59) for n in range(12))), "rate", id="twelve within the hour"),
    pytest.param(replace(GOOD, runs=tuple(a_run(target=f"h-{n}", ago=59) for n in range(11))), "run", id="eleven within the hour"),
    pytest.param(replace(GOOD, runs=tuple(a_run(target=f"h-{n}", ago=60) for n in range(12))), "run", id="twelve an hour ago"),
    pytest.param(replace(GOOD, runs=tuple(a_run(target=f"h-{n}", outcome=None) for n in range(4))), "at-once", id="four at work"),
    pytest.param(replace(GOOD, health=None), "blast", id="nobody could see who is well"),
    pytest.param(replace(GOOD, health=WELL), "run", id="a well host of four"),
    pytest.param(replace(GOOD, health=Health(total=4, healthy=frozenset({"web-1", "web-2", "web-3"}))), "run", id="two stay"),
    pytest.param(replace(GOOD, health=Health(total=4, healthy=frozenset({"web-1", "web-2"}))), "blast", id="one would stay"),
    pytest.param(replace(GOOD, health=Health(total=4, healthy=frozenset())), "run", id="an ill host when all are"),
    pytest.param(
        replace(GOOD, health=Health(total=4, healthy=frozenset({"web-1", "web-2", "web-3"})), runs=(a_run(target="web-3", outcome=None),)),
        "blast",
        id="one of those that stay is being worked on",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("state", "spoke"), ROWS)
def test_one_change_decides(state: State, spoke: str) -> None:
    assert guard(state) == spoke


def test_what_interrupts_nobody_needs_no_healthy_hosts() -> None:
    clearing = order(alert="image-provider.disk")
    assert guard(replace(GOOD, health=None), order=clearing) == "run"


@pytest.mark.parametrize(
    ("mode", "approved", "verdict"),
    [
        ("observe", False, "observe"),
        ("observe", True, "observe"),
        ("approve", False, "approve"),
        ("approve", True, "run"),
        ("auto", False, "run"),
    ],
)
def test_the_mode_says_how_far_it_goes(mode: Mode, approved: bool, verdict: str) -> None:  # noqa: FBT001 - a row of the table
    assert decide(Case(order=order(), policy=with_mode(mode), state=GOOD, approved=approved)).verdict == verdict


def test_approval_lifts_no_guardrail() -> None:
    for state, spoke in (cast("tuple[State, str]", row.values) for row in ROWS):
        if spoke in {"run", "stale"}:
            continue
        assert guard(state, policy=with_mode("approve"), approved=True) == spoke


def test_who_was_approved_late_may_still_run_within_the_time_for_it() -> None:
    assert guard(replace(GOOD, now=NOW + minutes(74)), approved=True) == "run"
    assert guard(replace(GOOD, now=NOW + minutes(76)), approved=True) == "stale"


def test_a_refusal_says_by_whom_and_why() -> None:
    words = decide(Case(order=order(), policy=policy(), state=replace(GOOD, stops=(STOP,)), approved=False)).words
    assert words == "everything is stopped by cedar: the network is rebuilt"


@pytest.mark.parametrize(
    ("total", "share", "minimum"), [(4, 50, 2), (5, 50, 3), (3, 34, 2), (1, 50, 1), (0, 50, 1), (10, 100, 10), (3, 1, 1)]
)
def test_the_healthy_minimum_is_rounded_up(total: int, share: int, minimum: int) -> None:
    assert healthy_minimum(total, share) == minimum


NAMES = st.sampled_from([f"web-{number}" for number in range(1, 7)])
RUNS = st.lists(
    st.builds(
        Run,
        action=st.sampled_from(["restart-service", "clear-disk", "recycle-worker"]),
        target=NAMES,
        host=NAMES,
        began=st.integers(0, 400).map(lambda ago: NOW - minutes(ago)),
        outcome=st.sampled_from(["healed", "unhealed", None]),
    ),
    max_size=20,
).map(lambda runs: tuple(replace(run, host=run.target) for run in runs))
STATES = st.builds(
    State,
    now=st.just(NOW),
    stops=st.lists(
        st.builds(Stop, scope=st.sampled_from(["all", "restart-service", "clear-disk"]), by=st.just("a"), why=st.just("b")), max_size=1
    ).map(tuple),
    runs=RUNS,
    lock_holder=st.sampled_from([None, None, "patch of cedar"]),
    health=st.none() | st.builds(Health, total=st.just(6), healthy=st.frozensets(NAMES, max_size=6)),
    resumed=st.none() | st.integers(0, 60).map(lambda ago: NOW - minutes(ago)),
)


@given(state=STATES, approved=st.booleans(), mode=st.sampled_from(["observe", "approve", "auto"]))
def test_whatever_runs_has_every_guardrail_behind_it(state: State, *, approved: bool, mode: Mode) -> None:
    if decide(Case(order=order(), policy=with_mode(mode), state=state, approved=approved)).verdict != "run":
        return
    limits = policy().limits
    assert mode == "auto" or (mode == "approve" and approved)
    assert not {stop.scope for stop in state.stops} & {"all", "restart-service"}
    assert state.lock_holder is None
    assert all(run.target != "web-1" or NOW - run.began >= timedelta(minutes=30) for run in state.runs)
    assert all(run.target != "web-1" or run.outcome is not None for run in state.runs)
    assert sum(NOW - run.began < limits.rate.per for run in state.runs) < limits.rate.runs
    assert sum(run.outcome is None for run in state.runs) < limits.rate.at_once
    assert state.health is not None
    if "web-1" in state.health.healthy:
        at_work = {run.host for run in state.runs if run.outcome is None}
        assert len(state.health.healthy - at_work - {"web-1"}) >= 3


@given(state=STATES)
def test_one_more_run_never_makes_a_refused_order_run(state: State) -> None:
    case = Case(order=order(), policy=policy(), state=state, approved=False)
    more = replace(state, runs=(*state.runs, a_run("restart-service", "web-9", outcome=None)))
    if decide(case).verdict == "refuse":
        assert decide(replace(case, state=more)).verdict == "refuse"
