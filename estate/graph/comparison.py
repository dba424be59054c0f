"""What a change of the program does to each resource, as data: what `diff` finds and every format shows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from estate.graph.differences import ABSENT, Difference, parse_path


class Action(StrEnum):
    """What happens to a resource, worst first."""

    REPLACE = "replace"
    DELETE = "delete"
    MAY_REPLACE = "may_replace"
    CREATE = "create"
    REVISE = "revise"
    UPDATE = "update"


TAGS = ("tags", "tagsAll")
SEVERITY: Mapping[Action, int] = {action: index for index, action in enumerate(Action)}


@dataclass(frozen=True, kw_only=True, order=True)
class Follow:
    """A property that changes because another resource does."""

    prop: str
    owner: str
    """The other one's URN, or the output of another stack."""


@dataclass(frozen=True, kw_only=True)
class ResourceChange:
    """One resource that changes."""

    action: Action
    urn: str
    type: str
    name: str
    parent: str
    source: str | None
    former_urn: str | None = None
    """Its URN in the base, where that was another."""
    differences: tuple[Difference, ...] = ()
    follows: tuple[Follow, ...] = ()
    because: tuple[str, ...] = ()
    """What makes it a replacement, or leaves it open: a sentence for each property that decides."""
    forced_by: frozenset[str] = frozenset()
    """The properties that decide it."""
    outage: str | None = None
    """Why the old one goes before the new one is there; None when it does not."""
    protected: bool = False
    """Whether the engine will refuse, because the resource is protected."""

    @property
    def tags_only(self) -> bool:
        """Whether nothing but tags changes."""
        return self.action == Action.UPDATE and bool(self.differences) and all(map(is_tag, self.differences)) and not self.follows

    @property
    def follows_only(self) -> bool:
        """Whether it is worse than an update only because of what it uses."""
        return self.forced_by <= {follow.prop for follow in self.follows} and bool(self.follows)

    @property
    def order(self) -> tuple[Any, ...]:
        """Worst first; causes before what follows from them; then by URN."""
        return (SEVERITY[self.action], self.outage is None, self.follows_only, self.urn)

    def as_json(self) -> dict[str, Any]:
        """The documented JSON; what does not apply is left out."""
        optional = {
            "former_urn": self.former_urn,
            "changes": [{**_difference(one), **self._forces(one.prop)} for one in self.differences],
            "follows": [{"path": one.prop, "owner": one.owner, **self._forces(one.prop)} for one in self.follows],
            "because": list(self.because),
            "outage": self.outage,
            "protected": self.protected,
            "tags_only": self.tags_only,
        }
        always = {"action": str(self.action), "urn": self.urn, "type": self.type, "name": self.name, "source": self.source}
        return {**always, **{key: value for key, value in optional.items() if value}}

    def _forces(self, prop: str) -> dict[str, bool]:
        return {"forces": True} if prop in self.forced_by else {}


@dataclass(frozen=True, kw_only=True)
class StackComparison:
    """What changes in one stack; `changes` stand worst first."""

    name: str
    layer: str
    environment: str
    changes: tuple[ResourceChange, ...]
    unchanged: int
    """Resources that stay as they are; components are not counted."""

    @cached_property
    def counts(self) -> Mapping[Action, int]:
        """How many resources meet each fate; every action is there."""
        return count(self.changes)

    def as_json(self) -> dict[str, Any]:
        """The documented JSON."""
        return {
            "name": self.name,
            "layer": self.layer,
            "environment": self.environment,
            "unchanged": self.unchanged,
            "counts": {str(action): number for action, number in self.counts.items()},
            "resources": [change.as_json() for change in self.changes],
        }


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What the working tree changes against a base."""

    base: str
    """The revision as it was asked for."""
    commit: str
    stacks: tuple[StackComparison, ...]
    uncompared: Mapping[str, str]
    """Why a stack could not be compared, by its name."""
    warnings: tuple[str, ...]

    @cached_property
    def counts(self) -> Mapping[Action, int]:
        """How many resources of all stacks meet each fate."""
        return count(change for stack in self.stacks for change in stack.changes)

    @property
    def changed(self) -> tuple[StackComparison, ...]:
        """The stacks in which anything changes, worst first."""
        return tuple(sorted((stack for stack in self.stacks if stack.changes), key=lambda stack: stack.changes[0].order[:2]))

    def as_json(self) -> dict[str, Any]:
        """The documented JSON."""
        return {
            "base": self.base,
            "commit": self.commit,
            "counts": {str(action): number for action, number in self.counts.items()},
            "stacks": [stack.as_json() for stack in self.stacks],
            "uncompared": dict(self.uncompared),
            "warnings": list(self.warnings),
        }


def is_tag(one: Difference) -> bool:
    """Whether it is only a tag that differs."""
    return parse_path(one.prop)[0] in TAGS


def count(changes: Iterable[ResourceChange]) -> dict[Action, int]:
    """How many changes there are of each kind."""
    found = Counter(change.action for change in changes)
    return {action: found[action] for action in Action}


def _difference(one: Difference) -> dict[str, Any]:
    sides = {"before": one.before, "after": one.after}
    return {"path": one.path, **{side: value for side, value in sides.items() if value != ABSENT}}
