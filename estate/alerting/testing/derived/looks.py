"""Scenarios for objectives that are counted by minutes, of which a few are too many: single bad minutes, and when they are seen.

New Relic looks at a long window once in a quarter of an hour. What a shorter window sees just after such a look is told at once,
and is over before the long window tells of it again.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from estate.alerting.spec import SloSpec
from estate.alerting.testing.derived.budgets import BEFORE, bad_minutes, counted_by_minutes, load_of_minutes, scenario
from estate.alerting.testing.derived.expected import Definition
from estate.alerting.testing.derived.promised import Burn
from estate.alerting.testing.model import Scenario


def look_scenarios(definition: Definition) -> Iterator[Scenario]:
    """For each window: one bad minute too few; at New Relic, for one with a slower window, just enough of them after a look at that."""
    for slo in definition.alerting.slos:
        if not counted_by_minutes(slo):
            continue
        burns = definition.burns(slo)
        for place, burn in enumerate(burns):
            few = bad_minutes(burn, burns[place - 1] if place else None)[: _enough(burn) - 1]
            if few:
                yield _scenario(f"{burn.name}: one bad minute too few", slo, few, burn)
        # Datadog has a monitor for each window, and looks at those of hours each minute.
        for burn, slower in pairwise(burns) if definition.vendor == "newrelic" else ():
            yield _scenario(f"{burn.name}: just after a look", slo, range(_enough(burn)), slower)


def _enough(burn: Burn) -> int:
    """So many bad minutes in the long window are told."""
    return int(float(burn.threshold) * burn.long) + 1


def _scenario(name: str, slo: SloSpec, bad: Sequence[int], longest: Burn) -> Scenario:
    minutes = [BEFORE + one for one in bad]
    return scenario(name, {"length": f"{minutes[-1] + 3 * longest.short + 30}m", "load": [load_of_minutes(slo, minutes)]})
