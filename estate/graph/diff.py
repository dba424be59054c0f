"""Compares two plans: what would be created, updated, replaced and deleted, and what follows from that. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from estate.graph.cascade import cascade, outcome_of, verdict_on
from estate.graph.comparison import Action, Comparison, Follow, ResourceChange, StackComparison
from estate.graph.git import Revision
from estate.graph.model import PROVIDER, Resource, StackGraph
from estate.graph.physical_names import outage
from estate.graph.plan import Plan
from estate.graph.replacement import Outcome, Verdict
from estate.graph.revision import BasePlan
from estate.graph.stack_diff import Pair, StackDiff, diff_stack

ACTIONS: Mapping[Outcome, Action] = {
    Outcome.UPDATE: Action.UPDATE,
    Outcome.REVISE: Action.REVISE,
    Outcome.MAY_REPLACE: Action.MAY_REPLACE,
    Outcome.REPLACE: Action.REPLACE,
}
PROVIDER_CHANGES = "whatever this provider makes may move with it"
IN_DOUBT = "what it uses may be made anew"


def diff(base: Sequence[StackGraph], head: Sequence[StackGraph]) -> tuple[StackComparison, ...]:
    """What changes from `base` to `head`, stack by stack in the order of `head`; then those that are gone."""
    before, after = {stack.name: stack for stack in base}, {stack.name: stack for stack in head}
    diffs = [diff_stack(before.get(name), after.get(name)) for name in dict.fromkeys((*after, *before))]
    follows = cascade(diffs, head)
    return tuple(_compare(one, follows) for one in diffs)


def compare(revision: Revision, base: BasePlan, head: Plan, *, whole: bool) -> Comparison:
    """Compares what both sides could plan; `whole` says that every stack was planned, so that one which lacks is gone."""
    named = {stack.name for stack in head.stacks}
    failed_before, failed_after = ({error.stack: error for error in plan.errors} for plan in (base.plan, head))
    before = [stack for stack in base.plan.stacks if stack.name in named or (whole and stack.name not in failed_after)]
    after = [stack for stack in head.stacks if stack.name not in failed_before]
    uncompared = dict.fromkeys(failed_after, "its program has an error")
    for name in sorted(failed_before.keys() & named):
        uncompared[name] = f"{revision.asked} has an error: {_first_line(failed_before[name].text)}"
    return Comparison(
        base=revision.asked,
        commit=revision.commit,
        stacks=diff(before, after),
        uncompared=dict(sorted(uncompared.items())),
        warnings=base.warnings,
    )


def _first_line(text: str) -> str:
    return text.partition("\n")[0]


def _compare(one: StackDiff, follows: Mapping[str, Mapping[Follow, bool]]) -> StackComparison:
    kept = {urn: _kept(pair, follows.get(urn, {})) for urn, pair in one.pairs.items()}
    changes = [change for change in kept.values() if change]
    changes += [_change(Action.CREATE, resource) for resource in one.created]
    changes += [_change(Action.DELETE, resource) for resource in one.deleted]
    return StackComparison(
        name=one.name,
        layer=one.layer,
        environment=one.environment,
        changes=tuple(sorted(changes, key=lambda change: change.order)),
        unchanged=sum(change is None for change in kept.values()),
    )


def _kept(pair: Pair, follows: Mapping[Follow, bool]) -> ResourceChange | None:
    """What happens to a resource that both sides have; None when nothing does."""
    if not pair.differences and not follows:
        return None
    verdict = _verdict(pair, follows)
    action = ACTIONS[verdict.outcome]
    return replace(
        _change(action, pair.after),
        former_urn=pair.before.urn if pair.before.urn != pair.after.urn else None,
        differences=pair.differences,
        follows=tuple(sorted(follows)),
        because=verdict.because,
        forced_by=_forced_by(pair, follows, verdict.outcome),
        outage=outage(pair.before, pair.after) if action in (Action.REPLACE, Action.MAY_REPLACE) else None,
        protected=action in (Action.REPLACE, Action.REVISE) and pair.before.protect,
    )


def _verdict(pair: Pair, follows: Mapping[Follow, bool]) -> Verdict:
    sure = [found.prop for found in pair.differences] + [follow.prop for follow, certain in follows.items() if certain]
    verdict = verdict_on(pair.after, sure)
    if pair.after.type.startswith(PROVIDER):
        return Verdict(outcome=Outcome.MAY_REPLACE, because=(PROVIDER_CHANGES,))
    if verdict.outcome == Outcome.UPDATE and not all(follows.values()):
        return Verdict(outcome=Outcome.MAY_REPLACE, because=(IN_DOUBT,))
    return verdict


def _forced_by(pair: Pair, follows: Iterable[Follow], outcome: Outcome) -> frozenset[str]:
    props = {found.prop for found in pair.differences} | {follow.prop for follow in follows}
    return frozenset(prop for prop in props if outcome != Outcome.UPDATE and outcome_of(pair.after, prop) == outcome)


def _change(action: Action, resource: Resource) -> ResourceChange:
    return ResourceChange(
        action=action,
        urn=resource.urn,
        type=resource.type,
        name=resource.name,
        parent=resource.parent,
        source=resource.source,
        protected=action == Action.DELETE and resource.protect,
    )
