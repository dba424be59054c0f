"""Who keeps an alert of an objective from calling: services without which this one cannot answer, while they burn themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from estate.alerting.forms.newrelic_nrql import can_stand_together
from estate.alerting.spec import BurnAlert, SloSpec
from estate.alerting.vendor_burn import vendor_burn


@dataclass(frozen=True, kw_only=True)
class Silencers:
    """The objectives that are watched together for one alert.

    All of them are held against the highest threshold and the highest minimum of samples among them, so that nobody is kept
    from being called by a service that calls nobody itself.
    """

    slos: tuple[SloSpec, ...]
    left_out: tuple[str, ...]
    """Those that cannot be watched together, and so keep nobody from being called."""
    threshold: Fraction
    minimum: int | None


def silencers_of(slo: SloSpec, alert: BurnAlert, others: Mapping[str, SloSpec]) -> Silencers | None:
    """The silencers of an alert that calls, in the same windows; None for one that calls nobody."""
    if alert.route.told != "page":
        return None
    named = [others[name] for name in slo.silenced_by if name in others]
    found = {one.name: same for one in named if can_stand_together(one) and (same := _same_window(one, alert))}
    kept = tuple(one for one in named if one.name in found)
    left_out = tuple(name for name in slo.silenced_by if name not in found)
    return Silencers(
        slos=kept,
        left_out=left_out,
        threshold=max((one.threshold for one in found.values()), default=Fraction(0)),
        minimum=_minimum(kept),
    )


def _same_window(slo: SloSpec, alert: BurnAlert) -> BurnAlert | None:
    """Its own alert over the same windows, if that calls."""
    calling = (one for one in vendor_burn(slo, "newrelic").alerts if one.route.told == "page")
    return next((one for one in calling if (one.window.long, one.window.short) == (alert.window.long, alert.window.short)), None)


def _minimum(slos: Sequence[SloSpec]) -> int | None:
    return max((one.objective.minimum_samples for one in slos if one.objective.minimum_samples), default=None)
