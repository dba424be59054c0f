"""What a simulation finds at any vendor: each monitor's groups, and the monitors of which it says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Grouped(Protocol):
    """One group of a monitor."""

    @property
    def tags(self) -> Mapping[str, str]:
        """Its tags; none for a monitor without groups."""
        ...


GroupT = TypeVar("GroupT", bound=Grouped)
RunT = TypeVar("RunT")


@dataclass(frozen=True, kw_only=True)
class NotSimulated:
    """A monitor of which the simulator says nothing, and why."""

    monitor: str
    reason: str
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class Run(Generic[GroupT]):
    """A monitor that was simulated."""

    name: str
    """The resource's logical name."""
    title: str
    groups: tuple[GroupT, ...]
    unproven: tuple[str, ...] = ()
    """What in it rests on behaviour that the vendor does not document."""

    def group(self, **tags: str) -> GroupT:
        """The group with exactly these tags. KeyError where there is none."""
        for one in self.groups:
            if one.tags == tags:
                return one
        raise KeyError(f"{self.name} has no group {tags}; it has {[dict(one.tags) for one in self.groups]}")


@dataclass(frozen=True, kw_only=True)
class Simulated(Generic[RunT]):
    """Every planned monitor, simulated or named as not."""

    start: int
    """In seconds since 1970, as `end`."""
    end: int
    monitors: Mapping[str, RunT]
    not_simulated: tuple[NotSimulated, ...]

    @property
    def share(self) -> float:
        """How much of the monitors was simulated, from 0 to 1; 1 where there is none."""
        every = len(self.monitors) + len(self.not_simulated)
        return len(self.monitors) / every if every else 1.0
