"""What holds a call back: the short windows of whatever a service cannot answer without."""

from collections.abc import Mapping
from dataclasses import dataclass

from estate.alerting.forms.datadog_windows import in_windows, short_key
from estate.alerting.spec import BurnAlert, SloSpec
from estate.alerting.vendor_burn import vendor_burn

MOST_MONITORS = 10
"""Of a composite (docs: monitors/types/composite)."""
LETTERS = "cdefghij"
"""Behind `a` and `b`, which are the windows of the objective itself: ten in all."""


@dataclass(frozen=True, kw_only=True)
class Silencers:
    """Who is asked before anybody is called."""

    keys: Mapping[str, str]
    """The short windows, by the letter that stands for each in a query."""
    left_out: tuple[str, ...]
    """Objectives that cannot be asked: a composite has no room for more, or they have no plain window."""


def silencers_of(slo: SloSpec, alert: BurnAlert, others: Mapping[str, SloSpec]) -> Silencers:
    """The silencers of one alert; only calls have any, since a ticket wakes nobody."""
    if alert.route.told != "page":
        return Silencers(keys={}, left_out=())
    found = {name: key for name in slo.silenced_by if (key := _beside(alert, others[name]))}
    asked = dict(zip(LETTERS, found, strict=False))
    return Silencers(
        keys={letter: found[name] for letter, name in asked.items()},
        left_out=tuple(name for name in slo.silenced_by if name not in asked.values()),
    )


def _beside(alert: BurnAlert, other: SloSpec) -> str | None:
    """The other one's window of the same length, so that both end together; else the shortest that it has."""
    theirs = vendor_burn(other, "datadog").alerts if in_windows(other) else ()
    same = (one for one in theirs if one.window.short == alert.window.short)
    chosen = next(same, None) or min(theirs, key=lambda one: one.window.short, default=None)
    return short_key(other, chosen) if chosen else None
