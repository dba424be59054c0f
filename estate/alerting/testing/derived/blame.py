"""Scenarios for calls that are kept back: a service fails while another one, without which it cannot answer, does or just does not."""

from collections.abc import Iterator
from dataclasses import dataclass

from estate.alerting.testing.derived.budgets import ABOVE, BEFORE, BELOW, Outage, load_of, scenario, spending, steepness
from estate.alerting.testing.derived.curves import Phase
from estate.alerting.testing.derived.expected import Definition
from estate.alerting.testing.derived.promised import Burn
from estate.alerting.testing.model import Scenario
from estate.alerting.testing.vendors import Vendor

ROOM = 8
"""The others that a composite of Datadog has room for, beside two windows of its own (docs: monitors/types/composite)."""
UNSPENT = 0.75
"""Of the long window's share: what a short outage of the other one may take without being to blame."""
FEW = 300
"""Requests a minute of the other one: fewer than anybody's on a good day, so that it is lost among all of them taken together."""
ON = 2 / 5
"""Of a short window: the part that is bad where the other one fails again and again."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A window of an objective, and the same of one that is to blame."""

    mine: Burn
    mine_faster: Burn | None
    theirs: Burn
    theirs_faster: Burn | None


def blame_scenarios(definition: Definition) -> Iterator[Scenario]:
    """For each window that can be kept back: by an outage that goes on, not by one that is over, and not by a short one."""
    for slo in definition.alerting.slos:
        for burn in definition.burns(slo):
            pair = _pair(definition, burn)
            if pair:
                yield _scenario(f"{burn.name}: others fail", pair, *_going_on(pair))
                yield _scenario(f"{burn.name}: others are well again", pair, *_over(pair))
                yield from _short(f"{burn.name}: others had a blip", pair, definition.vendor)


def _pair(definition: Definition, burn: Burn) -> Pair | None:
    blamed = definition.blamed(burn)[:ROOM]
    if not blamed:
        return None
    theirs = max(blamed, key=lambda one: one.threshold)
    return Pair(mine=burn, mine_faster=_faster(definition, burn), theirs=theirs, theirs_faster=_faster(definition, theirs))


def _faster(definition: Definition, burn: Burn) -> Burn | None:
    burns = definition.burns(burn.slo)
    place = burns.index(burn)
    return burns[place - 1] if place else None


def _scenario(name: str, pair: Pair, mine: Outage, theirs: Outage) -> Scenario:
    load = [load_of(pair.mine.slo, mine.text()), load_of(pair.theirs.slo, theirs.text(), requests=FEW)]
    return scenario(name, {"length": f"{BEFORE + max(mine.minutes, theirs.minutes) + 3 * pair.mine.short + 30}m", "load": load})


def _mine(pair: Pair, *, after: float) -> Outage:
    return Outage(phases=((after, 0.0), spending(pair.mine, pair.mine_faster)))


def _needs(pair: Pair) -> float:
    """The minutes until an outage of this one is told."""
    return float(pair.mine.threshold) * pair.mine.long / steepness(pair.mine, pair.mine_faster)


def _going_on(pair: Pair) -> tuple[Outage, Outage]:
    """They fail in a part of each short window, as bad as then makes it burn: whoever looks at less of it sees them well between."""
    begun = spending(pair.theirs, pair.theirs_faster)
    mine = _mine(pair, after=begun[0] + pair.theirs.short + 5)
    on = round(pair.theirs.short * ON)
    share = min(ABOVE * float(pair.theirs.threshold) / ON, 1.0)
    times = -(-(mine.minutes - round(begun[0]) + 2 * pair.mine.short) // pair.theirs.short)
    again: tuple[Phase, ...] = ((on, share), (pair.theirs.short - on, 0.0))
    return mine, Outage(phases=(begun, *(again * times)))


def _over(pair: Pair) -> tuple[Outage, Outage]:
    """Their long window still burns, the short one just not any more."""
    begun = spending(pair.theirs, pair.theirs_faster)
    # Whoever looks at a longer time than the short window still sees them burn when this one tells.
    mine = _mine(pair, after=max(begun[0] + 2 * pair.theirs.short - _needs(pair), 1))
    theirs = Outage(phases=(begun, (mine.minutes - round(begun[0]) + 10, BELOW * float(pair.theirs.threshold))))
    return mine, theirs


def _short(name: str, pair: Pair, vendor: Vendor) -> Iterator[Scenario]:
    """Their short window burns, the long one never does. Datadog asks the short one alone, so this says nothing of it."""
    if vendor == "newrelic":
        share = min(0.75 * steepness(pair.theirs, pair.theirs_faster), 1.0)
        blip = UNSPENT * float(pair.theirs.threshold) * pair.theirs.long / share
        mine = _mine(pair, after=5)
        told = 5 + _needs(pair)
        theirs = Outage(phases=((max(told - blip / 3, 1), 0.0), (blip, share)))
        longer = Outage(phases=(*mine.phases, (blip, ABOVE * float(pair.mine.threshold))))
        yield _scenario(name, pair, longer, theirs)
