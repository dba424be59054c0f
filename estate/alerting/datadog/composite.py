"""Composite monitors: what follows from the states of others (docs: monitors/types/composite)."""

from collections.abc import Mapping, Sequence

import numpy as np

from estate.alerting.datadog.frame import Instants
from estate.alerting.datadog.metric import Group
from estate.alerting.datadog.simulation import Track
from estate.alerting.datadog.states import SKIPPED, State, States
from estate.alerting.datadog.syntax import Both, Not, Reference, Trigger


def outcome(trigger: Trigger, children: Mapping[str, States]) -> States:
    """The composite's state from its children's, wherever all of them have one."""
    match trigger:
        case Reference():
            return children[trigger.monitor]
        case Not():
            operand = outcome(trigger.operand, children)
            turned = np.where(operand == State.OK, np.int8(State.ALERT), np.int8(State.OK))
            return np.where(operand == State.NO_DATA, operand, turned).astype(np.int8)
        case Both():
            operands = [outcome(one, children) for one in trigger.operands]
            return np.minimum.reduce(operands) if trigger.every else np.maximum.reduce(operands)


def track(trigger: Trigger, children: Mapping[str, Track], instants: Instants, *, notify_no_data: bool) -> Track:
    """One group of a composite; its state stays where a child has none, or where it would be NO DATA of which nobody is told."""
    times = instants.times
    states = {name: child.at(times) for name, child in children.items()}
    said = outcome(trigger, states).copy()
    unknown = np.logical_or.reduce([one == State.ABSENT for one in states.values()])
    told = np.full(len(times), notify_no_data)
    for name, child in children.items():
        if not child.tells_no_data:
            told &= states[name] != State.NO_DATA
    said[unknown | ((said == State.NO_DATA) & ~told)] = SKIPPED
    return Track.of(said, instants, tells_no_data=notify_no_data)


def common_groups(children: Sequence[tuple[str, Mapping[Group, Track]]]) -> dict[Group, dict[str, Track]]:
    """The groups that all children with groups report, by the values of their tags alone, whatever the tags are called.

    Where children stay apart by different numbers of tags, a group of the finest one meets the coarser ones that it contains.
    """
    grouped = [(name, tracks) for name, tracks in children if set(tracks) != {()}]
    if not grouped:
        return {(): {name: tracks[()] for name, tracks in children}}
    _, finest = max(grouped, key=lambda child: max((len(group) for group in child[1]), default=0))
    found: dict[Group, dict[str, Track]] = {}
    for group in finest:
        met = {name: _meeting(tracks, group) for name, tracks in children}
        if None not in met.values():
            found[group] = {name: one for name, one in met.items() if one is not None}
    return found


def _meeting(tracks: Mapping[Group, Track], group: Group) -> Track | None:
    if () in tracks:
        return tracks[()]
    return next((one for values, one in tracks.items() if sorted(values) == sorted(group) or set(values) < set(group)), None)
