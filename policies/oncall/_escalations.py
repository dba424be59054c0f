"""Escalations of PagerDuty, Opsgenie and Datadog as checks read them: levels, whom each calls, and when the next one is called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import NotKnownError

PAGERDUTY = "pagerduty:index/escalationPolicy:EscalationPolicy"
OPSGENIE = "opsgenie:index/escalation:Escalation"
DATADOG = "datadog:index/onCallEscalationPolicy:OnCallEscalationPolicy"


@dataclass(frozen=True, kw_only=True)
class Vendor:
    """Where an escalation of a vendor says what."""

    levels: str
    recipients: str
    """Below a level."""
    delay: str
    """Below a level: until the next one is called; at Opsgenie since the beginning."""
    unit: timedelta
    again: str
    """How often it all begins once more."""


VENDORS: Mapping[str, Vendor] = {
    PAGERDUTY: Vendor(levels="rules", recipients="targets", delay="escalationDelayInMinutes", unit=timedelta(minutes=1), again="numLoops"),
    OPSGENIE: Vendor(levels="rules", recipients="recipients", delay="delay", unit=timedelta(minutes=1), again="repeats[0].count"),
    DATADOG: Vendor(levels="steps", recipients="targets", delay="escalateAfterSeconds", unit=timedelta(seconds=1), again="retries"),
}


@dataclass(frozen=True, kw_only=True)
class Level:
    """Those who are called at the same time."""

    place: str
    rules: tuple[Value, ...]
    waits: timedelta | None
    """Until the next level is called; None for the last one of Opsgenie."""


def levels(escalation: Item) -> tuple[Level, ...]:
    """In the order in which they are called. Rules of Opsgenie that begin at the same time are one level."""
    vendor = VENDORS[escalation.type]
    rules = tuple(escalation.at(vendor.levels).members())
    if escalation.type != OPSGENIE:
        return tuple(Level(place=rule.path, rules=(rule,), waits=_delay(rule, vendor)) for rule in rules)
    begun: dict[timedelta, list[Value]] = {}
    for rule in rules:
        begun.setdefault(_delay(rule, vendor), []).append(rule)
    starts = sorted(begun)
    nexts = (*starts[1:], None)
    return tuple(
        Level(place=begun[start][0].path, rules=tuple(begun[start]), waits=after - start if after is not None else None)
        for start, after in zip(starts, nexts, strict=True)
    )


def called(escalation: Item, level: Level) -> Iterator[Value]:
    """Everybody and everything that a level calls."""
    path = VENDORS[escalation.type].recipients
    return (recipient for rule in level.rules for recipient in rule.at(path).members())


def begins_again(escalation: Item) -> int:
    """How often it all begins once more; by all three vendors' defaults never."""
    return int(escalation.at(VENDORS[escalation.type].again).number(0))


def _delay(rule: Value, vendor: Vendor) -> timedelta:
    value = rule.at(vendor.delay)
    if value.is_absent:
        raise NotKnownError(f"{value.path} is not set, and what the vendor takes is not known")
    return vendor.unit * value.number()
