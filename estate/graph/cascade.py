"""What a resource that is made anew does to those that use it.

All that a new resource gives is new, so a property that uses it changes; where that property forces a replacement, the
user is made anew as well, and so on, across stacks too. Each use is looked at when its owner's fate is known or becomes
worse, so at most twice: the work is linear.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from estate.graph.comparison import Follow
from estate.graph.differences import Way, parse_path
from estate.graph.model import Resource, StackGraph
from estate.graph.references import Use, output_key, uses
from estate.graph.replacement import Outcome, Verdict, replaces
from estate.graph.stack_diff import Pair, StackDiff

Fates = dict[str, bool]
"""What is made anew, by URN or output: True for certain, False for perhaps."""
Follows = Mapping[str, Mapping[Follow, bool]]
"""By URN: the properties that follow, and whether that is certain."""


def cascade(diffs: Sequence[StackDiff], head: Sequence[StackGraph]) -> Follows:
    """Everything that follows from what the stacks change by themselves."""
    fates = _own_fates(diffs)
    follows: dict[str, dict[Follow, bool]] = defaultdict(dict)
    if not fates:
        return follows
    pairs = {urn: pair for one in diffs for urn, pair in one.pairs.items()}
    changed = {urn: frozenset(parse_path(found.prop) for found in pair.differences) for urn, pair in pairs.items()}
    users = _by_owner(uses(head))
    waiting = sorted(fates)
    while waiting:
        owner = waiting.pop()
        for use in users.get(owner, ()):
            certain = fates[owner] and use.certain
            pair = pairs.get(use.user)
            if pair is None:
                fate = _fate_of_output(use, certain=certain)
            elif _stands_alone(use, pair, changed[use.user]):
                fate = None
            else:
                fate = _fate(pair.after, use.prop, certain=certain)
                if certain or fate is not None:
                    follow = Follow(prop=use.prop, owner=owner)
                    follows[use.user][follow] = certain or follows[use.user].get(follow, False)
            if fate is not None and (use.user not in fates or (fate and not fates[use.user])):
                fates[use.user] = fate
                waiting.append(use.user)
    return follows


def _own_fates(diffs: Iterable[StackDiff]) -> Fates:
    fates: Fates = {}
    for one in diffs:
        for urn, pair in one.pairs.items():
            outcome = verdict_on(pair.after, [found.prop for found in pair.differences]).outcome
            if outcome != Outcome.UPDATE:
                fates[urn] = outcome.makes_anew
        fates |= {resource.urn: True for resource in one.created}
        fates |= {output_key(one.name, parse_path(found.path)): True for found in one.outputs}
    return fates


def _by_owner(found: Iterable[Use]) -> Mapping[str, list[Use]]:
    users: dict[str, list[Use]] = defaultdict(list)
    for use in found:
        users[use.owner].append(use)
    return users


def _fate_of_output(use: Use, *, certain: bool) -> bool | None:
    """An output of a stack passes on what it is made of; a resource that is new itself has no fate to get."""
    return None if use.prop else certain


def _stands_alone(use: Use, pair: Pair, changed: frozenset[Way]) -> bool:
    """Whether the property differs by itself already, or its changes are ignored."""
    way = parse_path(use.prop)
    ignored = {parse_path(path) for path in pair.after.ignore_changes}
    return any(way[:length] in changed or way[:length] in ignored for length in range(1, len(way) + 1))


def verdict_on(resource: Resource, changed_paths: Iterable[str]) -> Verdict:
    """What changing these properties does to the resource."""
    return replaces(resource.type, changed_paths, wanted=resource.replace_on_changes)


def outcome_of(resource: Resource, prop: str) -> Outcome:
    """What changing the property does to the resource."""
    return _outcome_of(resource.type, prop, resource.replace_on_changes)


@cache
def _outcome_of(token: str, prop: str, wanted: tuple[str, ...]) -> Outcome:
    return replaces(token, [prop], wanted=wanted).outcome


def _fate(resource: Resource, prop: str, *, certain: bool) -> bool | None:
    """Whether a new value of the property makes the resource anew; None when it is updated in place."""
    outcome = outcome_of(resource, prop)
    return None if outcome == Outcome.UPDATE else certain and outcome.makes_anew
