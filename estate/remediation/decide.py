"""Whether an order is carried out now: every guardrail, in words, from what is known and nothing else."""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Literal

from estate.catalog.fact import format_duration
from estate.catalog.remediation import Limits
from estate.remediation.admit import Order
from estate.remediation.policy import Policy, interrupts

Outcome = Literal["healed", "unhealed"]
Verdict = Literal["run", "observe", "approve", "later", "refuse"]
ALL = "all"
"""The scope of the switch that stops everything."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """A switch that is off: everything, or one action."""

    scope: str
    by: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A run that has begun; `outcome` is None while it is at work."""

    action: str
    target: str
    host: str | None
    began: datetime
    outcome: Outcome | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """What the balancer's question found: the hosts of a service that are well, and those that could be asked."""

    total: int
    healthy: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class State:
    """All that a decision may look at. `runs` go back at least as far as the longest limit."""

    now: datetime
    stops: tuple[Stop, ...] = ()
    runs: tuple[Run, ...] = ()
    lock_holder: str | None = None
    """Who else is at work on the host: patching."""
    health: Health | None = None
    """Of the host's service; None where nobody looked."""
    resumed: datetime | None = None
    """When a person last let the action go on: failures before that are forgiven."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What is done with an order, and why."""

    verdict: Verdict
    words: str
    guard: str = field(default="")
    """The guardrail that spoke; for counting and for tests."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """What every guardrail looks at."""

    order: Order
    policy: Policy
    state: State
    approved: bool
    """Whether a person said yes."""


def decide(case: Case) -> Decision:
    """The first guardrail that objects decides; without one the mode does."""
    for guard in (_stopped, _stale, _busy, _locked, _cooling, _broken, _rated, _full, _blast):
        if objection := guard(case):
            return objection
    order, mode = case.order, case.policy.mode(case.order.action)
    if mode == "observe":
        return Decision(verdict="observe", words=f"{order.action} on {order.target} would run; its mode here is observe", guard="mode")
    if mode == "approve" and not case.approved:
        return Decision(verdict="approve", words=f"{order.action} on {order.target} waits for a person", guard="mode")
    return Decision(verdict="run", words=f"{order.action} on {order.target}")


def _stopped(case: Case) -> Decision | None:
    for stop in case.state.stops:
        if stop.scope in (ALL, case.order.action):
            what = "everything" if stop.scope == ALL else stop.scope
            return Decision(verdict="refuse", words=f"{what} is stopped by {stop.by}: {stop.why}", guard="stopped")
    return None


def _stale(case: Case) -> Decision | None:
    limits = case.policy.limits
    allowed = limits.stale_after + limits.approve_within if case.approved else limits.stale_after
    if case.state.now - case.order.raised_at <= allowed:
        return None
    words = f"the alert began more than {format_duration(allowed)} ago; whatever is still wrong is told again"
    return Decision(verdict="refuse", words=words, guard="stale")


def _busy(case: Case) -> Decision | None:
    for run in case.state.runs:
        if run.outcome is None and run.target == case.order.target:
            return Decision(verdict="refuse", words=f"{run.action} is at work on {case.order.target}", guard="busy")
    return None


def _locked(case: Case) -> Decision | None:
    if case.state.lock_holder is None:
        return None
    return Decision(verdict="refuse", words=f"{case.order.target} is held by {case.state.lock_holder}", guard="locked")


def _cooling(case: Case) -> Decision | None:
    """Whatever the action was: what was healed a moment ago by another one is not left in peace by this one either."""
    for run in case.state.runs:
        if run.target != case.order.target:
            continue
        length = max(case.policy.permissions[case.order.action].cool_down, _own_cool_down(run, case.policy))
        if case.state.now - run.began < length:
            words = f"{case.order.target} had {run.action} less than {format_duration(length)} ago"
            return Decision(verdict="refuse", words=words, guard="cool-down")
    return None


def _own_cool_down(run: Run, policy: Policy) -> timedelta:
    permission = next((one for name, one in policy.permissions.items() if name == run.action), None)
    return permission.cool_down if permission else timedelta(0)


def _broken(case: Case) -> Decision | None:
    failures = failures_of(case.order.action, limits=case.policy.limits, state=case.state)
    if failures < case.policy.limits.breaker.failures:
        return None
    within = format_duration(case.policy.limits.breaker.within)
    return Decision(verdict="refuse", words=f"{case.order.action} did not heal {failures} times within {within}", guard="breaker")


def failures_of(action: str, *, limits: Limits, state: State) -> int:
    """Runs of an action that did not heal, within the breaker's window and since a person let it go on."""
    since = state.now - limits.breaker.within
    forgiven = state.resumed or since
    return sum(run.action == action and run.outcome == "unhealed" and run.began > max(since, forgiven) for run in state.runs)


def _rated(case: Case) -> Decision | None:
    rate = case.policy.limits.rate
    recent = sum(case.state.now - run.began < rate.per for run in case.state.runs)
    if recent < rate.runs:
        return None
    words = f"{recent} runs began within {format_duration(rate.per)}; the limit of {case.policy.environment.name} is {rate.runs}"
    return Decision(verdict="refuse", words=words, guard="rate")


def _full(case: Case) -> Decision | None:
    at_work = sum(run.outcome is None for run in case.state.runs)
    if at_work < case.policy.limits.rate.at_once:
        return None
    return Decision(verdict="later", words=f"{at_work} runs are at work; as many as may be at once", guard="at-once")


def healthy_minimum(total: int, share: int) -> int:
    """Hosts that always stay healthy: `share` percent of `total`, rounded up, and at least one."""
    return max(1, math.ceil(Fraction(total * share, 100)))


def _blast(case: Case) -> Decision | None:
    """A host that is ill already serves nobody: only taking a well one out makes the rest fewer."""
    if case.order.host is None or not interrupts(case.order.action):
        return None
    if case.state.health is None:
        return Decision(
            verdict="refuse", words=f"nobody could see which hosts of {case.policy.subject(case.order.alert)} are well", guard="blast"
        )
    if case.order.host not in case.state.health.healthy:
        return None
    at_work = {run.host for run in case.state.runs if run.outcome is None}
    left = len(case.state.health.healthy - at_work - {case.order.host})
    minimum = healthy_minimum(case.state.health.total, case.policy.limits.healthy_share)
    if left >= minimum:
        return None
    words = f"{case.order.host} is well, and without it {left} of {case.state.health.total} hosts would be; expected at least {minimum}"
    return Decision(verdict="refuse", words=words, guard="blast")
