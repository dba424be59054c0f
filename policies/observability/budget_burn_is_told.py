"""By the longest window of what looks at the budget of an objective: a burn rate of Datadog, or a composite of two windows.

A window is one of the budget where it counts what an objective of the service counts. Tiers 1 and 2 call somebody for both a fast
burn and a slow one; tier 3 tells somebody of a slow one; below, nobody notices on the same day.
"""

import re
from collections.abc import Iterator

from estate.catalog.service import Service
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.observability._alerts import COMPOUND, CONDITION, MONITOR, calls, made_of, metrics, query, tells
from policies.observability._services import SLOS

FAST = 2
SLOW = 6
"""Hours: at most, and at least (SRE workbook, chapter 5: 1 h and 6 h)."""
CALLED_TIER = 2
TOLD_TIER = 3
WINDOW = re.compile(r"long_window\(\"(\d+)([mhd])\"\)|\(last_(\d+)([mhd])\)")
HOURS = {"m": 1 / 60, "h": 1.0, "d": 24.0}
SECONDS = 3600
BURN_RATE = "burn_rate("
COUNTED = (
    "query.numerator",
    "query.denominator",
    "sliSpecification.count.queries[*].metricQuery.query",
    "sliSpecification.timeSlice.query.queries[*].metricQuery.query",
)
"""What an objective of Datadog counts."""
ROWS = ("events.validEvents.from", "events.validEvents.where")
"""The same of New Relic."""


def judge(service: Service, world: World) -> Verdict:
    """What windows of its budget tell whom, where somebody is called at all."""
    if service.tier > TOLD_TIER:
        return not_applicable(f"tier {service.tier}: nobody notices on the same day")
    if world.place and "poc" in world.place.accepts:
        return not_applicable("nobody is called where proofs of concept run")
    must_call = service.tier <= CALLED_TIER
    reach = calls if must_call else tells
    lengths = sorted({hours for alert, hours in _burns(service, world) if reach(alert, world)})
    verb = "calls somebody for" if must_call else "tells of"
    missing = [
        *([f"a fast burn (at most {FAST} h)"] if must_call and not any(hours <= FAST for hours in lengths) else []),
        *([f"a slow one (at least {SLOW} h)"] if not any(hours >= SLOW for hours in lengths) else []),
    ]
    if missing:
        return failed(f"nothing {verb} {' and '.join(missing)} of its error budget; expected an alert")
    return passed(f"it {verb} windows of {', '.join(f'{hours:g} h' for hours in lengths)}")


def _burns(service: Service, world: World) -> Iterator[tuple[Item, float]]:
    """The burn alerts of the service, each with its longest window in hours.

    Another service's composite may look at its windows too, to hold itself back: that one says nothing of this budget.
    """
    objectives = world.of(service, *SLOS)
    own = set(world.of(service, MONITOR, COMPOUND))
    longest: dict[Item, float] = {}
    for alert in world.of(service, MONITOR, CONDITION):
        hours = _hours(alert)
        if hours and any(_looks_at(alert, objective, world) for objective in objectives):
            for whole in (alert,) if BURN_RATE in query(alert) else own.intersection(made_of(alert, world)):
                longest[whole] = max(hours, longest.get(whole, 0))
    yield from longest.items()


def _looks_at(alert: Item, objective: Item, world: World) -> bool:
    """Whether the alert is about the budget of the objective: it names it, or counts what it counts."""
    text = query(alert)
    if alert.type.partition(":")[0] != objective.type.partition(":")[0]:
        return False
    if alert.type == CONDITION:
        return all(objective.at(path).written("") in text for path in ROWS)
    if BURN_RATE in text:
        return any(f'"{name}"' in text for name in objective.names) or world.resources.refers(alert, alert.at("query"), objective)
    counted = {name for path in COUNTED for part in objective.every(path) for name in metrics(part.written(""))}
    return not counted.isdisjoint(metrics(text))


def _hours(alert: Item) -> float | None:
    if alert.type == CONDITION:
        return alert.at("aggregationWindow").number(0) / SECONDS
    found = WINDOW.search(query(alert))
    if found is None:
        return None
    count, unit = (found[1], found[2]) if found[1] else (found[3], found[4])
    return int(count) * HOURS[unit]
