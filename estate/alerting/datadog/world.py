"""What the monitors of one simulation share, and what each of them leaves for the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from estate.alerting.datadog.frame import MINUTE, Frame, Instants
from estate.alerting.datadog.metric import Group, Store
from estate.alerting.datadog.resources import MonitorInputs
from estate.alerting.datadog.simulation import Track
from estate.alerting.datadog.syntax import Tags
from estate.alerting.planned import Planned


@dataclass(frozen=True, kw_only=True, eq=False)
class Evaluated:
    """A monitor whose groups have their states."""

    monitor: MonitorInputs
    keys: tuple[str, ...]
    """The tags by which its groups stay apart."""
    tracks: Mapping[Group, Track]
    scope: Tags = field(default_factory=dict)
    """The tags that the query's own scope asks for."""
    unproven: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class World:
    """The plan, the data, the time, and the monitors that were evaluated before."""

    planned: Sequence[Planned]
    store: Store
    start: int
    end: int
    done: dict[str, Evaluated] = field(default_factory=dict)
    """By a monitor's name and by the symbol of its id."""

    @property
    def frame(self) -> Frame:
        """The minutes that are looked at."""
        return self.store.frame

    def instants(self, *, every: int = MINUTE, delay: int = 0, window: int = 0) -> Instants:
        """The evaluations of a monitor."""
        return replace(Instants.between(self.frame, start=self.start, end=self.end, every=every), delay=delay, window=window)
