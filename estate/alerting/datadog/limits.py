"""What Datadog refuses, or takes and then never does what was meant: every mistake of the planned resources at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from estate.alerting.datadog import resources
from estate.alerting.datadog.limits_downtime import downtime_mistakes
from estate.alerting.datadog.limits_monitor import monitor_mistakes
from estate.alerting.datadog.limits_query import query_mistakes
from estate.alerting.datadog.limits_slo import objective_mistakes
from estate.alerting.planned import Planned


@dataclass(frozen=True, kw_only=True, order=True)
class Mistake:
    """One mistake: whose, where the program makes it, and what is wrong, with what was expected."""

    resource: str
    source: str | None
    text: str


def mistakes(planned: Iterable[Planned]) -> tuple[Mistake, ...]:
    """Every mistake, in the order of the resources."""
    every = tuple(planned)
    return tuple(Mistake(resource=one.name, source=one.source, text=text) for one in every for text in _texts(one, every))


def _texts(one: Planned, every: tuple[Planned, ...]) -> Iterator[str]:
    match one.type:
        case resources.MONITOR:
            yield from monitor_mistakes(one)
            yield from query_mistakes(one, every)
        case resources.OBJECTIVE:
            yield from objective_mistakes(one)
        case resources.DOWNTIME:
            yield from downtime_mistakes(one)
        case _:
            return
